/* panel/relax: quotas that allow no panel, or none with a certain person: which of them
 * conflict, and the cheapest way to relax them (panel-1 §6).
 *
 * Searches, and no proof: what they say is for people to decide on. */
#ifndef URNE_PANEL_RELAX_H
#define URNE_PANEL_RELAX_H

#include "panel/pool.h"
#include "urne/panel_why.h"

/* A side as words need it. */
urne_quota_side urne_quota_side_of(const urne_panel_pool *pool, size_t feature,
                                   bool upper);

/* The smallest set of sides that no panel keeps; with a type that is not SIZE_MAX: no
 * panel with somebody of it. False when there is no conflict, or the search would be
 * too long. */
bool urne_relax_conflict(urne_quota_conflict *out, urne_arena *arena,
                         const urne_panel_pool *pool, size_t type);

/* All about quotas that allow no panel. */
void urne_relax_explain(urne_panel_infeasible *out, urne_arena *arena,
                        const urne_panel_pool *pool);

/* The types that `absent` marks (urne_explain_absent), each with its conflict; returns
 * how many. */
size_t urne_relax_absent(urne_panel_absence **out, urne_arena *arena,
                         const urne_panel_pool *pool, const bool *absent);

/* Whether a side says anything: some panel could break it. */
bool urne_quota_side_says(const urne_panel_pool *pool, size_t feature, bool upper);

#endif
