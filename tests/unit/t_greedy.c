/* budget/greedy: what is taken in which order, and why the others are not. */
#include "oracle/booth.h"
#include "oracle/program.h"

static urne_run run(booth *b, bool skip, urne_force force)
{
    booth_open(b);
    urne_fit *fit = urne_fit_new(b->arena, b->p);
    urne_run r = urne_run_new(b->arena, b->p, b->order, fit, 1, true);
    r.force = force;
    urne_greedy(&r, skip);
    return r;
}

static void expect(booth *b, bool skip, const char *rounds)
{
    urne_run r = run(b, skip, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(b, &r), rounds);
    for (size_t c = 0; c < b->p->m; c++) {
        ck_assert(r.fate[c].known || b->p->barred[c]);
    }
}

/* One fate: why, round, a (or "-"), other candidate or cap. */
static void fate(const urne_run *r, uint32_t c, urne_why why, size_t round,
                 const char *a, size_t other)
{
    const urne_fate *f = &r->fate[c];
    ck_assert_int_eq(f->why, why);
    ck_assert_uint_eq(f->round, round);
    ck_assert_str_eq(f->a == NULL ? "-" : f->a, a);
    ck_assert_uint_eq(f->other, other);
}

START_TEST(by_votes)
{
    booth b = booth_new(100, "A=60 B=50 C=40 D=1 E=0", "A,B,E*3 A,C C,B A");
    urne_run r = run(&b, true, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "A:5 E:3 C:2");
    fate(&r, 0, URNE_WHY_TAKEN, 1, "100", SIZE_MAX);
    fate(&r, 1, URNE_WHY_LEFT, 2, "40", SIZE_MAX);
    fate(&r, 4, URNE_WHY_TAKEN, 3, "40", SIZE_MAX);
    fate(&r, 2, URNE_WHY_TAKEN, 4, "40", SIZE_MAX);
    fate(&r, 3, URNE_WHY_NO_SUPPORT, 0, "-", SIZE_MAX);
    ck_assert_uint_eq(r.n_ties, 0);
    ck_assert_uint_eq(r.bought[0].left, 40);
    ck_assert_uint_eq(r.bought[2].left, 0);
    b.rule->keep_unsupported = true;
    expect(&b, true, "A:5 E:3 C:2");
    b.e->budget = 101;
    expect(&b, true, "A:5 E:3 C:2 D:0");
    booth_close(&b);
}
END_TEST

START_TEST(by_votes_per_cost)
{
    booth b = booth_new(100, "A=60 B=50 C=40 D=7 E=0 F=0", "A,B,E*3 A,C C,B A");
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_ties(&b, "file");
    expect(&b, true, "E:infinite A:1/12 C:1/20");
    /* nobody supports F, which costs nothing, nor D: density 0, a tie */
    b.rule->keep_unsupported = true;
    b.e->budget = 107;
    urne_run r = run(&b, true, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "E:infinite A:1/12 C:1/20 D:0 F:0");
    ck_assert_uint_eq(r.n_ties, 1);
    ck_assert_uint_eq(r.ties[0].round, 5);
    booth_close(&b);
}
END_TEST

START_TEST(by_points)
{
    booth b = booth_new(100, "A=60 B=10 C=0", "A:9,B:2 A:1,C:5 B:0");
    b.e->type = URNE_VOTE_SCORING;
    b.rule->utility = URNE_UTILITY_POINTS_COST;
    expect(&b, true, "A:10 C:5 B:2");
    b.rule->utility = URNE_UTILITY_POINTS;
    expect(&b, true, "C:infinite B:1/5 A:1/6");
    b.rule->utility = URNE_UTILITY_COST;
    booth_ties(&b, "min-cost");
    expect(&b, true, "B:2 A:2 C:1");
    booth_close(&b);
}
END_TEST

START_TEST(by_rank)
{
    booth b = booth_new(100, "A=60 B=10 C=1", "A,B,C B,A A");
    b.e->type = URNE_VOTE_ORDINAL;
    b.rule->utility = URNE_UTILITY_BORDA;
    expect(&b, true, "B:1/5 A:1/30"); /* C gains nothing: last of its only ballot */
    b.rule->utility = URNE_UTILITY_BORDA_1;
    booth_ties(&b, "file");
    expect(&b, true, "C:1 B:2/5 A:1/12");
    booth_close(&b);
}
END_TEST

/* The first that does not fit ends the count; what never could, or an envelope or a
 * rival keeps out, does not. */
START_TEST(first_misfit)
{
    booth b = booth_new(100, "A=101 B=50 C=60 D=5 E=40 F=1", "A*7 B*6 E*5 F*4 C*3 D*2");
    booth_cap(&b, "B,E", 80);
    booth_rivals(&b, "B,F");
    urne_run r = run(&b, false, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "B:6");
    fate(&r, 0, URNE_WHY_LEFT, 1, "100", SIZE_MAX);
    fate(&r, 4, URNE_WHY_CAP, 3, "30", 0);
    fate(&r, 5, URNE_WHY_RIVAL, 4, "-", 1);
    fate(&r, 2, URNE_WHY_LEFT, 5, "50", SIZE_MAX);
    fate(&r, 3, URNE_WHY_STOPPED, 6, "-", 2);
    expect(&b, true, "B:6 D:2");
    booth_close(&b);
}
END_TEST

START_TEST(ties_and_force)
{
    booth b = booth_new(10, "a=5 b=5 c=5", "a,b,c");
    urne_run r = run(&b, true, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "a:1 b:1");
    ck_assert_uint_eq(r.n_ties, 1);
    ck_assert_uint_eq(r.ties[0].n, 3);
    ck_assert_uint_eq(r.ties[0].chosen, 0);
    ck_assert(!r.ties[0].resolved);
    r = run(&b, true, (urne_force){1, 2, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "c:1 a:1");
    r = run(&b, true, (urne_force){2, 2, NULL}); /* its second place */
    ck_assert_str_eq(booth_rounds(&b, &r), "a:1 c:1");
    booth_ties(&b, "file");
    r = run(&b, true, (urne_force){0, 0, NULL});
    ck_assert(r.ties[0].resolved);
    ck_assert_int_eq(r.ties[0].by, URNE_TIE_FILE);
    booth_close(&b);
}
END_TEST

/* A completion goes on from what is funded, and from the next number of a round. */
START_TEST(from_something)
{
    booth b = booth_new(10, "a=5 b=5 c=5", "a,b,c c");
    booth_open(&b);
    urne_fit *fit = urne_fit_new(b.arena, b.p);
    urne_fit_fund(fit, 1);
    urne_run r = urne_run_new(b.arena, b.p, b.order, fit, 4, true);
    urne_greedy(&r, true);
    ck_assert_str_eq(booth_rounds(&b, &r), "c:2");
    fate(&r, 2, URNE_WHY_TAKEN, 4, "5", SIZE_MAX);
    fate(&r, 0, URNE_WHY_LEFT, 5, "0", SIZE_MAX);
    ck_assert(!r.fate[1].known);
    booth_close(&b);
}
END_TEST

START_TEST(below_the_threshold)
{
    booth b = booth_new(10, "a=5 b=5", "a,b b");
    b.rule->threshold = (urne_threshold){2, 1, false};
    expect(&b, true, "b:2");
    b.rule->keep_unsupported = true;
    expect(&b, true, "b:2");
    booth_close(&b);
}
END_TEST

/* Products of sums near 2^60 are compared exactly. */
START_TEST(large_numbers)
{
    booth b = booth_new(1, "a=1 b=1", "a:1 b:1");
    b.e->type = URNE_VOTE_SCORING;
    b.rule->utility = URNE_UTILITY_POINTS;
    b.e->projects[0].cost = ((uint64_t)1 << 59) - 1;
    b.e->projects[1].cost = ((uint64_t)1 << 59) - 2;
    b.e->ballots[0].marks[0].points = ((uint64_t)1 << 60) - 2;
    b.e->ballots[1].marks[0].points = ((uint64_t)1 << 60) - 4;
    booth_open(&b);
    ck_assert_int_eq(urne_greedy_cmp(b.p, 0, 1), 0);
    b.e->ballots[1].marks[0].points--;
    booth_open(&b);
    ck_assert_int_gt(urne_greedy_cmp(b.p, 0, 1), 0);
    ck_assert_int_lt(urne_greedy_cmp(b.p, 1, 0), 0);
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"by_votes", by_votes, 0, 0},
        {"by_votes_per_cost", by_votes_per_cost, 0, 0},
        {"by_points", by_points, 0, 0},
        {"by_rank", by_rank, 0, 0},
        {"first_misfit", first_misfit, 0, 0},
        {"ties_and_force", ties_and_force, 0, 0},
        {"from_something", from_something, 0, 0},
        {"below_the_threshold", below_the_threshold, 0, 0},
        {"large_numbers", large_numbers, 0, 0},
    };
    return program_run("greedy", tests, PROGRAM_COUNT(tests), 60);
}
