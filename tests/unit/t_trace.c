/* budget/trace: the bytes of tally.txt, by hand. */
#include "budget/count.h"
#include "oracle/booth.h"
#include "oracle/program.h"

static void expect(booth *b, const char *due)
{
    urne_count *c;
    ck_assert_int_eq(urne_count_run(&c, b->arena, b->e, b->rule, &b->err), URNE_OK);
    ck_assert_str_eq(urne_str_z(b->arena, c->trace), due);
}

#define HEAD(rule, utility, completion, misfit, ties)                                  \
    "urne/1 count\ntype approval\npoint-places 0\nbudget 12\nrule " rule               \
    "\nutility " utility "\ncompletion " completion                                    \
    "\ncompletion-utility same\nadd1 exact supported 1\ncomparison "                   \
    "none\nmisfit " misfit                                                             \
    "\nunsupported drop\nthreshold 0 1 votes\nseats 0\nties " ties "\n"

START_TEST(greedy)
{
    booth b = booth_new(12, "A=6 B=4 C=6 D=1", "A,C A B,C - !");
    booth_ties(&b, "max-votes,id");
    expect(
        &b,
        HEAD("greedy", "cost", "none", "skip",
             "max-votes id") "voters 4\n"
                             "project 1 6 2 0 A\nproject 2 4 1 0 B\nproject 3 6 2 0 C\n"
                             "project 4 1 0 0 D\n"
                             "fund 1 1 2 - 6\nfund 2 3 2 - 0\n"
                             "tie 1 1 3 -> 1 id - same\n"
                             "won 1 taken 1 12 - -\nlost 2 left 3 0 - -\nwon 3 taken 2 "
                             "6 - -\n"
                             "lost 4 no-support 0 - - -\n"
                             "selected 1 3\ncost 12\nend\n");
    booth_close(&b);
}
END_TEST

/* Endowment 3: A is bought, 2 each; B, 1 and 3; C's only supporter has nothing. */
START_TEST(mes)
{
    booth b = booth_new(12, "A=6 B=4 C=3", "A A A,B B,C");
    b.rule->rule = URNE_RULE_MES;
    expect(
        &b,
        HEAD("mes", "cost", "none", "skip",
             "-") "voters 4\n"
                  "project 1 6 3 0 A\nproject 2 4 2 0 B\nproject 3 3 1 0 C\n"
                  "endowment 3\n"
                  "fund 1 1 1/3 2 6\nfund 2 2 3/4 3 2\n"
                  "keeps 0 2\nkeeps 1 0\nkeeps 2 0\nkeeps 3 2\nkeeps 4 0\nkeeps 5 0\n"
                  "keeps 6 0\nkeeps 7 0\nkeeps 8 0\nkeeps 9 0\nkeeps 10 0\n"
                  "won 1 bought 1 2 0 -\nwon 2 bought 2 3 2 -\n"
                  "lost 3 supporters 0 0 - -\n"
                  "selected 1 2\ncost 10\nend\n");
    booth_close(&b);
}
END_TEST

/* Endowment 4, then 5: C's supporter pays 5 alone; A and B, 5 each, are one of two. */
START_TEST(add1u)
{
    booth b = booth_new(12, "A=9 B=9 C=5", "A,B A,B C");
    b.rule->rule = URNE_RULE_MES;
    b.rule->completion = URNE_COMPLETION_ADD1U;
    booth_ties(&b, "file");
    expect(
        &b,
        HEAD(
            "mes", "cost", "add1u", "skip",
            "file") "voters 3\n"
                    "project 1 9 2 0 A\nproject 2 9 2 0 B\nproject 3 5 1 0 C\n"
                    "endowment 4\n"
                    "add1 0 0 0 -\nadd1 1 1 14 1 3\nstop 0 overspent\n"
                    "complete 1 1 2 - 3\n"
                    "tie 1 1 2 -> 1 file - changes\n"
                    "keeps 0 0\nkeeps 1 0\nkeeps 2 0\nkeeps 3 0\nkeeps 4 0\nkeeps 5 0\n"
                    "keeps 6 0\nkeeps 7 0\nkeeps 8 0\nkeeps 9 0\nkeeps 10 3\n"
                    "won 1 taken 1 12 - -\nlost 2 left 2 3 - -\nlost 3 left 3 3 - -\n"
                    "selected 1\ncost 9\nend\n");
    booth_close(&b);
}
END_TEST

/* A: 2 for each of its three. B: (5 + 2) / 2. C does not fit. */
START_TEST(phragmen)
{
    booth b = booth_new(12, "A=6 B=5 C=4", "A*2 A,B B,C");
    b.rule->rule = URNE_RULE_PHRAGMEN;
    b.rule->skip = false;
    expect(&b, HEAD("phragmen", "cost", "none", "stop",
                    "-") "voters 4\n"
                         "project 1 6 3 0 A\nproject 2 5 2 0 B\nproject 3 4 1 0 C\n"
                         "fund 1 1 2 - 6\nfund 2 2 7/2 - 1\n"
                         "won 1 loaded 1 2 - -\nwon 2 loaded 2 7/2 - -\n"
                         "lost 3 left 3 1 - -\n"
                         "selected 1 2\ncost 11\nend\n");
    booth_close(&b);
}
END_TEST

START_TEST(max_welfare)
{
    booth b = booth_new(12, "A=6 B=4 C=13", "A,B A B C");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_ties(&b, "id");
    /* items by density: B (2 for 4), A (2 for 6); both fit; without A less, without B
     * less */
    expect(&b, HEAD("max-welfare", "cardinality", "none", "skip",
                    "id") "voters 4\n"
                          "project 1 6 2 0 A\nproject 2 4 2 0 B\nproject 3 13 1 0 C\n"
                          "fund 1 1 2 - 6\nfund 2 2 2 - 2\n"
                          "utility 4\nproof strict ++ssb\n"
                          "won 1 optimal 1 2 - -\nwon 2 optimal 2 2 - -\n"
                          "lost 3 left 0 12 - -\n"
                          "selected 1 2\ncost 10\nend\n");
    booth_close(&b);
}
END_TEST

/* Lots name their seed; joined projects stand together; the comparison its numbers. */
START_TEST(the_rest)
{
    booth b = booth_new(12, "A=6 B=4 C=2", "A C");
    b.rule->rule = URNE_RULE_MES;
    b.rule->comparison = URNE_COMPARISON_SATISFACTION;
    b.rule->lot_seed =
        URNE_STR("00000000000000000000000000000000000000000000000000000000000000ff");
    booth_ties(&b, "lot");
    booth_joined(&b, "A,C");
    urne_count *c;
    ck_assert_int_eq(urne_count_run(&c, b.arena, b.e, b.rule, &b.err), URNE_OK);
    const char *z = urne_str_z(b.arena, c->trace);
    ck_assert_ptr_nonnull(strstr(
        z, "\nlot 00000000000000000000000000000000000000000000000000000000000000ff "
           "00000000000000000000000000000000\n"));
    ck_assert_ptr_nonnull(strstr(z, "\njoined 1 3\n"));
    ck_assert_ptr_nonnull(strstr(z, "\nfund 1 1 1/2 4 4\n"));
    ck_assert_ptr_nonnull(strstr(z, "\ncomparison 0 0 mes\n"));
    ck_assert_ptr_nonnull(strstr(z, "\nwon 3 joined 1 - - 1\nselected 1 3\ncost 8\n"));
    booth_close(&b);
}
END_TEST

START_TEST(nothing)
{
    booth b = booth_new(12, "A=6", "");
    expect(&b, HEAD("greedy", "cost", "none", "skip",
                    "-") "voters 0\nproject 1 6 0 0 A\nlost 1 no-support 0 - - -\n"
                         "selected -\ncost 0\nend\n");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    expect(&b, HEAD("max-welfare", "cost", "none", "skip",
                    "-") "voters 0\nproject 1 6 0 0 A\nutility 0\nproof strict s\n"
                         "lost 1 no-support 0 - - -\nselected -\ncost 0\nend\n");
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"greedy", greedy, 0, 0},
        {"mes", mes, 0, 0},
        {"add1u", add1u, 0, 0},
        {"phragmen", phragmen, 0, 0},
        {"max_welfare", max_welfare, 0, 0},
        {"the_rest", the_rest, 0, 0},
        {"nothing", nothing, 0, 0},
    };
    return program_run("trace", tests, PROGRAM_COUNT(tests), 60);
}
