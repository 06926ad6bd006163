#include "proof/ballots.h"

#include "proof/entry_in.h"
#include "proof/merkle.h"

#include <stdlib.h>

enum { SELECTED_MAX = 1000000 };

/* ---- ballots-commit ---- */

urne_str urne_ballots_seal_write(urne_arena *arena, const urne_ballots_seal *c)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_entry_put(&buf, URNE_KIND_BALLOTS_COMMIT, &c->common.head);
    put1(&buf, "rules", c->common.rules);
    urne_note_put(&buf, "projects", 2,
                  (urne_str[]){urne_str_of(URNE_DEC(c->projects)), c->projects_sha256});
    urne_note_put(&buf, "ballots", 3,
                  (urne_str[]){urne_str_of(URNE_DEC(c->ballots)), c->root, c->sha256});
    put1(&buf, "ballotkey", c->ballotkey);
    put1(&buf, "received", urne_str_of(URNE_DEC(c->received)));
    for (size_t i = 0; i < c->common.n_excluded; i++) {
        const urne_excluded *x = &c->common.excluded[i];
        urne_note_put(&buf, "aside", 2,
                      (urne_str[]){x->reason, urne_str_of(URNE_DEC(x->count))});
    }
    urne_sources_put(&buf, c->common.sources, c->common.n_sources);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

static bool known_aside(urne_str reason)
{
    for (int i = URNE_BALLOT_VALID + 1; i < URNE_ASIDES; i++) {
        if (urne_str_is(reason, urne_aside_name((urne_aside)i))) {
            return true;
        }
    }
    return false;
}

/* The ballots set aside, by reason. That they and the others are those received is for
 * V24 to say. */
static urne_code read_asides(reader *rd, urne_ballots_seal *c)
{
    urne_str f[2];
    urne_commit *common = &c->common;
    common->excluded =
        urne_arena_array(rd->arena, URNE_ASIDES, sizeof *common->excluded);
    while (urne_note_is(&rd->note, "aside")) {
        URNE_TRY(take(rd, "aside", 2, f));
        size_t n = common->n_excluded;
        urne_excluded *x = &common->excluded[n];
        if (!known_aside(f[0]) ||
            (n > 0 && urne_str_cmp(common->excluded[n - 1].reason, f[0]) >= 0)) {
            return bad(rd, f[0], N_("the next reason"));
        }
        URNE_TRY(urne_note_u64(&rd->note, f[1], &x->count, rd->err));
        if (x->count == 0) {
            return bad(rd, f[1], N_("a number from 1 on"));
        }
        x->reason = f[0];
        common->n_excluded++;
    }
    return URNE_OK;
}

urne_code urne_ballots_seal_read(urne_ballots_seal *out, urne_arena *arena,
                                 urne_str bytes, const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str f[3];
    *out = (urne_ballots_seal){.projects = 0};
    urne_commit *c = &out->common;
    URNE_TRY(urne_entry_read(&rd.note, &c->head, bytes, file, URNE_KIND_BALLOTS_COMMIT,
                             err));
    URNE_TRY(urne_note_take_hex(&rd.note, "rules", URNE_HEX, &c->rules, err));
    URNE_TRY(take(&rd, "projects", 2, f));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &out->projects, err));
    URNE_TRY(urne_note_hex(&rd.note, f[1], URNE_HEX, err));
    out->projects_sha256 = f[1];
    URNE_TRY(take(&rd, "ballots", 3, f));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &out->ballots, err));
    URNE_TRY(urne_note_hex(&rd.note, f[1], URNE_HEX, err));
    URNE_TRY(urne_note_hex(&rd.note, f[2], URNE_HEX, err));
    out->root = f[1];
    out->sha256 = f[2];
    URNE_TRY(urne_note_take_hex(&rd.note, "ballotkey", URNE_HEX, &out->ballotkey, err));
    URNE_TRY(take(&rd, "received", 1, f));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &out->received, err));
    URNE_TRY(read_asides(&rd, out));
    URNE_TRY(urne_sources_take(&rd.note, arena, c, err));
    return urne_note_close(&rd.note, err);
}

/* ---- tally ---- */

urne_str urne_tally_entry_write(urne_arena *arena, const urne_tally_entry *t)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_entry_put(&buf, URNE_KIND_TALLY, &t->head);
    put1(&buf, "seed", t->seed);
    put1(&buf, "count", t->count);
    put1(&buf, "cost", urne_str_of(URNE_DEC(t->cost)));
    for (size_t i = 0; i < t->n_selected; i++) {
        char pos[URNE_DEC_MAX], number[URNE_DEC_MAX];
        urne_note_put(&buf, "selected", 2,
                      (urne_str[]){urne_str_of(urne_dec(pos, i + 1)),
                                   urne_str_of(urne_dec(number, t->selected[i]))});
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

urne_code urne_tally_entry_read(urne_tally_entry *out, urne_arena *arena,
                                urne_str bytes, const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str f[2];
    uint64_t pos, number;
    *out = (urne_tally_entry){.cost = 0};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, URNE_KIND_TALLY, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "seed", URNE_HEX, &out->seed, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "count", URNE_HEX, &out->count, err));
    URNE_TRY(take(&rd, "cost", 1, f));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &out->cost, err));
    while (urne_note_is(&rd.note, "selected")) {
        size_t n = out->n_selected;
        URNE_TRY(take(&rd, "selected", 2, f));
        URNE_TRY(urne_note_u64(&rd.note, f[0], &pos, err));
        URNE_TRY(urne_note_u64(&rd.note, f[1], &number, err));
        if (pos != n + 1 || pos > SELECTED_MAX || number == 0) {
            return bad(&rd, f[0], N_("the next project selected"));
        }
        out->selected = urne_arena_grow(arena, out->selected, n * sizeof *out->selected,
                                        (n + 1) * sizeof *out->selected);
        out->selected[out->n_selected++] = number;
    }
    return urne_note_close(&rd.note, err);
}

/* ---- names of ballots ---- */

urne_hash urne_ballot_key_commitment(const urne_secret *k)
{
    return urne_secret_commitment_as(k, "urne/1 ballotkey");
}

urne_hash urne_bid(const urne_secret *k, urne_str voter, uint64_t copy)
{
    return urne_mac_fields(k, 3, URNE_STR("urne/1 bid"), voter,
                           urne_str_of(URNE_DEC(copy)));
}

/* A valid ballot while copies are counted. */
typedef struct copy {
    urne_str voter;
    size_t ballot;
} copy;

static int cmp_copy(const void *a, const void *b)
{
    const copy *x = a, *y = b;
    int order = urne_str_cmp(x->voter, y->voter);
    return order != 0 ? order : (x->ballot > y->ballot) - (x->ballot < y->ballot);
}

size_t urne_bids_make(urne_ballot_line **out, urne_arena *arena, const urne_election *e,
                      const urne_secret *k)
{
    copy *copies = urne_arena_array(arena, e->n_ballots, sizeof *copies);
    size_t n = 0;
    for (size_t i = 0; i < e->n_ballots; i++) {
        if (e->ballots[i].aside == URNE_BALLOT_VALID) {
            copies[n++] = (copy){e->ballots[i].voter, i};
        }
    }
    if (n > 0) {
        qsort(copies, n, sizeof *copies, cmp_copy);
    }
    *out = urne_arena_array(arena, n, sizeof **out);
    uint64_t nth = 0;
    for (size_t i = 0; i < n; i++) {
        bool again = i > 0 && urne_str_eq(copies[i - 1].voter, copies[i].voter);
        nth = again ? nth + 1 : 1;
        (*out)[i] =
            (urne_ballot_line){urne_bid(k, copies[i].voter, nth), copies[i].ballot};
    }
    return n;
}

urne_hash urne_ballots_root(urne_str bytes, const size_t *at, size_t n)
{
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < n; i++) {
        urne_hash leaf = urne_hash_leaf(urne_str_slice(bytes, at[i], at[i + 1]));
        urne_merkle_add(&tree, &leaf);
    }
    return urne_merkle_root(&tree);
}
