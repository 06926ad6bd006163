/* proof/seal: the seal of a public folder of either kind, as what the two have in
 * common. */
#ifndef URNE_PROOF_SEAL_H
#define URNE_PROOF_SEAL_H

#include "proof/shelf.h"
#include "proof/track.h"
#include "proof/transcript.h"

/* Reads 01-commit.txt or 10-ballots-commit.txt; of the latter `electors`, `root` and
 * `sha256` are those of its ballots. Refused (E-BUNDLE-007) when there is none. */
URNE_MUST_USE urne_code urne_seal_read(urne_commit *out, const urne_shelf *shelf,
                                       const urne_track *track, urne_err *err);

#endif
