/* proof/rolltxt: roll.txt read strictly (draw-1 §6.1). */
#ifndef URNE_PROOF_ROLLTXT_H
#define URNE_PROOF_ROLLTXT_H

#include "draw/select.h"

typedef struct urne_roll_lines {
    urne_leaf *leaves;
    size_t *at; /* n + 1 offsets: where each line begins, and the end */
    size_t n;
} urne_roll_lines;

/* Reads HEX64 SP H SP (HEX64|-) LF, one line at least. Fails with the line. The
 * order is not judged here. */
URNE_MUST_USE urne_code urne_roll_lines_read(urne_roll_lines *out, urne_arena *arena,
                                             urne_str bytes, const char *file,
                                             urne_err *err);

/* Line i with its LF; and its third field. */
urne_str urne_roll_line(const urne_roll_lines *lines, urne_str bytes, size_t i);
urne_str urne_roll_acom(const urne_roll_lines *lines, urne_str bytes, size_t i);

#endif
