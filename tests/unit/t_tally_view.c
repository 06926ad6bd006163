/* ceremony/tally_view: every reason as a sentence with its numbers, amounts in the
 * currency, shares of seats as fractions. */
#include "budget/count.h"
#include "ceremony/tally_view.h"
#include "oracle/booth.h"
#include "oracle/program.h"

static urne_tally *view(booth *b)
{
    urne_count *c;
    ck_assert_int_eq(urne_count_run(&c, b->arena, b->e, b->rule, &b->err), URNE_OK);
    return urne_tally_view(b->arena, c);
}

/* The reason of project i: its code, and its arguments joined by '|'. */
static void why(booth *b, const urne_tally *t, size_t i, urne_code code,
                const char *args)
{
    const urne_diag *d = &t->projects[i].why;
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t k = 0; k < 3; k++) {
        urne_buf_addz(&out, d->arg[k]);
        urne_buf_addz(&out, k < 2 ? "|" : "");
    }
    urne_buf_addc(&out, '\0');
    ck_assert_int_eq(d->code, code);
    ck_assert_str_eq(out.p, args);
}

static void numbers(const urne_tally *t, size_t i, const char *a, const char *b)
{
    ck_assert_str_eq(t->projects[i].a, a);
    ck_assert_str_eq(t->projects[i].b, b);
}

/* E-WHY-001, 007, 008, 009, 011, 012, 013, 015 */
START_TEST(greedy)
{
    booth b = booth_new(10000, "A=6050 B=5000 C=3900 D=100 E=1001 F=1000 G=250",
                        "A*9 B*8 C*7 E*6 F*5 D*2 G");
    b.e->places = 2;
    booth_cap(&b, "E,G", 900);
    booth_rivals(&b, "C,F");
    booth_joined(&b, "D,G");
    b.rule->threshold = (urne_threshold){1, 2, true};
    urne_tally *t = view(&b);
    why(&b, t, 1, URNE_E_WHY_THRESHOLD, "8|19|");
    numbers(t, 1, "8", "19");
    b.rule->threshold = (urne_threshold){0, 1, false};
    t = view(&b);
    why(&b, t, 0, URNE_E_WHY_TAKEN, "100|60.50|");
    numbers(t, 0, "100", "");
    why(&b, t, 1, URNE_E_WHY_LEFT, "39.50|50|");
    numbers(t, 1, "39.50", "");
    why(&b, t, 4, URNE_E_WHY_CAP, "9|cap|10.01");
    ck_assert_str_eq(t->projects[4].other, "cap");
    numbers(t, 4, "9", "");
    why(&b, t, 5, URNE_E_WHY_RIVAL, "C||");
    ck_assert_str_eq(t->projects[5].other, "C");
    /* joined: what both cost, but only its own part of an envelope */
    why(&b, t, 3, URNE_E_WHY_LEFT, "0.50|3.50|");
    why(&b, t, 6, URNE_E_WHY_JOINED, "D||");
    b.rule->skip = false;
    t = view(&b);
    why(&b, t, 2, URNE_E_WHY_STOPPED, "B||");
    b.e->n_ballots = 9;
    t = view(&b);
    why(&b, t, 1, URNE_E_WHY_NO_SUPPORT, "||");
    booth_close(&b);
}
END_TEST

/* E-WHY-002, 003, 010, 016 */
START_TEST(mes)
{
    booth b = booth_new(1200, "A=600 B=400 C=301 D=0", "A A A,B B,C,D");
    b.e->places = 2;
    b.rule->rule = URNE_RULE_MES;
    urne_tally *t = view(&b);
    why(&b, t, 0, URNE_E_WHY_PAID, "2|2|");
    numbers(t, 0, "2", "0");
    why(&b, t, 1, URNE_E_WHY_BOUGHT, "3|3|2");
    numbers(t, 1, "3", "2");
    why(&b, t, 2, URNE_E_WHY_SUPPORTERS, "0|3.01|");
    why(&b, t, 3, URNE_E_WHY_FREE, "||");
    ck_assert_str_eq(t->endowment, "3");
    ck_assert_str_eq(t->endowment_amount, "3");
    ck_assert_str_eq(t->rounds[1].pays, "2");
    ck_assert_str_eq(t->rounds[1].left, "6");
    /* a third of 7.00: exact in the numbers, rounded down in the sentence */
    booth_close(&b);
    b = booth_new(700, "A=700", "A*3");
    b.e->places = 2;
    b.rule->rule = URNE_RULE_MES;
    t = view(&b);
    why(&b, t, 0, URNE_E_WHY_BOUGHT, "1|2.34|3");
    numbers(t, 0, "7/3", "3");
    ck_assert_str_eq(t->endowment, "7/3");
    ck_assert_str_eq(t->endowment_amount, "2.33");
    b.rule->seats = 1;
    t = view(&b);
    why(&b, t, 0, URNE_E_WHY_BOUGHT, "1|1/3|3");
    ck_assert_str_eq(t->endowment_amount, "1/3");
    ck_assert_str_eq(t->budget, "1");
    booth_close(&b);
}
END_TEST

/* E-WHY-004, 005 */
START_TEST(phragmen)
{
    booth b = booth_new(2000, "A=700 B=50", "A*3");
    b.e->places = 2;
    b.rule->rule = URNE_RULE_PHRAGMEN;
    b.rule->keep_unsupported = true;
    urne_tally *t = view(&b);
    why(&b, t, 0, URNE_E_WHY_LOADED, "1|2.34|");
    numbers(t, 0, "7/3", "");
    why(&b, t, 1, URNE_E_WHY_LAST, "0.50||");
    numbers(t, 1, "infinite", "");
    booth_close(&b);
}
END_TEST

/* E-WHY-006, 014 */
START_TEST(max_welfare)
{
    booth b = booth_new(10, "A=6 B=5 C=5", "A*4 B*3 C*3");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    urne_tally *t = view(&b);
    why(&b, t, 0, URNE_E_WHY_OUTWEIGHED, "||");
    why(&b, t, 1, URNE_E_WHY_OPTIMAL, "||");
    numbers(t, 0, "4", "");
    booth_close(&b);
}
END_TEST

START_TEST(points)
{
    booth b = booth_new(10, "A=6 B=5", "A:25,B:10 A:5 B:7");
    b.e->type = URNE_VOTE_CUMULATIVE;
    b.e->point_places = 1;
    b.rule->threshold = (urne_threshold){5, 2, false};
    urne_tally *t = view(&b);
    ck_assert_str_eq(t->projects[0].points, "3");
    ck_assert_str_eq(t->projects[1].points, "1.7");
    why(&b, t, 1, URNE_E_WHY_THRESHOLD, "1.7|5/2|");
    numbers(t, 1, "1.7", "5/2");
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"greedy", greedy, 0, 0},     {"mes", mes, 0, 0},
        {"phragmen", phragmen, 0, 0}, {"max_welfare", max_welfare, 0, 0},
        {"points", points, 0, 0},
    };
    return program_run("tally_view", tests, PROGRAM_COUNT(tests), 60);
}
