/* ceremony/pool_make: a level that fits the last byte of its line, and one that does
 * not; files that a verifier reads, and one that it does not. */
#include "ceremony/pool_make.h"
#include "oracle/program.h"

static urne_str digits(urne_arena *arena, size_t n)
{
    char *text = urne_arena_alloc(arena, n + 1);
    memset(text, '1', n);
    return (urne_str){text, n};
}

START_TEST(long_levels)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    const char *persons[] = {"7", "70"};
    /* level LOW HIGH PERSONS in 1024 bytes. */
    size_t room =
        URNE_NOTE_LINE_MAX - strlen("level  ") - strlen(" ") - strlen(persons[_i]);
    size_t low = room / 2, high = room - low;
    uint64_t many = _i == 0 ? 7 : 70;
    urne_pool_level levels[] = {{digits(arena, 3), digits(arena, 3), 9},
                                {digits(arena, low), digits(arena, high), many}};
    ck_assert_int_eq(urne_pool_levels_fit(levels, 2, &err), URNE_OK);
    levels[1].high = digits(arena, high + 1);
    ck_assert_int_eq(urne_pool_levels_fit(levels, 2, &err), URNE_E_PANEL_LEVEL);
    ck_assert_str_eq(urne_code_get(err.diag[0].code)->id, "E-PANEL-027");
    urne_arena_free(arena);
}
END_TEST

/* Only their lengths are looked at. */
START_TEST(long_files)
{
    urne_err err = URNE_ERR_NONE;
    urne_pool_making m = {.arena = NULL};
    urne_str *texts[] = {&m.panels_txt, &m.counts_txt, &m.open_txt, &m.proof_txt};
    const char *names[] = {"panels.txt", "counts.txt", "pool-open.txt",
                           "panel-proof.txt"};
    for (size_t i = 0; i < 4; i++) {
        texts[i]->n = (size_t)256 << 20;
    }
    ck_assert_int_eq(urne_pool_room(&m, &err), URNE_OK);
    texts[_i]->n++;
    ck_assert_int_eq(urne_pool_room(&m, &err), URNE_E_PANEL_ROOM);
    ck_assert_str_eq(err.diag[0].arg[0], names[_i]);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"long_levels", long_levels, 2, 0},
                                  {"long_files", long_files, 4, 0}};
    return program_run("pool_make", tests, PROGRAM_COUNT(tests), 60);
}
