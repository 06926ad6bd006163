/* oracle/packs: items under a budget, envelopes and rivals; every set of them in turn.
 * A set is a number: item i is in it when its bit is. */
#ifndef ORACLE_PACKS_H
#define ORACLE_PACKS_H

#include "exact/knapsack.h"
#include "oracle/lots.h"

#include <string.h>

enum { PACKS_MOST = 20, PACKS_CAPS = 2 };

typedef struct packs {
    urne_arena *arena;
    urne_knapsack k; /* points at these */
    urne_wide *worth;
    uint64_t *cost, *in_cap, *cap;
    uint32_t *rank;
    bool *rival;
} packs;

static inline packs packs_new(size_t n, uint64_t budget)
{
    packs k = {.arena = urne_arena_new()};
    k.worth = urne_arena_array(k.arena, PACKS_MOST, sizeof *k.worth);
    k.cost = urne_arena_array(k.arena, PACKS_MOST, sizeof *k.cost);
    k.rank = urne_arena_array(k.arena, PACKS_MOST, sizeof *k.rank);
    k.cap = urne_arena_array(k.arena, PACKS_CAPS, sizeof *k.cap);
    k.in_cap = urne_arena_array(k.arena, PACKS_MOST * PACKS_CAPS, sizeof *k.in_cap);
    k.rival = urne_arena_array(k.arena, PACKS_MOST * PACKS_MOST, sizeof *k.rival);
    k.k = (urne_knapsack){.n = n,
                          .worth = k.worth,
                          .cost = k.cost,
                          .budget = budget,
                          .rank = k.rank,
                          .cap = k.cap,
                          .in_cap = k.in_cap};
    return k;
}

static inline void packs_free(packs *k)
{
    urne_arena_free(k->arena);
}

static inline void packs_item(packs *k, uint32_t i, urne_wide worth, uint64_t cost,
                              uint32_t rank)
{
    k->worth[i] = worth;
    k->cost[i] = cost;
    k->rank[i] = rank;
}

/* By descending worth per cost, as the solver wants them; before envelopes and rivals.
 */
static inline void packs_sort(packs *k)
{
    for (size_t i = 1; i < k->k.n; i++) {
        for (size_t j = i; j > 0; j--) {
            bool denser = k->worth[j] * k->cost[j - 1] > k->worth[j - 1] * k->cost[j];
            denser = denser || (k->cost[j] == 0 && k->cost[j - 1] > 0);
            if (!denser) {
                break;
            }
            urne_wide worth = k->worth[j];
            uint64_t cost = k->cost[j];
            uint32_t rank = k->rank[j];
            packs_item(k, (uint32_t)j, k->worth[j - 1], k->cost[j - 1], k->rank[j - 1]);
            packs_item(k, (uint32_t)j - 1, worth, cost, rank);
        }
    }
}

/* Up to n items by lot, with many equals, some with envelopes and rivals. */
static inline packs packs_some(uint64_t *lots, size_t n)
{
    packs k = packs_new(lots_below(lots, n + 1), 1 + lots_below(lots, 30));
    uint64_t most = 1 + lots_below(lots, 12);
    for (uint32_t i = 0; i < k.k.n; i++) {
        uint64_t cost = lots_below(lots, k.k.budget < most ? k.k.budget + 1 : most + 1);
        uint32_t at = (uint32_t)lots_below(lots, i + 1);
        /* what costs nothing may gain nothing */
        uint64_t worth = cost == 0 ? lots_below(lots, 2) : 1 + lots_below(lots, most);
        packs_item(&k, i, worth, cost, k.rank[at]);
        k.rank[at] = i;
        if (at == i) {
            k.rank[i] = i;
        }
    }
    packs_sort(&k);
    k.k.n_caps = lots_below(lots, PACKS_CAPS + 1);
    for (size_t c = 0; c < k.k.n_caps; c++) {
        k.cap[c] = lots_below(lots, k.k.budget + 1);
        for (size_t i = 0; i < k.k.n; i++) {
            k.in_cap[i * k.k.n_caps + c] = lots_below(lots, 2) == 0 ? k.cost[i] : 0;
        }
    }
    if (lots_below(lots, 2) == 0) {
        k.k.rival = k.rival;
        for (size_t i = 0; i < k.k.n; i++) {
            for (size_t q = 0; q < i; q++) {
                k.rival[i * k.k.n + q] = lots_below(lots, 5) == 0;
                k.rival[q * k.k.n + i] = k.rival[i * k.k.n + q];
            }
        }
    }
    return k;
}

static inline uint32_t packs_set(const packs *k, const bool *in)
{
    uint32_t set = 0;
    for (size_t i = 0; i < k->k.n; i++) {
        set |= in[i] ? (uint32_t)1 << i : 0;
    }
    return set;
}

static inline urne_wide packs_worth(const packs *k, uint32_t set)
{
    urne_wide sum = 0;
    for (size_t i = 0; i < k->k.n; i++) {
        sum += set >> i & 1 ? k->worth[i] : 0;
    }
    return sum;
}

/* Of the first n items. */
static inline bool packs_allowed(const packs *k, uint32_t set, size_t n)
{
    uint64_t cost = 0, spent[PACKS_CAPS] = {0};
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        if ((set >> i & 1) == 0) {
            continue;
        }
        cost += k->cost[i];
        for (size_t c = 0; c < k->k.n_caps; c++) {
            spent[c] += k->in_cap[i * k->k.n_caps + c];
        }
        for (size_t q = 0; k->k.rival != NULL && q < i; q++) {
            good = good && !((set >> q & 1) && k->rival[i * k->k.n + q]);
        }
    }
    for (size_t c = 0; c < k->k.n_caps; c++) {
        good = good && spent[c] <= k->cap[c];
    }
    return good && cost <= k->k.budget;
}

/* a is better than b, or as good and the first by rank. */
static inline bool packs_before(const packs *k, uint32_t a, uint32_t b)
{
    urne_wide x = packs_worth(k, a), y = packs_worth(k, b);
    size_t first = SIZE_MAX;
    if (x != y) {
        return x > y;
    }
    for (size_t i = 0; i < k->k.n; i++) {
        bool differ = ((a ^ b) >> i & 1) != 0;
        if (differ && (first == SIZE_MAX || k->rank[i] < k->rank[first])) {
            first = i;
        }
    }
    return first != SIZE_MAX && (a >> first & 1) != 0;
}

static inline uint32_t packs_best(const packs *k)
{
    uint32_t best = 0;
    for (uint32_t set = 1; set < (uint32_t)1 << k->k.n; set++) {
        if (packs_allowed(k, set, k->k.n) && packs_before(k, set, best)) {
            best = set;
        }
    }
    return best;
}

#endif
