/* base/rational: exact fractions as text, in lowest terms. */
#include "base/rational.h"
#include "oracle/program.h"

START_TEST(lowest_terms)
{
    urne_arena *arena = urne_arena_new();
    ck_assert_str_eq(urne_rational_of(arena, 0, 7), "0");
    ck_assert_str_eq(urne_rational_of(arena, 7, 7), "1");
    ck_assert_str_eq(urne_rational_of(arena, 10, 4), "5/2");
    ck_assert_str_eq(urne_rational_of(arena, UINT64_MAX, 1), "18446744073709551615");
    ck_assert_str_eq(urne_rational_of(arena, 1, UINT64_MAX), "1/18446744073709551615");
    ck_assert_str_eq(urne_rational_of(arena, UINT64_MAX, UINT64_MAX), "1");
    urne_arena_free(arena);
}
END_TEST

START_TEST(divided)
{
    urne_arena *arena = urne_arena_new();
    ck_assert_str_eq(urne_rational_over(arena, "5/2", 1), "5/2");
    ck_assert_str_eq(urne_rational_over(arena, "250", 100), "5/2");
    ck_assert_str_eq(urne_rational_over(arena, "0", 100), "0");
    ck_assert_str_eq(urne_rational_over(arena, "18446744073709551615/7", UINT64_MAX),
                     "1/7");
    ck_assert_str_eq(
        urne_rational_over(arena, "1/18446744073709551615", 18446744073709551615u),
        "1/340282366920938463426481119284349108225");
    urne_arena_free(arena);
}
END_TEST

START_TEST(whole_part)
{
    ck_assert_uint_eq(urne_rational_floor("0"), 0);
    ck_assert_uint_eq(urne_rational_floor("1/2"), 0);
    ck_assert_uint_eq(urne_rational_floor("7/2"), 3);
    ck_assert_uint_eq(urne_rational_floor("8/2"), 4);
    ck_assert_uint_eq(urne_rational_floor("18446744073709551614"), UINT64_MAX - 1);
    ck_assert_uint_eq(urne_rational_floor("18446744073709551616"), UINT64_MAX);
    ck_assert_uint_eq(urne_rational_floor("99999999999999999999999/2"), UINT64_MAX);
}
END_TEST

START_TEST(powers)
{
    ck_assert_uint_eq(urne_power_of_ten(0), 1);
    ck_assert_uint_eq(urne_power_of_ten(9), 1000000000);
    ck_assert_uint_eq(urne_power_of_ten(19), 10000000000000000000u);
}
END_TEST

/* A fraction that we did not write is our fault, not the user's. */
START_TEST(no_fraction)
{
    static const char *const bad[] = {"", "x", "1/0", "1.5", "/2"};
    urne_rational_floor(bad[_i]);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"lowest_terms", lowest_terms, 0, 0}, {"divided", divided, 0, 0},
        {"whole_part", whole_part, 0, 0},     {"powers", powers, 0, 0},
        {"no_fraction", no_fraction, 5, 70},
    };
    return program_run("rational", tests, PROGRAM_COUNT(tests), 60);
}
