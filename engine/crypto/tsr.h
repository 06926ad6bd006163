/* crypto/tsr: timestamps of RFC 3161, with OpenSSL's libcrypto where the build found
 * it.
 *
 * A token says that some bytes existed at a time, on the word of an authority whose
 * certificate is in it. What makes a request needs no library: its bytes are the hash
 * in a fixed frame. */
#ifndef URNE_CRYPTO_TSR_H
#define URNE_CRYPTO_TSR_H

#include "crypto/hash.h"

/* Longest token that is read (transcript-1 §13), and the length of a request. */
enum { URNE_TSR_MAX = 65536, URNE_TSR_REQUEST = 59, URNE_TSR_TIME = 20 };

/* What a token fails on first, in the order of transcript-1 §18. */
typedef enum urne_tsr_fault {
    URNE_TSR_SOUND = 0,
    URNE_TSR_FORM = 1,
    URNE_TSR_IMPRINT = 2,
    URNE_TSR_CERTIFICATE = 3,
    URNE_TSR_SIGNATURE = 4,
    URNE_TSR_AUTHORITY = 5
} urne_tsr_fault;

/* True when tokens can be read here: built with libcrypto. */
bool urne_tsr_able(void);

/* True when the text holds a certificate in PEM or more, and no broken one. */
bool urne_tsr_authorities_ok(urne_str pem);

/* Checks a token of bytes with this SHA-256, and gives the time it names, as TIME;
 * `authorities` (PEM) ->p NULL: who signed it is not asked. Never called unless
 * urne_tsr_able. */
urne_tsr_fault urne_tsr_check(char time[URNE_TSR_TIME + 1], urne_str token,
                              const urne_hash *imprint, urne_str authorities);

/* A request in DER: version 1, SHA-256, no nonce, the certificate wanted. The same
 * bytes for the same hash. */
void urne_tsr_request(unsigned char out[URNE_TSR_REQUEST], const urne_hash *imprint);

#endif
