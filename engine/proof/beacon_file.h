/* proof/beacon_file: a round of the beacon as a person saved it from the network.
 *
 * Two forms: the JSON of drand's HTTP API, or the signature alone as 96 hex digits
 * (lower case, with or without a line end). Where the file comes from does not matter:
 * what is accepted is the one signature that the round can have. */
#ifndef URNE_PROOF_BEACON_FILE_H
#define URNE_PROOF_BEACON_FILE_H

#include "crypto/beacon.h"

/* What a caller reads of such a file at most. */
enum { URNE_BEACON_FILE_MAX = 65536 };

typedef struct urne_beacon {
    uint64_t round;
    unsigned char signature[URNE_BEACON_BYTES];
    urne_hash randomness; /* SHA-256(signature) */
} urne_beacon;

/* Reads round `round` (from 1) and verifies its signature.
 *
 * Of JSON: an object with "round" (an integer) and "signature" (96 hex digits); if
 * "randomness" is there, it is the SHA-256 of the signature in 64 hex digits. Keys of
 * other names are passed over: relays add some, and nothing is taken from them. A key
 * that stands twice is refused, as codec/json always does.
 *
 * Fails with URNE_E_BEACON_FORM, _VALUE, _ROUND (the file says another round),
 * _RANDOMNESS or _FALSE (the signature does not verify), or with a code of codec/json.
 */
URNE_MUST_USE urne_code urne_beacon_read(urne_beacon *out, urne_arena *arena,
                                         urne_str bytes, const char *file,
                                         uint64_t round, urne_err *err);

#endif
