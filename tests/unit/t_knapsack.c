/* exact/knapsack: the best set against every set, the order among equals, the limit. */
#include "exact/knapsack.h"
#include "oracle/packs.h"
#include "oracle/program.h"

static void solve(packs *k, urne_knapsack_best *best)
{
    ck_assert(urne_knapsack_solve(best, k->arena, &k->k, 2000000));
}

/* The best of all sets; with `strict`, also the first among equals. */
START_TEST(every_set)
{
    for (uint64_t i = 0; i < lots_scale(3000); i++) {
        uint64_t lots = lots_at(i);
        packs k = packs_some(&lots, 9);
        urne_knapsack_best best;
        solve(&k, &best);
        uint32_t set = packs_set(&k, best.in), due = packs_best(&k);
        ck_assert_msg(packs_allowed(&k, set, k.k.n), LOTS_HERE "allowed", lots_seed(),
                      i);
        ck_assert(packs_worth(&k, set) == packs_worth(&k, due));
        ck_assert(best.worth == packs_worth(&k, due));
        ck_assert(best.strict); /* so few are never too many */
        ck_assert_msg(set == due, LOTS_HERE "%x, not %x", lots_seed(), i, set, due);
        packs_free(&k);
    }
}
END_TEST

START_TEST(nothing)
{
    packs k = packs_new(0, 10);
    urne_knapsack_best best;
    solve(&k, &best);
    ck_assert(best.worth == 0 && best.strict);
    ck_assert(urne_str_is(best.tree, "s"));
    packs_free(&k);
}
END_TEST

/* One item is enough to see the whole tree. */
START_TEST(trees_by_hand)
{
    packs k = packs_new(1, 10);
    urne_knapsack_best best;
    packs_item(&k, 0, 5, 10, 0);
    solve(&k, &best);
    ck_assert(best.in[0]);
    /* in or out, all is decided */
    ck_assert(urne_str_is(best.tree, "+ss"));
    packs_free(&k);
    /* 10 for 6 and 9 for 5, 8 for 5: the two of 5 */
    k = packs_new(3, 10);
    packs_item(&k, 0, 12, 6, 0);
    packs_item(&k, 1, 9, 5, 1);
    packs_item(&k, 2, 8, 5, 2);
    solve(&k, &best);
    ck_assert_uint_eq(packs_set(&k, best.in), 6);
    ck_assert(best.worth == 17);
    /* with the first: 12 + 4 * 9 / 5 is not less than 17, the second is too much, then
     * 12 + 4 * 8 / 5 is not, and so is the third; without it, and the second: 8 at most
     */
    ck_assert_msg(urne_str_is(best.tree, "++x+xs++ssb"), "%.*s", (int)best.tree.n,
                  best.tree.p);
    packs_free(&k);
}
END_TEST

/* Near the largest sum of worths, in which a product would not fit. */
START_TEST(large_worths)
{
    packs k = packs_new(8, 0);
    urne_knapsack_best best;
    k.k.budget = ((uint64_t)1 << 59) - 1;
    for (uint32_t i = 0; i < 8; i++) {
        packs_item(&k, i, ((urne_wide)1 << 120) - ((urne_wide)i << 100),
                   ((uint64_t)1 << 57) + i, i);
    }
    solve(&k, &best);
    ck_assert_uint_eq(packs_set(&k, best.in), packs_best(&k));
    packs_free(&k);
}
END_TEST

/* Too few nodes: no answer; some more: the best, but no order among equals; enough. */
START_TEST(limits)
{
    packs k = packs_new(16, 40);
    for (uint32_t i = 0; i < 16; i++) {
        packs_item(&k, i, 1000 - i * 3, 9 + i % 3, 15 - i);
    }
    packs_sort(&k);
    bool none = false, loose = false, strict = false;
    uint32_t due = packs_best(&k);
    for (uint64_t limit = 1; limit < 2000000; limit += 1 + limit / 4) {
        urne_knapsack_best best;
        if (!urne_knapsack_solve(&best, k.arena, &k.k, limit)) {
            ck_assert(!loose && !strict);
            none = true;
            continue;
        }
        ck_assert(best.worth == packs_worth(&k, due));
        ck_assert_uint_le(best.tree.n, limit);
        ck_assert(best.strict || !strict);
        ck_assert(!best.strict || packs_set(&k, best.in) == due);
        loose = loose || !best.strict;
        strict = strict || best.strict;
    }
    ck_assert(none && loose && strict);
    packs_free(&k);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_set", every_set, 0, 0},
        {"nothing", nothing, 0, 0},
        {"trees_by_hand", trees_by_hand, 0, 0},
        {"large_worths", large_worths, 0, 0},
        {"limits", limits, 0, 0},
    };
    return program_run("knapsack", tests, PROGRAM_COUNT(tests), 60);
}
