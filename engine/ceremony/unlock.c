#include "ceremony/unlock.h"

#include "codec/note.h"

enum { ROLE_MAX = 16 };

/* ---- passphrases ---- */

urne_code urne_ask_once(urne_guard *to, const urne_asker *who, const char *path,
                        bool again, urne_err *err)
{
    ptrdiff_t n = who->ask == NULL
                      ? -1
                      : who->ask(to->p, URNE_PASSPHRASE_MAX, path, again, who->context);
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

urne_code urne_ask_new(urne_guard *to, const urne_asker *who, const char *path,
                       urne_err *err)
{
    URNE_TRY(urne_ask_once(to, who, path, false, err));
    if (to->n == 0) {
        return urne_fail(err, URNE_E_KEY_TYPED, URNE_IN(path), N_("empty"), NULL);
    }
    urne_guard *again = urne_guard_new();
    urne_code code = urne_ask_once(again, who, path, true, err);
    if (code == URNE_OK && !urne_guard_eq(to, again)) {
        code = urne_fail(err, URNE_E_KEY_TYPED_TWICE, URNE_IN(path), NULL);
    }
    urne_guard_free(again);
    return code;
}

/* ---- keys that sign ---- */

const char *urne_role_in(urne_arena *arena, urne_str comment, const char *end)
{
    size_t n = strlen(end);
    if (!urne_str_starts(comment, "urne ") || !urne_str_ends(comment, end) ||
        comment.n < 5 + n) {
        return "";
    }
    urne_str role = urne_str_slice(comment, 5, comment.n - n);
    return urne_name_ok(role, ROLE_MAX) ? urne_str_z(arena, role) : "";
}

urne_code urne_same_role(const char *made_for, const char *role, const char *path,
                         urne_err *err)
{
    return made_for[0] == '\0' || strcmp(made_for, role) == 0
               ? URNE_OK
               : urne_fail(err, URNE_E_KEY_ROLE_OTHER, URNE_IN(path), made_for, role,
                           NULL);
}

urne_code urne_unlock_text(urne_unlocked *out, urne_arena *arena,
                           const urne_guard *text, const char *path, const char *role,
                           const urne_asker *who, urne_err *err)
{
    urne_signer_file look;
    *out = (urne_unlocked){.role = ""};
    URNE_TRY(urne_signer_look(&look, text, path, err));
    out->role = urne_role_in(arena, look.comment, URNE_SECRET_COMMENT);
    out->locked = look.locked;
    if (role != NULL) {
        URNE_TRY(urne_same_role(out->role, role, path, err));
    }
    urne_guard *passphrase = urne_guard_new();
    urne_code code = URNE_OK;
    if (look.locked) {
        code = urne_ask_once(passphrase, who, path, false, err);
    }
    if (code == URNE_OK) {
        code = urne_signer_open(&out->signer, text, passphrase, path, err);
    }
    urne_guard_free(passphrase);
    return code;
}

urne_code urne_unlock_signer(urne_unlocked *out, urne_arena *arena, const char *path,
                             const char *role, const urne_asker *who, urne_err *err)
{
    urne_guard *text;
    URNE_TRY(urne_guard_read(&text, path, err));
    urne_code code = urne_unlock_text(out, arena, text, path, role, who, err);
    urne_guard_free(text);
    return code;
}

/* ---- the roll key ---- */

static urne_code open_sealed(urne_secret **k, urne_arena *arena, const urne_keybox *box,
                             const char *path, const char *custodian,
                             const urne_asker *who, urne_err *err)
{
    urne_unlocked o;
    if (custodian == NULL) {
        return urne_fail(err, URNE_E_KEY_SEALED, URNE_IN(path), NULL);
    }
    URNE_TRY(urne_unlock_signer(&o, arena, custodian, NULL, who, err));
    urne_code code = urne_keybox_unseal(k, box, o.signer, path, err);
    urne_signer_free(o.signer);
    return code;
}

static urne_code open_locked(urne_secret **k, const urne_keybox *box, const char *path,
                             const urne_asker *who, urne_err *err)
{
    urne_guard *passphrase = urne_guard_new();
    urne_code code = urne_ask_once(passphrase, who, path, false, err);
    if (code == URNE_OK) {
        code = urne_keybox_unlock(k, box, passphrase, path, err);
    }
    urne_guard_free(passphrase);
    return code;
}

urne_code urne_unlock_roll_key(urne_secret **k, urne_arena *arena, const char *path,
                               const char *custodian, const urne_asker *who,
                               urne_err *err)
{
    urne_guard *text;
    urne_keybox box;
    URNE_TRY(urne_guard_read(&text, path, err));
    bool boxed = urne_str_starts(urne_guard_str(text), "urne/1 keybox");
    urne_code code =
        boxed ? urne_keybox_read(&box, urne_guard_str(text), path, err) : URNE_OK;
    urne_guard_free(text);
    URNE_TRY(code);
    if (!boxed) {
        return urne_secret_read(k, path, err);
    }
    return box.sealed ? open_sealed(k, arena, &box, path, custodian, who, err)
                      : open_locked(k, &box, path, who, err);
}
