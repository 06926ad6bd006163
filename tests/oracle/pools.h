/* oracle/pools: large quota panels: those of a folder with categories.csv and
 * respondents.csv (plain: no quotes, no spaces around commas), and made ones. */
#ifndef ORACLE_POOLS_H
#define ORACLE_POOLS_H

#include "oracle/lots.h"
#include "panel/problem.h"

#include <stdio.h>
#include <string.h>

enum { POOLS_CATEGORIES = 16, POOLS_FEATURES = 400, POOLS_NAME = 80 };

typedef struct pools_person {
    uint32_t feature[POOLS_CATEGORIES]; /* the rest is 0 */
} pools_person;

typedef struct pools {
    urne_panel_problem p;
    size_t n, cap;
    pools_person *person;
    int64_t lo[POOLS_FEATURES], hi[POOLS_FEATURES];
    char category[POOLS_CATEGORIES][POOLS_NAME];
    char name[POOLS_FEATURES][POOLS_NAME]; /* by feature */
    size_t of[POOLS_FEATURES];             /* by feature: its category */
} pools;

static inline int pools_order(const void *a, const void *b)
{
    const pools_person *x = a, *y = b;
    for (size_t c = 0; c < POOLS_CATEGORIES; c++) {
        if (x->feature[c] != y->feature[c]) {
            return x->feature[c] < y->feature[c] ? -1 : 1;
        }
    }
    return 0;
}

static inline void pools_add(pools *s, urne_arena *arena, pools_person who)
{
    if (s->n == s->cap) {
        size_t old = s->cap * sizeof who;
        s->cap = s->cap == 0 ? 256 : 2 * s->cap;
        s->person = urne_arena_grow(arena, s->person, old, s->cap * sizeof who);
    }
    s->person[s->n++] = who;
}

/* People become types. */
static inline void pools_types(pools *s, urne_arena *arena)
{
    urne_panel_problem *p = &s->p;
    uint32_t *feature = urne_arena_array(arena, s->n * p->categories, sizeof *feature);
    int64_t *persons = urne_arena_array(arena, s->n, sizeof *persons);
    qsort(s->person, s->n, sizeof *s->person, pools_order);
    for (size_t i = 0; i < s->n; i++) {
        if (i == 0 || pools_order(&s->person[i - 1], &s->person[i]) != 0) {
            memcpy(feature + p->types * p->categories, s->person[i].feature,
                   p->categories * sizeof *feature);
            p->types++;
        }
        persons[p->types - 1]++;
    }
    p->feature = feature;
    p->persons = persons;
    p->lo = s->lo;
    p->hi = s->hi;
    p->absent = urne_arena_array(arena, p->types, sizeof *p->absent);
    p->absent_proof = urne_arena_array(arena, p->types, sizeof *p->absent_proof);
}

/* ---- a folder ---- */

static inline bool pools_quotas(pools *s, FILE *f)
{
    char line[400], category[POOLS_NAME], value[POOLS_NAME];
    long lo, hi;
    bool any = fgets(line, sizeof line, f) != NULL;
    while (any && fgets(line, sizeof line, f) != NULL) {
        size_t c = 0, r = s->p.features;
        if (r == POOLS_FEATURES ||
            sscanf(line, "%79[^,],%79[^,],%ld,%ld", category, value, &lo, &hi) != 4) {
            return false;
        }
        while (c < s->p.categories && strcmp(s->category[c], category) != 0) {
            c++;
        }
        if (c == POOLS_CATEGORIES) {
            return false;
        }
        memcpy(s->category[c], category, sizeof category);
        memcpy(s->name[r], value, sizeof value);
        s->p.categories = c == s->p.categories ? c + 1 : s->p.categories;
        s->of[r] = c;
        s->lo[r] = lo;
        s->hi[r] = hi;
        s->p.features++;
    }
    return any;
}

/* The next field of a line, or NULL. */
static inline char *pools_field(char **rest)
{
    char *field = *rest;
    if (field != NULL) {
        char *end = field + strcspn(field, ",\r\n");
        *rest = *end == ',' ? end + 1 : NULL;
        *end = '\0';
    }
    return field;
}

static inline bool pools_people(pools *s, urne_arena *arena, FILE *f)
{
    char line[4000], *rest = line;
    size_t column[64], n = 0;
    if (fgets(line, sizeof line, f) == NULL) {
        return false;
    }
    for (char *field; n < 64 && (field = pools_field(&rest)) != NULL; n++) {
        column[n] = 0;
        while (column[n] < s->p.categories &&
               strcmp(s->category[column[n]], field) != 0) {
            column[n]++;
        }
    }
    while (fgets(line, sizeof line, f) != NULL) {
        pools_person who = {{0}};
        rest = line;
        for (size_t i = 0; i < n; i++) {
            char *field = pools_field(&rest);
            size_t r = 0, c = column[i];
            if (field == NULL) {
                return false;
            }
            if (c == s->p.categories) {
                continue;
            }
            while (r < s->p.features &&
                   (s->of[r] != c || strcmp(s->name[r], field) != 0)) {
                r++;
            }
            if (r == s->p.features) {
                return false;
            }
            who.feature[c] = (uint32_t)r;
        }
        pools_add(s, arena, who);
    }
    return true;
}

/* The pool of a folder, panels of k; NULL when its files are not as they should be. */
static inline pools *pools_read(urne_arena *arena, const char *folder, int64_t k)
{
    char path[2][1100];
    pools *s = urne_arena_alloc(arena, sizeof *s);
    s->p.k = k;
    snprintf(path[0], sizeof path[0], "%s/categories.csv", folder);
    snprintf(path[1], sizeof path[1], "%s/respondents.csv", folder);
    FILE *quotas = fopen(path[0], "rb"), *people = fopen(path[1], "rb");
    bool good = quotas != NULL && people != NULL && pools_quotas(s, quotas) &&
                pools_people(s, arena, people);
    if (quotas != NULL) {
        fclose(quotas);
    }
    if (people != NULL) {
        fclose(people);
    }
    if (good) {
        pools_types(s, arena);
    }
    return good ? s : NULL;
}

/* ---- made ---- */

/* n people who answered, of categories of 2 to 6 values; those who answer are not like
 * those of whom the panel shall be an image, and quotas leave it a seat or two. */
static inline pools *pools_make(urne_arena *arena, size_t n, int64_t k,
                                size_t categories, uint64_t seed)
{
    static const size_t values[] = {2, 6, 5, 4, 3, 4, 5, 3};
    uint64_t lots = seed;
    pools *s = urne_arena_alloc(arena, sizeof *s);
    uint64_t share[POOLS_FEATURES], all[POOLS_CATEGORIES] = {0};
    s->p.k = k;
    s->p.categories = categories;
    for (size_t c = 0; c < categories; c++) {
        size_t v = values[c % 8], first = s->p.features;
        s->p.features += v;
        for (size_t r = first; r < first + v; r++) {
            share[r] = 20 + lots_below(&lots, 80);
            all[c] += share[r];
            s->of[r] = c;
        }
        for (size_t r = first; r < first + v; r++) { /* of 100 answers, more or less */
            uint64_t own = (uint64_t)k * share[r] / all[c];
            s->lo[r] = (int64_t)own - 1;
            s->hi[r] = (int64_t)own + 2;
            share[r] = share[r] * (60 + lots_below(&lots, 80)) / 100 + 1;
        }
        all[c] = 0;
        for (size_t r = first; r < first + v; r++) {
            all[c] += share[r];
        }
    }
    for (size_t i = 0; i < n; i++) {
        pools_person who = {{0}};
        for (size_t c = 0, first = 0; c < categories; first += values[c++ % 8]) {
            uint64_t lot = lots_below(&lots, all[c]);
            size_t r = first;
            while (lot >= share[r]) {
                lot -= share[r++];
            }
            who.feature[c] = (uint32_t)r;
        }
        pools_add(s, arena, who);
    }
    pools_types(s, arena);
    return s;
}

#endif
