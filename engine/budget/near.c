#include "budget/mes.h"

/* Bounds of positive rationals, rounded to 63 bits in a chosen direction. */

static urne_near normal(urne_wide q, int e, bool up, bool inexact)
{
    unsigned bits = urne_wide_bits(q);
    if (bits < 63) {
        urne_bug("near: too few bits");
    }
    unsigned cut = bits - 63;
    urne_wide kept = q >> cut;
    inexact = inexact || (kept << cut) != q;
    if (up && inexact) {
        kept++;
    }
    if (kept >> 63 != 0) {
        kept >>= 1; /* it was all ones: a power of two now */
        cut++;
    }
    return (urne_near){(uint64_t)kept, e + (int)cut};
}

urne_near urne_near_div(urne_wide num, urne_wide den, bool up)
{
    int e = 0;
    bool inexact = false;
    unsigned bits = urne_wide_bits(den);
    if (num == 0) {
        return (urne_near){0, 0};
    }
    if (bits > 62) {
        unsigned cut = bits - 62;
        urne_wide kept = den >> cut;
        inexact = (kept << cut) != den;
        /* A larger divisor for a lower bound, a smaller one for an upper. */
        den = kept + (inexact && !up ? 1 : 0);
        e -= (int)cut;
    }
    unsigned room = 127 - urne_wide_bits(num);
    num <<= room;
    e -= (int)room;
    urne_wide q = num / den;
    return normal(q, e, up, inexact || q * den != num);
}

urne_near urne_near_big(const mpz_t num, const mpz_t den, bool up)
{
    if (mpz_sgn(num) == 0) {
        return (urne_near){0, 0};
    }
    mpz_t n, q, r;
    mpz_inits(n, q, r, NULL);
    int shift = 66 - (int)mpz_sizeinbase(num, 2) + (int)mpz_sizeinbase(den, 2);
    if (shift >= 0) {
        mpz_mul_2exp(n, num, (mp_bitcnt_t)shift);
        mpz_fdiv_qr(q, r, n, den);
    } else {
        mpz_mul_2exp(n, den, (mp_bitcnt_t)-shift);
        mpz_fdiv_qr(q, r, num, n);
    }
    uint64_t limb[2] = {0, 0};
    mpz_export(limb, NULL, -1, sizeof *limb, 0, 0, q);
    urne_near out =
        normal(((urne_wide)limb[1] << 64) | limb[0], -shift, up, mpz_sgn(r) != 0);
    mpz_clears(n, q, r, NULL);
    return out;
}

int urne_near_cmp(urne_near a, urne_near b)
{
    if (a.m == 0 || b.m == 0) {
        return a.m == b.m ? 0 : a.m == 0 ? -1 : 1;
    }
    if (a.e != b.e) {
        return a.e < b.e ? -1 : 1;
    }
    return a.m < b.m ? -1 : a.m > b.m ? 1 : 0;
}
