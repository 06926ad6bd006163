/* budget/profile: ballots as groups, supporters, utilities, thresholds. */
#include "oracle/booth.h"
#include "oracle/program.h"

/* The supporters of a candidate: "3*1 2*5" is three of u = 1, two of u = 5. */
static const char *supporters(booth *b, size_t c)
{
    const urne_profile *p = b->p;
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        urne_buf_addz(&out, i == p->start[c] ? "" : " ");
        urne_buf_addu(&out, p->weight[p->who[i]]);
        urne_buf_addc(&out, '*');
        urne_buf_addu(&out, p->u[i]);
    }
    urne_buf_addc(&out, '\0');
    return out.p;
}

static booth opened(urne_vote_type type, urne_utility utility, const char *ballots)
{
    booth b = booth_new(100, "A=3 B=40 C=0", ballots);
    b.e->type = type;
    b.rule->utility = utility;
    booth_open(&b);
    return b;
}

START_TEST(equal_ballots_are_one_group)
{
    booth b = opened(URNE_VOTE_APPROVAL, URNE_UTILITY_COST, "A,B*3 B,A ! - B C,A A,B");
    ck_assert_uint_eq(b.p->m, 3);
    ck_assert_uint_eq(b.p->voters, 8);
    ck_assert_uint_eq(b.p->n_groups, 3);
    ck_assert_str_eq(supporters(&b, 0), "5*1 1*1");
    ck_assert_str_eq(supporters(&b, 1), "5*1 1*1");
    ck_assert_str_eq(supporters(&b, 2), "1*1");
    ck_assert_uint_eq(b.p->votes[0], 6);
    ck_assert_uint_eq((uint64_t)b.p->total[0], 6);
    ck_assert_uint_eq(b.p->factor[0], 3);
    ck_assert_uint_eq(b.p->factor[1], 40);
    ck_assert_uint_eq(b.p->factor[2], 0); /* its cost is no gain */
    booth_close(&b);
}
END_TEST

START_TEST(utilities)
{
    static const struct {
        urne_vote_type type;
        urne_utility utility;
        const char *a, *b;
        uint64_t factor, points;
    } all[] = {
        {URNE_VOTE_SCORING, URNE_UTILITY_COST, "3*1 1*1", "3*1", 3, 17},
        {URNE_VOTE_SCORING, URNE_UTILITY_CARDINALITY, "3*1 1*1", "3*1", 1, 17},
        {URNE_VOTE_SCORING, URNE_UTILITY_POINTS, "1*3 2*7", "2*2", 1, 17},
        {URNE_VOTE_SCORING, URNE_UTILITY_POINTS_COST, "1*3 2*7", "2*2", 3, 17},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        booth b = opened(all[i].type, all[i].utility, "A:7,B:2*2 A:0,B:0 A:3");
        ck_assert_str_eq(supporters(&b, 0), all[i].a);
        ck_assert_str_eq(supporters(&b, 1), all[i].b);
        ck_assert_uint_eq(b.p->factor[0], all[i].factor);
        ck_assert_uint_eq(b.p->points[0], all[i].points);
        ck_assert_uint_eq(b.p->votes[0], 4); /* who gives nothing names it too */
        ck_assert_uint_eq(b.p->voters, 4);
        booth_close(&b);
    }
}
END_TEST

/* The last of a ballot gains nothing from it by borda, and 1 by borda-1; the points
 * are those of borda-1 in both. */
START_TEST(ranks)
{
    booth b = opened(URNE_VOTE_ORDINAL, URNE_UTILITY_BORDA, "A,B,C B,A A");
    ck_assert_str_eq(supporters(&b, 0), "1*2");
    ck_assert_str_eq(supporters(&b, 1), "1*1 1*1");
    ck_assert_uint_eq(b.p->points[0], 3 + 1 + 1);
    ck_assert(!urne_profile_supported(b.p, 2));
    ck_assert_uint_eq(b.p->votes[2], 1);
    booth_close(&b);
    b = opened(URNE_VOTE_ORDINAL, URNE_UTILITY_BORDA_1, "A,B,C B,A A");
    ck_assert_str_eq(supporters(&b, 0), "1*1 1*1 1*3");
    ck_assert_str_eq(supporters(&b, 2), "1*1");
    ck_assert_uint_eq(urne_profile_score(b.p, 0), 5);
    booth_close(&b);
}
END_TEST

/* Joined: one cost, one vote a ballot, points added up, the best of the ranks. */
START_TEST(joined)
{
    booth b = booth_new(100, "A=3 B=40 C=5", "A:2,C:5 C:1 B:4 A:0");
    b.e->type = URNE_VOTE_CUMULATIVE;
    b.rule->utility = URNE_UTILITY_POINTS;
    booth_joined(&b, "A,C");
    booth_open(&b);
    ck_assert_uint_eq(b.p->m, 2);
    ck_assert_uint_eq(b.p->of_project[2], 0);
    ck_assert_uint_eq(b.p->of_project[1], 1);
    ck_assert_uint_eq(b.p->first[1], 1);
    ck_assert_uint_eq(b.p->cost[0], 8);
    ck_assert_uint_eq(b.p->votes[0], 3);
    ck_assert_uint_eq(b.p->points[0], 8);
    ck_assert_str_eq(supporters(&b, 0), "1*1 1*7");
    b.e->type = URNE_VOTE_ORDINAL;
    b.rule->utility = URNE_UTILITY_BORDA_1;
    booth_open(&b);
    ck_assert_str_eq(supporters(&b, 0), "2*1 1*2");
    booth_close(&b);
}
END_TEST

START_TEST(seats)
{
    booth b = booth_new(100, "A=3 B=40 C=5", "A,C C");
    b.rule->seats = 2;
    booth_joined(&b, "A,C");
    booth_open(&b);
    ck_assert_uint_eq(b.p->cost[0], 2);
    ck_assert_uint_eq(b.p->cost[1], 1);
    ck_assert_uint_eq(b.p->budget, 2);
    booth_close(&b);
}
END_TEST

START_TEST(thresholds)
{
    static const struct {
        urne_threshold t;
        bool reached; /* by 2 votes of 3 ballots, or 2.5 points */
        bool points;
    } all[] = {{{0, 1, false}, true, false},     {{2, 1, false}, true, false},
               {{5, 2, false}, false, false},    {{2, 3, true}, true, false},
               {{67, 100, true}, false, false},  {{5, 2, false}, true, true},
               {{251, 100, false}, false, true}, {{5, 6, true}, true, true},
               {{84, 100, true}, false, true}};
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        booth b = booth_new(100, "A=3 B=40", "A:20 A:5 - !");
        b.e->type = all[i].points ? URNE_VOTE_SCORING : URNE_VOTE_APPROVAL;
        b.e->point_places = all[i].points ? 1 : 0;
        b.rule->threshold = all[i].t;
        booth_open(&b);
        ck_assert_msg(urne_profile_reaches(b.p, 0) == all[i].reached, "%zu", i);
        ck_assert_int_eq(b.p->barred[0], !all[i].reached);
        ck_assert_int_eq(b.p->barred[1], all[i].t.num > 0);
        booth_close(&b);
    }
}
END_TEST

/* E-COUNT-001: sums stay below 2^60. */
START_TEST(too_large)
{
    static const uint64_t limit = (uint64_t)1 << 60;
    booth b = booth_new(100, "A=1 B=1", "A:1 A:1");
    b.e->type = URNE_VOTE_SCORING;
    b.rule->utility = URNE_UTILITY_POINTS;
    b.e->projects[0].cost = limit - 1;
    booth_open(&b);
    b.e->projects[1].cost = 2;
    ck_assert_int_eq(
        urne_profile_new(&b.p, b.arena, b.e, b.rule, b.rule->utility, &b.err),
        URNE_E_COUNT_LARGE);
    b.e->projects[0].cost = 1;
    b.e->ballots[0].marks[0].points = limit - 1;
    booth_open(&b);
    ck_assert_uint_eq((uint64_t)b.p->total[0], limit);
    b.e->ballots[1].marks[0].points = 2;
    ck_assert_int_eq(
        urne_profile_new(&b.p, b.arena, b.e, b.rule, b.rule->utility, &b.err),
        URNE_E_COUNT_LARGE);
    b.e->ballots[1].marks[0].points = UINT64_MAX;
    ck_assert_int_eq(
        urne_profile_new(&b.p, b.arena, b.e, b.rule, b.rule->utility, &b.err),
        URNE_E_COUNT_LARGE);
    /* with seats the costs do not matter, and a ballot set aside does not either */
    b.e->projects[0].cost = UINT64_MAX;
    b.e->ballots[1].aside = URNE_ASIDE_AGE;
    b.rule->seats = 1;
    booth_open(&b);
    booth_close(&b);
}
END_TEST

START_TEST(nobody)
{
    booth b = opened(URNE_VOTE_APPROVAL, URNE_UTILITY_COST, "");
    ck_assert_uint_eq(b.p->voters, 0);
    ck_assert_uint_eq(b.p->n_groups, 0);
    ck_assert(!urne_profile_supported(b.p, 0));
    booth_close(&b);
    b = opened(URNE_VOTE_APPROVAL, URNE_UTILITY_COST, "- - !");
    ck_assert_uint_eq(b.p->voters, 2);
    ck_assert_uint_eq(b.p->n_groups, 0);
    booth_close(&b);
}
END_TEST

/* Many ballots that differ: every one has its own group, all are found again. */
START_TEST(many_groups)
{
    booth b = booth_new(9, "A=1 B=1 C=1 D=1 E=1 F=1 G=1 H=1 I=1 J=1", "-*2048");
    for (uint32_t i = 0; i < 2048; i++) {
        urne_ballot *ballot = &b.e->ballots[i];
        ballot->marks = urne_arena_array(b.arena, 10, sizeof *ballot->marks);
        for (uint32_t k = 0; k < 10; k++) {
            if ((i % 1024) >> k & 1) {
                ballot->marks[ballot->n_marks++].project = 9 - k;
            }
        }
    }
    booth_open(&b);
    ck_assert_uint_eq(b.p->n_groups, 1023);
    for (size_t g = 0; g < b.p->n_groups; g++) {
        ck_assert_uint_eq(b.p->weight[g], 2);
    }
    for (size_t c = 0; c < b.p->m; c++) {
        ck_assert_uint_eq(b.p->start[c + 1] - b.p->start[c], 512);
        ck_assert_uint_eq(b.p->votes[c], 1024);
    }
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"equal_ballots_are_one_group", equal_ballots_are_one_group, 0, 0},
        {"utilities", utilities, 0, 0},
        {"ranks", ranks, 0, 0},
        {"joined", joined, 0, 0},
        {"seats", seats, 0, 0},
        {"thresholds", thresholds, 0, 0},
        {"too_large", too_large, 0, 0},
        {"nobody", nobody, 0, 0},
        {"many_groups", many_groups, 0, 0},
    };
    return program_run("profile", tests, PROGRAM_COUNT(tests), 60);
}
