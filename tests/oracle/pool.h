/* oracle/pool: pools of people for tests of the panel: by hand, by lot, from files. */
#ifndef ORACLE_POOL_H
#define ORACLE_POOL_H

#include "base/arena.h"
#include "oracle/lots.h"
#include "panel/pool.h"

#include <stdio.h>
#include <string.h>

/* People before they are types: of person i the value in category c (from 0). */
typedef struct pool_table {
    urne_arena *arena;
    size_t n, categories;
    size_t values[32];   /* by category */
    int64_t *lo, *hi;    /* by feature: category after category */
    uint32_t *value;     /* person * categories + category */
    uint32_t *household; /* by person, UINT32_MAX alone; NULL: no rule */
    size_t households;
    int64_t k;
} pool_table;

/* A table without people's values and with quotas that bind nothing. */
static inline pool_table pool_table_new(size_t n, int64_t k, size_t categories,
                                        const size_t *values)
{
    pool_table t = {
        .arena = urne_arena_new(), .n = n, .categories = categories, .k = k};
    size_t features = 0;
    for (size_t c = 0; c < categories; c++) {
        t.values[c] = values[c];
        features += values[c];
    }
    t.lo = urne_arena_array(t.arena, features, sizeof *t.lo);
    t.hi = urne_arena_array(t.arena, features, sizeof *t.hi);
    for (size_t f = 0; f < features; f++) {
        t.hi[f] = k;
    }
    t.value = urne_arena_array(t.arena, n * categories, sizeof *t.value);
    return t;
}

static inline size_t pool_first(const pool_table *t, size_t category)
{
    size_t f = 0;
    for (size_t c = 0; c < category; c++) {
        f += t->values[c];
    }
    return f;
}

static inline size_t pool_width(const pool_table *t)
{
    return t->categories + (t->household != NULL ? 1 : 0);
}

/* Compares people by the features that they have in `key`. */
static inline int pool_cmp(const uint32_t *key, size_t width, size_t a, size_t b)
{
    for (size_t c = 0; c < width; c++) {
        uint32_t x = key[a * width + c], y = key[b * width + c];
        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    return 0;
}

/* People sorted by key, those of one key in their order. */
static inline uint32_t *pool_sorted(urne_arena *arena, const uint32_t *key,
                                    size_t width, size_t n)
{
    uint32_t *order = urne_arena_array(arena, n, sizeof *order);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && pool_cmp(key, width, order[at - 1], i) > 0; at--) {
            order[at] = order[at - 1];
        }
        order[at] = (uint32_t)i;
    }
    return order;
}

/* Of each household its class: the first household with people of the same values.
 * `base` has the values as one number a person. */
static inline bool pool_alike(const pool_table *t, const uint32_t *base, uint32_t g,
                              uint32_t h)
{
    for (size_t i = 0; i < t->n; i++) {
        size_t in_g = 0, in_h = 0;
        for (size_t k = 0; k < t->n; k++) {
            in_g += t->household[k] == g && base[k] == base[i];
            in_h += t->household[k] == h && base[k] == base[i];
        }
        if (in_g != in_h) {
            return false;
        }
    }
    return true;
}

/* The class of each household, from 0 in the order of their first household; how many.
 */
static inline size_t pool_classes(const pool_table *t, const uint32_t *base,
                                  uint32_t *class)
{
    size_t n = 0;
    for (uint32_t h = 0; h < t->households; h++) {
        uint32_t g = 0;
        while (g < h && !pool_alike(t, base, g, h)) {
            g++;
        }
        class[h] = g < h ? class[g] : (uint32_t)n++;
    }
    return n;
}

/* The features of people, `width` each; adds the category of households. */
static inline uint32_t *pool_keys(const pool_table *t, urne_panel_pool *pool)
{
    size_t width = pool_width(t), quoted = pool_first(t, t->categories), classes = 0;
    uint32_t *key = urne_arena_array(t->arena, t->n * width, sizeof *key);
    uint32_t *base = urne_arena_array(t->arena, t->n, sizeof *base);
    uint32_t *class = urne_arena_array(t->arena, t->households, sizeof *class);
    for (size_t i = 0; i < t->n; i++) {
        for (size_t c = 0; c < t->categories; c++) {
            key[i * width + c] =
                (uint32_t)pool_first(t, c) + t->value[i * t->categories + c];
            base[i] =
                base[i] * (uint32_t)t->values[c] + t->value[i * t->categories + c];
        }
    }
    if (t->household != NULL) {
        classes = pool_classes(t, base, class) + 1;
    }
    int64_t *lo = urne_arena_array(t->arena, quoted + classes, sizeof *lo);
    int64_t *hi = urne_arena_array(t->arena, quoted + classes, sizeof *hi);
    memcpy(lo, t->lo, quoted * sizeof *lo);
    memcpy(hi, t->hi, quoted * sizeof *hi);
    for (uint32_t h = 0; h < t->households; h++) {
        hi[quoted + class[h]]++;
    }
    for (size_t i = 0; i < t->n && classes > 0; i++) {
        uint32_t h = t->household[i];
        key[i * width + t->categories] =
            (uint32_t)(quoted + (h == UINT32_MAX ? classes - 1 : class[h]));
    }
    if (classes > 0) {
        hi[quoted + classes - 1] = t->k;
    }
    pool->quoted = quoted;
    pool->problem.features = quoted + classes;
    pool->problem.lo = lo;
    pool->problem.hi = hi;
    return key;
}

/* The pool of a table. */
static inline urne_panel_pool pool_make(const pool_table *t)
{
    urne_panel_pool pool = {
        .n = t->n, .household = t->household, .households = t->households};
    urne_panel_problem *p = &pool.problem;
    size_t width = pool_width(t);
    uint32_t *key = pool_keys(t, &pool);
    uint32_t *feature = urne_arena_array(t->arena, t->n * width, sizeof *feature);
    int64_t *persons = urne_arena_array(t->arena, t->n, sizeof *persons);
    pool.person = pool_sorted(t->arena, key, width, t->n);
    pool.first = urne_arena_array(t->arena, t->n + 1, sizeof *pool.first);
    pool.type = urne_arena_array(t->arena, t->n, sizeof *pool.type);
    for (size_t i = 0; i < t->n; i++) {
        uint32_t own = pool.person[i];
        if (i == 0 || pool_cmp(key, width, pool.person[i - 1], own) != 0) {
            pool.first[p->types] = (uint32_t)i;
            memcpy(feature + p->types * width, key + own * width, width * sizeof *key);
            p->types++;
        }
        persons[p->types - 1]++;
        pool.type[own] = (uint32_t)p->types - 1;
    }
    pool.first[p->types] = (uint32_t)t->n;
    pool.feature = urne_arena_array(t->arena, p->features, sizeof *pool.feature);
    for (size_t f = 0; f < p->features; f++) {
        pool.feature[f].category = URNE_STR("category");
        pool.feature[f].value = URNE_STR("value");
    }
    p->categories = width;
    p->k = t->k;
    p->feature = feature;
    p->persons = persons;
    p->absent = urne_arena_array(t->arena, p->types, sizeof *p->absent);
    p->absent_proof = urne_arena_array(t->arena, p->types, sizeof *p->absent_proof);
    return pool;
}

static inline void pool_free(pool_table *t)
{
    urne_arena_free(t->arena);
}

/* A pool of at most `most` people by lot, whose quotas allow a panel that was drawn
 * first; some with households of two and three. */
static inline pool_table pool_random(uint64_t *lots, size_t most, size_t categories,
                                     bool households)
{
    size_t values[8];
    for (size_t c = 0; c < categories; c++) {
        values[c] = 2 + lots_below(lots, 2);
    }
    size_t n = 4 + lots_below(lots, most - 3);
    pool_table t =
        pool_table_new(n, (int64_t)(1 + lots_below(lots, n / 2)), categories, values);
    for (size_t i = 0; i < n * categories; i++) {
        t.value[i] = (uint32_t)lots_below(lots, values[i % categories]);
    }
    if (households) {
        t.household = urne_arena_array(t.arena, n, sizeof *t.household);
        memset(t.household, 0xff, n * sizeof *t.household);
        for (size_t i = 0; i + 1 < n; i += 2 + lots_below(lots, 4)) {
            t.household[i] = t.household[i + 1] = (uint32_t)t.households;
            if (i + 2 < n && lots_below(lots, 4) == 0) {
                t.household[i + 2] = (uint32_t)t.households;
                i++;
            }
            t.households++;
        }
    }
    /* A panel of different households, by taking people in turn from a start. */
    size_t start = lots_below(lots, n), have = 0;
    int64_t *count =
        urne_arena_array(t.arena, pool_first(&t, categories), sizeof *count);
    bool *used = urne_arena_array(t.arena, t.households + 1, sizeof *used);
    for (size_t i = 0; i < n && have < (size_t)t.k; i++) {
        size_t own = (start + i) % n;
        uint32_t h = households ? t.household[own] : UINT32_MAX;
        if (h != UINT32_MAX && used[h]) {
            continue;
        }
        if (h != UINT32_MAX) {
            used[h] = true;
        }
        for (size_t c = 0; c < categories; c++) {
            count[pool_first(&t, c) + t.value[own * categories + c]]++;
        }
        have++;
    }
    t.k = (int64_t)have;
    for (size_t f = 0; f < pool_first(&t, categories); f++) {
        t.lo[f] = count[f] - (int64_t)lots_below(lots, 2);
        t.lo[f] = t.lo[f] < 0 ? 0 : t.lo[f];
        t.hi[f] = count[f] + (int64_t)lots_below(lots, 2);
    }
    return t;
}

/* ---- files: categories.csv and respondents.csv without quotes ---- */

static inline char *pool_slurp(urne_arena *arena, const char *folder, const char *name)
{
    char path[640];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        abort();
    }
    fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    char *bytes = urne_arena_alloc(arena, n + 1);
    bytes[fread(bytes, 1, n, f)] = '\0';
    fclose(f);
    return bytes;
}

/* Cuts the next field of a line at `*at`; NULL behind the last. */
static inline char *pool_field(char **at)
{
    char *field = *at;
    if (field != NULL) {
        char *end = field + strcspn(field, ",\r");
        *at = *end == ',' ? end + 1 : NULL;
        *end = '\0';
    }
    return field;
}

static inline char *pool_line(char **at)
{
    char *line = *at;
    if (line == NULL || *line == '\0') {
        return NULL;
    }
    char *end = line + strcspn(line, "\n");
    *at = *end == '\n' ? end + 1 : NULL;
    *end = '\0';
    return line;
}

typedef struct pool_names {
    size_t n;
    char *category[1000], *value[1000];
    long lo[1000], hi[1000];
} pool_names;

/* A folder of instances; k people a panel. */
static inline pool_table pool_read(const char *folder, int64_t k)
{
    urne_arena *arena = urne_arena_new();
    pool_names *q = urne_arena_alloc(arena, sizeof *q);
    char *at = pool_slurp(arena, folder, "categories.csv"), *line = pool_line(&at);
    size_t values[32] = {0}, categories = 0;
    while ((line = pool_line(&at)) != NULL) {
        q->category[q->n] = pool_field(&line);
        q->value[q->n] = pool_field(&line);
        q->lo[q->n] = strtol(pool_field(&line), NULL, 10);
        q->hi[q->n] = strtol(pool_field(&line), NULL, 10);
        categories +=
            q->n == 0 || strcmp(q->category[q->n], q->category[q->n - 1]) != 0;
        values[categories - 1]++;
        q->n++;
    }
    char *people = pool_slurp(arena, folder, "respondents.csv"), *head;
    size_t n = 0, column[64], columns = 0;
    for (char *c = people; *c != '\0'; c++) {
        n += *c == '\n';
    }
    pool_table t = pool_table_new(n - 1, k, categories, values);
    at = people;
    line = pool_line(&at);
    while ((head = pool_field(&line)) != NULL) {
        column[columns] = SIZE_MAX;
        for (size_t c = 0; c < categories; c++) {
            if (strcmp(head, q->category[pool_first(&t, c)]) == 0) {
                column[columns] = c;
            }
        }
        columns++;
    }
    for (size_t i = 0; (line = pool_line(&at)) != NULL; i++) {
        char *field;
        for (size_t j = 0; (field = pool_field(&line)) != NULL; j++) {
            size_t c = column[j], f = c == SIZE_MAX ? 0 : pool_first(&t, c), v = 0;
            while (c != SIZE_MAX && strcmp(field, q->value[f + v]) != 0) {
                if (++v == t.values[c]) {
                    abort();
                }
            }
            if (c != SIZE_MAX) {
                t.value[i * categories + c] = (uint32_t)v;
            }
        }
    }
    for (size_t f = 0; f < q->n; f++) {
        t.lo[f] = q->lo[f];
        t.hi[f] = q->hi[f];
    }
    urne_arena_free(arena);
    return t;
}

#endif
