/* model/count_config: count.json key by key, every refusal with its place, and the rule
 * that it makes for an election. */
#include "model/count_limits.h"
#include "oracle/box.h"
#include "oracle/program.h"

static const char whole[] =
    "{\n"
    "\"urne\": \"count/1\", \"//\": \"a comment\",\n"
    "\"body\": \"Nancy\", \"title\": \"Budget\", \"budget\": \"1000.50\",\n"
    "\"rule\": \"mes\", \"utility\": \"points\", \"threshold\": \"5%\",\n"
    "\"unsupported\": \"keep\", \"completion\": \"add1u\",\n"
    "\"completion-utility\": \"votes\", \"comparison\": \"satisfaction\",\n"
    "\"add1\": {\"start\": \"floor\", \"stop\": \"all\", \"increment\": \"0.5\"},\n"
    "\"ties\": [\"min-cost\", \"lot\"],\n"
    "\"envelopes\": [{\"column\": \"district\", \"value\": \"Nord\", \"amount\": "
    "300},\n"
    "  {\"column\": \"district\", \"value\": \"Sud\", \"amount\": \"33.333333%\"}],\n"
    "\"reserved\": [{\"column\": \"category\", \"value\": \"green\", \"share\": "
    "\"30%\"}],\n"
    "\"incompatible\": [[\"c\", \"a\"]], \"joined\": [[\"b\", \"d\"]],\n"
    "\"type\": \"cumulative\",\n"
    "\"ballots\": {\"projects\": {\"least\": 1, \"most\": 3},\n"
    "  \"points\": {\"least\": \"0.25\", \"most\": \"2.05\"}, \"sum-points\": "
    "{\"most\": 9},\n"
    "  \"cost\": {\"most\": \"500.005\"}, \"age\": 11, \"residence\": [\"Nancy\"],\n"
    "  \"methods\": [\"internet\", \"paper\"], \"in-person\": [\"paper\"], "
    "\"voter-twice\": \"paper-then-last\",\n"
    "  \"duplicate-project\": \"set-aside\", \"unknown-project\": \"set-aside\"},\n"
    "\"columns\": {\"voter\": \"numero\", \"vote\": \"projets\", \"points\": "
    "\"points\",\n"
    "  \"method\": \"voie\", \"age\": \"age\", \"residence\": \"commune\"},\n"
    "\"sources\": [{\"dice\": 24}]\n"
    "}\n";

static urne_code parse(urne_count_config **c, urne_arena *arena, const char *json,
                       urne_err *err)
{
    *err = (urne_err)URNE_ERR_NONE;
    return urne_count_config_read(c, arena, urne_str_of(json), "count.json", err);
}

/* Four projects at two places: a Nord green, b Nord "x, green", c Sud, d Sud. */
static urne_election *town(urne_arena *arena)
{
    static const char *const cells[][2] = {
        {"Nord", "green"}, {"Nord", "x, green"}, {"Sud", "x"}, {"Sud", ""}};
    urne_election *e = urne_arena_alloc(arena, sizeof *e);
    e->type = URNE_VOTE_CUMULATIVE;
    e->places = 2;
    e->point_places = 1;
    e->n_projects = 4;
    e->projects = urne_arena_array(arena, 4, sizeof *e->projects);
    e->n_project_columns = 2;
    e->project_columns = urne_arena_array(arena, 2, sizeof *e->project_columns);
    e->project_columns[0] = URNE_STR("district");
    e->project_columns[1] = URNE_STR("category");
    e->n_ballot_columns = 3;
    e->ballot_columns = urne_arena_array(arena, 3, sizeof *e->ballot_columns);
    e->ballot_columns[0] = URNE_STR("age");
    e->ballot_columns[1] = URNE_STR("residence");
    e->ballot_columns[2] = URNE_STR("voting_method");
    for (size_t i = 0; i < 4; i++) {
        e->projects[i].id = urne_str_slice(URNE_STR("abcd"), i, i + 1);
        e->projects[i].cost = 10000 * (i + 1);
        e->projects[i].cells = urne_arena_array(arena, 2, sizeof(urne_str));
        e->projects[i].cells[0] = urne_str_of(cells[i][0]);
        e->projects[i].cells[1] = urne_str_of(cells[i][1]);
    }
    return e;
}

START_TEST(every_key)
{
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    ck_assert_int_eq(parse(&c, arena, whole, &err), URNE_OK);
    ck_assert(urne_str_is(c->body, "Nancy") && urne_str_is(c->title, "Budget"));
    ck_assert(urne_str_is(c->budget, "1000.50"));
    ck_assert_int_eq(c->rule.rule, URNE_RULE_MES);
    ck_assert_int_eq(c->rule.utility, URNE_UTILITY_POINTS);
    ck_assert_int_eq(c->rule.completion, URNE_COMPLETION_ADD1U);
    ck_assert(c->rule.completion_by_votes && c->rule.keep_unsupported);
    ck_assert_int_eq(c->rule.add1_start, URNE_ADD1_FLOOR);
    ck_assert_int_eq(c->rule.add1_stop, URNE_ADD1_ALL);
    ck_assert_int_eq(c->rule.comparison, URNE_COMPARISON_SATISFACTION);
    ck_assert_uint_eq(c->rule.n_ties, 2);
    ck_assert_uint_eq(c->rule.threshold.den, 20);
    ck_assert_uint_eq(c->n_envelopes, 2);
    ck_assert(c->envelopes[1].percent);
    ck_assert_uint_eq(c->n_reserved, 1);
    ck_assert_uint_eq(c->limits.n_methods, 2);
    ck_assert_str_eq(c->limits.voter_twice, "paper-then-last");
    ck_assert(c->limits.duplicate_aside && c->limits.unknown_aside);
    ck_assert(urne_str_is(c->columns.residence, "commune"));
    ck_assert(urne_str_is(c->type, "cumulative"));
    ck_assert_uint_eq(c->n_sources, 1);
    ck_assert(urne_count_config_has(c, "ties") && !urne_count_config_has(c, "seats"));
    ck_assert_int_eq(urne_count_config_whole(c, &err), URNE_OK);
    ck_assert(urne_count_config_is(arena, urne_str_of(whole)));
    ck_assert(!urne_count_config_is(arena, URNE_STR("{\"urne\": \"rules/1\"}")));
    ck_assert(!urne_count_config_is(arena, URNE_STR("[")));
    urne_arena_free(arena);
}
END_TEST

START_TEST(resolved)
{
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    urne_count_rule r;
    urne_election *e = town(arena);
    ck_assert_int_eq(parse(&c, arena, whole, &err), URNE_OK);
    ck_assert_int_eq(urne_count_config_resolve(&r, arena, c, e, &err), URNE_OK);
    ck_assert_uint_eq(e->budget, 100050);
    ck_assert_uint_eq(r.add1_increment, 50);
    ck_assert_uint_eq(r.n_caps, 3);
    ck_assert_uint_eq(r.caps[0].amount, 30000);
    ck_assert(r.caps[0].in[0] && r.caps[0].in[1] && !r.caps[0].in[2]);
    ck_assert(urne_str_is(r.caps[0].label, "district = Nord"));
    /* 33.333333% of 100050 is 33349.99...: down. */
    ck_assert_uint_eq(r.caps[1].amount, 33349);
    ck_assert(
        urne_str_is(r.caps[1].label, "district = Sud (33.333333%, rounded down)"));
    /* 30% are 30015; the others share the rest. */
    ck_assert_uint_eq(r.caps[2].amount, 100050 - 30015);
    ck_assert(!r.caps[2].in[0] && !r.caps[2].in[1] && r.caps[2].in[2] &&
              r.caps[2].in[3]);
    ck_assert(urne_str_is(r.caps[2].label, "all but category = green (30% reserved)"));
    ck_assert_uint_eq(r.n_rivals, 1);
    ck_assert_uint_eq(r.rivals[0].p[0], 0);
    ck_assert_uint_eq(r.rivals[0].p[1], 2);
    ck_assert_uint_eq(r.joined[0].p[0], 1);
    ck_assert_uint_eq(r.joined[0].p[1], 3);
    urne_arena_free(arena);
}
END_TEST

START_TEST(limits)
{
    static const char *const due[] = {"projects 1 3",
                                      "points 3 20",
                                      "sum-points - 90",
                                      "cost - 50000",
                                      "age 11",
                                      "residence Nancy",
                                      "methods internet",
                                      "methods paper",
                                      "in-person paper",
                                      "voter-twice paper-then-last",
                                      "duplicate-project set-aside",
                                      "unknown-project set-aside"};
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    urne_validity v;
    urne_election_options options = {.n_paths = 0};
    size_t n;
    ck_assert_int_eq(parse(&c, arena, whole, &err), URNE_OK);
    ck_assert_int_eq(urne_count_config_validity(&v, c, town(arena), &err), URNE_OK);
    urne_limit *lines = urne_limits_of(&n, arena, &v);
    ck_assert_uint_eq(n, PROGRAM_COUNT(due));
    for (size_t i = 0; i < n; i++) {
        urne_buf line = urne_buf_new(arena, 64);
        urne_buf_addz(&line, lines[i].word);
        urne_buf_addc(&line, ' ');
        urne_buf_add(&line, lines[i].value);
        ck_assert_msg(urne_str_is(urne_buf_str(&line), due[i]), "%s", due[i]);
        ck_assert(urne_limit_ok(&lines[i]));
    }
    /* E-COUNT-113: a limit on what no file says. */
    urne_election *mute = town(arena);
    mute->n_ballot_columns = 2;
    ck_assert_int_eq(urne_count_config_validity(&v, c, mute, &err), URNE_E_CRULE_LIMIT);
    ck_assert_str_eq(err.diag[0].arg[0], "methods");
    urne_count_config_reading(&options, arena, c);
    ck_assert_uint_eq(options.n_columns, 6);
    ck_assert_str_eq(options.columns[0].role, "voter");
    ck_assert_str_eq(options.columns[0].column, "numero");
    ck_assert_str_eq(options.policy.budget, "1000.50");
    ck_assert(options.policy.voters_twice && options.policy.unknown_aside);
    urne_arena_free(arena);
}
END_TEST

/* Inside "rule": "greedy" and the rest of a small count.json. */
#define SMALL(more) "{\"urne\": \"count/1\", \"rule\": \"greedy\"" more "}"
#define MES(more)   "{\"urne\": \"count/1\", \"rule\": \"mes\"" more "}"

static const struct {
    const char *json;
    urne_code code;
    unsigned column; /* of the fault, on line 1; 0: not looked at */
} broken[] = {
    {"[]", URNE_E_RULES_OBJECT, 1},
    {"{}", URNE_E_RULES_MISSING, 1},
    {"{\"urne\": \"count/2\", \"rule\": \"greedy\"}", URNE_E_RULES_VALUE, 0},
    {"{\"urne\": \"count/1\"}", URNE_E_RULES_MISSING, 1},
    {"{\"urne\": \"count/1\", \"rule\": \"stv\"}", URNE_E_RULES_VALUE, 0},
    {SMALL(", \"rules\": 1"), URNE_E_JSON_KEY, 0},
    {SMALL(", \"completion\": \"none\""), URNE_E_CRULE_UNUSED, 0},
    {SMALL(", \"comparison\": \"none\""), URNE_E_CRULE_UNUSED, 0},
    {SMALL(", \"add1\": {}"), URNE_E_CRULE_UNUSED, 0},
    {SMALL(", \"phragmen\": \"stop\""), URNE_E_CRULE_UNUSED, 0},
    {MES(", \"by\": \"votes\""), URNE_E_CRULE_UNUSED, 0},
    {MES(", \"stop\": \"skip\""), URNE_E_CRULE_UNUSED, 0},
    {SMALL(", \"by\": \"votes\", \"utility\": \"cost\""), URNE_E_RULES_TWICE, 0},
    {SMALL(", \"by\": \"cost\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"utility\": \"votes\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"stop\": \"stop\""), URNE_E_RULES_VALUE, 0},
    {MES(", \"completion\": \"add2\""), URNE_E_RULES_VALUE, 0},
    {MES(", \"completion-utility\": \"cost\""), URNE_E_RULES_VALUE, 0},
    {MES(", \"comparison\": 1"), URNE_E_RULES_VALUE, 0},
    {MES(", \"add1\": {\"start\": \"x\"}"), URNE_E_RULES_VALUE, 0},
    {MES(", \"add1\": {\"stop\": \"x\"}"), URNE_E_RULES_VALUE, 0},
    {MES(", \"add1\": {\"increment\": \"-1\"}"), URNE_E_RULES_VALUE, 0},
    {MES(", \"add1\": {\"step\": 1}"), URNE_E_JSON_KEY, 0},
    {SMALL(", \"threshold\": 50"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"threshold\": \"101%\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"unsupported\": true"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"seats\": 0"), URNE_E_RULES_RANGE, 0},
    {SMALL(", \"seats\": 3, \"budget\": 5"), URNE_E_RULES_TWICE, 0},
    {SMALL(", \"budget\": \"1,5\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"budget\": [1]"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ties\": []"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ties\": [\"lot\", \"lot\"]"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ties\": [\"file,id\", 1]"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ties\": \"lot\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"type\": \"knapsack\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"envelopes\": {}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"envelopes\": [{\"column\": \"a\", \"value\": \"b\"}]"),
     URNE_E_RULES_MISSING, 0},
    {SMALL(", \"envelopes\": [{\"column\": \"a\", \"value\": \"b\", \"share\": 1}]"),
     URNE_E_JSON_KEY, 0},
    {SMALL(", \"reserved\": [{\"column\": \"a\", \"value\": \"b\", \"share\": "
           "\"1.0000001%\"}]"),
     URNE_E_RULES_VALUE, 0},
    {SMALL(", \"reserved\": [{\"column\": \"a\", \"value\": \"b\", \"share\": \"1\"},"
           "{\"column\": \"a\", \"value\": \"b\", \"share\": \"2\"}]"),
     URNE_E_RULES_TWICE, 0},
    {SMALL(", \"incompatible\": [[\"a\"]]"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"incompatible\": [[\"a\", \"a\"]]"), URNE_E_RULES_TWICE, 0},
    {SMALL(", \"joined\": [[\"a\", 1]]"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"joined\": \"a\""), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": []"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"project\": {}}"), URNE_E_JSON_KEY, 0},
    {SMALL(", \"ballots\": {\"projects\": {}}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"projects\": {\"least\": \"1\"}}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"projects\": {\"least\": 3, \"most\": 2}}"),
     URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"points\": {\"least\": \"0.3\", \"most\": \"0.25\"}}"),
     URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"age\": 151}"), URNE_E_RULES_RANGE, 0},
    {SMALL(", \"ballots\": {\"methods\": []}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"methods\": [\"a\", \"a\"]}"), URNE_E_RULES_TWICE, 0},
    {SMALL(", \"ballots\": {\"voter-twice\": \"best\"}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"ballots\": {\"duplicate-project\": \"refuse\"}"), URNE_E_RULES_VALUE,
     0},
    {SMALL(", \"ballots\": {\"unknown-project\": \"once\"}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"columns\": {\"voter\": \"\"}"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"columns\": {\"name\": \"x\"}"), URNE_E_JSON_KEY, 0},
    {SMALL(", \"columns\": {\"vote\": \"x\", \"projects\": {\"A\": \"a\"}}"),
     URNE_E_RULES_VALUE, 0},
    {SMALL(", \"columns\": {\"projects\": {\"A\": \"a\", \"B\": \"a\"}}"),
     URNE_E_RULES_TWICE, 0},
    {SMALL(", \"sources\": []"), URNE_E_RULES_VALUE, 0},
    {SMALL(", \"body\": \"\""), URNE_E_RULES_VALUE, 0}};

START_TEST(refused)
{
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    ck_assert_msg(parse(&c, arena, broken[_i].json, &err) == broken[_i].code, "%s: %s",
                  broken[_i].json,
                  err.kept > 0 ? urne_code_get(err.diag[0].code)->id : "accepted");
    ck_assert_str_eq(err.diag[0].file, "count.json");
    ck_assert_uint_eq(err.diag[0].line, 1);
    ck_assert(broken[_i].column == 0 || err.diag[0].column == broken[_i].column);
    ck_assert_uint_gt(err.diag[0].column, 0);
    urne_arena_free(arena);
}
END_TEST

/* E-COUNT-101 to E-COUNT-110: what does not fit the election. */
static const struct {
    const char *json;
    const char *id;
    unsigned column;
} unfit[] = {
    {SMALL(", \"budget\": 9, \"utility\": \"borda\""), "E-COUNT-101", 0},
    {MES(", \"by\": \"votes\""), "E-COUNT-102", 42},
    {SMALL(", \"budget\": 9, \"joined\": [[\"a\", \"A\"]]"), "E-COUNT-103", 69},
    {SMALL(", \"budget\": 9, \"envelopes\": [{\"column\": \"Nord\", \"value\": \"x\", "
           "\"amount\": 1}]"),
     "E-COUNT-104", 0},
    {SMALL(", \"budget\": 9, \"envelopes\": [{\"column\": \"district\", \"value\": "
           "\"Est\", \"amount\": 1}]"),
     "E-COUNT-105", 0},
    {SMALL(", \"budget\": \"9.005\""), "E-COUNT-106", 0},
    {SMALL(", \"budget\": 9, \"envelopes\": [{\"column\": \"district\", \"value\": "
           "\"Sud\", \"amount\": \"9.01\"}]"),
     "E-COUNT-107", 0},
    {SMALL(", \"budget\": 9, \"joined\": [[\"a\", \"b\"], [\"c\", \"a\"]]"),
     "E-COUNT-108", 0},
    {SMALL(""), "E-COUNT-110", 0}};

START_TEST(does_not_fit)
{
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    urne_count_rule r;
    urne_code code = parse(&c, arena, unfit[_i].json, &err);
    code = code == URNE_OK ? urne_count_config_resolve(&r, arena, c, town(arena), &err)
                           : code;
    ck_assert_str_eq(urne_code_get(code)->id, unfit[_i].id);
    ck_assert_msg(unfit[_i].column == 0 || err.diag[0].column == unfit[_i].column,
                  "%s: column %u", unfit[_i].id, (unsigned)err.diag[0].column);
    urne_arena_free(arena);
}
END_TEST

/* E-COUNT-109, and a budget that only the ballots name. */
START_TEST(two_budgets)
{
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    urne_count_rule r;
    urne_election *e = town(arena);
    e->budget = 901;
    ck_assert_int_eq(parse(&c, arena, SMALL(", \"budget\": 9"), &err), URNE_OK);
    ck_assert_int_eq(urne_count_config_resolve(&r, arena, c, e, &err),
                     URNE_E_CRULE_BUDGET);
    ck_assert_str_eq(err.diag[0].arg[1], "9.01");
    ck_assert_int_eq(parse(&c, arena, SMALL(""), &err), URNE_OK);
    ck_assert_int_eq(urne_count_config_resolve(&r, arena, c, e, &err), URNE_OK);
    ck_assert_uint_eq(r.add1_increment, 100);
    ck_assert_int_eq(parse(&c, arena, SMALL(", \"seats\": 2"), &err), URNE_OK);
    ck_assert_int_eq(urne_count_config_resolve(&r, arena, c, e, &err), URNE_OK);
    ck_assert_uint_eq(r.seats, 2);
    ck_assert_uint_eq(r.add1_increment, 1);
    urne_arena_free(arena);
}
END_TEST

START_TEST(a_dossier_needs_more)
{
    static const char *const parts[] = {SMALL(""), SMALL(", \"body\": \"x\""),
                                        SMALL(", \"body\": \"x\", \"title\": \"y\"")};
    static const char *const missing[] = {"body", "title", "sources"};
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err;
    for (size_t i = 0; i < PROGRAM_COUNT(parts); i++) {
        ck_assert_int_eq(parse(&c, arena, parts[i], &err), URNE_OK);
        ck_assert_int_eq(urne_count_config_whole(c, &err), URNE_E_RULES_MISSING);
        ck_assert_str_eq(err.diag[0].arg[0], missing[i]);
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_key", every_key, 0, 0},
        {"resolved", resolved, 0, 0},
        {"limits", limits, 0, 0},
        {"refused", refused, PROGRAM_COUNT(broken), 0},
        {"does_not_fit", does_not_fit, PROGRAM_COUNT(unfit), 0},
        {"two_budgets", two_budgets, 0, 0},
        {"a_dossier_needs_more", a_dossier_needs_more, 0, 0},
    };
    return program_run("count_config", tests, PROGRAM_COUNT(tests), 60);
}
