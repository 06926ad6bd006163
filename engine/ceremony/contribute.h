/* ceremony/contribute: the sealed contributions of a dossier, and its beacon.
 *
 * private/contributions.txt has "NAME HEX64" for each commitment that was registered
 * before the seal; private/openings.txt the same for each secret opened before the
 * reveals. */
#ifndef URNE_CEREMONY_CONTRIBUTE_H
#define URNE_CEREMONY_CONTRIBUTE_H

#include "ceremony/dossier.h"
#include "proof/beacon_file.h"

/* Makes the sources of a configuration those of a seal: the registered commitments, no
 * lottery of before, and the round far enough from d->time. `path` is the
 * configuration. */
URNE_MUST_USE urne_code urne_sources_seal(const urne_dossier *d, urne_source *sources,
                                          size_t n, const char *path, urne_err *err);

/* The opened secret of a party, hex; ->n 0: not opened. */
URNE_MUST_USE urne_code urne_opening_find(urne_str *out, const urne_dossier *d,
                                          urne_str party, urne_err *err);

/* The round of a sealed beacon as a TIME. */
const char *urne_round_time(urne_arena *arena, const urne_source *beacon);

/* Where somebody can save a round. */
const char *urne_round_address(urne_arena *arena, uint64_t round);

/* The seed of a dossier that has its reveals: the bytes whose SHA-256 it is. `given` is
 * the beacon, a file or 96 hex digits, NULL when there is none; `note` is the bytes of
 * its file, ->n 0 without a beacon. Fails with exit 6 when it is needed and not given.
 */
URNE_MUST_USE urne_code urne_seed_take(urne_str *input, urne_str *note,
                                       const urne_dossier *d, const char *given,
                                       urne_err *err);

#endif
