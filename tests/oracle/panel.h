/* oracle/panel: quota panels so small that all of them can be written down, and the
 * fairest lottery over them by its definition (panel-1 §3.1): raise the lowest chance
 * as far as it goes; who could have more while nobody of the others has less is tried
 * one by one; fix the rest, and go on. Weights of whole panels, no quotas: nothing is
 * shared with the engine. */
#ifndef ORACLE_PANEL_H
#define ORACLE_PANEL_H

#include "oracle/lots.h"
#include "oracle/tableau.h"
#include "panel/problem.h"

#include <string.h>

enum { TINY_TYPES = 40, TINY_CATEGORIES = 6, TINY_FEATURES = 60, TINY_PEOPLE = 12 };

typedef struct tiny {
    urne_arena *arena;
    urne_panel_problem p; /* points at these */
    uint32_t feature[TINY_TYPES * TINY_CATEGORIES];
    int64_t persons[TINY_TYPES], lo[TINY_FEATURES], hi[TINY_FEATURES];
    bool absent[TINY_TYPES];
    urne_str proof[TINY_TYPES];
    size_t n, cap;           /* panels */
    int64_t **panel;         /* by type */
    mpq_t level[TINY_TYPES]; /* of the fairest lottery, by type */
} tiny;

static inline tiny *tiny_new(int64_t k)
{
    urne_arena *arena = urne_arena_new();
    tiny *t = urne_arena_alloc(arena, sizeof *t);
    t->arena = arena;
    t->p = (urne_panel_problem){.k = k,
                                .feature = t->feature,
                                .persons = t->persons,
                                .lo = t->lo,
                                .hi = t->hi,
                                .absent = t->absent,
                                .absent_proof = t->proof};
    for (size_t i = 0; i < TINY_TYPES; i++) {
        mpq_init(t->level[i]);
    }
    return t;
}

static inline void tiny_free(tiny *t)
{
    for (size_t i = 0; i < TINY_TYPES; i++) {
        mpq_clear(t->level[i]);
    }
    urne_arena_free(t->arena);
}

/* A category of `values` features, each without a quota. */
static inline void tiny_category(tiny *t, size_t values)
{
    TABLEAU_MUST(t->p.categories < TINY_CATEGORIES);
    TABLEAU_MUST(t->p.features + values <= TINY_FEATURES && t->p.types == 0);
    for (size_t v = 0; v < values; v++) {
        t->hi[t->p.features++] = t->p.k;
    }
    t->p.categories++;
}

/* A person with these features (rows): of a type that is there, or of a new one; types
 * stay sorted. */
static inline void tiny_person(tiny *t, const uint32_t *feature)
{
    size_t c = t->p.categories, at = 0;
    int order = 1;
    for (; at < t->p.types && order > 0; at++) {
        order = 0;
        for (size_t i = 0; i < c && order == 0; i++) {
            uint32_t own = t->feature[at * c + i];
            order = (feature[i] > own) - (feature[i] < own);
        }
    }
    at -= order <= 0 ? 1 : 0;
    if (order != 0) {
        TABLEAU_MUST(t->p.types < TINY_TYPES);
        memmove(t->feature + (at + 1) * c, t->feature + at * c,
                (t->p.types - at) * c * sizeof *t->feature);
        memmove(t->persons + at + 1, t->persons + at,
                (t->p.types - at) * sizeof *t->persons);
        for (size_t i = 0; i < c; i++) {
            t->feature[at * c + i] = feature[i];
        }
        t->persons[at] = 0;
        t->p.types++;
    }
    t->persons[at]++;
}

/* ---- all panels ---- */

/* How many of a panel have a feature. */
static inline int64_t tiny_count(const tiny *t, const int64_t *at, size_t feature)
{
    int64_t sum = 0;
    for (size_t i = 0; i < t->p.types * t->p.categories; i++) {
        sum += t->feature[i] == feature ? at[i / t->p.categories] : 0;
    }
    return sum;
}

static inline bool tiny_is_panel(const tiny *t, const int64_t *at)
{
    int64_t all = 0;
    for (size_t u = 0; u < t->p.types; u++) {
        all += at[u];
        if (at[u] < 0 || at[u] > t->persons[u]) {
            return false;
        }
    }
    for (size_t f = 0; f < t->p.features; f++) {
        int64_t of = tiny_count(t, at, f);
        if (of < t->lo[f] || of > t->hi[f]) {
            return false;
        }
    }
    return all == t->p.k;
}

/* Every way to take up to n_t of each type. */
static inline void tiny_panels_from(tiny *t, int64_t *at, size_t type, int64_t left)
{
    if (type < t->p.types) {
        for (int64_t v = 0; v <= t->persons[type] && v <= left; v++) {
            at[type] = v;
            tiny_panels_from(t, at, type + 1, left - v);
        }
        at[type] = 0;
    } else if (tiny_is_panel(t, at)) {
        if (t->n == t->cap) {
            size_t old = t->cap * sizeof *t->panel;
            t->cap = t->cap == 0 ? 32 : 2 * t->cap;
            t->panel =
                urne_arena_grow(t->arena, t->panel, old, t->cap * sizeof *t->panel);
        }
        t->panel[t->n] = urne_arena_array(t->arena, t->p.types, sizeof *at);
        memcpy(t->panel[t->n++], at, t->p.types * sizeof *at);
    }
}

static inline void tiny_panels(tiny *t)
{
    int64_t at[TINY_TYPES] = {0};
    t->n = 0;
    tiny_panels_from(t, at, 0, t->p.k);
}

/* ---- the fairest lottery ---- */

/* Units are types, or (each) people: unit u is `count[u]` people, panel j has
 * take[j * n + u] of them. */
typedef struct tiny_units {
    size_t n, panels;
    int64_t *count, *take;
    mpq_t *level;
    bool *fixed, *above;
} tiny_units;

/* Chances by unit of the lottery that has the most of `goal` (SIZE_MAX: the highest
 * lowest chance, into z) while the fixed have their levels and the others z. */
static inline void tiny_raise(const tiny_units *u, mpq_t *chance, mpq_t z, size_t goal)
{
    urne_arena *arena = urne_arena_new();
    size_t columns = u->panels + u->n + 1;
    tableau t = tableau_new(arena, u->n + 1, columns);
    mpz_t over;
    mpz_init_set_ui(over, 1);
    for (size_t i = 0; i < u->n; i++) {
        mpz_lcm(over, over, mpq_denref(u->level[i]));
    }
    if (goal != SIZE_MAX) {
        mpz_lcm(over, over, mpq_denref(z));
    }
    for (size_t i = 0; i < u->n; i++) {
        mpq_srcptr level = u->fixed[i] ? u->level[i] : z;
        for (size_t j = 0; j < u->panels; j++) {
            t.a[i * columns + j] = u->take[j * u->n + i];
        }
        if (!u->fixed[i]) {
            t.a[i * columns + u->panels + i] = -1;
        }
        if (!u->fixed[i] && goal == SIZE_MAX) {
            t.a[i * columns + columns - 1] = -u->count[i];
            continue;
        }
        mpz_divexact(t.b[i], over, mpq_denref(level));
        mpz_mul(t.b[i], t.b[i], mpq_numref(level));
        mpz_mul_si(t.b[i], t.b[i], (long)u->count[i]);
    }
    for (size_t j = 0; j < u->panels; j++) {
        t.a[u->n * columns + j] = 1;
        t.c[j] = goal == SIZE_MAX ? 0 : u->take[j * u->n + goal];
    }
    mpz_set(t.b[u->n], over);
    t.c[columns - 1] = goal == SIZE_MAX ? 1 : 0;
    TABLEAU_MUST(tableau_solve(&t));
    mpq_t w;
    mpq_init(w);
    for (size_t i = 0; i < u->n; i++) {
        mpq_set_ui(chance[i], 0, 1);
    }
    for (size_t j = 0; j < u->panels; j++) {
        tableau_value(w, &t, j, over);
        for (size_t i = 0; i < u->n && mpq_sgn(w) != 0; i++) {
            mpq_t part;
            mpq_init(part);
            mpq_set_si(part, (long)u->take[j * u->n + i], (unsigned long)u->count[i]);
            mpq_canonicalize(part);
            mpq_mul(part, part, w);
            mpq_add(chance[i], chance[i], part);
            mpq_clear(part);
        }
    }
    if (goal == SIZE_MAX) {
        tableau_value(z, &t, columns - 1, over);
    }
    mpq_clear(w);
    mpz_clear(over);
    tableau_clear(&t);
    urne_arena_free(arena);
}

static inline void tiny_leximin(tiny_units *u)
{
    mpq_t z, chance[TINY_TYPES];
    size_t open = u->n;
    mpq_init(z);
    for (size_t i = 0; i < u->n; i++) {
        mpq_init(chance[i]);
    }
    while (open > 0) {
        tiny_raise(u, chance, z, SIZE_MAX);
        for (size_t i = 0; i < u->n; i++) {
            u->above[i] = mpq_cmp(chance[i], z) > 0;
        }
        for (size_t i = 0; i < u->n; i++) {
            if (u->fixed[i] || u->above[i]) {
                continue;
            }
            tiny_raise(u, chance, z, i);
            for (size_t q = 0; q < u->n; q++) {
                u->above[q] = u->above[q] || mpq_cmp(chance[q], z) > 0;
            }
        }
        for (size_t i = 0; i < u->n; i++) {
            if (!u->fixed[i] && !u->above[i]) {
                u->fixed[i] = true;
                mpq_set(u->level[i], z);
                open--;
            }
        }
    }
    for (size_t i = 0; i < u->n; i++) {
        mpq_clear(chance[i]);
    }
    mpq_clear(z);
}

static inline tiny_units tiny_units_new(const tiny *t, mpq_t *level, size_t n,
                                        size_t panels)
{
    tiny_units u = {.n = n, .panels = panels, .level = level};
    u.count = urne_arena_array(t->arena, n, sizeof *u.count);
    u.fixed = urne_arena_array(t->arena, n, sizeof *u.fixed);
    u.above = urne_arena_array(t->arena, n, sizeof *u.above);
    u.take = urne_arena_array(t->arena, panels * n, sizeof *u.take);
    return u;
}

/* Level by type. People of one type have equal chances in the fairest lottery. */
static inline void tiny_fairest(tiny *t)
{
    tiny_units u = tiny_units_new(t, t->level, t->p.types, t->n);
    for (size_t i = 0; i < u.n; i++) {
        u.count[i] = t->persons[i];
        for (size_t j = 0; j < t->n; j++) {
            u.take[j * u.n + i] = t->panel[j][i];
        }
    }
    tiny_leximin(&u);
}

/* The same for people, one by one: every set of k people is a panel or not. */
static inline void tiny_fairest_people(tiny *t)
{
    size_t people = 0, n = 0, of[TINY_TYPES];
    mpq_t level[TINY_TYPES];
    for (size_t i = 0; i < t->p.types; i++) {
        for (int64_t v = 0; v < t->persons[i]; v++) {
            of[people++] = i;
        }
    }
    TABLEAU_MUST(people <= TINY_PEOPLE);
    uint32_t set[1 << TINY_PEOPLE];
    for (uint32_t s = 0; s < (uint32_t)1 << people; s++) {
        int64_t at[TINY_TYPES] = {0};
        for (size_t q = 0; q < people; q++) {
            at[of[q]] += s >> q & 1;
        }
        if (tiny_is_panel(t, at)) {
            set[n++] = s;
        }
    }
    for (size_t q = 0; q < people; q++) {
        mpq_init(level[q]);
    }
    tiny_units u = tiny_units_new(t, level, people, n);
    for (size_t q = 0; q < people; q++) {
        u.count[q] = 1;
        for (size_t j = 0; j < n; j++) {
            u.take[j * people + q] = set[j] >> q & 1;
        }
    }
    tiny_leximin(&u);
    for (size_t q = 0; q < people; q++) {
        mpq_set(t->level[of[q]], level[q]);
        TABLEAU_MUST(q == 0 || of[q] != of[q - 1] || mpq_equal(level[q], level[q - 1]));
        if (q > 0) {
            mpq_clear(level[q - 1]);
        }
    }
    if (people > 0) {
        mpq_clear(level[people - 1]);
    }
}

/* ---- instances by lot ---- */

typedef enum tiny_kind {
    TINY_EXACT, /* min = max nearly everywhere, around a panel that is there */
    TINY_NEAR,  /* around a panel that is there */
    TINY_WILD,  /* any quotas */
    TINY_KINDS
} tiny_kind;

static inline int64_t tiny_least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline void tiny_quotas(tiny *t, uint64_t *lots, tiny_kind kind, size_t features)
{
    int64_t at[TINY_TYPES] = {0};
    uint64_t slack = lots_below(lots, 2) == 0 ? 3 : 30;
    for (int64_t left = t->p.k; left > 0;) {
        size_t u = (size_t)lots_below(lots, t->p.types);
        if (at[u] < t->persons[u]) {
            at[u]++;
            left--;
        }
    }
    for (size_t f = 0; f < features; f++) {
        int64_t of = tiny_count(t, at, f), down = 0, up = 0;
        if (kind == TINY_NEAR || lots_below(lots, slack) == 0) {
            down = (int64_t)lots_below(lots, 2 + (kind == TINY_NEAR));
            up = (int64_t)lots_below(lots, 2 + (kind == TINY_NEAR));
        }
        t->lo[f] = of - tiny_least(of, down);
        t->hi[f] = of + up;
        if (kind == TINY_WILD) {
            t->lo[f] = (int64_t)lots_below(lots, (uint64_t)t->p.k / 2 + 1);
            t->hi[f] = t->lo[f] + (int64_t)lots_below(lots, (uint64_t)t->p.k + 1);
        }
    }
}

/* Up to n people; with `homes` the last category is one of households: two people each,
 * at most one of them, and a value for those who live alone. */
static inline tiny *tiny_some(uint64_t *lots, tiny_kind kind, size_t most, bool homes)
{
    bool exact = kind == TINY_EXACT;
    size_t n = 1 + (size_t)lots_below(lots, most);
    size_t categories = 1 + (size_t)lots_below(lots, 4);
    if (exact) { /* many people of few features: the most of what quotas cannot say */
        n = most - (size_t)lots_below(lots, most / 4 + 1);
        categories = 3 + (size_t)lots_below(lots, homes ? 2 : 3);
    }
    uint64_t values[TINY_CATEGORIES], skew = lots_below(lots, 3);
    int64_t k = (int64_t)lots_below(lots, n < 6 ? n + 1 : 7);
    tiny *t = tiny_new(exact && k < 3 && n > 5 ? k + 4 : k);
    size_t pairs = homes ? 1 + (size_t)lots_below(lots, n / 2 + 1) : 0;
    for (size_t c = 0; c < categories; c++) {
        values[c] = exact ? 2 + lots_below(lots, 9) / 8
                          : 1 + lots_below(lots, kind == TINY_WILD ? 4 : 3);
        tiny_category(t, (size_t)values[c]);
    }
    size_t quoted = t->p.features;
    if (homes) {
        tiny_category(t, pairs + 1);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t own[TINY_CATEGORIES], first = 0;
        for (size_t c = 0; c < categories; c++) {
            uint64_t v = lots_below(lots, values[c]), w = lots_below(lots, values[c]);
            v = skew == 2 && w < v ? w : v;
            own[c] = first + (uint32_t)v;
            first += (uint32_t)values[c];
        }
        own[categories] = first + (uint32_t)(i / 2 < pairs ? i / 2 : pairs);
        tiny_person(t, own);
    }
    tiny_quotas(t, lots, kind, quoted);
    for (size_t h = 0; h < pairs; h++) {
        t->hi[quoted + h] = 1;
    }
    return t;
}

#endif
