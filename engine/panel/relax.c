#include "panel/relax.h"
#include "base/arena.h"
#include "panel/elastic.h"

#include <stdlib.h>

enum { NODES = 20000, ROUNDS = 400, HITS = 200000, PAIRS = 64 };

/* ---- sides ---- */

typedef struct side {
    size_t feature;
    bool upper;
} side;

urne_quota_side urne_quota_side_of(const urne_panel_pool *pool, size_t feature,
                                   bool upper)
{
    const urne_panel_feature *f = &pool->feature[feature];
    const urne_panel_problem *p = &pool->problem;
    return (urne_quota_side){.feature = feature,
                             .category = f->category,
                             .value = f->value,
                             .upper = upper,
                             .bound = upper ? p->hi[feature] : p->lo[feature],
                             .persons = f->persons};
}

/* The most people of a feature that any panel has. */
static int64_t most_of(const urne_panel_pool *pool, size_t f)
{
    int64_t k = pool->problem.k, persons = pool->feature[f].persons;
    return persons < k ? persons : k;
}

/* How far a side can move before it says nothing. */
static int64_t room(const urne_panel_pool *pool, side s)
{
    const urne_panel_problem *p = &pool->problem;
    int64_t far =
        s.upper ? most_of(pool, s.feature) - p->hi[s.feature] : p->lo[s.feature];
    return far > 0 ? far : 0;
}

bool urne_quota_side_says(const urne_panel_pool *pool, size_t feature, bool upper)
{
    return room(pool, (side){feature, upper}) > 0;
}

static void allow(urne_elastic *e, side s, int64_t far)
{
    (s.upper ? e->up : e->down)[s.feature] = far;
}

/* ---- the smallest conflict ----
 *
 * Each panel leaves out some sides: a conflict has one of every such set. So the sets
 * are gathered; the smallest choice that has one of each either is a conflict, and then
 * none is smaller, or some panel keeps all of it, and what that panel leaves out is one
 * more set (implicit hitting sets: Ignatiev et al. 2015). */
typedef struct job {
    const urne_panel_pool *pool;
    urne_arena *arena;
    urne_elastic e;
    side *all;
    size_t n;     /* sides that say anything */
    bool *chosen; /* by side */
    bool **left;  /* sets: by side */
    size_t n_left;
    uint64_t steps;
    int64_t *at, *count;
} job;

static void begin(job *j, urne_arena *arena, const urne_panel_pool *pool, size_t type)
{
    const urne_panel_problem *p = &pool->problem;
    *j = (job){.pool = pool, .arena = arena, .e = urne_elastic_new(arena, p)};
    j->e.forced = type;
    j->all = urne_arena_array(arena, 2 * pool->quoted + 1, sizeof *j->all);
    j->at = urne_arena_array(arena, p->types, sizeof *j->at);
    j->count = urne_arena_array(arena, p->features, sizeof *j->count);
    j->left = urne_arena_array(arena, ROUNDS, sizeof *j->left);
    for (size_t i = 0; i < 2 * pool->quoted; i++) {
        side s = {i / 2, i % 2 == 1};
        if (room(pool, s) > 0) {
            j->all[j->n++] = s;
        }
    }
    j->chosen = urne_arena_array(arena, j->n + 1, sizeof *j->chosen);
}

/* A panel that keeps the chosen sides, and of the others as many people as it can. */
static urne_branch_end test(job *j)
{
    mpz_t cost;
    mpz_init(cost);
    for (size_t i = 0; i < j->n; i++) {
        allow(&j->e, j->all[i], j->chosen[i] ? 0 : room(j->pool, j->all[i]));
    }
    urne_branch_end end = urne_elastic_best(j->at, cost, &j->e, true, NODES);
    mpz_clear(cost);
    return end;
}

/* What the panel leaves out, as one more set; false when it keeps everything. */
static bool note_left(job *j)
{
    const urne_panel_problem *p = &j->pool->problem;
    bool *left = urne_arena_array(j->arena, j->n, sizeof *left), some = false;
    urne_panel_counts(j->count, p, j->at);
    for (size_t i = 0; i < j->n; i++) {
        side s = j->all[i];
        left[i] = s.upper ? j->count[s.feature] > p->hi[s.feature]
                          : j->count[s.feature] < p->lo[s.feature];
        some = some || left[i];
    }
    j->left[j->n_left++] = left;
    return some;
}

/* A set of which nothing is chosen, the smallest; NULL: none. */
static const bool *missed(const job *j)
{
    const bool *best = NULL;
    size_t best_n = SIZE_MAX;
    for (size_t k = 0; k < j->n_left; k++) {
        size_t n = 0;
        bool hit = false;
        for (size_t i = 0; i < j->n && !hit; i++) {
            n += j->left[k][i] ? 1 : 0;
            hit = j->left[k][i] && j->chosen[i];
        }
        if (!hit && n < best_n) {
            best = j->left[k];
            best_n = n;
        }
    }
    return best;
}

/* At most `more` further sides so that every set is hit. */
static bool hit_all(job *j, size_t more)
{
    const bool *set = missed(j);
    if (set == NULL) {
        return true;
    }
    bool done = false;
    for (size_t i = 0; i < j->n && more > 0 && !done && j->steps < HITS; i++) {
        if (set[i] && !j->chosen[i]) {
            j->steps++;
            j->chosen[i] = true;
            done = hit_all(j, more - 1);
            j->chosen[i] = done;
        }
    }
    return done;
}

static size_t chosen(const job *j)
{
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++) {
        n += j->chosen[i] ? 1 : 0;
    }
    return n;
}

/* Leaves in `chosen` a conflict of the fewest sides (NONE); LIMIT when that would be too
 * long, FOUND when there is none. */
static urne_branch_end find_fewest(job *j)
{
    size_t size = 0;
    urne_branch_end end = test(j);
    while (end == URNE_BRANCH_FOUND) {
        if (!note_left(j)) {
            return URNE_BRANCH_FOUND;
        }
        if (j->n_left == ROUNDS) {
            return URNE_BRANCH_LIMIT;
        }
        do {
            memset(j->chosen, 0, j->n * sizeof *j->chosen);
        } while (!hit_all(j, size) && ++size <= j->n && j->steps < HITS);
        if (j->steps >= HITS) {
            return URNE_BRANCH_LIMIT;
        }
        end = test(j);
    }
    return end;
}

/* From all sides, those left out one by one that are not needed. */
static urne_branch_end filter(job *j)
{
    for (size_t i = 0; i < j->n; i++) {
        j->chosen[i] = true;
    }
    urne_branch_end end = test(j);
    for (size_t i = 0; i < j->n && end == URNE_BRANCH_NONE; i++) {
        j->chosen[i] = false;
        urne_branch_end without = test(j);
        j->chosen[i] = without == URNE_BRANCH_FOUND;
        end = without == URNE_BRANCH_LIMIT ? without : end;
    }
    return end;
}

bool urne_relax_conflict(urne_quota_conflict *out, urne_arena *arena,
                         const urne_panel_pool *pool, size_t type)
{
    job j;
    urne_arena *scratch = urne_arena_new();
    begin(&j, scratch, pool, type);
    urne_branch_end end = find_fewest(&j);
    *out = (urne_quota_conflict){.fewest = end == URNE_BRANCH_NONE};
    end = end == URNE_BRANCH_LIMIT ? filter(&j) : end;
    if (end == URNE_BRANCH_NONE) {
        out->side = urne_arena_array(arena, chosen(&j), sizeof *out->side);
        for (size_t i = 0; i < j.n; i++) {
            if (j.chosen[i]) {
                out->side[out->n++] =
                    urne_quota_side_of(pool, j.all[i].feature, j.all[i].upper);
            }
        }
    }
    urne_arena_free(scratch);
    return end == URNE_BRANCH_NONE;
}

/* ---- the cheapest relaxations ---- */

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
    int64_t most = room(pl->pool, s);
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
    urne_branch_end end = urne_elastic_best(pl->at, out->cost, &pl->e, false, NODES);
    out->found = end == URNE_BRANCH_FOUND;
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
    char *text = mpq_get_str(NULL, 10, q);
    const char *copy = urne_str_z(arena, urne_str_of(text));
    free(text);
    mpq_clear(q);
    return copy;
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
    out->searched = plans[0].searched;
    while (plans[n - 1].found && n < URNE_RELAXATIONS) {
        solve_other(&plans[n], pl, plans, n);
        n++;
    }
    bool found = plans[0].found;
    for (size_t i = 0; i < n && plans[i].found; i++) {
        put_plan(&out->relaxation[out->n++], arena, pl, &plans[i]);
    }
    free_all(plans, n);
    return found;
}

void urne_relax_explain(urne_panel_infeasible *out, urne_arena *arena,
                        const urne_panel_pool *pool)
{
    *out = (urne_panel_infeasible){.k = pool->problem.k,
                                   .pool = pool->n,
                                   .households = pool->problem.features > pool->quoted};
    out->explained = urne_relax_conflict(&out->conflict, arena, pool, SIZE_MAX);
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

/* ---- who is in no panel ---- */

static void put_absence(urne_panel_absence *out, urne_arena *arena,
                        const urne_panel_pool *pool, size_t t)
{
    const urne_panel_problem *p = &pool->problem;
    *out = (urne_panel_absence){.type = t};
    out->trait = urne_arena_array(arena, p->categories, sizeof *out->trait);
    for (size_t c = 0; c < p->categories; c++) {
        size_t f = urne_panel_of(p, t)[c];
        if (f < pool->quoted) {
            out->trait[out->n_traits++] = (urne_panel_trait){pool->feature[f].category,
                                                             pool->feature[f].value};
        }
    }
    out->persons = pool->first[t + 1] - pool->first[t];
    out->id = urne_arena_array(arena, out->persons, sizeof *out->id);
    for (size_t i = 0; i < out->persons; i++) {
        out->id[i] = pool->id[pool->person[pool->first[t] + i]];
    }
    out->explained = urne_relax_conflict(&out->conflict, arena, pool, t);
}

size_t urne_relax_absent(urne_panel_absence **out, urne_arena *arena,
                         const urne_panel_pool *pool, const bool *absent)
{
    size_t n = 0;
    *out = urne_arena_array(arena, pool->problem.types, sizeof **out);
    for (size_t t = 0; t < pool->problem.types; t++) {
        if (absent[t]) {
            put_absence(&(*out)[n++], arena, pool, t);
        }
    }
    return n;
}
