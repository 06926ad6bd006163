/* panel/program: the quotas as a linear programme, and multipliers as text. */
#ifndef URNE_PANEL_PROGRAM_H
#define URNE_PANEL_PROGRAM_H

#include "base/buf.h"
#include "exact/simplex.h"
#include "panel/problem.h"

/* Rows and columns of p with their bounds; weights are 0. */
urne_lp *urne_panel_program(urne_arena *arena, const urne_panel_problem *p);

void urne_panel_put_integer(urne_buf *buf, mpz_srcptr v);

/* " ROW:VALUE" of each multiplier that is not 0, rows from 1, and a line end. */
void urne_panel_put_multipliers(urne_buf *buf, const urne_lp *lp, size_t rows);

#endif
