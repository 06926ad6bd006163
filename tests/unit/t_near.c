/* budget/near: bounds of rationals, against GMP. */
#include "budget/mes.h"
#include "oracle/lots.h"
#include "oracle/program.h"

static void set_wide(mpz_t out, urne_wide v)
{
    uint64_t limb[2] = {(uint64_t)v, (uint64_t)(v >> 64)};
    mpz_import(out, 2, -1, sizeof *limb, 0, 0, limb);
}

/* q = m * 2^e */
static void value(mpq_t q, urne_near v)
{
    mpq_set_ui(q, v.m, 1);
    if (v.e >= 0) {
        mpq_mul_2exp(q, q, (mp_bitcnt_t)v.e);
    } else {
        mpq_div_2exp(q, q, (mp_bitcnt_t)-v.e);
    }
}

/* lo <= num / den <= hi, both normal, and hi - lo < 2^-58 of it. */
static void check(const mpz_t num, const mpz_t den, urne_near lo, urne_near hi)
{
    mpq_t x, a, b;
    mpq_inits(x, a, b, NULL);
    mpq_set_num(x, num);
    mpq_set_den(x, den);
    mpq_canonicalize(x);
    value(a, lo);
    value(b, hi);
    ck_assert(lo.m >> 62 == 1 && hi.m >> 62 == 1);
    ck_assert_int_le(mpq_cmp(a, x), 0);
    ck_assert_int_le(mpq_cmp(x, b), 0);
    ck_assert_int_le(urne_near_cmp(lo, hi), 0);
    mpq_sub(b, b, a);
    mpq_mul_2exp(b, b, 58);
    ck_assert_int_lt(mpq_cmp(b, x), 0);
    mpq_clears(x, a, b, NULL);
}

/* Some number of at most `bits` bits: by chance, or all ones, or a power of two. */
static urne_wide some(uint64_t *lots, unsigned bits)
{
    unsigned n = 1 + (unsigned)lots_below(lots, bits);
    urne_wide v = ((urne_wide)lots_next(lots) << 64) | lots_next(lots);
    uint64_t kind = lots_below(lots, 4);
    v = kind == 0 ? ~(urne_wide)0 : kind == 1 ? (urne_wide)1 << 127 : v;
    v >>= 128 - n;
    return v | (urne_wide)1 << (n - 1);
}

START_TEST(quotients)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    for (uint64_t i = 0; i < lots_scale(20000); i++) {
        uint64_t lots = lots_at(i);
        urne_wide n = some(&lots, 127), d = some(&lots, 128);
        set_wide(num, n);
        set_wide(den, d);
        check(num, den, urne_near_div(n, d, false), urne_near_div(n, d, true));
    }
    mpz_clears(num, den, NULL);
}
END_TEST

/* Integers of any length; the shorter of them as quotients of 128 bits too. */
START_TEST(big_quotients)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    for (uint64_t i = 0; i < lots_scale(5000); i++) {
        uint64_t lots = lots_at(i + 1000000);
        uint64_t a = lots_below(&lots, 8), b = lots_below(&lots, 8);
        set_wide(num, some(&lots, 128));
        set_wide(den, some(&lots, 128));
        for (uint64_t k = 0; k < a; k++) {
            mpz_mul_2exp(num, num, 64);
            mpz_add_ui(num, num, k % 2 == 0 ? lots_next(&lots) : 0);
        }
        for (uint64_t k = 0; k < b; k++) {
            mpz_mul_2exp(den, den, 64);
            mpz_add_ui(den, den, k % 2 == 0 ? lots_next(&lots) : UINT64_MAX);
        }
        check(num, den, urne_near_big(num, den, false), urne_near_big(num, den, true));
    }
    mpz_clears(num, den, NULL);
}
END_TEST

/* What 63 bits hold is its own bound, both ways. */
START_TEST(exact_values)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    for (uint64_t i = 0; i < lots_scale(5000); i++) {
        uint64_t lots = lots_at(i + 2000000);
        uint64_t v = (uint64_t)some(&lots, 31), d = (uint64_t)some(&lots, 31);
        urne_near lo = urne_near_div(urne_wide_mul(v, d), d, false);
        urne_near hi = urne_near_div(urne_wide_mul(v, d), d, true);
        mpz_set_ui(num, v);
        mpz_mul_ui(num, num, d);
        mpz_set_ui(den, d);
        urne_near big = urne_near_big(num, den, _i != 0);
        ck_assert_int_eq(urne_near_cmp(lo, hi), 0);
        ck_assert_int_eq(urne_near_cmp(lo, big), 0);
        ck_assert(lo.m == hi.m && lo.e == hi.e && lo.m == big.m && lo.e == big.e);
    }
    mpz_clears(num, den, NULL);
}
END_TEST

START_TEST(edges)
{
    mpz_t num, den;
    mpz_inits(num, den, NULL);
    /* nothing is nothing, whatever it is divided by */
    ck_assert_uint_eq(urne_near_div(0, 1, true).m, 0);
    ck_assert_uint_eq(urne_near_div(0, ~(urne_wide)0, false).m, 0);
    mpz_set_ui(den, 3);
    ck_assert_uint_eq(urne_near_big(num, den, true).m, 0);
    /* all ones, rounded up, is a power of two */
    urne_wide ones = ((urne_wide)1 << 126) - 1;
    urne_near up = urne_near_div(ones, 1, true);
    ck_assert_uint_eq(up.m, (uint64_t)1 << 62);
    ck_assert_int_eq(up.e, 64);
    urne_near down = urne_near_div(ones, 1, false);
    ck_assert_uint_eq(down.m, ((uint64_t)1 << 63) - 1);
    ck_assert_int_eq(down.e, 63);
    /* the largest divisor, and one of 63 ones, which rounds up to 2^62 + ... */
    set_wide(num, 1);
    set_wide(den, ~(urne_wide)0);
    check(num, den, urne_near_div(1, ~(urne_wide)0, false),
          urne_near_div(1, ~(urne_wide)0, true));
    urne_wide d = ((urne_wide)1 << 63) - 1;
    set_wide(den, d);
    check(num, den, urne_near_div(1, d, false), urne_near_div(1, d, true));
    mpz_clears(num, den, NULL);
}
END_TEST

START_TEST(order)
{
    const urne_near zero = {0, 0}, one = {(uint64_t)1 << 62, -62},
                    half = {(uint64_t)1 << 62, -63},
                    more = {((uint64_t)1 << 62) + 1, -62};
    ck_assert_int_eq(urne_near_cmp(zero, (urne_near){0, 5}), 0);
    ck_assert_int_lt(urne_near_cmp(zero, half), 0);
    ck_assert_int_gt(urne_near_cmp(half, zero), 0);
    ck_assert_int_lt(urne_near_cmp(half, one), 0);
    ck_assert_int_gt(urne_near_cmp(one, half), 0);
    ck_assert_int_lt(urne_near_cmp(one, more), 0);
    ck_assert_int_gt(urne_near_cmp(more, one), 0);
    ck_assert_int_eq(urne_near_cmp(more, more), 0);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"quotients", quotients, 0, 0},
        {"big_quotients", big_quotients, 0, 0},
        {"exact_values", exact_values, 2, 0},
        {"edges", edges, 0, 0},
        {"order", order, 0, 0},
    };
    return program_run("near", tests, PROGRAM_COUNT(tests), 60);
}
