/* crypto/fp2: Fp2 = Fp[u] / (u^2 + 1), the field of the coordinates of G2. */
#ifndef URNE_CRYPTO_FP2_H
#define URNE_CRYPTO_FP2_H

#include "crypto/fp.h"

/* re + im * u */
typedef struct urne_fp2 {
    urne_fp re, im;
} urne_fp2;

urne_fp2 urne_fp2_of(urne_fp re);
urne_fp2 urne_fp2_add(urne_fp2 a, urne_fp2 b);
urne_fp2 urne_fp2_sub(urne_fp2 a, urne_fp2 b);
urne_fp2 urne_fp2_neg(urne_fp2 a);
urne_fp2 urne_fp2_mul(urne_fp2 a, urne_fp2 b);

/* a times an element of Fp. */
urne_fp2 urne_fp2_scale(urne_fp2 a, urne_fp k);

/* a times 1 + u, which is neither a square nor a cube: Fp12 and the curve of G2 are
 * built on it. */
urne_fp2 urne_fp2_twist(urne_fp2 a);

/* re - im * u, which is a^p. */
urne_fp2 urne_fp2_conj(urne_fp2 a);

/* 1 / a; 0 for 0. */
urne_fp2 urne_fp2_inv(urne_fp2 a);

/* One of the square roots of a; false when a is no square. */
bool urne_fp2_sqrt(urne_fp2 *root, urne_fp2 a);

bool urne_fp2_is_zero(urne_fp2 a);
bool urne_fp2_eq(urne_fp2 a, urne_fp2 b);

/* a is above -a, compared by im, then by re: the sign of a compressed point. */
bool urne_fp2_is_large(urne_fp2 a);

#endif
