/* panel/relax: quotas that allow no panel, on pools small enough to see why. */
#include "base/arena.h"
#include "oracle/panel_pool.h"
#include "oracle/program.h"
#include "panel/conflict.h"
#include "panel/relax.h"

/* Five women, three of them older; young people are men: k = 4. */
static void young_men(pool_case *c)
{
    pool_begin(c, 2, 4);
    pool_feature(c, "sex", "woman", 3, 4);
    pool_feature(c, "sex", "man", 0, 4);
    pool_feature(c, "age", "young", 2, 4);
    pool_feature(c, "age", "old", 0, 4);
    pool_type(c, (const uint32_t[]){0, 3}, 5);
    pool_type(c, (const uint32_t[]){1, 2}, 6);
}

static void is_side(const urne_quota_side *s, const char *value, bool upper,
                    int64_t bound)
{
    ck_assert(urne_str_is(s->value, value));
    ck_assert_int_eq(s->upper, upper);
    ck_assert_int_eq(s->bound, bound);
}

static void is_plan(const urne_quota_relaxation *r, const char *value, int64_t to,
                    const char *cost)
{
    ck_assert_uint_eq(r->n, 1);
    ck_assert(urne_str_is(r->move[0].side.value, value));
    ck_assert_int_eq(r->move[0].to, to);
    ck_assert_str_eq(r->cost, cost);
}

START_TEST(two_minima)
{
    static pool_case c;
    urne_panel_infeasible x;
    urne_arena *arena = urne_arena_new();
    young_men(&c);
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert(x.explained && x.conflict.fewest && x.conflict.minimal && x.searched);
    ck_assert_uint_eq(x.conflict.n, 2);
    is_side(&x.conflict.side[0], "woman", false, 3);
    is_side(&x.conflict.side[1], "young", false, 2);
    ck_assert_int_eq(x.conflict.side[0].persons, 5);
    /* no flex: what would be without limits */
    ck_assert(!x.within && !x.households);
    ck_assert_uint_eq(x.n, 2);
    is_plan(&x.relaxation[0], "woman", 2, "5/3");
    is_plan(&x.relaxation[1], "young", 1, "2");
    urne_arena_free(arena);
}
END_TEST

START_TEST(limits_are_kept)
{
    static pool_case c;
    urne_panel_infeasible x;
    urne_arena *arena = urne_arena_new();
    young_men(&c);
    pool_flex(&c, 2, 1, 4);
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert(x.within);
    ck_assert_uint_eq(x.n, 1);
    is_plan(&x.relaxation[0], "young", 1, "2");
    urne_arena_free(arena);
}
END_TEST

/* The last of a small group costs more than one of a large group; a maximum costs 1. */
START_TEST(small_groups_are_not_given_up)
{
    static pool_case c;
    urne_panel_infeasible x;
    urne_arena *arena = urne_arena_new();
    pool_begin(&c, 1, 10);
    pool_feature(&c, "area", "small", 1, 1);
    pool_feature(&c, "area", "large", 10, 10);
    pool_type(&c, (const uint32_t[]){0}, 9);
    pool_type(&c, (const uint32_t[]){1}, 20);
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert_uint_eq(x.conflict.n, 2);
    ck_assert_uint_eq(x.n, 2);
    is_plan(&x.relaxation[0], "large", 9, "6/5");
    is_plan(&x.relaxation[1], "small", 0, "3");
    c.lo[0] = 0;
    c.lo[1] = c.hi[1] = 8;
    pool_flex(&c, 0, 0, 2);
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert_uint_eq(x.conflict.n, 2);
    is_side(&x.conflict.side[0], "small", true, 1);
    is_side(&x.conflict.side[1], "large", true, 8);
    ck_assert(x.within);
    ck_assert_uint_eq(x.n, 2);
    bool small = urne_str_is(x.relaxation[0].move[0].side.value, "small");
    is_plan(&x.relaxation[small ? 0 : 1], "small", 2, "1");
    is_plan(&x.relaxation[small ? 1 : 0], "large", 9, "1");
    urne_arena_free(arena);
}
END_TEST

/* A quota that the pool cannot meet conflicts with nothing else. */
START_TEST(more_than_there_are)
{
    static pool_case c;
    urne_panel_infeasible x;
    urne_arena *arena = urne_arena_new();
    young_men(&c);
    c.lo[2] = 0;
    c.persons[0] = 2;
    c.feature[0].persons = 2;
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert_uint_eq(x.conflict.n, 1);
    is_side(&x.conflict.side[0], "woman", false, 3);
    ck_assert_int_eq(x.conflict.side[0].persons, 2);
    is_plan(&x.relaxation[0], "woman", 2, "5/3");
    urne_arena_free(arena);
}
END_TEST

/* Six people in three households make no panel of four, whatever the quotas. */
START_TEST(households)
{
    static pool_case c;
    urne_panel_infeasible x;
    urne_arena *arena = urne_arena_new();
    pool_begin(&c, 2, 4);
    pool_feature(&c, "sex", "woman", 1, 2);
    pool_feature(&c, "sex", "man", 1, 2);
    pool_feature(&c, "", "", 0, 3);
    pool_type(&c, (const uint32_t[]){0, 2}, 3);
    pool_type(&c, (const uint32_t[]){1, 2}, 3);
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert(x.explained && x.households && !x.within && x.searched);
    ck_assert_uint_eq(x.conflict.n, 0);
    ck_assert_uint_eq(x.n, 0);
    /* a panel of three can be, but not with two of each */
    c.pool.problem.k = 3;
    c.lo[0] = c.lo[1] = 2;
    urne_relax_explain(&x, arena, &c.pool);
    ck_assert_uint_eq(x.conflict.n, 2);
    is_plan(&x.relaxation[0], "woman", 1, "2");
    is_plan(&x.relaxation[1], "man", 1, "2");
    urne_arena_free(arena);
}
END_TEST

START_TEST(in_no_panel)
{
    static pool_case c;
    urne_panel_absence *x;
    urne_arena *arena = urne_arena_new();
    young_men(&c);
    c.lo[0] = 2;
    pool_type(&c, (const uint32_t[]){1, 3}, 2);
    const bool absent[] = {false, false, true};
    ck_assert_uint_eq(urne_conflict_absent(&x, arena, &c.pool, absent), 1);
    ck_assert_uint_eq(x[0].type, 2);
    ck_assert_uint_eq(x[0].persons, 2);
    ck_assert(urne_str_is(x[0].id[0], "p11") && urne_str_is(x[0].id[1], "p12"));
    ck_assert_uint_eq(x[0].n_traits, 2);
    ck_assert(urne_str_is(x[0].trait[1].value, "old"));
    ck_assert(x[0].explained && x[0].conflict.fewest);
    ck_assert_uint_eq(x[0].conflict.n, 2);
    is_side(&x[0].conflict.side[0], "woman", false, 2);
    is_side(&x[0].conflict.side[1], "young", false, 2);
    /* somebody who is in some panel: no conflict */
    urne_quota_conflict none;
    ck_assert(!urne_conflict_find(&none, arena, &c.pool, 0));
    ck_assert(!urne_conflict_find(&none, arena, &c.pool, SIZE_MAX));
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"two_minima", two_minima, 0, 0},
        {"limits_are_kept", limits_are_kept, 0, 0},
        {"small_groups_are_not_given_up", small_groups_are_not_given_up, 0, 0},
        {"more_than_there_are", more_than_there_are, 0, 0},
        {"households", households, 0, 0},
        {"in_no_panel", in_no_panel, 0, 0},
    };
    return program_run("relax", tests, PROGRAM_COUNT(tests), 60);
}
