/* Properties of numbered panels on random pools: rules hold, counts are right, and with
 * two categories (or one and households) everybody is as often on one as due. */
#include "oracle/panels.h"
#include "oracle/program.h"

static void run(uint64_t instance, size_t categories, bool households, bool always)
{
    uint64_t lots = lots_at(instance);
    panels s;
    urne_panel_list list;
    ck_assert(panels_solve(&s, pool_random(&lots, 20, categories, households)));
    size_t n = 1 + lots_below(&lots, lots_below(&lots, 4) == 0 ? 1000 : 40);
    urne_panel_tally *tally = panels_make(&s, &list, n);
    ck_assert_msg(tally->close || !always, LOTS_HERE "%zu panels", lots_seed(),
                  instance, n);
    /* the same again, and through its text */
    urne_panel_list again;
    urne_str ceremony,
        text = urne_panel_list_write(s.arena, &list,
                                     URNE_STR("0123456789abcdef0123456789abcdef"));
    ck_assert(urne_panel_list_read(&again, &ceremony, s.arena, text, "list", NULL) ==
              URNE_OK);
    ck_assert_mem_eq(again.person, list.person, n * list.size * sizeof *list.person);
    urne_panel_list_make(&again, s.arena, &s.pool, s.solution.leximin.x,
                         &s.solution.lottery, n);
    ck_assert_mem_eq(again.person, list.person, n * list.size * sizeof *list.person);
    panels_free(&s);
}

START_TEST(two_categories)
{
    for (uint64_t i = 0; i < lots_scale(150); i++) {
        run(i, 2, false, true);
    }
}
END_TEST

START_TEST(one_and_households)
{
    for (uint64_t i = 0; i < lots_scale(150); i++) {
        run(1000000 + i, 1, true, true);
    }
}
END_TEST

START_TEST(many)
{
    for (uint64_t i = 0; i < lots_scale(100); i++) {
        run(2000000 + i, 2 + i % 4, i % 2 == 0, false);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"two_categories", two_categories, 0, 0},
        {"one_and_households", one_and_households, 0, 0},
        {"many", many, 0, 0},
    };
    return program_run("panel_lottery properties", tests, PROGRAM_COUNT(tests), 300);
}
