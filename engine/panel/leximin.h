/* panel/leximin: the fairest chances that the quotas allow, stage by stage (panel-1
 * §3).
 *
 * The lowest chance is made as high as it can be, then the next lowest, and so on. Each
 * stage leaves the multipliers that prove it. What comes out is the optimum over points
 * of the quotas and cuts: over lotteries on panels it is once it is a lottery on panels
 * (panel/decompose). */
#ifndef URNE_PANEL_LEXIMIN_H
#define URNE_PANEL_LEXIMIN_H

#include "panel/problem.h"

typedef struct urne_panel_stage {
    mpq_t level;     /* the chance of those it fixes */
    mpz_t *lam;      /* by row; NULL: it fixes those who are in no panel, at 0, or the
                        last at 1, and needs none */
    size_t rows;     /* of lam */
    uint32_t *fixed; /* types, ascending */
    size_t n_fixed;
} urne_panel_stage;

typedef struct urne_leximin {
    mpq_t *x; /* by type: how many are taken on average */
    urne_panel_stage *stage;
    size_t n_stages;
} urne_leximin;

/* False when no point satisfies quotas and cuts. With `first_only` the stages behind
 * the first level above 0 are left out and x is a point that has it (maximin). Lives in
 * the arena. */
bool urne_leximin_solve(urne_leximin *out, urne_arena *arena,
                        const urne_panel_problem *p, bool first_only);

#endif
