/* proof/audit: the sample audit (transcript-1 §16): which lines the seed says to open,
 * what the entry says came of it, and what that proves. */
#ifndef URNE_PROOF_AUDIT_H
#define URNE_PROOF_AUDIT_H

#include "proof/rolltxt.h"
#include "proof/transcript.h"

enum { URNE_AUDIT_GRID = 10000 };

#define URNE_SUB_AUDIT_LEAF "audit/leaf"
#define URNE_SUB_AUDIT_ROLL "audit/roll"

typedef struct urne_planned_leaf {
    uint32_t index; /* of roll.txt, from 0 */
    urne_hash ticket;
} urne_planned_leaf;

typedef struct urne_audit_plan {
    uint64_t lines;            /* of the official roll */
    urne_planned_leaf *leaves; /* by ticket */
    size_t n_leaves;
    uint64_t *positions; /* ascending, from 1 */
    size_t n_positions;
    urne_str text;
} urne_audit_plan;

/* Makes the plan of `leaves` and `positions` as sealed, at most URNE_AUDIT_MOST each.
 */
urne_audit_plan *urne_audit_plan_make(urne_arena *arena, const urne_roll_lines *roll,
                                      urne_str ceremony, const urne_hash *seed,
                                      uint64_t leaves, uint64_t positions,
                                      uint64_t lines);

/* The entry. Of the last four lines each may be missing as far as its grammar goes. */
typedef struct urne_audit {
    urne_str full; /* yes, no or none */
    bool has_lines, has_leaves, has_positions, has_plan;
    uint64_t lines;
    uint64_t leaves[4];    /* due, clean, ghost, unopened */
    uint64_t positions[4]; /* due, found, excluded, missing */
    urne_str plan;         /* hex */
} urne_audit;

/* What follows the head; the reader stands behind it, and the caller closes the note.
 */
void urne_audit_put(urne_buf *buf, const urne_audit *a);
URNE_MUST_USE urne_code urne_audit_take(urne_audit *out, urne_note *note,
                                        urne_err *err);

/* The smallest q from 1 to 10,000 such that n clean draws from a roll with q in 10,000
 * bad lines happen once in twenty times at most; n >= 1. */
unsigned urne_audit_bound(uint64_t n);

#endif
