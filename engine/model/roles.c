#include "model/roles.h"

#include "base/day.h"
#include "base/file.h"
#include "codec/note.h"

#include <stdlib.h>

enum { KEY_TEXT = 56 };

static int by_role(const void *a, const void *b)
{
    const urne_role_key *x = a, *y = b;
    return urne_str_cmp(x->role, y->role);
}

static int by_kind(const void *a, const void *b)
{
    const urne_required *x = a, *y = b;
    return urne_str_cmp(x->kind, y->kind);
}

static urne_role_key *find(const urne_roles *roles, urne_str role)
{
    for (size_t i = 0; i < roles->n_keys; i++) {
        if (urne_str_eq(roles->keys[i].role, role)) {
            return &roles->keys[i];
        }
    }
    return NULL;
}

static urne_code read_keys(urne_roles *out, const urne_members *r, const urne_json *v,
                           const char *path)
{
    URNE_TRY(urne_member_object(r, v));
    if (v->n == 0 || v->n > URNE_ROLES_MAX) {
        return urne_member_wrong(r, v, N_("1 to 64 roles with their keys"));
    }
    out->keys = urne_arena_array(r->arena, v->n, sizeof *out->keys);
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *key = &v->item[i];
        if (!urne_name_ok(key->key, URNE_ROLE_NAME_MAX)) {
            return urne_member_wrong(r, key,
                                     N_("called by a role: a letter a to z, then up to "
                                        "15 letters, digits or hyphens"));
        }
        if (key->kind != URNE_JSON_TEXT || key->text.n == 0) {
            return urne_member_wrong(
                r, key, N_("the file of a public key, or its 56 characters"));
        }
        urne_role_key *k = &out->keys[out->n_keys++];
        *k = (urne_role_key){.at = key->at, .role = key->key};
        if (key->text.n == KEY_TEXT && !urne_str_ends(key->text, ".pub")) {
            k->text = key->text;
            continue;
        }
        const char *name = urne_str_z(r->arena, key->text);
        const char *dir = urne_path_dir(r->arena, path);
        bool here = name[0] == '/' || strcmp(dir, ".") == 0;
        k->path = here ? name : urne_path(r->arena, dir, name);
    }
    qsort(out->keys, out->n_keys, sizeof *out->keys, by_role);
    return URNE_OK;
}

static urne_code read_expire(urne_roles *out, const urne_members *r, const urne_json *v)
{
    URNE_TRY(urne_member_object(r, v));
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *day = &v->item[i];
        urne_role_key *k = find(out, day->key);
        if (k == NULL) {
            return urne_member_wrong(r, day, N_("called by a role that has a key"));
        }
        if (day->kind != URNE_JSON_TEXT || !urne_day_exists(day->text)) {
            return urne_member_wrong(r, day, N_("a day, such as 2026-12-31"));
        }
        k->expire = day->text;
    }
    return URNE_OK;
}

static urne_code no_entry(const urne_members *r, const urne_json *v,
                          const char *const *kinds)
{
    urne_buf buf = urne_buf_new(r->arena, 128);
    for (size_t k = 0; kinds[k] != NULL; k++) {
        urne_buf_addz(&buf, k > 0 ? ", " : "");
        urne_buf_addz(&buf, kinds[k]);
    }
    return urne_fail(r->err, URNE_E_RULES_ENTRY, v->at, URNE_SHOW(v->key),
                     urne_str_z(r->arena, urne_buf_str(&buf)), NULL);
}

static urne_code read_required(const urne_roles *roles, const urne_members *r,
                               const urne_json *v, const char *const *kinds,
                               urne_required *out)
{
    size_t k = 0;
    while (kinds[k] != NULL && !urne_str_is(v->key, kinds[k])) {
        k++;
    }
    if (kinds[k] == NULL) {
        return no_entry(r, v, kinds);
    }
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > URNE_ROLES_MAX) {
        return urne_member_wrong(r, v, N_("a list of roles"));
    }
    *out = (urne_required){.kind = v->key};
    out->roles = urne_arena_array(r->arena, v->n, sizeof *out->roles);
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *role = &v->item[i];
        if (role->kind != URNE_JSON_TEXT || find(roles, role->text) == NULL) {
            return urne_member_wrong(r, v, N_("made of roles that have a key"));
        }
        out->roles[out->n_roles++] = role->text;
    }
    qsort(out->roles, out->n_roles, sizeof *out->roles, urne_str_cmp_void);
    for (size_t i = 1; i < out->n_roles; i++) {
        if (urne_str_eq(out->roles[i - 1], out->roles[i])) {
            return urne_fail(r->err, URNE_E_RULES_TWICE, v->at,
                             URNE_SHOW(out->roles[i]), NULL);
        }
    }
    return URNE_OK;
}

urne_code urne_roles_read(urne_roles *out, const urne_members *r, const urne_json *root,
                          const char *path, const char *const *kinds)
{
    const urne_json *keys = urne_json_find(root, "keys");
    const urne_json *expire = urne_json_find(root, "expire");
    const urne_json *sign = urne_json_find(root, "sign");
    *out = (urne_roles){.n_keys = 0};
    if (keys != NULL) {
        URNE_TRY(read_keys(out, r, keys, path));
    }
    if (expire != NULL) {
        URNE_TRY(read_expire(out, r, expire));
    }
    if (sign == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(r, sign));
    out->required = urne_arena_array(r->arena, sign->n, sizeof *out->required);
    for (size_t i = 0; i < sign->n; i++) {
        URNE_TRY(read_required(out, r, &sign->item[i], kinds,
                               &out->required[out->n_required]));
        out->n_required++;
    }
    qsort(out->required, out->n_required, sizeof *out->required, by_kind);
    return URNE_OK;
}
