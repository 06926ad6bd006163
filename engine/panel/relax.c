#include "panel/relax.h"
#include "base/arena.h"
#include "panel/elastic.h"

#include <stdlib.h>

/* Bounds of the searches, in nodes and in steps, never in time. */
enum {
    NODES = 6000,       /* for the conflict */
    TYPE_NODES = 200,   /* for the conflict of one type that is in no panel, */
    FEWER_NODES = 40,   /* of them for a smaller one, */
    TYPES_NODES = 2000, /* and of all such types */
    PLAN_NODES = 2000,  /* for one relaxation, */
    PLANS_NODES = 8000, /* and for all: but each is looked for a little */
    PLAN_LEAST = 50,
    ROUNDS = 200,
    STEPS = 100000,
    PAIRS = 64
};

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

/* ---- the smallest conflict ---- */

/* A set of sides: a bit each. */
enum { WORD = 64 };

typedef struct job {
    const urne_panel_pool *pool;
    urne_arena *arena;
    urne_elastic e;
    side *all;
    size_t n, words;  /* sides that say anything */
    uint64_t *chosen; /* set */
    uint64_t **left;  /* sets */
    size_t n_left;
    uint64_t steps, nodes; /* nodes: how many may still be used */
    bool sure;             /* no test was given up */
    int64_t *at, *count;
} job;

static bool in(const uint64_t *set, size_t i)
{
    return (set[i / WORD] >> (i % WORD) & 1) != 0;
}

static void put(uint64_t *set, size_t i, bool yes)
{
    uint64_t bit = (uint64_t)1 << (i % WORD);
    set[i / WORD] = yes ? set[i / WORD] | bit : set[i / WORD] & ~bit;
}

static size_t size_of(const job *j, const uint64_t *set)
{
    size_t n = 0;
    for (size_t i = 0; i < j->n; i++) {
        n += in(set, i) ? 1 : 0;
    }
    return n;
}

static uint64_t *new_set(const job *j)
{
    return urne_arena_array(j->arena, j->words + 1, sizeof(uint64_t));
}

static void copy_set(const job *j, uint64_t *to, const uint64_t *from)
{
    memcpy(to, from, j->words * sizeof *to);
}

static void begin(job *j, urne_arena *arena, const urne_panel_pool *pool, size_t type,
                  uint64_t nodes)
{
    const urne_panel_problem *p = &pool->problem;
    *j = (job){.pool = pool, .arena = arena, .nodes = nodes, .sure = true};
    j->e = urne_elastic_new(arena, p);
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
    j->words = (j->n + WORD - 1) / WORD;
    j->chosen = new_set(j);
}

/* A panel that keeps the chosen sides, and of the others as many people as it can. */
static urne_branch_end test(job *j)
{
    mpz_t cost;
    mpz_init(cost);
    for (size_t i = 0; i < j->n; i++) {
        allow(&j->e, j->all[i], in(j->chosen, i) ? 0 : room(j->pool, j->all[i]));
    }
    *j->e.spent = 0;
    urne_branch_end end = urne_elastic_best(j->at, cost, &j->e, true, j->nodes);
    j->nodes -= *j->e.spent < j->nodes ? *j->e.spent : j->nodes;
    mpz_clear(cost);
    return end;
}

/* Of the chosen sides those that the proof used that there is no panel. */
static void keep_used(job *j)
{
    for (size_t i = 0; i < j->n; i++) {
        const bool *used = j->all[i].upper ? j->e.used_hi : j->e.used_lo;
        put(j->chosen, i, in(j->chosen, i) && used[j->all[i].feature]);
    }
}

/* From these sides, those left out one by one that are not needed (deletion filter:
 * Chinneck and Dravnieks 1991): in `chosen`, with NONE. A side about which a search
 * ends at its limit stays. FOUND: some panel keeps all. */
static urne_branch_end filter(job *j, const uint64_t *from)
{
    copy_set(j, j->chosen, from);
    urne_branch_end end = test(j);
    if (end == URNE_BRANCH_NONE) {
        keep_used(j);
    }
    for (size_t i = 0; i < j->n && end == URNE_BRANCH_NONE; i++) {
        if (!in(j->chosen, i)) {
            continue;
        }
        put(j->chosen, i, false);
        urne_branch_end without = test(j);
        if (without == URNE_BRANCH_NONE) {
            keep_used(j);
        } else {
            put(j->chosen, i, true);
            j->sure = j->sure && without == URNE_BRANCH_FOUND;
        }
    }
    return end;
}

/* ---- fewer still ----
 *
 * Each panel leaves out some sides: a conflict has one of every such set. So the sets
 * are gathered; the smallest choice that has one of each either is a conflict, and then
 * none is smaller, or some panel keeps all of it, and what that panel leaves out is one
 * more set (implicit hitting sets: Ignatiev et al. 2015). */

static bool broken(const job *j, side s)
{
    const urne_panel_problem *p = &j->pool->problem;
    return s.upper ? j->count[s.feature] > p->hi[s.feature]
                   : j->count[s.feature] < p->lo[s.feature];
}

/* What the panel leaves out, as one more set: as little as panels can that keep what it
 * keeps. */
static void note_left(job *j)
{
    uint64_t *left = new_set(j), *saved = new_set(j);
    copy_set(j, saved, j->chosen);
    for (size_t i = 0; i <= j->n; i++) {
        urne_branch_end end = URNE_BRANCH_FOUND;
        if (i > 0 && !in(j->chosen, i - 1)) {
            put(j->chosen, i - 1, true);
            end = test(j);
            put(j->chosen, i - 1, end == URNE_BRANCH_FOUND);
        } else if (i > 0) {
            continue;
        }
        if (end == URNE_BRANCH_FOUND) {
            urne_panel_counts(j->count, &j->pool->problem, j->at);
            for (size_t k = 0; k < j->n; k++) {
                put(j->chosen, k, in(j->chosen, k) || !broken(j, j->all[k]));
            }
        }
    }
    for (size_t i = 0; i < j->n; i++) {
        put(left, i, !in(j->chosen, i));
    }
    copy_set(j, j->chosen, saved);
    j->left[j->n_left++] = left;
}

/* The smallest set of which nothing is chosen; NULL: none. */
static const uint64_t *missed(const job *j)
{
    const uint64_t *best = NULL;
    size_t best_n = SIZE_MAX;
    for (size_t k = 0; k < j->n_left; k++) {
        bool hit = false;
        for (size_t w = 0; w < j->words; w++) {
            hit = hit || (j->left[k][w] & j->chosen[w]) != 0;
        }
        size_t n = hit ? SIZE_MAX : size_of(j, j->left[k]);
        if (n < best_n) {
            best = j->left[k];
            best_n = n;
        }
    }
    return best;
}

/* At most `more` further sides so that every set is hit. */
static bool hit_all(job *j, size_t more)
{
    const uint64_t *set = missed(j);
    if (set == NULL) {
        return true;
    }
    bool done = false;
    for (size_t i = 0; i < j->n && more > 0 && !done && j->steps < STEPS; i++) {
        if (in(set, i)) {
            j->steps++;
            put(j->chosen, i, true);
            done = hit_all(j, more - 1);
            put(j->chosen, i, done);
        }
    }
    return done;
}

/* Leaves in `chosen` a conflict of the fewest sides if it has fewer than `most` (NONE);
 * FOUND when there is none so small, LIMIT when the search would be too long. */
static urne_branch_end find_fewer(job *j, size_t most)
{
    memset(j->chosen, 0, j->words * sizeof *j->chosen);
    for (size_t size = 0; size < most;) {
        urne_branch_end end = test(j);
        if (end != URNE_BRANCH_FOUND) {
            return end;
        }
        if (j->n_left == ROUNDS) {
            return URNE_BRANCH_LIMIT;
        }
        note_left(j);
        memset(j->chosen, 0, j->words * sizeof *j->chosen);
        while (size < most && !hit_all(j, size)) {
            size++;
        }
        if (j->steps >= STEPS) {
            return URNE_BRANCH_LIMIT;
        }
    }
    return URNE_BRANCH_FOUND;
}

static void put_conflict(urne_quota_conflict *out, urne_arena *arena, const job *j,
                         const uint64_t *set)
{
    out->side = urne_arena_array(arena, size_of(j, set), sizeof *out->side);
    for (size_t i = 0; i < j->n; i++) {
        if (in(set, i)) {
            out->side[out->n++] =
                urne_quota_side_of(j->pool, j->all[i].feature, j->all[i].upper);
        }
    }
}

/* Conflicts of types before: often the next has the same. */
typedef struct past {
    const uint64_t **set;
    size_t n;
    uint64_t nodes; /* that may still be used, for all */
} past;

/* A conflict that holds for another type, if it does for this one. */
static bool filter_past(job *j, const past *known)
{
    bool found = false;
    for (size_t i = 0; i < known->n && !found; i++) {
        found = filter(j, known->set[i]) == URNE_BRANCH_NONE;
    }
    return found;
}

static bool filter_all(job *j)
{
    uint64_t *all = new_set(j);
    for (size_t i = 0; i < j->n; i++) {
        put(all, i, true);
    }
    return filter(j, all) == URNE_BRANCH_NONE;
}

/* The one found, or one of fewer sides. */
static void put_smallest(urne_quota_conflict *out, urne_arena *arena, job *j)
{
    uint64_t *least = new_set(j);
    copy_set(j, least, j->chosen);
    urne_branch_end end = find_fewer(j, size_of(j, least));
    out->fewest = end != URNE_BRANCH_LIMIT;
    out->minimal = j->sure || out->fewest;
    if (end != URNE_BRANCH_NONE) {
        copy_set(j, j->chosen, least);
    }
    put_conflict(out, arena, j, j->chosen);
}

bool urne_relax_conflict(urne_quota_conflict *out, urne_arena *arena,
                         const urne_panel_pool *pool, size_t type)
{
    job j;
    urne_arena *scratch = urne_arena_new();
    begin(&j, scratch, pool, type, NODES);
    *out = (urne_quota_conflict){.n = 0};
    bool found = filter_all(&j);
    if (found) {
        put_smallest(out, arena, &j);
    }
    urne_arena_free(scratch);
    return found;
}

/* The same for one of many types: more briefly. `scratch` is that of `known`. */
static bool find_conflict(urne_quota_conflict *out, urne_arena *arena,
                          urne_arena *scratch, const urne_panel_pool *pool, size_t type,
                          past *known)
{
    job j;
    uint64_t own = known->nodes < TYPE_NODES ? known->nodes : TYPE_NODES;
    begin(&j, scratch, pool, type, own);
    *out = (urne_quota_conflict){.n = 0};
    bool found = filter_past(&j, known);
    if (found) {
        out->minimal = j.sure;
        put_conflict(out, arena, &j, j.chosen);
    } else if (filter_all(&j)) {
        uint64_t used = own - j.nodes;
        j.nodes = j.nodes < FEWER_NODES ? j.nodes : FEWER_NODES;
        uint64_t before = j.nodes;
        put_smallest(out, arena, &j);
        j.nodes = own - used - (before - j.nodes);
        known->set[known->n++] = j.chosen;
        found = true;
    }
    known->nodes -= own - j.nodes;
    return found;
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
            out->trait[out->n_traits++] =
                (urne_panel_trait){pool->feature[f].category, pool->feature[f].value};
        }
    }
    out->persons = pool->first[t + 1] - pool->first[t];
    out->id = urne_arena_array(arena, out->persons, sizeof *out->id);
    for (size_t i = 0; i < out->persons; i++) {
        out->id[i] = pool->id[pool->person[pool->first[t] + i]];
    }
}

size_t urne_relax_absent(urne_panel_absence **out, urne_arena *arena,
                         const urne_panel_pool *pool, const bool *absent)
{
    size_t n = 0;
    urne_arena *scratch = urne_arena_new();
    past known = {.nodes = TYPES_NODES};
    known.set = urne_arena_array(scratch, pool->problem.types, sizeof *known.set);
    *out = urne_arena_array(arena, pool->problem.types, sizeof **out);
    for (size_t t = 0; t < pool->problem.types; t++) {
        if (absent[t]) {
            urne_panel_absence *own = &(*out)[n++];
            put_absence(own, arena, pool, t);
            own->explained =
                find_conflict(&own->conflict, arena, scratch, pool, t, &known);
        }
    }
    urne_arena_free(scratch);
    return n;
}
