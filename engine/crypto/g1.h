/* crypto/g1: the curve y^2 = x^3 + 4 over Fp, and its subgroup G1 of prime order r,
 * where quicknet signs. Signatures are read from the 48 bytes of the compressed form
 * that BLS12-381 is known by ("ZCash" format). */
#ifndef URNE_CRYPTO_G1_H
#define URNE_CRYPTO_G1_H

#include "crypto/fp.h"

enum { URNE_G1_BYTES = URNE_FP_BYTES };

/* A point of the curve; `zero` is the point at infinity, whose x and y are 0. */
typedef struct urne_g1 {
    urne_fp x, y;
    bool zero;
} urne_g1;

/* r, the order of G1 and of G2: 255 bits, least limb first. */
enum { URNE_ORDER_LIMBS = 4 };
extern const mp_limb_t urne_order[URNE_ORDER_LIMBS];

bool urne_g1_eq(urne_g1 a, urne_g1 b);
urne_g1 urne_g1_neg(urne_g1 a);
urne_g1 urne_g1_add(urne_g1 a, urne_g1 b);

/* k times a; k has n limbs, the least first. */
urne_g1 urne_g1_mul(urne_g1 a, const mp_limb_t *k, size_t n);

bool urne_g1_on_curve(urne_g1 a);

/* A point of the curve lies in G1 when r times it is zero. */
bool urne_g1_in_group(urne_g1 a);

/* Reads a point of G1 other than zero. False when the bytes are not the only encoding
 * of such a point: another form, zero, x not below p, x of no point of the curve, or a
 * point outside G1. */
bool urne_g1_read(urne_g1 *out, const unsigned char bytes[URNE_G1_BYTES]);

/* The bytes that urne_g1_read takes, for a point other than zero. */
void urne_g1_write(unsigned char out[URNE_G1_BYTES], urne_g1 a);

/* The three highest bits of a compressed point; every other bit is x. */
enum {
    URNE_POINT_COMPRESSED = 0x80,
    URNE_POINT_ZERO = 0x40,
    URNE_POINT_LARGE = 0x20, /* y is the larger of the two roots */
    URNE_POINT_FLAGS = 0xe0
};

#endif
