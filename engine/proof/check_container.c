#include "proof/check.h"

#include "base/file.h"

#define SUMS       "sums.txt"
#define SUMS_LIMIT ((size_t)1 << 20) /* draw-1 §16 */

/* One line "HEX64  NAME"; false when it is not that. */
static bool sums_line(urne_str line, urne_hash *hash, urne_str *name)
{
    if (line.n < URNE_HEX + 3 || line.n > URNE_HEX + 2 + 64 ||
        line.p[URNE_HEX] != ' ' || line.p[URNE_HEX + 1] != ' ' ||
        !urne_hash_parse(urne_str_slice(line, 0, URNE_HEX), hash)) {
        return false;
    }
    *name = urne_str_slice(line, URNE_HEX + 2, line.n);
    for (size_t i = 0; i < name->n; i++) {
        char ch = name->p[i];
        bool ok = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                  (i > 0 && (ch == '.' || ch == '-'));
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* Reads sums.txt: what it lists, in order. False when V01 has failed on its grammar;
 * the lines before the bad one stand. */
static bool read_sums(urne_checker *c, urne_str bytes, urne_str **listed, size_t *n)
{
    urne_str rest = bytes, line, name, last = {0};
    uint64_t number = 0;
    *n = 0;
    *listed = urne_arena_array(c->arena, bytes.n / (URNE_HEX + 3) + 1, sizeof **listed);
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
        urne_file_id id = urne_track_find(c->track, name);
        if (id != URNE_FILES) {
            c->file[id].listed = true;
            c->file[id].claimed = hash;
        }
        (*listed)[(*n)++] = last = name;
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

/* The requirements on one name that is listed or present; true when it keeps them. */
static bool check_name(urne_checker *c, urne_str name, bool listed)
{
    urne_file_id id = urne_track_find(c->track, name);
    const char *z = printable(c->arena, name);
    const char *item = NULL;
    urne_code code = URNE_OK;
    if (id == URNE_FILES) {
        item = N_("name");
        code = URNE_E_CHECK_NAME;
    } else if (!c->file[id].present) {
        item = N_("absent");
        code = URNE_E_CHECK_ABSENT;
    } else if (!listed) {
        item = N_("unlisted");
        code = URNE_E_CHECK_UNLISTED;
    } else if (c->file[id].odd) {
        item = N_("file");
        code = URNE_E_CHECK_FILE;
    } else if (urne_hash_cmp(&c->file[id].sha256, &c->file[id].claimed) != 0) {
        item = N_("sha256");
        code = URNE_E_CHECK_SHA256;
    }
    if (item != NULL) {
        urne_check_fail(c, 1, z, item, code, NULL, NULL);
    }
    return item == NULL;
}

/* Listed and present names together, ascending. */
static void check_names(urne_checker *c, const urne_str *listed, size_t n_listed)
{
    size_t i = 0, j = 0;
    while (i < n_listed || j < c->n_names) {
        bool only_left = j == c->n_names, only_right = i == n_listed;
        int order = only_left    ? -1
                    : only_right ? 1
                                 : urne_str_cmp(listed[i], c->names[j]);
        urne_str name = order <= 0 ? listed[i] : c->names[j];
        i += order <= 0 ? 1 : 0;
        j += order >= 0 ? 1 : 0;
        if (!urne_str_is(name, SUMS) && !check_name(c, name, order <= 0)) {
            return;
        }
    }
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
    for (int i = 0; i < URNE_FILES; i++) {
        c->file[i].due = c->track->file[i] != NULL && urne_file_stages[i] <= stage;
    }
    c->out->stage = stage;
}

void urne_check_container(urne_checker *c)
{
    urne_str bytes = {0}, *listed = NULL;
    size_t n_listed = 0;
    const char *path = urne_path(c->arena, c->dir, SUMS);
    bool present = urne_has_name(c->names, c->n_names, URNE_STR(SUMS));
    bool whole = false;
    if (!present) {
        urne_check_fail(c, 1, SUMS, N_("absent"), URNE_E_CHECK_ABSENT, NULL, NULL);
    } else if (urne_file_read_plain(&bytes, c->arena, path, SUMS_LIMIT, NULL) !=
               URNE_OK) {
        urne_check_fail(c, 1, SUMS, N_("file"), URNE_E_CHECK_FILE, NULL, NULL);
    } else {
        whole = read_sums(c, bytes, &listed, &n_listed);
    }
    set_stage(c);
    if (whole) {
        check_names(c, listed, n_listed);
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
