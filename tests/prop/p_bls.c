/* Properties of the arithmetic under the beacon: Fp against GMP's integers, the laws of
 * the three fields, of the two groups and of the pairing. */
#include "crypto/beacon.h"
#include "crypto/g1_hash.h"
#include "crypto/pairing.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#define P_HEX                                                                          \
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffff" \
    "b9feffffffffaaab"

/* The instance is named by whichever check fails. */
#define LAW(holds) ck_assert_msg(holds, LOTS_HERE "%s", lots_seed(), instance, #holds)

/* ---- Elements by lot ---- */

/* One in four is 0, 1, -1 or close to a half of p. */
static urne_fp some_fp(uint64_t *lots)
{
    unsigned char bytes[URNE_FP_WIDE];
    urne_fp one = urne_fp_small(1), half = urne_fp_inv(urne_fp_small(2));
    switch (lots_below(lots, 20)) {
    case 0:
        return urne_fp_small(0);
    case 1:
        return one;
    case 2:
        return urne_fp_neg(one);
    case 3:
        return half;
    case 4:
        return urne_fp_sub(half, one);
    default:
        for (size_t i = 0; i < sizeof bytes; i++) {
            bytes[i] = (unsigned char)lots_next(lots);
        }
        return urne_fp_reduce(bytes);
    }
}

static urne_fp2 some_fp2(uint64_t *lots)
{
    return (urne_fp2){some_fp(lots), some_fp(lots)};
}

static urne_fp12 some_fp12(uint64_t *lots)
{
    urne_fp12 a;
    for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
        a.c[i] = some_fp2(lots);
    }
    return a;
}

static urne_fp12 power(const urne_fp12 *a, const mpz_t e)
{
    urne_fp12 r = urne_fp12_one();
    for (size_t i = mpz_sizeinbase(e, 2); i-- > 0;) {
        r = urne_fp12_mul(&r, &r);
        if (mpz_tstbit(e, i)) {
            r = urne_fp12_mul(&r, a);
        }
    }
    return r;
}

/* ---- Fp ---- */

static void integer(mpz_t out, urne_fp a)
{
    unsigned char bytes[URNE_FP_BYTES];
    urne_fp_write(bytes, a);
    mpz_import(out, sizeof bytes, 1, 1, 1, 0, bytes);
}

static bool is(urne_fp a, mpz_t want, const mpz_t p)
{
    mpz_t v;
    mpz_init(v);
    integer(v, a);
    mpz_mod(want, want, p);
    bool same = mpz_cmp(v, want) == 0;
    mpz_clear(v);
    return same;
}

START_TEST(fp_is_integers_mod_p)
{
    mpz_t p, a, b, t;
    mpz_inits(a, b, t, NULL);
    mpz_init_set_str(p, P_HEX, 16);
    for (uint64_t instance = 0; instance < lots_scale(2000); instance++) {
        uint64_t lots = lots_at(instance);
        urne_fp x = some_fp(&lots), y = some_fp(&lots), root;
        integer(a, x);
        integer(b, y);
        mpz_add(t, a, b);
        LAW(is(urne_fp_add(x, y), t, p));
        mpz_sub(t, a, b);
        LAW(is(urne_fp_sub(x, y), t, p));
        mpz_neg(t, a);
        LAW(is(urne_fp_neg(x), t, p));
        mpz_mul(t, a, b);
        LAW(is(urne_fp_mul(x, y), t, p));
        LAW(urne_fp_is_zero(x) == (mpz_sgn(a) == 0));
        LAW(urne_fp_eq(x, y) == (mpz_cmp(a, b) == 0));
        LAW(urne_fp_is_odd(x) == (mpz_odd_p(a) != 0));
        mpz_mul_ui(t, a, 2);
        LAW(urne_fp_is_large(x) == (mpz_cmp(t, p) > 0));
        mpz_set_ui(t, 0); /* and stays so when there is no inverse */
        LAW((mpz_invert(t, a, p) == 0) == urne_fp_is_zero(x));
        LAW(is(urne_fp_inv(x), t, p));
        LAW(urne_fp_sqrt(&root, x) == (mpz_legendre(a, p) >= 0));
        LAW(mpz_legendre(a, p) < 0 || urne_fp_eq(urne_fp_mul(root, root), x));
    }
    mpz_clears(a, b, t, p, NULL);
}
END_TEST

/* Integers below p are read and written as they are, others are refused or reduced. */
START_TEST(fp_bytes)
{
    unsigned char wide[URNE_FP_WIDE], again[URNE_FP_BYTES];
    mpz_t p, v, t;
    mpz_inits(v, t, NULL);
    mpz_init_set_str(p, P_HEX, 16);
    for (uint64_t instance = 0; instance < lots_scale(2000); instance++) {
        uint64_t lots = lots_at(instance);
        urne_fp x = urne_fp_small(7), kept = x;
        for (size_t i = 0; i < sizeof wide; i++) {
            wide[i] = (unsigned char)lots_next(&lots);
        }
        unsigned char *low = wide + sizeof wide - URNE_FP_BYTES;
        if (lots_below(&lots, 4) == 0) {
            mpz_set_ui(t, lots_below(&lots, 5));
            mpz_add(t, t, p);
            mpz_sub_ui(t, t, 2); /* p - 2 to p + 2 */
            mpz_export(low, NULL, 1, 1, 1, 0, t);
        } else {
            low[0] &= 0x1f;
        }
        mpz_import(v, URNE_FP_BYTES, 1, 1, 1, 0, low);
        LAW(urne_fp_read(&x, low) == (mpz_cmp(v, p) < 0));
        LAW(mpz_cmp(v, p) < 0 || urne_fp_eq(x, kept));
        urne_fp_write(again, x);
        LAW(mpz_cmp(v, p) >= 0 || memcmp(again, low, sizeof again) == 0);
        mpz_import(v, sizeof wide, 1, 1, 1, 0, wide);
        LAW(is(urne_fp_reduce(wide), v, p));
    }
    memset(wide, 0xff, sizeof wide);
    mpz_import(v, sizeof wide, 1, 1, 1, 0, wide);
    ck_assert(is(urne_fp_reduce(wide), v, p));
    mpz_clears(v, t, p, NULL);
}
END_TEST

/* ---- Fp2 and Fp12 ---- */

START_TEST(fp2_laws)
{
    urne_fp zero = urne_fp_small(0), one = urne_fp_small(1);
    const urne_fp2 u = {zero, one}, xi = {one, one};
    urne_fp2 root;
    ck_assert(urne_fp2_eq(urne_fp2_mul(u, u), urne_fp2_of(urne_fp_neg(one))));
    ck_assert(!urne_fp2_sqrt(&root, xi));
    for (uint64_t instance = 0; instance < lots_scale(1000); instance++) {
        uint64_t lots = lots_at(instance);
        urne_fp2 a = some_fp2(&lots), b = some_fp2(&lots), c = some_fp2(&lots);
        urne_fp2 ab = urne_fp2_mul(a, b), aa = urne_fp2_mul(a, a);
        LAW(urne_fp2_eq(ab, urne_fp2_mul(b, a)));
        LAW(urne_fp2_eq(urne_fp2_mul(ab, c), urne_fp2_mul(a, urne_fp2_mul(b, c))));
        LAW(urne_fp2_eq(urne_fp2_mul(a, urne_fp2_add(b, c)),
                        urne_fp2_add(ab, urne_fp2_mul(a, c))));
        LAW(urne_fp2_eq(urne_fp2_sub(a, b), urne_fp2_add(a, urne_fp2_neg(b))));
        LAW(urne_fp2_eq(urne_fp2_twist(a), urne_fp2_mul(a, xi)));
        LAW(urne_fp2_eq(urne_fp2_scale(a, c.re), urne_fp2_mul(a, urne_fp2_of(c.re))));
        LAW(urne_fp2_eq(urne_fp2_conj(ab),
                        urne_fp2_mul(urne_fp2_conj(a), urne_fp2_conj(b))));
        LAW(urne_fp2_is_zero(a) ==
            !urne_fp2_eq(urne_fp2_mul(a, urne_fp2_inv(a)), urne_fp2_of(one)));
        /* squares have roots, and a square times 1 + u has none */
        LAW(urne_fp2_sqrt(&root, aa));
        LAW(urne_fp2_eq(root, a) || urne_fp2_eq(root, urne_fp2_neg(a)));
        LAW(urne_fp2_is_zero(a) || !urne_fp2_sqrt(&root, urne_fp2_twist(aa)));
        LAW(urne_fp2_sqrt(&root, urne_fp2_of(a.re)));
        LAW(urne_fp2_eq(urne_fp2_mul(root, root), urne_fp2_of(a.re)));
        /* of a and -a, one is large */
        LAW(urne_fp2_is_zero(a) ||
            urne_fp2_is_large(a) != urne_fp2_is_large(urne_fp2_neg(a)));
        LAW(urne_fp_is_zero(a.im) || urne_fp2_is_large(a) == urne_fp_is_large(a.im));
    }
}
END_TEST

START_TEST(fp12_laws)
{
    const urne_fp2 one2 = urne_fp2_of(urne_fp_small(1));
    const urne_fp12 one = urne_fp12_one(), zero = {0}, w = {.c = {[1] = one2}};
    const urne_fp12 xi = {.c = {urne_fp2_twist(one2)}};
    urne_fp12 t = one;
    mpz_t p;
    mpz_init_set_str(p, P_HEX, 16);
    for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
        t = urne_fp12_mul(&t, &w);
    }
    ck_assert(urne_fp12_eq(&t, &xi));
    t = urne_fp12_inv(&zero);
    ck_assert(urne_fp12_eq(&t, &zero));
    for (uint64_t instance = 0; instance < lots_scale(40); instance++) {
        uint64_t lots = lots_at(instance);
        urne_fp12 a = some_fp12(&lots), b = some_fp12(&lots), c = some_fp12(&lots);
        urne_fp12 ab = urne_fp12_mul(&a, &b), ba = urne_fp12_mul(&b, &a);
        urne_fp12 bc = urne_fp12_mul(&b, &c), ab_c = urne_fp12_mul(&ab, &c);
        urne_fp12 a_bc = urne_fp12_mul(&a, &bc), inverse = urne_fp12_inv(&a);
        LAW(urne_fp12_eq(&ab, &ba));
        LAW(urne_fp12_eq(&ab_c, &a_bc));
        t = urne_fp12_mul(&a, &inverse);
        LAW(urne_fp12_eq(&t, &one));
        t = urne_fp12_mul(&a, &one);
        LAW(urne_fp12_eq(&t, &a));
        /* Frobenius is the power p, six times the conjugate, twelve times nothing */
        urne_fp12 f = urne_fp12_frobenius(&a), ap = power(&a, p);
        urne_fp12 conjugate = urne_fp12_conj(&a);
        LAW(urne_fp12_eq(&f, &ap));
        for (size_t i = 1; i < 6; i++) {
            LAW(!urne_fp12_eq(&f, &a));
            f = urne_fp12_frobenius(&f);
        }
        LAW(urne_fp12_eq(&f, &conjugate));
        f = urne_fp12_conj(&f);
        LAW(urne_fp12_eq(&f, &a));
    }
    mpz_clear(p);
}
END_TEST

/* ---- The groups ---- */

static urne_g1 g1_generator(void)
{
    unsigned char bytes[URNE_G1_BYTES];
    urne_g1 g;
    ck_assert(urne_hex_parse(
        URNE_STR("97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
                 "6c55e83ff97a1aeffb3af00adb22c6bb"),
        bytes, sizeof bytes));
    ck_assert(urne_g1_read(&g, bytes));
    return g;
}

/* A point of the curve, in G1 about never. */
static urne_g1 some_g1(uint64_t *lots)
{
    return urne_g1_map(some_fp(lots));
}

/* A point of the curve of G2, in G2 about never. */
static urne_g2 some_g2(uint64_t *lots)
{
    urne_g2 a = {.zero = false};
    const urne_fp2 four = urne_fp2_of(urne_fp_small(4));
    do {
        a.x = some_fp2(lots);
    } while (
        !urne_fp2_sqrt(&a.y, urne_fp2_add(urne_fp2_mul(urne_fp2_mul(a.x, a.x), a.x),
                                          urne_fp2_twist(four))));
    return a;
}

START_TEST(g1_laws)
{
    const urne_g1 zero = {.zero = true};
    /* 1 - x takes every point into G1; the whole order is (1 - x)^2 / 3 times r */
    const mp_limb_t to_group = 0xd201000000010001;
    for (uint64_t instance = 0; instance < lots_scale(20); instance++) {
        uint64_t lots = lots_at(instance);
        urne_g1 a = some_g1(&lots), b = some_g1(&lots), c = some_g1(&lots);
        mp_limb_t j = lots_below(&lots, 1000), k = lots_below(&lots, 1000);
        mp_limb_t sum = j + k;
        urne_g1 ab = urne_g1_add(a, b);
        LAW(urne_g1_on_curve(a) && urne_g1_on_curve(ab));
        LAW(urne_g1_eq(ab, urne_g1_add(b, a)));
        LAW(urne_g1_eq(urne_g1_add(ab, c), urne_g1_add(a, urne_g1_add(b, c))));
        LAW(urne_g1_eq(urne_g1_add(a, zero), a) && urne_g1_eq(urne_g1_add(zero, a), a));
        LAW(urne_g1_add(a, urne_g1_neg(a)).zero);
        LAW(urne_g1_eq(urne_g1_add(ab, urne_g1_neg(b)), a));
        LAW(urne_g1_eq(urne_g1_add(urne_g1_mul(a, &j, 1), urne_g1_mul(a, &k, 1)),
                       urne_g1_mul(a, &sum, 1)));
        LAW(!urne_g1_in_group(a));
        LAW(urne_g1_in_group(urne_g1_mul(a, &to_group, 1)));
    }
    urne_g1 off = g1_generator();
    ck_assert(urne_g1_on_curve(off) && urne_g1_in_group(off));
    off.x = urne_fp_add(off.x, urne_fp_small(1));
    ck_assert(!urne_g1_on_curve(off));
    ck_assert(urne_g1_in_group(zero) && urne_g1_on_curve(zero));
}
END_TEST

START_TEST(g2_laws)
{
    const urne_g2 zero = {.zero = true};
    for (uint64_t instance = 0; instance < lots_scale(20); instance++) {
        uint64_t lots = lots_at(instance);
        urne_g2 a = some_g2(&lots), b = some_g2(&lots), c = some_g2(&lots);
        mp_limb_t j = lots_below(&lots, 1000), k = lots_below(&lots, 1000);
        mp_limb_t sum = j + k;
        urne_g2 ab = urne_g2_add(a, b);
        LAW(urne_g2_on_curve(a) && urne_g2_on_curve(ab));
        LAW(urne_g2_eq(ab, urne_g2_add(b, a)));
        LAW(urne_g2_eq(urne_g2_add(ab, c), urne_g2_add(a, urne_g2_add(b, c))));
        LAW(urne_g2_eq(urne_g2_add(a, zero), a) && urne_g2_eq(urne_g2_add(zero, a), a));
        LAW(urne_g2_add(a, urne_g2_neg(a)).zero);
        LAW(urne_g2_eq(urne_g2_add(ab, urne_g2_neg(b)), a));
        LAW(urne_g2_eq(urne_g2_add(urne_g2_mul(a, &j, 1), urne_g2_mul(a, &k, 1)),
                       urne_g2_mul(a, &sum, 1)));
        LAW(!urne_g2_in_group(a));
        LAW(urne_g2_in_group(urne_g2_mul(urne_g2_generator(), &sum, 1)));
    }
    urne_g2 off = urne_g2_generator();
    ck_assert(urne_g2_on_curve(off) && urne_g2_in_group(off));
    off.y = urne_fp2_neg(urne_fp2_twist(off.y));
    ck_assert(!urne_g2_on_curve(off));
    ck_assert(urne_g2_in_group(zero) && urne_g2_on_curve(zero));
}
END_TEST

/* Every coefficient of the isogeny counts: its points lie on the curve of G1. So they
 * do at the exceptional u, where the map divides by Z^2 u^4 + Z u^2 = 0. */
START_TEST(map_is_on_curve)
{
    urne_fp root;
    ck_assert(urne_fp_sqrt(&root, urne_fp_neg(urne_fp_inv(urne_fp_small(11)))));
    urne_g1 zero = urne_g1_map(urne_fp_small(0)), at_root = urne_g1_map(root);
    ck_assert(urne_g1_on_curve(zero) && urne_g1_on_curve(at_root));
    /* both have the same x on E', and roots of either sign */
    ck_assert(urne_fp_eq(zero.x, at_root.x));
    for (uint64_t instance = 0; instance < lots_scale(300); instance++) {
        uint64_t lots = lots_at(instance);
        urne_fp u = some_fp(&lots);
        urne_g1 a = urne_g1_map(u), b = urne_g1_map(urne_fp_neg(u));
        LAW(!a.zero && urne_g1_on_curve(a));
        LAW(urne_fp_is_zero(u) || urne_g1_eq(b, urne_g1_neg(a)));
    }
}
END_TEST

/* A point of order 11 on E', which the isogeny takes to zero. */
START_TEST(isogeny_pole)
{
    urne_fp x = urne_fp_hex("1665a9c648e78314490a94f654d9b1039ab85847223bfaed"
                            "9aa54f0f07736d122d1ceca1ac0e9123e753fde16e97c3d7");
    urne_fp y = urne_fp_hex("0209f905ca78f41caa785024278ad0c8fcfac9fb6742de86"
                            "84d972c14045cdd04a93a072eaf883a50b3c6484c456d56c");
    ck_assert(urne_g1_isogeny(x, y).zero);
}
END_TEST

/* Constants are ours: a wrong one is a bug, and so is a tag of no bytes. */
START_TEST(no_constant)
{
    urne_fp_hex(P_HEX);
}
END_TEST

START_TEST(no_tag)
{
    urne_g1_hash(URNE_STR("m"), URNE_STR(""));
}
END_TEST

/* ---- The pairing ---- */

START_TEST(pairing_is_bilinear)
{
    const urne_g1 p = g1_generator();
    const urne_g2 q = urne_g2_generator();
    const urne_fp12 e = urne_pairing(&p, &q, 1), one = urne_fp12_one();
    mpz_t k;
    mpz_init(k);
    mpz_import(k, URNE_ORDER_LIMBS, -1, sizeof(mp_limb_t), 0, 0, urne_order);
    urne_fp12 t = power(&e, k);
    ck_assert(urne_fp12_eq(&t, &one) && !urne_fp12_eq(&e, &one));
    for (uint64_t instance = 0; instance < lots_scale(15); instance++) {
        uint64_t lots = lots_at(instance);
        mp_limb_t a = 1 + lots_below(&lots, 9), b = lots_next(&lots), c = a + 1;
        urne_g1 points[] = {urne_g1_mul(p, &a, 1), p};
        urne_g2 others[] = {urne_g2_mul(q, &b, 1), urne_g2_mul(q, &b, 1)};
        /* e(aP, bQ) = e(P, Q)^ab */
        mpz_set_ui(k, b);
        mpz_mul_ui(k, k, a);
        t = power(&e, k);
        urne_fp12 ab = urne_pairing(points, others, 1);
        LAW(urne_fp12_eq(&ab, &t));
        /* e(aP, bQ) e(P, bQ) = e((a+1)P, bQ) */
        urne_g1 next = urne_g1_mul(p, &c, 1);
        ab = urne_pairing(points, others, 2);
        t = urne_pairing(&next, others, 1);
        LAW(urne_fp12_eq(&ab, &t));
        /* e(aP, bQ) e(-aP, bQ) = 1 */
        points[1] = urne_g1_neg(points[0]);
        ab = urne_pairing(points, others, 2);
        LAW(urne_fp12_eq(&ab, &one));
    }
    mpz_clear(k);
}
END_TEST

START_TEST(pairing_with_zero)
{
    urne_g1 p[] = {g1_generator(), {.zero = true}};
    urne_g2 q[] = {{.zero = true}, urne_g2_generator()};
    const urne_fp12 one = urne_fp12_one();
    urne_fp12 e = urne_pairing(p, q, 2);
    ck_assert(urne_fp12_eq(&e, &one));
    e = urne_pairing(NULL, NULL, 0);
    ck_assert(urne_fp12_eq(&e, &one));
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"fp_is_integers_mod_p", fp_is_integers_mod_p, 0, 0},
        {"fp_bytes", fp_bytes, 0, 0},
        {"fp2_laws", fp2_laws, 0, 0},
        {"fp12_laws", fp12_laws, 0, 0},
        {"g1_laws", g1_laws, 0, 0},
        {"g2_laws", g2_laws, 0, 0},
        {"map_is_on_curve", map_is_on_curve, 0, 0},
        {"isogeny_pole", isogeny_pole, 0, 0},
        {"no_constant", no_constant, 0, 70},
        {"no_tag", no_tag, 0, 70},
        {"pairing_is_bilinear", pairing_is_bilinear, 0, 0},
        {"pairing_with_zero", pairing_with_zero, 0, 0},
    };
    return program_run("bls", tests, PROGRAM_COUNT(tests), 120);
}
