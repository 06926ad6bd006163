/* proof/token: when the timestamp of an entry may be of (transcript-1 §18.3). */
#ifndef URNE_PROOF_TOKEN_H
#define URNE_PROOF_TOKEN_H

#include "base/day.h"
#include "proof/track.h"
#include "proof/transcript.h"

/* The time that a token of the file `id` (URNE_FILES: of a later entry) must come
 * before: that of the beacon, or of the throw; false when nothing bounds it. `commit`
 * is NULL and `thrown` empty as long as there is none. */
bool urne_token_bound(char out[URNE_TIME_MAX], int id, const urne_commit *commit,
                      urne_str thrown);

#endif
