/* base/decimal: amounts as people write them, refused rather than rounded. */
#include "base/decimal.h"
#include "oracle/program.h"

START_TEST(places)
{
    static const struct {
        const char *text;
        int places;
    } all[] = {{"0", 0},     {"007", 0},    {"12", 0},          {"12.0", 0},
               {"12.50", 1}, {"12.05", 2},  {"0.000000001", 9}, {"0.0000000001", 10},
               {"", -1},     {".", -1},     {".5", -1},         {"5.", -1},
               {"-1", -1},   {"+1", -1},    {" 1", -1},         {"1 ", -1},
               {"1,5", -1},  {"1.5.2", -1}, {"1e3", -1},        {"0x1", -1},
               {"1.5x", -1}, {"NaN", -1}};
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        ck_assert_msg(urne_decimal_places(urne_str_of(all[i].text)) == all[i].places,
                      "'%s'", all[i].text);
    }
    ck_assert_int_eq(urne_decimal_places((urne_str){"1\0", 2}), -1);
    ck_assert_int_eq(urne_decimal_places((urne_str){NULL, 0}), -1);
}
END_TEST

/* A text of many digits is none of our amounts, and no overflow either. */
START_TEST(long_texts)
{
    static char text[5000];
    uint64_t v = 7;
    memset(text, '1', sizeof text);
    text[1] = '.';
    ck_assert_int_eq(urne_decimal_places((urne_str){text, 1025}), 1023);
    ck_assert_int_eq(urne_decimal_places((urne_str){text, 1026}), -1);
    ck_assert_int_eq(urne_decimal_places((urne_str){text, sizeof text}), -1);
    ck_assert(!urne_decimal_read((urne_str){text, sizeof text}, 9, &v));
    memset(text, '0', sizeof text);
    ck_assert(urne_decimal_read((urne_str){text, sizeof text}, 9, &v));
    ck_assert_uint_eq(v, 0);
    text[sizeof text - 1] = '4';
    ck_assert(urne_decimal_read((urne_str){text, sizeof text}, 0, &v));
    ck_assert_uint_eq(v, 4);
}
END_TEST

START_TEST(reads)
{
    static const struct {
        const char *text;
        unsigned places;
        uint64_t value;
    } good[] = {{"0", 0, 0},
                {"0", 9, 0},
                {"1331751.11", 2, 133175111},
                {"1331751.1", 2, 133175110},
                {"1331751.1100", 2, 133175111},
                {"0012", 0, 12},
                {"12.00", 0, 12},
                {"9007199254740991", 0, 9007199254740991},
                {"9007199.254740991", 9, 9007199254740991},
                {"0.000000001", 9, 1}};
    static const struct {
        const char *text;
        unsigned places;
    } bad[] = {{"9007199254740992", 0},
               {"9007199254740991", 1},
               {"9007199.254740992", 9},
               {"18446744073709551616", 0},
               {"1.5", 0},
               {"1.001", 2},
               {"1", 10},
               {"1.", 2},
               {".1", 2},
               {"-1", 2},
               {"", 2}};
    for (size_t i = 0; i < PROGRAM_COUNT(good); i++) {
        uint64_t v = 77;
        ck_assert_msg(urne_decimal_read(urne_str_of(good[i].text), good[i].places, &v),
                      "'%s'", good[i].text);
        ck_assert_uint_eq(v, good[i].value);
    }
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        uint64_t v = 77;
        ck_assert_msg(!urne_decimal_read(urne_str_of(bad[i].text), bad[i].places, &v),
                      "'%s'", bad[i].text);
        ck_assert_uint_eq(v, 77);
    }
}
END_TEST

START_TEST(writes)
{
    static const struct {
        uint64_t amount;
        unsigned places;
        const char *text;
    } all[] = {{0, 0, "0"},
               {0, 9, "0"},
               {5, 1, "0.5"},
               {5, 2, "0.05"},
               {50, 2, "0.50"},
               {500, 2, "5"},
               {133175111, 2, "1331751.11"},
               {133175110, 2, "1331751.10"},
               {1000000001, 9, "1.000000001"},
               {UINT64_MAX, 0, "18446744073709551615"},
               {UINT64_MAX, 9, "18446744073.709551615"}};
    urne_arena *arena = urne_arena_new();
    for (size_t i = 0; i < PROGRAM_COUNT(all); i++) {
        ck_assert_str_eq(urne_decimal_z(arena, all[i].amount, all[i].places),
                         all[i].text);
    }
    urne_arena_free(arena);
}
END_TEST

/* What is written is read back, with as many places as there are. */
START_TEST(there_and_back)
{
    urne_arena *arena = urne_arena_new();
    uint64_t v = 1;
    for (unsigned i = 0; i < 2000; i++) {
        v = (v * 6364136223846793005u + 1442695040888963407u);
        uint64_t amount = (v >> 11) % URNE_INT_MAX >> i % 50, back;
        urne_str text = urne_str_of(urne_decimal_z(arena, amount, i % 10));
        ck_assert(urne_decimal_read(text, i % 10, &back));
        ck_assert_uint_eq(back, amount);
        ck_assert_int_le(urne_decimal_places(text), (int)(i % 10));
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"places", places, 0, 0},
        {"long_texts", long_texts, 0, 0},
        {"reads", reads, 0, 0},
        {"writes", writes, 0, 0},
        {"there_and_back", there_and_back, 0, 0},
    };
    return program_run("decimal", tests, PROGRAM_COUNT(tests), 60);
}
