#include "ceremony/hold.h"

#include "codec/note.h"

enum { ROLE_MAX = 16, PUBLIC_FILE_MAX = 4096 };
#define CUSTODIAN  "custodian"
#define COPY_LIMIT ((size_t)16 << 30)

static void add(urne_held *held, const char *path, urne_str bytes)
{
    held->file[held->n++] = (urne_write){.path = path, .bytes = bytes, .secret = true};
}

/* The key for the clerk. */
static urne_code hold_key(urne_held *held, const urne_dossier *d,
                          const urne_seal_options *o, const urne_secret *k,
                          urne_err *err)
{
    const char *path =
        urne_dossier_private(d, o->passphrase ? "roll-key.box" : "roll-key.txt");
    held->clear = urne_guard_new();
    if (!o->passphrase) {
        urne_secret_text(held->clear->p, k);
        held->clear->n = URNE_SECRET_TEXT;
        add(held, path, urne_guard_str(held->clear));
        return URNE_OK;
    }
    urne_keybox box;
    URNE_TRY(urne_ask_new(held->clear, &o->who, path, err));
    urne_keybox_lock(&box, k, held->clear, URNE_ARGON_USUAL);
    add(held, path, urne_keybox_write(d->arena, &box));
    return URNE_OK;
}

/* A copy for the custodian, whose key may have been announced. */
static urne_code seal_copy(urne_held *held, const urne_dossier *d,
                           const urne_seal_options *o, const urne_secret *k,
                           urne_err *err)
{
    urne_str bytes, comment;
    urne_public_key key;
    urne_keybox box;
    char text[URNE_PUBLIC_TEXT + 1];
    if (o->custodian == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read(&bytes, d->arena, o->custodian, PUBLIC_FILE_MAX, err));
    URNE_TRY(urne_public_read(&key, &comment, bytes, o->custodian, err));
    urne_public_text(text, &key);
    const urne_announced_key *announced =
        urne_role_find(&d->announce, URNE_STR(CUSTODIAN));
    if (announced != NULL && !urne_str_is(announced->key, text)) {
        return urne_fail(err, URNE_E_AUDIT_CUSTODIAN, URNE_IN(o->custodian), NULL);
    }
    URNE_TRY(urne_keybox_seal(&box, k, &key, err));
    urne_str file = urne_keybox_write(d->arena, &box);
    add(held, urne_dossier_private(d, "rollkey-custodian.box"), file);
    held->sealed[held->n_sealed++] = (urne_role_hash){
        URNE_STR(CUSTODIAN), urne_hex_text(d->arena, urne_sha256(file))};
    return URNE_OK;
}

static const char *copy_name(urne_arena *arena, urne_str role)
{
    urne_buf buf = urne_buf_new(arena, 64);
    urne_buf_addz(&buf, "rollcopy-");
    urne_buf_add(&buf, role);
    urne_buf_addz(&buf, ".txt");
    return urne_str_z(arena, urne_buf_str(&buf));
}

/* Binds an observer's copy under 32 bytes that only the observer is given. */
static urne_code bind_copy(urne_held *held, const urne_dossier *d, urne_str role,
                           urne_str path, urne_err *err)
{
    urne_hash r;
    const char *file = urne_str_z(d->arena, path);
    urne_arena *arena = urne_arena_new();
    urne_str bytes = {"", 0};
    urne_code code = urne_file_read(&bytes, arena, file, COPY_LIMIT, err);
    urne_hex sha = urne_sha256_hex(bytes);
    urne_arena_free(arena);
    URNE_TRY(code);
    urne_random_bytes(r.b, sizeof r.b);
    urne_hex hex = urne_to_hex(r);
    urne_buf text = urne_buf_new(d->arena, URNE_HEX + 1);
    urne_buf_addz(&text, hex.z);
    urne_buf_addc(&text, '\n');
    add(held, urne_dossier_private(d, copy_name(d->arena, role)), urne_buf_str(&text));
    held->bound[held->n_copies] = text.p;
    held->copies[held->n_copies++] = (urne_role_hash){
        role, urne_hex_text(d->arena,
                            urne_hash_fields(3, URNE_STR("urne/1 rollcopy"),
                                             urne_hex_str(&hex), urne_hex_str(&sha)))};
    urne_wipe(&r, sizeof r);
    urne_wipe(&hex, sizeof hex);
    return URNE_OK;
}

static urne_code bind_copies(urne_held *held, const urne_dossier *d, const char *copies,
                             urne_err *err)
{
    urne_str rest = {copies, copies == NULL ? 0 : strlen(copies)}, item, role = {"", 0};
    while (urne_str_cut(&rest, '\n', &item)) {
        urne_str last = role;
        urne_str_cut(&item, '=', &role);
        if (item.p == NULL || item.n == 0 || !urne_name_ok(role, ROLE_MAX) ||
            held->n_copies == URNE_HELD_COPIES ||
            (last.n > 0 && urne_str_cmp(last, role) >= 0)) {
            return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, URNE_SHOW(role),
                             "--copy", N_("a copy is ROLE=FILE, the roles ascending"),
                             NULL);
        }
        URNE_TRY(bind_copy(held, d, role, item, err));
    }
    return URNE_OK;
}

urne_code urne_hold(urne_held *out, const urne_dossier *d, const urne_seal_options *o,
                    const urne_secret *k, urne_err *err)
{
    *out = (urne_held){.n = 0};
    URNE_TRY(seal_copy(out, d, o, k, err));
    URNE_TRY(bind_copies(out, d, o->copies, err));
    return hold_key(out, d, o, k, err);
}

void urne_held_free(urne_held *held)
{
    urne_guard_free(held->clear);
    held->clear = NULL;
    for (size_t i = 0; i < held->n_copies; i++) {
        urne_wipe(held->bound[i], URNE_HEX);
    }
}
