/* panel/seat: from numbers by type to people.
 *
 * Within a type everybody is on as many panels as anybody else, or one more. At most
 * one person of a household is on a panel. */
#ifndef URNE_PANEL_SEAT_H
#define URNE_PANEL_SEAT_H

#include "panel/list.h"

/* Panels of `size` people as types: size of them a panel, ascending, a type as often as
 * the panel takes people of it. Fills list->person, n * size of them, and puts the
 * panels into their order. A panel must have no more people of a class of households
 * than the class has households. */
void urne_panel_seat(urne_panel_list *list, urne_arena *arena,
                     const urne_panel_pool *pool, const uint32_t *types);

#endif
