/* crypto/g1_hash: a message as a point of G1 whose logarithm nobody knows: RFC 9380,
 * suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (§8.8.1). Its steps stand apart so that each is
 * compared with the vectors of the RFC. */
#ifndef URNE_CRYPTO_G1_HASH_H
#define URNE_CRYPTO_G1_HASH_H

#include "crypto/g1.h"
#include "crypto/hash.h"

/* hash_to_curve (§3): the point of G1 for a message under a domain separation tag of
 * 1 to 255 bytes. */
urne_g1 urne_g1_hash(urne_str message, urne_str tag);

/* hash_to_field (§5.2) with two elements. */
void urne_g1_hash_fields(urne_fp out[2], urne_str message, urne_str tag);

/* map_to_curve (§6.6.3): a point of the curve, not yet of G1. */
urne_g1 urne_g1_map(urne_fp u);

/* expand_message_xmd (§5.3.1) with SHA-256: n bytes, at most 255 * 32. */
void urne_expand_message(unsigned char *out, size_t n, urne_str message, urne_str tag);

/* A point (x, y) of E': y^2 = x^3 + A x + B, and where the isogeny of degree 11 takes
 * it on the curve of G1 (§E.2). */
urne_g1 urne_g1_isogeny(urne_fp x, urne_fp y);

#endif
