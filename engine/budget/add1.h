/* budget/add1: Equal Shares with growing endowments (budget-1 §3.2.5 to §3.2.8).
 *
 * The definition is a linear scan: every endowment in turn until a stop. Increments are
 * skipped only where the two-point test proves that they buy the same sequence. */
#ifndef URNE_BUDGET_ADD1_H
#define URNE_BUDGET_ADD1_H

#include "budget/mes.h"

typedef enum urne_add1_end {
    URNE_ADD1_EXHAUSTED = 0, /* nothing more would fit */
    URNE_ADD1_OVERSPENT = 1, /* the next endowment spends more than the budget */
    URNE_ADD1_SATURATED = 2  /* one voter alone could pay for everything supported */
} urne_add1_end;

typedef struct urne_add1 {
    urne_mes *run; /* the deciding run, at start + k increments */
    uint64_t k;
    urne_add1_end end;
    urne_count_interval
        *intervals; /* of candidates; the last may be the overspending */
    size_t n_intervals, cap_intervals;
    uint64_t runs, tests; /* how many were needed */
} urne_add1;

/* Most runs and tests; reaching it is an error, not a result. */
#define URNE_ADD1_LIMIT 1000000u

/* The endowment of the rule without increments: budget / voters, exactly or in whole
 * currency units. */
void urne_endowment(mpz_t bn, mpz_t bd, const urne_profile *p, bool whole);

/* Fails with URNE_E_COUNT_ROUNDS, or URNE_E_COUNT_TIE when a tie without a last resort
 * changes what an endowment buys. */
URNE_MUST_USE urne_code urne_add1_scan(urne_add1 *out, urne_arena *arena,
                                       const urne_profile *p, const urne_order *order,
                                       urne_err *err);

/* Records that open ties matter, or that there are too many ways to know: names the
 * tied. */
urne_code urne_tie_refuse(const urne_profile *p, const urne_tie_met *t, bool gave_up,
                          urne_err *err);

#endif
