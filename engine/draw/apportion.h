/* draw/apportion: seats to strata (draw-1, "Allocation"). A rule: checking runs it
 * again. Integers only; the same rules and seed give the same seats. */
#ifndef URNE_DRAW_APPORTION_H
#define URNE_DRAW_APPORTION_H

#include "crypto/seed.h"
#include "model/rules.h"

/* Which of the two allocations of a draw. */
typedef enum urne_pass { URNE_PASS_MEMBERS = 0, URNE_PASS_SUBSTITUTES = 1 } urne_pass;

/* out[n_strata] = the seats of each stratum for one pass: `rules->seats` under
 * alloc/draw, or `rules->substitutes` under alloc/sub; `quota` copies what the rules
 * give. Ties of hamilton, sainte-lague and dhondt go to the lower
 * ticket(alloc/draw or alloc/sub of the pass, key(H)), then the lower H.
 * Allocations may exceed N_h except under quota (selection then ends `short`).
 * Needs what urne_rules_read promises: every N_h at least 1, all together and the
 * seats at most URNE_INT_MAX; under balanced, groups as draw/balance.h wants them. */
void urne_apportion(uint64_t *out, const urne_rules *rules, const urne_hash *seed,
                    urne_pass pass);

#endif
