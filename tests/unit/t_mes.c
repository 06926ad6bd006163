/* budget/mes: Equal Shares at one endowment, by hand and by a naive run; the two-point
 * test accepts and refuses. */
#include "oracle/booth.h"
#include "oracle/lots.h"
#include "oracle/program.h"

/* A run at the endowment num / den. */
static urne_mes *run_at(booth *b, uint64_t num, uint64_t den, urne_force force)
{
    mpz_t bn, bd;
    urne_mes *s = urne_mes_new(b->arena, b->p, b->order);
    mpz_init_set_ui(bn, num);
    mpz_init_set_ui(bd, den);
    urne_mes_run(s, bn, bd, force);
    mpz_clears(bn, bd, NULL);
    return s;
}

static bool replay_at(booth *b, const urne_mes *base, uint64_t num, uint64_t den,
                      urne_mes **out)
{
    mpz_t bn, bd;
    urne_mes *s = urne_mes_new(b->arena, b->p, b->order);
    mpz_init_set_ui(bn, num);
    mpz_init_set_ui(bd, den);
    bool same = urne_mes_replay(s, base, bn, bd);
    mpz_clears(bn, bd, NULL);
    if (out != NULL) {
        *out = s;
    }
    return same;
}

/* "A rho/pays/how many paid all" for every round. */
static const char *rounds(booth *b, const urne_mes *s)
{
    urne_buf out = urne_buf_new(b->arena, 64);
    mpq_t q;
    char text[256];
    mpq_init(q);
    for (size_t j = 1; j <= s->n; j++) {
        urne_buf_addz(&out, j == 1 ? "" : ", ");
        urne_buf_addz(&out, booth_ids(b, &s->bought[j], 1));
        urne_mes_rho(q, s, j);
        urne_buf_addc(&out, ' ');
        urne_buf_addz(&out, mpq_get_str(text, 10, q));
        urne_mes_pays(q, s, j);
        urne_buf_addc(&out, ' ');
        urne_buf_addz(&out, mpq_get_str(text, 10, q));
        urne_buf_addc(&out, ' ');
        urne_buf_addu(&out, s->paid_all[j]);
    }
    mpq_clear(q);
    urne_buf_addc(&out, '\0');
    return out.p;
}

static void money_is(urne_mes *s, uint32_t c, const char *due)
{
    mpq_t q;
    char text[256];
    mpq_init(q);
    urne_mes_money(q, s, c);
    ck_assert_str_eq(mpq_get_str(text, 10, q), due);
    mpq_clear(q);
}

/* Endowment 3. A: 2 each, 1/3 a unit. Then B: the third voter has 1, the fourth pays 3.
 * C had the fourth alone. */
START_TEST(by_hand)
{
    booth b = booth_new(12, "A=6 B=4 C=3", "A A A,B B,C");
    booth_open(&b);
    urne_mes *s = run_at(&b, 12, 4, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/3 2 0, B 3/4 3 2");
    ck_assert_uint_eq(s->fit->spent, 10);
    ck_assert_uint_eq(s->n_ties, 0);
    money_is(s, 0, "2");
    money_is(s, 2, "0");
    for (size_t g = 0; g < b.p->n_groups; g++) {
        bool first = b.p->weight[g] == 2;
        ck_assert_uint_eq(urne_mes_tenth(s, g), first ? 3 : 0);
        ck_assert_int_eq(s->spent[g], !first);
    }
    /* by number of projects: B costs 2 each, A 2 each, a tie; C 3 */
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_open(&b);
    s = run_at(&b, 12, 4, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 2 2 0, B 3 3 2");
    ck_assert_uint_eq(s->n_ties, 2); /* and then B with C, at 3 */
    ck_assert(!s->ties[0].resolved);
    /* B first: 2 each of the third and fourth; A: 3, 3, 1 are enough, 5/2 each */
    s = run_at(&b, 12, 4, (urne_force){1, 1, NULL});
    ck_assert_str_eq(rounds(&b, s), "B 2 2 0, A 5/2 5/2 1");
    booth_close(&b);
}
END_TEST

/* Points: a supporter with twice the points pays twice as much, while money lasts. */
START_TEST(by_points)
{
    booth b = booth_new(30, "A=9 B=12", "A:1,B:3 A:2 B:1");
    b.e->type = URNE_VOTE_SCORING;
    b.rule->utility = URNE_UTILITY_POINTS;
    booth_open(&b);
    /* endowment 10: A 3 a point (3, 6). B: 7 left of 9, the third pays 5 */
    urne_mes *s = run_at(&b, 10, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 3 6 0, B 5 15 1");
    b.rule->utility = URNE_UTILITY_POINTS_COST;
    booth_open(&b);
    /* B: 12 / (4 * 12) = 1/4: 9 and 3; A: 9 / 27 = 1/3. Then A: 1, and 8 at 8 / 18 */
    s = run_at(&b, 10, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "B 1/4 9 0, A 4/9 8 1");
    booth_close(&b);
}
END_TEST

/* Whoever holds just the share has paid all; when all do, the price is still theirs. */
START_TEST(just_the_share)
{
    booth b = booth_new(12, "A=6 B=2 C=4", "A A A,B B,C");
    booth_open(&b);
    urne_mes *s = run_at(&b, 3, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/3 2 0, B 1/2 1 1");
    booth_close(&b);
    b = booth_new(12, "A=12", "A*4");
    booth_open(&b);
    s = run_at(&b, 3, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/4 3 4");
    money_is(s, 0, "0");
    ck_assert_uint_eq(urne_mes_tenth(s, 0), 0);
    /* one unit more, and nobody can */
    b.e->projects[0].cost = 13;
    booth_open(&b);
    s = run_at(&b, 3, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "");
    money_is(s, 0, "12");
    ck_assert_uint_eq(urne_mes_tenth(s, 0), 10);
    booth_close(&b);
    /* all that is left, of different sizes: the largest sets the price */
    b = booth_new(12, "A=3 B=5", "A,B A*2 B");
    booth_open(&b);
    s = run_at(&b, 3, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/3 1 0, B 3/5 3 2");
    booth_close(&b);
}
END_TEST

/* Endowment 3. A leaves 8/3 to each of its three. B: 8/3 of two of them and of the
 * fourth; C: 8/3 of the three others. Equal, though reckoned from other balances. */
START_TEST(exactly_equal_prices)
{
    booth b = booth_new(18, "A=1 B=8 C=8", "A,B*2 A B,C C*2");
    b.rule->utility = URNE_UTILITY_CARDINALITY;
    booth_ties(&b, "file");
    booth_open(&b);
    urne_mes *s = run_at(&b, 3, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/3 1/3 0, B 8/3 8/3 2");
    ck_assert_uint_eq(s->n_ties, 1);
    ck_assert_uint_eq(s->ties[0].round, 2);
    ck_assert(s->ties[0].resolved);
    s = run_at(&b, 3, 1, (urne_force){2, 2, NULL});
    ck_assert_str_eq(rounds(&b, s), "A 1/3 1/3 0, C 8/3 8/3 0");
    /* a price that is larger by a hair is no tie: 8000001 against 8000000 */
    b.e->projects[0].cost = 1000000;
    b.e->projects[1].cost = 8000001;
    b.e->projects[2].cost = 8000000;
    booth_open(&b);
    s = run_at(&b, 3000001, 1, (urne_force){0, 0, NULL});
    ck_assert_uint_eq(s->n_ties, 0);
    ck_assert_uint_eq(s->bought[2], 2);
    booth_close(&b);
}
END_TEST

/* Beyond 2^61 units a ballot may pay for everything; so it does. */
START_TEST(endless_endowments)
{
    booth b = booth_new(10, "A=7 B=3 C=5", "A,B*2 B C");
    booth_ties(&b, "file");
    b.e->projects[2].cost = ((uint64_t)1 << 59) - 11;
    booth_open(&b);
    static const char *const due = "B 1/3 1 0, A 1/2 7/2 0, C 1 576460752303423477 0";
    for (unsigned bits = 59; bits < 200; bits += bits < 66 ? 1 : 40) {
        mpz_t bn, bd;
        mpz_init_set_ui(bd, 1);
        mpz_init(bn);
        mpz_ui_pow_ui(bn, 2, bits);
        urne_mes *s = urne_mes_new(b.arena, b.p, b.order), *t;
        urne_mes_run(s, bn, bd, (urne_force){0, 0, NULL});
        ck_assert_str_eq(rounds(&b, s), due);
        mpz_mul_ui(bn, bn, 2);
        t = urne_mes_new(b.arena, b.p, b.order);
        ck_assert(urne_mes_replay(t, s, bn, bd));
        ck_assert_str_eq(rounds(&b, t), due);
        for (size_t g = 0; g < b.p->n_groups; g++) {
            ck_assert_uint_ge(urne_mes_tenth(t, g), bits < 60 ? 5 : 7);
        }
        mpz_clears(bn, bd, NULL);
    }
    booth_close(&b);
}
END_TEST

/* Free projects first, in the order of ties; envelopes and rivals drop out. */
START_TEST(free_and_barred)
{
    booth b = booth_new(20, "A=4 B=0 C=0 D=4 E=0 F=4", "A,B,C,D,F*2 A D,F D");
    b.rule->ties[b.rule->n_ties++] = URNE_TIE_MAX_VOTES;
    b.rule->ties[b.rule->n_ties++] = URNE_TIE_FILE;
    b.rule->threshold = (urne_threshold){1, 1, false};
    booth_cap(&b, "A,F", 7);
    booth_rivals(&b, "B,C");
    booth_open(&b);
    urne_mes *s = run_at(&b, 4, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "B 0 0 0, D 1/4 1 0, A 1/3 4/3 0");
    ck_assert_uint_eq(s->n_free, 1);
    ck_assert(!urne_fit_allows(s->fit, 5) && !urne_fit_allows(s->fit, 2));
    b.rule->threshold = (urne_threshold){3, 1, false};
    b.rule->n_caps = 0;
    booth_open(&b);
    s = run_at(&b, 4, 1, (urne_force){0, 0, NULL});
    ck_assert_str_eq(rounds(&b, s), "D 1/4 1 0, A 1/3 4/3 0, F 1/3 4/3 0");
    booth_close(&b);
}
END_TEST

/* ---- the two-point test ---- */

START_TEST(replay_of_what_grows)
{
    booth b = booth_new(20, "A=3 B=3", "A,B*3");
    booth_ties(&b, "file");
    booth_open(&b);
    urne_mes *none = run_at(&b, 1, 2, (urne_force){0, 0, NULL}), *again;
    ck_assert_uint_eq(none->n, 0);
    ck_assert(replay_at(&b, none, 99, 100, &again));
    ck_assert(!replay_at(&b, none, 1, 1, NULL)); /* A can be paid */
    urne_mes *one = run_at(&b, 1, 1, (urne_force){0, 0, NULL});
    ck_assert(replay_at(&b, one, 199, 100, &again));
    ck_assert_str_eq(rounds(&b, again), "A 1/3 1 0");
    ck_assert(!replay_at(&b, one, 2, 1, NULL)); /* B too */
    urne_mes *two = run_at(&b, 2, 1, (urne_force){0, 0, NULL});
    ck_assert_uint_eq(two->n_ties, 1);
    ck_assert(replay_at(&b, two, 1000000, 1, &again));
    ck_assert_str_eq(rounds(&b, again), "A 1/3 1 0, B 1/3 1 0");
    /* equal prices, and nothing that tells them apart: never skipped */
    b.rule->n_ties = 0;
    booth_open(&b);
    two = run_at(&b, 2, 1, (urne_force){0, 0, NULL});
    ck_assert(!replay_at(&b, two, 3, 1, NULL));
    booth_close(&b);
}
END_TEST

/* F takes 1/2 of the third voter. W costs 3/2 each. Q: at 7/4, all that its two have;
 * at 2, just 3/2 each, as W: then the order of ties decides what comes second. */
START_TEST(replay_of_equal_prices)
{
    for (int q_first = 0; q_first < 2; q_first++) {
        booth b = booth_new(20, "F=3 W=3 Q=3", "F*5 F,Q Q W*2");
        b.rule->utility = URNE_UTILITY_CARDINALITY;
        booth_ties(&b, q_first ? "id" : "file");
        booth_open(&b);
        urne_mes *base = run_at(&b, 7, 4, (urne_force){0, 0, NULL}), *at;
        ck_assert_str_eq(rounds(&b, base), "F 1/2 1/2 0, W 3/2 3/2 0, Q 7/4 7/4 2");
        at = run_at(&b, 2, 1, (urne_force){0, 0, NULL});
        ck_assert_str_eq(rounds(&b, at), q_first
                                             ? "F 1/2 1/2 0, Q 3/2 3/2 1, W 3/2 3/2 0"
                                             : "F 1/2 1/2 0, W 3/2 3/2 0, Q 3/2 3/2 1");
        ck_assert_int_eq(replay_at(&b, base, 2, 1, NULL), !q_first);
        ck_assert(replay_at(&b, base, 199, 100, NULL));
        booth_close(&b);
    }
}
END_TEST

/* ---- many small elections, naively ---- */

enum { VOTERS = 7, PROJECTS = 5 };

static booth some_booth(uint64_t *lots)
{
    booth b = booth_new(100, "a=0 b=0 c=0 d=0 e=0", "-*7");
    static const urne_utility all[] = {URNE_UTILITY_COST, URNE_UTILITY_CARDINALITY,
                                       URNE_UTILITY_POINTS, URNE_UTILITY_POINTS_COST};
    b.e->type = URNE_VOTE_SCORING;
    b.rule->utility = all[lots_below(lots, 4)];
    booth_ties(&b, lots_below(lots, 2) == 0 ? "file" : "min-cost,id");
    uint64_t most = 2 + lots_below(lots, 30);
    for (size_t c = 0; c < PROJECTS; c++) {
        b.e->projects[c].cost = 1 + lots_below(lots, most);
    }
    for (size_t i = 0; i < VOTERS; i++) {
        urne_ballot *ballot = &b.e->ballots[i];
        ballot->marks = urne_arena_array(b.arena, PROJECTS, sizeof *ballot->marks);
        for (uint32_t c = 0; c < PROJECTS; c++) {
            if (lots_below(lots, 2) == 0) {
                ballot->marks[ballot->n_marks++] =
                    (urne_mark){c, 1 + lots_below(lots, 3)};
            }
        }
    }
    booth_open(&b);
    return b;
}

/* The least rho with sum of min(left, rho * u) = cost, by trying every voter as the
 * last who pays in full. False when they cannot pay. */
static bool naive_rho(mpq_t rho, const booth *b, uint32_t c, mpq_t *left)
{
    const urne_profile *p = b->p;
    bool found = false;
    mpq_t sum, d, x, cost, best;
    mpq_inits(sum, d, x, cost, best, NULL);
    mpq_set_ui(cost, p->cost[c], 1);
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        mpq_set_ui(x, p->weight[p->who[i]], 1);
        mpq_mul(x, x, left[p->who[i]]);
        mpq_add(sum, sum, x);
    }
    if (mpq_cmp(sum, cost) >= 0) {
        /* rho is one of: (cost - sum of those below) / u of those from there on */
        for (size_t k = p->start[c]; k < p->start[c + 1]; k++) {
            mpq_t at, due;
            mpq_inits(at, due, NULL);
            mpq_set_ui(at, 1, p->u[k] * p->factor[c]);
            mpq_canonicalize(at);
            mpq_mul(at, at, left[p->who[k]]); /* k holds just the share */
            mpq_set(sum, cost);
            mpq_set_ui(d, 0, 1);
            for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
                mpq_set_ui(due, p->u[i] * p->factor[c], 1);
                mpq_mul(x, due, at);
                if (mpq_cmp(left[p->who[i]], x) < 0) {
                    mpq_set_ui(x, p->weight[p->who[i]], 1);
                    mpq_mul(x, x, left[p->who[i]]);
                    mpq_sub(sum, sum, x);
                } else {
                    mpq_set_ui(x, p->weight[p->who[i]], 1);
                    mpq_mul(x, x, due);
                    mpq_add(d, d, x);
                }
            }
            mpq_div(x, sum, d);
            /* the payers are those who hold at least `at`; right if x <= at */
            if (mpq_cmp(x, at) <= 0 && (!found || mpq_cmp(x, best) > 0)) {
                mpq_set(best, x);
                found = true;
            }
            mpq_clears(at, due, NULL);
        }
    }
    mpq_set(rho, best);
    mpq_clears(sum, d, x, cost, best, NULL);
    return found;
}

/* The whole run so; compares every round. */
static void check_naively(booth *b, urne_mes *s, uint64_t num, uint64_t den)
{
    const urne_profile *p = b->p;
    mpq_t left[VOTERS], rho, best, due;
    bool bought[PROJECTS] = {false};
    mpq_inits(rho, best, due, NULL);
    for (size_t g = 0; g < p->n_groups; g++) {
        mpq_init(left[g]);
        mpq_set_ui(left[g], num, den);
        mpq_canonicalize(left[g]);
    }
    for (size_t j = 1;; j++) {
        uint32_t w = PROJECTS;
        for (uint32_t c = 0; c < PROJECTS; c++) {
            if (!bought[c] && naive_rho(rho, b, c, left)) {
                int order = w == PROJECTS ? -1 : mpq_cmp(rho, best);
                if (order < 0 ||
                    (order == 0 && urne_order_cmp(b->order, j, c, w) < 0)) {
                    w = c;
                    mpq_set(best, rho);
                }
            }
        }
        if (w == PROJECTS) {
            ck_assert_uint_eq(s->n, j - 1);
            break;
        }
        ck_assert_uint_ge(s->n, j);
        ck_assert_uint_eq(s->bought[j], w);
        urne_mes_rho(rho, s, j);
        ck_assert(mpq_equal(rho, best));
        bought[w] = true;
        for (size_t i = p->start[w]; i < p->start[w + 1]; i++) {
            size_t g = p->who[i];
            mpq_set_ui(due, p->u[i] * p->factor[w], 1);
            mpq_mul(due, due, best);
            mpq_sub(left[g], left[g], due);
            if (mpq_sgn(left[g]) < 0) {
                mpq_set_ui(left[g], 0, 1);
            }
        }
    }
    for (size_t g = 0; g < p->n_groups; g++) {
        ck_assert_int_eq(s->spent[g], mpq_sgn(left[g]) == 0);
        mpq_clear(left[g]);
    }
    mpq_clears(rho, best, due, NULL);
}

START_TEST(naive_runs)
{
    for (uint64_t i = 0; i < lots_scale(3000); i++) {
        uint64_t lots = lots_at(i);
        booth b = some_booth(&lots);
        uint64_t num = 1 + lots_below(&lots, 60), den = 1 + lots_below(&lots, 7);
        check_naively(&b, run_at(&b, num, den, (urne_force){0, 0, NULL}), num, den);
        booth_close(&b);
    }
}
END_TEST

/* What a replay accepts is the plain run there, and every endowment between buys the
 * same; what it refuses is for the most part refused rightly. */
START_TEST(replays)
{
    uint64_t accepted = 0, refused = 0, timid = 0;
    for (uint64_t i = 0; i < lots_scale(1500); i++) {
        uint64_t lots = lots_at(i + 1000000);
        booth b = some_booth(&lots);
        uint64_t num = 4 + lots_below(&lots, 60), more = 1 + lots_below(&lots, 12);
        urne_mes *base = run_at(&b, num, 4, (urne_force){0, 0, NULL}), *at;
        bool same = replay_at(&b, base, num + more, 4, &at), all = true;
        for (uint64_t k = 1; k <= more; k++) {
            urne_mes *s = run_at(&b, num + k, 4, (urne_force){0, 0, NULL});
            bool equal = s->n == base->n && memcmp(s->bought + 1, base->bought + 1,
                                                   s->n * sizeof *s->bought) == 0;
            ck_assert_msg(equal || !same, LOTS_HERE "%" PRIu64, lots_seed(), i, k);
            all = all && equal;
            if (k == more && same) {
                ck_assert_str_eq(rounds(&b, s), rounds(&b, at));
                ck_assert_mem_eq(s->spent, at->spent, b.p->n_groups * sizeof *s->spent);
                ck_assert_uint_eq(s->fit->spent, at->fit->spent);
                for (size_t g = 0; g < b.p->n_groups; g++) {
                    ck_assert_uint_eq(urne_mes_tenth(s, g), urne_mes_tenth(at, g));
                }
            }
        }
        accepted += same;
        refused += !same;
        timid += all && !same;
        booth_close(&b);
    }
    ck_assert_uint_gt(accepted, 100);
    ck_assert_uint_gt(refused, 100);
    ck_assert_uint_lt(timid * 4, accepted);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"by_hand", by_hand, 0, 0},
        {"by_points", by_points, 0, 0},
        {"just_the_share", just_the_share, 0, 0},
        {"exactly_equal_prices", exactly_equal_prices, 0, 0},
        {"endless_endowments", endless_endowments, 0, 0},
        {"free_and_barred", free_and_barred, 0, 0},
        {"replay_of_what_grows", replay_of_what_grows, 0, 0},
        {"replay_of_equal_prices", replay_of_equal_prices, 0, 0},
        {"naive_runs", naive_runs, 0, 0},
        {"replays", replays, 0, 0},
    };
    return program_run("mes", tests, PROGRAM_COUNT(tests), 120);
}
