/* oracle/balance: bihierarchical rounding word by word (draw-1, "Allocation"): every
 * edge is looked at again at every vertex, x_e is one integer. Slow. */
#ifndef ORACLE_BALANCE_H
#define ORACLE_BALANCE_H

#include "draw/balance.h"

#include <stdlib.h>

__extension__ typedef unsigned __int128 balance_int;

enum { BALANCE_EDGES = 8192 };

typedef struct balance_naive {
    uint64_t n; /* N */
    size_t edges, first_cell;
    balance_int x[BALANCE_EDGES];
    size_t tail[BALANCE_EDGES], head[BALANCE_EDGES];
} balance_naive;

static inline size_t balance_chain2(uint64_t g)
{
    return g == 0 ? 10000 : 20000 + (size_t)g; /* any numbering of vertices does */
}

/* Does this group hold stratum s, itself or through its descendants? */
static inline bool balance_holds(const urne_rules *rules, size_t chain, uint64_t group,
                                 const urne_stratum *s)
{
    for (uint64_t g = chain == 0 ? s->g1 : s->g2; g != 0;
         g = rules->groups[chain][g - 1].parent) {
        if (g == group) {
            return true;
        }
    }
    return false;
}

static inline uint64_t balance_size(const urne_rules *rules, size_t chain,
                                    uint64_t group)
{
    uint64_t n = 0;
    for (size_t i = 0; i < rules->n_strata; i++) {
        if (group == 0 || balance_holds(rules, chain, group, &rules->strata[i])) {
            n += rules->strata[i].electors;
        }
    }
    return n;
}

static inline void balance_begin(balance_naive *b, const urne_rules *rules, uint64_t k)
{
    size_t e = 0;
    b->n = balance_size(rules, 0, 0);
    for (size_t g = 1; g <= rules->n_groups[0]; g++, e++) {
        b->tail[e] = (size_t)rules->groups[0][g - 1].parent;
        b->head[e] = g;
        b->x[e] = (balance_int)k * balance_size(rules, 0, g);
    }
    for (size_t g = 1; g <= rules->n_groups[1]; g++, e++) {
        b->tail[e] = balance_chain2(g);
        b->head[e] = balance_chain2(rules->groups[1][g - 1].parent);
        b->x[e] = (balance_int)k * balance_size(rules, 1, g);
    }
    b->first_cell = e;
    for (size_t i = 0; i < rules->n_strata; i++, e++) {
        b->tail[e] = (size_t)rules->strata[i].g1;
        b->head[e] = balance_chain2(rules->strata[i].g2);
        b->x[e] = (balance_int)k * rules->strata[i].electors;
    }
    b->edges = e;
}

/* The lowest fractional edge at v other than `used`; at = SIZE_MAX: of all. */
static inline size_t balance_lowest(const balance_naive *b, size_t v, size_t used)
{
    for (size_t e = 0; e < b->edges; e++) {
        bool here = v == SIZE_MAX || b->tail[e] == v || b->head[e] == v;
        if (here && e != used && b->x[e] % b->n != 0) {
            return e;
        }
    }
    return SIZE_MAX;
}

static inline size_t balance_naively(uint64_t *out, const urne_rules *rules, uint64_t k,
                                     urne_lot_fn lot, void *ctx)
{
    static balance_naive naive;
    static size_t path[BALANCE_EDGES + 1], at[BALANCE_EDGES + 1];
    balance_naive *b = &naive;
    size_t steps = 0, low;
    balance_begin(b, rules, k);
    for (; (low = balance_lowest(b, SIZE_MAX, SIZE_MAX)) != SIZE_MAX; steps++) {
        size_t n = 0, start = SIZE_MAX, v = b->tail[low], used = SIZE_MAX;
        for (;;) {
            for (size_t i = 0; i < n && start == SIZE_MAX; i++) {
                start = at[i] == v ? i : SIZE_MAX;
            }
            if (start != SIZE_MAX) {
                break;
            }
            used = balance_lowest(b, v, used);
            at[n] = v;
            path[n++] = used;
            v = b->tail[used] == v ? b->head[used] : b->tail[used];
        }
        balance_int up = b->n, down = b->n;
        for (size_t i = start; i < n; i++) {
            balance_int part = b->x[path[i]] % b->n;
            bool plus = b->tail[path[i]] == at[i];
            balance_int more = plus ? b->n - part : part;
            balance_int less = plus ? part : b->n - part;
            up = more < up ? more : up;
            down = less < down ? less : down;
        }
        bool add = lot(ctx, (uint64_t)up, (uint64_t)down) < down;
        for (size_t i = start; i < n; i++) {
            bool plus = (b->tail[path[i]] == at[i]) == add;
            b->x[path[i]] += plus ? (add ? up : down) : -(add ? up : down);
        }
    }
    for (size_t i = 0; i < rules->n_strata; i++) {
        out[i] = (uint64_t)(b->x[b->first_cell + i] / b->n);
    }
    return steps;
}

#endif
