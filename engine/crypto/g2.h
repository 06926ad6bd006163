/* crypto/g2: the curve y^2 = x^3 + 4 (1 + u) over Fp2, and its subgroup G2 of the prime
 * order r (urne_order), which holds quicknet's public key. */
#ifndef URNE_CRYPTO_G2_H
#define URNE_CRYPTO_G2_H

#include "crypto/fp2.h"
#include "crypto/g1.h"

enum { URNE_G2_BYTES = 2 * URNE_FP_BYTES };

/* A point of the curve; `zero` is the point at infinity, whose x and y are 0. */
typedef struct urne_g2 {
    urne_fp2 x, y;
    bool zero;
} urne_g2;

/* The generator that BLS12-381 fixes. */
urne_g2 urne_g2_generator(void);

bool urne_g2_eq(urne_g2 a, urne_g2 b);
urne_g2 urne_g2_neg(urne_g2 a);

/* The slope of the line through a and b: the tangent if they are equal. Neither is zero
 * nor the negative of the other. The pairing needs it apart from the sum. */
urne_fp2 urne_g2_slope(urne_g2 a, urne_g2 b);

/* a + b by a slope that is known. */
urne_g2 urne_g2_add_by(urne_g2 a, urne_g2 b, urne_fp2 slope);

urne_g2 urne_g2_add(urne_g2 a, urne_g2 b);

/* k times a; k has n limbs, the least first. */
urne_g2 urne_g2_mul(urne_g2 a, const mp_limb_t *k, size_t n);

bool urne_g2_on_curve(urne_g2 a);
bool urne_g2_in_group(urne_g2 a);

/* As urne_g1_read, from 96 bytes: x.im under the flags, then x.re. */
bool urne_g2_read(urne_g2 *out, const unsigned char bytes[URNE_G2_BYTES]);
void urne_g2_write(unsigned char out[URNE_G2_BYTES], urne_g2 a);

#endif
