/* panel/check: the certificate of a panel lottery, read and believed in nothing
 * (panel-1 §6).
 *
 * Needs no solver: integers and fractions only. Of the problem it takes the types, the
 * features and the size; who is absent and what is cut, it takes from the certificate,
 * with the proof. */
#ifndef URNE_PANEL_CHECK_H
#define URNE_PANEL_CHECK_H

#include "base/err.h"
#include "panel/problem.h"

typedef enum urne_panel_objective {
    URNE_PANEL_LEXIMIN = 0,
    URNE_PANEL_MAXIMIN = 1,
    URNE_PANEL_NONE = 2 /* the quotas allow no panel */
} urne_panel_objective;

typedef struct urne_checked_level {
    const char *chance; /* "num/den" */
    uint64_t persons;
} urne_checked_level;

/* What a certificate proves. */
typedef struct urne_panel_checked {
    urne_str ceremony; /* 32 hex digits, for the caller to compare */
    urne_panel_objective objective;
    urne_checked_level *level; /* of the lottery, ascending; none without panels */
    size_t n_levels;
    size_t claimed;     /* so many of them are the best: with maximin those up to the
                           first above 0 */
    uint32_t *level_of; /* by type */
    size_t absent, cuts, panels, stages;
} urne_panel_checked;

/* Accepts or refuses; a refusal names the first line that is wrong and which of C1 to
 * C7 it fails (E-CERT-001 to -007), or how it is not written as it must be. What it
 * returns lives in the arena, but the ceremony: it points into the bytes. */
URNE_MUST_USE urne_code urne_panel_check(urne_panel_checked *out, urne_arena *arena,
                                         const urne_panel_problem *p, urne_str bytes,
                                         const char *file, urne_err *err);

#endif
