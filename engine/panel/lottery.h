/* panel/lottery: the exact lottery as a list of numbered panels, one of which is drawn
 * with equal chances (pool-1 §5).
 *
 * Everybody should be on as many of the M panels as M times the chance, rounded down or
 * up. With two categories (or one and households) that is always reached; otherwise it
 * is tried, and nearly always: whatever comes out is a list of panels, and its tally
 * says how far it is off (panel/list). */
#ifndef URNE_PANEL_LOTTERY_H
#define URNE_PANEL_LOTTERY_H

#include "panel/decompose.h"
#include "panel/list.h"

/* Makes a list of n panels, 1 to URNE_PANELS_MOST, out of x and the exact lottery that
 * gives it. Where all weights are multiples of 1/n these are the panels; otherwise each
 * panel is there n times its weight, rounded down, and what is left over is rounded to
 * whole panels. */
void urne_panel_list_make(urne_panel_list *list, urne_arena *arena,
                          const urne_panel_pool *pool, mpq_t *x,
                          const urne_panel_lottery *exact, size_t n);

#endif
