/* crypto/hash: SHA-256, HMAC-SHA-256 and the printable preimages of draw-1.
 *
 * H is SHA-256 (FIPS 180-4), mac is HMAC-SHA-256 (RFC 2104). L(a, b, ...) is every
 * field followed by LF; fields hold no LF (draw-1 §1). libsodium computes them. */
#ifndef URNE_CRYPTO_HASH_H
#define URNE_CRYPTO_HASH_H

#include "base/buf.h"
#include "base/err.h"

enum { URNE_HASH = 32, URNE_HEX = 64 };

typedef struct urne_hash {
    unsigned char b[URNE_HASH];
} urne_hash;

/* A hash in lower-case hex, as it stands in every file. NUL-terminated. */
typedef struct urne_hex {
    char z[URNE_HEX + 1];
} urne_hex;

/* Prepares libsodium; every entry into the library calls it first. Idempotent. */
void urne_crypto_init(void);

urne_hash urne_sha256(urne_str bytes);

/* H over a sequence of parts, without joining them first. */
urne_hash urne_sha256_parts(const urne_str *parts, size_t n);

/* BLAKE2b-256 (RFC 7693): five times as fast, for comparing copies on one's own screen.
 * Nothing that is published or sealed is hashed with it. */
urne_hash urne_blake2b(urne_str bytes);

urne_hex urne_to_hex(urne_hash h);
urne_hex urne_sha256_hex(urne_str bytes);

/* The same digits in an arena, for what outlives the call. */
urne_str urne_hex_text(urne_arena *arena, urne_hash h);

static inline urne_str urne_hex_str(const urne_hex *h)
{
    return (urne_str){h->z, URNE_HEX};
}

/* Reads exactly 2n lower-case hex digits as n bytes; false otherwise. */
bool urne_hex_parse(urne_str hex, unsigned char *out, size_t n);

/* Reads exactly 64 lower-case hex digits; false otherwise. */
bool urne_hash_parse(urne_str hex, urne_hash *out);

static inline int urne_hash_cmp(const urne_hash *a, const urne_hash *b)
{
    return memcmp(a->b, b->b, URNE_HASH);
}

/* H( L(fields...) ) where the fields are given as urne_str and counted:
 *     urne_hash_fields(3, tag, hex, ident) */
urne_hash urne_hash_fields(size_t n, ...);

/* H( left of 0x00 || entry ) and H( 0x01 || left || right ): RFC 6962 §2.1. */
urne_hash urne_hash_leaf(urne_str entry);
urne_hash urne_hash_node(const urne_hash *left, const urne_hash *right);

/* Fresh random bytes as hex; only where a secret or an identifier is made. */
void urne_random_bytes(unsigned char *out, size_t n);

#endif
