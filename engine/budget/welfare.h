/* budget/welfare: the set of greatest utility that the budget allows (budget-1 §3.4).
 *
 * Worth is utility * (budget + 1) - cost, so that among sets of the greatest utility
 * the cheapest is worth the most; among those the order of ties decides. A solver finds
 * the set and a tree that proves it; checking walks the tree and needs no solver. */
#ifndef URNE_BUDGET_WELFARE_H
#define URNE_BUDGET_WELFARE_H

#include "budget/run.h"
#include "exact/knapsack.h"

typedef struct urne_welfare {
    urne_knapsack k;
    uint32_t *candidate; /* by item */
} urne_welfare;

/* What a proof is about: the candidates that could be funded, by descending worth per
 * cost. Fails when the numbers are too large. */
URNE_MUST_USE urne_code urne_welfare_new(urne_welfare *out, urne_arena *arena,
                                         const urne_profile *p, const urne_order *order,
                                         const urne_fit *fit, urne_err *err);

/* Whether another order of projects that the criteria leave equal would choose another
 * set than `in` (by item), which is the best: then up to w->k.n candidates that are
 * equal, in `tied`, and how many; else 0. What `limit` nodes do not decide counts as
 * open. A search, so it belongs to counting and not to checking. */
size_t urne_welfare_open(uint32_t *tied, const urne_welfare *w, const urne_order *order,
                         const bool *in, uint64_t limit);

/* True when the tree proves that the set `in` (by item) is the best; with `strict`,
 * also that it is the first among equals. In budget/check.c, without a solver. */
URNE_MUST_USE bool urne_welfare_check(const urne_welfare *w, const bool *in,
                                      bool strict, urne_str tree);

#endif
