#include "ceremony/dossier_in.h"

#include <stdlib.h>

#define SUMS    "sums.txt"
#define JOURNAL "journal.txt"

/* ---- sums.txt ---- */

/* The hash that sums.txt lists for a name, or an empty text. */
urne_str urne_sums_hash(urne_str sums, const char *name)
{
    urne_str line;
    while (urne_str_cut(&sums, '\n', &line)) {
        if (line.n > URNE_HEX + 2 &&
            urne_str_is(urne_str_slice(line, URNE_HEX + 2, line.n), name)) {
            return urne_str_slice(line, 0, URNE_HEX);
        }
    }
    return (urne_str){"", 0};
}

/* The bytes a file of public/ will have once `set` is written; false = none. */
static bool future_bytes(urne_str *out, const urne_dossier *d, const urne_write *set,
                         size_t n, const char *name, urne_code *code, urne_err *err)
{
    const char *path = urne_dossier_public(d, name);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(set[i].path, path) == 0) {
            *out = set[i].bytes;
            return true;
        }
    }
    if (!urne_file_exists(path)) {
        return false;
    }
    *code = urne_dossier_read(out, d, name, err);
    return *code == URNE_OK;
}

/* The name that a path has in public/, or NULL. */
static const char *public_name(const urne_dossier *d, const char *path)
{
    size_t n = strlen(d->public_dir);
    bool inside = strncmp(path, d->public_dir, n) == 0 && path[n] == '/';
    return inside ? path + n + 1 : NULL;
}

bool urne_public_name_ok(const urne_track *track, urne_str name)
{
    urne_str file, role;
    return urne_track_find(track, name) != URNE_FILES ||
           urne_later_parse(track, name).kind != URNE_LATER_NONE ||
           urne_signature_parse(track, name, &file, &role);
}

/* The names that public/ will have once `set` is written, ascending, but sums.txt. */
static urne_code future_names(urne_str **out, size_t *n, const urne_dossier *d,
                              const urne_write *set, size_t n_set, urne_err *err)
{
    urne_str *there;
    size_t n_there = 0;
    if (urne_file_exists(d->public_dir)) {
        URNE_TRY(urne_dir_list(&there, &n_there, d->arena, d->public_dir, err));
    }
    *out = urne_arena_array(d->arena, n_there + n_set + 1, sizeof **out);
    *n = 0;
    for (size_t i = 0; i < n_there; i++) {
        if (urne_public_name_ok(d->track, there[i])) {
            (*out)[(*n)++] = there[i];
        }
    }
    for (size_t i = 0; i < n_set; i++) {
        const char *name = public_name(d, set[i].path);
        if (name != NULL && urne_public_name_ok(d->track, urne_str_of(name)) &&
            !urne_has_name(*out, *n, urne_str_of(name))) {
            (*out)[(*n)++] = urne_str_of(name);
        }
    }
    qsort(*out, *n, sizeof **out, urne_str_cmp_void);
    return URNE_OK;
}

static urne_code sums_of(urne_str *out, const urne_dossier *d, const urne_write *set,
                         size_t n, urne_err *err)
{
    urne_buf buf = urne_buf_new(d->arena, 1024);
    urne_str *names;
    size_t n_names;
    URNE_TRY(future_names(&names, &n_names, d, set, n, err));
    for (size_t i = 0; i < n_names; i++) {
        urne_str bytes;
        urne_code code = URNE_OK;
        const char *name = urne_str_z(d->arena, names[i]);
        if (future_bytes(&bytes, d, set, n, name, &code, err)) {
            urne_buf_addz(&buf, urne_sha256_hex(bytes).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_addz(&buf, name);
            urne_buf_addc(&buf, '\n');
        }
        URNE_TRY(code);
    }
    *out = urne_buf_str(&buf);
    return URNE_OK;
}

/* ---- private/journal.txt: "TIME NAME SHA256" for every entry ever written ---- */

urne_code urne_journal_read(urne_str *text, const urne_dossier *d, urne_err *err)
{
    const char *path = urne_dossier_private(d, JOURNAL);
    *text = (urne_str){"", 0};
    return urne_file_exists(path)
               ? urne_file_read_plain(text, d->arena, path, URNE_DOSSIER_FILE_MAX, err)
               : URNE_OK;
}

static bool journal_lists(urne_str text, const char *name)
{
    urne_str line, time, entry = {"", 0};
    while (text.n > 0 && urne_str_cut(&text, '\n', &line)) {
        urne_str_cut(&line, ' ', &time);
        urne_str_cut(&line, ' ', &entry);
        if (urne_str_is(entry, name)) {
            return true;
        }
    }
    return false;
}

/* Entries are remembered; signatures may come in at any time. */
static bool is_entry(const urne_track *track, urne_str name)
{
    return urne_track_find(track, name) <= URNE_FILE_RESULT ||
           urne_later_parse(track, name).kind != URNE_LATER_NONE;
}

/* The journal with a line for every entry that is there once `set` is written. */
urne_code urne_journal_of(urne_str *out, const urne_dossier *d, const urne_write *set,
                          size_t n, urne_err *err)
{
    urne_str text, bytes;
    URNE_TRY(urne_journal_read(&text, d, err));
    urne_buf buf = urne_buf_new(d->arena, text.n + 512);
    urne_str *names;
    size_t n_names;
    URNE_TRY(future_names(&names, &n_names, d, set, n, err));
    urne_buf_add(&buf, text);
    for (size_t i = 0; i < n_names; i++) {
        urne_code code = URNE_OK;
        const char *name = urne_str_z(d->arena, names[i]);
        if (is_entry(d->track, names[i]) && !journal_lists(text, name) &&
            future_bytes(&bytes, d, set, n, name, &code, err)) {
            urne_buf_addz(&buf, d->time);
            urne_buf_addc(&buf, ' ');
            urne_buf_addz(&buf, name);
            urne_buf_addc(&buf, ' ');
            urne_buf_addz(&buf, urne_sha256_hex(bytes).z);
            urne_buf_addc(&buf, '\n');
        }
        URNE_TRY(code);
    }
    *out = urne_buf_str(&buf);
    return URNE_OK;
}

/* Every entry that was ever written is there, and as it was: an entry removed to take
 * a step again would leave its line behind. */
urne_code urne_journal_check(const urne_dossier *d, const char *verb, urne_err *err)
{
    urne_str text, line;
    URNE_TRY(urne_journal_read(&text, d, err));
    while (text.n > 0 && urne_str_cut(&text, '\n', &line)) {
        urne_str time, name = {"", 0}, hash = {"", 0}, bytes = {"", 0};
        urne_str_cut(&line, ' ', &time);
        urne_str_cut(&line, ' ', &name);
        urne_str_cut(&line, ' ', &hash);
        const char *path = urne_dossier_public(d, urne_str_z(d->arena, name));
        bool there = urne_file_exists(path);
        if (there) {
            URNE_TRY(urne_file_read_plain(&bytes, d->arena, path, URNE_DOSSIER_FILE_MAX,
                                          err));
        }
        if (!there || !urne_str_is(hash, urne_sha256_hex(bytes).z)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
        }
    }
    return URNE_OK;
}

urne_code urne_dossier_write(const urne_dossier *d, urne_write *set, size_t n,
                             urne_err *err)
{
    urne_write *all = urne_arena_array(d->arena, n + 2, sizeof *all);
    if (n > 0) {
        memcpy(all, set, n * sizeof *all);
    }
    all[n].path = urne_dossier_public(d, SUMS);
    all[n + 1].path = urne_dossier_private(d, JOURNAL);
    all[n + 1].secret = true;
    URNE_TRY(sums_of(&all[n].bytes, d, set, n, err));
    URNE_TRY(urne_journal_of(&all[n + 1].bytes, d, set, n, err));
    return urne_files_write(all, n + 2, err);
}
