#include "crypto/keybox.h"

#include "crypto/sign_in.h"

#include <sodium.h>

_Static_assert(URNE_BOX_SALT == crypto_pwhash_argon2id_SALTBYTES, "salt");
_Static_assert(URNE_BOX_NONCE == crypto_secretbox_NONCEBYTES, "nonce");
_Static_assert(URNE_BOX_LOCKED == URNE_HASH + crypto_secretbox_MACBYTES, "box");
_Static_assert(URNE_BOX_SEALED == URNE_HASH + crypto_box_SEALBYTES, "sealed box");

/* Secret bytes in the middle of the work: in guarded memory, freed by the caller. */
typedef struct work {
    unsigned char key[32], k[URNE_HASH];
} work;

static work *work_new(void)
{
    work *w = sodium_malloc(sizeof *w);
    if (w == NULL) {
        urne_out_of_memory();
    }
    return w;
}

/* ---- making ---- */

static void derive(unsigned char key[32], const urne_keybox *box,
                   const urne_guard *passphrase)
{
    if (crypto_pwhash_argon2id(key, 32, passphrase->p, passphrase->n, box->salt,
                               box->cost.ops, (size_t)box->cost.mem,
                               crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
        urne_out_of_memory();
    }
}

void urne_keybox_lock(urne_keybox *out, const urne_secret *k,
                      const urne_guard *passphrase, urne_cost cost)
{
    work *w = work_new();
    memset(out, 0, sizeof *out);
    out->rollkey = urne_secret_commitment(k);
    out->cost = cost;
    randombytes_buf(out->salt, sizeof out->salt);
    randombytes_buf(out->nonce, sizeof out->nonce);
    derive(w->key, out, passphrase);
    urne_secret_bytes(w->k, k);
    crypto_secretbox_easy(out->locked_bytes, w->k, sizeof w->k, out->nonce, w->key);
    sodium_free(w);
}

urne_code urne_keybox_seal(urne_keybox *out, const urne_secret *k,
                           const urne_public_key *custodian, urne_err *err)
{
    unsigned char to[crypto_box_PUBLICKEYBYTES];
    memset(out, 0, sizeof *out);
    if (crypto_sign_ed25519_pk_to_curve25519(to, custodian->point) != 0) {
        return urne_fail(err, URNE_E_KEY_POINT, URNE_NOWHERE, NULL);
    }
    work *w = work_new();
    out->rollkey = urne_secret_commitment(k);
    out->sealed = true;
    out->custodian = *custodian;
    urne_secret_bytes(w->k, k);
    crypto_box_seal(out->sealed_bytes, w->k, sizeof w->k, to);
    sodium_free(w);
    return URNE_OK;
}

/* ---- opening ---- */

static urne_code bad_box(const char *file, uint64_t line, const char *what,
                         urne_err *err)
{
    return urne_fail(err, URNE_E_KEY_BOX, (urne_place){file, line, 0}, what, NULL);
}

/* What came out must be the K of the commitment: neither kind of box is bound to it. */
static urne_code take(urne_secret **k, const urne_keybox *box, const work *w,
                      const char *file, urne_err *err)
{
    urne_secret *found = urne_secret_of(w->k);
    urne_hash due = urne_secret_commitment(found);
    if (urne_hash_cmp(&due, &box->rollkey) != 0) {
        urne_secret_free(found);
        return bad_box(file, 2, N_("it holds another key than it says"), err);
    }
    *k = found;
    return URNE_OK;
}

urne_code urne_keybox_unlock(urne_secret **k, const urne_keybox *box,
                             const urne_guard *passphrase, const char *file,
                             urne_err *err)
{
    if (box->sealed) {
        return bad_box(file, 3,
                       N_("it is sealed to a custodian, no passphrase opens it"), err);
    }
    work *w = work_new();
    derive(w->key, box, passphrase);
    urne_code code;
    if (crypto_secretbox_open_easy(w->k, box->locked_bytes, sizeof box->locked_bytes,
                                   box->nonce, w->key) != 0) {
        code = urne_fail(err, URNE_E_KEY_PASSPHRASE, URNE_IN(file), NULL);
    } else {
        code = take(k, box, w, file, err);
    }
    sodium_free(w);
    return code;
}

urne_code urne_keybox_unseal(urne_secret **k, const urne_keybox *box,
                             const urne_signer *custodian, const char *file,
                             urne_err *err)
{
    unsigned char from[crypto_box_PUBLICKEYBYTES];
    if (!box->sealed) {
        return bad_box(file, 3, N_("it is under a passphrase, no key opens it"), err);
    }
    if (memcmp(box->custodian.point, custodian->sk + 32, URNE_POINT) != 0) {
        return bad_box(file, 3, N_("it is sealed to another key"), err);
    }
    if (crypto_sign_ed25519_pk_to_curve25519(from, box->custodian.point) != 0) {
        return urne_fail(err, URNE_E_KEY_POINT, (urne_place){file, 3, 0}, NULL);
    }
    work *w = work_new();
    urne_code code;
    if (crypto_sign_ed25519_sk_to_curve25519(w->key, custodian->sk) != 0 ||
        crypto_box_seal_open(w->k, box->sealed_bytes, sizeof box->sealed_bytes, from,
                             w->key) != 0) {
        code = bad_box(file, 4, N_("it is damaged"), err);
    } else {
        code = take(k, box, w, file, err);
    }
    sodium_free(w);
    return code;
}

/* ---- the file ---- */

static void put_hex(urne_buf *buf, const unsigned char *bytes, size_t n)
{
    char *to = urne_buf_reserve(buf, 2 * n + 1);
    sodium_bin2hex(to, 2 * n + 1, bytes, n);
    buf->n += 2 * n;
}

urne_str urne_keybox_write(urne_arena *arena, const urne_keybox *box)
{
    char public[URNE_PUBLIC_TEXT + 1];
    urne_buf buf = urne_buf_new(arena, 512);
    urne_buf_addz(&buf, "urne/1 keybox\nrollkey ");
    put_hex(&buf, box->rollkey.b, sizeof box->rollkey.b);
    if (box->sealed) {
        urne_public_text(public, &box->custodian);
        urne_buf_addz(&buf, "\ncustodian ");
        urne_buf_addz(&buf, public);
        urne_buf_addz(&buf, "\nsealed ");
        put_hex(&buf, box->sealed_bytes, sizeof box->sealed_bytes);
    } else {
        urne_buf_addz(&buf, "\npassphrase argon2id ");
        urne_buf_addu(&buf, box->cost.ops);
        urne_buf_addc(&buf, ' ');
        urne_buf_addu(&buf, box->cost.mem);
        urne_buf_addc(&buf, ' ');
        put_hex(&buf, box->salt, sizeof box->salt);
        urne_buf_addz(&buf, "\nbox ");
        put_hex(&buf, box->nonce, sizeof box->nonce);
        urne_buf_addc(&buf, ' ');
        put_hex(&buf, box->locked_bytes, sizeof box->locked_bytes);
    }
    urne_buf_addz(&buf, "\nend\n");
    return urne_buf_str(&buf);
}

/* Exactly n bytes in lower-case hex. */
static bool take_hex(unsigned char *out, size_t n, urne_str hex)
{
    static const char digits[] = "0123456789abcdef";
    if (hex.n != 2 * n) {
        return false;
    }
    for (size_t i = 0; i < hex.n; i++) {
        const char *d = memchr(digits, hex.p[i], 16);
        if (d == NULL) {
            return false;
        }
        out[i / 2] = (unsigned char)(out[i / 2] << 4 | (d - digits));
    }
    return true;
}

/* A line that begins with the words `start`, then n fields, each after one space. */
static bool take_line(urne_str *rest, const char *start, size_t n, urne_str *fields)
{
    urne_str line;
    if (!urne_line_cut(rest, &line) || !urne_str_starts(line, start)) {
        return false;
    }
    line = urne_str_slice(line, strlen(start), line.n);
    for (size_t i = 0; i < n; i++) {
        if (!urne_str_cut(&line, ' ', &fields[i])) {
            return false;
        }
    }
    return line.p == NULL;
}

static urne_code read_sealed(urne_keybox *out, urne_str *rest, const char *file,
                             urne_err *err)
{
    urne_str f[1];
    if (!take_line(rest, "custodian ", 1, f)) {
        return bad_box(file, 3, N_("expected a line 'custodian' or 'passphrase'"), err);
    }
    URNE_TRY(urne_public_parse(&out->custodian, f[0], (urne_place){file, 3, 0}, err));
    out->sealed = true;
    return take_line(rest, "sealed ", 1, f) &&
                   take_hex(out->sealed_bytes, sizeof out->sealed_bytes, f[0])
               ? URNE_OK
               : bad_box(file, 4, N_("expected a line 'sealed'"), err);
}

static urne_code read_locked(urne_keybox *out, urne_str *rest, const char *file,
                             urne_err *err)
{
    urne_str f[3];
    const urne_cost least = URNE_ARGON_LEAST, most = URNE_ARGON_MOST;
    urne_cost *c = &out->cost;
    if (!take_line(rest, "passphrase argon2id ", 3, f) ||
        !urne_str_u64(f[0], URNE_INT_MAX - 1, &c->ops) ||
        !urne_str_u64(f[1], URNE_INT_MAX - 1, &c->mem) ||
        !take_hex(out->salt, sizeof out->salt, f[2])) {
        return bad_box(file, 3, N_("expected a line 'custodian' or 'passphrase'"), err);
    }
    if (c->ops < least.ops || c->ops > most.ops || c->mem < least.mem ||
        c->mem > most.mem || c->mem % 1024 != 0) {
        return urne_fail(err, URNE_E_KEY_COST, (urne_place){file, 3, 0},
                         URNE_DEC(c->ops), URNE_DEC(c->mem), NULL);
    }
    return take_line(rest, "box ", 2, f) &&
                   take_hex(out->nonce, sizeof out->nonce, f[0]) &&
                   take_hex(out->locked_bytes, sizeof out->locked_bytes, f[1])
               ? URNE_OK
               : bad_box(file, 4, N_("expected a line 'box'"), err);
}

urne_code urne_keybox_read(urne_keybox *out, urne_str bytes, const char *file,
                           urne_err *err)
{
    urne_str f[1];
    memset(out, 0, sizeof *out);
    if (!urne_line_cut(&bytes, &f[0]) || !urne_str_is(f[0], "urne/1 keybox")) {
        return bad_box(file, 1, N_("expected the line 'urne/1 keybox'"), err);
    }
    if (!take_line(&bytes, "rollkey ", 1, f) || !urne_hash_parse(f[0], &out->rollkey)) {
        return bad_box(file, 2, N_("expected a line 'rollkey'"), err);
    }
    URNE_TRY((urne_str_starts(bytes, "passphrase ") ? read_locked : read_sealed)(
        out, &bytes, file, err));
    return urne_str_is(bytes, "end\n")
               ? URNE_OK
               : bad_box(file, 5, N_("expected 'end', and nothing behind it"), err);
}
