#include "crypto/g2.h"

urne_g2 urne_g2_generator(void)
{
    return (urne_g2){
        .x = {urne_fp_hex("024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02"
                          "b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
              urne_fp_hex("13e02b6052719f607dacd3a088274f65596bd0d09920b61a"
                          "b5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")},
        .y = {urne_fp_hex("0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a7"
                          "6d429a695160d12c923ac9cc3baca289e193548608b82801"),
              urne_fp_hex("0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af"
                          "267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be")}};
}

bool urne_g2_eq(urne_g2 a, urne_g2 b)
{
    return a.zero == b.zero &&
           (a.zero || (urne_fp2_eq(a.x, b.x) && urne_fp2_eq(a.y, b.y)));
}

urne_g2 urne_g2_neg(urne_g2 a)
{
    a.y = urne_fp2_neg(a.y);
    return a;
}

urne_fp2 urne_g2_slope(urne_g2 a, urne_g2 b)
{
    urne_fp2 rise = urne_fp2_sub(b.y, a.y), run = urne_fp2_sub(b.x, a.x);
    if (urne_fp2_is_zero(run)) {
        /* the tangent, 3 x^2 / 2 y */
        urne_fp2 square = urne_fp2_mul(a.x, a.x);
        rise = urne_fp2_add(urne_fp2_add(square, square), square);
        run = urne_fp2_add(a.y, a.y);
    }
    return urne_fp2_mul(rise, urne_fp2_inv(run));
}

urne_g2 urne_g2_add_by(urne_g2 a, urne_g2 b, urne_fp2 slope)
{
    urne_g2 r = {.zero = false};
    r.x = urne_fp2_sub(urne_fp2_sub(urne_fp2_mul(slope, slope), a.x), b.x);
    r.y = urne_fp2_sub(urne_fp2_mul(slope, urne_fp2_sub(a.x, r.x)), a.y);
    return r;
}

urne_g2 urne_g2_add(urne_g2 a, urne_g2 b)
{
    if (a.zero || b.zero) {
        return a.zero ? b : a;
    }
    if (urne_g2_eq(a, urne_g2_neg(b))) {
        return (urne_g2){.zero = true};
    }
    return urne_g2_add_by(a, b, urne_g2_slope(a, b));
}

urne_g2 urne_g2_mul(urne_g2 a, const mp_limb_t *k, size_t n)
{
    urne_g2 r = {.zero = true};
    for (size_t i = 64 * n; i-- > 0;) {
        r = urne_g2_add(r, r);
        if ((k[i / 64] >> (i % 64) & 1) != 0) {
            r = urne_g2_add(r, a);
        }
    }
    return r;
}

/* x^3 + 4 (1 + u) */
static urne_fp2 y_squared(urne_fp2 x)
{
    urne_fp four = urne_fp_small(4);
    return urne_fp2_add(urne_fp2_mul(urne_fp2_mul(x, x), x), (urne_fp2){four, four});
}

bool urne_g2_on_curve(urne_g2 a)
{
    return a.zero || urne_fp2_eq(urne_fp2_mul(a.y, a.y), y_squared(a.x));
}

bool urne_g2_in_group(urne_g2 a)
{
    return urne_g2_mul(a, urne_order, URNE_ORDER_LIMBS).zero;
}

bool urne_g2_read(urne_g2 *out, const unsigned char bytes[URNE_G2_BYTES])
{
    unsigned char im[URNE_FP_BYTES];
    urne_g2 a = {.zero = false};
    unsigned flags = bytes[0] & (unsigned)URNE_POINT_FLAGS;
    if ((flags & ~(unsigned)URNE_POINT_LARGE) != URNE_POINT_COMPRESSED) {
        return false;
    }
    memcpy(im, bytes, sizeof im);
    im[0] &= (unsigned char)~(unsigned)URNE_POINT_FLAGS;
    if (!urne_fp_read(&a.x.im, im) || !urne_fp_read(&a.x.re, bytes + URNE_FP_BYTES) ||
        !urne_fp2_sqrt(&a.y, y_squared(a.x))) {
        return false;
    }
    if (urne_fp2_is_large(a.y) != ((flags & URNE_POINT_LARGE) != 0)) {
        a.y = urne_fp2_neg(a.y);
    }
    if (!urne_g2_in_group(a)) {
        return false;
    }
    *out = a;
    return true;
}

void urne_g2_write(unsigned char out[URNE_G2_BYTES], urne_g2 a)
{
    urne_fp_write(out, a.x.im);
    urne_fp_write(out + URNE_FP_BYTES, a.x.re);
    out[0] |= URNE_POINT_COMPRESSED;
    if (urne_fp2_is_large(a.y)) {
        out[0] |= URNE_POINT_LARGE;
    }
}
