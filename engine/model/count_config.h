/* model/count_config: what a body decides before it counts, as count.json says it.
 *
 * count.json is what people edit: projects are named by their ids and by columns of the
 * ballots file, amounts are texts. It is read strictly and never hashed;
 * urne_count_config_resolve makes of it, with an election, the rule that is sealed as
 * count-rules.txt. */
#ifndef URNE_MODEL_COUNT_CONFIG_H
#define URNE_MODEL_COUNT_CONFIG_H

#include "model/config.h"
#include "model/count_rule.h"

/* Most digits behind the point of a percentage: the products stay within 64 bits. */
enum { URNE_PERCENT_PLACES = 6 };

/* An envelope, or a share reserved: the projects with `value` in `column`, and how much
 * for them: an amount, or a percentage of the budget. */
typedef struct urne_envelope {
    urne_place at, column_at, value_at;
    urne_str column, value;
    urne_str amount; /* a decimal, without the % */
    bool percent;
} urne_envelope;

/* Projects named by their ids. */
typedef struct urne_id_set {
    urne_str *ids;
    urne_place *at;
    size_t n;
} urne_id_set;

/* A limit as it is written: decimals, ->p NULL where there is none. */
typedef struct urne_bounds {
    urne_str least, most;
} urne_bounds;

/* What a ballot must keep to be valid. */
typedef struct urne_ballot_limits {
    urne_bounds projects, points, sum_points, cost;
    bool has_age;
    uint64_t age;
    urne_str *residence, *methods; /* those admitted; none: all */
    urne_str *in_person; /* methods of which neither age nor residence is asked */
    size_t n_residence, n_methods, n_in_person;
    const char *voter_twice; /* paper-then-first, paper-then-last, first, last, none;
                                NULL: not said */
    bool duplicate_aside;    /* a project twice: set aside, else counted once */
    bool unknown_aside;      /* an unknown project: set aside, else refused */
} urne_ballot_limits;

/* One column a project, as some polls export them. */
typedef struct urne_project_column {
    urne_str column, project;
    urne_place at;
} urne_project_column;

/* The headers of a ballots file; ->p NULL: by its usual name. */
typedef struct urne_ballot_columns {
    urne_str voter, vote, points, method, age, residence;
    urne_project_column *projects;
    size_t n_projects;
} urne_ballot_columns;

typedef struct urne_count_config {
    const char *path;
    urne_str *keys; /* that the file has, in its order */
    size_t n_keys;
    urne_str body, title; /* ->p NULL: left out */
    urne_str budget, increment;
    urne_str type; /* of the votes, for files that do not say it; ->p NULL: left out */
    urne_place budget_at, increment_at;
    urne_count_rule rule; /* all but what needs the election */
    urne_envelope *envelopes, *reserved;
    size_t n_envelopes, n_reserved;
    urne_id_set *rivals, *joined;
    size_t n_rivals, n_joined;
    urne_ballot_limits limits;
    urne_ballot_columns columns;
    urne_source *sources;
    size_t n_sources;
    urne_roles roles;
} urne_count_config;

/* True when this looks like a count.json: an object whose "urne" is "count/...". What
 * is wrong with it is left to urne_count_config_read. */
bool urne_count_config_is(urne_arena *arena, urne_str json);

/* Reads count.json; `path` names it in diagnostics. */
URNE_MUST_USE urne_code urne_count_config_read(urne_count_config **out,
                                               urne_arena *arena, urne_str json,
                                               const char *path, urne_err *err);

/* Whether it says what a dossier needs: body, title, sources. */
URNE_MUST_USE urne_code urne_count_config_whole(const urne_count_config *config,
                                                urne_err *err);

/* True when the file has this key at its top. */
bool urne_count_config_has(const urne_count_config *config, const char *key);

/* The rule for an election: ids to indices, envelopes and reserved shares to caps (a
 * reserved share caps all other projects at the rest of the budget; a percentage that
 * is not whole units is rounded down, and the label of the cap says so). Sets the
 * budget of the election where count.json has one. Fails with the place in count.json
 * of what does not fit the election. */
URNE_MUST_USE urne_code urne_count_config_resolve(urne_count_rule *out,
                                                  urne_arena *arena,
                                                  const urne_count_config *config,
                                                  urne_election *e, urne_err *err);

#endif
