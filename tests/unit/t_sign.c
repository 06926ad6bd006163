/* crypto/sign: RFC 8032, files of minisign, and every way of spoiling them. */
#include "oracle/keys.h"
#include "oracle/program.h"

#include <sodium.h>

/* L, the order of the group, little endian. */
static const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                        0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                        0,    0,    0,    0,    0,    0,    0,    0,
                                        0,    0,    0,    0,    0,    0,    0,    0x10};

static size_t unhex(unsigned char *out, size_t room, const char *hex)
{
    size_t n = 0;
    ck_assert_int_eq(sodium_hex2bin(out, room, hex, strlen(hex), NULL, &n, NULL), 0);
    return n;
}

static urne_public_key stock_key(void)
{
    urne_public_key key;
    ck_assert_int_eq(
        urne_public_parse(&key, URNE_STR(STOCK_PUBLIC), URNE_NOWHERE, NULL), URNE_OK);
    return key;
}

static urne_signer *test_signer(unsigned char first)
{
    const unsigned char seed[32] = {first, 2, 3};
    const unsigned char id[URNE_KEY_ID] = {first, 0, 0, 0, 0, 0, 0, 0xAB};
    return urne_signer_of(seed, id);
}

/* ---- Ed25519 ---- */

/* RFC 8032 §7.1: TEST 1, 2, 3, SHA(abc). */
static const struct {
    const char *seed, *point, *message, *sig;
} rfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
     "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
     "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
     "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
     "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ec"
     "fdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"}};

START_TEST(vectors)
{
    unsigned char seed[32], point[32], message[64], sig[64];
    const unsigned char id[URNE_KEY_ID] = {0};
    unhex(seed, sizeof seed, rfc8032[_i].seed);
    unhex(point, sizeof point, rfc8032[_i].point);
    unhex(sig, sizeof sig, rfc8032[_i].sig);
    size_t n = unhex(message, sizeof message, rfc8032[_i].message);
    urne_str text = {(const char *)message, n};
    urne_signer *s = urne_signer_of(seed, id);
    urne_public_key key = urne_signer_public(s);
    urne_sig made = urne_sig_make(s, text);
    ck_assert_mem_eq(key.point, point, 32);
    ck_assert_mem_eq(made.b, sig, 64);
    ck_assert(urne_sig_ok(&made, text, &key));
    for (size_t bit = 0; bit < 512; bit++) {
        made.b[bit / 8] ^= (unsigned char)(1 << bit % 8);
        ck_assert_msg(!urne_sig_ok(&made, text, &key), "bit %zu of the signature", bit);
        made.b[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 256; bit++) {
        key.point[bit / 8] ^= (unsigned char)(1 << bit % 8);
        ck_assert_msg(!urne_sig_ok(&made, text, &key), "bit %zu of the key", bit);
        key.point[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < 8 * n; bit++) {
        message[bit / 8] ^= (unsigned char)(1 << bit % 8);
        ck_assert_msg(!urne_sig_ok(&made, text, &key), "bit %zu of the message", bit);
        message[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    urne_signer_free(s);
}
END_TEST

/* S + L, S + 2L ... as long as they fit: the same number modulo L, another signature.
 */
START_TEST(malleable)
{
    urne_signer *s = test_signer(1);
    urne_public_key key = urne_signer_public(s);
    urne_sig sig = urne_sig_make(s, URNE_STR("m"));
    for (int times = 1; times < 16; times++) {
        unsigned carry = 0;
        for (size_t i = 0; i < 32; i++) {
            carry += sig.b[32 + i] + order[i];
            sig.b[32 + i] = (unsigned char)carry;
            carry >>= 8;
        }
        ck_assert_msg(carry != 0 || !urne_sig_ok(&sig, URNE_STR("m"), &key), "S + %dL",
                      times);
    }
    urne_signer_free(s);
}
END_TEST

/* The points of small order and their other encodings. */
static const char *const small[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"};

/* With the identity as the key, R = [S]B fits every message; with the other points of
 * small order, one message in eight. No such key is read either. */
START_TEST(small_key)
{
    urne_public_key key = {.id = {0}}, back;
    char text[URNE_PUBLIC_TEXT + 1];
    urne_sig sig = {{0}};
    urne_err err = URNE_ERR_NONE;
    unhex(key.point, sizeof key.point, small[_i]);
    sig.b[32] = 5;
    ck_assert_int_eq(crypto_scalarmult_ed25519_base_noclamp(sig.b, sig.b + 32), 0);
    for (char c = 'a'; c <= 'z'; c++) {
        ck_assert(!urne_sig_ok(&sig, (urne_str){&c, 1}, &key));
    }
    urne_public_text(text, &key);
    ck_assert_int_eq(urne_public_parse(&back, urne_str_of(text), URNE_NOWHERE, &err),
                     URNE_E_KEY_POINT);
}
END_TEST

/* Makes S fit the R of `sig`: S = plus + h a. */
static void fit(urne_sig *sig, const urne_public_key *key, const unsigned char seed[32],
                const unsigned char plus[32])
{
    unsigned char a[64], h[64], hashed[64 + 1];
    crypto_hash_sha512(a, seed, 32);
    a[0] &= 248;
    a[31] = (unsigned char)((a[31] & 127) | 64);
    memset(a + 32, 0, 32);
    crypto_core_ed25519_scalar_reduce(a, a);
    memcpy(hashed, sig->b, 32);
    memcpy(hashed + 32, key->point, 32);
    hashed[64] = 'm';
    crypto_hash_sha512(h, hashed, sizeof hashed);
    crypto_core_ed25519_scalar_reduce(h, h);
    crypto_core_ed25519_scalar_mul(sig->b + 32, h, a);
    crypto_core_ed25519_scalar_add(sig->b + 32, sig->b + 32, plus);
}

/* R of small order and S = h a: the equation holds for the identity, and it is refused.
 */
START_TEST(small_r)
{
    const unsigned char seed[32] = {7}, id[URNE_KEY_ID] = {0}, zero[32] = {0};
    urne_signer *s = urne_signer_of(seed, id);
    urne_public_key key = urne_signer_public(s);
    urne_sig sig;
    unhex(sig.b, 32, small[_i]);
    fit(&sig, &key, seed, zero);
    ck_assert(!urne_sig_ok(&sig, URNE_STR("m"), &key));
    urne_signer_free(s);
}
END_TEST

/* R = [r]B + T and S = r + h a: the equation holds with a cofactor, and without one
 * only when T is zero. */
START_TEST(mixed_r)
{
    const unsigned char seed[32] = {7}, id[URNE_KEY_ID] = {0}, r[32] = {5};
    unsigned char torsion[32];
    urne_signer *s = urne_signer_of(seed, id);
    urne_public_key key = urne_signer_public(s);
    urne_sig sig;
    unhex(torsion, sizeof torsion, small[_i]);
    ck_assert_int_eq(crypto_scalarmult_ed25519_base_noclamp(sig.b, r), 0);
    fit(&sig, &key, seed, r);
    ck_assert(urne_sig_ok(&sig, URNE_STR("m"), &key));
    ck_assert_int_eq(crypto_core_ed25519_add(sig.b, sig.b, torsion), 0);
    fit(&sig, &key, seed, r);
    bool zero = _i == 2 || _i == 3; /* 0, in two writings */
    ck_assert(urne_sig_ok(&sig, URNE_STR("m"), &key) == zero);
    urne_signer_free(s);
}
END_TEST

/* A + T with T of order 8: two correct verifiers may judge its signatures differently.
 */
START_TEST(mixed_key)
{
    unsigned char torsion[32];
    char text[URNE_PUBLIC_TEXT + 1];
    urne_signer *s = test_signer(1);
    urne_public_key key = urne_signer_public(s), back;
    unhex(torsion, sizeof torsion, small[4]);
    ck_assert_int_eq(crypto_core_ed25519_add(key.point, key.point, torsion), 0);
    urne_public_text(text, &key);
    ck_assert_int_eq(urne_public_parse(&back, urne_str_of(text), URNE_NOWHERE, NULL),
                     URNE_E_KEY_POINT);
    urne_signer_free(s);
}
END_TEST

/* ---- public keys ---- */

START_TEST(public_files)
{
    static const struct {
        const char *text;
        urne_code code;
        uint64_t line;
    } cases[] = {{STOCK_PUBLIC_FILE, URNE_OK, 0},
                 {"untrusted comment: \n" STOCK_PUBLIC "\n", URNE_OK, 0},
                 {"untrusted comment: cl\xc3\xa9\n" STOCK_PUBLIC "\n", URNE_OK, 0},
                 {"", URNE_E_KEY_PUBLIC, 1},
                 {STOCK_PUBLIC "\n", URNE_E_KEY_PUBLIC, 1},
                 {"untrusted comment: a\tb\n" STOCK_PUBLIC "\n", URNE_OK, 0},
                 {"untrusted comment: a\x1b\n" STOCK_PUBLIC "\n", URNE_E_KEY_PUBLIC, 1},
                 {"untrusted comment: a\r\n" STOCK_PUBLIC "\r\n", URNE_E_KEY_PUBLIC, 1},
                 {"trusted comment: a\n" STOCK_PUBLIC "\n", URNE_E_KEY_PUBLIC, 1},
                 {"untrusted comment: a\n", URNE_E_KEY_PUBLIC, 2},
                 {"untrusted comment: a\n" STOCK_PUBLIC, URNE_E_KEY_PUBLIC, 2},
                 {"untrusted comment: a\n" STOCK_PUBLIC "\r\n", URNE_E_KEY_PUBLIC, 2},
                 {"untrusted comment: a\n " STOCK_PUBLIC "\n", URNE_E_KEY_PUBLIC, 2},
                 {"untrusted comment: a\n" STOCK_PUBLIC "=\n", URNE_E_KEY_PUBLIC, 2},
                 /* another algorithm than "Ed" */
                 {"untrusted comment: "
                  "a\nRUR9azRCcJeAtLEuWA7SRZQs4ZgRg2gv71EWJGUX2UDgMpDdlbLcQN8v"
                  "\n",
                  URNE_E_KEY_PUBLIC, 2},
                 {STOCK_PUBLIC_FILE "\n", URNE_E_KEY_PUBLIC, 3}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_public_key key;
        urne_str comment;
        urne_err err = URNE_ERR_NONE;
        ck_assert_int_eq(
            urne_public_read(&key, &comment, urne_str_of(cases[i].text), "f", &err),
            cases[i].code);
        ck_assert_uint_eq(err.count == 0 ? 0 : err.diag[0].line, cases[i].line);
    }
    urne_arena *arena = urne_arena_new();
    urne_public_key key = stock_key();
    char id[URNE_KEY_ID_TEXT + 1];
    urne_key_id_text(id, key.id);
    ck_assert_str_eq(id, "B480977042346B7D");
    ck_assert(urne_str_is(
        urne_public_write(arena, &key, "minisign public key B480977042346B7D"),
        STOCK_PUBLIC_FILE));
    urne_arena_free(arena);
}
END_TEST

/* ---- secret keys ---- */

static urne_code open_text(urne_signer **s, const char *text, const char *passphrase,
                           urne_err *err)
{
    urne_guard *t = guard_of(urne_str_of(text)), *p = guard_of(urne_str_of(passphrase));
    urne_code code = urne_signer_open(s, t, p, "f", err);
    urne_guard_free(t);
    urne_guard_free(p);
    return code;
}

static void has_public(urne_signer *s, const char *text)
{
    char public[URNE_PUBLIC_TEXT + 1];
    urne_public_key key = urne_signer_public(s);
    urne_public_text(public, &key);
    ck_assert_str_eq(public, text);
}

START_TEST(stock_secret)
{
    urne_signer *s;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(open_text(&s, STOCK_SECRET, "", &err), URNE_OK);
    has_public(s, STOCK_PUBLIC);
    /* What minisign would have written. */
    urne_guard *text =
        urne_signer_write(s, "minisign encrypted secret key", NULL, URNE_SCRYPT_LEAST);
    ck_assert(urne_str_is(urne_guard_str(text), STOCK_SECRET));
    urne_guard_free(text);
    urne_signer_free(s);
}
END_TEST

START_TEST(stock_locked)
{
    urne_signer *s;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(open_text(&s, STOCK_LOCKED, "geheim", &err), URNE_OK);
    has_public(s, STOCK_LOCKED_PUBLIC);
    urne_signer_free(s);
}
END_TEST

START_TEST(locked)
{
    urne_signer *s = test_signer(1), *again = NULL;
    urne_public_key key = urne_signer_public(s), back;
    urne_guard *p = guard_of(URNE_STR("correct horse")),
               *q = guard_of(URNE_STR("cheval"));
    urne_guard *text =
        urne_signer_write(s, "urne clerk secret key", p, URNE_SCRYPT_LEAST);
    urne_guard *other =
        urne_signer_write(s, "urne clerk secret key", p, URNE_SCRYPT_LEAST);
    urne_signer_file look;
    char whole[URNE_GUARD_MAX];
    memcpy(whole, text->p, text->n);
    ck_assert(!urne_guard_eq(text, other)); /* fresh salts */
    ck_assert_int_eq(urne_signer_look(&look, text, "f", NULL), URNE_OK);
    ck_assert(look.locked && urne_str_is(look.comment, "urne clerk secret key"));
    ck_assert_int_eq(urne_signer_open(&again, text, q, "f", NULL),
                     URNE_E_KEY_PASSPHRASE);
    ck_assert_int_eq(urne_signer_open(&again, text, p, "f", NULL), URNE_OK);
    back = urne_signer_public(again);
    ck_assert_mem_eq(&key, &back, sizeof key);
    urne_signer_free(again);
    /* Any other character of what is encrypted, or of the salt, and nothing opens. (The
     * cost has a rounding: some of its bits change nothing.) */
    size_t line = (size_t)((char *)memchr(text->p, '\n', text->n) - text->p) + 1;
    for (size_t i = line + 8; i < text->n;
         i += i < line + 44 || i >= line + 73 ? 5 : 29) {
        text->p[i] = text->p[i] == 'A' ? 'B' : 'A';
        ck_assert_msg(urne_signer_open(&again, text, p, "f", NULL) != URNE_OK,
                      "byte %zu", i);
        memcpy(text->p, whole, text->n);
    }
    urne_guard_free(text);
    urne_guard_free(other);
    urne_guard_free(p);
    urne_guard_free(q);
    urne_signer_free(s);
}
END_TEST

/* The 158 bytes of a key, changed, as a file again. */
static urne_code reopen(const unsigned char bytes[158], urne_err *err)
{
    char text[300] = "untrusted comment: x\n";
    urne_signer *s;
    size_t n = strlen(text);
    sodium_bin2base64(text + n, sizeof text - n, bytes, 158,
                      sodium_base64_VARIANT_ORIGINAL);
    strcat(text, "\n");
    urne_code code = open_text(&s, text, "p", err);
    if (code == URNE_OK) {
        urne_signer_free(s);
    }
    return code;
}

static void stock_bytes(unsigned char bytes[158])
{
    const char *line = strchr(STOCK_SECRET, '\n') + 1;
    size_t n;
    ck_assert_int_eq(sodium_base642bin(bytes, 158, line, 212, NULL, &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
}

START_TEST(spoilt_secret)
{
    unsigned char b[158];
    urne_err err = URNE_ERR_NONE;
    stock_bytes(b);
    ck_assert_int_eq(reopen(b, &err), URNE_OK);
    for (size_t i = 62; i < 158; i++) {
        b[i] ^= 1;
        ck_assert_int_eq(reopen(b, NULL), URNE_E_KEY_DAMAGED);
        b[i] ^= 1;
    }
    static const size_t fixed[] = {0, 1, 2, 3, 4, 5};
    for (size_t i = 0; i < PROGRAM_COUNT(fixed); i++) {
        b[fixed[i]] ^= 1;
        ck_assert_int_eq(reopen(b, NULL), URNE_E_KEY_SECRET);
        b[fixed[i]] ^= 1;
    }
    /* A checksum that minisign leaves out is right when it is there. */
    unsigned char summed[2 + 72];
    memcpy(summed, b, 2);
    memcpy(summed + 2, b + 54, 72);
    crypto_generichash(b + 126, 32, summed, sizeof summed, NULL, 0);
    ck_assert_int_eq(reopen(b, NULL), URNE_OK);
    b[54] ^= 1;
    ck_assert_int_eq(reopen(b, NULL), URNE_E_KEY_DAMAGED);
}
END_TEST

/* A file may ask for no more work than minisign's, nor for next to none. */
START_TEST(costs)
{
    static const struct {
        uint64_t ops, mem;
        urne_code code;
    } cases[] = {{1 << 15, 1 << 24, URNE_E_KEY_PASSPHRASE},
                 {(1 << 15) - 1, 1 << 24, URNE_E_KEY_COST},
                 {1 << 15, (1 << 24) - 1, URNE_E_KEY_COST},
                 {(1 << 25) + 1, 1 << 24, URNE_E_KEY_COST},
                 {1 << 15, ((uint64_t)1 << 30) + 1, URNE_E_KEY_COST},
                 {UINT64_MAX, UINT64_MAX, URNE_E_KEY_COST},
                 {0, 0, URNE_E_KEY_COST}};
    unsigned char b[158];
    stock_bytes(b);
    memcpy(b + 2, "Sc", 2);
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        for (int k = 0; k < 8; k++) {
            b[38 + k] = (unsigned char)(cases[i].ops >> 8 * k);
            b[46 + k] = (unsigned char)(cases[i].mem >> 8 * k);
        }
        ck_assert_int_eq(reopen(b, NULL), cases[i].code);
    }
}
END_TEST

START_TEST(secret_forms)
{
    static const struct {
        const char *text;
        uint64_t line;
    } cases[] = {{"", 1},
                 {"untrusted comment: x", 1},
                 {"comment: x\n", 1},
                 {"untrusted comment: x\n", 2},
                 {"untrusted comment: x\n\n", 2},
                 {STOCK_PUBLIC_FILE, 2},
                 {STOCK_SECRET "\n", 3},
                 {STOCK_SECRET STOCK_SECRET, 3}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_signer *s;
        urne_err err = URNE_ERR_NONE;
        ck_assert_int_eq(open_text(&s, cases[i].text, "", &err), URNE_E_KEY_SECRET);
        ck_assert_uint_eq(err.diag[0].line, cases[i].line);
    }
    /* A file that fills the room is refused, not cut. */
    urne_guard *t = urne_guard_new();
    urne_signer_file look;
    memset(t->p, 'a', sizeof t->p);
    t->n = sizeof t->p;
    ck_assert_int_eq(urne_signer_look(&look, t, "f", NULL), URNE_E_KEY_SECRET);
    urne_guard_free(t);
}
END_TEST

/* ---- signatures ---- */

static urne_code judge(urne_str bytes, const urne_public_key *key,
                       const urne_signed *what, urne_err *err)
{
    urne_minisig m;
    urne_code code = urne_minisig_read(&m, bytes, "f", err);
    return code != URNE_OK ? code : urne_minisig_verify(&m, key, what, "f", err);
}

START_TEST(stock_signature)
{
    urne_arena *arena = urne_arena_new();
    urne_signer *s;
    urne_signed what = stock_signed();
    urne_public_key key = stock_key();
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(judge(URNE_STR(STOCK_SIGNATURE), &key, &what, &err), URNE_OK);
    ck_assert(urne_str_is(urne_trusted_comment(arena, &what), STOCK_COMMENT));
    ck_assert_int_eq(open_text(&s, STOCK_SECRET, "", &err), URNE_OK);
    urne_minisig m = urne_minisig_make(arena, s, &what);
    ck_assert(urne_str_is(urne_minisig_write(arena, &m), STOCK_SIGNATURE));
    ck_assert_int_eq(judge(URNE_STR(STOCK_OLD_KIND), &key, &what, &err),
                     URNE_E_SIG_LEGACY);
    urne_signer_free(s);
    urne_arena_free(arena);
}
END_TEST

/* Every byte of the file, flipped in every bit; every cut; a byte more anywhere. */
START_TEST(flipped)
{
    char text[sizeof STOCK_SIGNATURE + 1];
    const size_t n = sizeof STOCK_SIGNATURE - 1;
    urne_signed what = stock_signed();
    urne_public_key key = stock_key();
    for (size_t bit = 0; bit < 8 * n; bit++) {
        memcpy(text, STOCK_SIGNATURE, n);
        text[bit / 8] ^= (char)(1 << bit % 8);
        ck_assert_msg(judge((urne_str){text, n}, &key, &what, NULL) != URNE_OK,
                      "bit %zu", bit);
    }
    for (size_t i = 0; i < n; i++) {
        ck_assert_msg(judge((urne_str){STOCK_SIGNATURE, i}, &key, &what, NULL) !=
                          URNE_OK,
                      "%zu bytes", i);
    }
    for (size_t i = 0; i <= n; i++) {
        static const char more[] = "\n\r =A";
        for (size_t k = 0; k < sizeof more - 1; k++) {
            memcpy(text, STOCK_SIGNATURE, i);
            text[i] = more[k];
            memcpy(text + i + 1, &STOCK_SIGNATURE[i], n - i);
            ck_assert_msg(judge((urne_str){text, n + 1}, &key, &what, NULL) != URNE_OK,
                          "byte %d more at %zu", more[k], i);
        }
    }
}
END_TEST

/* Bits of the last characters that no byte has: base64 of the same bytes, otherwise. */
START_TEST(base64_bits)
{
    static const struct {
        const char *end, *other;
    } cases[] = {{"vwU=\n", "vwV=\n"}, {"vwU=\n", "vwX=\n"}, {"Ag==\n", "Ah==\n"},
                 {"Ag==\n", "Av==\n"}, {"Ag==\n", "Ag=\n"},  {"Ag==\n", "Ag\n"},
                 {"vwU=\n", "vwU\n"},  {"vwU=\n", "vwU==\n"}};
    urne_signed what = stock_signed();
    urne_public_key key = stock_key();
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        char text[sizeof STOCK_SIGNATURE + 8];
        const char *at = strstr(STOCK_SIGNATURE, cases[i].end);
        ck_assert_ptr_nonnull(at);
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - &STOCK_SIGNATURE[0]),
                 STOCK_SIGNATURE, cases[i].other, at + strlen(cases[i].end));
        ck_assert_int_eq(judge(urne_str_of(text), &key, &what, NULL), URNE_E_SIG_FORM);
    }
}
END_TEST

/* A genuine signature of something else, and one by somebody else. */
START_TEST(swapped)
{
    urne_arena *arena = urne_arena_new();
    urne_signer *s = test_signer(1), *other = test_signer(2);
    urne_public_key key = urne_signer_public(s);
    const urne_signed what = {URNE_STR("01-commit.txt"), URNE_STR("clerk"),
                              URNE_STR("bytes\n")};
    const struct {
        urne_signed what;
        const urne_signer *by;
        urne_code code;
        uint64_t line;
        const char *part;
    } cases[] = {{what, s, URNE_OK, 0, ""},
                 {what, other, URNE_E_SIG_KEY, 2, "AB00000000000002"},
                 {{URNE_STR("02-reveals.txt"), what.role, what.bytes},
                  s,
                  URNE_E_SIG_OTHER,
                  3,
                  "under the name"},
                 {{what.name, URNE_STR("observer1"), what.bytes},
                  s,
                  URNE_E_SIG_OTHER,
                  3,
                  "in the role"},
                 {{what.name, what.role, URNE_STR("bytes")},
                  s,
                  URNE_E_SIG_OTHER,
                  3,
                  "bytes with"},
                 {{URNE_STR("a b"), what.role, what.bytes},
                  s,
                  URNE_E_SIG_COMMENT,
                  3,
                  "urne/1 a b role=clerk sha256="}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_err err = URNE_ERR_NONE;
        urne_minisig m = urne_minisig_make(arena, cases[i].by, &cases[i].what);
        urne_str file = urne_minisig_write(arena, &m);
        ck_assert_int_eq(judge(file, &key, &what, &err), cases[i].code);
        ck_assert_uint_eq(err.diag[0].line, cases[i].line);
        ck_assert(urne_str_starts(urne_str_of(err.diag[0].arg[0]), cases[i].part));
    }
    /* The id is a hint: with the clerk's, the forgery is one all the same. */
    urne_minisig m = urne_minisig_make(arena, other, &what);
    memcpy(m.id, key.id, sizeof m.id);
    ck_assert_int_eq(judge(urne_minisig_write(arena, &m), &key, &what, NULL),
                     URNE_E_SIG_WRONG);
    /* Both halves are genuine, of two files. */
    urne_minisig right = urne_minisig_make(arena, s, &what);
    urne_minisig wrong = urne_minisig_make(arena, s, &cases[4].what);
    m = right;
    m.sig = wrong.sig;
    ck_assert_int_eq(judge(urne_minisig_write(arena, &m), &key, &what, NULL),
                     URNE_E_SIG_WRONG);
    m = right;
    m.whole = wrong.whole;
    ck_assert_int_eq(judge(urne_minisig_write(arena, &m), &key, &what, NULL),
                     URNE_E_SIG_WRONG);
    /* The comment is as due and signed with a signature of other bytes. */
    char whole[URNE_SIG + 256];
    m = right;
    m.sig = wrong.sig;
    memcpy(whole, m.sig.b, URNE_SIG);
    memcpy(whole + URNE_SIG, m.comment.p, m.comment.n);
    m.whole = urne_sig_make(s, (urne_str){whole, URNE_SIG + m.comment.n});
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(judge(urne_minisig_write(arena, &m), &key, &what, &err),
                     URNE_E_SIG_WRONG);
    ck_assert_uint_eq(err.diag[0].line, 2);
    urne_signer_free(s);
    urne_signer_free(other);
    urne_arena_free(arena);
}
END_TEST

/* S + L in a file: minisig's base64 and its ids are right, the signature is not. */
START_TEST(malleable_file)
{
    urne_arena *arena = urne_arena_new();
    urne_signed what = stock_signed();
    urne_public_key key = stock_key();
    for (int which = 0; which < 2; which++) {
        urne_minisig m;
        ck_assert_int_eq(urne_minisig_read(&m, URNE_STR(STOCK_SIGNATURE), "f", NULL),
                         URNE_OK);
        unsigned char *sig = which == 0 ? m.sig.b : m.whole.b;
        unsigned carry = 0;
        for (size_t i = 0; i < 32; i++) {
            carry += sig[32 + i] + order[i];
            sig[32 + i] = (unsigned char)carry;
            carry >>= 8;
        }
        ck_assert_int_eq(judge(urne_minisig_write(arena, &m), &key, &what, NULL),
                         URNE_E_SIG_WRONG);
    }
    urne_arena_free(arena);
}
END_TEST

/* Fresh keys differ. */
START_TEST(fresh)
{
    urne_signer *a = urne_signer_new(), *b = urne_signer_new();
    urne_public_key p = urne_signer_public(a), q = urne_signer_public(b);
    ck_assert_mem_ne(p.id, q.id, sizeof p.id);
    ck_assert_mem_ne(p.point, q.point, sizeof p.point);
    urne_signer_free(a);
    urne_signer_free(b);
    urne_signer_free(NULL);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"vectors", vectors, PROGRAM_COUNT(rfc8032), 0},
                                  {"malleable", malleable, 0, 0},
                                  {"small_key", small_key, PROGRAM_COUNT(small), 0},
                                  {"small_r", small_r, PROGRAM_COUNT(small), 0},
                                  {"mixed_r", mixed_r, 5, 0},
                                  {"mixed_key", mixed_key, 0, 0},
                                  {"public_files", public_files, 0, 0},
                                  {"stock_secret", stock_secret, 0, 0},
                                  {"stock_locked", stock_locked, 0, 0},
                                  {"locked", locked, 0, 0},
                                  {"spoilt_secret", spoilt_secret, 0, 0},
                                  {"costs", costs, 0, 0},
                                  {"secret_forms", secret_forms, 0, 0},
                                  {"stock_signature", stock_signature, 0, 0},
                                  {"flipped", flipped, 0, 0},
                                  {"base64_bits", base64_bits, 0, 0},
                                  {"swapped", swapped, 0, 0},
                                  {"malleable_file", malleable_file, 0, 0},
                                  {"fresh", fresh, 0, 0}};
    return program_run("sign", tests, PROGRAM_COUNT(tests), 60);
}
