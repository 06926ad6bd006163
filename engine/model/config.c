#include "model/config_in.h"

#include "base/file.h"
#include "codec/note.h"

#include <stdlib.h>

static const char *const reason_names[URNE_REASONS] = {
    "kept",     N_("age"),       N_("duplicate"), N_("earlier"),
    N_("list"), N_("objection"), N_("undecided")};

const char *urne_reason_name(urne_reason reason)
{
    return reason_names[reason];
}

static const char *const method_names[] = {"quota", "hamilton", "sainte-lague",
                                           "dhondt", "balanced"};

const char *urne_method_name(urne_method method)
{
    return method_names[method];
}

bool urne_method_parse(urne_str name, urne_method *out)
{
    for (int i = URNE_METHOD_QUOTA; i <= URNE_METHOD_BALANCED; i++) {
        if (urne_str_is(name, method_names[i])) {
            *out = (urne_method)i;
            return true;
        }
    }
    return false;
}

bool urne_list_ok(urne_str list)
{
    return urne_str_is(list, "principale") || urne_str_is(list, "municipale") ||
           urne_str_is(list, "europeenne");
}

/* ---- roll ---- */

static urne_code read_column(const urne_config_reader *r, const urne_json *v,
                             urne_column_map *map)
{
    bool list = v->kind == URNE_JSON_LIST;
    size_t n = list ? v->n : 1;
    if (n == 0) {
        return urne_member_wrong(&r->in, v, N_("at least one column"));
    }
    map->field = v->key;
    map->n_columns = n;
    map->columns = urne_arena_array(r->in.arena, n, sizeof *map->columns);
    bool taken = !urne_name_ok(v->key, FIELD_NAME_MAX) || urne_field_reserved(v->key);
    if (taken) {
        return urne_fail(r->in.err, URNE_E_RULES_FIELD, v->at, URNE_SHOW(v->key), NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const urne_json *item = list ? &v->item[i] : v;
        if (item->kind != URNE_JSON_TEXT || item->text.n == 0) {
            return urne_member_wrong(
                &r->in, v, N_("the header of a column, or a list of headers"));
        }
        map->columns[i] = item->text;
    }
    return URNE_OK;
}

static urne_code read_roll_format(const urne_config_reader *r, const urne_json *roll)
{
    static const char *const names[] = {"auto", "reu", "e-listelec", "csv"};
    const urne_json *v = urne_json_find(roll, "format");
    if (v == NULL) {
        return URNE_OK;
    }
    for (int i = URNE_FORMAT_AUTO; i <= URNE_FORMAT_CSV; i++) {
        if (v->kind == URNE_JSON_TEXT && urne_str_is(v->text, names[i])) {
            r->c->format = (urne_roll_format)i;
            return URNE_OK;
        }
    }
    return urne_member_wrong(&r->in, v, N_("auto, reu, e-listelec or csv"));
}

static urne_code read_roll(const urne_config_reader *r, const urne_json *roll)
{
    static const char *const keys[] = {"format", "identity", "columns", "separate",
                                       NULL};
    URNE_TRY(urne_member_object(&r->in, roll));
    URNE_TRY(urne_json_only(roll, keys, r->in.err));
    URNE_TRY(read_roll_format(r, roll));
    const urne_json *v = urne_json_find(roll, "identity");
    if (v != NULL) {
        URNE_TRY(
            urne_member_fields(&r->in, v, NULL, &r->c->identity, &r->c->n_identity));
        if (v->n == 0 || v->n > KEY_FIELDS_MAX) {
            return urne_member_wrong(&r->in, v, N_("1 to 16 fields"));
        }
    }
    v = urne_json_find(roll, "columns");
    if (v != NULL) {
        URNE_TRY(urne_member_object(&r->in, v));
        r->c->maps = urne_arena_array(r->in.arena, v->n, sizeof *r->c->maps);
        r->c->n_maps = v->n;
        for (size_t i = 0; i < v->n; i++) {
            URNE_TRY(read_column(r, &v->item[i], &r->c->maps[i]));
        }
    }
    v = urne_json_find(roll, "separate");
    return v == NULL ? URNE_OK
                     : urne_member_field(&r->in, v, "address", &r->c->separate);
}

/* ---- eligible ---- */

static bool starts_fold(const char *name, const char *prefix)
{
    for (; *prefix != '\0'; name++, prefix++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        if (c != *prefix) {
            return false;
        }
    }
    return true;
}

static urne_code read_exclusion(const urne_config_reader *r, const urne_json *v,
                                urne_exclusion *x)
{
    static const char *const keys[] = {"file", "reason", NULL};
    const urne_json *file = v;
    const char *name = "";
    if (v->kind == URNE_JSON_OBJECT) {
        URNE_TRY(urne_json_only(v, keys, r->in.err));
        URNE_TRY(urne_member_get(&r->in, v, "file", URNE_JSON_TEXT, &file));
    }
    if (file->kind != URNE_JSON_TEXT || file->text.n == 0) {
        return urne_member_wrong(&r->in, v, N_("the name of a file"));
    }
    name = urne_str_z(r->in.arena, file->text);
    const char *dir = urne_path_dir(r->in.arena, r->path);
    bool here = name[0] == '/' || strcmp(dir, ".") == 0;
    x->path = here ? name : urne_path(r->in.arena, dir, name);
    const char *base = urne_path_base(name);
    bool objection = starts_fold(base, "opposition") || starts_fold(base, "objection");
    x->reason = objection ? URNE_REASON_OBJECTION : URNE_REASON_EARLIER;
    if (v->kind == URNE_JSON_OBJECT) {
        const urne_json *reason;
        URNE_TRY(urne_member_get(&r->in, v, "reason", URNE_JSON_TEXT, &reason));
        if (urne_str_is(reason->text, "earlier")) {
            x->reason = URNE_REASON_EARLIER;
        } else if (urne_str_is(reason->text, "objection")) {
            x->reason = URNE_REASON_OBJECTION;
        } else {
            return urne_member_wrong(&r->in, reason, N_("earlier or objection"));
        }
    }
    return URNE_OK;
}

static urne_code read_lists(const urne_config_reader *r, const urne_json *v)
{
    urne_config *c = r->c;
    URNE_TRY(urne_member_fields(&r->in, v, NULL, &c->lists, &c->n_lists));
    for (size_t i = 0; i < c->n_lists; i++) {
        if (!urne_list_ok(c->lists[i])) {
            return urne_member_wrong(
                &r->in, v, N_("made of principale, municipale and europeenne"));
        }
    }
    qsort(c->lists, c->n_lists, sizeof *c->lists, urne_str_cmp_void);
    return URNE_OK;
}

static urne_code read_eligible(const urne_config_reader *r, const urne_json *eligible)
{
    static const char *const keys[] = {"age", "on", "lists", "exclude", NULL};
    urne_config *c = r->c;
    URNE_TRY(urne_member_object(&r->in, eligible));
    URNE_TRY(urne_json_only(eligible, keys, r->in.err));
    if (urne_json_find(eligible, "age") != NULL) {
        c->has_age = true;
        URNE_TRY(urne_member_u64(&r->in, eligible, "age", 0, 150, &c->age));
    }
    if (c->has_age) {
        URNE_TRY(urne_member_day(&r->in, eligible, "on", &c->age_on));
    }
    const urne_json *v = urne_json_find(eligible, "lists");
    if (v != NULL) {
        URNE_TRY(read_lists(r, v));
    }
    v = urne_json_find(eligible, "exclude");
    if (v != NULL) {
        if (v->kind != URNE_JSON_LIST) {
            return urne_member_wrong(&r->in, v, N_("a list of files"));
        }
        c->n_exclusions = v->n;
        c->exclusions = urne_arena_array(r->in.arena, v->n, sizeof *c->exclusions);
        for (size_t i = 0; i < v->n; i++) {
            URNE_TRY(read_exclusion(r, &v->item[i], &c->exclusions[i]));
        }
    }
    return URNE_OK;
}

/* ---- audit ---- */

static urne_code read_audit(const urne_config_reader *r, const urne_json *audit)
{
    static const char *const keys[] = {"leaves", "positions", NULL};
    urne_config *c = r->c;
    URNE_TRY(urne_member_object(&r->in, audit));
    URNE_TRY(urne_json_only(audit, keys, r->in.err));
    c->has_audit = true;
    URNE_TRY(
        urne_member_u64(&r->in, audit, "leaves", 0, URNE_AUDIT_MOST, &c->audit_leaves));
    return urne_member_u64(&r->in, audit, "positions", 0, URNE_AUDIT_MOST,
                           &c->audit_positions);
}

/* ---- the whole ---- */

static urne_str *names(urne_arena *arena, size_t *n, const char *const *z)
{
    for (*n = 0; z[*n] != NULL; ++*n) {
    }
    urne_str *out = urne_arena_array(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++) {
        out[i] = urne_str_of(z[i]);
    }
    return out;
}

urne_config *urne_config_default(urne_arena *arena)
{
    static const char *const identity[] = {"birth-name", "given-names", "birth-date",
                                           "birth-place", NULL};
    static const char *const household[] = {"street-no", "street",  "locality",
                                            "postcode",  "commune", NULL};
    urne_config *c = urne_arena_alloc(arena, sizeof *c);
    c->identity = names(arena, &c->n_identity, identity);
    c->household = names(arena, &c->n_household, household);
    c->axes = urne_arena_array(arena, KEY_FIELDS_MAX, sizeof *c->axes);
    c->separate = URNE_STR("address");
    c->kmin = 5;
    return c;
}

static urne_code read_all(const urne_config_reader *r, const urne_json *root)
{
    static const char *const keys[] = {"urne",   "body", "title",   "roll", "eligible",
                                       "strata", "draw", "sources", "keys", "expire",
                                       "sign",   "kmin", "audit",   NULL};
    static const char *const kinds[] = {"announce", "commit",   "reveals", "result",
                                        "replace",  "handover", "rekey",   "abort",
                                        "close",    "audit",    "destroy", NULL};
    const urne_json *v;
    if (root->kind != URNE_JSON_OBJECT) {
        return urne_fail(r->in.err, URNE_E_RULES_OBJECT, root->at, NULL);
    }
    URNE_TRY(urne_member_get(&r->in, root, "urne", URNE_JSON_TEXT, &v));
    if (!urne_str_is(v->text, "rules/1")) {
        return urne_member_wrong(
            &r->in, v,
            N_("rules/1 for a draw, count/1 for a count or panel/1 for a panel"));
    }
    URNE_TRY(urne_json_only(root, keys, r->in.err));
    URNE_TRY(urne_roles_read(&r->c->roles, &r->in, root, r->path, kinds));
    URNE_TRY(urne_member_get(&r->in, root, "body", URNE_JSON_TEXT, &v));
    URNE_TRY(urne_member_text(&r->in, v, &r->c->body));
    URNE_TRY(urne_member_get(&r->in, root, "title", URNE_JSON_TEXT, &v));
    URNE_TRY(urne_member_text(&r->in, v, &r->c->title));
    if ((v = urne_json_find(root, "roll")) != NULL) {
        URNE_TRY(read_roll(r, v));
    }
    if ((v = urne_json_find(root, "eligible")) != NULL) {
        URNE_TRY(read_eligible(r, v));
    }
    if ((v = urne_json_find(root, "strata")) != NULL) {
        URNE_TRY(urne_config_read_strata(r, v));
    }
    URNE_TRY(urne_member_get(&r->in, root, "draw", URNE_JSON_OBJECT, &v));
    URNE_TRY(urne_config_read_draw(r, v));
    URNE_TRY(urne_member_get(&r->in, root, "sources", URNE_JSON_LIST, &v));
    URNE_TRY(urne_config_read_sources(&r->in, v, &r->c->sources, &r->c->n_sources));
    if ((v = urne_json_find(root, "audit")) != NULL) {
        URNE_TRY(read_audit(r, v));
    }
    if (urne_json_find(root, "kmin") != NULL) {
        URNE_TRY(urne_member_u64(&r->in, root, "kmin", 1, SEATS_MAX, &r->c->kmin));
    }
    return URNE_OK;
}

urne_code urne_config_read(urne_config **out, urne_arena *arena, urne_str json,
                           const char *path, urne_err *err)
{
    urne_json *root;
    URNE_TRY(urne_json_read(&root, arena, json, path, err));
    urne_config_reader r = {
        .in = {arena, err}, .path = path, .c = urne_config_default(arena)};
    URNE_TRY(read_all(&r, root));
    *out = r.c;
    return URNE_OK;
}

static bool has(const urne_str *list, size_t n, urne_str s)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_eq(list[i], s)) {
            return true;
        }
    }
    return false;
}

bool urne_config_needs(const urne_config *c, urne_str field)
{
    bool household = has(c->attributes, c->n_attributes, URNE_STR("household"));
    return has(c->identity, c->n_identity, field) ||
           urne_config_axis(c, field) < c->n_axes ||
           has(c->attributes, c->n_attributes, field) ||
           (household && has(c->household, c->n_household, field)) ||
           (c->n_lists > 0 && urne_str_is(field, "list")) ||
           (c->has_age && urne_str_is(field, "birth-date")) ||
           urne_str_eq(c->separate, field);
}
