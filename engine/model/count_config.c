#include "model/count_config_in.h"

enum { COUNT_SEATS_MAX = 1000000 };

urne_code urne_count_word(const urne_members *in, const urne_json *v,
                          const char *const *names, const char *wanted, size_t *out)
{
    for (size_t i = 0; v->kind == URNE_JSON_TEXT && names[i] != NULL; i++) {
        if (urne_str_is(v->text, names[i])) {
            *out = i;
            return URNE_OK;
        }
    }
    return urne_member_wrong(in, v, wanted);
}

urne_code urne_count_decimal(const urne_members *in, const urne_json *v, urne_str *out)
{
    if (v->kind == URNE_JSON_INT) {
        *out = urne_str_dup(in->arena, urne_str_of(URNE_DEC(v->num)));
        return URNE_OK;
    }
    uint64_t units;
    int places = v->kind == URNE_JSON_TEXT ? urne_decimal_places(v->text) : -1;
    if (places < 0 || places > URNE_PLACES_MAX ||
        !urne_decimal_read(v->text, (unsigned)places, &units)) {
        return urne_member_wrong(
            in, v, N_("an amount such as \"1200000\" or \"49.95\", with a point"));
    }
    *out = v->text;
    return URNE_OK;
}

/* ---- the rule and its words ---- */

/* Fails when the key is there although the rule has no use for it. */
static urne_code only_for(const urne_count_reader *r, const urne_json *root,
                          const char *key, urne_rule rule)
{
    const urne_json *v = urne_json_find(root, key);
    return v == NULL || r->c->rule.rule == rule
               ? URNE_OK
               : urne_fail(r->in.err, URNE_E_CRULE_UNUSED, v->at, key,
                           urne_rule_name(r->c->rule.rule), NULL);
}

static urne_code read_rule(const urne_count_reader *r, const urne_json *root)
{
    static const char *const mes_only[] = {"completion", "completion-utility", "add1",
                                           "comparison"};
    const urne_json *v;
    URNE_TRY(urne_member_get(&r->in, root, "rule", URNE_JSON_TEXT, &v));
    if (!urne_rule_parse(v->text, &r->c->rule.rule)) {
        return urne_member_wrong(&r->in, v, N_("greedy, mes, phragmen or max-welfare"));
    }
    for (size_t i = 0; i < sizeof mes_only / sizeof *mes_only; i++) {
        URNE_TRY(only_for(r, root, mes_only[i], URNE_RULE_MES));
    }
    URNE_TRY(only_for(r, root, "by", URNE_RULE_GREEDY));
    URNE_TRY(only_for(r, root, "stop", URNE_RULE_GREEDY));
    return only_for(r, root, "phragmen", URNE_RULE_PHRAGMEN);
}

/* "by" names what a greedy count sorts by: the same thing as a utility over a cost. */
static urne_code read_utility(const urne_count_reader *r, const urne_json *root)
{
    static const char *const by[] = {"votes", "votes-per-cost", "points", NULL};
    static const urne_utility meant[] = {URNE_UTILITY_COST, URNE_UTILITY_CARDINALITY,
                                         URNE_UTILITY_POINTS_COST};
    const urne_json *v = urne_json_find(root, "utility");
    const urne_json *w = urne_json_find(root, "by");
    size_t i = 0;
    if (v != NULL && w != NULL) {
        return urne_fail(r->in.err, URNE_E_RULES_TWICE, w->at, "utility", NULL);
    }
    if (w != NULL) {
        URNE_TRY(
            urne_count_word(&r->in, w, by, N_("votes, votes-per-cost or points"), &i));
        r->c->rule.utility = meant[i];
    }
    if (v != NULL && (v->kind != URNE_JSON_TEXT ||
                      !urne_utility_parse(v->text, &r->c->rule.utility))) {
        return urne_member_wrong(
            &r->in, v, N_("cost, cardinality, points, points-cost, borda or borda-1"));
    }
    return URNE_OK;
}

/* A word of two: true for the second. */
static urne_code read_either(const urne_count_reader *r, const urne_json *root,
                             const char *key, const char *first, const char *second,
                             const char *wanted, bool *out)
{
    const char *const names[] = {first, second, NULL};
    const urne_json *v = urne_json_find(root, key);
    size_t i = 0;
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_count_word(&r->in, v, names, wanted, &i));
    *out = i == 1;
    return URNE_OK;
}

static urne_code read_add1(const urne_count_reader *r, const urne_json *v)
{
    static const char *const keys[] = {"start", "stop", "increment", NULL};
    urne_count_rule *rule = &r->c->rule;
    bool floor = false;
    if (v == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_member_object(&r->in, v));
    URNE_TRY(urne_json_only(v, keys, r->in.err));
    URNE_TRY(
        read_either(r, v, "start", "exact", "floor", N_("exact or floor"), &floor));
    rule->add1_start = floor ? URNE_ADD1_FLOOR : URNE_ADD1_EXACT;
    const urne_json *w = urne_json_find(v, "stop");
    if (w != NULL && (w->kind != URNE_JSON_TEXT ||
                      !urne_add1_stop_parse(w->text, &rule->add1_stop))) {
        return urne_member_wrong(&r->in, w, N_("supported, all or none"));
    }
    w = urne_json_find(v, "increment");
    if (w != NULL) {
        r->c->increment_at = w->at;
        URNE_TRY(urne_count_decimal(&r->in, w, &r->c->increment));
    }
    return URNE_OK;
}

static urne_code read_completion(const urne_count_reader *r, const urne_json *root)
{
    urne_count_rule *rule = &r->c->rule;
    const urne_json *v = urne_json_find(root, "completion");
    if (v != NULL && (v->kind != URNE_JSON_TEXT ||
                      !urne_completion_parse(v->text, &rule->completion))) {
        return urne_member_wrong(&r->in, v, N_("none, utilitarian, add1 or add1u"));
    }
    URNE_TRY(read_either(r, root, "completion-utility", "same", "votes",
                         N_("same or votes"), &rule->completion_by_votes));
    v = urne_json_find(root, "comparison");
    if (v != NULL && (v->kind != URNE_JSON_TEXT ||
                      !urne_comparison_parse(v->text, &rule->comparison))) {
        return urne_member_wrong(&r->in, v,
                                 N_("none, satisfaction or exclusion-ratio"));
    }
    return read_add1(r, urne_json_find(root, "add1"));
}

static urne_code read_ties(const urne_count_reader *r, const urne_json *v)
{
    urne_count_rule *rule = &r->c->rule;
    urne_buf buf = urne_buf_new(r->in.arena, 64);
    if (v == NULL) {
        return URNE_OK;
    }
    bool ok = v->kind == URNE_JSON_LIST && v->n > 0;
    for (size_t i = 0; ok && i < v->n; i++) {
        ok = v->item[i].kind == URNE_JSON_TEXT;
        if (i > 0) {
            urne_buf_addc(&buf, ',');
        }
        urne_buf_add(&buf, v->item[i].text);
    }
    if (!ok || !urne_ties_parse(urne_buf_str(&buf), rule)) {
        return urne_member_wrong(
            &r->in, v,
            N_("a list of file, id, min-cost, max-votes and lot, each once"));
    }
    return URNE_OK;
}

static urne_code read_words(const urne_count_reader *r, const urne_json *root)
{
    urne_count_rule *rule = &r->c->rule;
    const urne_json *v;
    bool first_misfit = false, skip = false;
    URNE_TRY(read_either(r, root, "stop", "skip", "first-misfit",
                         N_("skip or first-misfit"), &first_misfit));
    URNE_TRY(
        read_either(r, root, "phragmen", "stop", "skip", N_("stop or skip"), &skip));
    rule->skip = rule->rule == URNE_RULE_PHRAGMEN ? skip : !first_misfit;
    URNE_TRY(read_either(r, root, "unsupported", "drop", "keep", N_("drop or keep"),
                         &rule->keep_unsupported));
    v = urne_json_find(root, "threshold");
    if (v != NULL && (v->kind != URNE_JSON_TEXT ||
                      !urne_threshold_parse(v->text, &rule->threshold))) {
        return urne_member_wrong(&r->in, v, N_("a text such as \"50\" or \"5%\""));
    }
    if (urne_json_find(root, "seats") != NULL) {
        URNE_TRY(
            urne_member_u64(&r->in, root, "seats", 1, COUNT_SEATS_MAX, &rule->seats));
    }
    return read_ties(r, urne_json_find(root, "ties"));
}

/* ---- the whole ---- */

static urne_code read_budget(const urne_count_reader *r, const urne_json *v)
{
    if (v == NULL) {
        return URNE_OK;
    }
    r->c->budget_at = v->at;
    if (r->c->rule.seats > 0) {
        return urne_fail(r->in.err, URNE_E_RULES_TWICE, v->at, "seats", NULL);
    }
    return urne_count_decimal(&r->in, v, &r->c->budget);
}

static urne_code read_head(const urne_count_reader *r, const urne_json *root)
{
    static const char *const kinds[] = {"announce", "ballots-commit", "ballots-reveals",
                                        "tally",    "handover",       "rekey",
                                        "abort",    "close",          NULL};
    const urne_json *v = urne_json_find(root, "body");
    if (v != NULL) {
        URNE_TRY(urne_member_text(&r->in, v, &r->c->body));
    }
    v = urne_json_find(root, "title");
    if (v != NULL) {
        URNE_TRY(urne_member_text(&r->in, v, &r->c->title));
    }
    v = urne_json_find(root, "type");
    if (v != NULL) {
        urne_vote_type type;
        if (v->kind != URNE_JSON_TEXT || !urne_vote_type_parse(v->text, &type)) {
            return urne_member_wrong(
                &r->in, v, N_("approval, choose-1, cumulative, scoring or ordinal"));
        }
        r->c->type = v->text;
    }
    URNE_TRY(urne_roles_read(&r->c->roles, &r->in, root, r->c->path, kinds));
    v = urne_json_find(root, "sources");
    return v == NULL
               ? URNE_OK
               : urne_config_read_sources(&r->in, v, &r->c->sources, &r->c->n_sources);
}

static urne_code read_all(const urne_count_reader *r, const urne_json *root)
{
    static const char *const keys[] = {"urne",
                                       "body",
                                       "title",
                                       "budget",
                                       "rule",
                                       "utility",
                                       "by",
                                       "stop",
                                       "phragmen",
                                       "threshold",
                                       "unsupported",
                                       "completion",
                                       "completion-utility",
                                       "add1",
                                       "comparison",
                                       "seats",
                                       "ties",
                                       "envelopes",
                                       "reserved",
                                       "incompatible",
                                       "joined",
                                       "ballots",
                                       "type",
                                       "columns",
                                       "sources",
                                       "keys",
                                       "expire",
                                       "sign",
                                       NULL};
    urne_count_config *c = r->c;
    const urne_json *v;
    if (root->kind != URNE_JSON_OBJECT) {
        return urne_fail(r->in.err, URNE_E_RULES_OBJECT, root->at, NULL);
    }
    URNE_TRY(urne_member_get(&r->in, root, "urne", URNE_JSON_TEXT, &v));
    if (!urne_str_is(v->text, "count/1")) {
        return urne_member_wrong(&r->in, v,
                                 N_("count/1, the only version this urne reads"));
    }
    URNE_TRY(urne_json_only(root, keys, r->in.err));
    c->keys = urne_arena_array(r->in.arena, root->n, sizeof *c->keys);
    for (size_t i = 0; i < root->n; i++) {
        c->keys[c->n_keys++] = root->item[i].key;
    }
    URNE_TRY(read_head(r, root));
    URNE_TRY(read_rule(r, root));
    URNE_TRY(read_utility(r, root));
    URNE_TRY(read_completion(r, root));
    URNE_TRY(read_words(r, root));
    URNE_TRY(read_budget(r, urne_json_find(root, "budget")));
    URNE_TRY(urne_count_read_envelopes(r, urne_json_find(root, "envelopes")));
    URNE_TRY(urne_count_read_reserved(r, urne_json_find(root, "reserved")));
    URNE_TRY(urne_count_read_ids(r, urne_json_find(root, "incompatible"), &c->rivals,
                                 &c->n_rivals));
    URNE_TRY(urne_count_read_ids(r, urne_json_find(root, "joined"), &c->joined,
                                 &c->n_joined));
    URNE_TRY(urne_count_read_limits(r, urne_json_find(root, "ballots")));
    return urne_count_read_columns(r, urne_json_find(root, "columns"));
}

bool urne_count_config_is(urne_arena *arena, urne_str json)
{
    urne_json *root;
    if (urne_json_read(&root, arena, json, "", NULL) != URNE_OK ||
        root->kind != URNE_JSON_OBJECT) {
        return false;
    }
    const urne_json *v = urne_json_find(root, "urne");
    return v != NULL && v->kind == URNE_JSON_TEXT && urne_str_starts(v->text, "count/");
}

urne_code urne_count_config_read(urne_count_config **out, urne_arena *arena,
                                 urne_str json, const char *path, urne_err *err)
{
    urne_json *root;
    urne_election none = {.n_projects = 0};
    URNE_TRY(urne_json_read(&root, arena, json, path, err));
    urne_count_reader r = {.in = {arena, err},
                           .c = urne_arena_alloc(arena, sizeof *r.c)};
    r.c->path = path;
    r.c->rule = urne_count_rule_default(&none);
    URNE_TRY(read_all(&r, root));
    *out = r.c;
    return URNE_OK;
}

urne_code urne_count_config_whole(const urne_count_config *c, urne_err *err)
{
    const char *missing = c->body.p == NULL    ? "body"
                          : c->title.p == NULL ? "title"
                          : c->n_sources == 0  ? "sources"
                                               : NULL;
    return missing == NULL
               ? URNE_OK
               : urne_fail(err, URNE_E_RULES_MISSING, URNE_IN(c->path), missing, NULL);
}

bool urne_count_config_has(const urne_count_config *c, const char *key)
{
    for (size_t i = 0; i < c->n_keys; i++) {
        if (urne_str_is(c->keys[i], key)) {
            return true;
        }
    }
    return false;
}
