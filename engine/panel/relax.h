/* panel/relax: quotas that allow no panel: which of them conflict, and the cheapest way
 * to relax them.
 *
 * Searches, and no proof: what they say is for people to decide on. */
#ifndef URNE_PANEL_RELAX_H
#define URNE_PANEL_RELAX_H

#include "panel/pool.h"
#include "urne/panel_why.h"

/* All about quotas that allow no panel. */
void urne_relax_explain(urne_panel_infeasible *out, urne_arena *arena,
                        const urne_panel_pool *pool);

#endif
