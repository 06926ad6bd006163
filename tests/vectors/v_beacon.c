/* Vectors of the beacon: RFC 9380, a published round of quicknet, and what another
 * implementation computes (beacon.mjs says how the files were made). */
#include "crypto/beacon.h"
#include "crypto/g1_hash.h"
#include "crypto/pairing.h"
#include "oracle/program.h"
#include "oracle/vector_file.h"

#include <inttypes.h>

#define RFC_TAG   "QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"
#define DRAND_TAG "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

static void from_hex(unsigned char *out, size_t n, const char *hex)
{
    ck_assert_msg(urne_hex_parse(urne_str_of(hex), out, n), "not %zu bytes: %s", n,
                  hex);
}

/* Words in hex; "-" is none. The bytes are good until the next call. */
static urne_str message_of(const char *word)
{
    static unsigned char bytes[VECTOR_LINE];
    size_t n = strcmp(word, "-") == 0 ? 0 : strlen(word) / 2;
    if (n > 0) {
        from_hex(bytes, n, word);
    }
    return (urne_str){(const char *)bytes, n};
}

static void fp_is(urne_fp a, const char *hex)
{
    unsigned char bytes[URNE_FP_BYTES], want[URNE_FP_BYTES];
    from_hex(want, sizeof want, hex);
    urne_fp_write(bytes, a);
    ck_assert_mem_eq(bytes, want, sizeof want);
}

/* ---- RFC 9380 ---- */

/* K.1: expand_message_xmd with SHA-256 */
START_TEST(expand)
{
    static const struct {
        const char *message, *bytes;
    } cases[] = {
        {"", "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235"},
        {"abc", "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615"},
        {"abcdef0123456789",
         "eff31487c770a893cfb36f912fbfcbff40d5661771ca4b2cb4eafe524333f5c1"},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        unsigned char got[32], want[32];
        from_hex(want, sizeof want, cases[i].bytes);
        urne_expand_message(got, sizeof got, urne_str_of(cases[i].message),
                            URNE_STR("QUUX-V01-CS02-with-expander-SHA256-128"));
        ck_assert_mem_eq(got, want, sizeof want);
    }
}
END_TEST

/* J.9.1 */
START_TEST(rfc9380)
{
    vector_file v;
    vector_open(&v, "beacon-rfc9380.txt");
    while (vector_next(&v)) {
        urne_fp u[2];
        ck_assert_uint_eq(v.n, 9);
        urne_str message = message_of(v.word[0]);
        urne_g1_hash_fields(u, message, URNE_STR(RFC_TAG));
        for (size_t i = 0; i < 2; i++) {
            urne_g1 q = urne_g1_map(u[i]);
            fp_is(u[i], v.word[3 + i]);
            fp_is(q.x, v.word[5 + 2 * i]);
            fp_is(q.y, v.word[6 + 2 * i]);
        }
        urne_g1 p = urne_g1_hash(message, URNE_STR(RFC_TAG));
        fp_is(p.x, v.word[1]);
        fp_is(p.y, v.word[2]);
    }
    ck_assert_uint_eq(v.lines, 5);
}
END_TEST

/* ---- Against another implementation ---- */

START_TEST(hash)
{
    vector_file v;
    vector_open(&v, "beacon-hash.txt");
    while (vector_next(&v)) {
        ck_assert_uint_eq(v.n, 3);
        urne_g1 p = urne_g1_hash(message_of(v.word[0]), URNE_STR(DRAND_TAG));
        fp_is(p.x, v.word[1]);
        fp_is(p.y, v.word[2]);
    }
    ck_assert_uint_eq(v.lines, 20);
}
END_TEST

static bool g1_is(const vector_file *v)
{
    unsigned char bytes[URNE_G1_BYTES], again[URNE_G1_BYTES];
    urne_g1 a;
    from_hex(bytes, sizeof bytes, v->word[3]);
    if (!urne_g1_read(&a, bytes)) {
        return false;
    }
    ck_assert_uint_eq(v->n, 6);
    fp_is(a.x, v->word[4]);
    fp_is(a.y, v->word[5]);
    urne_g1_write(again, a);
    ck_assert_mem_eq(again, bytes, sizeof bytes);
    return true;
}

static bool g2_is(const vector_file *v)
{
    unsigned char bytes[URNE_G2_BYTES], again[URNE_G2_BYTES];
    urne_g2 a;
    from_hex(bytes, sizeof bytes, v->word[3]);
    if (!urne_g2_read(&a, bytes)) {
        return false;
    }
    ck_assert_uint_eq(v->n, 8);
    fp_is(a.x.re, v->word[4]);
    fp_is(a.x.im, v->word[5]);
    fp_is(a.y.re, v->word[6]);
    fp_is(a.y.im, v->word[7]);
    urne_g2_write(again, a);
    ck_assert_mem_eq(again, bytes, sizeof bytes);
    return true;
}

START_TEST(points)
{
    vector_file v;
    vector_open(&v, "beacon-points.txt");
    while (vector_next(&v)) {
        ck_assert_uint_ge(v.n, 4);
        bool want = strcmp(v.word[1], "yes") == 0;
        bool got = strcmp(v.word[0], "g1") == 0 ? g1_is(&v) : g2_is(&v);
        ck_assert_msg(got == want, "%s %s %s", v.word[0], v.word[2], v.word[3]);
    }
    ck_assert_uint_eq(v.lines, 85);
}
END_TEST

START_TEST(pairing)
{
    vector_file v;
    vector_open(&v, "beacon-pairing.txt");
    while (vector_next(&v)) {
        unsigned char p_bytes[URNE_G1_BYTES], q_bytes[URNE_G2_BYTES];
        urne_g1 p;
        urne_g2 q;
        ck_assert_uint_eq(v.n, 2 + 2 * URNE_FP12_TERMS);
        from_hex(p_bytes, sizeof p_bytes, v.word[0]);
        from_hex(q_bytes, sizeof q_bytes, v.word[1]);
        ck_assert(urne_g1_read(&p, p_bytes) && urne_g2_read(&q, q_bytes));
        urne_fp12 e = urne_pairing(&p, &q, 1);
        for (size_t i = 0; i < URNE_FP12_TERMS; i++) {
            fp_is(e.c[i].re, v.word[2 + 2 * i]);
            fp_is(e.c[i].im, v.word[3 + 2 * i]);
        }
    }
    ck_assert_uint_eq(v.lines, 6);
}
END_TEST

START_TEST(signatures)
{
    vector_file v;
    vector_open(&v, "beacon-signatures.txt");
    while (vector_next(&v)) {
        unsigned char key[URNE_G2_BYTES], signature[URNE_BEACON_BYTES];
        uint64_t round;
        ck_assert_uint_eq(v.n, 5);
        from_hex(key, sizeof key, v.word[0]);
        from_hex(signature, sizeof signature, v.word[2]);
        ck_assert(urne_str_u64(urne_str_of(v.word[1]), UINT64_MAX, &round));
        bool got = urne_beacon_verify_by(key, round, signature);
        ck_assert_msg(got == (strcmp(v.word[3], "yes") == 0), "%s, round %" PRIu64,
                      v.word[4], round);
    }
    ck_assert_uint_eq(v.lines, 96);
}
END_TEST

/* ---- quicknet ---- */

#define SIGNATURE                                                                      \
    "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"                 \
    "41076862b98fad56e91a6b85b89cd97b"

START_TEST(quicknet)
{
    unsigned char signature[URNE_BEACON_BYTES];
    from_hex(signature, sizeof signature, SIGNATURE);
    ck_assert(urne_beacon_verify(657413, signature));
    ck_assert(!urne_beacon_verify(657412, signature));
    ck_assert(!urne_beacon_verify(657414, signature));
    ck_assert(!urne_beacon_verify(0, signature));
    ck_assert(!urne_beacon_verify(UINT64_C(657413) << 8, signature));
    ck_assert_str_eq(
        urne_to_hex(urne_beacon_randomness(signature)).z,
        "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587");
}
END_TEST

/* No signature with one bit turned verifies, and most are no point at all. */
START_TEST(quicknet_bits)
{
    unsigned char signature[URNE_BEACON_BYTES];
    from_hex(signature, sizeof signature, SIGNATURE);
    for (size_t i = 0; i < 8 * sizeof signature; i++) {
        signature[i / 8] ^= (unsigned char)(1U << (i % 8));
        ck_assert_msg(!urne_beacon_verify(657413, signature), "bit %zu", i);
        signature[i / 8] ^= (unsigned char)(1U << (i % 8));
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"expand", expand, 0, 0},     {"rfc9380", rfc9380, 0, 0},
        {"hash", hash, 0, 0},         {"points", points, 0, 0},
        {"pairing", pairing, 0, 0},   {"signatures", signatures, 0, 0},
        {"quicknet", quicknet, 0, 0}, {"quicknet_bits", quicknet_bits, 0, 0},
    };
    return program_run("beacon", tests, PROGRAM_COUNT(tests), 60);
}
