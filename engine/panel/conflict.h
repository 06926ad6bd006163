/* panel/conflict: the smallest set of quotas that allows no panel, or none with a
 * certain person.
 *
 * Searches, and no proof: what they say is for people to decide on. */
#ifndef URNE_PANEL_CONFLICT_H
#define URNE_PANEL_CONFLICT_H

#include "panel/pool.h"
#include "urne/panel_why.h"

/* A side as words need it. */
urne_quota_side urne_quota_side_of(const urne_panel_pool *pool, size_t feature,
                                   bool upper);

/* How far a side can move before it says nothing; 0: no panel of that size could break
 * it. */
int64_t urne_quota_room(const urne_panel_pool *pool, size_t feature, bool upper);

/* The smallest set of sides that no panel keeps; with a type that is not SIZE_MAX: no
 * panel with somebody of it. False when there is no conflict, or the search would be
 * too long. */
bool urne_conflict_find(urne_quota_conflict *out, urne_arena *arena,
                        const urne_panel_pool *pool, size_t type);

/* The types that `absent` marks (urne_explain_absent), each with its conflict; returns
 * how many. */
size_t urne_conflict_absent(urne_panel_absence **out, urne_arena *arena,
                            const urne_panel_pool *pool, const bool *absent);

#endif
