/* exact/knapsack: the best set of items under a budget, with the tree that proves it.
 *
 * Branch and bound in integers. The tree is written in preorder, one character a node,
 * items being decided in the order given, in before out (budget-1 §3.4):
 *     +  the next item is decided: the tree with it, then the tree without it
 *     x  the last item that was put in does not fit: budget, envelope or rival
 *     b  no set below this node is worth more than the best (or as much, see `strict`)
 *     d  an item is in and a better one that could replace it is out
 *     s  every item is decided
 * Whoever checks the tree needs no search: budget/check. */
#ifndef URNE_EXACT_KNAPSACK_H
#define URNE_EXACT_KNAPSACK_H

#include "base/buf.h"
#include "base/wide.h"

typedef struct urne_knapsack {
    size_t n;
    const urne_wide *worth; /* 0 only where the cost is 0; their sum is below 2^126 */
    const uint64_t *cost;   /* each at most the budget */
    uint64_t budget;
    const uint32_t *rank; /* among equally good sets, the one with the lowest rank in
                             which they differ is the best */
    size_t n_caps;
    const uint64_t *cap;    /* amounts */
    const uint64_t *in_cap; /* item * n_caps + cap: what it costs of the cap */
    const bool *rival;      /* item * n + item, or NULL: they exclude one another */
} urne_knapsack;

typedef struct urne_knapsack_best {
    bool *in;
    urne_wide worth;
    bool strict; /* the tree proves the order among equals too: b means worth less */
    urne_str tree;
} urne_knapsack_best;

/* False when more than `limit` nodes would be needed; nothing is proven then. */
URNE_MUST_USE bool urne_knapsack_solve(urne_knapsack_best *out, urne_arena *arena,
                                       const urne_knapsack *k, uint64_t limit);

#endif
