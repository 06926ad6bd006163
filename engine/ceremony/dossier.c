#include "ceremony/dossier_in.h"
#include "ceremony/settings.h"

#include "codec/note.h"
#include "urne/ceremony.h"

#define SUMS "sums.txt"

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

/* Whether a verifier would accept a file of this name. One that is sealed with the
 * others has its hash in the seal: the certificate of a sealed pool has not, and is not
 * for everybody. */
static bool may_be_there(const urne_dossier *d, urne_str name)
{
    urne_file_id id = urne_track_find(d->track, name);
    bool bound = id != URNE_FILES && id > URNE_FILE_RESULT &&
                 urne_file_stages[id] == URNE_STAGE_SEALED;
    return bound && d->stage >= URNE_STAGE_SEALED
               ? d->due[id].n > 0
               : urne_str_is(name, SUMS) || urne_public_name_ok(d->track, name);
}

/* A file that no verifier would accept beside the others. */
static urne_code check_strays(const urne_dossier *d, urne_err *err)
{
    urne_str *names;
    size_t n;
    URNE_TRY(urne_dir_list(&names, &n, d->arena, d->public_dir, err));
    for (size_t i = 0; i < n; i++) {
        if (!may_be_there(d, names[i])) {
            const char *name = urne_str_z(d->arena, names[i]);
            return urne_fail(err, URNE_E_SEAL_STRAY,
                             URNE_IN(urne_dossier_public(d, name)), NULL);
        }
    }
    return URNE_OK;
}

/* ---- opening ---- */

static urne_code read_draw(urne_dossier *d, urne_str bytes, const char *path,
                           urne_err *err)
{
    URNE_TRY(urne_commit_read(&d->commit, d->arena, bytes, path, err));
    d->due[URNE_FILE_ROLL] = d->commit.sha256;
    return URNE_OK;
}

static urne_code read_ballots(urne_dossier *d, urne_str bytes, const char *path,
                              urne_err *err)
{
    URNE_TRY(urne_ballots_seal_read(&d->ballots, d->arena, bytes, path, err));
    d->commit = d->ballots.common;
    d->due[URNE_FILE_ROLL] = d->ballots.sha256;
    d->due[URNE_FILE_PROJECTS] = d->ballots.projects_sha256;
    return URNE_OK;
}

static urne_code read_pool(urne_dossier *d, urne_str bytes, const char *path,
                           urne_err *err)
{
    URNE_TRY(urne_pool_seal_read(&d->pool, d->arena, bytes, path, err));
    d->commit = d->pool.common;
    d->due[URNE_FILE_ROLL] = d->pool.sha256;
    d->due[URNE_FILE_PANELS] = d->pool.panels;
    d->due[URNE_FILE_COUNTS] = d->pool.counts;
    if (!d->pool.opened) {
        d->due[URNE_FILE_PROOF] = d->pool.proof;
    }
    return URNE_OK;
}

/* What is different in the three kinds of dossier. */
static const struct kind {
    urne_code is;               /* what is said to the steps of another kind */
    urne_code sealed, unsealed; /* too late for the seal, too early for the rest */
    urne_code drawn;
    urne_code (*read_commit)(urne_dossier *d, urne_str bytes, const char *path,
                             urne_err *err);
} kinds[] = {[URNE_DRAW] = {URNE_E_SEAL_IS_DRAW, URNE_E_SEAL_SEALED,
                            URNE_E_SEAL_UNSEALED, URNE_E_SEAL_DRAWN, read_draw},
             [URNE_COUNT] = {URNE_E_SEAL_IS_COUNT, URNE_E_SEAL_BALLOTS,
                             URNE_E_SEAL_BALLOTLESS, URNE_E_SEAL_COUNTED, read_ballots},
             [URNE_PANEL] = {URNE_E_SEAL_IS_PANEL, URNE_E_SEAL_POOL,
                             URNE_E_SEAL_POOLLESS, URNE_E_SEAL_DRAWN, read_pool}};

static urne_code read_commit(urne_dossier *d, urne_str bytes, const char *path,
                             urne_err *err)
{
    URNE_TRY(kinds[d->track->operation].read_commit(d, bytes, path, err));
    d->due[URNE_FILE_RULES] = d->commit.rules;
    return URNE_OK;
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
    bool there = true;
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        URNE_TRY(read_entry(d, i, &there, err));
        if (!there && i == 0) {
            return urne_fail(err, URNE_E_SEAL_NONE, URNE_IN(d->dir), NULL);
        }
        if (!there) {
            break;
        }
        d->stage = (urne_stage)i;
    }
    return URNE_OK;
}

/* The whole chain, and how it ended. */
static urne_code read_chain(urne_dossier *d, urne_err *err)
{
    URNE_TRY(urne_entries_read(&d->chain, d->arena, d->public_dir, d->track,
                               &d->announce, err));
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_later *l = d->chain.entry[i].later;
        d->aborted = d->aborted || (l != NULL && l->kind == URNE_LATER_ABORT);
        d->closed = d->closed || (l != NULL && l->kind == URNE_LATER_CLOSE);
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
    if (d->stage >= URNE_STAGE_REVEALED &&
        !prev_is(d->reveals.head.prev, &d->commit_sha256)) {
        return false;
    }
    for (size_t i = 1; i < d->chain.n; i++) {
        const urne_later *l = d->chain.entry[i].later;
        urne_hash before = urne_sha256(d->chain.entry[i - 1].bytes);
        if (l != NULL && (l->head.seq != i || !prev_is(l->head.prev, &before))) {
            return false;
        }
    }
    return true;
}

/* A signature or a token that nobody took in yet: it may have been copied there by
 * hand, and then must count. */
static urne_code check_unlisted(const urne_dossier *d, const char *name, urne_str bytes,
                                urne_err *err)
{
    urne_str file, role;
    const char *item, *path = urne_dossier_public(d, name);
    char time[URNE_TIME_MAX];
    bool token = urne_token_parse(d->track, urne_str_of(name), &file);
    if ((token && !urne_tsr_able()) ||
        (!token && !urne_signature_parse(d->track, urne_str_of(name), &file, &role))) {
        return URNE_OK;
    }
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_transcript_entry *entry = &d->chain.entry[i];
        if (urne_str_is(file, entry->file) && token) {
            return urne_token_holds(time, d, entry, bytes, path, (urne_str){NULL, 0},
                                    err);
        }
        if (urne_str_is(file, entry->file)) {
            return urne_signature_counts(&d->chain, i, role, bytes, path, &item, err);
        }
    }
    return urne_fail(err, URNE_E_SEAL_STRAY, URNE_IN(path), NULL);
}

/* The files that sums.txt lists are there. */
static urne_code check_listed(const urne_dossier *d, const char *verb, urne_str sums,
                              urne_err *err)
{
    urne_str line;
    while (sums.n > 0 && urne_str_cut(&sums, '\n', &line)) {
        const char *name =
            line.n > URNE_HEX + 2
                ? urne_str_z(d->arena, urne_str_slice(line, URNE_HEX + 2, line.n))
                : "";
        const char *path = urne_dossier_public(d, name);
        if (line.n > 0 && !urne_file_exists(path)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
        }
    }
    return URNE_OK;
}

/* Compares public/ with sums.txt; a listed file that is gone or altered is refused. A
 * file that is not listed is an entry whose writing was interrupted just before the
 * new sums.txt: `mend` is set. */
static urne_code compare_sums(const urne_dossier *d, const char *verb, bool *mend,
                              urne_err *err)
{
    urne_str sums = {"", 0}, bytes, *names;
    size_t n;
    *mend = false;
    if (urne_file_exists(urne_dossier_public(d, SUMS))) {
        URNE_TRY(urne_dossier_read(&sums, d, SUMS, err));
    } else if (d->chain.n > 1) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED,
                                   urne_dossier_public(d, SUMS), err);
    }
    URNE_TRY(check_listed(d, verb, sums, err));
    URNE_TRY(urne_dir_list(&names, &n, d->arena, d->public_dir, err));
    for (size_t i = 0; i < n; i++) {
        const char *name = urne_str_z(d->arena, names[i]);
        urne_str listed = urne_sums_hash(sums, name);
        if (strcmp(name, SUMS) == 0) {
            continue;
        }
        URNE_TRY(urne_dossier_read(&bytes, d, name, err));
        *mend = *mend || listed.n == 0;
        if (listed.n == 0) {
            URNE_TRY(check_unlisted(d, name, bytes, err));
        } else if (!urne_str_is(listed, urne_sha256_hex(bytes).z)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED,
                                       urne_dossier_public(d, name), err);
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
    for (size_t i = 0; i < URNE_FILES; i++) {
        if (d->due[i].n == 0) {
            continue;
        }
        const char *name = d->track->file[i];
        const char *path = urne_dossier_public(d, name);
        urne_str bytes = {"", 0};
        bool there = urne_file_exists(path);
        if (there) {
            URNE_TRY(urne_dossier_read(&bytes, d, name, err));
        }
        if (!there || !urne_str_is(d->due[i], urne_sha256_hex(bytes).z)) {
            return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
        }
    }
    return URNE_OK;
}

static urne_code check_state(urne_dossier *d, const char *verb, urne_err *err)
{
    bool mend;
    urne_err inner = URNE_ERR_NONE;
    URNE_TRY(urne_journal_check(d, verb, err));
    urne_code code = read_entries(d, &inner);
    if (code == URNE_E_SEAL_NONE) {
        return urne_fail(err, code, URNE_IN(d->dir), NULL);
    }
    URNE_TRY(urne_dir_sweep(d->public_dir, err));
    URNE_TRY(urne_dir_sweep(d->private_dir, err));
    const char *opened = urne_dossier_private(d, URNE_OPENED_DIR);
    if (urne_file_exists(opened)) {
        URNE_TRY(urne_dir_sweep(opened, err));
    }
    if (code != URNE_OK) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, inner.diag[0].file,
                                   err);
    }
    URNE_TRY(check_strays(d, err));
    if (read_chain(d, &inner) != URNE_OK) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, d->public_dir, err);
    }
    URNE_TRY(compare_sums(d, verb, &mend, err));
    if (!chain_holds(d)) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, d->public_dir, err);
    }
    URNE_TRY(compare_sealed(d, verb, err));
    if (mend) {
        drop_leftovers(d);
    }
    urne_str journal, due;
    URNE_TRY(urne_journal_read(&journal, d, err));
    URNE_TRY(urne_journal_of(&due, d, NULL, 0, err));
    return mend || !urne_str_eq(journal, due) ? urne_dossier_write(d, NULL, 0, err)
                                              : URNE_OK;
}

/* Later than the newest entry; or equal, where the two may be of one second. */
static urne_code check_time(const urne_dossier *d, bool same, urne_err *err)
{
    const char *last = urne_last_time(d->arena, d->dir);
    int order = strcmp(last, d->time);
    return order > 0 || (order == 0 && !same)
               ? urne_fail(err, URNE_E_SEAL_TIME, URNE_NOWHERE, d->time, last, NULL)
               : URNE_OK;
}

urne_code urne_dossier_stage(const urne_dossier *d, const char *verb, urne_stage stage,
                             urne_err *err)
{
    const struct kind *kind = &kinds[d->track->operation];
    const urne_code already[] = {URNE_E_SEAL_NONE, kind->sealed, URNE_E_SEAL_REVEALED,
                                 kind->drawn};
    const urne_code not_yet[] = {URNE_E_SEAL_NONE, kind->unsealed,
                                 URNE_E_SEAL_UNREVEALED, URNE_E_SEAL_NONE};
    if (d->aborted) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_ABORTED, d->dir, err);
    }
    if (d->stage > stage) {
        return urne_dossier_refuse(d, verb, already[stage + 1], d->dir, err);
    }
    if (d->stage < stage) {
        return urne_dossier_refuse(d, verb, not_yet[d->stage + 1], d->dir, err);
    }
    return URNE_OK;
}

urne_code urne_dossier_at(const urne_dossier *d, const char *verb, urne_stage stage,
                          urne_err *err)
{
    URNE_TRY(urne_dossier_stage(d, verb, stage, err));
    URNE_TRY(urne_dossier_signed(d, err));
    return check_time(d, stage == URNE_STAGE_REVEALED, err);
}

urne_code urne_dossier_after(const urne_dossier *d, const char *verb, bool abort,
                             urne_err *err)
{
    if (d->aborted || d->closed) {
        return urne_dossier_refuse(
            d, verb, d->aborted ? URNE_E_SEAL_ABORTED : URNE_E_SEAL_CLOSED, d->dir,
            err);
    }
    if (!abort && d->stage != URNE_STAGE_DRAWN) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_UNFINISHED, d->dir, err);
    }
    if (!abort) {
        URNE_TRY(urne_dossier_signed(d, err));
    }
    return check_time(d, true, err);
}

urne_code urne_dossier_announced(const urne_dossier *d, urne_str body, urne_str title,
                                 urne_err *err)
{
    const char *other = !urne_str_eq(d->announce.body, body)     ? "body"
                        : !urne_str_eq(d->announce.title, title) ? "title"
                                                                 : NULL;
    return other == NULL ? URNE_OK
                         : urne_fail(err, URNE_E_SEAL_ANNOUNCED, URNE_IN(d->rules_path),
                                     other, NULL);
}

urne_entry urne_dossier_head(const urne_dossier *d)
{
    urne_hex prev = urne_sha256_hex(d->chain.entry[d->chain.n - 1].bytes);
    return (urne_entry){d->announce.head.ceremony, d->chain.n,
                        urne_str_dup(d->arena, urne_hex_str(&prev)),
                        urne_str_of(d->time)};
}

urne_code urne_dossier_later(const char **name, const urne_dossier *d,
                             const urne_later *later, urne_write *set, size_t n,
                             urne_err *err)
{
    size_t number = URNE_LATER_FIRST;
    for (size_t i = 0; i < d->chain.n; i++) {
        number += d->chain.entry[i].later != NULL ? 1 : 0;
    }
    if (later->kind == URNE_LATER_CLOSE) {
        number = URNE_LATER_CLOSED;
    } else if (number > URNE_LATER_LAST) {
        return urne_fail(err, URNE_E_SEAL_MANY, URNE_IN(d->dir), NULL);
    }
    urne_buf buf = urne_buf_new(d->arena, 64);
    urne_buf_addu(&buf, number);
    urne_buf_addc(&buf, '-');
    urne_buf_addz(&buf, urne_later_kind_name(later->kind));
    urne_buf_addz(&buf, ".txt");
    *name = urne_str_z(d->arena, urne_buf_str(&buf));
    urne_write *all = urne_arena_array(d->arena, n + 1, sizeof *all);
    if (n > 0) {
        memcpy(all, set, n * sizeof *all);
    }
    all[n] = (urne_write){.path = urne_dossier_public(d, *name),
                          .bytes = urne_later_write(d->arena, later),
                          .fresh = true};
    return urne_dossier_write(d, all, n + 1, err);
}

/* Which kind a folder is: what public/ holds says it, and before the seal the file of
 * the rules. */
static urne_code find_track(const urne_track **out, urne_arena *arena, const char *dir,
                            urne_err *err)
{
    urne_str *names = NULL;
    size_t n = 0;
    const char *folder = urne_path(arena, dir, "public");
    if (urne_file_exists(folder)) {
        URNE_TRY(urne_dir_list(&names, &n, arena, folder, err));
    }
    if (urne_track_known(names, n)) {
        *out = urne_track_of(names, n);
        return URNE_OK;
    }
    URNE_TRY(urne_settings_find(out, arena, dir, err));
    *out = *out == NULL ? &urne_track_draw : *out;
    return URNE_OK;
}

urne_operation urne_operation_of(const char *dir)
{
    urne_arena *arena = urne_arena_new();
    const urne_track *track = &urne_track_draw;
    urne_operation operation =
        find_track(&track, arena, dir, NULL) == URNE_OK ? track->operation : URNE_DRAW;
    urne_arena_free(arena);
    return operation;
}

/* The steps that only one kind has. */
static urne_code check_track(const urne_dossier *d, const char *verb, urne_err *err)
{
    static const struct {
        const char *verb;
        urne_operation of;
    } steps[] = {{"seal", URNE_DRAW},       {"draw", URNE_DRAW},
                 {"receipt", URNE_DRAW},    {"audit", URNE_DRAW},
                 {"replace", URNE_DRAW},    {"ballots-commit", URNE_COUNT},
                 {"tally", URNE_COUNT},     {"panel-seal", URNE_PANEL},
                 {"panel-draw", URNE_PANEL}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (strcmp(verb, steps[i].verb) == 0 && d->track->operation != steps[i].of) {
            return urne_dossier_other(d, err);
        }
    }
    return URNE_OK;
}

urne_code urne_dossier_other(const urne_dossier *d, urne_err *err)
{
    return urne_fail(err, kinds[d->track->operation].is, URNE_IN(d->dir), NULL);
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
    URNE_TRY(find_track(&d->track, arena, dir, err));
    d->rules_path = urne_path(arena, dir, d->track->config);
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
    const char *folder = urne_path(arena, dir, "public"), *last = "";
    urne_str *names;
    size_t n;
    if (urne_dir_list(&names, &n, arena, folder, NULL) != URNE_OK) {
        return last;
    }
    for (size_t i = 0; i < n; i++) {
        const char *path = urne_path(arena, folder, urne_str_z(arena, names[i]));
        const char *time = urne_track_is_entry(names[i]) ? time_of(arena, path) : NULL;
        last = time != NULL && strcmp(time, last) > 0 ? time : last;
    }
    return last;
}
