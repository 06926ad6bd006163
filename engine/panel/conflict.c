#include "panel/conflict.h"
#include "base/arena.h"
#include "panel/elastic.h"

/* Bounds of the searches, in nodes and in steps, never in time. */
enum {
    NODES = 6000,       /* for one conflict */
    TYPE_NODES = 200,   /* for the conflict of one type that is in no panel, */
    FEWER_NODES = 40,   /* of them for a smaller one, */
    TYPES_NODES = 2000, /* and of all such types */
    ROUNDS = 200,
    STEPS = 100000
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

int64_t urne_quota_room(const urne_panel_pool *pool, size_t feature, bool upper)
{
    const urne_panel_problem *p = &pool->problem;
    int64_t far = upper ? most_of(pool, feature) - p->hi[feature] : p->lo[feature];
    return far > 0 ? far : 0;
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
    uint64_t spent;        /* nodes of the test at hand */
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
    j->e.spent = &j->spent;
    j->all = urne_arena_array(arena, 2 * pool->quoted + 1, sizeof *j->all);
    j->at = urne_arena_array(arena, p->types, sizeof *j->at);
    j->count = urne_arena_array(arena, p->features, sizeof *j->count);
    j->left = urne_arena_array(arena, ROUNDS, sizeof *j->left);
    for (size_t i = 0; i < 2 * pool->quoted; i++) {
        side s = {i / 2, i % 2 == 1};
        if (urne_quota_room(pool, s.feature, s.upper) > 0) {
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
        allow(&j->e, j->all[i],
              in(j->chosen, i)
                  ? 0
                  : urne_quota_room(j->pool, j->all[i].feature, j->all[i].upper));
    }
    j->spent = 0;
    urne_branch_end end = urne_elastic_best(j->at, cost, &j->e, true, j->nodes);
    j->nodes -= j->spent < j->nodes ? j->spent : j->nodes;
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

bool urne_conflict_find(urne_quota_conflict *out, urne_arena *arena,
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

size_t urne_conflict_absent(urne_panel_absence **out, urne_arena *arena,
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
