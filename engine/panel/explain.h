/* panel/explain: why chances are as they are: who has each, what holds it
 * down, and what one seat of slack would change. */
#ifndef URNE_PANEL_EXPLAIN_H
#define URNE_PANEL_EXPLAIN_H

#include "panel/leximin.h"
#include "panel/pool.h"
#include "urne/panel_why.h"

/* 1 in N, for 0 <= p <= 1. */
urne_panel_chance urne_explain_chance(urne_arena *arena, mpq_srcptr p);

/* Who is in no panel, by type: in the fairest lottery they and only they have chance 0.
 */
bool *urne_explain_absent(urne_arena *arena, const urne_panel_pool *pool,
                          const urne_leximin *leximin);

/* `leximin` as urne_panel_solve leaves it for pool->problem. Stages of one level become
 * one. Solves the lowest level again for each quota that binds it. */
void urne_explain(urne_panel_explanation *out, urne_arena *arena,
                  const urne_panel_pool *pool, const urne_leximin *leximin);

#endif
