/* panel/proof: a solution as a certificate (panel-1 §4), for panel/check. */
#ifndef URNE_PANEL_PROOF_H
#define URNE_PANEL_PROOF_H

#include "panel/solve.h"

/* The note "panel-proof" of a solution that was found (URNE_SOLVE_DONE), for the
 * ceremony of 32 hex digits; first_only as it was solved: maximin. Also puts the panels
 * into their order, equal ones together. */
urne_str urne_panel_proof_write(urne_arena *arena, urne_str ceremony,
                                const urne_panel_problem *p, urne_panel_solution *s,
                                bool first_only);

/* The same for quotas that allow no panel (URNE_SOLVE_INFEASIBLE). */
urne_str urne_panel_proof_none(urne_arena *arena, urne_str ceremony,
                               const urne_panel_problem *p,
                               const urne_panel_solution *s);

#endif
