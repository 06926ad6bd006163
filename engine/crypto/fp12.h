/* crypto/fp12: Fp12 = Fp2[w] / (w^6 - (1 + u)), where pairings take their values.
 *
 * The usual tower Fp2, Fp6, Fp12 is the same field with v = w^2; as polynomials in w
 * the product is one double loop, and Frobenius one line. */
#ifndef URNE_CRYPTO_FP12_H
#define URNE_CRYPTO_FP12_H

#include "crypto/fp2.h"

enum { URNE_FP12_TERMS = 6 };

/* The sum of c[i] * w^i. */
typedef struct urne_fp12 {
    urne_fp2 c[URNE_FP12_TERMS];
} urne_fp12;

urne_fp12 urne_fp12_one(void);
urne_fp12 urne_fp12_mul(const urne_fp12 *a, const urne_fp12 *b);
bool urne_fp12_eq(const urne_fp12 *a, const urne_fp12 *b);

/* a^p */
urne_fp12 urne_fp12_frobenius(const urne_fp12 *a);

/* a^(p^6): w becomes -w. */
urne_fp12 urne_fp12_conj(const urne_fp12 *a);

/* 1 / a; 0 for 0. */
urne_fp12 urne_fp12_inv(const urne_fp12 *a);

#endif
