/* Keys and signatures as files: names, roles, passphrases. The bytes are crypto/sign's.
 */
#include "urne/key.h"
#include "base/buf.h"
#include "base/file.h"
#include "ceremony/signed.h"
#include "codec/note.h"

/* SMALL_MAX: of a public key's or a signature's file. */
enum { ROLE_MAX = 16, NAME_BYTES = 64, SMALL_MAX = 4096 };

/* A signature takes the whole file, and these are entries and rolls. */
#define SIGNED_MAX ((size_t)1 << 30)

static const char *join(urne_arena *arena, const char *a, const char *b, const char *c)
{
    urne_buf buf = urne_buf_new(arena, strlen(a) + strlen(b) + strlen(c) + 1);
    urne_buf_addz(&buf, a);
    urne_buf_addz(&buf, b);
    urne_buf_addz(&buf, c);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static urne_code check_role(const char *role, urne_err *err)
{
    return urne_name_ok(urne_str_of(role), ROLE_MAX)
               ? URNE_OK
               : urne_fail(err, URNE_E_KEY_ROLE, URNE_NOWHERE,
                           URNE_SHOW(urne_str_of(role)), NULL);
}

/* ---- comments ---- */

static const char secret_end[] = " secret key", public_end[] = " public key ";

/* The role in "urne ROLE secret key" or "urne ROLE public key ID"; "" in any other
 * comment, as those of minisign. */
static const char *role_in(urne_arena *arena, urne_str comment, const char *end)
{
    size_t n = strlen(end);
    if (!urne_str_starts(comment, "urne ") || !urne_str_ends(comment, end) ||
        comment.n < 5 + n) {
        return "";
    }
    urne_str role = urne_str_slice(comment, 5, comment.n - n);
    return urne_name_ok(role, ROLE_MAX) ? urne_str_z(arena, role) : "";
}

/* ---- passphrases ---- */

static urne_code ask_once(urne_guard *to, urne_ask_fn *ask, void *context,
                          const char *path, bool again, urne_err *err)
{
    ptrdiff_t n =
        ask == NULL ? -1 : ask(to->p, URNE_PASSPHRASE_MAX, path, again, context);
    if (n < 0) {
        return urne_fail(err, URNE_E_KEY_UNTYPED, URNE_IN(path), NULL);
    }
    if (n > URNE_PASSPHRASE_MAX) {
        return urne_fail(err, URNE_E_KEY_TYPED, URNE_IN(path), N_("too long"), NULL);
    }
    to->n = (size_t)n;
    /* minisign would end it there. */
    return n > 0 && memchr(to->p, '\0', to->n) != NULL
               ? urne_fail(err, URNE_E_KEY_TYPED, URNE_IN(path),
                           N_("not one line of text"), NULL)
               : URNE_OK;
}

/* A new one, typed twice. */
static urne_code ask_new(urne_guard *to, const urne_key_options *o, const char *path,
                         urne_err *err)
{
    URNE_TRY(ask_once(to, o->ask, o->context, path, false, err));
    if (to->n == 0) {
        return urne_fail(err, URNE_E_KEY_TYPED, URNE_IN(path), N_("empty"), NULL);
    }
    urne_guard *again = urne_guard_new();
    urne_code code = ask_once(again, o->ask, o->context, path, true, err);
    if (code == URNE_OK && !urne_guard_eq(to, again)) {
        code = urne_fail(err, URNE_E_KEY_TYPED_TWICE, URNE_IN(path), NULL);
    }
    urne_guard_free(again);
    return code;
}

/* ---- opening a secret key ---- */

/* A key has one role; a comment of minisign's names none. */
static urne_code same_role(const char *made_for, const char *role, const char *path,
                           urne_err *err)
{
    return made_for[0] == '\0' || strcmp(made_for, role) == 0
               ? URNE_OK
               : urne_fail(err, URNE_E_KEY_ROLE_OTHER, URNE_IN(path), made_for, role,
                           NULL);
}

/* Who opens which key, and in which role (NULL: in any). */
typedef struct opening {
    const char *path, *role;
    urne_ask_fn *ask;
    void *context;
} opening;

typedef struct opened {
    urne_signer *signer; /* freed by the caller */
    const char *role;
    bool locked;
} opened;

static urne_code open_text(opened *out, urne_arena *arena, const urne_guard *text,
                           const opening *o, urne_err *err)
{
    urne_signer_file look;
    URNE_TRY(urne_signer_look(&look, text, o->path, err));
    out->role = role_in(arena, look.comment, secret_end);
    out->locked = look.locked;
    if (o->role != NULL) {
        URNE_TRY(same_role(out->role, o->role, o->path, err));
    }
    urne_guard *passphrase = urne_guard_new();
    urne_code code = URNE_OK;
    if (look.locked) {
        code = ask_once(passphrase, o->ask, o->context, o->path, false, err);
    }
    if (code == URNE_OK) {
        code = urne_signer_open(&out->signer, text, passphrase, o->path, err);
    }
    urne_guard_free(passphrase);
    return code;
}

/* ---- making and showing ---- */

static urne_key_view *view_of(urne_arena *arena, const urne_public_key *key,
                              const char *role)
{
    char public[URNE_PUBLIC_TEXT + 1], id[URNE_KEY_ID_TEXT + 1];
    urne_key_view *v = urne_arena_alloc(arena, sizeof *v);
    urne_public_text(public, key);
    urne_key_id_text(id, key->id);
    v->role = role;
    v->id = urne_str_z(arena, urne_str_of(id));
    v->public_key = urne_str_z(arena, urne_str_of(public));
    return v;
}

static urne_code write_pair(const urne_key_view *v, urne_arena *arena,
                            const urne_signer *s, const urne_guard *passphrase,
                            bool force, urne_err *err)
{
    urne_public_key key = urne_signer_public(s);
    const char *secret = join(arena, "urne ", v->role, secret_end);
    const char *public =
        join(arena, join(arena, "urne ", v->role, ""), public_end, v->id);
    urne_guard *text = urne_signer_write(s, secret, passphrase, URNE_SCRYPT_MOST);
    /* The secret half first: a public one without it would announce a key that is lost.
     */
    const urne_write files[] = {{.path = v->secret_path,
                                 .bytes = urne_guard_str(text),
                                 .secret = true,
                                 .fresh = true},
                                {.path = v->public_path,
                                 .bytes = urne_public_write(arena, &key, public),
                                 .fresh = !force}};
    urne_code code = urne_files_write(files, 2, err);
    urne_guard_free(text);
    return code;
}

/* Said before anybody types a passphrase. */
static urne_code check_free(const char *secret, const char *public, bool force,
                            urne_err *err)
{
    if (urne_file_exists(secret)) {
        return urne_fail(err, URNE_E_KEY_KEPT, URNE_IN(secret), NULL);
    }
    return !force && urne_file_exists(public)
               ? urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(public), NULL)
               : URNE_OK;
}

urne_code urne_key_make(urne_key_view **out, urne_arena *arena,
                        const urne_key_options *options, urne_err *err)
{
    urne_crypto_init();
    const char *secret = join(arena, options->path, ".key", "");
    const char *public = join(arena, options->path, ".pub", "");
    URNE_TRY(check_role(options->role, err));
    URNE_TRY(check_free(secret, public, options->force, err));
    urne_guard *passphrase = urne_guard_new();
    bool locked = options->ask != NULL;
    urne_code code = locked ? ask_new(passphrase, options, secret, err) : URNE_OK;
    if (code == URNE_OK) {
        urne_signer *s = urne_signer_new();
        urne_public_key key = urne_signer_public(s);
        *out = view_of(arena, &key, urne_str_z(arena, urne_str_of(options->role)));
        (*out)->secret = true;
        (*out)->locked = locked;
        (*out)->secret_path = secret;
        (*out)->public_path = public;
        code =
            write_pair(*out, arena, s, locked ? passphrase : NULL, options->force, err);
        urne_signer_free(s);
    }
    urne_guard_free(passphrase);
    return code;
}

static urne_code read_public(urne_public_key *key, const char **role, urne_arena *arena,
                             urne_str bytes, const char *path, urne_err *err)
{
    urne_str comment;
    char id[URNE_KEY_ID_TEXT + 1];
    URNE_TRY(urne_public_read(key, &comment, bytes, path, err));
    urne_key_id_text(id, key->id);
    *role = role_in(arena, comment, join(arena, public_end, id, ""));
    return URNE_OK;
}

/* The second line of a secret key is 212 characters, of a public one 56. */
static bool looks_secret(const urne_guard *text)
{
    urne_str rest = urne_guard_str(text), comment, line;
    return urne_str_cut(&rest, '\n', &comment) && urne_str_cut(&rest, '\n', &line) &&
           line.n > 2 * (size_t)URNE_PUBLIC_TEXT;
}

static urne_code show(urne_key_view **out, urne_arena *arena, const urne_guard *text,
                      const urne_key_options *options, urne_err *err)
{
    urne_public_key key;
    opened o = {.role = ""};
    bool secret = looks_secret(text);
    const opening how = {options->path, NULL, options->ask, options->context};
    if (secret) {
        URNE_TRY(open_text(&o, arena, text, &how, err));
        key = urne_signer_public(o.signer);
        urne_signer_free(o.signer);
    } else {
        URNE_TRY(read_public(&key, &o.role, arena, urne_guard_str(text), options->path,
                             err));
    }
    *out = view_of(arena, &key, o.role);
    (*out)->secret = secret;
    (*out)->locked = o.locked;
    return URNE_OK;
}

urne_code urne_key_show(urne_key_view **out, urne_arena *arena,
                        const urne_key_options *options, urne_err *err)
{
    urne_crypto_init();
    urne_guard *text;
    URNE_TRY(urne_guard_read(&text, options->path, err));
    urne_code code = show(out, arena, text, options, err);
    urne_guard_free(text);
    return code;
}

/* ---- signing ---- */

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* [0-9A-Za-z][0-9A-Za-z._-]*, so that the trusted comment can be read in one way. */
static bool is_name(const char *name)
{
    size_t n = 0;
    for (; name[n] != '\0'; n++) {
        if (!is_word(name[n]) && (n == 0 || strchr("._-", name[n]) == NULL)) {
            return false;
        }
    }
    return n > 0 && n <= NAME_BYTES;
}

static urne_code read_signed(urne_signed *what, urne_sign_view *v, urne_arena *arena,
                             const urne_sign_options *o, urne_err *err)
{
    const char *name = urne_path_base(o->path);
    URNE_TRY(check_role(o->role, err));
    if (!is_name(name)) {
        return urne_fail(err, URNE_E_KEY_NAME, URNE_NOWHERE,
                         URNE_SHOW(urne_str_of(name)), NULL);
    }
    URNE_TRY(urne_file_read(&what->bytes, arena, o->path, SIGNED_MAX, err));
    urne_hex hex = urne_sha256_hex(what->bytes);
    v->name = urne_str_z(arena, urne_str_of(name));
    v->role = urne_str_z(arena, urne_str_of(o->role));
    v->sha256 = urne_str_z(arena, urne_hex_str(&hex));
    v->signature = o->signature == NULL
                       ? join(arena, join(arena, o->path, ".", o->role), ".minisig", "")
                       : urne_str_z(arena, urne_str_of(o->signature));
    what->name = urne_str_of(v->name);
    what->role = urne_str_of(v->role);
    return URNE_OK;
}

static const char *id_text(urne_arena *arena, const urne_public_key *key)
{
    char id[URNE_KEY_ID_TEXT + 1];
    urne_key_id_text(id, key->id);
    return urne_str_z(arena, urne_str_of(id));
}

/* There is no chance in a signature: the same bytes are the same signature, of a run
 * that was interrupted before sums.txt. */
static bool is_already(urne_arena *arena, const urne_write *file)
{
    urne_str bytes;
    return urne_file_read_plain(&bytes, arena, file->path, SMALL_MAX, NULL) ==
               URNE_OK &&
           urne_str_eq(bytes, file->bytes);
}

static urne_code sign(urne_sign_view *v, urne_arena *arena, const urne_signer *s,
                      const urne_signed *what, const urne_sign_options *o,
                      urne_err *err)
{
    urne_public_key key = urne_signer_public(s);
    urne_signing_place place = {.entry = false};
    if (o->time != NULL) {
        URNE_TRY(urne_signing_place_find(&place, arena, o->path, err));
    }
    if (place.entry) {
        URNE_TRY(urne_signing_place_allows(&place, o->role, &key, o->path, err));
    }
    urne_minisig m = urne_minisig_make(arena, s, what);
    /* A memory that errs while it signs can give the key away. */
    if (urne_minisig_verify(&m, &key, what, v->signature, NULL) != URNE_OK) {
        urne_bug("a signature that does not verify");
    }
    v->id = id_text(arena, &key);
    urne_write file = {.path = v->signature, .bytes = urne_minisig_write(arena, &m)};
    bool beside = place.entry && o->signature == NULL;
    bool there = urne_file_exists(file.path);
    file.fresh = !o->force && !there;
    if (there && !o->force && !(beside && is_already(arena, &file))) {
        return urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(file.path), NULL);
    }
    return beside ? urne_signing_place_write(&place, arena, &file, o->time, err)
                  : urne_files_write(&file, 1, err);
}

urne_code urne_sign(urne_sign_view **out, urne_arena *arena,
                    const urne_sign_options *options, urne_err *err)
{
    urne_crypto_init();
    urne_signed what;
    urne_guard *text;
    opened o = {.role = ""};
    const opening how = {options->key, options->role, options->ask, options->context};
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(read_signed(&what, *out, arena, options, err));
    URNE_TRY(urne_guard_read(&text, options->key, err));
    urne_code code = open_text(&o, arena, text, &how, err);
    urne_guard_free(text);
    if (code == URNE_OK) {
        code = sign(*out, arena, o.signer, &what, options, err);
        urne_signer_free(o.signer);
    }
    return code;
}

urne_code urne_sign_check(urne_sign_view **out, urne_arena *arena,
                          const urne_sign_options *options, urne_err *err)
{
    urne_crypto_init();
    urne_signed what;
    urne_public_key key;
    urne_minisig m;
    urne_str bytes;
    const char *role;
    urne_sign_view *v = urne_arena_alloc(arena, sizeof *v);
    URNE_TRY(read_signed(&what, v, arena, options, err));
    URNE_TRY(urne_file_read(&bytes, arena, options->key, SMALL_MAX, err));
    URNE_TRY(read_public(&key, &role, arena, bytes, options->key, err));
    URNE_TRY(same_role(role, options->role, options->key, err));
    URNE_TRY(urne_file_read(&bytes, arena, v->signature, SMALL_MAX, err));
    URNE_TRY(urne_minisig_read(&m, bytes, v->signature, err));
    URNE_TRY(urne_minisig_verify(&m, &key, &what, v->signature, err));
    v->id = id_text(arena, &key);
    *out = v;
    return URNE_OK;
}
