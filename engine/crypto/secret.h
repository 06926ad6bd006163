/* crypto/secret: the roll key K. It lives in guarded memory of libsodium, never in
 * an arena, has no printer, and is wiped when it is freed. */
#ifndef URNE_CRYPTO_SECRET_H
#define URNE_CRYPTO_SECRET_H

#include "crypto/guard.h"
#include "crypto/hash.h"

typedef struct urne_secret urne_secret;

/* A fresh K of 32 random bytes. Free with urne_secret_free. */
urne_secret *urne_secret_new(void);

/* K from a private file: 64 hex digits, with or without a final LF, or 32 bytes as they
 * are. What was read is wiped. */
URNE_MUST_USE urne_code urne_secret_read(urne_secret **out, const char *path,
                                         urne_err *err);

/* The text of its private file: 64 hex digits and LF. The caller writes it and then
 * wipes it with urne_wipe. */
enum { URNE_SECRET_TEXT = URNE_HEX + 1 };
void urne_secret_text(char out[URNE_SECRET_TEXT], const urne_secret *k);

/* K from and to its 32 bytes, for what encrypts it (crypto/keybox). The caller wipes
 * them. */
urne_secret *urne_secret_of(const unsigned char bytes[URNE_HASH]);
void urne_secret_bytes(unsigned char out[URNE_HASH], const urne_secret *k);

void urne_secret_free(urne_secret *k);

/* kcom = H( L("urne/1 rollkey", hex(K)) ), draw-1: the public commitment to K. */
urne_hash urne_secret_commitment(const urne_secret *k);

/* The same under another tag, for a key of another kind. */
urne_hash urne_secret_commitment_as(const urne_secret *k, const char *tag);

/* mac(K, L(fields...)), each field an urne_str. */
urne_hash urne_mac_fields(const urne_secret *k, size_t n, ...);

#endif
