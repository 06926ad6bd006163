/* model/frame: the electors of a draw in their strata (draw-1, "Strata").
 *
 * Cells are the product of the strata fields; cells of fewer than kmin electors are
 * merged by rule, and the outcome is what rules.txt lists. */
#ifndef URNE_MODEL_FRAME_H
#define URNE_MODEL_FRAME_H

#include "model/roll.h"
#include "model/rules.h"

typedef struct urne_frame {
    const urne_elector **electors; /* the kept ones, in the order of the roll */
    uint32_t *stratum;             /* 1-based, by elector */
    size_t n;
    urne_rules *rules; /* compiled, ready for urne_rules_write */
} urne_frame;

/* Compiles configuration and roll (without open cases). Refuses: no elector, more
 * seats than electors, a value outside the listed ones, a group below kmin, quotas
 * that do not match the strata. `path` names rules.json in diagnostics. */
URNE_MUST_USE urne_code urne_frame_build(urne_frame **out, urne_arena *arena,
                                         const urne_config *config,
                                         const urne_roll *roll, urne_str ceremony,
                                         const char *path, urne_err *err);

#endif
