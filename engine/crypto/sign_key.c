/* The files of keys, as minisign 0.11 reads and writes them. */
#include "crypto/sign_in.h"

#include <sodium.h>

/* The 158 bytes of a secret key file, by offset:
 *     0 "Ed"  2 "Sc" or 00 00  4 "B2"  6 salt[32]  38 ops u64le  46 mem u64le
 *     54 id[8]  62 sk[64]  126 checksum[32]
 * The checksum is BLAKE2b-256 of "Ed" || id || sk. With "Sc", the last 104 bytes are
 * xored with scrypt(passphrase, salt, ops, mem); in clear, salt, ops, mem and (as
 * minisign writes it) the checksum are zero. */
enum {
    AT_KDF = 2,
    AT_CHECK_KIND = 4,
    AT_SALT = 6,
    AT_OPS = 38,
    AT_MEM = 46,
    AT_ID = 54,
    AT_SK = 62,
    AT_CHECK = 126,
    FILE_BYTES = 158,
    SECRET_BYTES = FILE_BYTES - AT_ID,
    FILE_TEXT = 212,
    PUBLIC_BYTES = 2 + URNE_KEY_ID + URNE_POINT
};

_Static_assert(SECRET_BYTES == URNE_KEY_ID + 64 + 32, "id, key and checksum");

static uint64_t le64(const unsigned char *p)
{
    uint64_t v = 0;
    for (int i = 7; i >= 0; i--) {
        v = v << 8 | p[i];
    }
    return v;
}

static void put_le64(unsigned char *p, uint64_t v)
{
    for (int i = 0; i < 8; i++) {
        p[i] = (unsigned char)(v >> (8 * i));
    }
}

/* "untrusted comment: " and what follows it. */
static bool cut_comment(urne_str *rest, urne_str *comment)
{
    urne_str line;
    if (!urne_line_cut(rest, &line) || !urne_str_starts(line, URNE_UNTRUSTED)) {
        return false;
    }
    *comment = urne_str_slice(line, sizeof URNE_UNTRUSTED - 1, line.n);
    return true;
}

/* ---- public keys ---- */

void urne_key_id_text(char out[URNE_KEY_ID_TEXT + 1],
                      const unsigned char id[URNE_KEY_ID])
{
    static const char digit[] = "0123456789ABCDEF";
    for (size_t i = 0; i < URNE_KEY_ID; i++) {
        unsigned char b = id[URNE_KEY_ID - 1 - i];
        out[2 * i] = digit[b >> 4];
        out[2 * i + 1] = digit[b & 15];
    }
    out[URNE_KEY_ID_TEXT] = '\0';
}

void urne_public_text(char out[URNE_PUBLIC_TEXT + 1], const urne_public_key *key)
{
    unsigned char bytes[PUBLIC_BYTES] = {'E', 'd'};
    memcpy(bytes + 2, key->id, URNE_KEY_ID);
    memcpy(bytes + 2 + URNE_KEY_ID, key->point, URNE_POINT);
    urne_b64_write(out, bytes, sizeof bytes);
    out[URNE_PUBLIC_TEXT] = '\0';
}

urne_code urne_public_parse(urne_public_key *out, urne_str text, urne_place at,
                            urne_err *err)
{
    unsigned char bytes[PUBLIC_BYTES];
    if (!urne_b64_read(bytes, sizeof bytes, text) || memcmp(bytes, "Ed", 2) != 0) {
        return urne_fail(err, URNE_E_KEY_PUBLIC, at,
                         N_("a public key of 56 base64 characters, the first 'RW'"),
                         NULL);
    }
    memcpy(out->id, bytes + 2, URNE_KEY_ID);
    memcpy(out->point, bytes + 2 + URNE_KEY_ID, URNE_POINT);
    return crypto_core_ed25519_is_valid_point(out->point) == 1
               ? URNE_OK
               : urne_fail(err, URNE_E_KEY_POINT, at, NULL);
}

urne_code urne_public_read(urne_public_key *out, urne_str *comment, urne_str bytes,
                           const char *file, urne_err *err)
{
    urne_str line;
    if (!cut_comment(&bytes, comment)) {
        return urne_fail(err, URNE_E_KEY_PUBLIC, (urne_place){file, 1, 0},
                         N_("'untrusted comment: ' and a comment"), NULL);
    }
    if (!urne_line_cut(&bytes, &line)) {
        line = (urne_str){0};
    }
    URNE_TRY(urne_public_parse(out, line, (urne_place){file, 2, 0}, err));
    return bytes.n == 0 ? URNE_OK
                        : urne_fail(err, URNE_E_KEY_PUBLIC, (urne_place){file, 3, 0},
                                    N_("the end of the file"), NULL);
}

urne_str urne_public_write(urne_arena *arena, const urne_public_key *key,
                           const char *comment)
{
    char text[URNE_PUBLIC_TEXT + 1];
    urne_buf buf = urne_buf_new(arena, 256);
    urne_public_text(text, key);
    urne_buf_addz(&buf, URNE_UNTRUSTED);
    urne_buf_addz(&buf, comment);
    urne_buf_addc(&buf, '\n');
    urne_buf_addz(&buf, text);
    urne_buf_addc(&buf, '\n');
    return urne_buf_str(&buf);
}

/* ---- secret keys ---- */

static urne_code bad_secret(const char *file, uint64_t line, const char *wanted,
                            urne_err *err)
{
    return urne_fail(err, URNE_E_KEY_SECRET, (urne_place){file, line, 0}, wanted, NULL);
}

static bool all_zero(const unsigned char *p, size_t n)
{
    return sodium_is_zero(p, n) == 1;
}

/* The head of the file, up to what the passphrase hides. */
static urne_code check_head(const unsigned char *b, bool *locked, const char *file,
                            urne_err *err)
{
    if (memcmp(b, "Ed", 2) != 0 || memcmp(b + AT_CHECK_KIND, "B2", 2) != 0) {
        return bad_secret(file, 2, N_("the algorithms 'Ed' and 'B2'"), err);
    }
    *locked = memcmp(b + AT_KDF, "Sc", 2) == 0;
    if (!*locked && !all_zero(b + AT_KDF, 2)) {
        return bad_secret(file, 2, N_("the key derivation 'Sc', or none"), err);
    }
    uint64_t ops = le64(b + AT_OPS), mem = le64(b + AT_MEM);
    const urne_cost least = URNE_SCRYPT_LEAST, most = URNE_SCRYPT_MOST;
    if (*locked &&
        (ops < least.ops || ops > most.ops || mem < least.mem || mem > most.mem)) {
        return urne_fail(err, URNE_E_KEY_COST, (urne_place){file, 2, 0}, URNE_DEC(ops),
                         URNE_DEC(mem), NULL);
    }
    return URNE_OK;
}

/* The bytes of the file; `b` is of guarded memory. */
static urne_code read_file(urne_signer_file *out, unsigned char *b,
                           const urne_guard *text, const char *file, urne_err *err)
{
    urne_str rest = urne_guard_str(text), line;
    if (!cut_comment(&rest, &out->comment)) {
        return bad_secret(file, 1, N_("'untrusted comment: ' and a comment"), err);
    }
    if (!urne_line_cut(&rest, &line) || !urne_b64_read(b, FILE_BYTES, line)) {
        return bad_secret(file, 2, N_("a secret key of 212 base64 characters"), err);
    }
    URNE_TRY(check_head(b, &out->locked, file, err));
    return rest.n == 0 ? URNE_OK : bad_secret(file, 3, N_("the end of the file"), err);
}

urne_code urne_signer_look(urne_signer_file *out, const urne_guard *text,
                           const char *file, urne_err *err)
{
    urne_guard *bytes = urne_guard_new();
    urne_code code = read_file(out, (unsigned char *)bytes->p, text, file, err);
    urne_guard_free(bytes);
    return code;
}

static void checksum(unsigned char out[32], const unsigned char *b)
{
    crypto_generichash_state st;
    crypto_generichash_init(&st, NULL, 0, 32);
    crypto_generichash_update(&st, b, 2);
    crypto_generichash_update(&st, b + AT_ID, AT_CHECK - AT_ID);
    crypto_generichash_final(&st, out, 32);
    sodium_memzero(&st, sizeof st);
}

/* Hides or shows the secret part. */
static void xor_stream(unsigned char *b, const urne_guard *passphrase)
{
    urne_guard *stream = urne_guard_new();
    unsigned char *s = (unsigned char *)stream->p;
    if (crypto_pwhash_scryptsalsa208sha256(s, SECRET_BYTES, passphrase->p,
                                           passphrase->n, b + AT_SALT, le64(b + AT_OPS),
                                           (size_t)le64(b + AT_MEM)) != 0) {
        urne_out_of_memory();
    }
    for (size_t i = 0; i < SECRET_BYTES; i++) {
        b[AT_ID + i] ^= s[i];
    }
    urne_guard_free(stream);
}

/* A key in clear has a checksum, or none as minisign writes it. Its halves must belong
 * together: signatures under a wrong public half give the secret one away. */
static urne_code check_halves(const unsigned char *b, bool locked, const char *file,
                              urne_err *err)
{
    unsigned char sum[32], point[URNE_POINT];
    urne_signer *again = urne_signer_alloc();
    checksum(sum, b);
    bool summed = sodium_memcmp(sum, b + AT_CHECK, sizeof sum) == 0;
    crypto_sign_seed_keypair(point, again->sk, b + AT_SK);
    bool paired = sodium_memcmp(again->sk, b + AT_SK, sizeof again->sk) == 0;
    urne_signer_free(again);
    sodium_memzero(sum, sizeof sum);
    if (locked && !summed) {
        return urne_fail(err, URNE_E_KEY_PASSPHRASE, URNE_IN(file), NULL);
    }
    if (!paired || (!summed && !all_zero(b + AT_CHECK, sizeof sum))) {
        return urne_fail(err, URNE_E_KEY_DAMAGED, (urne_place){file, 2, 0}, NULL);
    }
    return URNE_OK;
}

static urne_code open_bytes(urne_signer **out, unsigned char *b, const urne_guard *text,
                            const urne_guard *passphrase, const char *file,
                            urne_err *err)
{
    urne_signer_file look = {.locked = false};
    URNE_TRY(read_file(&look, b, text, file, err));
    if (look.locked) {
        xor_stream(b, passphrase);
    }
    URNE_TRY(check_halves(b, look.locked, file, err));
    *out = urne_signer_alloc();
    memcpy((*out)->id, b + AT_ID, sizeof(*out)->id);
    memcpy((*out)->sk, b + AT_SK, sizeof(*out)->sk);
    return URNE_OK;
}

urne_code urne_signer_open(urne_signer **out, const urne_guard *text,
                           const urne_guard *passphrase, const char *file,
                           urne_err *err)
{
    urne_guard *bytes = urne_guard_new();
    urne_code code =
        open_bytes(out, (unsigned char *)bytes->p, text, passphrase, file, err);
    urne_guard_free(bytes);
    return code;
}

urne_guard *urne_signer_write(const urne_signer *s, const char *comment,
                              const urne_guard *passphrase, urne_cost cost)
{
    urne_guard *text = urne_guard_new(), *bytes = urne_guard_new();
    unsigned char *b = (unsigned char *)bytes->p;
    memcpy(b, "Ed", 2);
    memcpy(b + AT_CHECK_KIND, "B2", 2);
    memcpy(b + AT_ID, s->id, sizeof s->id);
    memcpy(b + AT_SK, s->sk, sizeof s->sk);
    if (passphrase != NULL) {
        memcpy(b + AT_KDF, "Sc", 2);
        randombytes_buf(b + AT_SALT, crypto_pwhash_scryptsalsa208sha256_SALTBYTES);
        put_le64(b + AT_OPS, cost.ops);
        put_le64(b + AT_MEM, cost.mem);
        checksum(b + AT_CHECK, b);
        xor_stream(b, passphrase);
    }
    size_t n = strlen(comment), at = sizeof URNE_UNTRUSTED - 1;
    if (at + n + FILE_TEXT + 2 > sizeof text->p) {
        urne_bug("the comment of a key is too long");
    }
    memcpy(text->p, URNE_UNTRUSTED, at);
    memcpy(text->p + at, comment, n);
    text->p[at + n] = '\n';
    urne_b64_write(text->p + at + n + 1, b, FILE_BYTES);
    text->p[at + n + 1 + FILE_TEXT] = '\n';
    text->n = at + n + FILE_TEXT + 2;
    urne_guard_free(bytes);
    return text;
}
