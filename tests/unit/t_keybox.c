/* crypto/keybox: the roll key under a passphrase and sealed to a custodian; every
 * spoilt byte is refused, and every file has one writing. crypto/guard with it. */
#include "crypto/keybox.h"
#include "oracle/keys.h"
#include "oracle/program.h"

#include <sodium.h>
#include <stdio.h>

static const unsigned char key_bytes[URNE_HASH] = {1, 2, 3};

static urne_signer *custodian(unsigned char first)
{
    const unsigned char seed[32] = {first};
    const unsigned char id[URNE_KEY_ID] = {first};
    return urne_signer_of(seed, id);
}

static void is_key(urne_secret *k)
{
    unsigned char bytes[URNE_HASH];
    urne_secret_bytes(bytes, k);
    ck_assert_mem_eq(bytes, key_bytes, sizeof bytes);
    urne_secret_free(k);
}

static urne_str locked_file(urne_arena *arena, const urne_guard *passphrase)
{
    urne_keybox box;
    urne_secret *k = urne_secret_of(key_bytes);
    urne_keybox_lock(&box, k, passphrase, URNE_ARGON_LEAST);
    urne_secret_free(k);
    return urne_keybox_write(arena, &box);
}

static urne_str sealed_file(urne_arena *arena, const urne_signer *to)
{
    urne_keybox box;
    urne_secret *k = urne_secret_of(key_bytes);
    urne_public_key public = urne_signer_public(to);
    ck_assert_int_eq(urne_keybox_seal(&box, k, &public, NULL), URNE_OK);
    urne_secret_free(k);
    return urne_keybox_write(arena, &box);
}

static urne_code unlock(urne_str file, const urne_guard *passphrase, urne_err *err)
{
    urne_keybox box;
    urne_secret *k;
    urne_code code = urne_keybox_read(&box, file, "k", err);
    if (code == URNE_OK) {
        code = urne_keybox_unlock(&k, &box, passphrase, "k", err);
    }
    if (code == URNE_OK) {
        is_key(k);
    }
    return code;
}

static urne_code unseal(urne_str file, const urne_signer *by, urne_err *err)
{
    urne_keybox box;
    urne_secret *k;
    urne_code code = urne_keybox_read(&box, file, "k", err);
    if (code == URNE_OK) {
        code = urne_keybox_unseal(&k, &box, by, "k", err);
    }
    if (code == URNE_OK) {
        is_key(k);
    }
    return code;
}

START_TEST(locked)
{
    urne_arena *arena = urne_arena_new();
    urne_guard *right = guard_of(URNE_STR("phrase de passe"));
    urne_guard *wrong = guard_of(URNE_STR("phrase de passa"));
    urne_guard *empty = guard_of(URNE_STR(""));
    urne_signer *s = custodian(1);
    urne_str file = locked_file(arena, right), again = locked_file(arena, right);
    urne_err err = URNE_ERR_NONE;
    ck_assert(!urne_str_eq(file, again)); /* fresh salt and nonce */
    ck_assert_int_eq(unlock(file, right, &err), URNE_OK);
    ck_assert_int_eq(unlock(file, wrong, NULL), URNE_E_KEY_PASSPHRASE);
    ck_assert_int_eq(unlock(file, empty, NULL), URNE_E_KEY_PASSPHRASE);
    ck_assert_int_eq(unseal(file, s, NULL), URNE_E_KEY_BOX);
    urne_signer_free(s);
    urne_guard_free(right);
    urne_guard_free(wrong);
    urne_guard_free(empty);
    urne_arena_free(arena);
}
END_TEST

/* At the cost that is written. */
START_TEST(usual)
{
    urne_arena *arena = urne_arena_new();
    urne_guard *p = guard_of(URNE_STR("p"));
    urne_secret *k = urne_secret_new(), *back;
    urne_keybox box, read;
    urne_keybox_lock(&box, k, p, URNE_ARGON_USUAL);
    ck_assert_int_eq(urne_keybox_read(&read, urne_keybox_write(arena, &box), "k", NULL),
                     URNE_OK);
    ck_assert_int_eq(urne_keybox_unlock(&back, &read, p, "k", NULL), URNE_OK);
    urne_hash was = urne_secret_commitment(k), is = urne_secret_commitment(back);
    ck_assert_int_eq(urne_hash_cmp(&was, &is), 0);
    urne_secret_free(k);
    urne_secret_free(back);
    urne_guard_free(p);
    urne_arena_free(arena);
}
END_TEST

/* Another program's computation of Argon2id and XSalsa20-Poly1305 over the bytes of the
 * file: the calls of libsodium in plain. */
START_TEST(locked_by_hand)
{
    urne_arena *arena = urne_arena_new();
    urne_guard *p = guard_of(URNE_STR("p"));
    unsigned char salt[16], nonce[24], box[48], key[32], k[32];
    char salt_hex[33], nonce_hex[49], box_hex[97];
    ck_assert_int_eq(
        sscanf(urne_str_z(arena, locked_file(arena, p)),
               "urne/1 keybox\nrollkey %*64[0-9a-f]\npassphrase argon2id 1 "
               "8192 %32[0-9a-f]\nbox %48[0-9a-f] %96[0-9a-f]\nend\n",
               salt_hex, nonce_hex, box_hex),
        3);
    sodium_hex2bin(salt, 16, salt_hex, 32, NULL, NULL, NULL);
    sodium_hex2bin(nonce, 24, nonce_hex, 48, NULL, NULL, NULL);
    sodium_hex2bin(box, 48, box_hex, 96, NULL, NULL, NULL);
    ck_assert_int_eq(
        crypto_pwhash(key, 32, "p", 1, salt, 1, 8192, crypto_pwhash_ALG_ARGON2ID13), 0);
    ck_assert_int_eq(crypto_secretbox_open_easy(k, box, 48, nonce, key), 0);
    ck_assert_mem_eq(k, key_bytes, 32);
    urne_guard_free(p);
    urne_arena_free(arena);
}
END_TEST

START_TEST(sealed)
{
    urne_arena *arena = urne_arena_new();
    urne_signer *s = custodian(1), *other = custodian(2);
    urne_guard *p = guard_of(URNE_STR("p"));
    urne_str file = sealed_file(arena, s), again = sealed_file(arena, s);
    urne_err err = URNE_ERR_NONE;
    ck_assert(!urne_str_eq(file, again)); /* a fresh key each time */
    ck_assert_int_eq(unseal(file, s, &err), URNE_OK);
    ck_assert_int_eq(unseal(file, other, NULL), URNE_E_KEY_BOX);
    ck_assert_int_eq(unlock(file, p, NULL), URNE_E_KEY_BOX);
    urne_signer_free(s);
    urne_signer_free(other);
    urne_guard_free(p);
    urne_arena_free(arena);
}
END_TEST

/* A point of small order is nobody's. */
START_TEST(sealed_to_nobody)
{
    urne_keybox box;
    urne_secret *k = urne_secret_of(key_bytes);
    urne_public_key nobody = {.point = {1}};
    ck_assert_int_eq(urne_keybox_seal(&box, k, &nobody, NULL), URNE_E_KEY_POINT);
    urne_secret_free(k);
}
END_TEST

/* Every bit of a box, every cut, a byte more anywhere. Of the custodian's line only the
 * id of the key is a hint. */
START_TEST(spoilt)
{
    urne_arena *arena = urne_arena_new();
    urne_signer *s = custodian(1);
    urne_guard *p = guard_of(URNE_STR("p"));
    urne_str file = _i == 0 ? locked_file(arena, p) : sealed_file(arena, s);
    char *text = urne_arena_alloc(arena, file.n + 1);
    size_t refused = 0;
    for (size_t bit = 0; bit < 8 * file.n; bit++) {
        memcpy(text, file.p, file.n);
        text[bit / 8] ^= (char)(1 << bit % 8);
        urne_str changed = {text, file.n};
        urne_code code = _i == 0 ? unlock(changed, p, NULL) : unseal(changed, s, NULL);
        const char *line = strstr(file.p, "custodian ");
        bool hint = line != NULL && bit / 8 >= (size_t)(line - file.p) + 12 &&
                    bit / 8 < (size_t)(line - file.p) + 24;
        ck_assert_msg(code != URNE_OK || hint, "bit %zu", bit);
        refused += code != URNE_OK;
    }
    ck_assert_uint_gt(refused, 8 * file.n - 100);
    for (size_t i = 0; i < file.n; i++) {
        urne_str cut = {file.p, i}, longer = {text, file.n + 1};
        ck_assert((_i == 0 ? unlock(cut, p, NULL) : unseal(cut, s, NULL)) != URNE_OK);
        for (const char *more = "\n\r 0"; *more != '\0'; more++) {
            memcpy(text, file.p, i);
            text[i] = *more;
            memcpy(text + i + 1, file.p + i, file.n - i);
            urne_code code =
                _i == 0 ? unlock(longer, p, NULL) : unseal(longer, s, NULL);
            ck_assert_msg(code != URNE_OK, "byte %d more at %zu", *more, i);
        }
    }
    urne_signer_free(s);
    urne_guard_free(p);
    urne_arena_free(arena);
}
END_TEST

/* A box may not ask for more work than this, and a commitment must be that of K. */
START_TEST(costs)
{
    static const struct {
        const char *cost;
        urne_code code;
    } cases[] = {{"1 8192", URNE_OK},
                 {"16 1073741824", URNE_OK},
                 {"0 8192", URNE_E_KEY_COST},
                 {"17 8192", URNE_E_KEY_COST},
                 {"1 8191", URNE_E_KEY_COST},
                 {"1 8193", URNE_E_KEY_COST},
                 {"1 1073742848", URNE_E_KEY_COST},
                 {"4294967296 8192", URNE_E_KEY_COST},
                 {"1 9007199254740991", URNE_E_KEY_COST},
                 {"1 9007199254740993", URNE_E_KEY_BOX},
                 {"01 8192", URNE_E_KEY_BOX},
                 {"+1 8192", URNE_E_KEY_BOX}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        char text[512];
        urne_keybox box;
        urne_err err = URNE_ERR_NONE;
        snprintf(
            text, sizeof text,
            "urne/1 keybox\nrollkey %064d\npassphrase argon2id %s %032d\nbox %048d "
            "%096d\nend\n",
            0, cases[i].cost, 0, 0, 0);
        ck_assert_int_eq(urne_keybox_read(&box, urne_str_of(text), "k", &err),
                         cases[i].code);
        ck_assert_uint_eq(err.diag[0].line, cases[i].code == URNE_OK ? 0 : 3);
    }
}
END_TEST

/* Sealed by somebody who lies about what is inside. */
START_TEST(other_key)
{
    urne_arena *arena = urne_arena_new();
    urne_signer *s = custodian(1);
    urne_keybox box;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_keybox_read(&box, sealed_file(arena, s), "k", NULL), URNE_OK);
    box.rollkey.b[0] ^= 1;
    ck_assert_int_eq(unseal(urne_keybox_write(arena, &box), s, &err), URNE_E_KEY_BOX);
    ck_assert_str_eq(err.diag[0].arg[0], "it holds another key than it says");
    urne_signer_free(s);
    urne_arena_free(arena);
}
END_TEST

START_TEST(guards)
{
    urne_guard *a = guard_of(URNE_STR("abc")), *b = guard_of(URNE_STR("abd")),
               *c = guard_of(URNE_STR("ab"));
    urne_guard *read;
    ck_assert(urne_guard_eq(a, a));
    ck_assert(!urne_guard_eq(a, b));
    ck_assert(!urne_guard_eq(a, c));
    ck_assert_int_eq(urne_guard_read(&read, "/nowhere/at/all", NULL), URNE_E_IO_OPEN);
    ck_assert_int_eq(urne_guard_read(&read, "/", NULL), URNE_E_IO_OPEN);
    ck_assert_int_eq(urne_guard_read(&read, "/dev/zero", NULL), URNE_OK);
    ck_assert_uint_eq(read->n, URNE_GUARD_MAX);
    urne_guard_free(read);
    urne_guard_free(a);
    urne_guard_free(b);
    urne_guard_free(c);
    urne_guard_free(NULL);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"locked", locked, 0, 0},
                                  {"usual", usual, 0, 0},
                                  {"locked_by_hand", locked_by_hand, 0, 0},
                                  {"sealed", sealed, 0, 0},
                                  {"sealed_to_nobody", sealed_to_nobody, 0, 0},
                                  {"spoilt", spoilt, 2, 0},
                                  {"costs", costs, 0, 0},
                                  {"other_key", other_key, 0, 0},
                                  {"guards", guards, 0, 0}};
    return program_run("keybox", tests, PROGRAM_COUNT(tests), 60);
}
