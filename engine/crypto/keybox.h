/* crypto/keybox: the roll key K in a small text file, under a passphrase or sealed to a
 * custodian.
 *
 *     urne/1 keybox                            urne/1 keybox
 *     rollkey HEX64                            rollkey HEX64
 *     passphrase argon2id OPS MEM HEX32        custodian PUBKEY
 *     box HEX48 HEX96                          sealed HEX160
 *     end                                      end
 *
 * rollkey is the public commitment to K, which opening checks. On the left K is
 * encrypted with XSalsa20-Poly1305 (nonce, box) under Argon2id 1.3 of the passphrase:
 * OPS passes, MEM bytes of memory (a multiple of 1024), one lane, a salt of 16 bytes.
 * On the right it is in a sealed box of libsodium (X25519, XSalsa20-Poly1305) for the
 * X25519 key that the custodian's Ed25519 key PUBKEY maps to: whoever sealed it cannot
 * open it again. */
#ifndef URNE_CRYPTO_KEYBOX_H
#define URNE_CRYPTO_KEYBOX_H

#include "crypto/secret.h"
#include "crypto/sign.h"

enum {
    URNE_BOX_SALT = 16,
    URNE_BOX_NONCE = 24,
    URNE_BOX_LOCKED = URNE_HASH + 16,
    URNE_BOX_SEALED = URNE_HASH + 48
};

/* What Argon2id costs: least and most that is read, and what is written: three passes
 * over 256 MiB, somewhat less than a second. */
#define URNE_ARGON_LEAST ((urne_cost){1, 8192})
#define URNE_ARGON_MOST  ((urne_cost){16, 1 << 30})
#define URNE_ARGON_USUAL ((urne_cost){3, 1 << 28})

typedef struct urne_keybox {
    urne_hash rollkey;
    bool sealed; /* to a custodian */
    urne_public_key custodian;
    unsigned char sealed_bytes[URNE_BOX_SEALED];
    urne_cost cost; /* from here on: under a passphrase */
    unsigned char salt[URNE_BOX_SALT], nonce[URNE_BOX_NONCE];
    unsigned char locked_bytes[URNE_BOX_LOCKED];
} urne_keybox;

/* K under a passphrase, at the usual cost (another one is for tests). */
void urne_keybox_lock(urne_keybox *out, const urne_secret *k,
                      const urne_guard *passphrase, urne_cost cost);

/* K for the holder of the secret half of `custodian`. */
URNE_MUST_USE urne_code urne_keybox_seal(urne_keybox *out, const urne_secret *k,
                                         const urne_public_key *custodian,
                                         urne_err *err);

/* The file. Every accepted one is what urne_keybox_write gives; nothing is opened. */
URNE_MUST_USE urne_code urne_keybox_read(urne_keybox *out, urne_str bytes,
                                         const char *file, urne_err *err);
urne_str urne_keybox_write(urne_arena *arena, const urne_keybox *box);

/* K again, to be freed with urne_secret_free. Each takes its own kind of box; that K is
 * the one sealed in a commit is for the caller to ask: box->rollkey. */
URNE_MUST_USE urne_code urne_keybox_unlock(urne_secret **k, const urne_keybox *box,
                                           const urne_guard *passphrase,
                                           const char *file, urne_err *err);
URNE_MUST_USE urne_code urne_keybox_unseal(urne_secret **k, const urne_keybox *box,
                                           const urne_signer *custodian,
                                           const char *file, urne_err *err);

#endif
