/* panel/types: people as types.
 *
 * People of the same value in every category, and of households of the same class, are
 * one type: only who is counted with whom matters to quotas, so that everybody of a
 * type has the same chance. Types are in the lexicographic order of their features,
 * people of a type in the order of the file.
 *
 * With a household rule (at most one of each) households whose members are of the same
 * kinds are one class: a feature that a panel has 0 to N times, N being the households
 * of the class. Whoever a panel takes of the class can be shared out over its
 * households one by one, for each has somebody of every kind of the class. Classes are
 * in the order of their kinds; behind them comes the feature of those who live alone, 0
 * to k. */
#ifndef URNE_PANEL_TYPES_H
#define URNE_PANEL_TYPES_H

#include "model/pool_csv.h"
#include "panel/pool.h"

/* Nobody is in `absent` yet and there are no cuts. `rule`: whether the household rule
 * holds. Lives in the arena and borrows from quotas and respondents. */
void urne_panel_types(urne_panel_pool *out, urne_arena *arena, const urne_quotas *q,
                      const urne_respondents *people, int64_t k, bool rule);

#endif
