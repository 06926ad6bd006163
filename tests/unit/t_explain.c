/* panel/explain: chances in words, who has them and why, on the example of panel-1
 * §8.1.
 */
#include "base/arena.h"
#include "oracle/panel_pool.h"
#include "oracle/program.h"
#include "panel/explain.h"
#include "panel/solve.h"

static void explain(urne_panel_explanation *x, urne_arena *arena, pool_case *c)
{
    urne_panel_solution s;
    ck_assert_int_eq(urne_panel_solve(&s, arena, &c->pool.problem, false),
                     URNE_SOLVE_DONE);
    urne_explain(x, arena, &c->pool, &s.leximin);
}

/* 1 woman young, 3 women older, 2 men young, 2 men older; a panel of 4. */
static void eight(pool_case *c)
{
    pool_begin(c, 2, 4);
    pool_feature(c, "sex", "women", 2, 2);
    pool_feature(c, "sex", "men", 2, 2);
    pool_feature(c, "age", "young", 0, 1);
    pool_feature(c, "age", "older", 3, 4);
    pool_type(c, (const uint32_t[]){0, 2}, 1);
    pool_type(c, (const uint32_t[]){0, 3}, 3);
    pool_type(c, (const uint32_t[]){1, 2}, 2);
    pool_type(c, (const uint32_t[]){1, 3}, 2);
}

static void is_level(const urne_panel_level *l, const char *chance, uint64_t persons,
                     uint64_t others, size_t traits)
{
    ck_assert_str_eq(l->chance.fraction, chance);
    ck_assert_uint_eq(l->persons, persons);
    ck_assert_uint_eq(l->others, others);
    ck_assert_uint_eq(l->n_traits, traits);
}

START_TEST(eight_people)
{
    static pool_case c;
    urne_panel_explanation x;
    urne_arena *arena = urne_arena_new();
    eight(&c);
    explain(&x, arena, &c);
    ck_assert_uint_eq(x.n_levels, 3);
    ck_assert_uint_eq(x.lowest, 0);
    is_level(&x.level[0], "1/3", 3, 0, 1);
    is_level(&x.level[1], "5/9", 3, 0, 2);
    is_level(&x.level[2], "2/3", 2, 0, 2);
    ck_assert(urne_str_is(x.level[0].trait[0].value, "young"));
    ck_assert(urne_str_is(x.level[1].trait[0].value, "women"));
    ck_assert(urne_str_is(x.level[1].trait[1].value, "older"));
    ck_assert(urne_str_is(x.level[2].trait[0].value, "men"));
    /* "young at most 1" or, which is the same, "older at least 3": one is enough */
    ck_assert_uint_eq(x.level[0].n_binding, 1);
    const urne_quota_side *s = &x.level[0].binding[0];
    bool young = s->upper;
    ck_assert(urne_str_is(s->value, young ? "young" : "older"));
    ck_assert(s->bound == (young ? 1 : 3) && x.level[0].whole == !young);
    /* one seat more for the young changes nothing while "older at least 3" is there */
    ck_assert_uint_eq(x.n_slacks, 1);
    ck_assert(!x.slack[0].changes && !x.slack[0].at_most);
    c.lo[3] = 2;
    explain(&x, arena, &c);
    ck_assert_uint_eq(x.n_slacks, 1);
    ck_assert_str_eq(x.slack[0].chance.fraction, "1/2");
    ck_assert(x.slack[0].changes && !x.slack[0].at_most);
    ck_assert(x.slack[0].lo == 0 && x.slack[0].hi == 1 && x.slack[0].move.to == 2);
    urne_arena_free(arena);
}
END_TEST

/* Everybody alike: one level, and no quota holds it down but the size. */
START_TEST(everybody)
{
    static pool_case c;
    urne_panel_explanation x;
    urne_arena *arena = urne_arena_new();
    eight(&c);
    c.hi[2] = 2;
    c.lo[3] = 2;
    explain(&x, arena, &c);
    ck_assert_uint_eq(x.n_levels, 1);
    is_level(&x.level[0], "1/2", 8, 0, 0);
    ck_assert_uint_eq(x.level[0].chance.tenths, 20);
    urne_arena_free(arena);
}
END_TEST

/* Who shares the features of a level but has another chance is counted. */
START_TEST(others)
{
    static pool_case c;
    urne_panel_explanation x;
    urne_arena *arena = urne_arena_new();
    pool_begin(&c, 2, 2);
    pool_feature(&c, "sex", "women", 1, 1);
    pool_feature(&c, "sex", "men", 1, 1);
    pool_feature(&c, "age", "young", 0, 0);
    pool_feature(&c, "age", "old", 2, 2);
    pool_type(&c, (const uint32_t[]){0, 2}, 1);
    pool_type(&c, (const uint32_t[]){0, 3}, 1);
    pool_type(&c, (const uint32_t[]){1, 3}, 4);
    pool_type(&c, (const uint32_t[]){1, 2}, 2);
    explain(&x, arena, &c);
    ck_assert_uint_eq(x.n_levels, 3);
    ck_assert_uint_eq(x.lowest, 1);
    ck_assert_uint_eq(x.absent, 3);
    is_level(&x.level[0], "0", 3, 0, 1);
    is_level(&x.level[1], "1/4", 4, 0, 2);
    is_level(&x.level[2], "1", 1, 0, 2);
    ck_assert(x.level[0].chance.exact && x.level[0].chance.tenths == 0);
    urne_arena_free(arena);
}
END_TEST

/* One of each household: the rule is what holds its members down. */
START_TEST(households)
{
    static pool_case c;
    urne_panel_explanation x;
    urne_arena *arena = urne_arena_new();
    pool_begin(&c, 2, 2);
    pool_feature(&c, "sex", "women", 0, 2);
    pool_feature(&c, "sex", "men", 0, 2);
    pool_feature(&c, "", "", 0, 1);
    pool_feature(&c, "", "", 0, 2);
    pool_type(&c, (const uint32_t[]){0, 2}, 4);
    pool_type(&c, (const uint32_t[]){0, 3}, 1);
    pool_type(&c, (const uint32_t[]){1, 3}, 1);
    explain(&x, arena, &c);
    is_level(&x.level[0], "1/4", 4, 1, 1);
    ck_assert(x.level[0].households);
    ck_assert_uint_eq(x.level[0].n_binding, 0);
    ck_assert_uint_eq(x.n_slacks, 0);
    ck_assert(urne_str_is(x.level[0].trait[0].value, "women"));
    urne_arena_free(arena);
}
END_TEST

static const struct {
    unsigned long num, den;
    uint64_t tenths;
    bool exact;
} chances[] = {
    {1, 1, 10, true},           {1, 2, 20, true},        {2, 3, 15, true},
    {3, 5, 17, false},          {1, 3, 30, true},        {2, 25, 130, false},
    {1, 15, 150, true},         {11, 461, 420, false},   {100, 994, 99, false},
    {200, 1989, 99, false},     {200, 1990, 100, false}, {2, 29, 150, false},
    {1, 100000, 1000000, true},
};

START_TEST(one_in)
{
    urne_arena *arena = urne_arena_new();
    mpq_t p;
    mpq_init(p);
    mpq_set_ui(p, chances[_i].num, chances[_i].den);
    mpq_canonicalize(p);
    urne_panel_chance c = urne_explain_chance(arena, p);
    ck_assert_uint_eq(c.tenths, chances[_i].tenths);
    ck_assert_int_eq(c.exact, chances[_i].exact);
    mpq_clear(p);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"eight_people", eight_people, 0, 0},
        {"everybody", everybody, 0, 0},
        {"others", others, 0, 0},
        {"households", households, 0, 0},
        {"one_in", one_in, PROGRAM_COUNT(chances), 0},
    };
    return program_run("explain", tests, PROGRAM_COUNT(tests), 60);
}
