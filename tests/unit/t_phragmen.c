/* budget/phragmen: loads by hand, stops, and the fate of everybody. */
#include "oracle/booth.h"
#include "oracle/program.h"

static urne_run run(booth *b, bool skip, urne_force force)
{
    b->rule->utility = URNE_UTILITY_CARDINALITY;
    booth_open(b);
    urne_fit *fit = urne_fit_new(b->arena, b->p);
    urne_run r = urne_run_new(b->arena, b->p, b->order, fit, 1, true);
    r.force = force;
    urne_phragmen(&r, skip);
    return r;
}

/* Every candidate has a fate, and those that were bought a good one. */
static void all_known(const booth *b, const urne_run *r)
{
    for (uint32_t c = 0; c < b->p->m; c++) {
        ck_assert_msg(r->fate[c].known || b->p->barred[c], "candidate %u", c);
        ck_assert_int_eq(r->fate[c].why == URNE_WHY_LOADED, r->fit->funded[c]);
    }
}

static void expect(booth *b, bool skip, const char *rounds)
{
    urne_run r = run(b, skip, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(b, &r), rounds);
    all_known(b, &r);
}

/* A: 12 / 4 = 3 each. Then B: (10 + 2 * 3) / 3 = 16/3, C: (9 + 0) / 1 = 9; after B,
 * C: 9; D: (6 + 16/3) / 1 = 34/3. */
START_TEST(loads)
{
    booth b = booth_new(37, "A=12 B=10 C=9 D=6", "A*2 A,B*2 B,D C");
    expect(&b, false, "A:3 B:16/3 C:9 D:34/3");
    b.e->budget = 36;
    urne_run r = run(&b, false, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "A:3 B:16/3 C:9");
    ck_assert_int_eq(r.fate[3].why, URNE_WHY_LEFT);
    ck_assert_str_eq(r.fate[3].a, "5");
    ck_assert_uint_eq(r.fate[3].round, 4);
    all_known(&b, &r);
    booth_close(&b);
}
END_TEST

/* B (20 for one voter) does not fit behind A: stop ends there, skip drops it. */
START_TEST(misfits)
{
    booth b = booth_new(20, "A=6 B=15 C=8 D=21", "A*3 B*2 C D*9");
    urne_run r = run(&b, false, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "A:2");
    ck_assert_int_eq(r.fate[1].why, URNE_WHY_LEFT);
    ck_assert_str_eq(r.fate[1].a, "14");
    ck_assert_int_eq(r.fate[2].why, URNE_WHY_STOPPED);
    ck_assert_uint_eq(r.fate[2].other, 1);
    ck_assert_int_eq(r.fate[3].why, URNE_WHY_LEFT); /* never in the race */
    ck_assert_uint_eq(r.fate[3].round, 0);
    all_known(&b, &r);
    expect(&b, true, "A:2 C:8");
    booth_close(&b);
}
END_TEST

/* One of the tied does not fit: the count stops, even if the other would. */
START_TEST(a_tied_misfit_stops)
{
    booth b = booth_new(14, "A=6 B=10 C=5 D=1", "A*6 B*4 C*2 D");
    booth_ties(&b, "min-cost");
    expect(&b, false, "D:1 A:1");
    expect(&b, true, "D:1 A:1 C:5/2");
    booth_close(&b);
}
END_TEST

START_TEST(without_support)
{
    booth b = booth_new(20, "A=6 B=0 C=15 D=3 E=25", "A");
    booth_ties(&b, "file");
    expect(&b, false, "A:6");
    b.rule->keep_unsupported = true;
    /* all are tied; C does not fit, so none is taken */
    expect(&b, false, "A:6");
    expect(&b, true, "A:6 B:infinite D:infinite");
    b.e->projects[2].cost = 11;
    expect(&b, false, "A:6 B:infinite C:infinite D:infinite");
    booth_close(&b);
}
END_TEST

/* The count stops among those with support: those without have a reason too. */
START_TEST(stopped_before_the_unsupported)
{
    booth b = booth_new(10, "A=6 B=6 C=1 D=11", "A*3 B");
    b.rule->keep_unsupported = true;
    urne_run r = run(&b, false, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "A:2");
    all_known(&b, &r);
    ck_assert_int_eq(r.fate[2].why, URNE_WHY_STOPPED);
    ck_assert_uint_eq(r.fate[2].other, 1);
    ck_assert_int_eq(r.fate[3].why, URNE_WHY_LEFT);
    booth_close(&b);
}
END_TEST

START_TEST(envelopes_and_rivals)
{
    booth b = booth_new(100, "A=6 B=6 C=6 D=6", "A*4 B*3 C*2 D");
    booth_cap(&b, "A,C", 11);
    booth_rivals(&b, "A,B");
    urne_run r = run(&b, false, (urne_force){0, 0, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "A:3/2 D:6");
    ck_assert_int_eq(r.fate[1].why, URNE_WHY_RIVAL);
    ck_assert_uint_eq(r.fate[1].other, 0);
    ck_assert_int_eq(r.fate[2].why, URNE_WHY_CAP);
    ck_assert_str_eq(r.fate[2].a, "5");
    all_known(&b, &r);
    booth_close(&b);
}
END_TEST

START_TEST(nothing_and_nobody)
{
    booth b = booth_new(100, "A=6 B=0", "");
    expect(&b, false, "");
    booth_close(&b);
    b = booth_new(100, "A=0 B=0", "A B,A");
    booth_ties(&b, "id");
    expect(&b, false, "A:0 B:0");
    booth_close(&b);
}
END_TEST

START_TEST(force)
{
    booth b = booth_new(10, "A=6 B=6", "A,B");
    booth_ties(&b, "file");
    urne_run r = run(&b, true, (urne_force){1, 1, NULL});
    ck_assert_str_eq(booth_rounds(&b, &r), "B:6");
    ck_assert_uint_eq(r.n_ties, 1);
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"loads", loads, 0, 0},
        {"misfits", misfits, 0, 0},
        {"a_tied_misfit_stops", a_tied_misfit_stops, 0, 0},
        {"without_support", without_support, 0, 0},
        {"stopped_before_the_unsupported", stopped_before_the_unsupported, 0, 0},
        {"envelopes_and_rivals", envelopes_and_rivals, 0, 0},
        {"nothing_and_nobody", nothing_and_nobody, 0, 0},
        {"force", force, 0, 0},
    };
    return program_run("phragmen", tests, PROGRAM_COUNT(tests), 60);
}
