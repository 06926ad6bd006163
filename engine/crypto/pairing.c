#include "crypto/pairing.h"

/* The curve's parameter x is -0xd201000000010000. */
static const uint64_t x_abs = 0xd201000000010000;

/* A point (X, Y) of the curve of G2 stands for (X / w^2, Y / w^3) on y^2 = x^3 + 4 over
 * Fp12. The line through it with slope m, there m / w, at the point p of G1 is
 *     p.y - Y / w^3 - (m / w) (p.x - X / w^2),
 * here times w^3. A factor from a smaller field, as w^3 from Fp4, ends as 1 in the
 * final exponentiation. */
static urne_fp12 line(urne_g2 at, urne_fp2 slope, urne_g1 p)
{
    return (urne_fp12){.c = {[0] = urne_fp2_sub(urne_fp2_mul(slope, at.x), at.y),
                             [2] = urne_fp2_neg(urne_fp2_scale(slope, p.x)),
                             [3] = urne_fp2_of(p.y)}};
}

/* f times the line through t and q at p; t becomes t + q. */
static void step(urne_fp12 *f, urne_g2 *t, urne_g2 q, urne_g1 p)
{
    urne_fp2 slope = urne_g2_slope(*t, q);
    urne_fp12 l = line(*t, slope, p);
    *f = urne_fp12_mul(f, &l);
    *t = urne_g2_add_by(*t, q, slope);
}

/* f_{x,q}(p), Miller's loop: t runs through multiples of q below r, so that no step
 * meets t = -q or t = 0. As x is negative, the result is the conjugate: an inverse, up
 * to factors that the final exponentiation removes. */
static urne_fp12 miller(urne_g1 p, urne_g2 q)
{
    urne_fp12 f = urne_fp12_one();
    urne_g2 t = q;
    if (p.zero || q.zero) {
        return f;
    }
    for (size_t bit = 63; bit-- > 0;) {
        f = urne_fp12_mul(&f, &f);
        step(&f, &t, t, p);
        if ((x_abs >> bit & 1) != 0) {
            step(&f, &t, q, p);
        }
    }
    return urne_fp12_conj(&f);
}

/* ---- The final exponentiation ---- */

/* The functions below take elements whose inverse is the conjugate. */

static urne_fp12 power_x(const urne_fp12 *a)
{
    urne_fp12 r = *a;
    for (size_t bit = 63; bit-- > 0;) {
        r = urne_fp12_mul(&r, &r);
        if ((x_abs >> bit & 1) != 0) {
            r = urne_fp12_mul(&r, a);
        }
    }
    return urne_fp12_conj(&r);
}

static urne_fp12 power_x_minus_1(const urne_fp12 *a)
{
    urne_fp12 r = power_x(a), inverse = urne_fp12_conj(a);
    return urne_fp12_mul(&r, &inverse);
}

static urne_fp12 power_x_plus_p(const urne_fp12 *a)
{
    urne_fp12 r = power_x(a), frobenius = urne_fp12_frobenius(a);
    return urne_fp12_mul(&r, &frobenius);
}

/* x^2 + p^2 - 1 */
static urne_fp12 power_squares(const urne_fp12 *a)
{
    urne_fp12 r = power_x(a), f = urne_fp12_frobenius(a), inverse = urne_fp12_conj(a);
    r = power_x(&r);
    f = urne_fp12_frobenius(&f);
    r = urne_fp12_mul(&r, &f);
    return urne_fp12_mul(&r, &inverse);
}

/* f^(3 (p^12 - 1) / r). The exponent is (p^6 - 1) (p^2 + 1) times
 * 3 (p^4 - p^2 + 1) / r = (x - 1)^2 (x + p) (x^2 + p^2 - 1) + 3. */
static urne_fp12 final_power(const urne_fp12 *f)
{
    urne_fp12 easy = urne_fp12_conj(f), t = urne_fp12_inv(f);
    easy = urne_fp12_mul(&easy, &t);
    t = urne_fp12_frobenius(&easy);
    t = urne_fp12_frobenius(&t);
    easy = urne_fp12_mul(&easy, &t);

    urne_fp12 hard = power_x_minus_1(&easy);
    hard = power_x_minus_1(&hard);
    hard = power_x_plus_p(&hard);
    hard = power_squares(&hard);
    for (size_t i = 0; i < 3; i++) {
        hard = urne_fp12_mul(&hard, &easy);
    }
    return hard;
}

urne_fp12 urne_pairing(const urne_g1 *p, const urne_g2 *q, size_t n)
{
    urne_fp12 f = urne_fp12_one();
    for (size_t i = 0; i < n; i++) {
        urne_fp12 one = miller(p[i], q[i]);
        f = urne_fp12_mul(&f, &one);
    }
    return final_power(&f);
}
