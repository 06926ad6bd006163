/* base/day: days that exist, and times as Unix seconds and back. */
#include "base/day.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

START_TEST(known_times)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } cases[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1969-12-31T23:59:59Z", -1},
        {"2000-02-29T12:34:56Z", 951827696},
        {"2023-08-23T15:09:27Z", 1692803367},
        {"2038-01-19T03:14:08Z", 2147483648},
        {"2100-03-01T00:00:00Z", 4107542400},
        {"0001-01-01T00:00:00Z", -62135596800},
        {"9999-12-31T23:59:59Z", 253402300799},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        char text[URNE_TIME_MAX];
        int64_t seconds;
        ck_assert(urne_time_parse(urne_str_of(cases[i].text), &seconds));
        ck_assert_int_eq(seconds, cases[i].seconds);
        ck_assert(urne_time_write(text, cases[i].seconds));
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(no_times)
{
    static const char *const cases[] = {
        "",
        "2023-08-23",
        "2023-08-23T15:09:27",
        "2023-08-23T15:09:27z",
        "2023-08-23t15:09:27Z",
        "2023-08-23 15:09:27Z",
        "2023-08-23T15:09:27ZZ",
        "2023-08-23T15:09:60Z",
        "2023-08-23T15:60:00Z",
        "2023-08-23T24:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2023-00-01T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-04-31T00:00:00Z",
        "2023-04-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "-023-08-23T15:09:27Z",
        "2023-8-23T15:09:027Z",
        "2023-08-23T15:09:2:Z",
        "2023-08-23T15:09:2 Z",
    };
    int64_t seconds = 7;
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        ck_assert_msg(!urne_time_parse(urne_str_of(cases[i]), &seconds), "%s",
                      cases[i]);
    }
    ck_assert_int_eq(seconds, 7);
}
END_TEST

START_TEST(beyond_the_years)
{
    static const int64_t cases[] = {-62135596801, 253402300800, INT64_MIN, INT64_MAX};
    char text[URNE_TIME_MAX];
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        ck_assert(!urne_time_write(text, cases[i]));
    }
}
END_TEST

/* Day after day over 10000 years: the text is the next day that exists. */
START_TEST(every_day)
{
    char text[URNE_TIME_MAX];
    unsigned year = 1, month = 1, day = 1;
    for (int64_t t = -62135596800; t < 253402300800; t += 86400) {
        char want[64];
        int64_t back;
        snprintf(want, sizeof want, "%04u-%02u-%02uT00:00:00Z", year, month, day);
        /* Check's assertions write a message each: only a failure asks for one. */
        if (!urne_time_write(text, t) || strcmp(text, want) != 0 ||
            !urne_time_parse(urne_str_of(text), &back) || back != t) {
            ck_abort_msg("%s", want);
        }
        if (++day > urne_month_days(year, month)) {
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    ck_assert_uint_eq(year, 10000);
}
END_TEST

START_TEST(there_and_back)
{
    for (uint64_t instance = 0; instance < lots_scale(20000); instance++) {
        uint64_t lots = lots_at(instance);
        int64_t t = (int64_t)lots_below(&lots, 315537897600) - 62135596800, back;
        char text[URNE_TIME_MAX];
        ck_assert(urne_time_write(text, t));
        ck_assert(urne_time_parse(urne_str_of(text), &back));
        ck_assert_msg(back == t, LOTS_HERE "%s", lots_seed(), instance, text);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"known_times", known_times, 0, 0},           {"no_times", no_times, 0, 0},
        {"beyond_the_years", beyond_the_years, 0, 0}, {"every_day", every_day, 0, 0},
        {"there_and_back", there_and_back, 0, 0},
    };
    return program_run("day", tests, PROGRAM_COUNT(tests), 60);
}
