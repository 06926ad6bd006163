/* budget/order: which of several equal projects comes first (budget-1 §4).
 *
 * The criteria of the rule are applied one after the other until one is left. A rule
 * without a last resort may leave several: then the bytes of the ids choose, and the
 * tie is marked as unresolved for whoever must know whether it matters. */
#ifndef URNE_BUDGET_ORDER_H
#define URNE_BUDGET_ORDER_H

#include "budget/count.h"
#include "budget/profile.h"
#include "crypto/seed.h"

typedef struct urne_order {
    const urne_profile *p;
    urne_hash seed; /* of the lots */
    urne_hash *key; /* by candidate: H( L("urne/1 project", box, id) ) */
} urne_order;

urne_order *urne_order_new(urne_arena *arena, const urne_profile *p);

/* Below 0 when a comes before b in a tie of this round, above 0 when behind it; 0 when
 * the criteria do not tell them apart. */
int urne_order_cmp(const urne_order *o, size_t round, uint32_t a, uint32_t b);

/* The first of n > 0 tied candidates. *by is the criterion that left one; *resolved is
 * false when none did. */
uint32_t urne_order_first(const urne_order *o, size_t round, const uint32_t *tied,
                          size_t n, urne_tie_kind *by, bool *resolved);

/* Sorts tied candidates; false when some are not told apart (then by id). *by is the
 * last criterion that was needed. */
bool urne_order_sort(const urne_order *o, size_t round, uint32_t *tied, size_t n,
                     urne_tie_kind *by);

/* Their ticket in a tie of this round. */
urne_hash urne_order_ticket(const urne_order *o, size_t round, uint32_t c);

#endif
