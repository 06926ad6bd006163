/* budget/open: whether ties matter (budget-1 §4).
 *
 * A tie changes the result when another of the tied, taken at that place, leads to
 * another funded set, all later ties falling as the rule says. A tie is open when the
 * criteria of the rule do not tell the tied apart: then every way in which all open
 * ties could fall is tried, and the rule is refused when two of them fund different
 * sets. */
#ifndef URNE_BUDGET_OPEN_H
#define URNE_BUDGET_OPEN_H

#include "budget/run.h"

/* What a count under forces gives. */
typedef struct urne_outcome {
    bool *funded; /* by candidate */
    urne_bought *bought;
    size_t n_bought;
    urne_tie_met *ties;
    size_t n_ties;
} urne_outcome;

/* Counts once, under the forces; what it gives lives in `arena`. */
typedef void urne_trial_fn(urne_outcome *out, urne_arena *arena, void *ctx,
                           const urne_force *forces);

typedef struct urne_trial {
    urne_trial_fn *fn;
    void *ctx;
    const urne_order *order;
    const bool *funded; /* by the count itself */
    uint64_t runs;      /* so far */
    bool gave_up;       /* the limit was reached before all ways were followed */
    uint64_t *seen;     /* the states in which a tie was looked into */
    size_t n_seen, cap_seen;
} urne_trial;

/* Counts made before the search gives up; the rule is refused then, too. Ways that lead
 * to the same state (the same projects funded at the same prices) are followed once. */
#define URNE_OPEN_LIMIT 5000u

/* Tie `t` of the count changes the result. */
bool urne_tie_changes(urne_trial *trial, const urne_tie_met *t);

/* The first of the ties of the count from which open ties lead to another set, or NULL.
 */
const urne_tie_met *urne_ties_open(urne_trial *trial, const urne_tie_met *ties,
                                   size_t n);

#endif
