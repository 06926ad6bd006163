#include "crypto/fp12.h"

urne_fp12 urne_fp12_one(void)
{
    return (urne_fp12){.c = {urne_fp2_of(urne_fp_small(1))}};
}

urne_fp12 urne_fp12_mul(const urne_fp12 *a, const urne_fp12 *b)
{
    enum { N = URNE_FP12_TERMS };
    urne_fp2 product[2 * N - 1] = {0};
    urne_fp12 r;
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            product[i + j] =
                urne_fp2_add(product[i + j], urne_fp2_mul(a->c[i], b->c[j]));
        }
    }
    /* w^6 = 1 + u */
    for (size_t i = 0; i < N - 1; i++) {
        r.c[i] = urne_fp2_add(product[i], urne_fp2_twist(product[i + N]));
    }
    r.c[N - 1] = product[N - 1];
    return r;
}

bool urne_fp12_eq(const urne_fp12 *a, const urne_fp12 *b)
{
    for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
        if (!urne_fp2_eq(a->c[i], b->c[i])) {
            return false;
        }
    }
    return true;
}

/* w^p = w * (w^6)^((p-1)/6) = w * g, with g = (1 + u)^((p-1)/6). */
urne_fp12 urne_fp12_frobenius(const urne_fp12 *a)
{
    const urne_fp2 g = {
        urne_fp_hex("1904d3bf02bb0667c231beb4202c0d1f0fd603fd3cbd5f4f"
                    "7b2443d784bab9c4f67ea53d63e7813d8d0775ed92235fb8"),
        urne_fp_hex("00fc3e2b36c4e03288e9e902231f9fb854a14787b6c7b36f"
                    "ec0c8ec971f63c5f282d5ac14d6c7ec22cf78a126ddc4af3")};
    urne_fp2 g_i = urne_fp2_of(urne_fp_small(1));
    urne_fp12 r;
    for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
        r.c[i] = urne_fp2_mul(urne_fp2_conj(a->c[i]), g_i);
        g_i = urne_fp2_mul(g_i, g);
    }
    return r;
}

urne_fp12 urne_fp12_conj(const urne_fp12 *a)
{
    urne_fp12 r = *a;
    for (size_t i = 1; i < URNE_FP12_TERMS; i += 2) {
        r.c[i] = urne_fp2_neg(r.c[i]);
    }
    return r;
}

/* The product of a and its five other conjugates over Fp2, a^(p^2), a^(p^4), ..., is
 * the norm of a, which lies in Fp2. */
urne_fp12 urne_fp12_inv(const urne_fp12 *a)
{
    urne_fp12 conjugate = *a, others = urne_fp12_one();
    for (size_t i = 1; i < URNE_FP12_TERMS; i++) {
        conjugate = urne_fp12_frobenius(&conjugate);
        conjugate = urne_fp12_frobenius(&conjugate);
        others = urne_fp12_mul(&others, &conjugate);
    }
    urne_fp2 scale = urne_fp2_inv(urne_fp12_mul(&others, a).c[0]);
    for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
        others.c[i] = urne_fp2_mul(others.c[i], scale);
    }
    return others;
}
