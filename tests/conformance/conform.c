/* conform DATA LISTS [--oracle]: what other programs and cities found on real
 * elections, found again. TAP.
 *
 * DATA is a folder of Pabulib files with reference.jsonl, one result of one program a
 * line. Every row whose convention a rule of urne can say must come out alike: the set,
 * the cost, and the order where the row has one. Rows that no urne rule can say are
 * left out by kind (see `excluded`), others only by name, in LISTS/declined.txt; a row
 * of that list that comes out alike is a failure too. Then the outcomes that the cities
 * declared, with LISTS/official.txt for those that their own rule does not explain.
 *
 * With --oracle the naive count of tests/oracle runs beside, where it can. */
#include "conformance/official.h"

/* ---- Groups of rows: one line of TAP each ---- */

enum { GROUPS = 200, LINE = 1 << 20 };

typedef struct group {
    char name[768];
    size_t rows, same, excluded, declined, wrong;
} group;

static group groups[GROUPS];
static size_t n_groups, n_tests, n_failed;

static group *group_of(const char *peer, const char *what)
{
    char name[768];
    snprintf(name, sizeof name, "%s: %s", peer, what);
    for (size_t i = 0; i < n_groups; i++) {
        if (strcmp(groups[i].name, name) == 0) {
            return &groups[i];
        }
    }
    if (n_groups == GROUPS) {
        printf("Bail out! too many groups of rows\n");
        exit(2);
    }
    strcpy(groups[n_groups].name, name);
    return &groups[n_groups++];
}

static void report(void)
{
    size_t rows = 0, same = 0, excluded = 0, declined = 0;
    for (size_t i = 0; i < n_groups; i++) {
        const group *g = &groups[i];
        printf("%sok %zu - %s: %zu rows, %zu reproduced, %zu excluded by rule, "
               "%zu declined\n",
               g->wrong > 0 ? "not " : "", ++n_tests, g->name, g->rows, g->same,
               g->excluded, g->declined);
        n_failed += g->wrong > 0 ? 1 : 0;
        rows += g->rows;
        same += g->same;
        excluded += g->excluded;
        declined += g->declined;
    }
    printf("# all: %zu rows, %zu reproduced, %zu excluded by rule, %zu declined\n",
           rows, same, excluded, declined);
}

/* ---- Rows of reference.jsonl ---- */

static const char *text(const cJSON *object, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static bool has_word(const cJSON *list, const char *word)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_IsString(item) && strcmp(item->valuestring, word) == 0) {
            return true;
        }
    }
    return false;
}

/* Why a row cannot be asked of urne at all, or NULL. */
static const char *excluded(const cJSON *row, const cJSON *params)
{
    if (strcmp(text(row, "rule"), "cstv") == 0) {
        return "cstv";
    }
    if (cJSON_GetObjectItemCaseSensitive(row, "error") != NULL) {
        return "error";
    }
    if (strcmp(text(params, "accuracy"), "floats") == 0) {
        return "floats";
    }
    return strcmp(text(params, "profile"), "multi") == 0 ? "multi-profile" : NULL;
}

static bool set_ties(urne_count_rule *rule, const char *ties)
{
    static const struct {
        const char *name;
        urne_tie_kind kinds[3];
        size_t n;
    } known[] = {
        {"lexico", {URNE_TIE_ID}, 1},
        {"maxVotes,minCost,lexico",
         {URNE_TIE_MAX_VOTES, URNE_TIE_MIN_COST, URNE_TIE_ID},
         3},
        {"minCost,maxVotes,lexico",
         {URNE_TIE_MIN_COST, URNE_TIE_MAX_VOTES, URNE_TIE_ID},
         3},
        {"maxVotes,minCost then error",
         {URNE_TIE_MAX_VOTES, URNE_TIE_MIN_COST, URNE_TIE_FILE},
         3},
        {"minCost,maxVotes then error",
         {URNE_TIE_MIN_COST, URNE_TIE_MAX_VOTES, URNE_TIE_FILE},
         3},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(ties, known[i].name) == 0) {
            memcpy(rule->ties, known[i].kinds, sizeof known[i].kinds);
            rule->n_ties = known[i].n;
            return true;
        }
    }
    return false;
}

static bool set_utility(urne_count_rule *rule, const char *sat)
{
    static const struct {
        const char *name;
        urne_utility utility;
    } known[] = {{"", URNE_UTILITY_CARDINALITY},
                 {"cost", URNE_UTILITY_COST},
                 {"cardinality", URNE_UTILITY_CARDINALITY},
                 {"additive_points", URNE_UTILITY_POINTS},
                 {"borda", URNE_UTILITY_BORDA}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(sat, known[i].name) == 0) {
            rule->utility = known[i].utility;
            return true;
        }
    }
    return false;
}

/* How the increments of Add1 begin and end, by the words of each program. */
static bool set_add1(urne_count_rule *rule, const cJSON *params)
{
    const char *words = text(params, "convention");
    const cJSON *options = cJSON_GetObjectItemCaseSensitive(params, "add1options");
    if (options != NULL) {
        rule->add1_start =
            has_word(options, "integral") ? URNE_ADD1_FLOOR : URNE_ADD1_EXACT;
        rule->add1_stop =
            has_word(options, "exhaustive") ? URNE_ADD1_ALL : URNE_ADD1_NONE;
        return true;
    }
    bool exact =
        strncmp(words, "pabutools", 9) == 0 || strstr(words, "start B/n") != NULL;
    bool none = strstr(words, "no exhaustive stop") != NULL;
    bool floor =
        strstr(words, "integral") != NULL || strstr(words, "floor(B/n)") != NULL;
    rule->add1_start = exact ? URNE_ADD1_EXACT : URNE_ADD1_FLOOR;
    rule->add1_stop = none    ? URNE_ADD1_NONE
                      : exact ? URNE_ADD1_SUPPORTED
                              : URNE_ADD1_ALL;
    return exact != floor;
}

static bool set_completion(urne_count_rule *rule, const cJSON *params)
{
    const char *name = text(params, "completion");
    bool same = cJSON_GetObjectItemCaseSensitive(params, "add1options") == NULL;
    if (strcmp(name, "utilitarian") == 0) {
        rule->completion = URNE_COMPLETION_UTILITARIAN;
    } else if (strcmp(name, "add1") == 0 || strcmp(name, "add1u") == 0) {
        rule->completion =
            name[4] == 'u' ? URNE_COMPLETION_ADD1U : URNE_COMPLETION_ADD1;
        if (!set_add1(rule, params)) {
            return false;
        }
    } else if (strcmp(name, "none") != 0) {
        return false;
    }
    rule->completion_by_votes = !same; /* the compute tool always completes by votes */
    /* both programs complete with projects that nobody supports */
    rule->keep_unsupported = rule->completion != URNE_COMPLETION_NONE;
    return true;
}

/* The rule of urne that says what the row's program did. */
static bool rule_of(urne_count_rule *rule, const urne_election *e, const cJSON *row,
                    const cJSON *params)
{
    const char *name = text(row, "rule");
    *rule = conform_rule(e);
    if (!set_ties(rule, text(row, "tie_breaking")) ||
        !set_utility(rule, text(params, "sat"))) {
        return false;
    }
    rule->keep_unsupported = true;
    if (strcmp(name, "greedy") == 0) {
        return true;
    }
    if (strcmp(name, "phragmen") == 0) {
        rule->rule = URNE_RULE_PHRAGMEN;
        rule->skip = false;
        return true;
    }
    rule->rule = URNE_RULE_MES;
    return strcmp(name, "mes") == 0 && set_completion(rule, params);
}

/* "178000", "177800.5" or "355601/2" of the currency equals this many units? */
static bool same_cost(const cJSON *cost, uint64_t units, unsigned places)
{
    char number[64];
    mpq_t want, got;
    mpz_t scale;
    bool same = false;
    if (cJSON_IsNumber(cost)) {
        snprintf(number, sizeof number, "%.0f", cost->valuedouble);
    } else if (cJSON_IsString(cost) && strlen(cost->valuestring) < sizeof number) {
        strcpy(number, cost->valuestring);
    } else {
        return false;
    }
    mpq_inits(want, got, NULL);
    mpz_init(scale);
    mpz_ui_pow_ui(scale, 10, places);
    mpq_set_ui(got, units, 1);
    mpz_set(mpq_denref(got), scale);
    mpq_canonicalize(got);
    if (mpq_set_str(want, number, 10) == 0 && mpz_sgn(mpq_denref(want)) != 0) {
        mpq_canonicalize(want);
        same = mpq_equal(want, got) != 0;
    }
    mpz_clear(scale);
    mpq_clears(want, got, NULL);
    return same;
}

static bool same_projects(const cJSON *ids, const conform_outcome *got, bool in_order)
{
    const cJSON *id;
    size_t at = 0;
    if ((size_t)cJSON_GetArraySize(ids) != got->n) {
        return false;
    }
    cJSON_ArrayForEach(id, ids)
    {
        bool found = false;
        for (size_t i = 0; i < got->n && !found; i++) {
            found = urne_str_is(got->id[i], id->valuestring) && (!in_order || i == at);
        }
        if (!found) {
            return false;
        }
        at++;
    }
    return true;
}

static const char *difference(const cJSON *row, const conform_outcome *got,
                              unsigned places)
{
    const cJSON *order = cJSON_GetObjectItemCaseSensitive(row, "order");
    if (got->failed != NULL) {
        return got->failed;
    }
    if (!same_projects(cJSON_GetObjectItemCaseSensitive(row, "selected"), got, false)) {
        return "other projects";
    }
    if (!same_cost(cJSON_GetObjectItemCaseSensitive(row, "cost"), got->cost, places)) {
        return "another cost";
    }
    /* pabutools sorts what Phragmen has selected by id */
    bool ordered = cJSON_IsArray(order) && strcmp(text(row, "rule"), "phragmen") != 0;
    return ordered && !same_projects(order, got, true) ? "another order" : NULL;
}

static void one_row(conform *c, const cJSON *row)
{
    const cJSON *params = cJSON_GetObjectItemCaseSensitive(row, "params");
    char *shown = cJSON_PrintUnformatted(params);
    char what[512];
    urne_count_rule rule;
    snprintf(what, sizeof what, "%s %s%s%s", text(row, "rule"), text(params, "sat"),
             text(params, "completion")[0] ? " " : "", text(params, "completion"));
    group *g = group_of(text(row, "peer"), what);
    snprintf(what, sizeof what, "%s %s %s", text(row, "rule"), shown,
             text(row, "tie_breaking"));
    g->rows++;
    if (excluded(row, params) != NULL) {
        g->excluded++;
        free(shown);
        return;
    }
    const urne_election *e =
        conform_election(c, text(row, "file"), text(row, "sha256"));
    if (strcmp(text(row, "peer"), "pabulib-checker") == 0) {
        e = conform_floored(c, e);
    }
    bool declined =
        conform_listed(&c->declined, text(row, "file"), text(row, "peer"), what);
    const char *other = "no rule of urne says it";
    if (rule_of(&rule, e, row, params)) {
        conform_outcome got = conform_count(c, e, &rule);
        other = difference(row, &got, e->places);
    }
    if ((other != NULL) != declined) {
        printf("# %s\t%s\t%s\t%s\n", text(row, "file"), text(row, "peer"), what,
               other == NULL ? "is declined, and comes out alike" : other);
        g->wrong++;
    }
    g->same += other == NULL ? 1 : 0;
    g->declined += declined ? 1 : 0;
    free(shown);
}

static void all_rows(conform *c)
{
    char path[4096];
    char *line = malloc(LINE);
    snprintf(path, sizeof path, "%s/reference.jsonl", c->data);
    FILE *in = fopen(path, "r");
    if (in == NULL || line == NULL) {
        printf("Bail out! cannot read %s\n", path);
        exit(2);
    }
    while (fgets(line, LINE, in) != NULL) {
        cJSON *row = cJSON_Parse(line);
        if (row == NULL) {
            printf("Bail out! a line of %s is no JSON\n", path);
            exit(2);
        }
        one_row(c, row);
        cJSON_Delete(row);
    }
    fclose(in);
    free(line);
    report();
}

int main(int argc, char **argv)
{
    static conform c;
    const char *mode = argc > 3 ? argv[3] : "";
    if (argc < 3) {
        fprintf(stderr, "usage: conform DATA LISTS [--oracle|--oracle-alone]\n");
        return 2;
    }
    urne_crypto_init();
    c.arena = urne_arena_new();
    c.data = argv[1];
    c.oracle = strcmp(mode, "--oracle") == 0;
    c.alone = strcmp(mode, "--oracle-alone") == 0;
    conform_list_read(&c.declined, argv[2], "declined.txt");
    conform_list_read(&c.unofficial, argv[2], "official.txt");
    all_rows(&c);
    conform_official(&c, &n_tests, &n_failed);
    conform_oracle_says(&c, &n_tests, &n_failed);
    size_t stale = conform_list_stale(&c.declined) + conform_list_stale(&c.unofficial);
    printf("%sok %zu - the lists name only what is there\n", stale > 0 ? "not " : "",
           ++n_tests);
    n_failed += stale > 0 ? 1 : 0;
    printf("1..%zu\n", n_tests);
    conform_list_free(&c.declined);
    conform_list_free(&c.unofficial);
    urne_arena_free(c.arena);
    return n_failed == 0 ? 0 : 1;
}
