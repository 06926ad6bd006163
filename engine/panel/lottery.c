#include "panel/lottery.h"
#include "base/arena.h"
#include "panel/branch.h"
#include "panel/lottery_in.h"
#include "panel/seat.h"

#include <string.h>

enum { TRIES = 4, MOVES = 400, NODES = 60, ATTEMPTS = 16, SPARE = 2, WISH_BITS = 30 };

/* ---- panels of the list ---- */

void urne_lottery_put(lottery_job *j, size_t i, const int64_t *at)
{
    const size_t k = (size_t)j->p->k;
    uint32_t *seat = j->type + i * k;
    if (i < j->made) {
        for (size_t s = 0; s < k; s++) {
            j->total[seat[s]]--;
        }
    } else {
        j->made++;
    }
    for (size_t t = 0; t < j->p->types; t++) {
        for (int64_t n = 0; n < at[t]; n++) {
            *seat++ = (uint32_t)t;
        }
        j->total[t] += at[t];
    }
}

/* Each panel of the exact lottery as often as its weight asks for, rounded down, less
 * `spare`. */
static void copy_whole(lottery_job *j, unsigned long spare)
{
    mpz_t often;
    mpz_init(often);
    for (size_t i = 0; i < j->exact->n; i++) {
        mpz_mul_ui(often, mpq_numref(j->exact->weight[i]), (unsigned long)j->n);
        mpz_fdiv_q(often, often, mpq_denref(j->exact->weight[i]));
        for (unsigned long c = mpz_get_ui(often); c > spare; c--) {
            urne_lottery_put(j, j->made, j->exact->panel[i]);
        }
    }
    mpz_clear(often);
}

/* ---- a whole point in a box ---- */

/* p with the box as its quotas and sums of `k` people. A cut is held from below by its
 * negative. */
static urne_panel_problem boxed(const lottery_job *j, urne_arena *arena, int64_t k)
{
    const urne_panel_problem *p = j->p;
    urne_panel_problem q = *p;
    q.k = k;
    q.lo = j->box.row_lo;
    q.hi = j->box.row_hi;
    q.n_cuts = 2 * p->n_cuts;
    q.cuts = urne_arena_array(arena, q.n_cuts, sizeof *q.cuts);
    for (size_t c = 0; c < p->n_cuts; c++) {
        int64_t *minus = urne_arena_array(arena, p->types, sizeof *minus);
        for (size_t t = 0; t < p->types; t++) {
            minus[t] = -p->cuts[c].coef[t];
        }
        q.cuts[2 * c] = (urne_panel_cut){.coef = p->cuts[c].coef,
                                         .most = j->box.row_hi[p->features + 1 + c]};
        q.cuts[2 * c + 1] = (urne_panel_cut){
            .coef = minus, .most = -j->box.row_lo[p->features + 1 + c]};
    }
    return q;
}

/* By search. With two categories every vertex of the box is whole: the first node
 * already has it. */
static bool search(lottery_job *j, int64_t k)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_problem q = boxed(j, arena, k);
    mpz_t *cost = urne_arena_array(arena, q.types, sizeof *cost), best, floor;
    mpz_init(best);
    mpz_init_set_si(floor, -1);
    for (size_t t = 0; t < q.types; t++) {
        mpz_init(cost[t]);
    }
    urne_branch_end end =
        urne_branch_best(j->at, best, &q, j->box.lo, j->box.hi, cost, floor, NODES);
    for (size_t t = 0; t < q.types; t++) {
        mpz_clear(cost[t]);
    }
    mpz_clears(best, floor, NULL);
    urne_arena_free(arena);
    return end == URNE_BRANCH_FOUND;
}

/* Numbers of the box that add up to k, into j->at: by exchanges, else by search. What
 * is wished for is the fraction of left / panels, and a little by chance. */
static bool round_left(lottery_job *j, int64_t k, int64_t panels)
{
    urne_panel_problem q = *j->p;
    bool found = false;
    q.k = k;
    for (unsigned i = 0; i < TRIES && !found; i++) {
        for (size_t t = 0; t < q.types; t++) {
            int64_t rest = j->left[t] % panels;
            j->wish[t] = (rest << WISH_BITS) / panels * 4 +
                         (int64_t)(urne_stream_next(&j->stream) >> (64 - WISH_BITS));
        }
        found = urne_panel_round(j->at, &q, &j->box, j->wish, MOVES, &j->stream);
    }
    return found || search(j, k);
}

/* ---- how many of each type are left ---- */

/* Sums by row of numbers by type over a common denominator. */
static void add_rows(const urne_panel_problem *p, mpz_t *row, size_t t, mpz_srcptr by,
                     mpz_t part)
{
    for (size_t c = 0; c < p->categories; c++) {
        size_t f = urne_panel_of(p, t)[c];
        mpz_add(row[f], row[f], by);
    }
    mpz_add(row[p->features], row[p->features], by);
    for (size_t c = 0; c < p->n_cuts; c++) {
        mpz_mul_si(part, by, (long)p->cuts[c].coef[t]);
        mpz_add(row[p->features + 1 + c], row[p->features + 1 + c], part);
    }
}

static void around(mpz_srcptr v, mpz_srcptr den, int64_t *lo, int64_t *hi, mpz_t part)
{
    mpz_fdiv_q(part, v, den);
    *lo = (int64_t)mpz_get_si(part);
    *hi = mpz_divisible_p(v, den) ? *lo : *lo + 1;
}

/* The box around n x less the panels there are. */
static void frame_rest(lottery_job *j)
{
    const urne_panel_problem *p = j->p;
    urne_arena *arena = urne_arena_new();
    size_t rows = urne_panel_rows(p);
    mpz_t *row = urne_arena_array(arena, rows, sizeof *row), den, v, part;
    mpz_inits(v, part, NULL);
    mpz_init_set_ui(den, 1);
    for (size_t r = 0; r < rows; r++) {
        mpz_init(row[r]);
    }
    for (size_t t = 0; t < p->types; t++) {
        mpz_lcm(den, den, mpq_denref(j->x[t]));
    }
    for (size_t t = 0; t < p->types; t++) {
        mpz_divexact(v, den, mpq_denref(j->x[t]));
        mpz_mul(v, v, mpq_numref(j->x[t]));
        mpz_mul_ui(v, v, (unsigned long)j->n);
        mpz_submul_ui(v, den, (unsigned long)j->total[t]);
        around(v, den, &j->box.lo[t], &j->box.hi[t], part);
        add_rows(p, row, t, v, part);
        /* The wish of the first rounding: the fraction. */
        mpz_fdiv_r(v, v, den);
        mpz_mul_2exp(v, v, WISH_BITS);
        mpz_fdiv_q(v, v, den);
        j->left[t] = (int64_t)mpz_get_si(v);
    }
    for (size_t r = 0; r < rows; r++) {
        around(row[r], den, &j->box.row_lo[r], &j->box.row_hi[r], part);
        mpz_clear(row[r]);
    }
    mpz_clears(den, v, part, NULL);
    urne_arena_free(arena);
}

/* What everybody shall have in the end: n times the chance, rounded for each person. */
static void frame_ends(lottery_job *j)
{
    mpz_t v, den;
    mpz_inits(v, den, NULL);
    for (size_t t = 0; t < j->p->types; t++) {
        int64_t persons = j->p->persons[t];
        mpz_mul_ui(v, mpq_numref(j->x[t]), (unsigned long)j->n);
        mpz_mul_ui(den, mpq_denref(j->x[t]), (unsigned long)persons);
        bool whole = mpz_divisible_p(v, den);
        mpz_fdiv_q(v, v, den);
        j->lo[t] = persons * (int64_t)mpz_get_si(v);
        j->hi[t] = j->lo[t] + (whole ? 0 : persons);
    }
    mpz_clears(v, den, NULL);
}

/* Whole numbers for what is left over, such that they stay a sum of points of the
 * quotas; false when none were found. */
static bool round_rest(lottery_job *j)
{
    int64_t rest = (int64_t)(j->n - j->made);
    frame_rest(j);
    bool found = round_left(j, rest * j->p->k, (int64_t)1 << WISH_BITS);
    if (found) {
        memcpy(j->left, j->at, j->p->types * sizeof *j->left);
    }
    return found;
}

/* ---- panel by panel ---- */

/* The box around left / panels. */
static void frame_panel(lottery_job *j, int64_t panels)
{
    const urne_panel_problem *p = j->p;
    int64_t *sum = j->box.row_lo;
    memset(sum, 0, urne_panel_rows(p) * sizeof *sum);
    for (size_t t = 0; t < p->types; t++) {
        j->box.lo[t] = j->left[t] / panels;
        j->box.hi[t] = j->box.lo[t] + (j->left[t] % panels != 0);
        for (size_t c = 0; c < p->categories; c++) {
            sum[urne_panel_of(p, t)[c]] += j->left[t];
        }
        sum[p->features] += j->left[t];
        for (size_t c = 0; c < p->n_cuts; c++) {
            sum[p->features + 1 + c] += p->cuts[c].coef[t] * j->left[t];
        }
    }
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        int64_t below = sum[r] / panels - (sum[r] % panels < 0);
        j->box.row_hi[r] = below + (sum[r] % panels != 0);
        j->box.row_lo[r] = below;
    }
}

/* What is left stays as many points of the quotas as panels are left: a rounding of its
 * share takes no row out of them. */
static bool peel(lottery_job *j)
{
    bool found = true;
    while (found && j->made < j->n) {
        int64_t panels = (int64_t)(j->n - j->made);
        frame_panel(j, panels);
        found = round_left(j, j->p->k, panels);
        if (found) {
            for (size_t t = 0; t < j->p->types; t++) {
                j->left[t] -= j->at[t];
            }
            urne_lottery_put(j, j->made, j->at);
        }
    }
    return found;
}

static void begin(lottery_job *j)
{
    const urne_panel_problem *p = j->p;
    size_t rows = urne_panel_rows(p);
    if (!urne_panel_list_fits(j->n, (uint64_t)p->k)) {
        urne_bug("more panels than a list has");
    }
    j->type = urne_arena_array(j->arena, j->n * (size_t)p->k, sizeof *j->type);
    j->total = urne_arena_array(j->arena, p->types, sizeof *j->total);
    j->lo = urne_arena_array(j->arena, p->types, sizeof *j->lo);
    j->hi = urne_arena_array(j->arena, p->types, sizeof *j->hi);
    j->left = urne_arena_array(j->arena, p->types, sizeof *j->left);
    j->wish = urne_arena_array(j->arena, p->types, sizeof *j->wish);
    j->at = urne_arena_array(j->arena, p->types, sizeof *j->at);
    j->box.lo = urne_arena_array(j->arena, p->types, sizeof *j->box.lo);
    j->box.hi = urne_arena_array(j->arena, p->types, sizeof *j->box.hi);
    j->box.row_lo = urne_arena_array(j->arena, rows, sizeof *j->box.row_lo);
    j->box.row_hi = urne_arena_array(j->arena, rows, sizeof *j->box.row_hi);
}

/* The panels again from none; false when not everybody has what is due. */
static bool attempt(lottery_job *j, unsigned long spare)
{
    memset(j->total, 0, j->p->types * sizeof *j->total);
    j->made = 0;
    copy_whole(j, spare);
    if (j->made == j->n || (round_rest(j) && peel(j))) {
        return true;
    }
    urne_lottery_fill(j);
    urne_lottery_mend(j);
    return urne_lottery_off(j) == 0;
}

/* Where an attempt fails, the next leaves more copies of panels out and has more to
 * choose; the best is kept. */
static void make(lottery_job *j)
{
    size_t seats = j->n * (size_t)j->p->k;
    bool done = attempt(j, 0);
    if (done) {
        return;
    }
    uint32_t *best = urne_arena_array(j->arena, seats, sizeof *best);
    int64_t least = urne_lottery_off(j);
    memcpy(best, j->type, seats * sizeof *best);
    for (unsigned long i = 1; i < ATTEMPTS && least > 0; i++) {
        done = attempt(j, i % SPARE);
        if (done || urne_lottery_off(j) < least) {
            least = done ? 0 : urne_lottery_off(j);
            memcpy(best, j->type, seats * sizeof *best);
        }
    }
    j->type = best;
}

void urne_panel_list_make(urne_panel_list *list, urne_arena *arena,
                          const urne_panel_pool *pool, mpq_t *x,
                          const urne_panel_lottery *exact, size_t n)
{
    urne_arena *scratch = urne_arena_new();
    lottery_job j = {.p = &pool->problem,
                     .arena = scratch,
                     .x = x,
                     .exact = exact,
                     .n = n,
                     .stream = {1181783497276652981ULL}};
    begin(&j);
    frame_ends(&j);
    make(&j);
    *list = (urne_panel_list){.n = n, .size = (size_t)pool->problem.k};
    urne_panel_seat(list, arena, pool, j.type);
    urne_arena_free(scratch);
}
