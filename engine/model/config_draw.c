#include "model/config_in.h"

#include "codec/note.h"

/* 4 levels of at most 4096 groups each are the 16384 of draw-1 §16. */
enum { BANDS_MAX = 64, LEVELS_MAX = 4 };

/* ---- strata ---- */

static urne_code read_bands(const urne_config_reader *r, const urne_json *v,
                            urne_axis *axis)
{
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > BANDS_MAX) {
        return urne_member_wrong(&r->in, v, N_("a list of ages"));
    }
    if (!r->c->has_age) {
        return urne_fail(r->in.err, URNE_E_RULES_MISSING, v->at, "eligible.age", NULL);
    }
    axis->bands = urne_arena_array(r->in.arena, v->n, sizeof *axis->bands);
    axis->n_bands = v->n;
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *age = &v->item[i];
        if (age->kind != URNE_JSON_INT || age->num > 150 || age->num == 0 ||
            (i > 0 && age->num <= axis->bands[i - 1])) {
            return urne_member_wrong(&r->in, v, N_("made of ascending ages"));
        }
        axis->bands[i] = age->num;
    }
    return URNE_OK;
}

static urne_code read_values(const urne_config_reader *r, const urne_json *v,
                             urne_axis *axis)
{
    if (v->kind != URNE_JSON_LIST || v->n == 0) {
        return urne_member_wrong(&r->in, v, N_("a list of values"));
    }
    axis->values = urne_arena_array(r->in.arena, v->n, sizeof *axis->values);
    axis->n_values = v->n;
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(urne_member_text(&r->in, &v->item[i], &axis->values[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(axis->values[i], axis->values[j])) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, v->item[i].at,
                                 URNE_SHOW(axis->values[i]), NULL);
            }
        }
    }
    return URNE_OK;
}

size_t urne_config_axis(const urne_config *c, urne_str field)
{
    size_t i = 0;
    while (i < c->n_axes && !urne_str_eq(c->axes[i].field, field)) {
        i++;
    }
    return i;
}

/* Nobody is drawn by their name, or by how it sounds: age, sex and place may divide a
 * roll, names may not (CNIL, dispense no 12). */
static bool is_of_names(urne_str field)
{
    return urne_str_is(field, "birth-name") || urne_str_is(field, "usage-name") ||
           urne_str_is(field, "given-names");
}

static urne_code read_axis(const urne_config_reader *r, const urne_json *v)
{
    static const char *const keys[] = {"field", "bands", "values", NULL};
    const urne_json *field;
    urne_axis axis = {.n_bands = 0};
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    URNE_TRY(urne_member_get(&r->in, v, "field", URNE_JSON_TEXT, &field));
    URNE_TRY(urne_member_field(&r->in, field, NULL, &axis.field));
    if (is_of_names(axis.field)) {
        return urne_member_wrong(&r->in, field,
                                 N_("another field: names may not divide electors"));
    }
    if (urne_config_axis(r->c, axis.field) < r->c->n_axes) {
        return urne_fail(r->in.err, URNE_E_RULES_TWICE, field->at,
                         URNE_SHOW(axis.field), NULL);
    }
    const urne_json *bands = urne_json_find(v, "bands");
    const urne_json *values = urne_json_find(v, "values");
    bool born = urne_str_is(axis.field, "birth-date");
    if (born && bands == NULL) {
        return urne_fail(r->in.err, URNE_E_RULES_MISSING, v->at, "bands", NULL);
    }
    if (born ? values != NULL : bands != NULL) {
        return born ? urne_member_wrong(&r->in, values,
                                        N_("left out: birth-date takes bands"))
                    : urne_member_wrong(&r->in, bands,
                                        N_("left out: only birth-date takes bands"));
    }
    if (bands != NULL) {
        URNE_TRY(read_bands(r, bands, &axis));
    }
    if (values != NULL) {
        URNE_TRY(read_values(r, values, &axis));
    }
    r->c->axes[r->c->n_axes++] = axis;
    return URNE_OK;
}

urne_code urne_config_read_strata(const urne_config_reader *r, const urne_json *v)
{
    if (v->kind != URNE_JSON_LIST || v->n > KEY_FIELDS_MAX) {
        return urne_member_wrong(&r->in, v, N_("a list of at most 16 fields"));
    }
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_axis(r, &v->item[i]));
    }
    return URNE_OK;
}

/* ---- draw ---- */

/* "sex*birth-date": a product of strata fields. */
/* A field that only a chain names divides the strata too, after those of "strata";
 * a date of birth needs its bands and so a place there. */
static bool add_axis(const urne_config_reader *r, urne_str field)
{
    if (!urne_name_ok(field, FIELD_NAME_MAX) || urne_field_reserved(field) ||
        is_of_names(field) || urne_str_is(field, "birth-date") ||
        r->c->n_axes == KEY_FIELDS_MAX) {
        return false;
    }
    r->c->axes[r->c->n_axes++] = (urne_axis){.field = field};
    return true;
}

static urne_code read_level(const urne_config_reader *r, const urne_json *v,
                            urne_level *level)
{
    if (v->kind != URNE_JSON_TEXT) {
        return urne_member_wrong(&r->in, v, N_("a text such as \"sex*birth-date\""));
    }
    level->axes = urne_arena_array(r->in.arena, KEY_FIELDS_MAX, sizeof *level->axes);
    urne_str rest = v->text, part;
    while (urne_str_cut(&rest, '*', &part)) {
        size_t axis = urne_config_axis(r->c, part);
        bool again = false;
        for (size_t i = 0; i < level->n_axes; i++) {
            again = again || level->axes[i] == axis;
        }
        if (again || (axis == r->c->n_axes && !add_axis(r, part))) {
            return urne_fail(r->in.err, URNE_E_RULES_CHAIN, v->at, URNE_SHOW(part),
                             NULL);
        }
        level->axes[level->n_axes++] = axis;
    }
    return URNE_OK;
}

/* Each level must refine the one before it: hold all of its fields. */
static bool refines(const urne_level *fine, const urne_level *coarse)
{
    for (size_t i = 0; i < coarse->n_axes; i++) {
        size_t j = 0;
        while (j < fine->n_axes && fine->axes[j] != coarse->axes[i]) {
            j++;
        }
        if (j == fine->n_axes) {
            return false;
        }
    }
    return fine->n_axes > coarse->n_axes;
}

static urne_code read_chains(const urne_config_reader *r, const urne_json *v)
{
    if (v->kind != URNE_JSON_LIST || v->n > 2) {
        return urne_member_wrong(&r->in, v, N_("a list of at most two chains"));
    }
    for (size_t k = 0; k < v->n; k++) {
        const urne_json *list = &v->item[k];
        urne_chain *chain = &r->c->chains[k];
        if (list->kind != URNE_JSON_LIST || list->n > LEVELS_MAX) {
            return urne_member_wrong(&r->in, v,
                                     N_("a list of chains of at most 4 levels"));
        }
        chain->levels = urne_arena_array(r->in.arena, list->n, sizeof *chain->levels);
        for (size_t i = 0; i < list->n; i++) {
            URNE_TRY(read_level(r, &list->item[i], &chain->levels[i]));
            if (i > 0 && !refines(&chain->levels[i], &chain->levels[i - 1])) {
                return urne_fail(r->in.err, URNE_E_RULES_NEST, list->item[i].at,
                                 URNE_SHOW(list->item[i].text), NULL);
            }
            chain->n_levels++;
        }
    }
    return URNE_OK;
}

static urne_code read_quotas(const urne_config_reader *r, const urne_json *v)
{
    static const char *const keys[] = {"stratum", "seats", "substitutes", NULL};
    urne_config *c = r->c;
    if (v->kind != URNE_JSON_LIST) {
        return urne_member_wrong(&r->in, v, N_("a list of quotas"));
    }
    c->quotas = urne_arena_array(r->in.arena, v->n, sizeof *c->quotas);
    for (size_t i = 0; i < v->n; i++) {
        urne_quota_given *q = &c->quotas[c->n_quotas++];
        const urne_json *label;
        URNE_TRY(urne_member_object(&r->in, &v->item[i]));
        URNE_TRY(urne_json_only(&v->item[i], keys, r->in.err));
        URNE_TRY(
            urne_member_get(&r->in, &v->item[i], "stratum", URNE_JSON_TEXT, &label));
        q->label = label->text;
        URNE_TRY(
            urne_member_u64(&r->in, &v->item[i], "seats", 0, SEATS_MAX, &q->seats));
        URNE_TRY(urne_member_u64(&r->in, &v->item[i], "substitutes", 0, SEATS_MAX,
                                 &q->substitutes));
    }
    return URNE_OK;
}

/* attributes = "household" where it is unique, then the fields named, in order. */
static urne_code read_attributes(const urne_config_reader *r, const urne_json *draw)
{
    urne_config *c = r->c;
    const urne_json *unique = urne_json_find(draw, "unique");
    const urne_json *named = urne_json_find(draw, "attributes");
    urne_str *u = NULL, *a = NULL;
    size_t n_u = 0, n_a = 0;
    if (unique != NULL) {
        URNE_TRY(urne_member_fields(&r->in, unique, "household", &u, &n_u));
        if (n_u > 1 || (n_u == 1 && !urne_str_is(u[0], "household"))) {
            return urne_member_wrong(
                &r->in, unique,
                N_("[\"household\"], the only value that can be opened"));
        }
    }
    if (named != NULL) {
        URNE_TRY(urne_member_fields(&r->in, named, "household", &a, &n_a));
    }
    if (n_u + n_a > ATTRIBUTES_MAX) {
        return urne_member_wrong(&r->in, named,
                                 N_("a list of at most 8 attributes in all"));
    }
    c->attributes = urne_arena_array(r->in.arena, n_u + n_a, sizeof *c->attributes);
    c->unique = urne_arena_array(r->in.arena, n_u + n_a, sizeof *c->unique);
    for (size_t i = 0; i < n_u; i++) {
        c->unique[c->n_attributes] = true;
        c->attributes[c->n_attributes++] = u[i];
    }
    for (size_t i = 0; i < n_a; i++) {
        bool known = false;
        for (size_t j = 0; j < n_u; j++) {
            known = known || urne_str_eq(a[i], u[j]);
        }
        if (!known) {
            c->attributes[c->n_attributes++] = a[i];
        }
    }
    return URNE_OK;
}

/* Chains or quotas under an allocation that has none. */
static urne_code unused(const urne_config_reader *r, const urne_json *v)
{
    return urne_fail(r->in.err, URNE_E_RULES_UNUSED, v->at, URNE_SHOW(v->key),
                     urne_method_name(r->c->method), NULL);
}

urne_code urne_config_read_draw(const urne_config_reader *r, const urne_json *draw)
{
    static const char *const keys[] = {
        "seats",  "substitutes", "allocation", "chains",  "quotas",
        "unique", "household",   "attributes", "replace", NULL};
    urne_config *c = r->c;
    const urne_json *v;
    URNE_TRY(urne_member_object(&r->in, draw));
    URNE_TRY(urne_json_only(draw, keys, r->in.err));
    URNE_TRY(urne_member_u64(&r->in, draw, "seats", 1, SEATS_MAX, &c->seats));
    URNE_TRY(
        urne_member_u64(&r->in, draw, "substitutes", 0, SEATS_MAX, &c->substitutes));
    URNE_TRY(urne_member_get(&r->in, draw, "allocation", URNE_JSON_TEXT, &v));
    if (!urne_method_parse(v->text, &c->method)) {
        return urne_member_wrong(
            &r->in, v, N_("quota, hamilton, sainte-lague, dhondt or balanced"));
    }
    v = urne_json_find(draw, "chains");
    if (v != NULL && c->method != URNE_METHOD_BALANCED) {
        return unused(r, v);
    }
    if (v != NULL) {
        URNE_TRY(read_chains(r, v));
    }
    v = urne_json_find(draw, "quotas");
    if ((v != NULL) != (c->method == URNE_METHOD_QUOTA)) {
        return v == NULL ? urne_fail(r->in.err, URNE_E_RULES_MISSING, draw->at,
                                     "quotas", NULL)
                         : unused(r, v);
    }
    if (v != NULL) {
        URNE_TRY(read_quotas(r, v));
    }
    v = urne_json_find(draw, "household");
    if (v != NULL) {
        URNE_TRY(urne_member_fields(&r->in, v, NULL, &c->household, &c->n_household));
        if (v->n == 0 || v->n > KEY_FIELDS_MAX) {
            return urne_member_wrong(&r->in, v, N_("1 to 16 fields"));
        }
    }
    v = urne_json_find(draw, "replace");
    if (v != NULL &&
        (v->kind != URNE_JSON_TEXT || !urne_str_is(v->text, "ticket-order"))) {
        return urne_member_wrong(&r->in, v, "ticket-order");
    }
    return read_attributes(r, draw);
}
