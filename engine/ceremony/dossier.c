#include "ceremony/dossier.h"

#include "codec/note.h"
#include "proof/check.h"
#include "urne/ceremony.h"

#define SUMS    "sums.txt"
#define JOURNAL "journal.txt"

const char *urne_dossier_public(const urne_dossier *d, const char *name)
{
    return urne_path(d->arena, d->public_dir, name);
}

const char *urne_dossier_private(const urne_dossier *d, const char *name)
{
    return urne_path(d->arena, d->private_dir, name);
}

urne_code urne_dossier_read(urne_str *out, const urne_dossier *d, const char *name,
                            urne_err *err)
{
    return urne_file_read_plain(out, d->arena, urne_dossier_public(d, name),
                                URNE_DOSSIER_FILE_MAX, err);
}

urne_code urne_dossier_refuse(const urne_dossier *d, const char *verb, urne_code code,
                              const char *file, urne_err *err)
{
    urne_buf line = urne_buf_new(d->arena, 128);
    const char *path = urne_dossier_private(d, "attempts.txt");
    urne_buf_addz(&line, d->time);
    urne_buf_addc(&line, ' ');
    urne_buf_addz(&line, verb);
    urne_buf_addc(&line, ' ');
    urne_buf_addz(&line, urne_code_get(code)->id);
    urne_buf_addc(&line, '\n');
    URNE_TRY(urne_file_append(path, urne_buf_str(&line), err));
    return urne_fail(err, code, URNE_IN(file), NULL);
}

/* ---- sums.txt ---- */

/* The hash that sums.txt lists for a name, or an empty text. */
static urne_str listed_hash(urne_str sums, const char *name)
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

static urne_code sums_of(urne_str *out, const urne_dossier *d, const urne_write *set,
                         size_t n, urne_err *err)
{
    urne_buf buf = urne_buf_new(d->arena, 1024);
    for (int i = 0; i < URNE_FILES; i++) {
        urne_str bytes;
        urne_code code = URNE_OK;
        if (future_bytes(&bytes, d, set, n, urne_file_names[i], &code, err)) {
            urne_buf_addz(&buf, urne_sha256_hex(bytes).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_addz(&buf, urne_file_names[i]);
            urne_buf_addc(&buf, '\n');
        }
        URNE_TRY(code);
    }
    *out = urne_buf_str(&buf);
    return URNE_OK;
}

/* ---- private/journal.txt: "TIME NAME SHA256" for every entry ever written ---- */

static urne_code journal_read(urne_str *text, const urne_dossier *d, urne_err *err)
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

/* The journal with a line for every entry that is there once `set` is written. */
static urne_code journal_of(urne_str *out, const urne_dossier *d, const urne_write *set,
                            size_t n, urne_err *err)
{
    urne_str text, bytes;
    URNE_TRY(journal_read(&text, d, err));
    urne_buf buf = urne_buf_new(d->arena, text.n + 512);
    urne_buf_add(&buf, text);
    for (int i = URNE_FILE_ANNOUNCE; i <= URNE_FILE_RESULT; i++) {
        urne_code code = URNE_OK;
        if (!journal_lists(text, urne_file_names[i]) &&
            future_bytes(&bytes, d, set, n, urne_file_names[i], &code, err)) {
            urne_buf_addz(&buf, d->time);
            urne_buf_addc(&buf, ' ');
            urne_buf_addz(&buf, urne_file_names[i]);
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
static urne_code check_journal(const urne_dossier *d, const char *verb, urne_err *err)
{
    urne_str text, line;
    URNE_TRY(journal_read(&text, d, err));
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

/* A file that no verifier would accept beside the others. */
static urne_code check_strays(const urne_dossier *d, urne_err *err)
{
    urne_str *names;
    size_t n;
    URNE_TRY(urne_dir_list(&names, &n, d->arena, d->public_dir, err));
    for (size_t i = 0; i < n; i++) {
        bool known = urne_str_is(names[i], SUMS);
        for (int f = 0; f < URNE_FILES; f++) {
            known = known || urne_str_is(names[i], urne_file_names[f]);
        }
        if (!known) {
            const char *name = urne_str_z(d->arena, names[i]);
            return urne_fail(err, URNE_E_SEAL_STRAY,
                             URNE_IN(urne_dossier_public(d, name)), NULL);
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
    URNE_TRY(journal_of(&all[n + 1].bytes, d, set, n, err));
    return urne_files_write(all, n + 2, err);
}

/* ---- opening ---- */

/* Entry i of public/, when it is there: read, and chained to the one before it. */
static urne_code read_entry(urne_dossier *d, int i, bool *there, urne_err *err)
{
    const char *name = urne_file_names[i];
    const char *path = urne_dossier_public(d, name);
    urne_str bytes;
    urne_code code = URNE_OK;
    *there = urne_file_exists(path);
    if (!*there || i == URNE_FILE_RESULT) {
        return URNE_OK;
    }
    URNE_TRY(urne_dossier_read(&bytes, d, name, err));
    urne_hash sha = urne_sha256(bytes);
    if (i == URNE_FILE_ANNOUNCE) {
        d->announce_sha256 = sha;
        code = urne_announce_read(&d->announce, d->arena, bytes, path, err);
    } else if (i == URNE_FILE_COMMIT) {
        d->commit_sha256 = sha;
        code = urne_commit_read(&d->commit, d->arena, bytes, path, err);
    } else {
        d->reveals_sha256 = sha;
        code = urne_reveals_read(&d->reveals, d->arena, bytes, path, "reveals", err);
    }
    return code;
}

static urne_code read_entries(urne_dossier *d, urne_err *err)
{
    bool there;
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        URNE_TRY(read_entry(d, i, &there, err));
        if (!there) {
            return i > 0 ? URNE_OK
                         : urne_fail(err, URNE_E_SEAL_NONE, URNE_IN(d->dir), NULL);
        }
        d->stage = (urne_stage)i;
    }
    return URNE_OK;
}

static bool prev_is(urne_str prev, const urne_hash *sha256)
{
    return urne_str_is(prev, urne_to_hex(*sha256).z);
}

/* What the entries themselves say of the files sealed with them. */
static bool chain_holds(const urne_dossier *d)
{
    if (d->stage >= URNE_STAGE_SEALED &&
        !prev_is(d->commit.head.prev, &d->announce_sha256)) {
        return false;
    }
    return d->stage < URNE_STAGE_REVEALED ||
           prev_is(d->reveals.head.prev, &d->commit_sha256);
}

/* Compares public/ with sums.txt; a listed file that is gone or altered is refused. A
 * file that is not listed is an entry whose writing was interrupted just before the
 * new sums.txt: `mend` is set. */
static urne_code compare_sums(const urne_dossier *d, const char *verb, bool *mend,
                              urne_err *err)
{
    urne_str sums = {"", 0}, bytes;
    *mend = false;
    if (urne_file_exists(urne_dossier_public(d, SUMS))) {
        URNE_TRY(urne_dossier_read(&sums, d, SUMS, err));
    } else if (d->stage > URNE_STAGE_ANNOUNCED) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED,
                                   urne_dossier_public(d, SUMS), err);
    }
    for (int i = 0; i < URNE_FILES; i++) {
        const char *name = urne_file_names[i];
        const char *path = urne_dossier_public(d, name);
        urne_str listed = listed_hash(sums, name);
        if (!urne_file_exists(path)) {
            if (listed.n > 0) {
                return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
            }
            continue;
        }
        URNE_TRY(urne_dossier_read(&bytes, d, name, err));
        *mend = *mend || listed.n == 0;
        if (listed.n > 0 && !urne_str_is(listed, urne_sha256_hex(bytes).z)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
        }
    }
    return URNE_OK;
}

/* The files that belong to a later stage than the dossier's: left by a step that was
 * interrupted before its entry. They are not part of the dossier. */
static void drop_leftovers(const urne_dossier *d)
{
    static const struct {
        int file;
        urne_stage stage;
    } companions[] = {{URNE_FILE_ROLL, URNE_STAGE_SEALED},
                      {URNE_FILE_RULES, URNE_STAGE_SEALED},
                      {URNE_FILE_SEED, URNE_STAGE_DRAWN}};
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++) {
        if (companions[i].stage > d->stage) {
            urne_file_remove(
                urne_dossier_public(d, urne_file_names[companions[i].file]));
        }
    }
}

/* The files sealed by 01 have the hashes that 01 names. */
static urne_code compare_sealed(const urne_dossier *d, const char *verb, urne_err *err)
{
    static const int files[] = {URNE_FILE_RULES, URNE_FILE_ROLL};
    const urne_str due[] = {d->commit.rules, d->commit.sha256};
    for (size_t i = 0; d->stage >= URNE_STAGE_SEALED && i < 2; i++) {
        const char *path = urne_dossier_public(d, urne_file_names[files[i]]);
        urne_str bytes = {"", 0};
        bool there = urne_file_exists(path);
        if (there) {
            URNE_TRY(urne_dossier_read(&bytes, d, urne_file_names[files[i]], err));
        }
        if (!there || !urne_str_is(due[i], urne_sha256_hex(bytes).z)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
        }
    }
    return URNE_OK;
}

static urne_code check_state(urne_dossier *d, const char *verb, urne_err *err)
{
    bool mend;
    urne_err inner = URNE_ERR_NONE;
    URNE_TRY(check_journal(d, verb, err));
    urne_code code = read_entries(d, &inner);
    if (code == URNE_E_SEAL_NONE) {
        return urne_fail(err, code, URNE_IN(d->dir), NULL);
    }
    URNE_TRY(urne_dir_sweep(d->public_dir, err));
    URNE_TRY(urne_dir_sweep(d->private_dir, err));
    if (code != URNE_OK) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, inner.diag[0].file,
                                   err);
    }
    URNE_TRY(check_strays(d, err));
    URNE_TRY(compare_sums(d, verb, &mend, err));
    if (!chain_holds(d)) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, d->public_dir, err);
    }
    URNE_TRY(compare_sealed(d, verb, err));
    if (mend) {
        drop_leftovers(d);
    }
    urne_str journal, due;
    URNE_TRY(journal_read(&journal, d, err));
    URNE_TRY(journal_of(&due, d, NULL, 0, err));
    return mend || !urne_str_eq(journal, due) ? urne_dossier_write(d, NULL, 0, err)
                                              : URNE_OK;
}

urne_code urne_dossier_at(const urne_dossier *d, const char *verb, urne_stage stage,
                          urne_err *err)
{
    static const urne_code already[] = {URNE_E_SEAL_NONE, URNE_E_SEAL_SEALED,
                                        URNE_E_SEAL_REVEALED, URNE_E_SEAL_DRAWN};
    static const urne_code not_yet[] = {URNE_E_SEAL_NONE, URNE_E_SEAL_UNSEALED,
                                        URNE_E_SEAL_UNREVEALED, URNE_E_SEAL_NONE};
    if (d->stage > stage) {
        return urne_dossier_refuse(d, verb, already[stage + 1], d->dir, err);
    }
    if (d->stage < stage) {
        return urne_dossier_refuse(d, verb, not_yet[d->stage + 1], d->dir, err);
    }
    const char *last = urne_last_time(d->arena, d->dir);
    int order = strcmp(last, d->time);
    if (order > 0 || (order == 0 && stage != URNE_STAGE_REVEALED)) {
        return urne_fail(err, URNE_E_SEAL_TIME, URNE_NOWHERE, d->time, last, NULL);
    }
    return URNE_OK;
}

urne_code urne_dossier_open(urne_dossier **out, urne_arena *arena, const char *dir,
                            const char *verb, const char *time, urne_err *err)
{
    urne_crypto_init();
    urne_dossier *d = urne_arena_alloc(arena, sizeof *d);
    *d = (urne_dossier){.arena = arena, .dir = dir, .time = time, .lock = -1};
    d->public_dir = urne_path(arena, dir, "public");
    d->private_dir = urne_path(arena, dir, "private");
    d->rules_path = urne_path(arena, dir, "rules.json");
    if (!urne_time_ok(urne_str_of(time))) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, time, "--time",
                         N_("a time is written 2026-10-05T16:15:00Z"), NULL);
    }
    if (!urne_file_exists(d->private_dir)) {
        return urne_fail(err, URNE_E_SEAL_NONE, URNE_IN(dir), NULL);
    }
    URNE_TRY(urne_lock(&d->lock, urne_dossier_private(d, "lock"), err));
    urne_code code = check_state(d, verb, err);
    if (code != URNE_OK) {
        urne_dossier_close(d);
        return code;
    }
    *out = d;
    return URNE_OK;
}

void urne_dossier_close(urne_dossier *d)
{
    urne_unlock(d->lock);
    d->lock = -1;
}

const char *urne_last_time(urne_arena *arena, const char *dir)
{
    const char *folder = urne_path(arena, dir, "public");
    for (int i = URNE_FILE_RESULT; i >= 0; i--) {
        urne_str rest, line;
        const char *path = urne_path(arena, folder, urne_file_names[i]);
        if (urne_file_read(&rest, arena, path, URNE_DOSSIER_FILE_MAX, NULL) !=
            URNE_OK) {
            continue;
        }
        while (urne_str_cut(&rest, '\n', &line)) {
            if (urne_str_starts(line, "time ")) {
                return urne_str_z(arena, urne_str_slice(line, 5, line.n));
            }
        }
    }
    return "";
}
