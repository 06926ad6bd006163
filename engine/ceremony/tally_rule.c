#include "ceremony/tally_rule.h"

#include "crypto/hash.h"

/* A rule being read from options. */
typedef struct reading {
    const urne_tally_options *o;
    const urne_count_config *config;
    urne_election *e;
    urne_count_rule *r;
    urne_err *err;
} reading;

static urne_code wrong(const reading *rd, const char *value, const char *option,
                       const char *why)
{
    return urne_fail(rd->err, URNE_E_USE_VALUE, URNE_NOWHERE, value, option, why, NULL);
}

/* An option is taken where it is given and the file does not say it too. */
static urne_code given(const reading *rd, const char *value, const char *option,
                       const char *key, bool *take)
{
    *take = value != NULL;
    if (*take && rd->config != NULL && urne_count_config_has(rd->config, key)) {
        return urne_fail(rd->err, URNE_E_USE_CLASH, URNE_NOWHERE, option, key, NULL);
    }
    return URNE_OK;
}

static urne_code clash(const reading *rd, const char *a, const char *b)
{
    return urne_fail(rd->err, URNE_E_USE_CLASH, URNE_NOWHERE, a, b, NULL);
}

/* One of two words. */
static urne_code either(const reading *rd, const char *value, const char *option,
                        const char *key, const char *no, const char *yes,
                        const char *why, bool *out)
{
    bool take;
    URNE_TRY(given(rd, value, option, key, &take));
    if (!take) {
        return URNE_OK;
    }
    if (strcmp(value, no) != 0 && strcmp(value, yes) != 0) {
        return wrong(rd, value, option, why);
    }
    *out = strcmp(value, yes) == 0;
    return URNE_OK;
}

static urne_code read_rule(const reading *rd)
{
    bool take;
    URNE_TRY(given(rd, rd->o->rule, "--rule", "rule", &take));
    if (take && !urne_rule_parse(urne_str_of(rd->o->rule), &rd->r->rule)) {
        return wrong(rd, rd->o->rule, "--rule",
                     N_("the rules are greedy, mes, phragmen and max-welfare"));
    }
    return URNE_OK;
}

/* --by is how cities say it, --utility how papers do. */
static urne_code read_utility(const reading *rd)
{
    static const struct {
        const char *name;
        urne_utility utility;
    } by[] = {{"votes", URNE_UTILITY_COST},
              {"votes-per-cost", URNE_UTILITY_CARDINALITY},
              {"points", URNE_UTILITY_POINTS_COST}};
    bool take_by, take;
    URNE_TRY(given(rd, rd->o->by, "--by", "by", &take_by));
    URNE_TRY(given(rd, rd->o->utility, "--utility", "utility", &take));
    if (take_by && take) {
        return clash(rd, "--by", "--utility");
    }
    if (take_by && rd->r->rule != URNE_RULE_GREEDY) {
        return clash(rd, "--by", urne_rule_name(rd->r->rule));
    }
    if (take && rd->r->rule == URNE_RULE_PHRAGMEN) {
        return clash(rd, "--utility", urne_rule_name(rd->r->rule));
    }
    for (size_t i = 0; take_by && i < sizeof by / sizeof *by; i++) {
        if (strcmp(rd->o->by, by[i].name) == 0) {
            rd->r->utility = by[i].utility;
            return URNE_OK;
        }
    }
    if (take_by) {
        return wrong(rd, rd->o->by, "--by",
                     N_("it is votes, votes-per-cost or points"));
    }
    if (take && !urne_utility_parse(urne_str_of(rd->o->utility), &rd->r->utility)) {
        return wrong(
            rd, rd->o->utility, "--utility",
            N_("it is cost, cardinality, points, points-cost, borda or borda-1"));
    }
    return URNE_OK;
}

/* What a misfit does; each rule has its own option for it. */
static urne_code read_misfit(const reading *rd)
{
    bool greedy = rd->r->rule == URNE_RULE_GREEDY;
    bool phragmen = rd->r->rule == URNE_RULE_PHRAGMEN;
    bool stops = false;
    if (rd->o->stop != NULL && !greedy) {
        return clash(rd, "--stop", urne_rule_name(rd->r->rule));
    }
    if (rd->o->phragmen != NULL && !phragmen) {
        return clash(rd, "--phragmen", urne_rule_name(rd->r->rule));
    }
    if (phragmen && rd->config == NULL) {
        rd->r->skip = false;
    }
    URNE_TRY(either(rd, rd->o->stop, "--stop", "stop", "skip", "first-misfit",
                    N_("it is first-misfit or skip"), &stops));
    if (rd->o->stop != NULL) {
        rd->r->skip = !stops;
    }
    return either(rd, rd->o->phragmen, "--phragmen", "phragmen", "stop", "skip",
                  N_("it is stop or skip"), &rd->r->skip);
}

static urne_code read_completion(const reading *rd)
{
    bool take;
    URNE_TRY(given(rd, rd->o->completion, "--completion", "completion", &take));
    if (take &&
        !urne_completion_parse(urne_str_of(rd->o->completion), &rd->r->completion)) {
        return wrong(rd, rd->o->completion, "--completion",
                     N_("it is none, utilitarian, add1 or add1u"));
    }
    URNE_TRY(given(rd, rd->o->comparison, "--comparison", "comparison", &take));
    if (take &&
        !urne_comparison_parse(urne_str_of(rd->o->comparison), &rd->r->comparison)) {
        return wrong(rd, rd->o->comparison, "--comparison",
                     N_("it is none, satisfaction or exclusion-ratio"));
    }
    if (rd->o->completion_utility != NULL && rd->r->rule != URNE_RULE_MES) {
        return clash(rd, "--completion-utility", urne_rule_name(rd->r->rule));
    }
    return either(rd, rd->o->completion_utility, "--completion-utility",
                  "completion-utility", "same", "votes", N_("it is same or votes"),
                  &rd->r->completion_by_votes);
}

/* Options that would be passed over in silence are refused. */
static urne_code read_add1(const reading *rd)
{
    const urne_tally_options *o = rd->o;
    bool take, used = rd->r->completion == URNE_COMPLETION_ADD1 ||
                      rd->r->completion == URNE_COMPLETION_ADD1U;
    if (!used &&
        (o->add1_start != NULL || o->add1_stop != NULL || o->add1_increment != NULL)) {
        return urne_fail(rd->err, URNE_E_USE_ALONE, URNE_NOWHERE,
                         o->add1_start != NULL  ? "--add1-start"
                         : o->add1_stop != NULL ? "--add1-stop"
                                                : "--add1-increment",
                         "--completion add1", NULL);
    }
    URNE_TRY(given(rd, o->add1_start, "--add1-start", "add1", &take));
    if (take &&
        !urne_add1_start_parse(urne_str_of(o->add1_start), &rd->r->add1_start)) {
        return wrong(rd, o->add1_start, "--add1-start", N_("it is exact or floor"));
    }
    URNE_TRY(given(rd, o->add1_stop, "--add1-stop", "add1", &take));
    if (take && !urne_add1_stop_parse(urne_str_of(o->add1_stop), &rd->r->add1_stop)) {
        return wrong(rd, o->add1_stop, "--add1-stop",
                     N_("it is supported, all or none"));
    }
    URNE_TRY(given(rd, o->add1_increment, "--add1-increment", "add1", &take));
    unsigned places = rd->r->seats > 0 ? 0 : rd->e->places;
    if (take && (!urne_decimal_read(urne_str_of(o->add1_increment), places,
                                    &rd->r->add1_increment) ||
                 rd->r->add1_increment == 0)) {
        return wrong(rd, o->add1_increment, "--add1-increment",
                     N_("it is an amount above 0, such as 1 or 0.50"));
    }
    return URNE_OK;
}

static urne_code read_ties(const reading *rd)
{
    const char *list = rd->o->ties, *lot = list == NULL ? NULL : strstr(list, "lot:");
    bool take;
    URNE_TRY(given(rd, list, "--ties", "ties", &take));
    if (!take) {
        return URNE_OK;
    }
    urne_str kinds = urne_str_of(list);
    urne_hash seed;
    const char *why = N_("a list such as min-cost,id of file, id, min-cost, max-votes "
                         "and, as the last, lot: with a seed of 64 hexadecimal digits");
    if (lot != NULL) {
        urne_str hex = urne_str_of(lot + 4);
        if ((lot != list && lot[-1] != ',') || !urne_hash_parse(hex, &seed)) {
            return wrong(rd, list, "--ties", why);
        }
        rd->r->lot_seed = hex;
        kinds = (urne_str){list, (size_t)(lot - list) + 3};
    }
    if (!urne_ties_parse(kinds, rd->r) ||
        (rd->r->ties[rd->r->n_ties - 1] == URNE_TIE_LOT) != (lot != NULL)) {
        return wrong(rd, list, "--ties", why);
    }
    return URNE_OK;
}

/* A convention of every rule, though not every rule ever meets it. */
static urne_code read_unsupported(const reading *rd)
{
    return either(rd, rd->o->unsupported, "--unsupported", "unsupported", "drop",
                  "keep", N_("it is drop or keep"), &rd->r->keep_unsupported);
}

/* A rehearsal of a rule whose ties end with lot. */
static urne_code read_lot(const reading *rd)
{
    const char *lot = rd->o->lot;
    urne_hash seed;
    size_t n = rd->r->n_ties;
    if (lot == NULL) {
        return URNE_OK;
    }
    if (n == 0 || rd->r->ties[n - 1] != URNE_TIE_LOT || rd->o->ties != NULL) {
        return urne_fail(rd->err, URNE_E_USE_ALONE, URNE_NOWHERE, "--lot",
                         "--rules, ties lot", NULL);
    }
    if (!urne_hash_parse(urne_str_of(lot), &seed)) {
        return wrong(rd, lot, "--lot", N_("a seed is 64 hexadecimal digits"));
    }
    rd->r->lot_seed = urne_str_of(lot);
    return URNE_OK;
}

static urne_code read_seats(const reading *rd)
{
    bool take;
    URNE_TRY(given(rd, rd->o->seats, "--seats", "seats", &take));
    if (take && rd->config != NULL) {
        return clash(rd, "--seats", "--rules"); /* its amounts are in another unit */
    }
    if (take &&
        (!urne_str_u64(urne_str_of(rd->o->seats), rd->e->n_projects, &rd->r->seats) ||
         rd->r->seats == 0)) {
        return wrong(rd, rd->o->seats, "--seats",
                     N_("a number from 1 to the number of projects"));
    }
    if (take) {
        rd->r->add1_increment = 1;
    }
    if (take && rd->o->budget != NULL) {
        return clash(rd, "--seats", "--budget");
    }
    return URNE_OK;
}

static urne_code read_budget(const reading *rd)
{
    bool take;
    URNE_TRY(given(rd, rd->o->budget, "--budget", "budget", &take));
    if (take &&
        !urne_decimal_read(urne_str_of(rd->o->budget), rd->e->places, &rd->e->budget)) {
        return wrong(rd, rd->o->budget, "--budget",
                     N_("it is an amount such as 1200000 or 1331751.11"));
    }
    return URNE_OK;
}

urne_code urne_tally_rule(urne_count_rule *out, urne_arena *arena, urne_election *e,
                          const urne_count_config *config,
                          const urne_tally_options *options, urne_err *err)
{
    reading rd = {options, config, e, out, err};
    bool take;
    *out = urne_count_rule_default(e);
    if (config != NULL) {
        URNE_TRY(urne_count_config_resolve(out, arena, config, e, err));
    }
    URNE_TRY(read_budget(&rd));
    URNE_TRY(read_rule(&rd));
    URNE_TRY(read_utility(&rd));
    URNE_TRY(read_misfit(&rd));
    URNE_TRY(read_completion(&rd));
    URNE_TRY(read_seats(&rd));
    URNE_TRY(read_add1(&rd));
    URNE_TRY(given(&rd, options->threshold, "--threshold", "threshold", &take));
    if (take &&
        !urne_threshold_parse(urne_str_of(options->threshold), &out->threshold)) {
        return wrong(&rd, options->threshold, "--threshold",
                     N_("it is a number such as 50, or a share such as 5%"));
    }
    URNE_TRY(read_unsupported(&rd));
    URNE_TRY(read_ties(&rd));
    return read_lot(&rd);
}
