#include "crypto/g1_hash.h"

/* ---- To the field ---- */

void urne_expand_message(unsigned char *out, size_t n, urne_str message, urne_str tag)
{
    static const char zeros[64]; /* one block of SHA-256 */
    size_t rounds = (n + URNE_HASH - 1) / URNE_HASH;
    if (tag.n == 0 || tag.n > 255 || rounds > 255) {
        urne_bug("no domain separation tag, or too many bytes");
    }
    const char length[3] = {(char)(n >> 8), (char)(n & 0xff), 0};
    const char tag_length = (char)tag.n;
    urne_hash b0 = urne_sha256_parts(
        (urne_str[]){
            {zeros, sizeof zeros}, message, {length, 3}, tag, {&tag_length, 1}},
        5);
    /* b_i = H((b_0 xor b_(i-1)) || i || tag'), with b_0 alone for i = 1 */
    urne_hash b = {{0}};
    for (size_t i = 1; i <= rounds; i++) {
        char number = (char)i;
        for (size_t j = 0; j < URNE_HASH; j++) {
            b.b[j] ^= b0.b[j];
        }
        b = urne_sha256_parts(
            (urne_str[]){
                {(const char *)b.b, URNE_HASH}, {&number, 1}, tag, {&tag_length, 1}},
            4);
        size_t at = (i - 1) * URNE_HASH;
        memcpy(out + at, b.b, n - at < URNE_HASH ? n - at : URNE_HASH);
    }
}

void urne_g1_hash_fields(urne_fp out[2], urne_str message, urne_str tag)
{
    unsigned char bytes[2 * URNE_FP_WIDE];
    urne_expand_message(bytes, sizeof bytes, message, tag);
    out[0] = urne_fp_reduce(bytes);
    out[1] = urne_fp_reduce(bytes + URNE_FP_WIDE);
}

/* ---- To the curve ---- */

/* x^3 + A x + B */
static urne_fp y_squared(urne_fp x, urne_fp a, urne_fp b)
{
    urne_fp square = urne_fp_mul(x, x);
    return urne_fp_add(urne_fp_mul(urne_fp_add(square, a), x), b);
}

/* The simplified SWU map (§6.6.2) onto E', with Z = 11. */
urne_g1 urne_g1_map(urne_fp u)
{
    const urne_fp a = urne_fp_hex("00144698a3b8e9433d693a02c96d4982b0ea985383ee66a8"
                                  "d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d");
    const urne_fp b = urne_fp_hex("12e2908d11688030018b12e8753eee3b2016c1f0f24f4070"
                                  "a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0");
    const urne_fp z = urne_fp_small(11);
    urne_fp zu2 = urne_fp_mul(z, urne_fp_mul(u, u)), x, y;
    urne_fp t = urne_fp_inv(urne_fp_add(urne_fp_mul(zu2, zu2), zu2));
    if (urne_fp_is_zero(t)) {
        x = urne_fp_mul(b, urne_fp_inv(urne_fp_mul(z, a)));
    } else {
        urne_fp minus_b_over_a = urne_fp_neg(urne_fp_mul(b, urne_fp_inv(a)));
        x = urne_fp_mul(minus_b_over_a, urne_fp_add(urne_fp_small(1), t));
    }
    if (!urne_fp_sqrt(&y, y_squared(x, a, b))) {
        x = urne_fp_mul(zu2, x);
        if (!urne_fp_sqrt(&y, y_squared(x, a, b))) {
            urne_bug("one of the two candidates of the map is a square");
        }
    }
    if (urne_fp_is_odd(u) != urne_fp_is_odd(y)) {
        y = urne_fp_neg(y);
    }
    return urne_g1_isogeny(x, y);
}

urne_g1 urne_g1_hash(urne_str message, urne_str tag)
{
    /* h_eff = 1 - x of the curve: takes every point of the curve into G1 (§8.8.1) */
    static const mp_limb_t cofactor = 0xd201000000010001;
    urne_fp u[2];
    urne_g1_hash_fields(u, message, tag);
    urne_g1 sum = urne_g1_add(urne_g1_map(u[0]), urne_g1_map(u[1]));
    return urne_g1_mul(sum, &cofactor, 1);
}
