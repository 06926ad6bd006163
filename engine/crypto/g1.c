#include "crypto/g1.h"

const mp_limb_t urne_order[URNE_ORDER_LIMBS] = {0xffffffff00000001, 0x53bda402fffe5bfe,
                                                0x3339d80809a1d805, 0x73eda753299d7d48};

bool urne_g1_eq(urne_g1 a, urne_g1 b)
{
    return a.zero == b.zero &&
           (a.zero || (urne_fp_eq(a.x, b.x) && urne_fp_eq(a.y, b.y)));
}

urne_g1 urne_g1_neg(urne_g1 a)
{
    a.y = urne_fp_neg(a.y);
    return a;
}

/* The slope of the tangent at a, 3 x^2 / 2 y. */
static urne_fp tangent(urne_g1 a)
{
    urne_fp square = urne_fp_mul(a.x, a.x);
    urne_fp triple = urne_fp_add(urne_fp_add(square, square), square);
    return urne_fp_mul(triple, urne_fp_inv(urne_fp_add(a.y, a.y)));
}

/* The slope of the chord through a and b, which differ in x. */
static urne_fp chord(urne_g1 a, urne_g1 b)
{
    return urne_fp_mul(urne_fp_sub(b.y, a.y), urne_fp_inv(urne_fp_sub(b.x, a.x)));
}

urne_g1 urne_g1_add(urne_g1 a, urne_g1 b)
{
    if (a.zero || b.zero) {
        return a.zero ? b : a;
    }
    bool same = urne_fp_eq(a.x, b.x);
    if (same && urne_fp_eq(a.y, urne_fp_neg(b.y))) {
        return (urne_g1){.zero = true};
    }
    urne_fp slope = same ? tangent(a) : chord(a, b);
    urne_g1 r = {.zero = false};
    r.x = urne_fp_sub(urne_fp_sub(urne_fp_mul(slope, slope), a.x), b.x);
    r.y = urne_fp_sub(urne_fp_mul(slope, urne_fp_sub(a.x, r.x)), a.y);
    return r;
}

urne_g1 urne_g1_mul(urne_g1 a, const mp_limb_t *k, size_t n)
{
    urne_g1 r = {.zero = true};
    for (size_t i = 64 * n; i-- > 0;) {
        r = urne_g1_add(r, r);
        if ((k[i / 64] >> (i % 64) & 1) != 0) {
            r = urne_g1_add(r, a);
        }
    }
    return r;
}

/* x^3 + 4 */
static urne_fp y_squared(urne_fp x)
{
    return urne_fp_add(urne_fp_mul(urne_fp_mul(x, x), x), urne_fp_small(4));
}

bool urne_g1_on_curve(urne_g1 a)
{
    return a.zero || urne_fp_eq(urne_fp_mul(a.y, a.y), y_squared(a.x));
}

bool urne_g1_in_group(urne_g1 a)
{
    return urne_g1_mul(a, urne_order, URNE_ORDER_LIMBS).zero;
}

bool urne_g1_read(urne_g1 *out, const unsigned char bytes[URNE_G1_BYTES])
{
    unsigned char x[URNE_G1_BYTES];
    urne_g1 a = {.zero = false};
    unsigned flags = bytes[0] & (unsigned)URNE_POINT_FLAGS;
    if ((flags & ~(unsigned)URNE_POINT_LARGE) != URNE_POINT_COMPRESSED) {
        return false;
    }
    memcpy(x, bytes, sizeof x);
    x[0] &= (unsigned char)~(unsigned)URNE_POINT_FLAGS;
    if (!urne_fp_read(&a.x, x) || !urne_fp_sqrt(&a.y, y_squared(a.x))) {
        return false;
    }
    /* y is never 0: the curve has an odd number of points. */
    if (urne_fp_is_large(a.y) != ((flags & URNE_POINT_LARGE) != 0)) {
        a.y = urne_fp_neg(a.y);
    }
    if (!urne_g1_in_group(a)) {
        return false;
    }
    *out = a;
    return true;
}

void urne_g1_write(unsigned char out[URNE_G1_BYTES], urne_g1 a)
{
    urne_fp_write(out, a.x);
    out[0] |= URNE_POINT_COMPRESSED;
    if (urne_fp_is_large(a.y)) {
        out[0] |= URNE_POINT_LARGE;
    }
}
