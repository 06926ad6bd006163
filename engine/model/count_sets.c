#include "model/count_config_in.h"

/* count.json: the sets of projects, still by their ids and columns. */

/* Longest name of a column and longest value: both stand in the label of a cap. */
enum { COLUMN_MAX = 64, VALUE_MAX = 80 };

/* Most projects of a set: its numbers stand on one line of a note. */
enum { SET_MAX = 100 };

static urne_code short_text(const urne_count_reader *r, const urne_json *object,
                            const char *key, size_t most, const char *wanted,
                            urne_str *out, urne_place *at)
{
    const urne_json *v;
    URNE_TRY(urne_member_get(&r->in, object, key, URNE_JSON_TEXT, &v));
    URNE_TRY(urne_member_text(&r->in, v, out));
    *at = v->at;
    return v->text.n > most ? urne_member_wrong(&r->in, v, wanted) : URNE_OK;
}

/* A percentage such as "30%" or "12.5%", at most all. */
static bool percent_ok(urne_str text)
{
    urne_threshold t;
    return urne_decimal_places(urne_str_slice(text, 0, text.n - 1)) <=
               URNE_PERCENT_PLACES &&
           urne_threshold_parse(text, &t);
}

static urne_code read_share(const urne_count_reader *r, const urne_json *v,
                            urne_envelope *e)
{
    if (v->kind == URNE_JSON_TEXT && urne_str_ends(v->text, "%")) {
        if (!percent_ok(v->text)) {
            return urne_member_wrong(&r->in, v,
                                     N_("a percentage of at most 100, with at most six "
                                        "digits behind the point"));
        }
        e->percent = true;
        e->amount = urne_str_slice(v->text, 0, v->text.n - 1);
        return URNE_OK;
    }
    return urne_count_decimal(&r->in, v, &e->amount);
}

static urne_code read_envelope(const urne_count_reader *r, const urne_json *v,
                               const char *how_much, urne_envelope *e)
{
    const char *const keys[] = {"column", "value", how_much, NULL};
    const urne_json *w;
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    URNE_TRY(short_text(r, v, "column", COLUMN_MAX, N_("at most 64 bytes long"),
                        &e->column, &e->column_at));
    URNE_TRY(short_text(r, v, "value", VALUE_MAX, N_("at most 80 bytes long"),
                        &e->value, &e->value_at));
    w = urne_json_find(v, how_much);
    if (w == NULL) {
        return urne_fail(r->in.err, URNE_E_RULES_MISSING, v->at, how_much, NULL);
    }
    e->at = w->at;
    return read_share(r, w, e);
}

static urne_code read_list(const urne_count_reader *r, const urne_json *v,
                           const char *how_much, urne_envelope **out, size_t *n)
{
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind != URNE_JSON_LIST) {
        return urne_member_wrong(&r->in, v, N_("a list"));
    }
    *out = urne_arena_array(r->in.arena, v->n, sizeof **out);
    for (size_t i = 0; i < v->n; i++) {
        urne_envelope *e = &(*out)[i];
        URNE_TRY(read_envelope(r, &v->item[i], how_much, e));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq((*out)[j].column, e->column) &&
                urne_str_eq((*out)[j].value, e->value)) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, e->value_at,
                                 URNE_SHOW(e->value), NULL);
            }
        }
    }
    *n = v->n;
    return URNE_OK;
}

urne_code urne_count_read_envelopes(const urne_count_reader *r, const urne_json *v)
{
    return read_list(r, v, "amount", &r->c->envelopes, &r->c->n_envelopes);
}

urne_code urne_count_read_reserved(const urne_count_reader *r, const urne_json *v)
{
    return read_list(r, v, "share", &r->c->reserved, &r->c->n_reserved);
}

/* ---- incompatible, joined ---- */

static urne_code read_set(const urne_count_reader *r, const urne_json *v,
                          urne_id_set *set)
{
    if (v->kind != URNE_JSON_LIST || v->n < 2 || v->n > SET_MAX) {
        return urne_member_wrong(&r->in, v, N_("a list of 2 to 100 ids of projects"));
    }
    set->ids = urne_arena_array(r->in.arena, v->n, sizeof *set->ids);
    set->at = urne_arena_array(r->in.arena, v->n, sizeof *set->at);
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *id = &v->item[i];
        if (id->kind != URNE_JSON_TEXT || id->text.n == 0) {
            return urne_member_wrong(&r->in, id, N_("the id of a project, a text"));
        }
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(set->ids[j], id->text)) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, id->at,
                                 URNE_SHOW(id->text), NULL);
            }
        }
        set->ids[i] = id->text;
        set->at[i] = id->at;
        set->n++;
    }
    return URNE_OK;
}

urne_code urne_count_read_ids(const urne_count_reader *r, const urne_json *v,
                              urne_id_set **out, size_t *n)
{
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind != URNE_JSON_LIST) {
        return urne_member_wrong(&r->in, v, N_("a list of lists of ids"));
    }
    *out = urne_arena_array(r->in.arena, v->n, sizeof **out);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(read_set(r, &v->item[i], &(*out)[i]));
    }
    *n = v->n;
    return URNE_OK;
}
