/* crypto/sign: Ed25519 keys and signatures in the files of minisign
 * (jedisct1.github.io/ minisign), so that the stock tool checks ours and makes what we
 * check.
 *
 * A signature file is four lines, each ended by LF:
 *     untrusted comment: signature from minisign secret key
 *     base64( "ED" || id[8] || Ed25519(BLAKE2b-512(file)) )
 *     trusted comment: urne/1 NAME role=ROLE sha256=HEX64
 *     base64( Ed25519(the 64 bytes above || the trusted comment) )
 * The first line is not signed. It is the one that minisign writes, and no other is
 * read: so no byte of a published signature can be another, and as Ed25519 has no
 * chance in it, urne and minisign write the same bytes. The key's id is a hint: it must
 * be the one of the key that is asked, and proves nothing. */
#ifndef URNE_CRYPTO_SIGN_H
#define URNE_CRYPTO_SIGN_H

#include "crypto/guard.h"
#include "crypto/hash.h"

enum {
    URNE_KEY_ID = 8,
    URNE_KEY_ID_TEXT = 16,
    URNE_POINT = 32,
    URNE_SIG = 64,
    URNE_PUBLIC_TEXT = 56
};

typedef struct urne_public_key {
    unsigned char id[URNE_KEY_ID];
    unsigned char point[URNE_POINT];
} urne_public_key;

typedef struct urne_sig {
    unsigned char b[URNE_SIG];
} urne_sig;

/* A secret key with its public half, in guarded memory. No printer; wiped by free. */
typedef struct urne_signer urne_signer;

/* A fresh key pair and id; and the pair that an Ed25519 seed stands for (RFC 8032),
 * which is for test vectors. */
urne_signer *urne_signer_new(void);
urne_signer *urne_signer_of(const unsigned char seed[32],
                            const unsigned char id[URNE_KEY_ID]);
void urne_signer_free(urne_signer *s);
urne_public_key urne_signer_public(const urne_signer *s);

/* ---- Ed25519 of bytes (RFC 8032, "pure") ---- */

urne_sig urne_sig_make(const urne_signer *s, urne_str message);

/* False also for S >= L, and for a point that is not canonical or not in the
 * prime-order group; the equation holds without a cofactor. */
bool urne_sig_ok(const urne_sig *sig, urne_str message, const urne_public_key *key);

/* ---- public keys ---- */

/* The 56 characters that an announcement and a poster have: base64("Ed" || id ||
 * point). */
void urne_public_text(char out[URNE_PUBLIC_TEXT + 1], const urne_public_key *key);

/* Reads them: canonical base64, a point of the prime-order group. On any other point
 * two correct verifiers may disagree, and no key pair has one. */
URNE_MUST_USE urne_code urne_public_parse(urne_public_key *out, urne_str text,
                                          urne_place at, urne_err *err);

/* The file: "untrusted comment: " and a comment, then the 56 characters. The comment
 * (borrowed) is what anybody may have written there. */
URNE_MUST_USE urne_code urne_public_read(urne_public_key *out, urne_str *comment,
                                         urne_str bytes, const char *file,
                                         urne_err *err);
urne_str urne_public_write(urne_arena *arena, const urne_public_key *key,
                           const char *comment);

/* The id as minisign prints it: 16 upper-case hex digits, the last byte first. */
void urne_key_id_text(char out[URNE_KEY_ID_TEXT + 1],
                      const unsigned char id[URNE_KEY_ID]);

/* ---- secret key files ---- */

/* What scrypt costs: operations and bytes of memory. Least and most that is read; what
 * minisign uses, and we do, is the most: about two seconds and a gibibyte. */
typedef struct urne_cost {
    uint64_t ops, mem;
} urne_cost;
#define URNE_SCRYPT_LEAST ((urne_cost){1 << 15, 1 << 24})
#define URNE_SCRYPT_MOST  ((urne_cost){1 << 25, 1 << 30})

/* What a secret key file says without its passphrase; the comment is borrowed. */
typedef struct urne_signer_file {
    urne_str comment;
    bool locked; /* a passphrase opens it */
} urne_signer_file;
URNE_MUST_USE urne_code urne_signer_look(urne_signer_file *out, const urne_guard *text,
                                         const char *file, urne_err *err);

/* Opens the text of a file; `passphrase` is not looked at when it is not locked.
 * URNE_E_KEY_PASSPHRASE when it is another. */
URNE_MUST_USE urne_code urne_signer_open(urne_signer **out, const urne_guard *text,
                                         const urne_guard *passphrase, const char *file,
                                         urne_err *err);

/* The text of the file, under the passphrase, or in clear when it is NULL. */
urne_guard *urne_signer_write(const urne_signer *s, const char *comment,
                              const urne_guard *passphrase, urne_cost cost);

/* ---- signature files ---- */

/* What is signed: bytes under a name, by somebody in a role. The caller has checked
 * both names: printable ASCII without spaces. */
typedef struct urne_signed {
    urne_str name, role, bytes;
} urne_signed;

typedef struct urne_minisig {
    unsigned char id[URNE_KEY_ID];
    urne_sig sig;     /* of BLAKE2b-512 of the bytes */
    urne_str comment; /* trusted; borrowed from what was read */
    urne_sig whole;   /* of sig || comment */
} urne_minisig;

/* "urne/1 NAME role=ROLE sha256=HEX64". */
urne_str urne_trusted_comment(urne_arena *arena, const urne_signed *what);

urne_minisig urne_minisig_make(urne_arena *arena, const urne_signer *s,
                               const urne_signed *what);

/* The form alone; nothing is verified. Every accepted file is what urne_minisig_write
 * gives. */
URNE_MUST_USE urne_code urne_minisig_read(urne_minisig *out, urne_str bytes,
                                          const char *file, urne_err *err);
urne_str urne_minisig_write(urne_arena *arena, const urne_minisig *m);

/* URNE_OK when `key` signed just these bytes under this name and role. `file` is the
 * signature's, for the fault. */
URNE_MUST_USE urne_code urne_minisig_verify(const urne_minisig *m,
                                            const urne_public_key *key,
                                            const urne_signed *what, const char *file,
                                            urne_err *err);

#endif
