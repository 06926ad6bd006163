#include "ceremony/contribute.h"
#include "ceremony/inputs.h"
#include "ceremony/pool_make.h"
#include "ceremony/settings.h"

#include "base/rational.h"
#include "codec/csv.h"
#include "panel/relax.h"
#include "panel/types.h"
#include "urne/pool.h"

#define KEY    "pool-key.txt"
#define INDEX  "pool-index.csv"
#define OPENED URNE_OPENED_DIR "/" URNE_POOL_OPEN_FILE
#define PROOF  URNE_OPENED_DIR "/" URNE_POOL_PROOF_FILE

/* A seal of a pool being made. */
typedef struct sealing {
    urne_arena *arena;
    const urne_panel_seal_options *o;
    urne_dossier *d;
    urne_str json;
    urne_panel_config *config;
    urne_hash pool_hash, quotas_hash; /* of what was read */
    urne_quotas quotas;
    urne_respondents people;
    urne_secret *k;
    urne_pool_making made;
    urne_inputs inputs;
    urne_err *err;
} sealing;

static urne_code read_config(sealing *s)
{
    const char *path = s->d->rules_path;
    URNE_TRY(urne_file_read(&s->json, s->arena, path, URNE_SETTINGS_MAX, s->err));
    URNE_TRY(urne_panel_config_read(&s->config, s->arena, s->json, path, s->err));
    const urne_panel_config *c = s->config;
    URNE_TRY(urne_panel_sources_check(c, s->err));
    URNE_TRY(urne_sources_seal(s->d, c->sources, c->n_sources, path, s->err));
    return urne_dossier_announced(s->d, c->body, c->title, s->err);
}

/* ---- the files given ---- */

static urne_code read_people(sealing *s)
{
    const urne_panel_config *c = s->config;
    urne_csv csv;
    urne_str bytes;
    const char *columns[URNE_PANEL_ADDRESS_MAX];
    for (size_t i = 0; i < c->n_address; i++) {
        columns[i] = urne_str_z(s->arena, c->address[i]);
    }
    /* Names and addresses do not go on to the arena of the caller. */
    urne_arena *scratch = urne_arena_new();
    urne_code code = urne_csv_load(&csv, &bytes, scratch, s->o->pool, s->err);
    if (code == URNE_OK) {
        s->pool_hash = urne_sha256(bytes);
        code = urne_respondents_read(&s->people, s->arena, &csv, &s->quotas, columns,
                                     c->n_address, s->err);
    }
    urne_arena_free(scratch);
    return code;
}

static urne_code read_files(sealing *s)
{
    urne_csv csv;
    urne_str bytes;
    URNE_TRY(urne_csv_load(&csv, &bytes, s->arena, s->o->quotas, s->err));
    s->quotas_hash = urne_sha256(bytes);
    URNE_TRY(urne_quotas_read(&s->quotas, s->arena, &csv, s->err));
    return read_people(s);
}

/* private/inputs.txt: what was read. */
static urne_code note_inputs(sealing *s)
{
    const char *whole;
    s->inputs = urne_inputs_new(s->arena);
    urne_inputs_add(&s->inputs, "../panel.json", s->json);
    URNE_TRY(urne_path_whole(&whole, s->arena, s->o->pool, s->err));
    urne_inputs_add_hash(&s->inputs, whole, &s->pool_hash);
    URNE_TRY(urne_path_whole(&whole, s->arena, s->o->quotas, s->err));
    urne_inputs_add_hash(&s->inputs, whole, &s->quotas_hash);
    return URNE_OK;
}

/* ---- what is written ---- */

static urne_str hash_text(urne_arena *arena, urne_str bytes)
{
    return urne_hex_text(arena, urne_sha256(bytes));
}

static urne_str commit_bytes(const sealing *s)
{
    urne_arena *a = s->arena;
    const urne_pool_making *m = &s->made;
    urne_pool_lines lines = m->lines;
    size_t n = 0;
    lines.at = urne_arena_array(a, lines.n + 1, sizeof *lines.at);
    for (size_t i = 0; i < m->pool_txt.n; i++) {
        if (m->pool_txt.p[i] == '\n') {
            lines.at[++n] = i + 1;
        }
    }
    const urne_pool_seal c = {
        .common = {.head = {m->ceremony, 1, urne_hex_text(a, s->d->announce_sha256),
                            urne_str_of(s->o->time)},
                   .rules = hash_text(a, m->quotas_txt),
                   .sources = s->config->sources,
                   .n_sources = s->config->n_sources},
        .persons = lines.n,
        .root = urne_hex_text(a, urne_pool_root(&lines, m->pool_txt)),
        .sha256 = hash_text(a, m->pool_txt),
        .panels = hash_text(a, m->panels_txt),
        .counts = hash_text(a, m->counts_txt),
        .opened = !m->rules.open,
        .proof = hash_text(a, m->rules.open ? m->proof_txt : m->open_txt),
        .poolkey = urne_hex_text(a, urne_pool_key_commitment(s->k)),
        .deviation = urne_str_of(urne_rational_text(a, m->tally->deviation)),
        .levels = m->levels,
        .n_levels = m->n_levels};
    return urne_pool_seal_write(a, &c);
}

/* private/pool-index.csv: who a PID is, and what they are given to find their line. */
static urne_str index_csv(const sealing *s)
{
    const urne_pool_making *m = &s->made;
    urne_buf buf = urne_buf_new(s->arena, m->lines.n * 256 + 64);
    urne_buf_addz(&buf, "\xEF\xBB\xBF"
                        "pid;id;line;number;msalt;fsalt;chance;panels\r\n");
    for (size_t i = 0; i < m->lines.n; i++) {
        size_t from = m->order[i];
        uint32_t level = m->checked.level_of[m->pool.type[i]];
        urne_buf_add(&buf, m->lines.pid[i]);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, s->people.id[from], ';');
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, s->people.line[from]);
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, i + 1);
        urne_buf_addc(&buf, ';');
        urne_buf_add(&buf, m->msalt[i]);
        urne_buf_addc(&buf, ';');
        urne_buf_add(&buf, m->open.fsalt[i]);
        urne_buf_addc(&buf, ';');
        urne_buf_addz(&buf, m->checked.level[level].chance);
        urne_buf_addc(&buf, ';');
        urne_buf_addu(&buf, m->tally->times[i]);
        urne_buf_addz(&buf, "\r\n");
    }
    return urne_buf_str(&buf);
}

/* A set of files being put together. */
typedef struct files {
    const urne_dossier *d;
    urne_inputs *inputs;
    urne_write set[12];
    size_t n;
} files;

/* A private file that is frozen from the seal on. */
static void add_frozen(files *f, const char *name, urne_str bytes)
{
    urne_inputs_add(f->inputs, name, bytes);
    f->set[f->n++] = (urne_write){
        .path = urne_dossier_private(f->d, name), .bytes = bytes, .secret = true};
}

static void add_secret(files *f, const char *name, urne_str bytes)
{
    f->set[f->n++] = (urne_write){
        .path = urne_dossier_private(f->d, name), .bytes = bytes, .secret = true};
}

static void add_public(files *f, urne_file_id id, urne_str bytes)
{
    f->set[f->n++] =
        (urne_write){.path = urne_dossier_public(f->d, f->d->track->file[id]),
                     .bytes = bytes,
                     .fresh = id == URNE_FILE_COMMIT};
}

static urne_code write_seal(sealing *s, urne_str commit)
{
    const urne_pool_making *m = &s->made;
    files f = {.d = s->d, .inputs = &s->inputs};
    char key[URNE_SECRET_TEXT];
    urne_secret_text(key, s->k);
    add_secret(&f, KEY, (urne_str){key, sizeof key});
    add_frozen(&f, INDEX, index_csv(s));
    urne_code code = URNE_OK;
    if (m->open_txt.p != NULL) {
        code = urne_dir_make(urne_dossier_private(s->d, URNE_OPENED_DIR), true, s->err);
        add_frozen(&f, OPENED, m->open_txt);
        add_frozen(&f, PROOF, m->proof_txt);
    }
    add_secret(&f, "inputs.txt", urne_buf_str(&s->inputs.text));
    add_public(&f, URNE_FILE_RULES, m->quotas_txt);
    add_public(&f, URNE_FILE_ROLL, m->pool_txt);
    add_public(&f, URNE_FILE_PANELS, m->panels_txt);
    add_public(&f, URNE_FILE_COUNTS, m->counts_txt);
    if (m->open_txt.p == NULL) {
        add_public(&f, URNE_FILE_PROOF, m->proof_txt);
    }
    add_public(&f, URNE_FILE_COMMIT, commit);
    code = code == URNE_OK ? urne_dossier_write(s->d, f.set, f.n, s->err) : code;
    urne_wipe(key, sizeof key);
    return code;
}

/* ---- what is said ---- */

/* Why there is no panel, in the words of the file of quotas, with its relaxations. */
static void explain(const sealing *s, urne_panel_sealed *out)
{
    urne_panel_infeasible *why = urne_arena_alloc(s->arena, sizeof *why);
    urne_panel_pool *pool = urne_arena_alloc(s->arena, sizeof *pool);
    urne_panel_types(pool, s->arena, &s->quotas, &s->people, (int64_t)s->config->size,
                     s->config->n_address > 0);
    urne_relax_explain(why, s->arena, pool);
    out->infeasible = why;
}

static void view(const sealing *s, urne_panel_sealed *out)
{
    const urne_pool_making *m = &s->made;
    urne_pool_rung *levels =
        urne_arena_array(s->arena, m->n_levels + 1, sizeof *levels);
    for (size_t i = 0; i < m->n_levels; i++) {
        const urne_pool_level *l = &m->levels[i];
        levels[i] = (urne_pool_rung){urne_str_z(s->arena, l->low),
                                     urne_str_z(s->arena, l->high), l->persons};
    }
    out->open = m->rules.open;
    out->all = m->rules.all;
    out->dice = m->rules.dice;
    out->kmin = m->rules.kmin;
    out->households = m->households;
    out->panels = m->list.n;
    out->levels = levels;
    out->n_levels = m->n_levels;
    out->deviation = urne_rational_text(s->arena, m->tally->deviation);
    out->close = m->tally->close;
    out->alone = m->rules.open ? urne_pool_alone(m) : 0;
}

static urne_code seal_with_key(sealing *s, urne_panel_sealed *out)
{
    bool feasible;
    urne_pool_seal back;
    s->made.k = s->k;
    URNE_TRY(urne_pool_make(&s->made, &feasible, s->err));
    if (!feasible) {
        explain(s, out);
        return URNE_OK;
    }
    view(s, out);
    urne_str commit = commit_bytes(s);
    URNE_TRY(
        urne_pool_seal_read(&back, s->arena, commit, "20-pool-commit.txt", s->err));
    if (s->o->dry_run) {
        return URNE_OK;
    }
    URNE_TRY(note_inputs(s));
    URNE_TRY(write_seal(s, commit));
    out->seal = hash_text(s->arena, commit).p;
    return URNE_OK;
}

static urne_code seal_in(sealing *s, urne_panel_sealed *out)
{
    URNE_TRY(urne_dossier_at(s->d, "panel-seal", URNE_STAGE_ANNOUNCED, s->err));
    URNE_TRY(read_config(s));
    URNE_TRY(read_files(s));
    s->made = (urne_pool_making){.arena = s->arena,
                                 .config = s->config,
                                 .quotas = &s->quotas,
                                 .people = &s->people,
                                 .ceremony = s->d->announce.head.ceremony};
    out->size = s->config->size;
    out->persons = s->people.n;
    URNE_TRY(urne_pool_sealable(&s->made, s->err));
    if (s->o->pool_key != NULL) {
        URNE_TRY(urne_secret_read(&s->k, s->o->pool_key, s->err));
    } else {
        s->k = urne_secret_new();
    }
    urne_code code = seal_with_key(s, out);
    urne_secret_free(s->k);
    return code;
}

urne_code urne_panel_seal(urne_panel_sealed **out, urne_arena *arena,
                          const urne_panel_seal_options *options, urne_err *err)
{
    sealing s = {.arena = arena, .o = options, .err = err};
    urne_panel_sealed *view = urne_arena_alloc(arena, sizeof *view);
    *view = (urne_panel_sealed){.seal = "", .deviation = "0"};
    URNE_TRY(
        urne_dossier_open(&s.d, arena, options->dir, "panel-seal", options->time, err));
    urne_code code = seal_in(&s, view);
    urne_dossier_close(s.d);
    if (code == URNE_OK) {
        *out = view;
    }
    return code;
}
