/* budget/add1: the scan of all endowments, its three ends, its limit. What is skipped
 * is compared with a plain run at every single increment. */
#include "oracle/booth.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

static urne_add1 scan(booth *b)
{
    urne_add1 a;
    booth_open(b);
    ck_assert_int_eq(urne_add1_scan(&a, b->arena, b->p, b->order, &b->err), URNE_OK);
    return a;
}

/* "0-4:0 - 5-9:6 A" and so on, then k and the end. */
static const char *story(booth *b, const urne_add1 *a)
{
    static const char *const ends[] = {"exhausted", "overspent", "saturated"};
    urne_buf out = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < a->n_intervals; i++) {
        const urne_count_interval *v = &a->intervals[i];
        urne_buf_addu(&out, v->from);
        urne_buf_addc(&out, '-');
        urne_buf_addu(&out, v->to);
        urne_buf_addc(&out, ' ');
        urne_buf_addu(&out, v->cost);
        urne_buf_addc(&out, ' ');
        urne_buf_addz(&out, v->n == 0 ? "-" : booth_ids(b, v->bought, v->n));
        urne_buf_addz(&out, "; ");
    }
    urne_buf_addu(&out, a->k);
    urne_buf_addc(&out, ' ');
    urne_buf_addz(&out, ends[a->end]);
    urne_buf_addc(&out, '\0');
    return out.p;
}

/* The same story by a loop of plain runs; gives up behind `most` increments. */
static const char *naive(booth *b, uint64_t most)
{
    const urne_profile *p = b->p;
    urne_add1 a = {.k = 0};
    mpz_t bn, bd, step, all, at;
    mpz_inits(bn, bd, step, all, at, NULL);
    urne_endowment(bn, bd, p, b->rule->add1_start == URNE_ADD1_FLOOR);
    mpz_mul_ui(step, bd, b->rule->add1_increment);
    for (uint32_t c = 0; c < p->m; c++) {
        mpz_add_ui(all, all,
                   urne_profile_supported(p, c) && !p->barred[c] ? p->cost[c] : 0);
    }
    mpz_mul(all, all, bd);
    a.intervals = urne_arena_array(b->arena, most + 2, sizeof *a.intervals);
    urne_mes *s = urne_mes_new(b->arena, p, b->order);
    for (uint64_t k = 0;; k++) {
        ck_assert_uint_le(k, most);
        mpz_mul_ui(at, step, k);
        mpz_add(at, at, bn);
        urne_mes_run(s, at, bd, (urne_force){0, 0, NULL});
        urne_count_interval *last = &a.intervals[a.n_intervals];
        if (a.n_intervals > 0 && last[-1].n == s->n &&
            memcmp(last[-1].bought, s->bought + 1, s->n * sizeof *s->bought) == 0) {
            last[-1].to = k;
        } else {
            *last = (urne_count_interval){
                .from = k, .to = k, .n = s->n, .cost = s->fit->spent};
            last->bought = urne_arena_array(b->arena, s->n, sizeof *last->bought);
            memcpy(last->bought, s->bought + 1, s->n * sizeof *s->bought);
            a.n_intervals++;
        }
        if (s->fit->spent > p->budget) {
            a.end = URNE_ADD1_OVERSPENT;
            break;
        }
        a.k = k;
        bool more = b->rule->add1_stop == URNE_ADD1_NONE;
        for (uint32_t c = 0; c < p->m && !more; c++) {
            bool counts = b->rule->add1_stop == URNE_ADD1_ALL ||
                          (urne_profile_supported(p, c) && p->cost[c] > 0);
            more = counts && !p->barred[c] && !s->fit->funded[c] &&
                   urne_fit_has_room(s->fit, c);
        }
        if (!more) {
            a.end = URNE_ADD1_EXHAUSTED;
            break;
        }
        if (mpz_cmp(at, all) >= 0) {
            a.end = URNE_ADD1_SATURATED;
            break;
        }
    }
    mpz_clears(bn, bd, step, all, at, NULL);
    return story(b, &a);
}

START_TEST(endowments)
{
    static const struct {
        uint64_t budget, seats;
        unsigned places;
        bool whole;
        const char *num, *den;
    } all[] = {{1000, 0, 0, false, "1000", "3"}, {1000, 0, 0, true, "333", "1"},
               {1000, 0, 2, true, "300", "1"},   {1000, 0, 3, true, "0", "1"},
               {1000, 4, 2, true, "1", "1"},     {1000, 4, 2, false, "4", "3"}};
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        booth b = booth_new(all[i].budget, "A=1", "A - A !");
        mpz_t bn, bd;
        char text[64];
        mpz_inits(bn, bd, NULL);
        b.e->places = all[i].places;
        b.rule->seats = all[i].seats;
        booth_open(&b);
        urne_endowment(bn, bd, b.p, all[i].whole);
        ck_assert_str_eq(mpz_get_str(text, 10, bn), all[i].num);
        ck_assert_str_eq(mpz_get_str(text, 10, bd), all[i].den);
        mpz_clears(bn, bd, NULL);
        booth_close(&b);
    }
    booth b = booth_new(1000, "A=1", "");
    mpz_t bn, bd;
    mpz_inits(bn, bd, NULL);
    booth_open(&b);
    urne_endowment(bn, bd, b.p, false);
    ck_assert(mpz_sgn(bn) == 0 && mpz_cmp_ui(bd, 1) == 0);
    mpz_clears(bn, bd, NULL);
    booth_close(&b);
}
END_TEST

/* Two of 1000 each, one supporter each, 1500 for two ballots: at 1000 both, too much.
 */
START_TEST(overspent)
{
    booth b = booth_new(1500, "A=1000 B=1000", "A B");
    booth_ties(&b, "file");
    urne_add1 a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-249 0 -; 250-250 2000 A B; 249 overspent");
    ck_assert_uint_lt(a.runs + a.tests, 60);
    ck_assert_uint_eq(a.run->n, 0);
    /* an increment of 7 falls beside it; the start rounded down, one later */
    b.rule->add1_increment = 7;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-35 0 -; 36-36 2000 A B; 35 overspent");
    b.rule->add1_increment = 1;
    b.e->budget = 1501;
    b.rule->add1_start = URNE_ADD1_FLOOR;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-249 0 -; 250-250 2000 A B; 249 overspent");
    b.rule->add1_start = URNE_ADD1_EXACT;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-249 0 -; 250-250 2000 A B; 249 overspent");
    booth_close(&b);
}
END_TEST

START_TEST(exhausted)
{
    booth b = booth_new(2000, "A=900 B=1000 C=100 D=99", "A - B");
    booth_ties(&b, "file");
    urne_add1 a = scan(&b);
    /* 666.67 each; at 899.67 nothing, at 900.67 A; at 1000.67 B too: 1900 */
    ck_assert_str_eq(story(&b, &a),
                     "0-233 0 -; 234-333 900 A; 334-334 1900 A B; 334 exhausted");
    /* C and D have no supporters, and would fit: with all, the scan goes on; nothing
     * more can come, so it ends where one ballot could pay for A and B */
    b.rule->add1_stop = URNE_ADD1_ALL;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a),
                     "0-233 0 -; 234-333 900 A; 334-1234 1900 A B; 1234 saturated");
    ck_assert_uint_lt(a.runs + a.tests, 100);
    b.rule->threshold = (urne_threshold){1, 1, false};
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a),
                     "0-233 0 -; 234-333 900 A; 334-334 1900 A B; 334 exhausted");
    booth_close(&b);
}
END_TEST

START_TEST(saturated)
{
    booth b = booth_new(10, "A=8", "A - - - -");
    b.rule->add1_stop = URNE_ADD1_NONE;
    urne_add1 a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-5 0 -; 6-6 8 A; 6 saturated");
    b.rule->add1_increment = 1000000000;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-0 0 -; 1-1 8 A; 1 saturated");
    booth_close(&b);
    b = booth_new(10, "A=8 B=3", "- -");
    b.rule->add1_stop = URNE_ADD1_NONE;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-0 0 -; 0 saturated");
    booth_close(&b);
    b = booth_new(10, "A=8 B=3", "");
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), "0-0 0 -; 0 exhausted");
    booth_close(&b);
}
END_TEST

/* What is bought may cost less with more money; some such elections are found by lot,
 * and the scan goes through them as the loop does. */
START_TEST(cost_falls)
{
    uint64_t falls = 0;
    for (uint64_t i = 0; i < 2000 && falls < 3; i++) {
        uint64_t lots = lots_at(i);
        booth b = booth_new(0, "a=0 b=0 c=0 d=0", "-*6");
        for (uint32_t c = 0; c < 4; c++) {
            b.e->projects[c].cost = 20 + lots_below(&lots, 100);
            b.e->budget += b.e->projects[c].cost * 2 / 3;
        }
        for (size_t k = 0; k < 6; k++) {
            b.e->ballots[k].marks = urne_arena_array(b.arena, 4, sizeof(urne_mark));
            for (uint32_t c = 0; c < 4; c++) {
                if (lots_below(&lots, 2) == 0) {
                    b.e->ballots[k].marks[b.e->ballots[k].n_marks++].project = c;
                }
            }
        }
        booth_ties(&b, "id");
        b.rule->add1_stop = URNE_ADD1_NONE;
        urne_add1 a = scan(&b);
        ck_assert_str_eq(story(&b, &a), naive(&b, 1000));
        for (size_t v = 1; v < a.n_intervals; v++) {
            falls += a.intervals[v].cost < a.intervals[v - 1].cost ? 1 : 0;
        }
        booth_close(&b);
    }
    ck_assert_uint_ge(falls, 3);
}
END_TEST

static void some_ballots(booth *b, uint64_t *lots, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_ballot *ballot = &b->e->ballots[i];
        ballot->marks = urne_arena_array(b->arena, 6, sizeof *ballot->marks);
        for (uint32_t c = 0; c < 6; c++) {
            if (lots_below(lots, 5) < 2) {
                ballot->marks[ballot->n_marks++] = (urne_mark){c, lots_below(lots, 3)};
            }
        }
    }
}

/* Any rule, envelopes and rivals too: the story is that of the loop. */
START_TEST(nothing_is_skipped)
{
    uint64_t runs = 0, increments = 0;
    for (uint64_t i = 0; i < lots_scale(700); i++) {
        uint64_t lots = lots_at(i + 7000000), most = 3 + lots_below(&lots, 400);
        booth b = booth_new(1, "a=0 b=0 c=0 d=0 e=0 f=0", "-*8");
        static const urne_add1_stop stops[] = {URNE_ADD1_SUPPORTED, URNE_ADD1_ALL,
                                               URNE_ADD1_NONE};
        for (size_t c = 0; c < 6; c++) {
            b.e->projects[c].cost = lots_below(&lots, most);
            b.e->budget += b.e->projects[c].cost / (1 + lots_below(&lots, 3));
        }
        some_ballots(&b, &lots, 8);
        b.e->type = URNE_VOTE_SCORING;
        b.rule->utility = (urne_utility)lots_below(&lots, 4);
        booth_ties(&b, lots_below(&lots, 2) == 0 ? "min-cost,file" : "max-votes,id");
        b.rule->add1_stop = stops[lots_below(&lots, 3)];
        b.rule->add1_start = (urne_add1_start)lots_below(&lots, 2);
        b.rule->add1_increment = 1 + lots_below(&lots, 4);
        if (lots_below(&lots, 3) == 0) {
            booth_cap(&b, "a,b,c", b.e->budget / 2);
            booth_rivals(&b, "c,d");
        }
        urne_add1 a = scan(&b);
        const char *due = naive(&b, 4000);
        ck_assert_msg(strcmp(story(&b, &a), due) == 0, LOTS_HERE "%s, not %s",
                      lots_seed(), i, story(&b, &a), due);
        runs += a.runs + a.tests;
        increments += a.k;
        booth_close(&b);
    }
    ck_assert_uint_lt(runs, increments); /* it does skip */
}
END_TEST

/* E-COUNT-004: a tie that an endowment on the way depends on. */
START_TEST(open_ties)
{
    urne_add1 a;
    booth b = booth_new(10, "A=6 B=6", "A,B");
    booth_open(&b);
    ck_assert_int_eq(urne_add1_scan(&a, b.arena, b.p, b.order, &b.err),
                     URNE_E_COUNT_TIE);
    ck_assert_str_eq(b.err.diag[0].arg[0], "A, B");
    ck_assert_str_eq(b.err.diag[0].arg[1], "1");
    booth_close(&b);
    /* it makes no difference, but it is never skipped: every increment is run */
    b = booth_new(20, "A=4 B=4 C=30", "A,B C");
    booth_ties(&b, "min-cost");
    b.rule->add1_stop = URNE_ADD1_NONE;
    a = scan(&b);
    ck_assert_str_eq(story(&b, &a), naive(&b, 100));
    ck_assert_int_eq(a.end, URNE_ADD1_OVERSPENT);
    ck_assert_uint_ge(a.runs, 15);
    booth_close(&b);
}
END_TEST

/* E-COUNT-002: a hundredth of a millionth at a time. */
START_TEST(the_limit)
{
    urne_add1 a;
    booth b = booth_new(20000, "A=6 B=6 C=30000000", "A,B C");
    b.rule->add1_stop = URNE_ADD1_NONE;
    booth_open(&b);
    ck_assert_int_eq(urne_add1_scan(&a, b.arena, b.p, b.order, &b.err),
                     URNE_E_COUNT_ROUNDS);
    ck_assert_str_eq(b.err.diag[0].arg[0], "1000000");
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"endowments", endowments, 0, 0},
        {"overspent", overspent, 0, 0},
        {"exhausted", exhausted, 0, 0},
        {"saturated", saturated, 0, 0},
        {"cost_falls", cost_falls, 0, 0},
        {"nothing_is_skipped", nothing_is_skipped, 0, 0},
        {"open_ties", open_ties, 0, 0},
        {"the_limit", the_limit, 0, 0},
    };
    return program_run("add1", tests, PROGRAM_COUNT(tests), 120);
}
