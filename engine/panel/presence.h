/* panel/presence: who is in no panel at all, found by exact search before any chance is
 * computed (panel-1 §5.7). */
#ifndef URNE_PANEL_PRESENCE_H
#define URNE_PANEL_PRESENCE_H

#include "panel/decompose.h"

typedef enum urne_presence_end {
    URNE_PRESENCE_DONE = 0,
    URNE_PRESENCE_NONE = 1, /* the quotas allow no panel; *proof has the tree */
    URNE_PRESENCE_LIMIT = 2
} urne_presence_end;

/* Sets p->absent and p->absent_proof; the panels found on the way are left in `known`.
 */
urne_presence_end urne_panel_presence(urne_panel_problem *p, urne_panel_lottery *known,
                                      urne_str *proof, urne_arena *arena);

/* Only whether there is any panel: then one is left in `known`. */
urne_presence_end urne_panel_possible(urne_panel_problem *p, urne_panel_lottery *known,
                                      urne_str *proof, urne_arena *arena);

#endif
