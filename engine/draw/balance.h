/* draw/balance: the `balanced` allocation (draw-1, "Allocation"; Cox 1987; Budish,
 * Che, Kojima and Milgrom 2013).
 *
 * A flow of k seats runs from one total through the groups of chain 1 to the cells,
 * and through the groups of chain 2 to another total. Every edge begins at its
 * expectation k * N_e / N; lots around cycles round all of them, so that the sum is
 * exact, every group of either chain ends at the floor or the ceiling of its
 * expectation, and the expectation of every edge never changes. */
#ifndef URNE_DRAW_BALANCE_H
#define URNE_DRAW_BALANCE_H

#include "crypto/seed.h"
#include "model/rules.h"

/* Gives r, uniform in 0 .. up + down - 1: r < down adds `up` along the cycle, any
 * other takes `down` away. In units of 1/N; both are at least 1. */
typedef uint64_t (*urne_lot_fn)(void *ctx, uint64_t up, uint64_t down);

/* out[n_strata] = the seats of each stratum; returns the number of lots. Needs
 * groups whose parent has a lower number (0 = the total), g1 and g2 within their
 * chain (0 = the total), and N >= 1 and seats up to URNE_INT_MAX. */
size_t urne_balance(uint64_t *out, const urne_rules *rules, uint64_t seats,
                    urne_lot_fn lot, void *ctx);

/* The lots of a draw: randint(sub, "step", up + down, ctr), ctr running on. */
typedef struct urne_balance_lot {
    urne_sub sub;
    uint64_t ctr;
} urne_balance_lot;

/* An urne_lot_fn; ctx is an urne_balance_lot. */
uint64_t urne_balance_lot_get(void *ctx, uint64_t up, uint64_t down);

#endif
