#include "model/count_rule.h"

static const char *const rules[] = {"greedy", "mes", "phragmen", "max-welfare", NULL};
static const char *const utilities[] = {"cost",  "cardinality", "points", "points-cost",
                                        "borda", "borda-1",     NULL};
static const char *const completions[] = {"none", "utilitarian", "add1", "add1u", NULL};
static const char *const starts[] = {"exact", "floor", NULL};
static const char *const stops[] = {"supported", "all", "none", NULL};
static const char *const comparisons[] = {"none", "satisfaction", "exclusion-ratio",
                                          NULL};
static const char *const ties[] = {"file", "id", "min-cost", "max-votes", "lot", NULL};

/* The name of an enumerator; NULL beyond the last. */
static const char *name_of(const char *const *names, int value)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (i == value) {
            return names[i];
        }
    }
    return NULL;
}

static bool find(const char *const *names, urne_str name, int *value)
{
    for (int i = 0; names[i] != NULL; i++) {
        if (urne_str_is(name, names[i])) {
            *value = i;
            return true;
        }
    }
    return false;
}

const char *urne_rule_name(urne_rule rule)
{
    return name_of(rules, (int)rule);
}

const char *urne_utility_name(urne_utility utility)
{
    return name_of(utilities, (int)utility);
}

const char *urne_completion_name(urne_completion completion)
{
    return name_of(completions, (int)completion);
}

const char *urne_add1_start_name(urne_add1_start start)
{
    return name_of(starts, (int)start);
}

const char *urne_add1_stop_name(urne_add1_stop stop)
{
    return name_of(stops, (int)stop);
}

const char *urne_comparison_name(urne_comparison comparison)
{
    return name_of(comparisons, (int)comparison);
}

const char *urne_tie_kind_name(urne_tie_kind kind)
{
    return name_of(ties, (int)kind);
}

bool urne_rule_parse(urne_str name, urne_rule *out)
{
    int v;
    bool found = find(rules, name, &v);
    *out = found ? (urne_rule)v : *out;
    return found;
}

bool urne_utility_parse(urne_str name, urne_utility *out)
{
    int v;
    bool found = find(utilities, name, &v);
    *out = found ? (urne_utility)v : *out;
    return found;
}

bool urne_completion_parse(urne_str name, urne_completion *out)
{
    int v;
    bool found = find(completions, name, &v);
    *out = found ? (urne_completion)v : *out;
    return found;
}

bool urne_add1_start_parse(urne_str name, urne_add1_start *out)
{
    int v;
    bool found = find(starts, name, &v);
    *out = found ? (urne_add1_start)v : *out;
    return found;
}

bool urne_add1_stop_parse(urne_str name, urne_add1_stop *out)
{
    int v;
    bool found = find(stops, name, &v);
    *out = found ? (urne_add1_stop)v : *out;
    return found;
}

bool urne_comparison_parse(urne_str name, urne_comparison *out)
{
    int v;
    bool found = find(comparisons, name, &v);
    *out = found ? (urne_comparison)v : *out;
    return found;
}

bool urne_tie_kind_parse(urne_str name, urne_tie_kind *out)
{
    int v;
    bool found = find(ties, name, &v);
    *out = found ? (urne_tie_kind)v : *out;
    return found;
}

bool urne_ties_parse(urne_str list, urne_count_rule *rule)
{
    urne_tie_kind kinds[URNE_TIES_MAX];
    size_t n = 0;
    urne_str part;
    while (urne_str_cut(&list, ',', &part)) {
        urne_tie_kind kind = URNE_TIE_FILE;
        if (n == URNE_TIES_MAX || !urne_tie_kind_parse(part, &kind)) {
            return false;
        }
        for (size_t i = 0; i < n; i++) {
            if (kinds[i] == kind) {
                return false;
            }
        }
        kinds[n++] = kind;
    }
    memcpy(rule->ties, kinds, n * sizeof *kinds);
    rule->n_ties = n;
    return n > 0;
}

static uint64_t gcd(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool urne_threshold_parse(urne_str text, urne_threshold *out)
{
    bool percent = urne_str_ends(text, "%");
    text.n -= percent ? 1 : 0;
    int places = urne_decimal_places(text);
    uint64_t num, den = percent ? 100 : 1;
    if (places < 0 || places > URNE_PLACES_MAX ||
        !urne_decimal_read(text, (unsigned)places, &num)) {
        return false;
    }
    for (int i = 0; i < places; i++) {
        den *= 10;
    }
    if (percent && num > den) {
        return false; /* more than every ballot */
    }
    /* In lowest terms, so that "50" and "50.0" are one threshold. None: 0/1 of votes.
     */
    uint64_t by = gcd(num, den);
    *out = (urne_threshold){num / by, den / by, percent && num > 0};
    return true;
}

urne_count_rule urne_count_rule_default(const urne_election *e)
{
    uint64_t unit = 1;
    for (unsigned i = 0; i < e->places; i++) {
        unit *= 10;
    }
    return (urne_count_rule){.rule = URNE_RULE_GREEDY,
                             .utility = URNE_UTILITY_COST,
                             .add1_increment = unit,
                             .skip = true,
                             .threshold = {0, 1, false},
                             .lot_seed = URNE_STR(""),
                             .box = URNE_STR("00000000000000000000000000000000")};
}

static urne_code unfit(const char *key, const char *value, const char *wants,
                       urne_err *err)
{
    return urne_fail(err, URNE_E_CRULE_UNFIT, URNE_NOWHERE, key, value, wants, NULL);
}

/* Completions and the comparison step belong to equal shares: a rule that would pass
 * over them in silence is refused. */
static urne_code check_parts(const urne_count_rule *rule, urne_err *err)
{
    if (rule->completion != URNE_COMPLETION_NONE && rule->rule != URNE_RULE_MES) {
        return unfit("completion", urne_completion_name(rule->completion),
                     N_("it belongs to the rule mes"), err);
    }
    if (rule->comparison != URNE_COMPARISON_NONE && rule->rule != URNE_RULE_MES) {
        return unfit("comparison", urne_comparison_name(rule->comparison),
                     N_("it belongs to the rule mes"), err);
    }
    return URNE_OK;
}

urne_code urne_count_rule_check(const urne_count_rule *rule, const urne_election *e,
                                urne_err *err)
{
    bool points = rule->utility == URNE_UTILITY_POINTS ||
                  rule->utility == URNE_UTILITY_POINTS_COST;
    bool ranks =
        rule->utility == URNE_UTILITY_BORDA || rule->utility == URNE_UTILITY_BORDA_1;
    /* The points of an ordinal ballot are its ranks from the end. */
    if (points && (e->type == URNE_VOTE_APPROVAL || e->type == URNE_VOTE_CHOOSE1)) {
        return unfit("utility", urne_utility_name(rule->utility),
                     N_("the ballots carry no points"), err);
    }
    if (ranks && e->type != URNE_VOTE_ORDINAL) {
        return unfit("utility", urne_utility_name(rule->utility),
                     N_("the ballots are no orders of preference"), err);
    }
    return check_parts(rule, err);
}
