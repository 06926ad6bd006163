#include "panel/branch.h"
#include "base/arena.h"
#include "exact/simplex.h"
#include "panel/program.h"

#include <string.h>

typedef struct search {
    const urne_panel_problem *p;
    mpz_t *cost;
    urne_lp *lp;
    int64_t *lo, *hi;         /* by type */
    int64_t *row_lo, *row_hi; /* by row */
    int64_t *at;              /* the best panel, or NULL while proving */
    mpz_t best;               /* what must be beaten */
    bool found;
    bool must_beat; /* best is a claim, not the sum of a panel that was found */
    bool first;     /* one that beats it is enough */
    urne_buf *tree;
    uint64_t nodes, limit;
    mpq_t x;
    mpz_t sum;
} search;

/* ---- one node ---- */

static void put_multipliers(search *s, const char *word, mpz_srcptr den)
{
    urne_buf_addz(s->tree, word);
    if (den != NULL) {
        urne_panel_put_integer(s->tree, den);
    }
    urne_panel_put_multipliers(s->tree, s->lp, urne_panel_rows(s->p));
}

/* Bounds of the rows as they are at this node. */
static void load(search *s)
{
    const urne_panel_problem *p = s->p;
    mpq_t lo, hi;
    mpq_inits(lo, hi, NULL);
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        mpq_set_si(lo, (long)s->row_lo[r], 1);
        mpq_set_si(hi, (long)s->row_hi[r], 1);
        urne_lp_row(s->lp, r, s->row_lo[r] == INT64_MIN ? NULL : lo, hi);
    }
    for (size_t t = 0; t < p->types; t++) {
        urne_lp_bound(s->lp, t, s->lo[t], 0, s->hi[t]);
    }
    mpq_clears(lo, hi, NULL);
}

/* The sum of now, as numerator and the LP's denominator: floor in s->sum. */
static void bound_of(search *s)
{
    mpq_t all, part;
    mpq_inits(all, part, NULL);
    for (size_t t = 0; t < s->p->types; t++) {
        if (mpz_sgn(s->cost[t]) != 0) {
            urne_lp_value(s->lp, t, s->x);
            mpq_set_z(part, s->cost[t]);
            mpq_mul(part, part, s->x);
            mpq_add(all, all, part);
        }
    }
    mpz_fdiv_q(s->sum, mpq_numref(all), mpq_denref(all));
    mpq_clears(all, part, NULL);
}

/* What to branch on: a row or a type whose number is no integer, the most in the
 * middle; false when all are whole. */
typedef struct fork {
    bool is_row;
    size_t index;
    int64_t below;
} fork;

static void consider(search *s, fork *best, mpq_t best_far, bool is_row, size_t index,
                     mpq_srcptr v, mpq_t far)
{
    if (mpz_cmp_ui(mpq_denref(v), 1) == 0) {
        return;
    }
    mpz_fdiv_q(s->sum, mpq_numref(v), mpq_denref(v));
    mpq_set_z(far, s->sum);
    mpq_sub(far, v, far); /* the fraction: distance from 1/2 */
    mpq_t half;
    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    mpq_sub(far, far, half);
    mpq_abs(far, far);
    mpq_clear(half);
    if (best->index == SIZE_MAX || mpq_cmp(far, best_far) < 0) {
        *best = (fork){is_row, index, (int64_t)mpz_get_si(s->sum)};
        mpq_set(best_far, far);
    }
}

static bool find_fork(search *s, fork *out)
{
    const urne_panel_problem *p = s->p;
    mpq_t far, best, *row;
    urne_arena *arena = urne_arena_new();
    mpq_inits(far, best, NULL);
    row = urne_arena_array(arena, p->features, sizeof *row);
    for (size_t f = 0; f < p->features; f++) {
        mpq_init(row[f]);
    }
    *out = (fork){false, SIZE_MAX, 0};
    for (size_t t = 0; t < p->types; t++) {
        urne_lp_value(s->lp, t, s->x);
        for (size_t c = 0; c < p->categories && mpq_sgn(s->x) != 0; c++) {
            size_t f = urne_panel_of(p, t)[c];
            mpq_add(row[f], row[f], s->x);
        }
    }
    for (size_t f = 0; f < p->features; f++) {
        consider(s, out, best, true, f, row[f], far);
    }
    for (size_t t = 0; t < p->types && (out->index == SIZE_MAX || !out->is_row); t++) {
        urne_lp_value(s->lp, t, s->x);
        consider(s, out, best, false, t, s->x, far);
    }
    for (size_t f = 0; f < p->features; f++) {
        mpq_clear(row[f]);
    }
    mpq_clears(far, best, NULL);
    urne_arena_free(arena);
    return out->index != SIZE_MAX;
}

static void keep(search *s)
{
    for (size_t t = 0; t < s->p->types; t++) {
        urne_lp_value(s->lp, t, s->x);
        s->at[t] = (int64_t)mpz_get_si(mpq_numref(s->x));
    }
    mpz_set(s->best, s->sum);
    s->found = true;
}

static bool walk(search *s);

static bool split(search *s, const fork *f)
{
    int64_t *lo = f->is_row ? &s->row_lo[f->index] : &s->lo[f->index];
    int64_t *hi = f->is_row ? &s->row_hi[f->index] : &s->hi[f->index];
    int64_t old_lo = *lo, old_hi = *hi;
    if (s->tree != NULL) {
        urne_buf_addz(s->tree, f->is_row ? "branch row " : "branch type ");
        urne_buf_addu(s->tree, f->index + 1);
        urne_buf_addc(s->tree, ' ');
        urne_buf_addu(s->tree, (uint64_t)f->below);
        urne_buf_addc(s->tree, '\n');
    }
    *hi = f->below;
    bool done = walk(s);
    *hi = old_hi;
    *lo = f->below + 1;
    done = done && walk(s);
    *lo = old_lo;
    return done;
}

/* A node and all below it; false when the limit is reached or the claim is wrong. */
static bool walk(search *s)
{
    fork f;
    bool begins = s->nodes == 0;
    if (s->nodes++ == s->limit) {
        return false;
    }
    load(s);
    /* The basis of the node before is close: only a few bounds are others. */
    if (!(begins ? urne_lp_feasible(s->lp) : urne_lp_again(s->lp))) {
        if (s->tree != NULL) {
            put_multipliers(s, "empty", NULL);
        }
        return true;
    }
    urne_lp_maximise(s->lp, s->cost);
    bound_of(s);
    if ((s->found || s->must_beat) && mpz_cmp(s->sum, s->best) <= 0) {
        if (s->tree != NULL) {
            put_multipliers(s, "leaf ", urne_lp_denominator(s->lp));
        }
        return true;
    }
    mpz_t bound;
    mpz_init_set(bound, s->sum);
    bool open = find_fork(s, &f);
    mpz_set(s->sum, bound);
    mpz_clear(bound);
    if (open) {
        return split(s, &f);
    }
    if (s->at == NULL) {
        return false;
    }
    keep(s);
    return !s->first;
}

/* ---- a search ---- */

static void begin(search *s, urne_arena *arena, const urne_panel_problem *p,
                  const int64_t *lo, const int64_t *hi, mpz_t *cost, uint64_t limit)
{
    size_t rows = urne_panel_rows(p);
    *s = (search){.p = p, .cost = cost, .limit = limit};
    s->lp = urne_panel_program(arena, p);
    s->lo = urne_arena_array(arena, p->types, sizeof *s->lo);
    s->hi = urne_arena_array(arena, p->types, sizeof *s->hi);
    s->row_lo = urne_arena_array(arena, rows, sizeof *s->row_lo);
    s->row_hi = urne_arena_array(arena, rows, sizeof *s->row_hi);
    for (size_t t = 0; t < p->types; t++) {
        s->lo[t] = lo == NULL ? 0 : lo[t];
        s->hi[t] = hi == NULL ? urne_panel_most(p, t) : hi[t];
    }
    for (size_t f = 0; f < p->features; f++) {
        s->row_lo[f] = p->lo[f];
        s->row_hi[f] = p->hi[f];
    }
    s->row_lo[p->features] = s->row_hi[p->features] = p->k;
    for (size_t c = 0; c < p->n_cuts; c++) {
        s->row_lo[p->features + 1 + c] = INT64_MIN;
        s->row_hi[p->features + 1 + c] = p->cuts[c].most;
    }
    mpq_init(s->x);
    mpz_inits(s->best, s->sum, NULL);
}

static void end(search *s, urne_arena *arena)
{
    mpq_clear(s->x);
    mpz_clears(s->best, s->sum, NULL);
    urne_arena_free(arena);
}

urne_branch_end urne_branch_best(int64_t *at, mpz_t best, const urne_panel_problem *p,
                                 const int64_t *lo, const int64_t *hi, mpz_t *cost,
                                 mpz_srcptr above, uint64_t limit)
{
    search s;
    urne_arena *arena = urne_arena_new();
    begin(&s, arena, p, lo, hi, cost, limit);
    s.at = at;
    s.must_beat = s.first = above != NULL;
    if (above != NULL) {
        mpz_set(s.best, above);
    }
    bool through = walk(&s);
    urne_branch_end result = s.found && (through || s.first) ? URNE_BRANCH_FOUND
                             : !through                      ? URNE_BRANCH_LIMIT
                                                             : URNE_BRANCH_NONE;
    mpz_set(best, s.best);
    end(&s, arena);
    return result;
}

bool urne_branch_prove(urne_buf *tree, const urne_panel_problem *p, mpz_t *cost,
                       mpz_srcptr most, uint64_t limit)
{
    search s;
    urne_arena *arena = urne_arena_new();
    begin(&s, arena, p, NULL, NULL, cost, limit);
    mpz_set(s.best, most);
    s.tree = tree;
    s.must_beat = true;
    bool proven = walk(&s);
    end(&s, arena);
    return proven;
}
