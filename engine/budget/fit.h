/* budget/fit: what may still be funded. The budget, the envelopes, and the projects
 * that exclude one another (budget-1 §5). */
#ifndef URNE_BUDGET_FIT_H
#define URNE_BUDGET_FIT_H

#include "budget/profile.h"

typedef struct urne_fit {
    const urne_profile *p;
    uint64_t spent, left; /* of the budget; left is 0 once it is overspent */
    uint64_t *cap_left;   /* by cap */
    uint64_t *in_cap;     /* candidate * caps + cap: what it costs of the cap */
    uint32_t *rival;      /* by candidate: the funded one that excludes it, or ITSELF */
    bool *funded;
} urne_fit;

/* Nothing funded yet. */
urne_fit *urne_fit_new(urne_arena *arena, const urne_profile *p);

/* Back to nothing funded, or to what another one is. */
void urne_fit_reset(urne_fit *f);
void urne_fit_copy(urne_fit *to, const urne_fit *from);

/* Funds a candidate, whether the budget allows it or not. */
void urne_fit_fund(urne_fit *f, uint32_t c);

/* No envelope and no rival stands against it. Once false, false for ever. */
bool urne_fit_allows(const urne_fit *f, uint32_t c);

/* Allowed, and its cost is not more than what is left. */
bool urne_fit_has_room(const urne_fit *f, uint32_t c);

/* The first cap that it does not fit into, or SIZE_MAX. */
size_t urne_fit_full_cap(const urne_fit *f, uint32_t c);

/* The funded candidate that excludes it, or SIZE_MAX. */
size_t urne_fit_rival(const urne_fit *f, uint32_t c);

#endif
