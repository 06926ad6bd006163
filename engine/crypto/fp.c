#include "crypto/fp.h"

#include "crypto/hash.h"

enum { N = URNE_FP_LIMBS, WIDE_LIMBS = URNE_FP_WIDE / sizeof(mp_limb_t) };

_Static_assert(GMP_NUMB_BITS == 64, "six limbs hold 384 bits");

/* p, least limb first. */
static const mp_limb_t p[N] = {0xb9feffffffffaaab, 0x1eabfffeb153ffff,
                               0x6730d2a0f6b0f624, 0x64774b84f38512bf,
                               0x4b1ba7b6434bacd7, 0x1a0111ea397fe69a};

/* -1 / p mod 2^64 */
static const mp_limb_t p_inverse = 0x89f3fffcfffcfffd;

/* ---- Montgomery's form ---- */

/* t / 2^384 mod p, for t < p * 2^384; t is used up. Adding m * p clears the lowest limb
 * of t, whose place then keeps the carry. The sum stays below 2 * p * 2^384 < 2^766, so
 * that no carry is lost and one subtraction is enough. */
static urne_fp montgomery(mp_limb_t t[2 * N])
{
    urne_fp r;
    for (size_t i = 0; i < N; i++) {
        t[i] = mpn_addmul_1(t + i, p, N, t[i] * p_inverse);
    }
    mpn_add_n(r.l, t + N, t, N);
    if (mpn_cmp(r.l, p, N) >= 0) {
        mpn_sub_n(r.l, r.l, p, N);
    }
    return r;
}

/* The integer of n limbs, mod p, into Montgomery's form. */
static urne_fp from_integer(const mp_limb_t *v, size_t n)
{
    mp_limb_t shifted[N + WIDE_LIMBS] = {0}, quotient[WIDE_LIMBS + 1];
    urne_fp r;
    memcpy(shifted + N, v, n * sizeof *v);
    mpn_tdiv_qr(quotient, r.l, 0, shifted, (mp_size_t)(N + n), p, N);
    return r;
}

static void to_integer(mp_limb_t out[N], urne_fp a)
{
    mp_limb_t t[2 * N] = {0};
    memcpy(t, a.l, sizeof a.l);
    memcpy(out, montgomery(t).l, sizeof a.l);
}

/* ---- In and out ---- */

static void from_bytes(mp_limb_t *out, const unsigned char *bytes, size_t n_limbs)
{
    for (size_t i = 0; i < n_limbs; i++) {
        const unsigned char *b = bytes + 8 * (n_limbs - 1 - i);
        out[i] = 0;
        for (size_t j = 0; j < 8; j++) {
            out[i] = out[i] << 8 | b[j];
        }
    }
}

urne_fp urne_fp_small(mp_limb_t v)
{
    return from_integer(&v, 1);
}

bool urne_fp_read(urne_fp *out, const unsigned char bytes[URNE_FP_BYTES])
{
    mp_limb_t v[N];
    from_bytes(v, bytes, N);
    if (mpn_cmp(v, p, N) >= 0) {
        return false;
    }
    *out = from_integer(v, N);
    return true;
}

urne_fp urne_fp_hex(const char *hex)
{
    unsigned char bytes[URNE_FP_BYTES];
    urne_fp r;
    if (!urne_hex_parse(urne_str_of(hex), bytes, sizeof bytes) ||
        !urne_fp_read(&r, bytes)) {
        urne_bug("a constant that is no element of the field");
    }
    return r;
}

void urne_fp_write(unsigned char out[URNE_FP_BYTES], urne_fp a)
{
    mp_limb_t v[N];
    to_integer(v, a);
    for (size_t i = 0; i < URNE_FP_BYTES; i++) {
        out[URNE_FP_BYTES - 1 - i] = (unsigned char)(v[i / 8] >> (8 * (i % 8)));
    }
}

urne_fp urne_fp_reduce(const unsigned char bytes[URNE_FP_WIDE])
{
    mp_limb_t v[WIDE_LIMBS];
    from_bytes(v, bytes, WIDE_LIMBS);
    return from_integer(v, WIDE_LIMBS);
}

/* ---- Arithmetic ---- */

urne_fp urne_fp_add(urne_fp a, urne_fp b)
{
    urne_fp r;
    /* below 2p < 2^382: no carry */
    mpn_add_n(r.l, a.l, b.l, N);
    if (mpn_cmp(r.l, p, N) >= 0) {
        mpn_sub_n(r.l, r.l, p, N);
    }
    return r;
}

urne_fp urne_fp_sub(urne_fp a, urne_fp b)
{
    urne_fp r;
    if (mpn_sub_n(r.l, a.l, b.l, N) != 0) {
        mpn_add_n(r.l, r.l, p, N);
    }
    return r;
}

urne_fp urne_fp_neg(urne_fp a)
{
    return urne_fp_sub((urne_fp){{0}}, a);
}

urne_fp urne_fp_mul(urne_fp a, urne_fp b)
{
    mp_limb_t t[2 * N];
    mpn_mul_n(t, a.l, b.l, N);
    return montgomery(t);
}

urne_fp urne_fp_inv(urne_fp a)
{
    mp_limb_t v[N];
    mpz_t value, modulus, inverse;
    urne_fp r = {{0}};
    if (urne_fp_is_zero(a)) {
        return r;
    }
    to_integer(v, a);
    mpz_init(inverse);
    mpz_invert(inverse, mpz_roinit_n(value, v, N), mpz_roinit_n(modulus, p, N));
    r = from_integer(mpz_limbs_read(inverse), mpz_size(inverse));
    mpz_clear(inverse);
    return r;
}

/* a^e, most significant bit first. */
static urne_fp power(urne_fp a, const mp_limb_t e[N])
{
    urne_fp r = urne_fp_small(1);
    for (size_t i = (size_t)64 * N; i-- > 0;) {
        r = urne_fp_mul(r, r);
        if ((e[i / 64] >> (i % 64) & 1) != 0) {
            r = urne_fp_mul(r, a);
        }
    }
    return r;
}

bool urne_fp_sqrt(urne_fp *root, urne_fp a)
{
    /* p = 3 mod 4: if a is a square, the square of a^((p+1)/4) is
     * a * a^((p-1)/2) = a. */
    mp_limb_t e[N];
    mpn_add_1(e, p, N, 1);
    mpn_rshift(e, e, N, 2);
    urne_fp r = power(a, e);
    if (!urne_fp_eq(urne_fp_mul(r, r), a)) {
        return false;
    }
    *root = r;
    return true;
}

/* ---- Questions ---- */

bool urne_fp_is_zero(urne_fp a)
{
    return mpn_zero_p(a.l, N) != 0;
}

bool urne_fp_eq(urne_fp a, urne_fp b)
{
    return mpn_cmp(a.l, b.l, N) == 0;
}

bool urne_fp_is_odd(urne_fp a)
{
    mp_limb_t v[N];
    to_integer(v, a);
    return (v[0] & 1) != 0;
}

bool urne_fp_is_large(urne_fp a)
{
    mp_limb_t v[N], half[N];
    to_integer(v, a);
    mpn_rshift(half, p, N, 1); /* (p - 1) / 2, as p is odd */
    return mpn_cmp(v, half, N) > 0;
}
