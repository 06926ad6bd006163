/* panel/decompose: a point of the quotas as a lottery over panels (panel-1 §2.6).
 *
 * First panels are peeled off: each a rounding of what is left, with the greatest
 * weight that keeps the rest a point of the same kind. Where that sticks, weights are
 * found by a linear programme whose columns are panels, made as they are needed; where
 * no panel helps any more, its multipliers are a cut: every panel satisfies it, the
 * point does not. */
#ifndef URNE_PANEL_DECOMPOSE_H
#define URNE_PANEL_DECOMPOSE_H

#include "panel/problem.h"

typedef struct urne_panel_lottery {
    size_t n, cap;
    int64_t **panel;                /* numbers by type */
    mpq_t *weight;                  /* > 0, sum 1 */
    struct urne_panel_weights *own; /* frees the weights with the arena */
} urne_panel_lottery;

/* One more panel, with weight 0; `at` is kept. */
void urne_panel_lottery_add(urne_panel_lottery *lottery, urne_arena *arena,
                            int64_t *at);

typedef enum urne_decompose_end {
    URNE_DECOMPOSE_DONE = 0,
    URNE_DECOMPOSE_CUT =
        1, /* `cut` (integers by type): no panel has a sum above *most */
    URNE_DECOMPOSE_LIMIT = 2 /* a search would be too long */
} urne_decompose_end;

/* x by type, by peeling: false when that sticks; the panels it found then go to
 * `known`. */
bool urne_panel_peel(urne_panel_lottery *out, urne_arena *arena,
                     const urne_panel_problem *p, mpq_t *x, urne_panel_lottery *known);

/* x by type, by the programme: for what peeling was no way to. What it returns lives in
 * the arena. Panels of `known` are tried first. */
urne_decompose_end urne_panel_decompose(urne_panel_lottery *out, mpz_t *cut, mpz_t most,
                                        urne_arena *arena, const urne_panel_problem *p,
                                        mpq_t *x, urne_panel_lottery *known);

#endif
