#include "proof/check.h"

#include "base/file.h"

#define SUMS       "sums.txt"
#define SUMS_LIMIT ((size_t)1 << 20) /* draw-1 §16 */

/* Transcript-1 §13, and a note as draw-1 §16 limits it. */
#define SIGNATURE_LIMIT ((size_t)4096)
#define TOKEN_LIMIT     ((size_t)65536)
#define LATER_LIMIT     ((size_t)256 << 20)

/* One line "HEX64  NAME"; false when it is not that. */
static bool sums_line(urne_str line, urne_hash *hash, urne_str *name)
{
    if (line.n < URNE_HEX + 3 || line.n > URNE_HEX + 2 + 64 ||
        line.p[URNE_HEX] != ' ' || line.p[URNE_HEX + 1] != ' ' ||
        !urne_hash_parse(urne_str_slice(line, 0, URNE_HEX), hash)) {
        return false;
    }
    *name = urne_str_slice(line, URNE_HEX + 2, line.n);
    return urne_bundle_name_ok(*name);
}

/* What sums.txt lists, ascending. */
typedef struct sums {
    urne_str *names;
    urne_hash *hashes;
    size_t n;
} sums;

/* Reads sums.txt: what it lists, in order. False when V01 has failed on its grammar;
 * the lines before the bad one stand. */
static bool read_sums(urne_checker *c, urne_str bytes, sums *out)
{
    urne_str rest = bytes, line, name, last = {0};
    uint64_t number = 0;
    size_t most = bytes.n / (URNE_HEX + 3) + 1;
    out->n = 0;
    out->names = urne_arena_array(c->arena, most, sizeof *out->names);
    out->hashes = urne_arena_array(c->arena, most, sizeof *out->hashes);
    while (rest.n > 0) {
        urne_hash hash;
        number++;
        bool ended = memchr(rest.p, '\n', rest.n) != NULL;
        urne_str_cut(&rest, '\n', &line);
        if (!ended || !sums_line(line, &hash, &name) || urne_str_is(name, SUMS) ||
            (last.n > 0 && urne_str_cmp(last, name) >= 0)) {
            urne_check_fail(c, 1, SUMS, urne_item_line(c->arena, number),
                            URNE_E_CHECK_SUMS, NULL, NULL);
            return false;
        }
        out->hashes[out->n] = hash;
        out->names[out->n++] = last = name;
    }
    return true;
}

bool urne_has_name(const urne_str *names, size_t n, urne_str name)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_eq(names[i], name)) {
            return true;
        }
    }
    return false;
}

/* A name as it may go to a terminal: whoever made the folder chose its bytes. */
static const char *printable(urne_arena *arena, urne_str name)
{
    char *p = urne_arena_alloc(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        p[i] = name.p[i] >= 0x20 && name.p[i] < 0x7F ? name.p[i] : '?';
    }
    return p;
}

/* ---- what is known: listed or present ---- */

/* Both lists together, ascending, each name once. */
static size_t known_names(urne_str **out, const urne_checker *c, const sums *listed)
{
    size_t i = 0, j = 0, n = 0;
    *out = urne_arena_array(c->arena, listed->n + c->n_names + 1, sizeof **out);
    while (i < listed->n || j < c->n_names) {
        bool only_left = j == c->n_names, only_right = i == listed->n;
        int order = only_left    ? -1
                    : only_right ? 1
                                 : urne_str_cmp(listed->names[i], c->names[j]);
        (*out)[n++] = order <= 0 ? listed->names[i] : c->names[j];
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
    }
    return n;
}

static void note_claim(urne_found *f, const sums *listed, urne_str name)
{
    for (size_t i = 0; i < listed->n; i++) {
        if (urne_str_eq(listed->names[i], name)) {
            f->listed = true;
            f->claimed = listed->hashes[i];
        }
    }
}

/* A file whose name is not fixed; it is due, since it is known. */
static void load(urne_checker *c, urne_found *f, const char *name, size_t limit)
{
    f->due = true;
    f->present = urne_has_name(c->names, c->n_names, urne_str_of(name));
    if (f->present) {
        f->odd = urne_shelf_read(&f->bytes, &c->shelf, name, limit, NULL) != URNE_OK;
        f->sha256 = urne_sha256(f->bytes);
    }
}

static void find_later(urne_checker *c, const sums *listed, const urne_str *names,
                       size_t n)
{
    size_t end;
    size_t *at = urne_arena_array(c->arena, n + 1, sizeof *at);
    c->n_later = urne_later_find(at, c->track, names, n, &end);
    c->later = urne_arena_array(c->arena, c->n_later + 1, sizeof *c->later);
    for (size_t i = 0; i < c->n_later; i++) {
        urne_found_later *l = &c->later[i];
        l->name = urne_str_z(c->arena, names[at[i]]);
        l->kind = urne_later_parse(c->track, names[at[i]]).kind;
        note_claim(&l->found, listed, names[at[i]]);
        load(c, &l->found, l->name, LATER_LIMIT);
    }
}

/* Whether a file is the name of an entry that the folder has, or may have. */
static bool is_entry(const urne_checker *c, urne_str file)
{
    for (size_t i = 0; i < c->n_later; i++) {
        if (urne_str_is(file, c->later[i].name)) {
            return true;
        }
    }
    return urne_track_find(c->track, file) <= URNE_FILE_RESULT;
}

static void find_signatures(urne_checker *c, const sums *listed, const urne_str *names,
                            size_t n)
{
    c->signature = urne_arena_array(c->arena, n + 1, sizeof *c->signature);
    for (size_t i = 0; i < n; i++) {
        urne_found_signature s = {.name = urne_str_z(c->arena, names[i])};
        if (urne_signature_parse(c->track, names[i], &s.file, &s.role) &&
            is_entry(c, s.file)) {
            note_claim(&s.found, listed, names[i]);
            load(c, &s.found, s.name, SIGNATURE_LIMIT);
            c->signature[c->n_signatures++] = s;
        }
    }
}

/* They stand in the order of their names, which is that of their entries. */
static void find_tokens(urne_checker *c, const sums *listed, const urne_str *names,
                        size_t n)
{
    c->token = urne_arena_array(c->arena, n + 1, sizeof *c->token);
    for (size_t i = 0; i < n; i++) {
        urne_found_token t = {.name = urne_str_z(c->arena, names[i])};
        if (urne_token_parse(c->track, names[i], &t.file) && is_entry(c, t.file)) {
            note_claim(&t.found, listed, names[i]);
            load(c, &t.found, t.name, TOKEN_LIMIT);
            c->token[c->n_tokens++] = t;
        }
    }
}

/* The file that has a name, or NULL: no such name is allowed. */
static const urne_found *found_of(const urne_checker *c, urne_str name)
{
    urne_file_id id = urne_track_find(c->track, name);
    if (id != URNE_FILES) {
        return &c->file[id];
    }
    for (size_t i = 0; i < c->n_later; i++) {
        if (urne_str_is(name, c->later[i].name)) {
            return &c->later[i].found;
        }
    }
    for (size_t i = 0; i < c->n_signatures; i++) {
        if (urne_str_is(name, c->signature[i].name)) {
            return &c->signature[i].found;
        }
    }
    for (size_t i = 0; i < c->n_tokens; i++) {
        if (urne_str_is(name, c->token[i].name)) {
            return &c->token[i].found;
        }
    }
    return NULL;
}

/* ---- V01 ---- */

/* The requirements on one name that is listed or present; true when it keeps them. */
static bool check_name(urne_checker *c, urne_str name)
{
    const urne_found *f = found_of(c, name);
    const char *z = printable(c->arena, name);
    const char *item = NULL;
    urne_code code = URNE_OK;
    if (f == NULL) {
        item = N_("name");
        code = URNE_E_CHECK_NAME;
    } else if (!f->present) {
        item = N_("absent");
        code = URNE_E_CHECK_ABSENT;
    } else if (!f->listed) {
        item = N_("unlisted");
        code = URNE_E_CHECK_UNLISTED;
    } else if (f->odd) {
        item = N_("file");
        code = URNE_E_CHECK_FILE;
    } else if (urne_hash_cmp(&f->sha256, &f->claimed) != 0) {
        item = N_("sha256");
        code = URNE_E_CHECK_SHA256;
    }
    if (item != NULL) {
        urne_check_fail(c, 1, z, item, code, NULL, NULL);
    }
    return item == NULL;
}

static void set_stage(urne_checker *c)
{
    urne_stage stage = URNE_STAGE_ANNOUNCED;
    for (int i = 0; i < URNE_FILES; i++) {
        const urne_found *f = &c->file[i];
        if ((f->present || f->listed) && urne_file_stages[i] > stage) {
            stage = urne_file_stages[i];
        }
    }
    for (size_t i = 0; i < c->n_later; i++) {
        stage = c->later[i].kind != URNE_LATER_ABORT ? URNE_STAGE_DRAWN : stage;
    }
    for (int i = 0; i < URNE_FILES; i++) {
        c->file[i].due = c->track->file[i] != NULL && urne_file_stages[i] <= stage;
    }
    static const urne_file_id perhaps[] = {URNE_FILE_BEACON, URNE_FILE_PROOF};
    for (size_t i = 0; i < sizeof perhaps / sizeof *perhaps; i++) {
        urne_found *f = &c->file[perhaps[i]];
        f->due = f->present || f->listed;
    }
    c->out->stage = stage;
}

void urne_check_files_due(urne_checker *c)
{
    uint64_t number;
    bool good = urne_base_good(c, URNE_FILE_COMMIT);
    urne_found *beacon = &c->file[URNE_FILE_BEACON];
    urne_found *proof = &c->file[URNE_FILE_PROOF];
    beacon->due = beacon->due || (c->out->stage == URNE_STAGE_DRAWN && good &&
                                  urne_beacon_source(&c->commit, &number) != NULL);
    proof->due =
        proof->due || (urne_check_is(c, URNE_PANEL) && good && !c->pool_seal.opened);
}

/* Which files there are, from both lists. */
static size_t find_files(urne_checker *c, const sums *listed, urne_str **known)
{
    size_t n = known_names(known, c, listed);
    for (int i = 0; i < URNE_FILES; i++) {
        if (c->track->file[i] != NULL) {
            note_claim(&c->file[i], listed, urne_str_of(c->track->file[i]));
        }
    }
    find_later(c, listed, *known, n);
    find_signatures(c, listed, *known, n);
    find_tokens(c, listed, *known, n);
    set_stage(c);
    return n;
}

static void check_names(urne_checker *c, const urne_str *known, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!urne_str_is(known[i], SUMS) && !check_name(c, known[i])) {
            return;
        }
    }
}

void urne_check_container(urne_checker *c)
{
    urne_str bytes = {0}, *known;
    sums listed = {.n = 0};
    bool present = urne_has_name(c->names, c->n_names, URNE_STR(SUMS));
    bool whole = false;
    if (!present) {
        urne_check_fail(c, 1, SUMS, N_("absent"), URNE_E_CHECK_ABSENT, NULL, NULL);
    } else if (urne_shelf_read(&bytes, &c->shelf, SUMS, SUMS_LIMIT, NULL) != URNE_OK) {
        urne_check_fail(c, 1, SUMS, N_("file"), URNE_E_CHECK_FILE, NULL, NULL);
    } else {
        whole = read_sums(c, bytes, &listed);
    }
    size_t n = find_files(c, &listed, &known);
    if (whole) {
        check_names(c, known, n);
    }
    for (int i = 0; whole && i < URNE_FILES; i++) {
        const urne_found *f = &c->file[i];
        if (f->due && !f->present && !f->listed) {
            urne_check_fail(c, 1, urne_check_name(c, i), N_("absent"),
                            URNE_E_CHECK_ABSENT, NULL, NULL);
        }
    }
    urne_check_note(c, 1, URNE_PASS, URNE_OK, NULL, NULL);
}
