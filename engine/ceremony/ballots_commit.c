#include "ceremony/contribute.h"
#include "ceremony/inputs.h"

#include "budget/count.h"
#include "codec/csv.h"
#include "model/count_limits.h"
#include "model/reconcile.h"
#include "urne/count.h"

enum { COUNT_JSON_MAX = 4 << 20 };

#define INDEX      "ballots-index.csv"
#define RECONCILED "reconciled.csv"

/* A seal of ballots being made. */
typedef struct sealing {
    urne_arena *arena;
    const urne_ballots_commit_options *o;
    urne_dossier *d;
    urne_str json;
    urne_count_config *config;
    const char **paths; /* to read: two keyings are one file of them */
    size_t n_paths;
    urne_str reconciled; /* ->p NULL: no keyings */
    uint64_t keyed;
    urne_hash *hashes; /* of the files given, before they were read */
    urne_election *e;
    urne_validity validity;
    urne_count_rules rules;
    urne_secret *k;
    urne_ballot_line *lines;
    size_t n_lines;
    urne_str projects_txt, rules_txt, ballots_txt;
    urne_err *err;
} sealing;

static urne_code read_config(sealing *s)
{
    const char *path = s->d->rules_path;
    URNE_TRY(urne_file_read(&s->json, s->arena, path, COUNT_JSON_MAX, s->err));
    URNE_TRY(urne_count_config_read(&s->config, s->arena, s->json, path, s->err));
    URNE_TRY(urne_count_config_whole(s->config, s->err));
    const urne_count_config *c = s->config;
    URNE_TRY(urne_sources_seal(s->d, c->sources, c->n_sources, path, s->err));
    return urne_dossier_announced(s->d, c->body, c->title, s->err);
}

/* ---- the files given ---- */

/* Every file that the seal is made of: ballots, projects, resolutions. */
static size_t given(const sealing *s, const char ***out)
{
    size_t n = 0;
    *out = urne_arena_array(s->arena, s->o->n_paths + 2, sizeof **out);
    for (; n < s->o->n_paths; n++) {
        (*out)[n] = s->o->paths[n];
    }
    if (s->o->projects != NULL) {
        (*out)[n++] = s->o->projects;
    }
    if (s->o->resolutions != NULL) {
        (*out)[n++] = s->o->resolutions;
    }
    return n;
}

static urne_code hash_file(urne_hash *out, const char *path, urne_err *err)
{
    urne_str bytes;
    urne_arena *arena = urne_arena_new();
    urne_code code = urne_file_read(&bytes, arena, path, URNE_CSV_FILE_MAX, err);
    if (code == URNE_OK) {
        *out = urne_sha256(bytes);
    }
    urne_arena_free(arena);
    return code;
}

static urne_code hash_inputs(sealing *s)
{
    const char **paths;
    size_t n = given(s, &paths);
    s->hashes = urne_arena_array(s->arena, n, sizeof *s->hashes);
    for (size_t i = 0; i < n; i++) {
        URNE_TRY(hash_file(&s->hashes[i], paths[i], s->err));
    }
    return URNE_OK;
}

/* private/inputs.txt. What was hashed before the reading must be what is there after
 * it, or the seal would freeze other bytes than it was made of. */
static urne_code note_inputs(sealing *s, urne_inputs *inputs)
{
    const char **paths, *whole;
    size_t n = given(s, &paths);
    urne_inputs_add(inputs, "../count.json", s->json);
    for (size_t i = 0; i < n; i++) {
        urne_hash now;
        URNE_TRY(urne_path_whole(&whole, s->arena, paths[i], s->err));
        URNE_TRY(hash_file(&now, paths[i], s->err));
        if (urne_hash_cmp(&now, &s->hashes[i]) != 0) {
            return urne_fail(s->err, URNE_E_IO_CHANGED, URNE_IN(paths[i]), NULL);
        }
        urne_inputs_add_hash(inputs, whole, &now);
    }
    return URNE_OK;
}

/* ---- keyings ---- */

static const char *header(const sealing *s, urne_str mapped, const char *usual)
{
    return mapped.p == NULL ? usual : urne_str_z(s->arena, mapped);
}

/* The reconciled papers under the headers that the other files have. */
static urne_str with_headers(const sealing *s, urne_str csv)
{
    const urne_ballot_columns *c = &s->config->columns;
    urne_buf buf = urne_buf_new(s->arena, csv.n + 256);
    urne_str line;
    urne_str_cut(&csv, '\n', &line);
    bool points = urne_str_ends(line, "vote;points;voting_method");
    urne_csv_put(&buf, urne_str_of(header(s, c->voter, "voter_id")), ';');
    urne_buf_addc(&buf, ';');
    urne_csv_put(&buf, urne_str_of(header(s, c->vote, "vote")), ';');
    urne_buf_addc(&buf, ';');
    if (points) {
        urne_csv_put(&buf, urne_str_of(header(s, c->points, "points")), ';');
        urne_buf_addc(&buf, ';');
    }
    urne_csv_put(&buf, urne_str_of(header(s, c->method, "voting_method")), ';');
    /* Papers say neither age nor residence: where the map asks for them, empty. */
    const urne_str asked[] = {c->age, c->residence};
    size_t empty = 0;
    for (size_t i = 0; i < 2; i++) {
        if (asked[i].p != NULL) {
            urne_buf_addc(&buf, ';');
            urne_csv_put(&buf, asked[i], ';');
            empty++;
        }
    }
    urne_buf_addc(&buf, '\n');
    while (csv.n > 0 && urne_str_cut(&csv, '\n', &line)) {
        urne_buf_add(&buf, line);
        urne_buf_addz(&buf, empty == 2 ? ";;\n" : empty == 1 ? ";\n" : "\n");
    }
    return urne_buf_str(&buf);
}

static urne_code reconcile(sealing *s, const char *a, const char *b)
{
    const urne_ballot_columns *c = &s->config->columns;
    urne_reconciliation *r;
    urne_keying_files files = {.path = {a, b},
                               .resolutions = s->o->resolutions,
                               .batch = "batch",
                               .ballot = "ballot",
                               .vote = header(s, c->vote, "vote"),
                               .points = header(s, c->points, "points"),
                               .guess = s->config->type.p == NULL};
    if (!files.guess && !urne_vote_type_parse(s->config->type, &files.type)) {
        urne_bug("a type of votes that was read");
    }
    URNE_TRY(urne_reconcile(&r, s->arena, &files, s->err));
    if (r->open > 0) {
        return urne_fail(s->err, URNE_E_BALLOT_OPEN, URNE_IN(b), URNE_DEC(r->open),
                         NULL);
    }
    for (size_t i = 0; i < r->n_batches; i++) {
        s->keyed += r->batches[i].kept;
    }
    s->reconciled = with_headers(s, urne_reconciled_csv(s->arena, r));
    return URNE_OK;
}

/* Two keyings among the files become one file; a lone one would be typed once only. */
static urne_code find_keyings(sealing *s)
{
    const char *keying[2] = {NULL, NULL};
    size_t n = 0, at = 0;
    s->paths = urne_arena_array(s->arena, s->o->n_paths, sizeof *s->paths);
    for (size_t i = 0; i < s->o->n_paths; i++) {
        const char *path = s->o->paths[i];
        if (!urne_keying_is(path)) {
            s->paths[s->n_paths++] = path;
            continue;
        }
        if (n == 2) {
            return urne_fail(s->err, URNE_E_SEAL_KEYINGS, URNE_IN(path), NULL);
        }
        at = n == 0 ? s->n_paths++ : at;
        keying[n++] = path;
    }
    if (n == 1 || (n == 0 && s->o->resolutions != NULL)) {
        return urne_fail(s->err, URNE_E_SEAL_KEYINGS,
                         URNE_IN(n == 1 ? keying[0] : s->o->resolutions), NULL);
    }
    if (n == 0) {
        return URNE_OK;
    }
    s->paths[at] = urne_dossier_private(s->d, RECONCILED);
    return reconcile(s, keying[0], keying[1]);
}

/* ---- ballots and rule ---- */

/* What could not be counted after the dice must not be sealed before them. A tie may be
 * left to a lot: any seed will do here, and what it gives is forgotten. */
static urne_code count_once(const sealing *s)
{
    urne_err inner = URNE_ERR_NONE;
    urne_count *count;
    urne_arena *arena = urne_arena_new();
    urne_count_rule rule = s->rules.rule;
    if (rule.n_ties > 0 && rule.ties[rule.n_ties - 1] == URNE_TIE_LOT) {
        rule.lot_seed = URNE_STR(
            "0000000000000000000000000000000000000000000000000000000000000000");
    }
    urne_code code = urne_count_run(&count, arena, s->e, &rule, &inner);
    if (code != URNE_OK) {
        *s->err = inner;
    }
    urne_arena_free(arena);
    return code;
}

static urne_code read_ballots(sealing *s)
{
    urne_election_options options = {
        .paths = s->paths, .n_paths = s->n_paths, .projects = s->o->projects};
    urne_count_config_reading(&options, s->arena, s->config);
    if (s->reconciled.p != NULL) {
        options.made = urne_dossier_private(s->d, RECONCILED);
        options.made_bytes = s->reconciled;
    }
    URNE_TRY(urne_election_read(&s->e, NULL, s->arena, &options, s->err));
    URNE_TRY(urne_count_config_validity(&s->validity, s->config, s->e, s->err));
    urne_validity_apply(s->e, &s->validity);
    s->rules.ceremony = s->d->announce.head.ceremony;
    URNE_TRY(
        urne_count_config_resolve(&s->rules.rule, s->arena, s->config, s->e, s->err));
    URNE_TRY(count_once(s));
    s->rules.limits = urne_limits_of(&s->rules.n_limits, s->arena, &s->validity);
    URNE_TRY(urne_projects_write(&s->projects_txt, s->arena, s->e, s->rules.ceremony,
                                 s->err));
    s->rules_txt = urne_count_rules_write(s->arena, s->e, &s->rules);
    return URNE_OK;
}

/* What was written is read back: a file that we would refuse is never sealed. */
static urne_code read_back(const sealing *s)
{
    urne_election e;
    urne_str ceremony;
    urne_count_rules *rules;
    size_t *at;
    urne_arena *arena = urne_arena_new();
    urne_code code = urne_projects_read(&e, &ceremony, arena, s->projects_txt,
                                        "projects.txt", s->err);
    if (code == URNE_OK) {
        code = urne_count_rules_read(&rules, &e, arena, s->rules_txt, "count-rules.txt",
                                     s->err);
    }
    if (code == URNE_OK) {
        code = urne_ballots_read(&e, &at, arena, s->ballots_txt, "ballots.txt", s->err);
    }
    urne_arena_free(arena);
    return code;
}

static urne_hash root_of(const sealing *s)
{
    size_t *at = urne_arena_array(s->arena, s->n_lines + 1, sizeof *at), n = 0;
    for (size_t i = 0; i < s->ballots_txt.n; i++) {
        if (s->ballots_txt.p[i] == '\n') {
            at[++n] = i + 1;
        }
    }
    return urne_ballots_root(s->ballots_txt, at, n);
}

static urne_str commit_bytes(const sealing *s, const uint64_t counts[URNE_ASIDES])
{
    urne_arena *a = s->arena;
    urne_ballots_seal c = {
        .common = {.head = {s->rules.ceremony, 1,
                            urne_hex_text(a, s->d->announce_sha256),
                            urne_str_of(s->o->time)},
                   .rules = urne_hex_text(a, urne_sha256(s->rules_txt)),
                   .sources = s->config->sources,
                   .n_sources = s->config->n_sources},
        .projects = s->e->n_projects,
        .projects_sha256 = urne_hex_text(a, urne_sha256(s->projects_txt)),
        .ballots = s->n_lines,
        .root = urne_hex_text(a, root_of(s)),
        .sha256 = urne_hex_text(a, urne_sha256(s->ballots_txt)),
        .ballotkey = urne_hex_text(a, urne_ballot_key_commitment(s->k)),
        .received = s->e->n_ballots};
    c.common.excluded = urne_arena_array(a, URNE_ASIDES, sizeof *c.common.excluded);
    for (int i = URNE_BALLOT_VALID + 1; i < URNE_ASIDES; i++) {
        if (counts[i] > 0) {
            c.common.excluded[c.common.n_excluded++] =
                (urne_excluded){urne_str_of(urne_aside_name((urne_aside)i)), counts[i]};
        }
    }
    return urne_ballots_seal_write(a, &c);
}

/* private/ballots-index.csv: which voter, and which line of which file, a BID is. */
static urne_str index_csv(const sealing *s)
{
    urne_buf buf = urne_buf_new(s->arena, s->n_lines * 128 + 64);
    urne_buf_addz(&buf, "\xEF\xBB\xBF"
                        "bid;file;line;voter\r\n");
    for (size_t i = 0; i < s->n_lines; i++) {
        const urne_ballot *b = &s->e->ballots[s->lines[i].ballot];
        urne_buf_addz(&buf, urne_to_hex(s->lines[i].bid).z);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, urne_str_of(s->e->files[b->file]), ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, b->line);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, b->voter, ';');
        urne_buf_addz(&buf, "\r\n");
    }
    return urne_buf_str(&buf);
}

static urne_code write_seal(sealing *s, urne_str commit)
{
    urne_dossier *d = s->d;
    char key[URNE_SECRET_TEXT];
    urne_inputs inputs = urne_inputs_new(s->arena);
    urne_str index = index_csv(s);
    URNE_TRY(note_inputs(s, &inputs));
    urne_inputs_add(&inputs, INDEX, index);
    urne_write set[9];
    size_t n = 0;
    if (s->reconciled.p != NULL) {
        urne_inputs_add(&inputs, RECONCILED, s->reconciled);
        set[n++] = (urne_write){.path = urne_dossier_private(d, RECONCILED),
                                .bytes = s->reconciled,
                                .secret = true};
    }
    urne_secret_text(key, s->k);
    set[n++] = (urne_write){.path = urne_dossier_private(d, "ballot-key.txt"),
                            .bytes = {key, sizeof key},
                            .secret = true};
    set[n++] = (urne_write){
        .path = urne_dossier_private(d, INDEX), .bytes = index, .secret = true};
    set[n++] = (urne_write){.path = urne_dossier_private(d, "set-aside.csv"),
                            .bytes = urne_aside_csv(s->arena, s->e),
                            .secret = true};
    set[n++] = (urne_write){.path = urne_dossier_private(d, "inputs.txt"),
                            .bytes = urne_buf_str(&inputs.text),
                            .secret = true};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "projects.txt"),
                            .bytes = s->projects_txt};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "count-rules.txt"),
                            .bytes = s->rules_txt};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "ballots.txt"),
                            .bytes = s->ballots_txt};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "10-ballots-commit.txt"),
                            .bytes = commit,
                            .fresh = true};
    urne_code code = urne_dossier_write(d, set, n, s->err);
    urne_wipe(key, sizeof key);
    return code;
}

static void view(const sealing *s, const uint64_t counts[URNE_ASIDES],
                 urne_ballots_committed *out)
{
    *out = (urne_ballots_committed){.seal = "",
                                    .projects = s->e->n_projects,
                                    .received = s->e->n_ballots,
                                    .ballots = s->n_lines,
                                    .keyed = s->keyed};
    for (size_t i = 0; i < s->n_lines; i++) {
        out->blank += s->e->ballots[s->lines[i].ballot].n_marks == 0 ? 1 : 0;
    }
    for (int i = URNE_BALLOT_VALID + 1; i < URNE_ASIDES; i++) {
        if (counts[i] > 0) {
            out->asides[out->n_asides++] =
                (urne_aside_view){urne_aside_name((urne_aside)i), counts[i]};
        }
    }
    for (size_t i = 0; i < s->rules.rule.n_ties; i++) {
        out->lots = out->lots || s->rules.rule.ties[i] == URNE_TIE_LOT;
    }
}

static urne_code seal_with_key(sealing *s, urne_ballots_committed *out)
{
    uint64_t counts[URNE_ASIDES];
    s->n_lines = urne_bids_make(&s->lines, s->arena, s->e, s->k);
    s->ballots_txt = urne_ballots_write(s->arena, s->e, s->lines, s->n_lines);
    urne_validity_count(s->e, counts);
    view(s, counts, out);
    URNE_TRY(read_back(s));
    if (s->o->dry_run) {
        return URNE_OK;
    }
    urne_str commit = commit_bytes(s, counts);
    URNE_TRY(write_seal(s, commit));
    out->seal = urne_hex_text(s->arena, urne_sha256(commit)).p;
    return URNE_OK;
}

static urne_code seal_in(sealing *s, urne_ballots_committed *out)
{
    URNE_TRY(urne_dossier_at(s->d, "ballots-commit", URNE_STAGE_ANNOUNCED, s->err));
    URNE_TRY(read_config(s));
    URNE_TRY(hash_inputs(s));
    URNE_TRY(find_keyings(s));
    URNE_TRY(read_ballots(s));
    if (s->o->ballot_key != NULL) {
        URNE_TRY(urne_secret_read(&s->k, s->o->ballot_key, s->err));
    } else {
        s->k = urne_secret_new();
    }
    urne_code code = seal_with_key(s, out);
    urne_secret_free(s->k);
    return code;
}

urne_code urne_ballots_commit(urne_ballots_committed **out, urne_arena *arena,
                              const urne_ballots_commit_options *options, urne_err *err)
{
    sealing s = {.arena = arena, .o = options, .err = err};
    urne_ballots_committed *view = urne_arena_alloc(arena, sizeof *view);
    URNE_TRY(urne_dossier_open(&s.d, arena, options->dir, "ballots-commit",
                               options->time, err));
    urne_code code = seal_in(&s, view);
    urne_dossier_close(s.d);
    if (code == URNE_OK) {
        *out = view;
    }
    return code;
}
