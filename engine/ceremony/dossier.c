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

/* The files of a track by the bytes of their names, as sums.txt lists them. */
static size_t by_name(urne_file_id out[URNE_FILES], const urne_track *track)
{
    size_t n = 0;
    for (int i = 0; i < URNE_FILES; i++) {
        size_t at = n;
        if (track->file[i] == NULL) {
            continue;
        }
        for (; at > 0 && strcmp(track->file[out[at - 1]], track->file[i]) > 0; at--) {
            out[at] = out[at - 1];
        }
        out[at] = (urne_file_id)i;
        n++;
    }
    return n;
}

static urne_code sums_of(urne_str *out, const urne_dossier *d, const urne_write *set,
                         size_t n, urne_err *err)
{
    urne_buf buf = urne_buf_new(d->arena, 1024);
    urne_file_id order[URNE_FILES];
    size_t n_files = by_name(order, d->track);
    for (size_t i = 0; i < n_files; i++) {
        urne_str bytes;
        urne_code code = URNE_OK;
        const char *name = d->track->file[order[i]];
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
        const char *name = d->track->file[i];
        if (!journal_lists(text, name) &&
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
        if (!urne_str_is(names[i], SUMS) &&
            urne_track_find(d->track, names[i]) == URNE_FILES) {
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

static urne_code read_commit(urne_dossier *d, urne_str bytes, const char *path,
                             urne_err *err)
{
    if (d->track == &urne_track_draw) {
        return urne_commit_read(&d->commit, d->arena, bytes, path, err);
    }
    urne_code code = urne_ballots_seal_read(&d->ballots, d->arena, bytes, path, err);
    d->commit = d->ballots.common;
    return code;
}

/* Entry i of public/, when it is there: read, and chained to the one before it. */
static urne_code read_entry(urne_dossier *d, int i, bool *there, urne_err *err)
{
    const char *name = d->track->file[i];
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
        code = read_commit(d, bytes, path, err);
    } else {
        d->reveals_sha256 = sha;
        code = urne_reveals_read(&d->reveals, d->arena, bytes, path,
                                 d->track->reveals_kind, err);
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
        const char *name = d->track->file[i];
        if (name == NULL) {
            continue;
        }
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
    for (int i = URNE_FILE_RESULT + 1; i < URNE_FILES; i++) {
        if (d->track->file[i] != NULL && urne_file_stages[i] > d->stage) {
            urne_file_remove(urne_dossier_public(d, d->track->file[i]));
        }
    }
}

/* The files that were sealed have the hashes that the seal names. */
static urne_code compare_sealed(const urne_dossier *d, const char *verb, urne_err *err)
{
    static const urne_file_id files[] = {URNE_FILE_RULES, URNE_FILE_ROLL,
                                         URNE_FILE_PROJECTS};
    bool draw = d->track == &urne_track_draw;
    const urne_str due[] = {d->commit.rules,
                            draw ? d->commit.sha256 : d->ballots.sha256,
                            d->ballots.projects_sha256};
    for (size_t i = 0; d->stage >= URNE_STAGE_SEALED && i < (draw ? 2 : 3); i++) {
        const char *name = d->track->file[files[i]];
        const char *path = urne_dossier_public(d, name);
        urne_str bytes = {"", 0};
        bool there = urne_file_exists(path);
        if (there) {
            URNE_TRY(urne_dossier_read(&bytes, d, name, err));
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
    static const urne_code already[][4] = {
        {URNE_E_SEAL_NONE, URNE_E_SEAL_SEALED, URNE_E_SEAL_REVEALED, URNE_E_SEAL_DRAWN},
        {URNE_E_SEAL_NONE, URNE_E_SEAL_BALLOTS, URNE_E_SEAL_REVEALED,
         URNE_E_SEAL_COUNTED}};
    static const urne_code not_yet[][4] = {{URNE_E_SEAL_NONE, URNE_E_SEAL_UNSEALED,
                                            URNE_E_SEAL_UNREVEALED, URNE_E_SEAL_NONE},
                                           {URNE_E_SEAL_NONE, URNE_E_SEAL_BALLOTLESS,
                                            URNE_E_SEAL_UNREVEALED, URNE_E_SEAL_NONE}};
    size_t track = d->track == &urne_track_draw ? 0 : 1;
    if (d->stage > stage) {
        return urne_dossier_refuse(d, verb, already[track][stage + 1], d->dir, err);
    }
    if (d->stage < stage) {
        return urne_dossier_refuse(d, verb, not_yet[track][d->stage + 1], d->dir, err);
    }
    const char *last = urne_last_time(d->arena, d->dir);
    int order = strcmp(last, d->time);
    if (order > 0 || (order == 0 && stage != URNE_STAGE_REVEALED)) {
        return urne_fail(err, URNE_E_SEAL_TIME, URNE_NOWHERE, d->time, last, NULL);
    }
    return URNE_OK;
}

/* Which of the two a folder is: what public/ holds says it, and before the seal the
 * file of the rules. */
static urne_code find_track(urne_dossier *d, urne_err *err)
{
    urne_str *names = NULL;
    size_t n = 0;
    if (urne_file_exists(d->public_dir)) {
        URNE_TRY(urne_dir_list(&names, &n, d->arena, d->public_dir, err));
    }
    const char *draw = urne_path(d->arena, d->dir, urne_track_draw.config);
    const char *count = urne_path(d->arena, d->dir, urne_track_count.config);
    bool counts = urne_file_exists(count);
    if (urne_track_known(names, n)) {
        d->track = urne_track_of(names, n);
    } else if (counts && urne_file_exists(draw)) {
        return urne_fail(err, URNE_E_SEAL_BOTH, URNE_IN(d->dir), NULL);
    } else {
        d->track = counts ? &urne_track_count : &urne_track_draw;
    }
    d->rules_path = d->track == &urne_track_count ? count : draw;
    return URNE_OK;
}

/* The steps that only one of the two has. */
static urne_code check_track(const urne_dossier *d, const char *verb, urne_err *err)
{
    static const char *const draw[] = {"seal", "draw", "receipt"};
    static const char *const count[] = {"ballots-commit", "tally"};
    bool counts = d->track == &urne_track_count;
    for (size_t i = 0; counts && i < sizeof draw / sizeof *draw; i++) {
        if (strcmp(verb, draw[i]) == 0) {
            return urne_fail(err, URNE_E_SEAL_IS_COUNT, URNE_IN(d->dir), NULL);
        }
    }
    for (size_t i = 0; !counts && i < sizeof count / sizeof *count; i++) {
        if (strcmp(verb, count[i]) == 0) {
            return urne_fail(err, URNE_E_SEAL_IS_DRAW, URNE_IN(d->dir), NULL);
        }
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
    if (!urne_time_ok(urne_str_of(time))) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, time, "--time",
                         N_("a time is written 2026-10-05T16:15:00Z"), NULL);
    }
    if (!urne_file_exists(d->private_dir)) {
        return urne_fail(err, URNE_E_SEAL_NONE, URNE_IN(dir), NULL);
    }
    URNE_TRY(find_track(d, err));
    URNE_TRY(urne_lock(&d->lock, urne_dossier_private(d, "lock"), err));
    urne_code code = check_state(d, verb, err);
    code = code == URNE_OK ? check_track(d, verb, err) : code;
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

/* The time of an entry, or NULL. */
static const char *time_of(urne_arena *arena, const char *path)
{
    urne_str rest, line;
    if (urne_file_read(&rest, arena, path, URNE_DOSSIER_FILE_MAX, NULL) != URNE_OK) {
        return NULL;
    }
    while (urne_str_cut(&rest, '\n', &line)) {
        if (urne_str_starts(line, "time ")) {
            return urne_str_z(arena, urne_str_slice(line, 5, line.n));
        }
    }
    return NULL;
}

const char *urne_last_time(urne_arena *arena, const char *dir)
{
    static const urne_track *const tracks[] = {&urne_track_draw, &urne_track_count};
    const char *folder = urne_path(arena, dir, "public"), *last = "";
    for (size_t t = 0; t < 2; t++) {
        for (int i = 0; i <= URNE_FILE_RESULT; i++) {
            const char *path = urne_path(arena, folder, tracks[t]->file[i]);
            const char *time = time_of(arena, path);
            last = time != NULL && strcmp(time, last) > 0 ? time : last;
        }
    }
    return last;
}
