#include "panel/presence.h"
#include "base/arena.h"
#include "panel/branch.h"
#include "panel/round.h"

enum { BRIEF = 60, LONG = 600, FEW = 100, NODES = 200000, WISH_BITS = 30 };

typedef struct job {
    urne_panel_problem *p;
    urne_arena *arena;
    urne_panel_lottery *known;
    bool *seen; /* by type: a panel has it */
    urne_box box;
    int64_t *wish;
    mpz_t *cost;
    urne_stream stream;
} job;

static void keep(job *j, int64_t *at)
{
    urne_panel_lottery_add(j->known, j->arena, at);
    for (size_t t = 0; t < j->p->types; t++) {
        j->seen[t] = j->seen[t] || at[t] > 0;
    }
}

static void begin(job *j, urne_arena *arena, urne_panel_problem *p,
                  urne_panel_lottery *known)
{
    size_t rows = urne_panel_rows(p);
    *j = (job){
        .p = p, .arena = arena, .known = known, .stream = {362436069362436069ULL}};
    j->seen = urne_arena_array(arena, p->types, sizeof *j->seen);
    j->wish = urne_arena_array(arena, p->types, sizeof *j->wish);
    j->box.lo = urne_arena_array(arena, p->types, sizeof *j->box.lo);
    j->box.hi = urne_arena_array(arena, p->types, sizeof *j->box.hi);
    j->box.row_lo = urne_arena_array(arena, rows, sizeof *j->box.row_lo);
    j->box.row_hi = urne_arena_array(arena, rows, sizeof *j->box.row_hi);
    j->cost = urne_arena_array(arena, p->types, sizeof *j->cost);
    for (size_t t = 0; t < p->types; t++) {
        mpz_init(j->cost[t]);
        j->box.hi[t] = p->persons[t];
        p->absent[t] = false;
    }
    for (size_t f = 0; f < p->features; f++) {
        j->box.row_lo[f] = p->lo[f];
        j->box.row_hi[f] = p->hi[f];
    }
    j->box.row_lo[p->features] = j->box.row_hi[p->features] = p->k;
}

/* A panel with somebody of type t (SIZE_MAX: any), by exchanges. Types that no panel
 * has yet are wished for. */
static bool guess(job *j, size_t t, unsigned tries, unsigned moves)
{
    bool found = false;
    int64_t *at = urne_arena_array(j->arena, j->p->types, sizeof *at);
    if (t != SIZE_MAX) {
        j->box.lo[t] = 1;
    }
    for (unsigned i = 0; i < tries && !found; i++) {
        for (size_t u = 0; u < j->p->types; u++) {
            j->wish[u] = (int64_t)(urne_stream_next(&j->stream) >> (64 - WISH_BITS)) +
                         (j->seen[u] ? 0 : (int64_t)1 << WISH_BITS);
        }
        found = urne_panel_round(at, j->p, &j->box, j->wish, moves, &j->stream);
    }
    if (t != SIZE_MAX) {
        j->box.lo[t] = 0;
    }
    if (found) {
        keep(j, at);
    }
    return found;
}

/* The same by search: cost 1 for type t, or 0 for any panel. */
static urne_branch_end search(job *j, size_t t, uint64_t nodes, urne_str *proof)
{
    int64_t *at = urne_arena_array(j->arena, j->p->types, sizeof *at);
    mpz_t best, floor;
    mpz_inits(best, floor, NULL);
    if (t != SIZE_MAX) {
        mpz_set_ui(j->cost[t], 1);
    } else {
        mpz_set_si(floor, -1);
    }
    urne_branch_end end =
        urne_branch_best(at, best, j->p, NULL, NULL, j->cost, floor, nodes);
    if (end == URNE_BRANCH_FOUND) {
        keep(j, at);
    } else if (end == URNE_BRANCH_NONE) {
        urne_buf tree = urne_buf_new(j->arena, 256);
        if (!urne_branch_prove(&tree, j->p, j->cost, floor, nodes)) {
            end = URNE_BRANCH_LIMIT;
        }
        *proof = urne_buf_str(&tree);
    }
    if (t != SIZE_MAX) {
        mpz_set_ui(j->cost[t], 0);
    }
    mpz_clears(best, floor, NULL);
    return end;
}

/* Exchanges find most panels, search proves that there is none; each is tried briefly
 * before either is tried for long. */
static urne_branch_end find(job *j, size_t t, urne_str *proof)
{
    urne_branch_end end = URNE_BRANCH_FOUND;
    if (!guess(j, t, 2, BRIEF)) {
        end = search(j, t, FEW, proof);
    }
    if (end == URNE_BRANCH_LIMIT) {
        end = guess(j, t, 4, LONG) ? URNE_BRANCH_FOUND : search(j, t, NODES, proof);
    }
    return end;
}

static urne_presence_end run(job *j, urne_str *proof)
{
    urne_branch_end end = find(j, SIZE_MAX, proof);
    if (end == URNE_BRANCH_NONE) {
        return URNE_PRESENCE_NONE;
    }
    for (size_t t = 0; t < j->p->types && end != URNE_BRANCH_LIMIT; t++) {
        if (!j->seen[t]) {
            end = find(j, t, &j->p->absent_proof[t]);
            j->p->absent[t] = end == URNE_BRANCH_NONE;
        }
    }
    return end == URNE_BRANCH_LIMIT ? URNE_PRESENCE_LIMIT : URNE_PRESENCE_DONE;
}

static void end_of(job *j)
{
    for (size_t t = 0; t < j->p->types; t++) {
        mpz_clear(j->cost[t]);
    }
}

urne_presence_end urne_panel_presence(urne_panel_problem *p, urne_panel_lottery *known,
                                      urne_str *proof, urne_arena *arena)
{
    job j;
    begin(&j, arena, p, known);
    urne_presence_end end = run(&j, proof);
    end_of(&j);
    return end;
}

urne_presence_end urne_panel_possible(urne_panel_problem *p, urne_panel_lottery *known,
                                      urne_str *proof, urne_arena *arena)
{
    job j;
    begin(&j, arena, p, known);
    urne_branch_end end = find(&j, SIZE_MAX, proof);
    end_of(&j);
    return end == URNE_BRANCH_FOUND  ? URNE_PRESENCE_DONE
           : end == URNE_BRANCH_NONE ? URNE_PRESENCE_NONE
                                     : URNE_PRESENCE_LIMIT;
}
