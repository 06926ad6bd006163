/* proof/replay: the replacements of a draw run again from its public files
 * (transcript-1 §8). */
#ifndef URNE_PROOF_REPLAY_H
#define URNE_PROOF_REPLAY_H

#include "draw/replace.h"
#include "proof/later.h"
#include "proof/rolltxt.h"

typedef struct urne_replay {
    urne_arena *arena;
    const urne_rules *rules;
    const urne_roll_lines *roll;
    urne_str roll_bytes;
    urne_replacing *seats;
    uint64_t refused, vacant; /* so far */
} urne_replay;

/* The seats as the result leaves them. */
void urne_replay_begin(urne_replay *out, urne_arena *arena, const urne_rules *rules,
                       const urne_roll_lines *roll, urne_str roll_bytes,
                       const urne_result *result);

/* Follows a replace entry line by line: the line of it that is not the one due, or 0.
 */
uint64_t urne_replay_entry(urne_replay *r, const urne_later *entry);

/* True when a published elector's attributes are those of the rules, opened if and only
 * if unique, and hash to ACOM. */
bool urne_attrs_open(const urne_rules *rules, const urne_str *attrs, size_t n,
                     urne_str acom);

/* VALUE of NAME:VALUE:ASALT. */
urne_str urne_attr_value(urne_str attr);

#endif
