/* oracle/panel_pool: small pools in code, and all panels of one by enumeration. */
#ifndef ORACLE_PANEL_POOL_H
#define ORACLE_PANEL_POOL_H

#include "panel/pool.h"

#include <stdio.h>
#include <string.h>

enum { POOL_FEATURES = 12, POOL_TYPES = 10, POOL_CATEGORIES = 4, POOL_PANELS = 4000 };

typedef struct pool_case {
    urne_panel_pool pool;
    urne_panel_feature feature[POOL_FEATURES];
    int64_t lo[POOL_FEATURES], hi[POOL_FEATURES], persons[POOL_TYPES];
    uint32_t of[POOL_TYPES * POOL_CATEGORIES], first[POOL_TYPES + 1], person[64];
    urne_str id[64], proof[POOL_TYPES];
    bool absent[POOL_TYPES];
    char name[64][8];
    int64_t panel[POOL_PANELS][POOL_TYPES]; /* all of size k, whatever the quotas */
    size_t panels;
} pool_case;

/* One more line of the quota file; classes of households come last, with no category.
 */
static inline void pool_feature(pool_case *c, const char *category, const char *value,
                                int64_t lo, int64_t hi)
{
    size_t f = c->pool.problem.features++;
    c->lo[f] = lo;
    c->hi[f] = hi;
    c->feature[f] = (urne_panel_feature){
        urne_str_of(category), urne_str_of(value), lo, hi, lo, hi, 0};
    c->pool.quoted += category[0] == '\0' ? 0 : 1;
}

static inline void pool_flex(pool_case *c, size_t f, int64_t lo, int64_t hi)
{
    c->feature[f].lo_flex = lo;
    c->feature[f].hi_flex = hi;
}

/* One more type: `of` has a feature a category. */
static inline void pool_type(pool_case *c, const uint32_t *of, int64_t persons)
{
    urne_panel_problem *p = &c->pool.problem;
    size_t t = p->types++;
    memcpy(c->of + t * p->categories, of, p->categories * sizeof *of);
    c->persons[t] = persons;
    for (size_t i = 0; i < p->categories; i++) {
        c->feature[of[i]].persons += persons;
    }
    c->first[0] = 0;
    c->first[t + 1] = c->first[t] + (uint32_t)persons;
    for (; c->pool.n < c->first[t + 1]; c->pool.n++) {
        snprintf(c->name[c->pool.n], sizeof c->name[0], "p%zu", c->pool.n % 1000);
        c->id[c->pool.n] = urne_str_of(c->name[c->pool.n]);
        c->person[c->pool.n] = (uint32_t)c->pool.n;
    }
}

static inline void pool_begin(pool_case *c, size_t categories, int64_t k)
{
    memset(c, 0, sizeof *c);
    c->pool.problem = (urne_panel_problem){.categories = categories,
                                           .k = k,
                                           .feature = c->of,
                                           .persons = c->persons,
                                           .lo = c->lo,
                                           .hi = c->hi,
                                           .absent = c->absent,
                                           .absent_proof = c->proof};
    c->pool.feature = c->feature;
    c->pool.first = c->first;
    c->pool.person = c->person;
    c->pool.id = c->id;
}

static inline void pool_walk(pool_case *c, int64_t *at, size_t t, int64_t left)
{
    const urne_panel_problem *p = &c->pool.problem;
    if (t == p->types) {
        if (left == 0 && c->panels < POOL_PANELS) {
            memcpy(c->panel[c->panels++], at, p->types * sizeof *at);
        }
        return;
    }
    for (at[t] = 0; at[t] <= p->persons[t] && at[t] <= left; at[t]++) {
        pool_walk(c, at, t + 1, left - at[t]);
    }
    at[t] = 0;
}

/* All panels of size k with at most hi of a class of households. */
static inline void pool_enumerate(pool_case *c)
{
    int64_t at[POOL_TYPES] = {0};
    c->panels = 0;
    pool_walk(c, at, 0, c->pool.problem.k);
}

/* How many of feature f panel i has. */
static inline int64_t pool_count(const pool_case *c, size_t i, size_t f)
{
    const urne_panel_problem *p = &c->pool.problem;
    int64_t n = 0;
    for (size_t t = 0; t < p->types; t++) {
        for (size_t k = 0; k < p->categories; k++) {
            n += urne_panel_of(p, t)[k] == f ? c->panel[i][t] : 0;
        }
    }
    return n;
}

/* Whether panel i keeps the household rule. */
static inline bool pool_apart(const pool_case *c, size_t i)
{
    bool apart = true;
    for (size_t f = c->pool.quoted; f < c->pool.problem.features; f++) {
        int64_t n = pool_count(c, i, f);
        apart = apart && n >= c->lo[f] && n <= c->hi[f];
    }
    return apart;
}

/* The sides that panel i breaks: bit 2f the lower of feature f, bit 2f + 1 the upper.
 */
static inline uint32_t pool_broken(const pool_case *c, size_t i)
{
    uint32_t set = 0;
    for (size_t f = 0; f < c->pool.quoted; f++) {
        int64_t n = pool_count(c, i, f);
        set |= n < c->lo[f] ? 1U << 2 * f : n > c->hi[f] ? 2U << 2 * f : 0;
    }
    return set;
}

#endif
