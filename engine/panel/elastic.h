/* panel/elastic: the panel that breaks quotas the least, by branch and bound with exact
 * bounds: the quotas get columns that lower a minimum or raise a maximum, at a cost.
 *
 * A solver: checking never runs it. */
#ifndef URNE_PANEL_ELASTIC_H
#define URNE_PANEL_ELASTIC_H

#include "panel/branch.h"

typedef struct urne_elastic {
    const urne_panel_problem *p; /* its cuts and who is absent are left out */
    int64_t *down, *up;          /* by feature: how far lo may sink and hi may rise */
    mpz_t *down_cost, *up_cost;  /* by feature: of one seat, at least 1 */
    size_t forced;               /* a type that must be there; SIZE_MAX: none */
    bool *used_lo, *used_hi;     /* by feature, written: the quotas that show that there
                                    is no panel (NONE) */
    uint64_t *spent;             /* added to: nodes of the search */
} urne_elastic;

/* All of it 0, with costs 1; lives in the arena. */
urne_elastic urne_elastic_new(urne_arena *arena, const urne_panel_problem *p);

/* The panel (by type) of the least cost: what its counts lack or have too many. With
 * `any` the first one found. At most `limit` nodes; at the limit the best so far is
 * returned, or a cost of -1. */
urne_branch_end urne_elastic_best(int64_t *at, mpz_t cost, const urne_elastic *e,
                                  bool any, uint64_t limit);

/* How many of each feature a panel has. */
void urne_panel_counts(int64_t *count, const urne_panel_problem *p, const int64_t *at);

#endif
