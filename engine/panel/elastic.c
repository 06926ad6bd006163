#include "panel/elastic.h"
#include "base/arena.h"
#include "exact/simplex.h"
#include "panel/round.h"

#include <string.h>

/* Exchanges are tried at the first nodes, later at some. */
enum { MOVES = 200, OFTEN = 20, SELDOM = 16, WISH_BITS = 30 };

/* Columns: types, then one a quota that lowers its minimum, then one that raises its
 * maximum. Row f counts people of f, plus what lowers, less what raises, so that its
 * bounds are those of the quota. */
typedef struct search {
    const urne_elastic *e;
    urne_panel_problem plain; /* without cuts, everybody present */
    size_t types, features, columns;
    urne_lp *lp;
    mpz_t *price;             /* by column: minus its cost */
    int64_t *lo, *hi;         /* by column */
    int64_t *row_lo, *row_hi; /* by row */
    int64_t *at;              /* the best panel */
    mpz_t best, sum;          /* minus costs; sum: of the node */
    bool found, any;
    urne_box box; /* for exchanges: the quotas as the node moves them */
    int64_t *tried, *guess, *wish;
    urne_stream stream;
    uint64_t nodes, limit;
    mpq_t x;
} search;

static size_t down_of(const search *s, size_t f)
{
    return s->types + f;
}

static size_t up_of(const search *s, size_t f)
{
    return s->types + s->features + f;
}

void urne_panel_counts(int64_t *count, const urne_panel_problem *p, const int64_t *at)
{
    for (size_t f = 0; f < p->features; f++) {
        count[f] = 0;
    }
    for (size_t t = 0; t < p->types; t++) {
        for (size_t c = 0; c < p->categories; c++) {
            count[urne_panel_of(p, t)[c]] += at[t];
        }
    }
}

/* ---- a panel found ---- */

/* The panel `at` if it costs less than the best so far. */
static void keep(search *s, urne_arena *arena, const int64_t *at)
{
    const urne_panel_problem *p = &s->plain;
    int64_t *count = urne_arena_array(arena, p->features, sizeof *count);
    mpz_t sum;
    mpz_init(sum);
    urne_panel_counts(count, p, at);
    for (size_t f = 0; f < p->features; f++) {
        if (count[f] < p->lo[f]) {
            mpz_addmul_ui(sum, s->price[down_of(s, f)],
                          (unsigned long)(p->lo[f] - count[f]));
        } else if (count[f] > p->hi[f]) {
            mpz_addmul_ui(sum, s->price[up_of(s, f)],
                          (unsigned long)(count[f] - p->hi[f]));
        }
    }
    if (!s->found || mpz_cmp(sum, s->best) > 0) {
        mpz_set(s->best, sum);
        memcpy(s->at, at, p->types * sizeof *at);
        s->found = true;
    }
    mpz_clear(sum);
}

/* What the node moves, rounded up, is often enough for a panel that exchanges find. */
static void try_rounded(search *s, urne_arena *arena)
{
    const urne_panel_problem *p = &s->plain;
    mpz_t up;
    bool same = true;
    mpz_init(up);
    for (size_t v = s->types; v < s->columns; v++) {
        urne_lp_value(s->lp, v, s->x);
        mpz_cdiv_q(up, mpq_numref(s->x), mpq_denref(s->x));
        int64_t to = (int64_t)mpz_get_si(up);
        same = same && s->tried[v] == to;
        s->tried[v] = to;
    }
    mpz_clear(up);
    if (same) {
        return;
    }
    for (size_t f = 0; f < p->features; f++) {
        s->box.row_lo[f] = p->lo[f] - s->tried[down_of(s, f)];
        s->box.row_hi[f] = p->hi[f] + s->tried[up_of(s, f)];
    }
    for (size_t t = 0; t < p->types; t++) {
        s->wish[t] = (int64_t)(urne_stream_next(&s->stream) >> (64 - WISH_BITS));
    }
    if (urne_panel_round(s->guess, p, &s->box, s->wish, MOVES, &s->stream)) {
        keep(s, arena, s->guess);
    }
}

/* ---- one node ---- */

/* Bounds as they are at this node. */
static void load(search *s)
{
    mpq_t lo, hi;
    mpq_inits(lo, hi, NULL);
    for (size_t r = 0; r <= s->features; r++) {
        mpq_set_si(lo, (long)s->row_lo[r], 1);
        mpq_set_si(hi, (long)s->row_hi[r], 1);
        urne_lp_row(s->lp, r, lo, hi);
    }
    for (size_t v = 0; v < s->columns; v++) {
        urne_lp_bound(s->lp, v, s->lo[v], 0, s->hi[v]);
    }
    mpq_clears(lo, hi, NULL);
}

/* The greatest sum of prices, rounded down: prices are whole. */
static void bound_of(search *s)
{
    mpq_t all, part;
    mpq_inits(all, part, NULL);
    for (size_t v = s->types; v < s->columns; v++) {
        urne_lp_value(s->lp, v, s->x);
        mpq_set_z(part, s->price[v]);
        mpq_mul(part, part, s->x);
        mpq_add(all, all, part);
    }
    mpz_fdiv_q(s->sum, mpq_numref(all), mpq_denref(all));
    mpq_clears(all, part, NULL);
}

/* What to branch on: a number that is no integer, of those the nearest to a half. */
typedef struct fork {
    bool is_row;
    size_t index; /* SIZE_MAX: none */
    int64_t below;
    mpq_t far;
} fork;

static void consider(fork *best, bool is_row, size_t index, mpq_srcptr v)
{
    if (mpz_cmp_ui(mpq_denref(v), 1) == 0) {
        return;
    }
    mpz_t whole;
    mpq_t far, half;
    mpz_init(whole);
    mpq_inits(far, half, NULL);
    mpz_fdiv_q(whole, mpq_numref(v), mpq_denref(v));
    mpq_set_z(far, whole);
    mpq_sub(far, v, far);
    mpq_set_ui(half, 1, 2);
    mpq_sub(far, far, half);
    mpq_abs(far, far);
    if (best->index == SIZE_MAX || mpq_cmp(far, best->far) < 0) {
        best->is_row = is_row;
        best->index = index;
        best->below = (int64_t)mpz_get_si(whole);
        mpq_set(best->far, far);
    }
    mpz_clear(whole);
    mpq_clears(far, half, NULL);
}

static void consider_columns(search *s, fork *out, size_t from, size_t to)
{
    for (size_t v = from; v < to; v++) {
        urne_lp_value(s->lp, v, s->x);
        consider(out, false, v, s->x);
    }
}

/* The activities of the rows: where nothing moves by a fraction they are whole exactly
 * where counts of people are. */
static void consider_rows(search *s, fork *out)
{
    urne_arena *arena = urne_arena_new();
    mpq_t *row = urne_arena_array(arena, s->features, sizeof *row);
    for (size_t f = 0; f < s->features; f++) {
        mpq_init(row[f]);
    }
    for (size_t t = 0; t < s->types; t++) {
        urne_lp_value(s->lp, t, s->x);
        for (size_t c = 0; c < s->plain.categories && mpq_sgn(s->x) != 0; c++) {
            size_t f = urne_panel_of(&s->plain, t)[c];
            mpq_add(row[f], row[f], s->x);
        }
    }
    for (size_t f = 0; f < s->features; f++) {
        urne_lp_value(s->lp, down_of(s, f), s->x);
        mpq_add(row[f], row[f], s->x);
        urne_lp_value(s->lp, up_of(s, f), s->x);
        mpq_sub(row[f], row[f], s->x);
        consider(out, true, f, row[f]);
        mpq_clear(row[f]);
    }
    urne_arena_free(arena);
}

/* First what is moved, then counts of features, then of types. */
static bool find_fork(search *s, fork *out)
{
    out->index = SIZE_MAX;
    consider_columns(s, out, s->types, s->columns);
    if (out->index == SIZE_MAX) {
        consider_rows(s, out);
    }
    if (out->index == SIZE_MAX) {
        consider_columns(s, out, 0, s->types);
    }
    return out->index != SIZE_MAX;
}

static void keep_point(search *s, urne_arena *arena)
{
    int64_t *at = urne_arena_array(arena, s->types, sizeof *at);
    for (size_t t = 0; t < s->types; t++) {
        urne_lp_value(s->lp, t, s->x);
        at[t] = (int64_t)mpz_get_si(mpq_numref(s->x));
    }
    keep(s, arena, at);
}

static bool walk(search *s);

static bool split(search *s, const fork *f)
{
    int64_t *lo = f->is_row ? &s->row_lo[f->index] : &s->lo[f->index];
    int64_t *hi = f->is_row ? &s->row_hi[f->index] : &s->hi[f->index];
    int64_t old_lo = *lo, old_hi = *hi;
    *hi = f->below;
    bool done = walk(s);
    *hi = old_hi;
    *lo = f->below + 1;
    done = done && walk(s);
    *lo = old_lo;
    return done;
}

/* Whether nothing below the node can be better than what was found. */
static bool beaten(const search *s)
{
    return s->found && mpz_cmp(s->sum, s->best) <= 0;
}

/* A node without a point: quotas of its proof, but for bounds that the search set. As
 * either side of a fork has its own proof, those of all such nodes are a proof. */
static void note_used(search *s)
{
    for (size_t f = 0; f < s->features; f++) {
        int sign = mpz_sgn(urne_lp_multiplier(s->lp, f));
        if (sign > 0 && s->row_hi[f] == s->plain.hi[f]) {
            s->e->used_hi[f] = true;
        } else if (sign < 0 && s->row_lo[f] == s->plain.lo[f]) {
            s->e->used_lo[f] = true;
        }
    }
}

/* A node and all below it; false when it is to end here: at the limit, or with a panel
 * where any will do. */
static bool walk(search *s)
{
    if (s->nodes++ == s->limit) {
        return false;
    }
    load(s);
    /* from the basis of the node before: its bounds have hardly changed */
    bool begun = s->nodes > 1;
    if (!(begun ? urne_lp_again(s->lp) : urne_lp_feasible(s->lp))) {
        note_used(s);
        return true;
    }
    urne_lp_maximise(s->lp, s->price);
    bound_of(s);
    if (beaten(s)) {
        return true;
    }
    urne_arena *arena = urne_arena_new();
    fork f;
    bool on = true;
    mpq_init(f.far);
    if (s->nodes < OFTEN || s->nodes % SELDOM == 0) {
        try_rounded(s, arena);
    }
    if ((!s->found || !s->any) && !beaten(s)) {
        if (find_fork(s, &f)) {
            on = split(s, &f);
        } else {
            keep_point(s, arena);
        }
    }
    mpq_clear(f.far);
    urne_arena_free(arena);
    return on && !(s->any && s->found);
}

/* ---- a search ---- */

static mpz_t *integers(urne_arena *arena, size_t n)
{
    mpz_t *v = urne_arena_array(arena, n + 1, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        mpz_init(v[i]);
    }
    return v;
}

static void add_columns(search *s, urne_arena *arena)
{
    static const int64_t plus = 1, minus = -1;
    const urne_panel_problem *p = &s->plain;
    int64_t *ones = urne_arena_array(arena, p->categories + 1, sizeof *ones);
    uint32_t *rows = urne_arena_array(arena, p->features + 1, sizeof *rows);
    for (size_t c = 0; c <= p->categories; c++) {
        ones[c] = 1;
    }
    for (size_t t = 0; t < p->types; t++) {
        uint32_t *own = urne_arena_array(arena, p->categories + 1, sizeof *own);
        for (size_t c = 0; c < p->categories; c++) {
            own[c] = urne_panel_of(p, t)[c];
        }
        own[p->categories] = (uint32_t)p->features;
        urne_lp_column(s->lp, t, own, ones, p->categories + 1);
        s->lo[t] = s->box.lo[t] = t == s->e->forced ? 1 : 0;
        s->hi[t] = s->box.hi[t] = p->persons[t];
    }
    for (size_t f = 0; f < p->features; f++) {
        rows[f] = (uint32_t)f;
        urne_lp_column(s->lp, down_of(s, f), &rows[f], &plus, 1);
        urne_lp_column(s->lp, up_of(s, f), &rows[f], &minus, 1);
        s->hi[down_of(s, f)] = s->e->down[f];
        s->hi[up_of(s, f)] = s->e->up[f];
        mpz_neg(s->price[down_of(s, f)], s->e->down_cost[f]);
        mpz_neg(s->price[up_of(s, f)], s->e->up_cost[f]);
        s->row_lo[f] = p->lo[f];
        s->row_hi[f] = p->hi[f];
    }
    s->row_lo[p->features] = s->row_hi[p->features] = p->k;
    s->box.row_lo[p->features] = s->box.row_hi[p->features] = p->k;
}

static void begin(search *s, urne_arena *arena, const urne_elastic *e, uint64_t limit)
{
    *s = (search){.e = e, .plain = *e->p, .limit = limit};
    s->types = e->p->types;
    s->features = e->p->features;
    s->columns = s->types + 2 * s->features;
    s->plain.n_cuts = 0;
    s->plain.absent = urne_arena_array(arena, s->types, sizeof *s->plain.absent);
    s->lp = urne_lp_new(arena, s->features + 1, s->columns);
    s->price = integers(arena, s->columns);
    s->lo = urne_arena_array(arena, s->columns, sizeof *s->lo);
    s->hi = urne_arena_array(arena, s->columns, sizeof *s->hi);
    s->row_lo = urne_arena_array(arena, s->features + 1, sizeof *s->row_lo);
    s->row_hi = urne_arena_array(arena, s->features + 1, sizeof *s->row_hi);
    s->box.lo = urne_arena_array(arena, s->types, sizeof *s->box.lo);
    s->box.hi = urne_arena_array(arena, s->types, sizeof *s->box.hi);
    s->box.row_lo = urne_arena_array(arena, s->features + 1, sizeof *s->box.row_lo);
    s->box.row_hi = urne_arena_array(arena, s->features + 1, sizeof *s->box.row_hi);
    s->tried = urne_arena_array(arena, s->columns, sizeof *s->tried);
    s->guess = urne_arena_array(arena, s->types, sizeof *s->guess);
    s->wish = urne_arena_array(arena, s->types, sizeof *s->wish);
    s->tried[s->types] = -1; /* nothing was tried yet */
    s->stream = (urne_stream){88172645463325252ULL};
    memset(e->used_lo, 0, s->features * sizeof *e->used_lo);
    memset(e->used_hi, 0, s->features * sizeof *e->used_hi);
    add_columns(s, arena);
    mpq_init(s->x);
    mpz_inits(s->best, s->sum, NULL);
}

urne_branch_end urne_elastic_best(int64_t *at, mpz_t cost, const urne_elastic *e,
                                  bool any, uint64_t limit)
{
    search s;
    urne_arena *arena = urne_arena_new();
    begin(&s, arena, e, limit);
    s.at = at;
    s.any = any;
    bool through = walk(&s);
    urne_branch_end end = s.found && (through || any) ? URNE_BRANCH_FOUND
                          : !through                  ? URNE_BRANCH_LIMIT
                                                      : URNE_BRANCH_NONE;
    if (s.found) {
        mpz_neg(cost, s.best);
    } else {
        mpz_set_si(cost, -1);
    }
    *e->spent += s.nodes;
    mpq_clear(s.x);
    mpz_clears(s.best, s.sum, NULL);
    for (size_t v = 0; v < s.columns; v++) {
        mpz_clear(s.price[v]);
    }
    urne_arena_free(arena);
    return end;
}

static void clear_costs(void *p)
{
    urne_elastic *e = p;
    for (size_t f = 0; f < e->p->features; f++) {
        mpz_clear(e->down_cost[f]);
        mpz_clear(e->up_cost[f]);
    }
}

urne_elastic urne_elastic_new(urne_arena *arena, const urne_panel_problem *p)
{
    urne_elastic *e = urne_arena_alloc(arena, sizeof *e);
    *e = (urne_elastic){.p = p, .forced = SIZE_MAX};
    e->down = urne_arena_array(arena, p->features, sizeof *e->down);
    e->up = urne_arena_array(arena, p->features, sizeof *e->up);
    e->spent = urne_arena_alloc(arena, sizeof *e->spent);
    e->used_lo = urne_arena_array(arena, p->features, sizeof *e->used_lo);
    e->used_hi = urne_arena_array(arena, p->features, sizeof *e->used_hi);
    e->down_cost = integers(arena, p->features);
    e->up_cost = integers(arena, p->features);
    for (size_t f = 0; f < p->features; f++) {
        mpz_set_ui(e->down_cost[f], 1);
        mpz_set_ui(e->up_cost[f], 1);
    }
    urne_arena_defer(arena, clear_costs, e);
    return *e;
}
