/* panel/branch: the panel of the greatest sum, by branch and bound with exact bounds;
 * and the tree that proves that no panel has more (panel-1 §5).
 *
 * A solver: checking never runs it. */
#ifndef URNE_PANEL_BRANCH_H
#define URNE_PANEL_BRANCH_H

#include "base/buf.h"
#include "panel/problem.h"

typedef enum urne_branch_end {
    URNE_BRANCH_FOUND = 0, /* *best is the greatest sum, `at` a panel that has it */
    URNE_BRANCH_NONE = 1,  /* no panel at all within the bounds */
    URNE_BRANCH_LIMIT = 2  /* more nodes would be needed */
} urne_branch_end;

/* The panel with the greatest sum of cost (by type) times number, among all panels of
 * which each type takes lo to hi (NULL: any); at most `limit` nodes. With `above` the
 * first panel found that has more than that is enough, and NONE means there is none. */
urne_branch_end urne_branch_best(int64_t *at, mpz_t best, const urne_panel_problem *p,
                                 const int64_t *lo, const int64_t *hi, mpz_t *cost,
                                 mpz_srcptr above, uint64_t limit);

/* The proof that no panel has a sum above `most`, in preorder: lines "branch", "leaf",
 * "empty" of panel-1 §5.4. False when more than `limit` nodes would be needed, or when
 * it is not so. */
bool urne_branch_prove(urne_buf *tree, const urne_panel_problem *p, mpz_t *cost,
                       mpz_srcptr most, uint64_t limit);

#endif
