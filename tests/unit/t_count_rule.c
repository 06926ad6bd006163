/* model/count_rule: names there and back, ties, thresholds, what fits the ballots. */
#include "model/count_rule.h"
#include "oracle/program.h"

START_TEST(names)
{
    int n = 0;
    for (int i = 0; urne_rule_name((urne_rule)i) != NULL; i++, n++) {
        urne_rule v = URNE_RULE_GREEDY;
        ck_assert(urne_rule_parse(urne_str_of(urne_rule_name((urne_rule)i)), &v));
        ck_assert_int_eq((int)v, i);
    }
    ck_assert_int_eq(n, 4);
    for (int i = 0; urne_utility_name((urne_utility)i) != NULL; i++, n++) {
        urne_utility v = URNE_UTILITY_COST;
        urne_str name = urne_str_of(urne_utility_name((urne_utility)i));
        ck_assert(urne_utility_parse(name, &v));
        ck_assert_int_eq((int)v, i);
    }
    ck_assert_int_eq(n, 10);
    for (int i = 0; urne_tie_kind_name((urne_tie_kind)i) != NULL; i++, n++) {
        urne_tie_kind v = URNE_TIE_FILE;
        urne_str name = urne_str_of(urne_tie_kind_name((urne_tie_kind)i));
        ck_assert(urne_tie_kind_parse(name, &v));
        ck_assert_int_eq((int)v, i);
    }
    ck_assert_int_eq(n, 15);
    urne_completion c = URNE_COMPLETION_NONE;
    urne_add1_start start = URNE_ADD1_EXACT;
    urne_add1_stop stop = URNE_ADD1_SUPPORTED;
    urne_comparison x = URNE_COMPARISON_NONE;
    ck_assert(urne_completion_parse(URNE_STR("add1u"), &c));
    ck_assert_int_eq(c, URNE_COMPLETION_ADD1U);
    ck_assert(urne_add1_start_parse(URNE_STR("floor"), &start));
    ck_assert_int_eq(start, URNE_ADD1_FLOOR);
    ck_assert(urne_add1_stop_parse(URNE_STR("none"), &stop));
    ck_assert_int_eq(stop, URNE_ADD1_NONE);
    ck_assert(urne_comparison_parse(URNE_STR("exclusion-ratio"), &x));
    ck_assert_int_eq(x, URNE_COMPARISON_EXCLUSION_RATIO);
    ck_assert(!urne_comparison_parse(URNE_STR("Satisfaction"), &x));
    ck_assert_int_eq(x, URNE_COMPARISON_EXCLUSION_RATIO);
    ck_assert_str_eq(urne_completion_name(URNE_COMPLETION_ADD1), "add1");
    ck_assert_str_eq(urne_add1_start_name(URNE_ADD1_EXACT), "exact");
    ck_assert_str_eq(urne_add1_stop_name(URNE_ADD1_ALL), "all");
    ck_assert_str_eq(urne_comparison_name(URNE_COMPARISON_SATISFACTION),
                     "satisfaction");
    ck_assert_ptr_null(urne_completion_name((urne_completion)4));
}
END_TEST

START_TEST(tie_orders)
{
    static const char *const bad[] = {"",
                                      "file,",
                                      ",file",
                                      "file,file",
                                      "file, id",
                                      "lots",
                                      "file,id,min-cost,max-votes,lot,file"};
    urne_count_rule rule = {.n_ties = 0};
    ck_assert(urne_ties_parse(URNE_STR("min-cost,max-votes,lot"), &rule));
    ck_assert_uint_eq(rule.n_ties, 3);
    ck_assert_int_eq(rule.ties[1], URNE_TIE_MAX_VOTES);
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(!urne_ties_parse(urne_str_of(bad[i]), &rule), "%s", bad[i]);
    }
    ck_assert_uint_eq(rule.n_ties, 3);
    ck_assert(urne_ties_parse(URNE_STR("file,id,min-cost,max-votes,lot"), &rule));
    ck_assert_uint_eq(rule.n_ties, URNE_TIES_MAX);
}
END_TEST

START_TEST(thresholds)
{
    static const struct {
        const char *text;
        uint64_t num, den;
        bool of_ballots;
    } good[] = {{"50", 50, 1, false},    {"50.0", 50, 1, false}, {"2.5", 5, 2, false},
                {"5%", 1, 20, true},     {"100%", 1, 1, true},   {"0", 0, 1, false},
                {"0.25%", 1, 400, true}, {"0%", 0, 1, false}};
    static const char *const bad[] = {"",
                                      "%",
                                      "-1",
                                      "5 %",
                                      "1,5",
                                      "101%",
                                      "1.0123456789",
                                      "5%%",
                                      "1e2",
                                      ".5",
                                      "9007199254740992"};
    urne_threshold t;
    for (size_t i = 0; i < PROGRAM_COUNT(good); i++) {
        ck_assert(urne_threshold_parse(urne_str_of(good[i].text), &t));
        ck_assert_uint_eq(t.num, good[i].num);
        ck_assert_uint_eq(t.den, good[i].den);
        ck_assert_int_eq(t.of_ballots, good[i].of_ballots);
    }
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(!urne_threshold_parse(urne_str_of(bad[i]), &t), "%s", bad[i]);
    }
}
END_TEST

START_TEST(defaults)
{
    urne_election e = {.places = 2};
    urne_count_rule rule = urne_count_rule_default(&e);
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(rule.rule, URNE_RULE_GREEDY);
    ck_assert(rule.skip && !rule.keep_unsupported);
    ck_assert_uint_eq(rule.add1_increment, 100);
    ck_assert_uint_eq(rule.threshold.num, 0);
    ck_assert_uint_eq(rule.box.n, 32);
    ck_assert_uint_eq(rule.n_ties, 0);
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_OK);
}
END_TEST

/* E-COUNT-101 */
START_TEST(what_does_not_fit)
{
    urne_election e = {.type = URNE_VOTE_APPROVAL};
    urne_err err = URNE_ERR_NONE;
    urne_count_rule rule = urne_count_rule_default(&e);
    rule.utility = URNE_UTILITY_POINTS;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_E_CRULE_UNFIT);
    ck_assert_str_eq(err.diag[0].arg[1], "points");
    e.type = URNE_VOTE_CUMULATIVE;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_OK);
    rule.utility = URNE_UTILITY_BORDA_1;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, NULL), URNE_E_CRULE_UNFIT);
    e.type = URNE_VOTE_ORDINAL;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_OK);
    rule.completion = URNE_COMPLETION_ADD1;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, NULL), URNE_E_CRULE_UNFIT);
    rule.rule = URNE_RULE_MES;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_OK);
    rule.comparison = URNE_COMPARISON_SATISFACTION;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, &err), URNE_OK);
    rule.completion = URNE_COMPLETION_NONE;
    rule.rule = URNE_RULE_PHRAGMEN;
    ck_assert_int_eq(urne_count_rule_check(&rule, &e, NULL), URNE_E_CRULE_UNFIT);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"names", names, 0, 0},
        {"tie_orders", tie_orders, 0, 0},
        {"thresholds", thresholds, 0, 0},
        {"defaults", defaults, 0, 0},
        {"what_does_not_fit", what_does_not_fit, 0, 0},
    };
    return program_run("count_rule", tests, PROGRAM_COUNT(tests), 60);
}
