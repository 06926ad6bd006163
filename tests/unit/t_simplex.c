/* exact/simplex: programmes by hand, programmes by lot against a textbook's tableau,
 * with every proof recomputed. */
#include "exact/simplex.h"
#include "oracle/linear.h"
#include "oracle/program.h"

static uint64_t here;

/* Check writes a line for each assertion that holds: too many here. */
#define MUST(what)                                                                     \
    do {                                                                               \
        if (!(what)) {                                                                 \
            ck_abort_msg(LOTS_HERE "%s", lots_seed(), here, #what);                    \
        }                                                                              \
    } while (0)

static bool is(mpq_srcptr v, const char *due)
{
    mpq_t q;
    mpq_init(q);
    MUST(mpq_set_str(q, due, 10) == 0);
    bool same = mpq_equal(v, q);
    mpq_clear(q);
    return same;
}

static bool value_is(const linear *l, size_t j, const char *due)
{
    mpq_t x;
    mpq_init(x);
    urne_lp_value(l->lp, j, x);
    bool same = is(x, due);
    mpq_clear(x);
    return same;
}

/* No point: the multipliers prove it. */
static void check_empty(const linear *l)
{
    mpz_t none, sum;
    mpz_inits(none, sum, NULL);
    MUST(linear_bound(l, none, sum));
    MUST(mpz_sgn(sum) < 0);
    mpz_clears(none, sum, NULL);
}

/* The greatest sum of costs: a point has it, no point has more. */
static void check_greatest(linear *l, mpq_srcptr due)
{
    mpq_t zero, value, x;
    mpz_t bound;
    mpz_init(bound);
    mpq_inits(zero, value, x, NULL);
    MUST(linear_sound(l, zero));
    for (size_t j = 0; j < l->n; j++) {
        mpq_t c;
        mpq_init(c);
        urne_lp_value(l->lp, j, x);
        mpq_set_z(c, l->cost[j]);
        mpq_mul(x, x, c);
        mpq_add(value, value, x);
        mpq_clear(c);
    }
    MUST(due == NULL || mpq_equal(value, due));
    MUST(linear_bound(l, urne_lp_denominator(l->lp), bound));
    mpq_set_z(x, urne_lp_denominator(l->lp));
    mpq_mul(x, x, value);
    MUST(mpq_cmp_z(x, bound) == 0);
    mpz_clear(bound);
    mpq_clears(zero, value, x, NULL);
}

/* ---- by lot ---- */

static const int64_t sizes[] = {1, 3, 30};

START_TEST(maximise_by_lot)
{
    uint64_t allowed = 0, n = lots_scale(3000);
    mpq_t due;
    mpq_init(due);
    for (uint64_t i = 0; i < n; i++) {
        here = i;
        uint64_t lots = lots_at(i + (uint64_t)_i * 100000);
        linear l = linear_some(&lots, sizes[_i], false);
        bool is_allowed = linear_solve(&l, LINEAR_COST, due);
        MUST(urne_lp_feasible(linear_load(&l)) == is_allowed);
        allowed += is_allowed;
        if (is_allowed) {
            urne_lp_maximise(l.lp, l.cost);
            check_greatest(&l, due);
            for (size_t j = 0; j < l.n; j++) { /* and back */
                mpz_neg(l.cost[j], l.cost[j]);
            }
            MUST(linear_solve(&l, LINEAR_COST, due));
            urne_lp_maximise(l.lp, l.cost);
            check_greatest(&l, due);
        } else {
            check_empty(&l);
        }
        linear_free(&l);
    }
    mpq_clear(due);
    ck_assert(allowed * 10 > n && allowed * 10 < 9 * n);
}
END_TEST

/* The greatest level, and the reduced costs that hold it down: only columns at their
 * least do, and the sum of the multipliers is what is left. */
static void check_level(linear *l, mpq_srcptr z)
{
    mpq_t x, at, one;
    mpq_inits(x, at, one, NULL);
    mpq_set_ui(one, 1, 1);
    MUST(linear_sound(l, z));
    for (size_t j = 0; j < l->n && mpq_cmp(z, one) < 0; j++) {
        int sign = urne_lp_sign(l->lp, j);
        mpz_t r, part;
        mpz_inits(r, part, NULL);
        for (size_t i = 0; i < l->m; i++) {
            mpz_mul_si(part, urne_lp_multiplier(l->lp, i), (long)l->a[i][j]);
            mpz_add(r, r, part);
        }
        MUST(mpz_sgn(r) == sign);
        mpz_clears(r, part, NULL);
        urne_lp_value(l->lp, j, x);
        mpq_set_si(at, (long)l->weight[j], 1);
        mpq_mul(at, at, z);
        mpq_set_si(one, (long)l->least[j], 1);
        mpq_add(at, at, one);
        MUST(sign <= 0 || mpq_equal(x, at));
        MUST(sign >= 0 || mpq_cmp_si(x, l->most[j], 1) == 0);
        mpq_set_ui(one, 1, 1);
    }
    mpq_clears(x, at, one, NULL);
}

START_TEST(level_by_lot)
{
    uint64_t inner = 0, whole = 0, n = lots_scale(3000);
    mpq_t due, z;
    mpq_inits(due, z, NULL);
    for (uint64_t i = 0; i < n; i++) {
        here = i;
        uint64_t lots = lots_at(i + 500000 + (uint64_t)_i * 100000);
        linear l = linear_some(&lots, sizes[_i], true);
        /* at z = 0 there must be a point: the level is raised from it */
        bool is_allowed = linear_solve(&l, LINEAR_POINT, due);
        MUST(urne_lp_feasible(linear_load(&l)) == is_allowed);
        if (is_allowed) {
            MUST(linear_solve(&l, LINEAR_LEVEL, due));
            urne_lp_level(l.lp, z);
            MUST(mpq_equal(z, due));
            check_level(&l, z);
            inner += mpq_sgn(z) > 0 && mpq_cmp_ui(z, 1, 1) < 0;
            whole += mpq_cmp_ui(z, 1, 1) == 0;
        }
        linear_free(&l);
    }
    mpq_clears(due, z, NULL);
    ck_assert(inner * 20 > n && whole * 20 > n);
}
END_TEST

/* Bounds of rows change, the basis stays. */
START_TEST(again_by_lot)
{
    mpq_t due, lo, hi;
    mpq_inits(due, lo, hi, NULL);
    for (uint64_t i = 0; i < lots_scale(1000); i++) {
        here = i;
        uint64_t lots = lots_at(i + 900000);
        linear l = linear_some(&lots, 3, false);
        bool was = urne_lp_feasible(linear_load(&l));
        for (unsigned turn = 0; turn < 5; turn++) {
            size_t r = (size_t)lots_below(&lots, l.m),
                   j = (size_t)lots_below(&lots, l.n);
            if (l.lo[r] != LINEAR_NONE && l.hi[r] != LINEAR_NONE) {
                l.lo[r] = linear_between(&lots, l.lo[r] - 3, l.lo[r] + 3);
                l.hi[r] = l.lo[r] + linear_between(&lots, 0, 6);
                mpq_set_si(lo, (long)l.lo[r], 1);
                mpq_set_si(hi, (long)l.hi[r], 1);
                urne_lp_row(l.lp, r, lo, hi);
            }
            l.least[j] = linear_between(&lots, 0, 3);
            l.most[j] = l.least[j] + linear_between(&lots, 0, 3);
            urne_lp_bound(l.lp, j, l.least[j], 0, l.most[j]);
            was = urne_lp_again(l.lp);
            MUST(was == linear_solve(&l, LINEAR_COST, due));
            if (was) {
                urne_lp_maximise(l.lp, l.cost);
                check_greatest(&l, due);
            } else {
                check_empty(&l);
            }
        }
        linear_free(&l);
    }
    mpq_clears(due, lo, hi, NULL);
}
END_TEST

/* ---- by hand ---- */

static linear by_hand(size_t m, size_t n, const int64_t *a, const int64_t *cost)
{
    linear l = linear_new(m, n);
    for (size_t i = 0; i < m * n; i++) {
        l.a[i / n][i % n] = a[i];
    }
    for (size_t j = 0; j < n; j++) {
        mpz_set_si(l.cost[j], cost == NULL ? 0 : (long)cost[j]);
    }
    return l;
}

static void greatest(linear *l, const char *due)
{
    mpq_t v;
    mpq_init(v);
    MUST(mpq_set_str(v, due, 10) == 0);
    MUST(urne_lp_feasible(linear_load(l)));
    urne_lp_maximise(l->lp, l->cost);
    check_greatest(l, v);
    mpq_clear(v);
}

/* Beale 1955 and Kuhn: the rule of the greatest gain alone goes round and round. */
START_TEST(cycling)
{
    const int64_t beale[] = {1, -32, -4, 36, 1, -24, -1, 6, 0, 0, 1, 0};
    const int64_t beale_cost[] = {3, -80, 2, -24};
    linear l = by_hand(3, 4, beale, beale_cost);
    l.hi[0] = l.hi[1] = 0;
    l.hi[2] = 1;
    greatest(&l, "5");
    ck_assert(value_is(&l, 0, "1") && value_is(&l, 2, "1"));
    linear_free(&l);
    const int64_t kuhn[] = {-2, -9, 1, 9, 1, 3, -1, -6, 2, 3, -1, -12};
    l = by_hand(3, 4, kuhn, kuhn + 8);
    l.hi[0] = l.hi[1] = 0;
    l.hi[2] = 2;
    greatest(&l, "2");
    linear_free(&l);
}
END_TEST

/* Columns go to their upper bounds without a pivot; one is there from the beginning. */
START_TEST(upper_bounds)
{
    const int64_t a[] = {1, 1, 1, 1}, cost[] = {4, 3, 2, -1};
    linear l = by_hand(1, 4, a, cost);
    l.hi[0] = 6;
    for (size_t j = 0; j < 4; j++) {
        l.most[j] = 2;
        l.least[j] = j == 3;
    }
    greatest(&l, "15"); /* 2, 2, 1 and 1 */
    ck_assert(value_is(&l, 0, "2") && value_is(&l, 1, "2") && value_is(&l, 2, "1"));
    linear_free(&l);
    l = by_hand(1, 4, a, cost); /* nothing but bounds */
    for (size_t j = 0; j < 4; j++) {
        l.most[j] = 5;
        l.least[j] = 5;
    }
    greatest(&l, "40");
    linear_free(&l);
}
END_TEST

START_TEST(no_point)
{
    const int64_t a[] = {1, 1, 1, -1};
    linear l = by_hand(2, 2, a, NULL);
    l.most[0] = l.most[1] = 3;
    l.lo[0] = 7;
    ck_assert(!urne_lp_feasible(linear_load(&l)));
    check_empty(&l);
    l.lo[0] = 5;
    l.lo[1] = 2; /* x + y >= 5, x - y >= 2, x <= 3 */
    ck_assert(!urne_lp_feasible(linear_load(&l)));
    check_empty(&l);
    l.lo[1] = 1;
    ck_assert(urne_lp_feasible(linear_load(&l)));
    ck_assert(value_is(&l, 0, "3") && value_is(&l, 1, "2"));
    linear_free(&l);
    l = linear_new(1, 2); /* a row without entries */
    l.lo[0] = 1;
    ck_assert(!urne_lp_feasible(linear_load(&l)));
    check_empty(&l);
    l.lo[0] = 0;
    ck_assert(urne_lp_feasible(linear_load(&l)));
    linear_free(&l);
}
END_TEST

/* Everybody to 1; everybody to nothing; a level that one row holds. */
START_TEST(levels)
{
    const int64_t a[] = {1, 1, 1};
    mpq_t z;
    mpq_init(z);
    linear l = by_hand(1, 3, a, NULL);
    for (size_t j = 0; j < 3; j++) {
        l.most[j] = l.weight[j] = (int64_t)j + 1;
    }
    static const struct {
        int64_t lo, hi;
        const char *level;
    } cases[] = {{6, 6, "1"},   {0, 6, "1"}, {0, 9, "1"},  {5, 5, "5/6"},
                 {1, 1, "1/6"}, {0, 0, "0"}, {0, 4, "2/3"}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        l.lo[0] = cases[i].lo;
        l.hi[0] = cases[i].hi;
        ck_assert(urne_lp_feasible(linear_load(&l)));
        urne_lp_level(l.lp, z);
        ck_assert(is(z, cases[i].level));
        check_level(&l, z);
    }
    linear_free(&l);
    mpq_clear(z);
}
END_TEST

/* The 8 people of panel-1 §8.1: rows women, men, young, older, all. */
START_TEST(stages)
{
    const int64_t a[] = {1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1};
    const int64_t persons[] = {1, 3, 2, 2}, lo[] = {2, 2, 0, 3, 4},
                  hi[] = {2, 2, 1, 4, 4};
    static const struct {
        const char *level, *signs;
    } due[] = {{"1/3", "+-+-"}, {"5/9", "-+--"}, {"2/3", "---+"}};
    linear l = by_hand(5, 4, a, NULL);
    bool fixed[4] = {false};
    mpq_t z;
    mpq_init(z);
    for (size_t j = 0; j < 4; j++) {
        l.most[j] = l.weight[j] = persons[j];
    }
    for (size_t r = 0; r < 5; r++) {
        l.lo[r] = lo[r];
        l.hi[r] = hi[r];
    }
    ck_assert(urne_lp_feasible(linear_load(&l)));
    for (size_t s = 0; s < 3; s++) {
        urne_lp_level(l.lp, z);
        ck_assert(is(z, due[s].level));
        for (size_t j = 0; j < 4; j++) {
            bool holds = !fixed[j] && urne_lp_sign(l.lp, j) > 0;
            ck_assert(holds == (due[s].signs[j] == '+'));
            if (holds) {
                fixed[j] = true;
                urne_lp_fix(l.lp, j);
            }
        }
        urne_lp_settle(l.lp);
    }
    ck_assert(value_is(&l, 0, "1/3") && value_is(&l, 1, "5/3"));
    ck_assert(value_is(&l, 2, "2/3") && value_is(&l, 3, "4/3"));
    linear_free(&l);
    mpq_clear(z);
}
END_TEST

/* Columns that come later; bounds that are long fractions; a fixed column let go. */
START_TEST(later_columns)
{
    static const uint32_t row[] = {0, 1};
    static const int64_t both[] = {1, 2}, one[] = {3, 1};
    urne_arena *arena = urne_arena_new();
    urne_lp *lp = urne_lp_new(arena, 2, 3);
    mpq_t v, x;
    mpq_inits(v, x, NULL);
    ck_assert(mpq_set_str(
                  v, "1000000000000000000000000000001/3000000000000000000000000000007",
                  10) == 0);
    urne_lp_row(lp, 0, v, v);
    mpq_set_ui(x, 1, 1);
    urne_lp_row(lp, 1, NULL, x);
    for (size_t j = 0; j < 3; j++) {
        urne_lp_absent(lp, j);
    }
    urne_lp_absent(lp, 2); /* twice is once */
    ck_assert(!urne_lp_feasible(lp));
    ck_assert(mpz_sgn(urne_lp_multiplier(lp, 0)) < 0);
    urne_lp_bound(lp, 0, 0, 0, -1);
    urne_lp_column(lp, 0, row, both, 2);
    ck_assert(urne_lp_again(lp));
    urne_lp_value(lp, 0, x);
    ck_assert(mpq_equal(x, v));
    mpq_set_ui(x, 0, 1);
    urne_lp_row(lp, 1, NULL, x); /* now it may not be */
    ck_assert(!urne_lp_again(lp));
    urne_lp_row(lp, 1, NULL, NULL);
    urne_lp_bound(lp, 1, 0, 0, -1);
    urne_lp_column(lp, 1, row, one, 2);
    ck_assert(urne_lp_again(lp));
    mpq_clears(v, x, NULL);
    urne_arena_free(arena);
}
END_TEST

/* Coefficients near the end of 64 bits in many rows: sums need more than 128. */
START_TEST(long_coefficients)
{
    enum { N = 8 };
    const int64_t big = INT64_MAX;
    linear l = linear_new(N, N);
    for (size_t r = 0; r < N; r++) {
        for (size_t j = 0; j < N; j++) {
            l.a[r][j] = r == j ? big : big - (int64_t)(r * N + j) - 1;
        }
        l.lo[r] = 0;
        l.hi[r] = INT64_MAX / 2 - (int64_t)r;
        l.most[r] = 1;
        mpz_set_si(l.cost[r], 1 + (long)r);
        mpz_mul_2exp(l.cost[r], l.cost[r], r % 2 == 0 ? 0 : 90);
    }
    ck_assert(urne_lp_feasible(linear_load(&l)));
    urne_lp_maximise(l.lp, l.cost);
    check_greatest(&l, NULL);
    for (size_t r = 0; r < N; r++) {
        l.lo[r] = INT64_MAX / 4;
        l.a[r][(r + 3) % N] = -big;
    }
    bool allowed = urne_lp_feasible(linear_load(&l));
    if (allowed) {
        urne_lp_maximise(l.lp, l.cost);
        check_greatest(&l, NULL);
    } else {
        check_empty(&l);
    }
    linear_free(&l);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"maximise_by_lot", maximise_by_lot, PROGRAM_COUNT(sizes), 0},
        {"level_by_lot", level_by_lot, PROGRAM_COUNT(sizes), 0},
        {"again_by_lot", again_by_lot, 0, 0},
        {"cycling", cycling, 0, 0},
        {"upper_bounds", upper_bounds, 0, 0},
        {"no_point", no_point, 0, 0},
        {"levels", levels, 0, 0},
        {"stages", stages, 0, 0},
        {"later_columns", later_columns, 0, 0},
        {"long_coefficients", long_coefficients, 0, 0},
    };
    return program_run("simplex", tests, PROGRAM_COUNT(tests), 100);
}
