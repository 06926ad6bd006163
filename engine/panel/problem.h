/* panel/problem: who can be on a panel, and what a panel must be (panel-1 §2).
 *
 * People with the same value in every category are one type. Rows are, in this order:
 * one a feature (lo to hi people of it), one of the whole (exactly k), then cuts. A
 * type that is in no panel is no row: it stays 0. A household rule is one more
 * category, whose features are classes of households. */
#ifndef URNE_PANEL_PROBLEM_H
#define URNE_PANEL_PROBLEM_H

#include "base/str.h"

#include <gmp.h>

/* No panel breaks a cut: coef (by type) times the numbers taken is at most `most`. */
typedef struct urne_panel_cut {
    const int64_t *coef;
    int64_t most;
    urne_str proof; /* its lines in the certificate, see panel/branch */
} urne_panel_cut;

typedef struct urne_panel_problem {
    size_t categories, features, types;
    int64_t k;
    const uint32_t *feature; /* by type, one a category: its row, ascending */
    const int64_t *persons;  /* by type, at least 1 */
    const int64_t *lo, *hi;  /* by feature; 0 <= lo <= hi */
    bool *absent;            /* by type: in no panel */
    urne_str *absent_proof;  /* by type: the tree that proves it, where absent */
    urne_panel_cut *cuts;
    size_t n_cuts, cap_cuts;
} urne_panel_problem;

/* All rows: features, the whole, cuts. */
static inline size_t urne_panel_rows(const urne_panel_problem *p)
{
    return p->features + 1 + p->n_cuts;
}

/* How many of a type a panel can have at most. */
static inline int64_t urne_panel_most(const urne_panel_problem *p, size_t t)
{
    return p->absent[t] ? 0 : p->persons[t];
}

/* The features of a type. */
static inline const uint32_t *urne_panel_of(const urne_panel_problem *p, size_t t)
{
    return p->feature + t * p->categories;
}

#endif
