/* exact/simplex: linear programmes over bounded rows and columns, in integers.
 *
 * Columns least_j + weight_j z <= x_j <= most_j; rows lo_r <= a_r x <= hi_r. What is
 * asked for is the greatest z in [0, 1] (a level that everybody shares), or with no
 * weights a point that the rows allow. Basis inverses are kept as integers over their
 * determinant (Edmonds 1967), so that no number is ever rounded and no order of
 * operations shows: the bounds x_j <= most_j are no rows.
 *
 * A stage leaves multipliers by row; a column whose reduced cost is positive holds z
 * down. The caller fixes those columns at z and solves again (Flanigan et al. 2021). */
#ifndef URNE_EXACT_SIMPLEX_H
#define URNE_EXACT_SIMPLEX_H

#include "urne/base.h"

#include <gmp.h>

typedef struct urne_lp urne_lp;

/* A programme of m rows and n columns, without entries; rows without bounds, columns
 * with weight 0 and no upper bound. Freed with the arena. */
urne_lp *urne_lp_new(urne_arena *arena, size_t m, size_t n);

/* Entries of column j: n of them, by ascending row. Borrowed. */
void urne_lp_column(urne_lp *lp, size_t j, const uint32_t *row, const int64_t *coef,
                    size_t n);

/* x_j >= least + weight z, x_j <= most (most < 0: no bound); least + weight <= most. */
void urne_lp_bound(urne_lp *lp, size_t j, int64_t least, int64_t weight, int64_t most);

/* A column without a place yet: it stays 0 until it has entries and bounds. */
void urne_lp_absent(urne_lp *lp, size_t j);

/* lo <= a_r x <= hi, each a fraction, or NULL: none; lo <= hi. */
void urne_lp_row(urne_lp *lp, size_t r, mpq_srcptr lo, mpq_srcptr hi);

/* A point that rows and columns allow at z = 0; false when there is none: then the
 * multipliers prove it: sum of max(lam lo, lam hi) + sum of max(-r_j least_j, -r_j
 * most_j) < 0, where a bound that is missing has no part in it. */
bool urne_lp_feasible(urne_lp *lp);

/* The greatest z, from the point there is. */
void urne_lp_level(urne_lp *lp, mpq_t z);

/* Goes on from the point of now, after columns were added. */
bool urne_lp_again(urne_lp *lp);

/* The greatest sum of cost_j x_j at z = 0, from a point that is feasible: `cost` by
 * column, borrowed until the next call. The multipliers prove it; their common
 * denominator is urne_lp_denominator. Without an upper bound nothing returns. */
void urne_lp_maximise(urne_lp *lp, mpz_t *cost);
mpz_srcptr urne_lp_denominator(const urne_lp *lp);

/* Fixes column j at least_j + weight_j z for good; the point of now must be there. */
void urne_lp_fix(urne_lp *lp, size_t j);

/* After columns were fixed, before the next level. */
void urne_lp_settle(urne_lp *lp);

/* Of the point: x_j. Of the multipliers: lam_r, and r_j = lam a_j, both as integers
 * over one positive denominator that is left out. */
void urne_lp_value(const urne_lp *lp, size_t j, mpq_t x);
mpz_srcptr urne_lp_multiplier(const urne_lp *lp, size_t r);
int urne_lp_sign(const urne_lp *lp, size_t j);

#endif
