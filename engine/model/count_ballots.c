#include "model/count_config_in.h"

/* count.json: which ballots are valid, and in which columns they stand. */

enum { AGE_MAX = 150, LIST_MAX = 4096 };

static urne_code read_bound(const urne_count_reader *r, const urne_json *v, bool whole,
                            urne_str *out)
{
    if (v == NULL) {
        return URNE_OK;
    }
    if (whole && v->kind != URNE_JSON_INT) {
        return urne_member_wrong(&r->in, v, N_("an integer"));
    }
    return urne_count_decimal(&r->in, v, out);
}

/* Whether least <= most, whatever their places. */
static bool in_order(urne_str least, urne_str most)
{
    int a = urne_decimal_places(least), b = urne_decimal_places(most);
    unsigned places = (unsigned)(a > b ? a : b);
    uint64_t x = 0, y = 0;
    /* One that is too large for the places of the other is in no order we know of. */
    return urne_decimal_read(least, places, &x) &&
           urne_decimal_read(most, places, &y) && x <= y;
}

static urne_code read_bounds(const urne_count_reader *r, const urne_json *object,
                             const char *key, bool whole, urne_bounds *out)
{
    static const char *const keys[] = {"least", "most", NULL};
    const urne_json *v = urne_json_find(object, key);
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    URNE_TRY(read_bound(r, urne_json_find(v, "least"), whole, &out->least));
    URNE_TRY(read_bound(r, urne_json_find(v, "most"), whole, &out->most));
    if (out->least.p == NULL && out->most.p == NULL) {
        return urne_member_wrong(&r->in, v, N_("an object with least, most or both"));
    }
    if (out->least.p != NULL && out->most.p != NULL &&
        !in_order(out->least, out->most)) {
        return urne_member_wrong(&r->in, v,
                                 N_("in order: least at most as large as most"));
    }
    return URNE_OK;
}

static urne_code read_texts(const urne_count_reader *r, const urne_json *v,
                            urne_str **out, size_t *n)
{
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind != URNE_JSON_LIST || v->n == 0 || v->n > LIST_MAX) {
        return urne_member_wrong(&r->in, v, N_("a list of texts, not empty"));
    }
    *out = urne_arena_array(r->in.arena, v->n, sizeof **out);
    for (size_t i = 0; i < v->n; i++) {
        URNE_TRY(urne_member_text(&r->in, &v->item[i], &(*out)[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq((*out)[i], (*out)[j])) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, v->item[i].at,
                                 URNE_SHOW((*out)[i]), NULL);
            }
        }
    }
    *n = v->n;
    return URNE_OK;
}

static urne_code read_duplicates(const urne_count_reader *r, const urne_json *v)
{
    static const char *const twice[] = {
        "none", "first", "last", "paper-then-first", "paper-then-last", NULL};
    static const char *const once[] = {"once", "set-aside", NULL};
    static const char *const refuse[] = {"refuse", "set-aside", NULL};
    urne_ballot_limits *l = &r->c->limits;
    const urne_json *w = urne_json_find(v, "voter-twice");
    size_t i = 0;
    if (w != NULL) {
        URNE_TRY(urne_count_word(
            &r->in, w, twice,
            N_("none, first, last, paper-then-first or paper-then-last"), &i));
        l->voter_twice = twice[i];
    }
    w = urne_json_find(v, "duplicate-project");
    if (w != NULL) {
        URNE_TRY(urne_count_word(&r->in, w, once, N_("once or set-aside"), &i));
        l->duplicate_aside = i == 1;
    }
    w = urne_json_find(v, "unknown-project");
    if (w != NULL) {
        URNE_TRY(urne_count_word(&r->in, w, refuse, N_("refuse or set-aside"), &i));
        l->unknown_aside = i == 1;
    }
    return URNE_OK;
}

urne_code urne_count_read_limits(const urne_count_reader *r, const urne_json *v)
{
    static const char *const keys[] = {
        "projects",        "points",  "sum-points", "cost",        "age",
        "residence",       "methods", "in-person",  "voter-twice", "duplicate-project",
        "unknown-project", NULL};
    urne_ballot_limits *l = &r->c->limits;
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    URNE_TRY(read_bounds(r, v, "projects", true, &l->projects));
    URNE_TRY(read_bounds(r, v, "points", false, &l->points));
    URNE_TRY(read_bounds(r, v, "sum-points", false, &l->sum_points));
    URNE_TRY(read_bounds(r, v, "cost", false, &l->cost));
    if (urne_json_find(v, "age") != NULL) {
        l->has_age = true;
        URNE_TRY(urne_member_u64(&r->in, v, "age", 0, AGE_MAX, &l->age));
    }
    URNE_TRY(
        read_texts(r, urne_json_find(v, "residence"), &l->residence, &l->n_residence));
    URNE_TRY(read_texts(r, urne_json_find(v, "methods"), &l->methods, &l->n_methods));
    URNE_TRY(
        read_texts(r, urne_json_find(v, "in-person"), &l->in_person, &l->n_in_person));
    return read_duplicates(r, v);
}

/* ---- columns ---- */

static urne_code read_header(const urne_count_reader *r, const urne_json *v,
                             urne_str *out)
{
    if (v == NULL) {
        return URNE_OK;
    }
    if (v->kind != URNE_JSON_TEXT || v->text.n == 0) {
        return urne_member_wrong(&r->in, v, N_("the header of a column"));
    }
    *out = v->text;
    return URNE_OK;
}

static urne_code read_project_columns(const urne_count_reader *r, const urne_json *v)
{
    urne_ballot_columns *c = &r->c->columns;
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(&r->in, v));
    if (v->n == 0 || c->vote.p != NULL || c->points.p != NULL) {
        return urne_member_wrong(
            &r->in, v, N_("columns by their headers, in the place of vote and points"));
    }
    c->projects = urne_arena_array(r->in.arena, v->n, sizeof *c->projects);
    for (size_t i = 0; i < v->n; i++) {
        const urne_json *w = &v->item[i];
        if (w->kind != URNE_JSON_TEXT || w->text.n == 0) {
            return urne_member_wrong(&r->in, w, N_("the id of a project, a text"));
        }
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(c->projects[j].project, w->text)) {
                return urne_fail(r->in.err, URNE_E_RULES_TWICE, w->at,
                                 URNE_SHOW(w->text), NULL);
            }
        }
        c->projects[i] = (urne_project_column){w->key, w->text, w->at};
    }
    c->n_projects = v->n;
    return URNE_OK;
}

urne_code urne_count_read_columns(const urne_count_reader *r, const urne_json *v)
{
    static const char *const keys[] = {"voter", "vote",      "points",   "method",
                                       "age",   "residence", "projects", NULL};
    urne_ballot_columns *c = &r->c->columns;
    urne_str *const to[] = {&c->voter,  &c->vote, &c->points,
                            &c->method, &c->age,  &c->residence};
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        URNE_TRY(read_header(r, urne_json_find(v, keys[i]), to[i]));
    }
    return read_project_columns(r, urne_json_find(v, "projects"));
}
