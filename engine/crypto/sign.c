#include "crypto/sign.h"

#include "crypto/sign_in.h"

#include <sodium.h>

/* The first line of every signature file; the beginning of the third. */
#define UNTRUSTED_LINE URNE_UNTRUSTED "signature from minisign secret key"
#define TRUSTED        "trusted comment: "

enum {
    COMMENT_MAX = 1024, /* of the trusted comment: a line of a note */
    SIG_BYTES = 2 + URNE_KEY_ID + URNE_SIG,
    SIG_TEXT = 100,
    WHOLE_TEXT = 88
};

/* ---- base64 and lines ---- */

size_t urne_b64_length(size_t n)
{
    return (n + 2) / 3 * 4;
}

void urne_b64_write(char *out, const unsigned char *bytes, size_t n)
{
    char text[256];
    size_t length = urne_b64_length(n);
    if (length >= sizeof text) {
        urne_bug("base64 of too many bytes");
    }
    sodium_bin2base64(text, sizeof text, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    memcpy(out, text, length);
    sodium_memzero(text, sizeof text);
}

bool urne_b64_read(unsigned char *out, size_t n, urne_str text)
{
    char again[256];
    size_t length = urne_b64_length(n), got = 0;
    if (length > sizeof again) {
        urne_bug("base64 of too many bytes");
    }
    if (text.n != length ||
        sodium_base642bin(out, n, text.p, text.n, NULL, &got, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        got != n) {
        return false;
    }
    /* Left-over bits and padding: only one writing of the same bytes is theirs. */
    urne_b64_write(again, out, n);
    bool same = memcmp(again, text.p, length) == 0;
    sodium_memzero(again, sizeof again);
    return same;
}

bool urne_line_cut(urne_str *rest, urne_str *line)
{
    const char *end = rest->n == 0 ? NULL : memchr(rest->p, '\n', rest->n);
    if (end == NULL) {
        return false;
    }
    *line = (urne_str){rest->p, (size_t)(end - rest->p)};
    *rest = (urne_str){end + 1, rest->n - line->n - 1};
    for (size_t i = 0; i < line->n; i++) {
        unsigned char c = (unsigned char)line->p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            return false;
        }
    }
    return true;
}

/* ---- Ed25519 ---- */

urne_signer *urne_signer_alloc(void)
{
    urne_signer *s = sodium_malloc(sizeof *s);
    if (s == NULL) {
        urne_out_of_memory();
    }
    memset(s, 0, sizeof *s);
    return s;
}

urne_signer *urne_signer_new(void)
{
    urne_signer *s = urne_signer_alloc();
    unsigned char point[URNE_POINT];
    randombytes_buf(s->id, sizeof s->id);
    crypto_sign_keypair(point, s->sk);
    return s;
}

urne_signer *urne_signer_of(const unsigned char seed[32],
                            const unsigned char id[URNE_KEY_ID])
{
    urne_signer *s = urne_signer_alloc();
    unsigned char point[URNE_POINT];
    memcpy(s->id, id, sizeof s->id);
    crypto_sign_seed_keypair(point, s->sk, seed);
    return s;
}

void urne_signer_free(urne_signer *s)
{
    sodium_free(s); /* wipes first */
}

urne_public_key urne_signer_public(const urne_signer *s)
{
    urne_public_key key;
    memcpy(key.id, s->id, sizeof key.id);
    memcpy(key.point, s->sk + 32, sizeof key.point);
    return key;
}

static const unsigned char *bytes_of(urne_str s)
{
    return (const unsigned char *)(s.p == NULL ? "" : s.p);
}

urne_sig urne_sig_make(const urne_signer *s, urne_str message)
{
    urne_sig sig;
    crypto_sign_detached(sig.b, NULL, bytes_of(message), message.n, s->sk);
    return sig;
}

/* Newer releases of libsodium let R differ by a point of small order, and take a second
 * encoding of it. With R and the key in the prime-order group there is no such point.
 */
bool urne_sig_ok(const urne_sig *sig, urne_str message, const urne_public_key *key)
{
    return crypto_core_ed25519_is_valid_point(sig->b) == 1 &&
           crypto_sign_verify_detached(sig->b, bytes_of(message), message.n,
                                       key->point) == 0;
}

/* ---- signature files ---- */

urne_str urne_trusted_comment(urne_arena *arena, const urne_signed *what)
{
    urne_hex hex = urne_sha256_hex(what->bytes);
    urne_buf buf = urne_buf_new(arena, 160);
    urne_buf_addz(&buf, "urne/1 ");
    urne_buf_add(&buf, what->name);
    urne_buf_addz(&buf, " role=");
    urne_buf_add(&buf, what->role);
    urne_buf_addz(&buf, " sha256=");
    urne_buf_add(&buf, urne_hex_str(&hex));
    return urne_buf_str(&buf);
}

typedef struct prehash {
    unsigned char b[64];
} prehash;

static prehash prehash_of(urne_str bytes)
{
    prehash h;
    crypto_generichash(h.b, sizeof h.b, bytes_of(bytes), bytes.n, NULL, 0);
    return h;
}

/* sig || comment: what the last line signs. */
static urne_str whole_of(char to[URNE_SIG + COMMENT_MAX], const urne_minisig *m)
{
    if (m->comment.n > COMMENT_MAX) {
        urne_bug("a trusted comment that is too long");
    }
    memcpy(to, m->sig.b, URNE_SIG);
    memcpy(to + URNE_SIG, m->comment.p, m->comment.n);
    return (urne_str){to, URNE_SIG + m->comment.n};
}

urne_minisig urne_minisig_make(urne_arena *arena, const urne_signer *s,
                               const urne_signed *what)
{
    urne_minisig m;
    char whole[URNE_SIG + COMMENT_MAX];
    prehash h = prehash_of(what->bytes);
    memcpy(m.id, s->id, sizeof m.id);
    m.sig = urne_sig_make(s, (urne_str){(const char *)h.b, sizeof h.b});
    m.comment = urne_trusted_comment(arena, what);
    m.whole = urne_sig_make(s, whole_of(whole, &m));
    return m;
}

static urne_code bad_form(const char *file, uint64_t line, const char *wanted,
                          urne_err *err)
{
    return urne_fail(err, URNE_E_SIG_FORM, (urne_place){file, line, 0}, wanted, NULL);
}

/* Line 2. The algorithm "Ed" signs the file itself: valid for minisign, never for us.
 */
static urne_code read_sig(urne_minisig *out, urne_str text, const char *file,
                          urne_err *err)
{
    unsigned char bytes[SIG_BYTES];
    if (!urne_b64_read(bytes, sizeof bytes, text)) {
        return bad_form(file, 2, N_("a signature of 100 base64 characters"), err);
    }
    if (memcmp(bytes, "Ed", 2) == 0) {
        return urne_fail(err, URNE_E_SIG_LEGACY, (urne_place){file, 2, 0}, NULL);
    }
    if (memcmp(bytes, "ED", 2) != 0) {
        return bad_form(file, 2, N_("the algorithm 'ED'"), err);
    }
    memcpy(out->id, bytes + 2, URNE_KEY_ID);
    memcpy(out->sig.b, bytes + 2 + URNE_KEY_ID, URNE_SIG);
    return URNE_OK;
}

/* Line 3: ASCII, with the tabs of minisign's usual comment, to say what is wrong with
 * it. */
static bool read_comment(urne_minisig *out, urne_str line)
{
    if (!urne_str_starts(line, TRUSTED)) {
        return false;
    }
    out->comment = urne_str_slice(line, sizeof TRUSTED - 1, line.n);
    for (size_t i = 0; i < out->comment.n; i++) {
        unsigned char c = (unsigned char)out->comment.p[i];
        if (c > 0x7E || (c < 0x20 && c != '\t')) {
            return false;
        }
    }
    return out->comment.n <= COMMENT_MAX;
}

urne_code urne_minisig_read(urne_minisig *out, urne_str bytes, const char *file,
                            urne_err *err)
{
    urne_str line;
    if (!urne_line_cut(&bytes, &line) || !urne_str_is(line, UNTRUSTED_LINE)) {
        return bad_form(file, 1,
                        N_("'untrusted comment: signature from minisign secret key'"),
                        err);
    }
    if (!urne_line_cut(&bytes, &line)) {
        return bad_form(file, 2, N_("a signature of 100 base64 characters"), err);
    }
    URNE_TRY(read_sig(out, line, file, err));
    if (!urne_line_cut(&bytes, &line) || !read_comment(out, line)) {
        return bad_form(file, 3, N_("'trusted comment: ' and a comment in ASCII"), err);
    }
    if (!urne_line_cut(&bytes, &line) ||
        !urne_b64_read(out->whole.b, sizeof out->whole.b, line)) {
        return bad_form(file, 4, N_("a signature of 88 base64 characters"), err);
    }
    return bytes.n == 0 ? URNE_OK : bad_form(file, 5, N_("the end of the file"), err);
}

urne_str urne_minisig_write(urne_arena *arena, const urne_minisig *m)
{
    unsigned char bytes[SIG_BYTES] = {'E', 'D'};
    urne_buf buf = urne_buf_new(arena, 512);
    memcpy(bytes + 2, m->id, URNE_KEY_ID);
    memcpy(bytes + 2 + URNE_KEY_ID, m->sig.b, URNE_SIG);
    urne_buf_addz(&buf, UNTRUSTED_LINE "\n");
    urne_b64_write(urne_buf_reserve(&buf, SIG_TEXT), bytes, sizeof bytes);
    buf.n += SIG_TEXT;
    urne_buf_addz(&buf, "\n" TRUSTED);
    urne_buf_add(&buf, m->comment);
    urne_buf_addc(&buf, '\n');
    urne_b64_write(urne_buf_reserve(&buf, WHOLE_TEXT), m->whole.b, URNE_SIG);
    buf.n += WHOLE_TEXT;
    urne_buf_addc(&buf, '\n');
    return urne_buf_str(&buf);
}

static urne_code other_key(const urne_minisig *m, const urne_public_key *key,
                           const char *file, urne_err *err)
{
    char theirs[URNE_KEY_ID_TEXT + 1], ours[URNE_KEY_ID_TEXT + 1];
    urne_key_id_text(theirs, m->id);
    urne_key_id_text(ours, key->id);
    return urne_fail(err, URNE_E_SIG_KEY, (urne_place){file, 2, 0}, theirs, ours, NULL);
}

/* What a comment of ours says: name, role, hash; false for any other. */
static bool split_comment(urne_str comment, urne_str said[3])
{
    static const char *const prefix[] = {"urne/1", "", "role=", "sha256="};
    for (size_t i = 0; i < 4; i++) {
        urne_str word;
        if (!urne_str_cut(&comment, ' ', &word) || !urne_str_starts(word, prefix[i])) {
            return false;
        }
        if (i > 0) {
            said[i - 1] = urne_str_slice(word, strlen(prefix[i]), word.n);
        }
    }
    return comment.p == NULL;
}

/* Which part of a comment is not as it is due: a name, a role or the bytes swapped. */
static urne_code other_comment(urne_str found, urne_str due, const char *file,
                               urne_err *err)
{
    static const char *const part[] = {N_("under the name"), N_("in the role"),
                                       N_("bytes with the SHA-256")};
    urne_place at = {file, 3, 0};
    urne_str theirs[3], ours[3];
    if (split_comment(found, theirs) && split_comment(due, ours)) {
        for (size_t i = 0; i < 3; i++) {
            if (!urne_str_eq(theirs[i], ours[i])) {
                return urne_fail(err, URNE_E_SIG_OTHER, at, part[i],
                                 URNE_SHOW(theirs[i]), URNE_SHOW(ours[i]), NULL);
            }
        }
    }
    return urne_fail(err, URNE_E_SIG_COMMENT, at, URNE_SHOW(found), NULL);
}

/* The comment is judged only once it is known that the key signed it: what is said of
 * it then is said of the signer. */
urne_code urne_minisig_verify(const urne_minisig *m, const urne_public_key *key,
                              const urne_signed *what, const char *file, urne_err *err)
{
    char whole[URNE_SIG + COMMENT_MAX];
    if (memcmp(m->id, key->id, URNE_KEY_ID) != 0) {
        return other_key(m, key, file, err);
    }
    if (!urne_sig_ok(&m->whole, whole_of(whole, m), key)) {
        return urne_fail(err, URNE_E_SIG_WRONG, (urne_place){file, 4, 0}, NULL);
    }
    urne_arena *arena = urne_arena_new();
    urne_str due = urne_trusted_comment(arena, what);
    urne_code code = URNE_OK;
    if (!urne_str_eq(m->comment, due)) {
        code = other_comment(m->comment, due, file, err);
    }
    urne_arena_free(arena);
    prehash h = prehash_of(what->bytes);
    if (code == URNE_OK &&
        !urne_sig_ok(&m->sig, (urne_str){(const char *)h.b, sizeof h.b}, key)) {
        code = urne_fail(err, URNE_E_SIG_WRONG, (urne_place){file, 2, 0}, NULL);
    }
    return code;
}
