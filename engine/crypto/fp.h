/* crypto/fp: the prime field of BLS12-381, p of 381 bits (RFC 9380 §8.8).
 *
 * Only public data is computed with it, so nothing here runs in constant time. Elements
 * are passed by value: formulas read like those of the books, and no result overwrites
 * an operand. Every function takes and returns reduced elements. */
#ifndef URNE_CRYPTO_FP_H
#define URNE_CRYPTO_FP_H

#include "base/str.h"

#include <gmp.h>

enum { URNE_FP_LIMBS = 6, URNE_FP_BYTES = 48, URNE_FP_HEX = 2 * URNE_FP_BYTES };

/* In Montgomery's form: the element a is kept as a * 2^384 mod p, below p. */
typedef struct urne_fp {
    mp_limb_t l[URNE_FP_LIMBS];
} urne_fp;

urne_fp urne_fp_small(mp_limb_t v);

/* A constant of ours, 96 hex digits below p. */
urne_fp urne_fp_hex(const char *hex);

/* Big-endian bytes of an integer; false when it is not below p. */
bool urne_fp_read(urne_fp *out, const unsigned char bytes[URNE_FP_BYTES]);
void urne_fp_write(unsigned char out[URNE_FP_BYTES], urne_fp a);

/* 64 big-endian bytes of an integer, modulo p. */
enum { URNE_FP_WIDE = 64 };
urne_fp urne_fp_reduce(const unsigned char bytes[URNE_FP_WIDE]);

urne_fp urne_fp_add(urne_fp a, urne_fp b);
urne_fp urne_fp_sub(urne_fp a, urne_fp b);
urne_fp urne_fp_neg(urne_fp a);
urne_fp urne_fp_mul(urne_fp a, urne_fp b);

/* 1 / a; 0 for 0, as inv0 of RFC 9380 §4. */
urne_fp urne_fp_inv(urne_fp a);

/* The square root a^((p+1)/4); false when a is no square. Of two roots it is the one
 * that is itself a square. */
bool urne_fp_sqrt(urne_fp *root, urne_fp a);

bool urne_fp_is_zero(urne_fp a);
bool urne_fp_eq(urne_fp a, urne_fp b);

/* The integer is odd: sgn0 of RFC 9380 §4.1. */
bool urne_fp_is_odd(urne_fp a);

/* The integer is above (p - 1) / 2: the sign of a compressed point. */
bool urne_fp_is_large(urne_fp a);

#endif
