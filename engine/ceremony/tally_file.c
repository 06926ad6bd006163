#include "ceremony/tally_view.h"

#include "base/file.h"
#include "ceremony/tally_rule.h"
#include "crypto/hash.h"
#include "model/count_limits.h"
#include "model/reconcile.h"

enum { COUNT_JSON_MAX = 4 << 20 };

static urne_code read_config(urne_count_config **out, urne_arena *arena,
                             const char *path, urne_err *err)
{
    urne_str json;
    *out = NULL;
    if (path == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read(&json, arena, path, COUNT_JSON_MAX, err));
    return urne_count_config_read(out, arena, json, path, err);
}

/* How the files are read: as count.json says, or the options. */
static urne_code read_options(urne_election_options *out, urne_arena *arena,
                              const urne_count_config *config,
                              const urne_tally_options *o, urne_err *err)
{
    if (config != NULL) {
        urne_count_config_reading(out, arena, config);
    }
    out->paths = o->paths;
    out->n_paths = o->n_paths;
    out->projects = o->projects;
    if (o->columns != NULL && out->n_columns > 0) {
        return urne_fail(err, URNE_E_USE_CLASH, URNE_NOWHERE, "--columns", "columns",
                         NULL);
    }
    if (o->columns != NULL) {
        urne_role_map *map;
        URNE_TRY(urne_role_map_read(&map, &out->n_columns, arena, o->columns, err));
        out->columns = map;
    }
    urne_vote_type type;
    if (o->type != NULL && !urne_vote_type_parse(urne_str_of(o->type), &type)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->type, "--type",
                         N_("approval, choose-1, cumulative, scoring or ordinal"),
                         NULL);
    }
    if (o->budget != NULL && urne_decimal_places(urne_str_of(o->budget)) < 0) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->budget, "--budget",
                         N_("it is an amount such as 1200000 or 1331751.11"), NULL);
    }
    out->policy.budget = o->budget != NULL ? o->budget : out->policy.budget;
    out->policy.type = o->type != NULL ? o->type : out->policy.type;
    return URNE_OK;
}

/* The ballots, those that the rules file does not admit set aside. */
static urne_code read_ballots(urne_election **out, urne_findings *findings,
                              urne_arena *arena, const urne_count_config *config,
                              const urne_tally_options *o, urne_err *err)
{
    urne_election_options reading = {.n_paths = 0};
    urne_validity validity;
    for (size_t i = 0; i < o->n_paths; i++) {
        if (urne_keying_is(o->paths[i])) {
            return urne_fail(err, URNE_E_BALLOT_KEYING, URNE_IN(o->paths[i]), NULL);
        }
    }
    URNE_TRY(read_options(&reading, arena, config, o, err));
    URNE_TRY(urne_election_read(out, findings, arena, &reading, err));
    if (config != NULL) {
        URNE_TRY(urne_count_config_validity(&validity, config, *out, err));
        urne_validity_apply(*out, &validity);
    }
    return URNE_OK;
}

/* What was read otherwise than it stands in the files. */
static void note_findings(urne_tally *out, urne_arena *arena,
                          const urne_findings *findings)
{
    out->n_notes = findings->n;
    out->notes = urne_arena_array(arena, findings->n, sizeof *out->notes);
    for (size_t i = 0; i < findings->n; i++) {
        out->notes[i] = urne_finding_diag(&findings->list[i]);
    }
}

urne_code urne_tally_run(urne_tally **out, urne_arena *arena,
                         const urne_tally_options *options, urne_err *err)
{
    urne_count_config *config;
    urne_election *e;
    urne_count *count;
    urne_count_rule *rule = urne_arena_alloc(arena, sizeof *rule);
    urne_crypto_init();
    URNE_TRY(read_config(&config, arena, options->rules, err));
    urne_findings findings = urne_findings_new(arena);
    URNE_TRY(read_ballots(&e, &findings, arena, config, options, err));
    URNE_TRY(urne_tally_rule(rule, arena, e, config, options, err));
    URNE_TRY(urne_count_run(&count, arena, e, rule, err));
    *out = urne_tally_view(arena, count);
    (*out)->aside_csv = urne_aside_csv(arena, e);
    note_findings(*out, arena, &findings);
    return options->compare ? urne_tally_compare(*out, arena, count) : URNE_OK;
}

urne_code urne_publish(const char *path, urne_str bytes, bool force, urne_err *err)
{
    urne_write w = {.path = path, .bytes = bytes, .fresh = !force};
    return urne_files_write(&w, 1, err);
}
