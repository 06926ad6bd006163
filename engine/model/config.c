#include "model/config.h"

#include "base/day.h"
#include "base/file.h"
#include "codec/json.h"
#include "codec/note.h"

#include <stdlib.h>

/* A reading in progress: every helper fails through it. */
typedef struct reader {
    urne_arena *arena;
    const char *path;
    urne_config *c;
    urne_err *err;
} reader;

enum { FIELD_NAME_MAX = 32, BANDS_MAX = 64, SEATS_MAX = 1000000 };

static const char *const reason_names[URNE_REASONS] = {
    "kept", "age", "duplicate", "earlier", "list", "objection", "undecided"};

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

/* ---- typed members ---- */

static urne_code wrong(const reader *r, const urne_json *v, const char *wanted)
{
    return urne_fail(r->err, URNE_E_RULES_VALUE, v->at, URNE_SHOW(v->key), wanted, NULL);
}

static urne_code member(const reader *r, const urne_json *object, const char *key,
                        urne_json_kind kind, const urne_json **out)
{
    static const char *const kinds[] = {"null", "true or false", "an integer",
                                        "a text", "a list", "an object"};
    *out = urne_json_find(object, key);
    if (*out == NULL) {
        return urne_fail(r->err, URNE_E_RULES_MISSING, object->at, key, NULL);
    }
    if ((*out)->kind != kind) {
        return wrong(r, *out, kinds[kind]);
    }
    return URNE_OK;
}

static urne_code integer(const reader *r, const urne_json *object, const char *key,
                         uint64_t least, uint64_t most, uint64_t *out)
{
    const urne_json *v;
    URNE_TRY(member(r, object, key, URNE_JSON_INT, &v));
    if (v->num < least || v->num > most) {
        return urne_fail(r->err, URNE_E_RULES_RANGE, v->at, key, URNE_DEC(least),
                         URNE_DEC(most), NULL);
    }
    *out = v->num;
    return URNE_OK;
}

static urne_code day(const reader *r, const urne_json *object, const char *key,
                     urne_str *out)
{
    const urne_json *v;
    URNE_TRY(member(r, object, key, URNE_JSON_TEXT, &v));
    if (!urne_day_exists(v->text)) {
        return wrong(r, v, "a day YYYY-MM-DD");
    }
    *out = v->text;
    return URNE_OK;
}

/* A text that goes into a note: 1 to 200 bytes, no space at the ends or doubled. */
static urne_code note_text(const reader *r, const urne_json *v, urne_str *out)
{
    bool ok = v->kind == URNE_JSON_TEXT && v->text.n > 0 && v->text.n <= URNE_TEXT_MAX;
    for (size_t i = 0; ok && i < v->text.n; i++) {
        bool edge = i == 0 || i + 1 == v->text.n || v->text.p[i + 1] == ' ';
        ok = v->text.p[i] != '\n' && v->text.p[i] != '\t' &&
             !(v->text.p[i] == ' ' && edge);
    }
    if (!ok) {
        return wrong(r, v, "a text of 1 to 200 bytes without doubled spaces");
    }
    *out = v->text;
    return URNE_OK;
}

static urne_code field_name(const reader *r, const urne_json *v, urne_str *out)
{
    if (v->kind != URNE_JSON_TEXT || !urne_name_ok(v->text, FIELD_NAME_MAX)) {
        return wrong(r, v, "the name of a field, such as birth-name");
    }
    *out = v->text;
    return URNE_OK;
}

/* A list of field names without repetition. */
static urne_code field_list(const reader *r, const urne_json *list, urne_str **out,
                            size_t *n)
{
    if (list->kind != URNE_JSON_LIST) {
        return wrong(r, list, "a list of field names");
    }
    *n = list->n;
    *out = urne_arena_array(r->arena, list->n, sizeof **out);
    for (size_t i = 0; i < list->n; i++) {
        URNE_TRY(field_name(r, &list->item[i], &(*out)[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq((*out)[i], (*out)[j])) {
                return urne_fail(r->err, URNE_E_RULES_TWICE, list->item[i].at,
                                 URNE_SHOW((*out)[i]), NULL);
            }
        }
    }
    return URNE_OK;
}

static urne_code need_object(const reader *r, const urne_json *v)
{
    return v->kind == URNE_JSON_OBJECT ? URNE_OK : wrong(r, v, "an object");
}

/* ---- roll ---- */

static urne_code read_column(const reader *r, const urne_json *v, urne_column_map *map)
{
    bool list = v->kind == URNE_JSON_LIST;
    size_t n = list ? v->n : 1;
    if (n == 0) {
        return wrong(r, v, "at least one column");
    }
    map->field = v->key;
    map->n_columns = n;
    map->columns = urne_arena_array(r->arena, n, sizeof *map->columns);
    if (!urne_name_ok(v->key, FIELD_NAME_MAX)) {
        return urne_fail(r->err, URNE_E_RULES_FIELD, v->at, URNE_SHOW(v->key), NULL);
    }
    for (size_t i = 0; i < n; i++) {
        const urne_json *item = list ? &v->item[i] : v;
        if (item->kind != URNE_JSON_TEXT || item->text.n == 0) {
            return wrong(r, v, "the header of a column, or a list of headers");
        }
        map->columns[i] = item->text;
    }
    return URNE_OK;
}

static urne_code read_roll_format(const reader *r, const urne_json *roll)
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
    return wrong(r, v, "auto, reu, e-listelec or csv");
}

static urne_code read_roll(const reader *r, const urne_json *roll)
{
    static const char *const keys[] = {"format", "identity", "columns", "separate", NULL};
    URNE_TRY(need_object(r, roll));
    URNE_TRY(urne_json_only(roll, keys, r->err));
    URNE_TRY(read_roll_format(r, roll));
    const urne_json *v = urne_json_find(roll, "identity");
    if (v != NULL) {
        URNE_TRY(field_list(r, v, &r->c->identity, &r->c->n_identity));
        if (v->n == 0) {
            return wrong(r, v, "at least one field");
        }
    }
    v = urne_json_find(roll, "columns");
    if (v != NULL) {
        URNE_TRY(need_object(r, v));
        r->c->maps = urne_arena_array(r->arena, v->n, sizeof *r->c->maps);
        r->c->n_maps = v->n;
        for (size_t i = 0; i < v->n; i++) {
            URNE_TRY(read_column(r, &v->item[i], &r->c->maps[i]));
        }
    }
    v = urne_json_find(roll, "separate");
    return v == NULL ? URNE_OK : field_name(r, v, &r->c->separate);
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

static urne_code read_exclusion(const reader *r, const urne_json *v, urne_exclusion *x)
{
    static const char *const keys[] = {"file", "reason", NULL};
    const urne_json *file = v;
    const char *name = "";
    if (v->kind == URNE_JSON_OBJECT) {
        URNE_TRY(urne_json_only(v, keys, r->err));
        URNE_TRY(member(r, v, "file", URNE_JSON_TEXT, &file));
    }
    if (file->kind != URNE_JSON_TEXT || file->text.n == 0) {
        return wrong(r, v, "the name of a file");
    }
    name = urne_str_z(r->arena, file->text);
    x->path = name[0] == '/'
                  ? name
                  : urne_path(r->arena, urne_path_dir(r->arena, r->path), name);
    const char *base = urne_path_base(name);
    bool objection = starts_fold(base, "opposition") || starts_fold(base, "objection");
    x->reason = objection ? URNE_REASON_OBJECTION : URNE_REASON_EARLIER;
    if (v->kind == URNE_JSON_OBJECT) {
        const urne_json *reason;
        URNE_TRY(member(r, v, "reason", URNE_JSON_TEXT, &reason));
        if (urne_str_is(reason->text, "earlier")) {
            x->reason = URNE_REASON_EARLIER;
        } else if (urne_str_is(reason->text, "objection")) {
            x->reason = URNE_REASON_OBJECTION;
        } else {
            return wrong(r, reason, "earlier or objection");
        }
    }
    return URNE_OK;
}

static urne_code read_lists(const reader *r, const urne_json *v)
{
    urne_config *c = r->c;
    URNE_TRY(field_list(r, v, &c->lists, &c->n_lists));
    for (size_t i = 0; i < c->n_lists; i++) {
        if (!urne_list_ok(c->lists[i])) {
            return wrong(r, v, "made of principale, municipale and europeenne");
        }
    }
    qsort(c->lists, c->n_lists, sizeof *c->lists, urne_str_cmp_void);
    return URNE_OK;
}

static urne_code read_eligible(const reader *r, const urne_json *eligible)
{
    static const char *const keys[] = {"age", "on", "lists", "exclude", NULL};
    urne_config *c = r->c;
    URNE_TRY(need_object(r, eligible));
    URNE_TRY(urne_json_only(eligible, keys, r->err));
    if (urne_json_find(eligible, "age") != NULL) {
        c->has_age = true;
        URNE_TRY(integer(r, eligible, "age", 0, 150, &c->age));
    }
    if (c->has_age) {
        URNE_TRY(day(r, eligible, "on", &c->age_on));
    }
    const urne_json *v = urne_json_find(eligible, "lists");
    if (v != NULL) {
        URNE_TRY(read_lists(r, v));
    }
    v = urne_json_find(eligible, "exclude");
    if (v != NULL) {
        if (v->kind != URNE_JSON_LIST) {
            return wrong(r, v, "a list of files");
        }
        c->n_exclusions = v->n;
        c->exclusions = urne_arena_array(r->arena, v->n, sizeof *c->exclusions);
        for (size_t i = 0; i < v->n; i++) {
            URNE_TRY(read_exclusion(r, &v->item[i], &c->exclusions[i]));
        }
    }
    return URNE_OK;
}

/* ---- strata ---- */

static urne_code read_bands(const reader *r, const urne_json *v, urne_axis *axis)
{
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > BANDS_MAX) {
        return wrong(r, v, "a list of ages");
    }
    if (!r->c->has_age) {
        return urne_fail(r->err, URNE_E_RULES_MISSING, v->at, "eligible.age", NULL);
    }
    axis->bands = urne_arena_array(r->arena, v->n, sizeof *axis->bands);
    axis->n_bands = v->n;
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *age = &v->item[i];
        if (age->kind != URNE_JSON_INT || age->num > 150 ||
            (i > 0 && age->num <= axis->bands[i - 1])) {
            return wrong(r, v, "made of ascending ages");
        }
        axis->bands[i] = age->num;
    }
    return URNE_OK;
}

static urne_code read_values(const reader *r, const urne_json *v, urne_axis *axis)
{
    if (v->kind != URNE_JSON_LIST || v->n == 0) {
        return wrong(r, v, "a list of values");
    }
    axis->values = urne_arena_array(r->arena, v->n, sizeof *axis->values);
    axis->n_values = v->n;
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(note_text(r, &v->item[i], &axis->values[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(axis->values[i], axis->values[j])) {
                return urne_fail(r->err, URNE_E_RULES_TWICE, v->item[i].at,
                                 URNE_SHOW(axis->values[i]), NULL);
            }
        }
    }
    return URNE_OK;
}

static size_t axis_find(const urne_config *c, urne_str field)
{
    size_t i = 0;
    while (i < c->n_axes && !urne_str_eq(c->axes[i].field, field)) {
        i++;
    }
    return i;
}

static urne_code read_axis(const reader *r, const urne_json *v)
{
    static const char *const keys[] = {"field", "bands", "values", NULL};
    const urne_json *field;
    urne_axis axis = {.n_bands = 0};
    URNE_TRY(need_object(r, v));
    URNE_TRY(urne_json_only(v, keys, r->err));
    URNE_TRY(member(r, v, "field", URNE_JSON_TEXT, &field));
    URNE_TRY(field_name(r, field, &axis.field));
    if (axis_find(r->c, axis.field) < r->c->n_axes) {
        return urne_fail(r->err, URNE_E_RULES_TWICE, field->at, URNE_SHOW(axis.field),
                         NULL);
    }
    const urne_json *bands = urne_json_find(v, "bands");
    const urne_json *values = urne_json_find(v, "values");
    bool born = urne_str_is(axis.field, "birth-date");
    if (born && bands == NULL) {
        return urne_fail(r->err, URNE_E_RULES_MISSING, v->at, "bands", NULL);
    }
    if (born ? values != NULL : bands != NULL) {
        return wrong(r, born ? values : bands, "allowed for this field");
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

static urne_code read_strata(const reader *r, const urne_json *v)
{
    if (v->kind != URNE_JSON_LIST) {
        return wrong(r, v, "a list of fields");
    }
    r->c->axes = urne_arena_array(r->arena, v->n, sizeof *r->c->axes);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_axis(r, &v->item[i]));
    }
    return URNE_OK;
}

/* ---- draw ---- */

/* "sex*birth-date": a product of strata fields. */
static urne_code read_level(const reader *r, const urne_json *v, urne_level *level)
{
    if (v->kind != URNE_JSON_TEXT) {
        return wrong(r, v, "made of texts such as \"sex*birth-date\"");
    }
    level->axes = urne_arena_array(r->arena, r->c->n_axes, sizeof *level->axes);
    urne_str rest = v->text, part;
    while (urne_str_cut(&rest, '*', &part)) {
        size_t axis = axis_find(r->c, part);
        bool again = false;
        for (size_t i = 0; i < level->n_axes; i++) {
            again = again || level->axes[i] == axis;
        }
        if (axis == r->c->n_axes || again) {
            return urne_fail(r->err, URNE_E_RULES_CHAIN, v->at, URNE_SHOW(part), NULL);
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

static urne_code read_chains(const reader *r, const urne_json *v)
{
    if (v->kind != URNE_JSON_LIST || v->n > 2) {
        return wrong(r, v, "a list of at most two chains");
    }
    for (size_t k = 0; k < v->n; k++) {
        const urne_json *list = &v->item[k];
        urne_chain *chain = &r->c->chains[k];
        if (list->kind != URNE_JSON_LIST) {
            return wrong(r, v, "a list of chains");
        }
        chain->levels = urne_arena_array(r->arena, list->n, sizeof *chain->levels);
        for (size_t i = 0; i < list->n; i++) {
            URNE_TRY(read_level(r, &list->item[i], &chain->levels[i]));
            if (i > 0 && !refines(&chain->levels[i], &chain->levels[i - 1])) {
                return urne_fail(r->err, URNE_E_RULES_NEST, list->item[i].at,
                                 URNE_SHOW(list->item[i].text), NULL);
            }
            chain->n_levels++;
        }
    }
    return URNE_OK;
}

static urne_code read_quotas(const reader *r, const urne_json *v)
{
    static const char *const keys[] = {"stratum", "seats", "substitutes", NULL};
    urne_config *c = r->c;
    if (v->kind != URNE_JSON_LIST) {
        return wrong(r, v, "a list of quotas");
    }
    c->quotas = urne_arena_array(r->arena, v->n, sizeof *c->quotas);
    for (size_t i = 0; i < v->n; i++) {
        urne_quota_given *q = &c->quotas[c->n_quotas++];
        const urne_json *label;
        URNE_TRY(need_object(r, &v->item[i]));
        URNE_TRY(urne_json_only(&v->item[i], keys, r->err));
        URNE_TRY(member(r, &v->item[i], "stratum", URNE_JSON_TEXT, &label));
        q->label = label->text;
        URNE_TRY(integer(r, &v->item[i], "seats", 0, SEATS_MAX, &q->seats));
        URNE_TRY(integer(r, &v->item[i], "substitutes", 0, SEATS_MAX, &q->substitutes));
    }
    return URNE_OK;
}

/* attributes = "household" where it is unique, then the fields named, in order. */
static urne_code read_attributes(const reader *r, const urne_json *draw)
{
    urne_config *c = r->c;
    const urne_json *unique = urne_json_find(draw, "unique");
    const urne_json *named = urne_json_find(draw, "attributes");
    urne_str *u = NULL, *a = NULL;
    size_t n_u = 0, n_a = 0;
    if (unique != NULL) {
        URNE_TRY(field_list(r, unique, &u, &n_u));
        if (n_u > 1 || (n_u == 1 && !urne_str_is(u[0], "household"))) {
            return wrong(r, unique, "[\"household\"], the only value that can be opened");
        }
    }
    if (named != NULL) {
        URNE_TRY(field_list(r, named, &a, &n_a));
    }
    c->attributes = urne_arena_array(r->arena, n_u + n_a, sizeof *c->attributes);
    c->unique = urne_arena_array(r->arena, n_u + n_a, sizeof *c->unique);
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

static urne_code read_draw(const reader *r, const urne_json *draw)
{
    static const char *const keys[] = {"seats", "substitutes", "allocation", "chains",
                                       "quotas", "unique", "household", "attributes",
                                       "replace", NULL};
    urne_config *c = r->c;
    const urne_json *v;
    URNE_TRY(need_object(r, draw));
    URNE_TRY(urne_json_only(draw, keys, r->err));
    URNE_TRY(integer(r, draw, "seats", 1, SEATS_MAX, &c->seats));
    URNE_TRY(integer(r, draw, "substitutes", 0, SEATS_MAX, &c->substitutes));
    URNE_TRY(member(r, draw, "allocation", URNE_JSON_TEXT, &v));
    if (!urne_method_parse(v->text, &c->method)) {
        return wrong(r, v, "quota, hamilton, sainte-lague, dhondt or balanced");
    }
    v = urne_json_find(draw, "chains");
    if (v != NULL && c->method != URNE_METHOD_BALANCED) {
        return wrong(r, v, "used by this allocation, only by balanced");
    }
    if (v != NULL) {
        URNE_TRY(read_chains(r, v));
    }
    v = urne_json_find(draw, "quotas");
    if ((v != NULL) != (c->method == URNE_METHOD_QUOTA)) {
        return v == NULL ? urne_fail(r->err, URNE_E_RULES_MISSING, draw->at, "quotas", NULL)
                         : wrong(r, v, "used by this allocation, only by quota");
    }
    if (v != NULL) {
        URNE_TRY(read_quotas(r, v));
    }
    v = urne_json_find(draw, "household");
    if (v != NULL) {
        URNE_TRY(field_list(r, v, &c->household, &c->n_household));
        if (v->n == 0) {
            return wrong(r, v, "at least one field");
        }
    }
    v = urne_json_find(draw, "replace");
    if (v != NULL && (v->kind != URNE_JSON_TEXT || !urne_str_is(v->text, "ticket-order"))) {
        return wrong(r, v, "ticket-order");
    }
    return read_attributes(r, draw);
}

/* ---- sources ---- */

static urne_code read_dice(const reader *r, const urne_json *v, urne_source *s)
{
    static const char *const keys[] = {"dice", "sides", NULL};
    URNE_TRY(urne_json_only(v, keys, r->err));
    s->sides = 10;
    if (urne_json_find(v, "sides") != NULL) {
        URNE_TRY(integer(r, v, "sides", 6, 10, &s->sides));
        if (s->sides != 6 && s->sides != 10) {
            return wrong(r, urne_json_find(v, "sides"), "6 or 10");
        }
    }
    /* Without a beacon the dice move last: at least 2^66 outcomes. */
    return integer(r, v, "dice", s->sides == 10 ? 20 : 26, 512, &s->count);
}

static urne_code read_source(const reader *r, const urne_json *v, urne_source *s)
{
    static const char *const keys[] = {"lottery", "on", NULL};
    URNE_TRY(need_object(r, v));
    if (urne_json_find(v, "dice") != NULL) {
        s->kind = URNE_SOURCE_DICE;
        return read_dice(r, v, s);
    }
    const urne_json *label = urne_json_find(v, "lottery");
    if (label != NULL) {
        s->kind = URNE_SOURCE_LOTTERY;
        URNE_TRY(urne_json_only(v, keys, r->err));
        if (label->kind != URNE_JSON_TEXT || !urne_name_ok(label->text, 16)) {
            return wrong(r, label, "a label of lower-case letters, at most 16");
        }
        s->label = label->text;
        return day(r, v, "on", &s->date);
    }
    const urne_json *later = v->n > 0 ? &v->item[0] : v;
    return urne_fail(r->err, URNE_E_RULES_LATER, later->at, URNE_SHOW(later->key), NULL);
}

static urne_code read_sources(const reader *r, const urne_json *v)
{
    bool dice = false;
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > 64) {
        return wrong(r, v, "a list of 1 to 64 sources");
    }
    r->c->n_sources = v->n;
    r->c->sources = urne_arena_array(r->arena, v->n, sizeof *r->c->sources);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_source(r, &v->item[i], &r->c->sources[i]));
        dice = dice || r->c->sources[i].kind == URNE_SOURCE_DICE;
    }
    return dice ? URNE_OK : urne_fail(r->err, URNE_E_RULES_DICE, v->at, NULL);
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
    static const char *const household[] = {"street-no", "street", "locality",
                                            "postcode", "commune", NULL};
    urne_config *c = urne_arena_alloc(arena, sizeof *c);
    c->identity = names(arena, &c->n_identity, identity);
    c->household = names(arena, &c->n_household, household);
    c->separate = URNE_STR("address");
    c->kmin = 5;
    return c;
}

static urne_code read_all(const reader *r, const urne_json *root)
{
    static const char *const keys[] = {"urne", "body", "title", "roll", "eligible",
                                       "strata", "draw", "sources", "sign", "kmin", NULL};
    const urne_json *v;
    URNE_TRY(need_object(r, root));
    URNE_TRY(member(r, root, "urne", URNE_JSON_TEXT, &v));
    if (!urne_str_is(v->text, "rules/1")) {
        return wrong(r, v, "rules/1, the only version this urne reads");
    }
    URNE_TRY(urne_json_only(root, keys, r->err));
    v = urne_json_find(root, "sign");
    if (v != NULL) {
        return urne_fail(r->err, URNE_E_RULES_LATER, v->at, "sign", NULL);
    }
    URNE_TRY(member(r, root, "body", URNE_JSON_TEXT, &v));
    URNE_TRY(note_text(r, v, &r->c->body));
    URNE_TRY(member(r, root, "title", URNE_JSON_TEXT, &v));
    URNE_TRY(note_text(r, v, &r->c->title));
    if ((v = urne_json_find(root, "roll")) != NULL) {
        URNE_TRY(read_roll(r, v));
    }
    if ((v = urne_json_find(root, "eligible")) != NULL) {
        URNE_TRY(read_eligible(r, v));
    }
    if ((v = urne_json_find(root, "strata")) != NULL) {
        URNE_TRY(read_strata(r, v));
    }
    URNE_TRY(member(r, root, "draw", URNE_JSON_OBJECT, &v));
    URNE_TRY(read_draw(r, v));
    URNE_TRY(member(r, root, "sources", URNE_JSON_LIST, &v));
    URNE_TRY(read_sources(r, v));
    if (urne_json_find(root, "kmin") != NULL) {
        URNE_TRY(integer(r, root, "kmin", 1, SEATS_MAX, &r->c->kmin));
    }
    return URNE_OK;
}

urne_code urne_config_read(urne_config **out, urne_arena *arena, urne_str json,
                           const char *path, urne_err *err)
{
    urne_json *root;
    URNE_TRY(urne_json_read(&root, arena, json, path, err));
    reader r = {.arena = arena, .path = path, .c = urne_config_default(arena),
                .err = err};
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
    return has(c->identity, c->n_identity, field) || axis_find(c, field) < c->n_axes ||
           has(c->attributes, c->n_attributes, field) ||
           (household && has(c->household, c->n_household, field)) ||
           (c->n_lists > 0 && urne_str_is(field, "list")) ||
           (c->has_age && urne_str_is(field, "birth-date")) ||
           urne_str_eq(c->separate, field);
}
