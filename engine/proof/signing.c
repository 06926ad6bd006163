#include "proof/signing.h"

#include <stdlib.h>
#include <string.h>

enum { DAY = 10, ITEM_MAX = 32 };

const urne_announced_key *urne_role_find(const urne_announce *announce, urne_str role)
{
    for (size_t i = 0; i < announce->n_keys; i++) {
        if (urne_str_eq(announce->keys[i].role, role)) {
            return &announce->keys[i];
        }
    }
    return NULL;
}

urne_str urne_key_in_force(const urne_transcript *c, urne_str role, size_t i,
                           urne_str *expire)
{
    const urne_announced_key *key = urne_role_find(c->announce, role);
    *expire = (urne_str){NULL, 0};
    if (key == NULL) {
        return URNE_STR("");
    }
    *expire = key->expire;
    urne_str text = key->key;
    for (size_t e = 0; e < i && e < c->n; e++) {
        const urne_later *l = c->entry[e].later;
        if (l != NULL && l->kind == URNE_LATER_REKEY && urne_str_eq(l->role, role)) {
            text = l->key;
            *expire = l->expire;
        }
    }
    return text;
}

const char *urne_signature_name(const urne_transcript *c, size_t i, urne_str role)
{
    urne_buf buf = urne_buf_new(c->arena, 64);
    urne_buf_addz(&buf, c->entry[i].file);
    urne_buf_addc(&buf, '.');
    urne_buf_add(&buf, role);
    urne_buf_addz(&buf, ".minisig");
    return urne_str_z(c->arena, urne_buf_str(&buf));
}

bool urne_key_good(urne_str text)
{
    urne_public_key key;
    return urne_public_parse(&key, text, URNE_NOWHERE, NULL) == URNE_OK;
}

static const char *line_item(urne_arena *arena, uint64_t line)
{
    urne_buf buf = urne_buf_new(arena, ITEM_MAX);
    urne_buf_addz(&buf, "line ");
    urne_buf_addu(&buf, line == 0 ? 1 : line);
    return urne_str_z(arena, urne_buf_str(&buf));
}

/* A tab, with which minisign's own comment is read elsewhere, has no place in ours
 * (transcript-1 §4.2): the form is judged before what was signed. */
static urne_code read_ours(urne_minisig *out, urne_str bytes, const char *file,
                           urne_err *err)
{
    URNE_TRY(urne_minisig_read(out, bytes, file, err));
    return memchr(out->comment.p, '\t', out->comment.n) == NULL
               ? URNE_OK
               : urne_fail(err, URNE_E_SIG_FORM, (urne_place){file, 3, 0},
                           N_("'trusted comment: ' and a comment in ASCII"), NULL);
}

/* The signature itself, by a key. */
static urne_code verify(const urne_transcript *c, size_t i, urne_str role,
                        urne_str bytes, const urne_public_key *key, const char *file,
                        const char **item, urne_err *err)
{
    urne_minisig sig;
    urne_err inner = URNE_ERR_NONE;
    const urne_signed what = {urne_str_of(c->entry[i].file), role, c->entry[i].bytes};
    urne_code code = read_ours(&sig, bytes, file, &inner);
    if (code == URNE_OK) {
        code = urne_minisig_verify(&sig, key, &what, file, &inner);
    }
    if (code == URNE_OK) {
        return URNE_OK;
    }
    const urne_diag *d = &inner.diag[0];
    *item = line_item(c->arena, d->line);
    return urne_fail(err, code, (urne_place){file, d->line, 0}, d->arg[0], d->arg[1],
                     d->arg[2], NULL);
}

urne_code urne_signature_counts(const urne_transcript *c, size_t i, urne_str role,
                                urne_str bytes, const char *file, const char **item,
                                urne_err *err)
{
    urne_public_key key;
    urne_str expire, text = urne_key_in_force(c, role, i, &expire);
    *item = N_("role");
    if (text.n == 0) {
        return urne_fail(err, URNE_E_CHECK_SIGNER, URNE_IN(file), URNE_SHOW(role),
                         NULL);
    }
    /* A key that is none is the fault of who announced it, and is named there too. */
    URNE_TRY(urne_public_parse(&key, text, URNE_IN(file), err));
    URNE_TRY(verify(c, i, role, bytes, &key, file, item, err));
    *item = N_("expired");
    urne_str time = c->entry[i].time;
    if (expire.p != NULL && time.n > DAY &&
        urne_str_cmp(urne_str_slice(time, 0, DAY), expire) > 0) {
        return urne_fail(err, URNE_E_CHECK_EXPIRED, URNE_IN(file), URNE_SHOW(expire),
                         NULL);
    }
    *item = "";
    return URNE_OK;
}

const urne_required *urne_required_of(const urne_announce *announce, const char *kind)
{
    for (size_t i = 0; i < announce->n_required; i++) {
        if (urne_str_is(announce->required[i].kind, kind)) {
            return &announce->required[i];
        }
    }
    return NULL;
}

bool urne_is_observer(urne_str role)
{
    return urne_str_starts(role, "observer");
}

size_t urne_observers(const urne_announce *announce)
{
    size_t n = 0;
    for (size_t i = 0; i < announce->n_keys; i++) {
        n += urne_is_observer(announce->keys[i].role) ? 1 : 0;
    }
    return n;
}

static void add_missing(urne_str *out, size_t *n, urne_str role)
{
    for (size_t i = 0; i < *n; i++) {
        if (urne_str_eq(out[i], role)) {
            return;
        }
    }
    out[(*n)++] = role;
}

size_t urne_roles_missing(urne_str **out, const urne_transcript *c, size_t i,
                          bool (*there)(void *ctx, size_t i, urne_str role), void *ctx)
{
    const urne_announce *a = c->announce;
    const urne_later *l = c->entry[i].later;
    const urne_required *r = urne_required_of(a, c->entry[i].kind);
    size_t n = 0, present = 0;
    *out = urne_arena_array(c->arena, a->n_keys + 2, sizeof **out);
    for (size_t k = 0; r != NULL && k < r->n_roles; k++) {
        if (!there(ctx, i, r->roles[k])) {
            add_missing(*out, &n, r->roles[k]);
        }
    }
    if (l != NULL && l->kind == URNE_LATER_HANDOVER) {
        const urne_str both[] = {l->from, l->to};
        for (size_t k = 0; k < 2; k++) {
            if (!there(ctx, i, both[k])) {
                add_missing(*out, &n, both[k]);
            }
        }
    }
    bool rekey = l != NULL && l->kind == URNE_LATER_REKEY;
    for (size_t k = 0; rekey && k < a->n_keys; k++) {
        urne_str role = a->keys[k].role;
        present += urne_is_observer(role) && there(ctx, i, role) ? 1 : 0;
    }
    for (size_t k = 0; rekey && 2 * present <= urne_observers(a) && k < a->n_keys;
         k++) {
        urne_str role = a->keys[k].role;
        if (urne_is_observer(role) && !there(ctx, i, role)) {
            add_missing(*out, &n, role);
        }
    }
    qsort(*out, n, sizeof **out, urne_str_cmp_void);
    return n;
}

int urne_rekey_fault(const urne_transcript *c, size_t i, urne_str *other)
{
    const urne_later *l = c->entry[i].later;
    urne_str expire, old = urne_key_in_force(c, l->role, i, &expire);
    urne_public_key fresh, key;
    *other = (urne_str){"", 0};
    if (old.n == 0) {
        return 1;
    }
    if (!urne_str_eq(old, l->old)) {
        return 2;
    }
    if (urne_public_parse(&fresh, l->key, URNE_NOWHERE, NULL) != URNE_OK) {
        return 3;
    }
    for (size_t k = 0; k < c->announce->n_keys; k++) {
        urne_str role = c->announce->keys[k].role;
        urne_str text = urne_key_in_force(c, role, i, &expire);
        if (urne_public_parse(&key, text, URNE_NOWHERE, NULL) == URNE_OK &&
            memcmp(key.point, fresh.point, sizeof key.point) == 0) {
            *other = role;
            return 3;
        }
    }
    return 0;
}
