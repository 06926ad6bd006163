/* proof/seal: the seal of a public folder of any kind, as what they have in common. */
#ifndef URNE_PROOF_SEAL_H
#define URNE_PROOF_SEAL_H

#include "proof/shelf.h"
#include "proof/track.h"
#include "proof/transcript.h"

/* Reads 01-commit.txt, 10-ballots-commit.txt or 20-pool-commit.txt; `electors`, `root`
 * and `sha256` are those of the ballots, or of the pool. Refused (E-BUNDLE-007) when
 * there is none. */
URNE_MUST_USE urne_code urne_seal_read(urne_commit *out, const urne_shelf *shelf,
                                       const urne_track *track, urne_err *err);

#endif
