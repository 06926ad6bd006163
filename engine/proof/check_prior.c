#include "proof/check.h"

#include "base/file.h"

/* Whether a ceremony continues the one before it of the same body (V20). */

/* The prior folder, as far as continuity needs it. */
typedef struct prior {
    urne_verification *checks;
    urne_announce announce;
    bool sealed;
    urne_operation operation;
    urne_str key;    /* of the roll, the ballots or the pool: its commitment */
    urne_str ending; /* hex SHA-256 of the closing entry; ->n 0: none */
    urne_str time;   /* of it */
} prior;

static bool read_file(urne_str *out, const urne_checker *c, const char *name)
{
    return urne_file_read_plain(out, c->arena, urne_path(c->arena, c->prior, name),
                                URNE_NOTE_FILE_MAX, NULL) == URNE_OK;
}

static void read_key(prior *p, const urne_checker *c, const urne_track *track)
{
    urne_str bytes;
    const char *name = track->file[URNE_FILE_COMMIT];
    urne_commit commit;
    urne_ballots_seal ballots;
    urne_pool_seal pool;
    p->operation = track->operation;
    if (!read_file(&bytes, c, name)) {
        return;
    }
    if (p->operation == URNE_PANEL &&
        urne_pool_seal_read(&pool, c->arena, bytes, name, NULL) == URNE_OK) {
        p->sealed = true;
        p->key = pool.poolkey;
    } else if (p->operation == URNE_COUNT &&
               urne_ballots_seal_read(&ballots, c->arena, bytes, name, NULL) ==
                   URNE_OK) {
        p->sealed = true;
        p->key = ballots.ballotkey;
    } else if (p->operation == URNE_DRAW &&
               urne_commit_read(&commit, c->arena, bytes, name, NULL) == URNE_OK) {
        p->sealed = true;
        p->key = commit.rollkey;
    }
}

static void read_ending(prior *p, const urne_checker *c, const urne_track *track,
                        const urne_str *names, size_t n)
{
    size_t end, *at = urne_arena_array(c->arena, n + 1, sizeof *at);
    size_t later = urne_later_find(at, track, names, n, &end);
    urne_str bytes;
    urne_later note;
    if (later == 0) {
        return;
    }
    urne_str name = names[at[later - 1]];
    urne_later_kind kind = urne_later_parse(track, name).kind;
    const char *z = urne_str_z(c->arena, name);
    bool ends = kind == URNE_LATER_ABORT || kind == URNE_LATER_CLOSE;
    if (ends && read_file(&bytes, c, z) &&
        urne_later_read(&note, c->arena, bytes, z, kind, NULL) == URNE_OK) {
        urne_hex hex = urne_sha256_hex(bytes);
        p->ending = urne_str_dup(c->arena, urne_hex_str(&hex));
        p->time = note.head.time;
    }
}

/* True when the prior folder holds together and is ended. */
static bool read_prior(prior *p, const urne_checker *c)
{
    enum { FIRST_CHECKS = 5 };
    urne_str *names, bytes;
    size_t n;
    *p = (prior){.sealed = false};
    if (urne_verify(&p->checks, c->arena, c->prior, NULL, NULL, NULL) != URNE_OK ||
        urne_dir_list(&names, &n, c->arena, c->prior, NULL) != URNE_OK) {
        return false;
    }
    for (size_t v = 0; v < FIRST_CHECKS; v++) {
        if (p->checks->check[v].verdict != URNE_PASS) {
            return false;
        }
    }
    const urne_track *track = urne_track_of(names, n);
    if (!read_file(&bytes, c, "00-announce.txt") ||
        urne_announce_read(&p->announce, c->arena, bytes, "00-announce.txt", NULL) !=
            URNE_OK) {
        return false;
    }
    read_key(p, c, track);
    read_ending(p, c, track, names, n);
    return p->ending.n > 0;
}

static void compare(urne_checker *c, const prior *p)
{
    enum { CEREMONY_LINE = 2, TIME_LINE = 5, PRIOR_LINE = 6 };
    const urne_announce *a = &c->announce;
    const char *announce = urne_check_name(c, URNE_FILE_ANNOUNCE);
    if (!urne_str_eq(a->prior, p->ending)) {
        urne_check_line(c, 20, announce, PRIOR_LINE, URNE_E_CHECK_PRIOR, NULL);
    }
    if (urne_str_eq(a->head.ceremony, p->announce.head.ceremony)) {
        urne_check_line(c, 20, announce, CEREMONY_LINE, URNE_E_CHECK_PRIOR, NULL);
    }
    if (urne_str_cmp(a->head.time, p->time) < 0) {
        urne_check_line(c, 20, announce, TIME_LINE, URNE_E_CHECK_PRIOR, NULL);
    }
    if (!urne_str_eq(a->body, p->announce.body)) {
        urne_check_line(c, 20, announce,
                        urne_line_starting(c->file[URNE_FILE_ANNOUNCE].bytes, "body "),
                        URNE_E_CHECK_PRIOR, NULL);
    }
    static const char *const lines[] = {[URNE_DRAW] = "rollkey ",
                                        [URNE_COUNT] = "ballotkey ",
                                        [URNE_PANEL] = "poolkey "};
    const urne_str keys[] = {[URNE_DRAW] = c->commit.rollkey,
                             [URNE_COUNT] = c->ballots.ballotkey,
                             [URNE_PANEL] = c->pool_seal.poolkey};
    urne_operation own = c->track->operation;
    if (p->sealed && urne_base_good(c, URNE_FILE_COMMIT) && p->operation == own &&
        urne_str_eq(keys[own], p->key)) {
        urne_check_line(c, 20, urne_check_name(c, URNE_FILE_COMMIT),
                        urne_line_starting(c->file[URNE_FILE_COMMIT].bytes, lines[own]),
                        URNE_E_CHECK_PRIOR, NULL);
    }
}

void urne_check_prior(urne_checker *c)
{
    const char *announce = urne_check_name(c, URNE_FILE_ANNOUNCE);
    prior p;
    if (c->prior == NULL) {
        bool named = urne_base_good(c, URNE_FILE_ANNOUNCE) &&
                     !urne_str_is(c->announce.prior, "none");
        urne_check_note(c, 20, URNE_NOT_CHECKED,
                        named ? URNE_E_CHECK_PRIOR_UNGIVEN : URNE_E_CHECK_NO_PRIOR,
                        NULL, NULL);
        return;
    }
    if (!urne_check_found(c, 20, announce, &c->file[URNE_FILE_ANNOUNCE])) {
        return;
    }
    if (!read_prior(&p, c)) {
        urne_check_fail(c, 20, announce, N_("prior"), URNE_E_CHECK_PRIOR, NULL, NULL);
        return;
    }
    compare(c, &p);
    urne_check_note(c, 20, URNE_PASS, URNE_OK, NULL, NULL);
}
