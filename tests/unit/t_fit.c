/* budget/fit: the budget, the envelopes, and projects that exclude one another. */
#include "oracle/booth.h"
#include "oracle/program.h"

START_TEST(budget)
{
    booth b = booth_new(10, "A=10 B=1 C=0 D=11", "A");
    booth_open(&b);
    urne_fit *f = urne_fit_new(b.arena, b.p);
    ck_assert_uint_eq(f->left, 10);
    ck_assert(urne_fit_has_room(f, 0) && urne_fit_has_room(f, 2));
    ck_assert(!urne_fit_has_room(f, 3) && urne_fit_allows(f, 3));
    urne_fit_fund(f, 0);
    ck_assert_uint_eq(f->left, 0);
    ck_assert_uint_eq(f->spent, 10);
    ck_assert(!urne_fit_has_room(f, 1) && urne_fit_has_room(f, 2));
    /* Add1 may overspend: then nothing fits any more, not even what is free */
    urne_fit_fund(f, 1);
    ck_assert_uint_eq(f->left, 0);
    ck_assert_uint_eq(f->spent, 11);
    ck_assert(!urne_fit_has_room(f, 2));
    urne_fit_reset(f);
    ck_assert(f->left == 10 && f->spent == 0 && !f->funded[0]);
    booth_close(&b);
}
END_TEST

START_TEST(envelopes)
{
    booth b = booth_new(100, "A=10 B=10 C=15 D=0", "A");
    booth_cap(&b, "A,B,D", 15);
    booth_cap(&b, "B,C", 25);
    booth_open(&b);
    urne_fit *f = urne_fit_new(b.arena, b.p);
    urne_fit_fund(f, 0);
    ck_assert_uint_eq(urne_fit_full_cap(f, 1), 0);
    ck_assert_uint_eq(urne_fit_full_cap(f, 2), SIZE_MAX);
    ck_assert_uint_eq(f->cap_left[0], 5);
    ck_assert(!urne_fit_allows(f, 1) && !urne_fit_has_room(f, 1));
    ck_assert(urne_fit_allows(f, 3));
    urne_fit *g = urne_fit_new(b.arena, b.p);
    urne_fit_copy(g, f);
    urne_fit_fund(g, 2);
    ck_assert_uint_eq(g->cap_left[1], 10);
    ck_assert_uint_eq(f->cap_left[1], 25);
    ck_assert(g->funded[0] && g->funded[2] && !f->funded[2]);
    ck_assert_uint_eq(g->left, 75);
    booth_close(&b);
}
END_TEST

/* Of a joined project only the parts inside count in an envelope; with seats 1 each. */
START_TEST(envelopes_of_joined)
{
    booth b = booth_new(100, "A=10 B=20 C=5", "A");
    booth_joined(&b, "A,B");
    booth_cap(&b, "B,C", 20);
    booth_open(&b);
    urne_fit *f = urne_fit_new(b.arena, b.p);
    ck_assert_uint_eq(f->in_cap[0], 20);
    urne_fit_fund(f, 0);
    ck_assert_uint_eq(f->spent, 30);
    ck_assert_uint_eq(urne_fit_full_cap(f, 1), 0);
    b.rule->seats = 3;
    booth_open(&b);
    f = urne_fit_new(b.arena, b.p);
    urne_fit_fund(f, 0);
    ck_assert_uint_eq(f->spent, 2);
    ck_assert_uint_eq(f->cap_left[0], 19);
    booth_close(&b);
}
END_TEST

START_TEST(rivals)
{
    booth b = booth_new(100, "A=1 B=1 C=1 D=1", "A");
    booth_rivals(&b, "A,B");
    booth_rivals(&b, "B,C");
    booth_open(&b);
    urne_fit *f = urne_fit_new(b.arena, b.p);
    ck_assert_uint_eq(urne_fit_rival(f, 0), SIZE_MAX);
    urne_fit_fund(f, 0);
    ck_assert_uint_eq(urne_fit_rival(f, 1), 0);
    ck_assert_uint_eq(urne_fit_rival(f, 2), SIZE_MAX);
    ck_assert_uint_eq(urne_fit_rival(f, 0), SIZE_MAX);
    urne_fit_fund(f, 2);
    ck_assert_uint_eq(urne_fit_rival(f, 1), 0); /* the first that excluded it */
    ck_assert(!urne_fit_allows(f, 1) && urne_fit_allows(f, 3));
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"budget", budget, 0, 0},
        {"envelopes", envelopes, 0, 0},
        {"envelopes_of_joined", envelopes_of_joined, 0, 0},
        {"rivals", rivals, 0, 0},
    };
    return program_run("fit", tests, PROGRAM_COUNT(tests), 60);
}
