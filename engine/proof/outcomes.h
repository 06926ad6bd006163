/* proof/outcomes: what came of the lines that an audit opened, as people write it down:
 * "leaf;NUMBER;clean", "position;NUMBER;found", one a line. */
#ifndef URNE_PROOF_OUTCOMES_H
#define URNE_PROOF_OUTCOMES_H

#include "base/buf.h"
#include "base/err.h"

/* Of a leaf and of a position, in the order in which the entry counts them. */
enum { URNE_OUTCOME_NONE = 0, URNE_OUTCOME_WORDS = 3 };
const char *urne_outcome_word(bool position, unsigned outcome); /* 1 to 3; 0 gives "" */

typedef struct urne_outcome {
    bool position; /* else a leaf */
    uint64_t number;
    unsigned outcome;
    uint64_t line; /* where it stands */
} urne_outcome;

/* Reads lines with LF or CRLF, the last with or without one; a line
 * "what;number;outcome" is passed over. Everything accepted is written again by
 * urne_outcome_put. */
URNE_MUST_USE urne_code urne_outcomes_read(urne_outcome **out, size_t *n,
                                           urne_arena *arena, urne_str text,
                                           const char *file, urne_err *err);
void urne_outcome_put(urne_buf *buf, const urne_outcome *o);

/* Reads "NUMBER=WORD", several with LF or ',' between. */
URNE_MUST_USE urne_code urne_outcomes_typed(urne_outcome **out, size_t *n,
                                            urne_arena *arena, bool position,
                                            urne_str text, urne_err *err);

#endif
