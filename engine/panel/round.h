/* panel/round: whole panels near a point that is none.
 *
 * The point takes x_t of a type and x_f of a feature; a rounding takes the whole number
 * below or above of each. Found by exchanging people (tabu search): often, not always,
 * and never by chance of the machine. */
#ifndef URNE_PANEL_ROUND_H
#define URNE_PANEL_ROUND_H

#include "panel/problem.h"

/* A stream of numbers that are the same everywhere (xorshift64*; Marsaglia 2003). Not
 * for secrets, and nothing that is proven depends on it. */
typedef struct urne_stream {
    uint64_t state; /* not 0 */
} urne_stream;
uint64_t urne_stream_next(urne_stream *s);

/* What a rounding must keep: `at`, how many of a type, and the counts of features. */
typedef struct urne_box {
    int64_t *lo, *hi;         /* by type */
    int64_t *row_lo, *row_hi; /* by row: features, the whole, cuts */
} urne_box;

/* A panel within the box, into `at` (by type). `wish`, by type: what is preferred, more
 * is better. False when `moves` exchanges found none. */
bool urne_panel_round(int64_t *at, const urne_panel_problem *p, const urne_box *box,
                      const int64_t *wish, unsigned moves, urne_stream *stream);

/* The panel of the greatest sum of `wish` that exchanges reach from `at`, a panel
 * within the box; it replaces `at`. */
void urne_panel_climb(int64_t *at, const urne_panel_problem *p, const urne_box *box,
                      const int64_t *wish, urne_stream *stream);

#endif
