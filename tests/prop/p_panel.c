/* Quota panels against the fairest lottery over all panels there are: chances person by
 * person, quotas that allow no panel, people who are in none, the lottery, the
 * checks C2, C4, C5 and C7 of the certificate (panel-1 §6), cuts and their trees
 * (panel-1 §5). */
#include "oracle/panel.h"
#include "oracle/program.h"
#include "oracle/tree.h"
#include "panel/solve.h"

#include <stdio.h>

typedef struct figures {
    uint64_t instances, infeasible, absent, cut, cuts, stages, panels;
} figures;

static uint64_t here;

/* Check writes a line for each assertion that holds: too many here. */
#define MUST(what)                                                                     \
    do {                                                                               \
        if (!(what)) {                                                                 \
            ck_abort_msg(LOTS_HERE "%s", lots_seed(), here, #what);                    \
        }                                                                              \
    } while (0)

/* ---- the certificate, recomputed ---- */

/* sum of coef x; rows from 0. */
static void row_value(mpq_t sum, const tiny *t, size_t r, mpq_t *x)
{
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(sum, 0, 1);
    for (size_t u = 0; u < t->p.types; u++) {
        mpq_set_si(part, (long)tree_coef(&t->p, r, u), 1);
        mpq_mul(part, part, x[u]);
        mpq_add(sum, sum, part);
    }
    mpq_clear(part);
}

/* x keeps quotas and cuts (panel-1 §6.2). */
static void check_point(const tiny *t, mpq_t *x)
{
    mpq_t sum;
    mpq_init(sum);
    for (size_t u = 0; u < t->p.types; u++) {
        MUST(mpq_sgn(x[u]) >= 0 && mpq_cmp_si(x[u], (long)t->persons[u], 1) <= 0);
    }
    for (size_t r = 0; r < t->p.features; r++) {
        row_value(sum, t, r, x);
        MUST(mpq_cmp_si(sum, (long)t->lo[r], 1) >= 0);
        MUST(mpq_cmp_si(sum, (long)t->hi[r], 1) <= 0);
    }
    row_value(sum, t, t->p.features, x);
    MUST(mpq_cmp_si(sum, (long)t->p.k, 1) == 0);
    for (size_t c = 0; c < t->p.n_cuts; c++) {
        row_value(sum, t, t->p.features + 1 + c, x);
        MUST(mpq_cmp_si(sum, (long)t->p.cuts[c].most, 1) <= 0);
    }
    mpq_clear(sum);
}

static void chance_of(mpq_t chance, const tiny *t, mpq_t *x, size_t u)
{
    mpq_t n;
    mpq_init(n);
    mpq_set_si(n, (long)t->persons[u], 1);
    mpq_div(chance, x[u], n);
    mpq_clear(n);
}

/* beta of a stage: what the rows, and p <= 1 of those that were open, allow. */
static void beta_of(mpz_t beta, const tiny *t, const urne_panel_stage *s,
                    const bool *open, const mpz_t *r)
{
    mpz_t part;
    mpz_init(part);
    mpz_set_ui(beta, 0);
    for (size_t row = 0; row < s->rows; row++) {
        bool feature = row<t->p.features, cut = row> t->p.features;
        bool up = mpz_sgn(s->lam[row]) >= 0;
        int64_t lo = feature ? t->lo[row] : t->p.k, hi = feature ? t->hi[row] : t->p.k;
        MUST(!cut || up);
        hi = cut ? t->p.cuts[row - t->p.features - 1].most : hi;
        mpz_mul_si(part, s->lam[row], (long)(up ? hi : lo));
        mpz_add(beta, beta, part);
    }
    for (size_t u = 0; u < t->p.types; u++) {
        if (open[u] && mpz_sgn(r[u]) < 0) {
            mpz_mul_si(part, r[u], (long)t->persons[u]);
            mpz_sub(beta, beta, part);
        }
    }
    mpz_clear(part);
}

/* C5: the multipliers of one stage. */
static void check_multipliers(const tiny *t, const urne_panel_stage *s, mpq_t *x,
                              const bool *open)
{
    mpz_t r[TINY_TYPES], part, beta;
    mpq_t sum, term;
    mpz_inits(part, beta, NULL);
    mpq_inits(sum, term, NULL);
    MUST(s->rows == t->p.features + 1 + t->p.n_cuts);
    for (size_t u = 0; u < t->p.types; u++) {
        bool fixed = false;
        mpz_init(r[u]);
        for (size_t row = 0; row < s->rows; row++) {
            mpz_mul_si(part, s->lam[row], (long)tree_coef(&t->p, row, u));
            mpz_add(r[u], r[u], part);
        }
        for (size_t i = 0; i < s->n_fixed; i++) {
            fixed = fixed || s->fixed[i] == u;
        }
        MUST(!open[u] || (mpz_sgn(r[u]) > 0) == fixed);
    }
    beta_of(beta, t, s, open, r);
    for (size_t u = 0; u < t->p.types; u++) {
        if (!open[u] || mpz_sgn(r[u]) > 0) {
            mpq_set_z(term, r[u]);
            mpq_mul(term, term, x[u]);
            mpq_add(sum, sum, term);
        }
        mpz_clear(r[u]);
    }
    MUST(mpq_cmp_z(sum, beta) == 0);
    mpz_clears(part, beta, NULL);
    mpq_clears(sum, term, NULL);
}

/* C4 and C5. */
static void check_stages(const tiny *t, const urne_leximin *l, bool first_only)
{
    bool open[TINY_TYPES];
    size_t left = t->p.types;
    mpq_t chance;
    mpq_init(chance);
    memset(open, true, sizeof open);
    for (size_t i = 0; i < l->n_stages; i++) {
        const urne_panel_stage *s = &l->stage[i];
        bool gone = s->lam == NULL && mpq_sgn(s->level) == 0;
        MUST(s->n_fixed > 0);
        MUST(s->lam != NULL || gone || mpq_cmp_ui(s->level, 1, 1) == 0);
        MUST(i == 0 || mpq_cmp(s->level, l->stage[i - 1].level) >= 0);
        for (size_t u = 0; u < t->p.types; u++) {
            chance_of(chance, t, l->x, u);
            MUST(!open[u] || mpq_cmp(chance, s->level) >= 0);
        }
        if (s->lam != NULL) {
            check_multipliers(t, s, l->x, open);
        }
        for (size_t q = 0; q < s->n_fixed; q++) {
            uint32_t u = s->fixed[q];
            MUST(u < t->p.types && open[u] && (q == 0 || u > s->fixed[q - 1]));
            MUST(!gone || t->absent[u]);
            chance_of(chance, t, l->x, u);
            MUST(mpq_equal(chance, s->level));
            open[u] = false;
            left--;
        }
    }
    MUST(first_only || left == 0);
    mpq_clear(chance);
}

/* C7. */
static void check_lottery(const tiny *t, const urne_panel_lottery *l, mpq_t *x)
{
    mpq_t sum, part;
    mpq_inits(sum, part, NULL);
    for (size_t i = 0; i < l->n; i++) {
        MUST(tiny_is_panel(t, l->panel[i]));
        MUST(mpq_sgn(l->weight[i]) > 0);
        mpq_add(sum, sum, l->weight[i]);
    }
    MUST(mpq_cmp_ui(sum, 1, 1) == 0);
    for (size_t u = 0; u < t->p.types; u++) {
        mpq_set_ui(sum, 0, 1);
        for (size_t i = 0; i < l->n; i++) {
            mpq_set_si(part, (long)l->panel[i][u], 1);
            mpq_mul(part, part, l->weight[i]);
            mpq_add(sum, sum, part);
        }
        MUST(mpq_equal(sum, x[u]));
    }
    mpq_clears(sum, part, NULL);
}

/* C2: no panel breaks a cut, and the tree says why. */
static void check_cuts(const tiny *t)
{
    for (size_t c = 0; c < t->p.n_cuts; c++) {
        const urne_panel_cut *cut = &t->p.cuts[c];
        for (size_t j = 0; j < t->n; j++) {
            int64_t sum = 0;
            for (size_t u = 0; u < t->p.types; u++) {
                sum += cut->coef[u] * t->panel[j][u];
            }
            MUST(sum <= cut->most);
        }
        MUST(tree_proves_small(&t->p, c, t->absent, cut->coef, cut->most, cut->proof));
        MUST(!tree_proves_small(&t->p, c, t->absent, cut->coef, cut->most - 1,
                                cut->proof) ||
             t->n == 0);
    }
}

/* Who is in no panel, and the tree that says so: an earlier one is used in a later. */
static void check_absent(const tiny *t, mpq_t *x, bool leximin)
{
    bool gone[TINY_TYPES] = {false}, looked = t->p.n_cuts > 0;
    for (size_t u = 0; u < t->p.types; u++) {
        looked = looked || t->absent[u];
    }
    for (size_t u = 0; u < t->p.types; u++) {
        int64_t cost[TINY_TYPES] = {0};
        bool in = false;
        for (size_t j = 0; j < t->n; j++) {
            in = in || t->panel[j][u] > 0;
        }
        MUST(in || mpq_sgn(x[u]) == 0);
        MUST(!leximin || in == (mpq_sgn(x[u]) > 0));
        MUST(looked ? in != t->absent[u] : !t->absent[u]);
        if (t->absent[u]) {
            cost[u] = 1;
            MUST(tree_proves_small(&t->p, 0, gone, cost, 0, t->proof[u]));
            gone[u] = true;
        }
    }
}

/* ---- one instance ---- */

static void check_no_panel(const tiny *t, urne_solve_end end, urne_str proof)
{
    int64_t cost[TINY_TYPES] = {0};
    MUST(end == URNE_SOLVE_INFEASIBLE);
    MUST(tree_proves_small(&t->p, 0, NULL, cost, -1, proof));
}

/* A copy of the problem: without cuts, with nobody absent. */
static void renew(tiny *t)
{
    t->p.cuts = NULL;
    t->p.n_cuts = t->p.cap_cuts = 0;
    memset(t->absent, 0, sizeof t->absent);
}

static void check_leximin(tiny *t, figures *sum)
{
    urne_panel_solution s;
    mpq_t chance;
    renew(t);
    MUST(urne_panel_solve(&s, t->arena, &t->p, false) == URNE_SOLVE_DONE);
    check_point(t, s.leximin.x);
    check_stages(t, &s.leximin, false);
    check_lottery(t, &s.lottery, s.leximin.x);
    check_cuts(t);
    check_absent(t, s.leximin.x, true);
    mpq_init(chance);
    for (size_t u = 0; u < t->p.types; u++) {
        chance_of(chance, t, s.leximin.x, u);
        MUST(mpq_equal(chance, t->level[u]));
    }
    mpq_clear(chance);
    bool gone = false;
    for (size_t u = 0; u < t->p.types; u++) {
        gone = gone || mpq_sgn(s.leximin.x[u]) == 0;
    }
    sum->absent += gone;
    sum->cut += t->p.n_cuts > 0;
    sum->cuts += t->p.n_cuts;
    sum->stages += s.leximin.n_stages;
    sum->panels += s.lottery.n;
}

/* The first level above 0, and a lottery that has it. */
static void check_maximin(tiny *t)
{
    urne_panel_solution s;
    mpq_t least;
    mpq_init(least);
    for (size_t u = 0; u < t->p.types; u++) {
        bool lower = mpq_sgn(least) == 0 || mpq_cmp(t->level[u], least) < 0;
        if (mpq_sgn(t->level[u]) > 0 && lower) {
            mpq_set(least, t->level[u]);
        }
    }
    renew(t);
    MUST(urne_panel_solve(&s, t->arena, &t->p, true) == URNE_SOLVE_DONE);
    check_point(t, s.leximin.x);
    check_stages(t, &s.leximin, true);
    check_lottery(t, &s.lottery, s.leximin.x);
    check_cuts(t);
    check_absent(t, s.leximin.x, false);
    if (s.leximin.n_stages > 0) {
        MUST(mpq_equal(s.leximin.stage[s.leximin.n_stages - 1].level, least));
    }
    mpq_clear(least);
}

static void check(tiny *t, figures *sum, bool people)
{
    urne_panel_solution s;
    sum->instances++;
    renew(t);
    tiny_panels(t);
    if (t->n == 0) {
        sum->infeasible++;
        check_no_panel(t, urne_panel_solve(&s, t->arena, &t->p, false), s.infeasible);
        renew(t);
        check_no_panel(t, urne_panel_solve(&s, t->arena, &t->p, true), s.infeasible);
        return;
    }
    if (people) {
        tiny_fairest_people(t);
    } else {
        tiny_fairest(t);
    }
    check_leximin(t, sum);
    check_maximin(t);
}

static void print(const char *name, const figures *s)
{
    printf("# %s: seed %" PRIu64 ", %" PRIu64 " instances, %" PRIu64
           " without a panel, %" PRIu64 " with absent people, %" PRIu64
           " with cuts (%" PRIu64 "), %" PRIu64 " stages, %" PRIu64 " panels\n",
           name, lots_seed(), s->instances, s->infeasible, s->absent, s->cut, s->cuts,
           s->stages, s->panels);
    fflush(stdout);
}

/* ---- by lot ---- */

static const struct {
    const char *name;
    tiny_kind kind;
    size_t most;
    bool homes, people, only; /* only those that need cuts */
    uint64_t instances;
} runs[] = {
    {"min = max", TINY_EXACT, 12, false, false, false, 2000},
    {"min = max, households", TINY_EXACT, 12, true, false, false, 500},
    {"cuts", TINY_EXACT, 12, false, false, true, 20000},
    {"cuts, households", TINY_EXACT, 12, true, false, true, 10000},
    {"near", TINY_NEAR, 12, false, false, false, 1000},
    {"near, households", TINY_NEAR, 12, true, false, false, 500},
    {"wild", TINY_WILD, 12, false, false, false, 1000},
    {"wild, households", TINY_WILD, 10, true, false, false, 500},
    {"person by person", TINY_NEAR, 9, false, true, false, 300},
    {"person by person, cuts", TINY_EXACT, 11, false, true, true, 3000},
};

static bool needs_cuts(tiny *t)
{
    urne_panel_solution s;
    renew(t);
    return urne_panel_solve(&s, t->arena, &t->p, false) == URNE_SOLVE_DONE &&
           t->p.n_cuts > 0;
}

START_TEST(by_lot)
{
    figures sum = {.instances = 0};
    for (uint64_t i = 0; i < lots_scale(runs[_i].instances); i++) {
        here = i + (uint64_t)_i * 1000000;
        uint64_t lots = lots_at(here);
        tiny *t = tiny_some(&lots, runs[_i].kind, runs[_i].most, runs[_i].homes);
        if (!runs[_i].only || needs_cuts(t)) {
            check(t, &sum, runs[_i].people);
        }
        tiny_free(t);
    }
    print(runs[_i].name, &sum);
    if (runs[_i].kind == TINY_EXACT) {
        ck_assert_msg(sum.cut * 125 > sum.instances, "hardly an instance needs a cut");
        ck_assert(sum.absent * 10 > sum.instances);
    }
    if (runs[_i].only) {
        ck_assert(sum.cut == sum.instances && sum.cut * 250 > runs[_i].instances);
    }
    if (runs[_i].kind == TINY_WILD) {
        ck_assert(sum.infeasible * 20 > sum.instances);
        ck_assert(sum.infeasible * 20 < 19 * sum.instances);
    }
}
END_TEST

/* ---- by hand: what is degenerate ---- */

/* n people, person i with value i % values[c] of category c. */
static tiny *regular(int64_t k, size_t n, size_t categories, const size_t *values)
{
    tiny *t = tiny_new(k);
    for (size_t c = 0; c < categories; c++) {
        tiny_category(t, values[c]);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t own[TINY_CATEGORIES] = {0}, first = 0;
        for (size_t c = 0; c < categories; c++) {
            own[c] = first + (uint32_t)(i % values[c]);
            first += (uint32_t)values[c];
        }
        tiny_person(t, own);
    }
    return t;
}

static void quota(tiny *t, size_t feature, int64_t lo, int64_t hi)
{
    t->lo[feature] = lo;
    t->hi[feature] = hi;
}

/* Checks it, and that it has so many panels and this lowest chance. */
static void degenerate(tiny *t, size_t panels, const char *lowest)
{
    figures sum = {.instances = 0};
    mpq_t due, least;
    check(t, &sum, false);
    MUST(t->n == panels);
    mpq_inits(due, least, NULL);
    mpq_set_ui(least, 1, 1);
    for (size_t u = 0; u < t->p.types; u++) {
        if (mpq_cmp(t->level[u], least) < 0) {
            mpq_set(least, t->level[u]);
        }
    }
    MUST(panels == 0 || (mpq_set_str(due, lowest, 10) == 0 && mpq_equal(due, least)));
    mpq_clears(due, least, NULL);
    tiny_free(t);
}

START_TEST(nobody)
{
    degenerate(regular(0, 0, 0, NULL), 1, "1"); /* nobody to choose, nobody wanted */
    degenerate(regular(1, 0, 0, NULL), 0, "");
    degenerate(regular(0, 5, 0, NULL), 1, "0");
    const size_t two[] = {2, 3};
    degenerate(regular(0, 6, 2, two), 1, "0");
    tiny *t = regular(0, 6, 2, two);
    quota(t, 1, 1, 1);
    degenerate(t, 0, "");
}
END_TEST

START_TEST(everybody)
{
    const size_t two[] = {2, 3};
    degenerate(regular(6, 6, 2, two), 1, "1");
    degenerate(regular(7, 6, 2, two), 0, "");
    tiny *t = regular(6, 6, 2, two);
    for (size_t f = 0; f < 5; f++) {
        quota(t, f, f < 2 ? 3 : 2, f < 2 ? 3 : 2);
    }
    degenerate(t, 1, "1");
    t = regular(6, 6, 2, two);
    quota(t, 0, 0, 2);
    degenerate(t, 0, "");
}
END_TEST

START_TEST(no_category)
{
    degenerate(regular(3, 7, 0, NULL), 1, "3/7");
    degenerate(regular(5, 5, 0, NULL), 1, "1");
    degenerate(regular(6, 5, 0, NULL), 0, "");
}
END_TEST

START_TEST(one_type)
{
    const size_t ones[] = {1, 1, 1};
    degenerate(regular(3, 7, 3, ones), 1, "3/7");
    tiny *t = regular(3, 7, 3, ones);
    quota(t, 1, 3, 3);
    degenerate(t, 1, "3/7");
    t = regular(3, 7, 3, ones);
    quota(t, 1, 0, 2);
    degenerate(t, 0, "");
}
END_TEST

START_TEST(many_values)
{
    const size_t thirty[] = {30};
    degenerate(regular(2, 30, 1, thirty), 435, "1/15");
    tiny *t = regular(2, 30, 1, thirty);
    quota(t, 7, 1, 1);
    degenerate(t, 29, "1/29");
    t = regular(3, 28, 1, thirty); /* values 28 and 29: nobody */
    quota(t, 28, 0, 0);
    quota(t, 29, 0, 5);
    quota(t, 3, 1, 9);
    quota(t, 4, 1, 9);
    degenerate(t, 26, "1/26");
    t = regular(3, 28, 1, thirty);
    quota(t, 29, 1, 1);
    degenerate(t, 0, "");
}
END_TEST

/* The 8 people of panel-1 §8.1. */
START_TEST(examples)
{
    static const uint32_t eight[8][2] = {{0, 2}, {0, 3}, {0, 3}, {0, 3},
                                         {1, 2}, {1, 2}, {1, 3}, {1, 3}};
    tiny *t = tiny_new(4);
    tiny_category(t, 2);
    tiny_category(t, 2);
    for (size_t i = 0; i < 8; i++) {
        tiny_person(t, eight[i]);
    }
    quota(t, 0, 2, 2);
    quota(t, 1, 2, 2);
    quota(t, 2, 0, 1);
    quota(t, 3, 3, 4);
    degenerate(t, 3, "1/3");
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"by_lot", by_lot, PROGRAM_COUNT(runs), 0},
        {"nobody", nobody, 0, 0},
        {"everybody", everybody, 0, 0},
        {"no_category", no_category, 0, 0},
        {"one_type", one_type, 0, 0},
        {"many_values", many_values, 0, 0},
        {"examples", examples, 0, 0},
    };
    return program_run("panel", tests, PROGRAM_COUNT(tests), 300);
}
