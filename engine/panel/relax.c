#include "panel/relax.h"
#include "base/arena.h"
#include "base/rational.h"
#include "panel/conflict.h"
#include "panel/elastic.h"

/* Bounds of the searches, in nodes and in solutions, never in time. */
enum {
    PLAN_NODES = 2000,  /* for one relaxation, */
    PLANS_NODES = 8000, /* and for all: but each is looked for a little */
    PLAN_LEAST = 50,
    PAIRS = 64
};

typedef struct side {
    size_t feature;
    bool upper;
} side;

static void allow(urne_elastic *e, side s, int64_t far)
{
    (s.upper ? e->up : e->down)[s.feature] = far;
}

typedef struct plan {
    bool found, searched;
    mpz_t cost; /* times `unit` */
    side *move;
    int64_t *to;
    size_t n;
} plan;

typedef struct planner {
    const urne_panel_pool *pool;
    urne_arena *arena;
    urne_elastic e;
    bool limits; /* of min_flex and max_flex */
    mpz_t unit;  /* a common multiple of the minima: it makes costs whole */
    int64_t *at, *count;
} planner;

static int64_t flex(const planner *pl, side s)
{
    const urne_panel_feature *f = &pl->pool->feature[s.feature];
    const urne_panel_problem *p = &pl->pool->problem;
    int64_t most = urne_quota_room(pl->pool, s.feature, s.upper);
    int64_t far =
        s.upper ? f->hi_flex - p->hi[s.feature] : p->lo[s.feature] - f->lo_flex;
    far = pl->limits && far < most ? far : most;
    return far > 0 ? far : 0;
}

static void free_all(plan *plans, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mpz_clear(plans[i].cost);
    }
}

static void begin_planner(planner *pl, urne_arena *arena, const urne_panel_pool *pool)
{
    const urne_panel_problem *p = &pool->problem;
    *pl = (planner){.pool = pool, .arena = arena, .e = urne_elastic_new(arena, p)};
    pl->at = urne_arena_array(arena, p->types, sizeof *pl->at);
    pl->count = urne_arena_array(arena, p->features, sizeof *pl->count);
    mpz_init_set_ui(pl->unit, 1);
    for (size_t f = 0; f < pool->quoted; f++) {
        if (p->lo[f] > 0) {
            mpz_lcm_ui(pl->unit, pl->unit, (unsigned long)p->lo[f]);
        }
    }
    for (size_t f = 0; f < pool->quoted; f++) {
        unsigned long lo = p->lo[f] > 0 ? (unsigned long)p->lo[f] : 1;
        mpz_divexact_ui(pl->e.down_cost[f], pl->unit, lo);
        mpz_mul_ui(pl->e.down_cost[f], pl->e.down_cost[f], lo + 2);
        mpz_set(pl->e.up_cost[f], pl->unit);
    }
}

static void note_move(plan *out, size_t feature, bool upper, int64_t to)
{
    out->move[out->n] = (side){feature, upper};
    out->to[out->n++] = to;
}

/* The cheapest relaxation that leaves the sides of `kept` alone. */
static void solve(plan *out, planner *pl, const side *kept, size_t n_kept)
{
    const urne_panel_problem *p = &pl->pool->problem;
    for (size_t i = 0; i < 2 * pl->pool->quoted; i++) {
        side s = {i / 2, i % 2 == 1};
        allow(&pl->e, s, flex(pl, s));
    }
    for (size_t i = 0; i < n_kept; i++) {
        allow(&pl->e, kept[i], 0);
    }
    *out = (plan){.n = 0};
    mpz_init(out->cost);
    uint64_t left = *pl->e.spent < PLANS_NODES ? PLANS_NODES - *pl->e.spent : 0;
    left = left < PLAN_LEAST ? PLAN_LEAST : left > PLAN_NODES ? PLAN_NODES : left;
    urne_branch_end end = urne_elastic_best(pl->at, out->cost, &pl->e, false, left);
    out->found = mpz_sgn(out->cost) >= 0;
    out->searched = end != URNE_BRANCH_LIMIT;
    if (!out->found) {
        return;
    }
    out->move = urne_arena_array(pl->arena, p->features, sizeof *out->move);
    out->to = urne_arena_array(pl->arena, p->features, sizeof *out->to);
    urne_panel_counts(pl->count, p, pl->at);
    for (size_t f = 0; f < pl->pool->quoted; f++) {
        if (pl->count[f] < p->lo[f]) {
            note_move(out, f, false, pl->count[f]);
        } else if (pl->count[f] > p->hi[f]) {
            note_move(out, f, true, pl->count[f]);
        }
    }
}

/* *best becomes `own` where that is cheaper; the other is freed. */
static void prefer(plan *best, plan *own)
{
    bool all = best->searched && own->searched;
    if (own->found && (!best->found || mpz_cmp(own->cost, best->cost) < 0)) {
        plan worse = *best;
        *best = *own;
        *own = worse;
    }
    best->searched = all;
    mpz_clear(own->cost);
}

/* One more: the cheapest that leaves alone a side of each of the `n` plans (1 or 2). */
static void solve_other(plan *out, planner *pl, const plan *plans, size_t n)
{
    *out = (plan){.searched = true};
    mpz_init(out->cost);
    size_t second = n > 1 ? plans[1].n : 1;
    if (plans[0].n * second > PAIRS) {
        return;
    }
    for (size_t a = 0; a < plans[0].n; a++) {
        for (size_t b = 0; b < second; b++) {
            side kept[2] = {plans[0].move[a], plans[0].move[a]};
            plan own;
            if (n > 1) {
                kept[1] = plans[1].move[b];
            }
            solve(&own, pl, kept, 2);
            prefer(out, &own);
        }
    }
}

static const char *cost_text(urne_arena *arena, const planner *pl, const plan *own)
{
    mpq_t q;
    mpq_init(q);
    mpz_set(mpq_numref(q), own->cost);
    mpz_set(mpq_denref(q), pl->unit);
    mpq_canonicalize(q);
    const char *text = urne_rational_text(arena, q);
    mpq_clear(q);
    return text;
}

static void put_plan(urne_quota_relaxation *out, urne_arena *arena, const planner *pl,
                     const plan *own)
{
    out->move = urne_arena_array(arena, own->n, sizeof *out->move);
    out->n = own->n;
    out->cost = cost_text(arena, pl, own);
    for (size_t i = 0; i < own->n; i++) {
        out->move[i].side =
            urne_quota_side_of(pl->pool, own->move[i].feature, own->move[i].upper);
        out->move[i].to = own->to[i];
    }
}

/* The best and its alternatives, with or without the limits; false when there is none.
 */
static bool list(urne_panel_infeasible *out, urne_arena *arena, planner *pl)
{
    plan plans[URNE_RELAXATIONS];
    size_t n = 1;
    solve(&plans[0], pl, NULL, 0);
    while (plans[n - 1].found && n < URNE_RELAXATIONS) {
        solve_other(&plans[n], pl, plans, n);
        n++;
    }
    out->searched = true;
    for (size_t i = 0; i < n; i++) {
        out->searched = out->searched && plans[i].searched;
    }
    bool found = plans[0].found;
    for (size_t i = 0; i < n && plans[i].found; i++) {
        put_plan(&out->relaxation[out->n++], arena, pl, &plans[i]);
    }
    free_all(plans, n);
    return found;
}

static bool gives_way(const urne_panel_pool *pool)
{
    for (size_t i = 0; i < pool->quoted; i++) {
        const urne_panel_feature *f = &pool->feature[i];
        if (f->lo_flex < pool->problem.lo[i] || f->hi_flex > pool->problem.hi[i]) {
            return true;
        }
    }
    return false;
}

void urne_relax_explain(urne_panel_infeasible *out, urne_arena *arena,
                        const urne_panel_pool *pool)
{
    *out = (urne_panel_infeasible){.k = pool->problem.k,
                                   .pool = pool->n,
                                   .households = pool->problem.features > pool->quoted};
    out->flexible = gives_way(pool);
    out->explained = urne_conflict_find(&out->conflict, arena, pool, SIZE_MAX);
    urne_arena *scratch = urne_arena_new();
    planner pl;
    begin_planner(&pl, scratch, pool);
    pl.limits = out->within = true;
    if (!list(out, arena, &pl) && out->searched) {
        pl.limits = out->within = false;
        list(out, arena, &pl);
    }
    mpz_clear(pl.unit);
    urne_arena_free(scratch);
}
