#include "model/count_limits.h"

#include "codec/note.h"

/* ---- reading files ---- */

static void map(urne_election_options *out, urne_role_map *maps, urne_arena *arena,
                const char *role, urne_str column, urne_str project)
{
    if (column.p != NULL) {
        maps[out->n_columns++] = (urne_role_map){
            .role = role,
            .project = project.p == NULL ? NULL : urne_str_z(arena, project),
            .column = urne_str_z(arena, column)};
    }
}

void urne_count_config_reading(urne_election_options *out, urne_arena *arena,
                               const urne_count_config *config)
{
    const urne_ballot_columns *c = &config->columns;
    const urne_str none = {NULL, 0};
    urne_role_map *maps = urne_arena_array(arena, c->n_projects + 6, sizeof *maps);
    out->n_columns = 0;
    out->columns = maps;
    map(out, maps, arena, "voter", c->voter, none);
    map(out, maps, arena, "vote", c->vote, none);
    map(out, maps, arena, "points", c->points, none);
    map(out, maps, arena, "method", c->method, none);
    map(out, maps, arena, "age", c->age, none);
    map(out, maps, arena, "residence", c->residence, none);
    for (size_t i = 0; i < c->n_projects; i++) {
        map(out, maps, arena, "project", c->projects[i].column, c->projects[i].project);
    }
    /* "none" is what a file says that lets voters vote several times; where nothing is
     * said, a second ballot of a voter is a mistake, and the file is refused. */
    urne_str budget = config->budget;
    if (config->rule.seats > 0) {
        /* of that many, at 1 each */
        budget = urne_str_dup(arena, urne_str_of(URNE_DEC(config->rule.seats)));
    }
    out->policy = (urne_ballot_policy){
        .budget = budget.p == NULL ? NULL : urne_str_z(arena, budget),
        .type = config->type.p == NULL ? NULL : urne_str_z(arena, config->type),
        .voters_twice = config->limits.voter_twice != NULL,
        .unknown_aside = config->limits.unknown_aside,
        .duplicate_aside = config->limits.duplicate_aside,
        .form_aside = true};
}

/* ---- limits ---- */

/* A decimal in units of `places`: what does not divide goes up for a least, down for a
 * most. */
static urne_code scaled(const urne_count_config *c, urne_str text, unsigned places,
                        bool up, uint64_t *out, urne_err *err)
{
    int own = urne_decimal_places(text);
    unsigned most = own > (int)places ? (unsigned)own : places;
    uint64_t v, by = 1;
    if (!urne_decimal_read(text, most, &v)) {
        return urne_fail(err, URNE_E_CRULE_AMOUNT, URNE_IN(c->path), URNE_SHOW(text),
                         URNE_DEC(places), NULL);
    }
    for (; most > places; most--) {
        by *= 10;
    }
    *out = v / by + (up && v % by != 0 ? 1 : 0);
    return URNE_OK;
}

static urne_code bounds(const urne_count_config *c, const urne_bounds *b,
                        unsigned places, urne_limits *out, urne_err *err)
{
    *out = URNE_NO_LIMITS;
    if (b->least.p != NULL) {
        URNE_TRY(scaled(c, b->least, places, true, &out->least, err));
    }
    if (b->most.p != NULL) {
        URNE_TRY(scaled(c, b->most, places, false, &out->most, err));
    }
    return URNE_OK;
}

/* A limit on what no file says would set every ballot aside. */
static urne_code check_columns(const urne_validity *v, const urne_count_config *c,
                               const urne_election *e, urne_err *err)
{
    const struct {
        bool limit;
        const char *cell, *key;
    } asked[] = {{v->age > 0, v->age_cell, "age"},
                 {v->n_residences > 0, v->residence_cell, "residence"},
                 {v->n_methods > 0, v->method_cell, "methods"}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (asked[i].limit && urne_column_find(e->ballot_columns, e->n_ballot_columns,
                                               asked[i].cell) == SIZE_MAX) {
            return urne_fail(err, URNE_E_CRULE_LIMIT, URNE_IN(c->path), asked[i].key,
                             asked[i].cell, NULL);
        }
    }
    return URNE_OK;
}

urne_code urne_count_config_validity(urne_validity *out, const urne_count_config *c,
                                     const urne_election *e, urne_err *err)
{
    const urne_ballot_limits *l = &c->limits;
    *out = urne_validity_default();
    out->method_cell = "voting_method";
    out->residence_cell = "residence";
    URNE_TRY(bounds(c, &l->projects, 0, &out->projects, err));
    URNE_TRY(bounds(c, &l->points, e->point_places, &out->points, err));
    URNE_TRY(bounds(c, &l->sum_points, e->point_places, &out->sum_points, err));
    URNE_TRY(bounds(c, &l->cost, e->places, &out->cost, err));
    out->age = l->has_age ? l->age : 0;
    out->residences = l->residence;
    out->n_residences = l->n_residence;
    out->methods = l->methods;
    out->n_methods = l->n_methods;
    out->in_person = l->in_person;
    out->n_in_person = l->n_in_person;
    if (l->voter_twice != NULL &&
        !urne_voter_twice_parse(urne_str_of(l->voter_twice), &out->twice)) {
        urne_bug("a word of voter-twice that was read");
    }
    out->duplicate_project_aside = l->duplicate_aside;
    out->unknown_project_aside = l->unknown_aside;
    return check_columns(out, c, e, err);
}

/* ---- as lines ---- */

typedef struct lines {
    urne_arena *arena;
    urne_limit *list;
    size_t n;
} lines;

static void add(lines *l, const char *word, urne_str value)
{
    l->list[l->n++] = (urne_limit){word, value};
}

static void add_bounds(lines *l, const char *word, urne_limits v)
{
    urne_buf buf = urne_buf_new(l->arena, 48);
    if (v.least == 0 && v.most == UINT64_MAX) {
        return;
    }
    urne_buf_addz(&buf, v.least == 0 ? "-" : URNE_DEC(v.least));
    urne_buf_addc(&buf, ' ');
    urne_buf_addz(&buf, v.most == UINT64_MAX ? "-" : URNE_DEC(v.most));
    add(l, word, urne_buf_str(&buf));
}

urne_limit *urne_limits_of(size_t *n, urne_arena *arena, const urne_validity *v)
{
    lines l = {.arena = arena};
    l.list = urne_arena_array(
        arena, v->n_residences + v->n_methods + v->n_in_person + 8, sizeof *l.list);
    add_bounds(&l, "projects", v->projects);
    add_bounds(&l, "points", v->points);
    add_bounds(&l, "sum-points", v->sum_points);
    add_bounds(&l, "cost", v->cost);
    if (v->age > 0) {
        add(&l, "age", urne_str_dup(arena, urne_str_of(URNE_DEC(v->age))));
    }
    for (size_t i = 0; i < v->n_residences; i++) {
        add(&l, "residence", v->residences[i]);
    }
    for (size_t i = 0; i < v->n_methods; i++) {
        add(&l, "methods", v->methods[i]);
    }
    for (size_t i = 0; i < v->n_in_person; i++) {
        add(&l, "in-person", v->in_person[i]);
    }
    add(&l, "voter-twice", urne_str_of(urne_voter_twice_name(v->twice)));
    add(&l, "duplicate-project",
        urne_str_of(v->duplicate_project_aside ? "set-aside" : "once"));
    add(&l, "unknown-project",
        urne_str_of(v->unknown_project_aside ? "set-aside" : "refuse"));
    *n = l.n;
    return l.list;
}
