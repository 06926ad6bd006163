#include "crypto/fp2.h"

urne_fp2 urne_fp2_of(urne_fp re)
{
    return (urne_fp2){.re = re};
}

urne_fp2 urne_fp2_add(urne_fp2 a, urne_fp2 b)
{
    return (urne_fp2){urne_fp_add(a.re, b.re), urne_fp_add(a.im, b.im)};
}

urne_fp2 urne_fp2_sub(urne_fp2 a, urne_fp2 b)
{
    return (urne_fp2){urne_fp_sub(a.re, b.re), urne_fp_sub(a.im, b.im)};
}

urne_fp2 urne_fp2_neg(urne_fp2 a)
{
    return (urne_fp2){urne_fp_neg(a.re), urne_fp_neg(a.im)};
}

urne_fp2 urne_fp2_mul(urne_fp2 a, urne_fp2 b)
{
    /* Karatsuba: (a.re + a.im)(b.re + b.im) = re re + im im + what u is times */
    urne_fp re = urne_fp_mul(a.re, b.re), im = urne_fp_mul(a.im, b.im);
    urne_fp all = urne_fp_mul(urne_fp_add(a.re, a.im), urne_fp_add(b.re, b.im));
    return (urne_fp2){urne_fp_sub(re, im), urne_fp_sub(all, urne_fp_add(re, im))};
}

urne_fp2 urne_fp2_scale(urne_fp2 a, urne_fp k)
{
    return (urne_fp2){urne_fp_mul(a.re, k), urne_fp_mul(a.im, k)};
}

urne_fp2 urne_fp2_twist(urne_fp2 a)
{
    return (urne_fp2){urne_fp_sub(a.re, a.im), urne_fp_add(a.re, a.im)};
}

urne_fp2 urne_fp2_conj(urne_fp2 a)
{
    return (urne_fp2){a.re, urne_fp_neg(a.im)};
}

/* re^2 + im^2 = a * conj(a), which lies in Fp. */
static urne_fp norm(urne_fp2 a)
{
    return urne_fp_add(urne_fp_mul(a.re, a.re), urne_fp_mul(a.im, a.im));
}

urne_fp2 urne_fp2_inv(urne_fp2 a)
{
    return urne_fp2_scale(urne_fp2_conj(a), urne_fp_inv(norm(a)));
}

/* With (x + y u)^2 = a: x^2 - y^2 = re, 2 x y = im and x^2 + y^2 = n, a root of the
 * norm; so x^2 = (re + n) / 2 for one of the two n, and y = im / 2x. When im is 0,
 * either x or y is, and x^2 = re or y^2 = -re. */
bool urne_fp2_sqrt(urne_fp2 *root, urne_fp2 a)
{
    urne_fp n, half = urne_fp_inv(urne_fp_small(2));
    urne_fp2 r = {0};
    if (urne_fp_is_zero(a.im)) {
        if (!urne_fp_sqrt(&r.re, a.re) && !urne_fp_sqrt(&r.im, urne_fp_neg(a.re))) {
            return false;
        }
        *root = r;
        return true;
    }
    if (!urne_fp_sqrt(&n, norm(a))) {
        return false;
    }
    if (!urne_fp_sqrt(&r.re, urne_fp_mul(urne_fp_add(a.re, n), half)) &&
        !urne_fp_sqrt(&r.re, urne_fp_mul(urne_fp_sub(a.re, n), half))) {
        return false;
    }
    r.im = urne_fp_mul(urne_fp_mul(a.im, half), urne_fp_inv(r.re));
    *root = r;
    return true;
}

bool urne_fp2_is_zero(urne_fp2 a)
{
    return urne_fp_is_zero(a.re) && urne_fp_is_zero(a.im);
}

bool urne_fp2_eq(urne_fp2 a, urne_fp2 b)
{
    return urne_fp_eq(a.re, b.re) && urne_fp_eq(a.im, b.im);
}

bool urne_fp2_is_large(urne_fp2 a)
{
    return urne_fp_is_zero(a.im) ? urne_fp_is_large(a.re) : urne_fp_is_large(a.im);
}
