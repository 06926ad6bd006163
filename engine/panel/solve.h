/* panel/solve: from quotas to the exactly fairest lottery over panels, with everything
 * that proves it. */
#ifndef URNE_PANEL_SOLVE_H
#define URNE_PANEL_SOLVE_H

#include "panel/decompose.h"
#include "panel/leximin.h"

typedef enum urne_solve_end {
    URNE_SOLVE_DONE = 0,
    URNE_SOLVE_INFEASIBLE = 1, /* `infeasible` is the tree that proves it */
    URNE_SOLVE_LIMIT = 2       /* a search would be too long, or too many cuts */
} urne_solve_end;

typedef struct urne_panel_solution {
    urne_leximin leximin;
    urne_panel_lottery lottery; /* exact: weights and panels give x */
    urne_str infeasible;
} urne_panel_solution;

/* Adds cuts to p as they are needed. Who has the level 0 is in no panel; p->absent says
 * so, with trees, only where multipliers did not prove it at once. Everything lives in
 * the arena. */
urne_solve_end urne_panel_solve(urne_panel_solution *out, urne_arena *arena,
                                urne_panel_problem *p, bool first_only);

#endif
