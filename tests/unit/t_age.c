/* model/age: dates and ages, against the calendar counted day by day. */
#include "model/age.h"
#include "oracle/program.h"

#include <stdio.h>

/* The oracle: a calendar that only knows how to go to the next day. */
typedef struct day {
    unsigned y, m, d;
} day;

static bool leap(unsigned y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static day tomorrow(day t)
{
    static const unsigned last[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned end = last[t.m] + (t.m == 2 && leap(t.y));
    t.d++;
    if (t.d > end) {
        t.d = 1;
        t.m++;
    }
    if (t.m > 12) {
        t.m = 1;
        t.y++;
    }
    return t;
}

static bool same(day a, day b)
{
    return a.y == b.y && a.m == b.m && a.d == b.d;
}

static urne_str text_of(char buf[11], day t)
{
    snprintf(buf, 11, "%04u-%02u-%02u", t.y % 10000, t.m % 100, t.d % 100);
    return (urne_str){buf, 10};
}

/* Walks from birth: one year more on each birthday, which is 1 March when a year has
 * no 29 February. */
START_TEST(every_day)
{
    day born = {1997 + (unsigned)_i, 1, 1}, end = {1998 + (unsigned)_i, 1, 1};
    for (; !same(born, end); born = tomorrow(born)) {
        char from[11], to[11];
        urne_str birth = text_of(from, born);
        uint64_t age = 0;
        for (day on = born; on.y < 2005; on = tomorrow(on)) {
            bool anniversary =
                (on.m == born.m && on.d == born.d) ||
                (born.m == 2 && born.d == 29 && !leap(on.y) && on.m == 3 && on.d == 1);
            age += anniversary && !same(on, born);
            urne_ages ages = urne_age_on(birth, text_of(to, on));
            if (ages.least != age || ages.most != age || ages.unborn) {
                ck_abort_msg("%s on %s", from, to);
            }
        }
    }
}
END_TEST

/* An unknown part is every day it could be. */
static void must(bool ok, const char *what)
{
    if (!ok) {
        ck_abort_msg("%s", what);
    }
}

static void check_unknown(unsigned y, unsigned m, day on)
{
    char from[11], to[11];
    urne_str when = text_of(to, on);
    urne_ages want = {UINT64_MAX, 0, true};
    for (day t = {y, m == 0 ? 1 : m, 1}; t.y == y && (m == 0 || t.m == m);
         t = tomorrow(t)) {
        urne_ages one = urne_age_on(text_of(from, t), when);
        want.least = one.least < want.least ? one.least : want.least;
        want.most = one.most > want.most ? one.most : want.most;
        want.unborn = want.unborn && one.unborn;
    }
    urne_ages got = urne_age_on(text_of(from, (day){y, m, 0}), when);
    if (got.least != want.least || got.most != want.most || got.unborn != want.unborn) {
        ck_abort_msg("%s on %s", from, to);
    }
}

START_TEST(every_unknown)
{
    for (day on = {2003, 12, 1}; on.y < 2005; on = tomorrow(on)) {
        for (unsigned y = 2002; y <= 2005; y++) {
            check_unknown(y, 0, on);
            check_unknown(y, 1 + (on.d + y) % 12, on);
            check_unknown(y, on.m, on);
        }
    }
}
END_TEST

START_TEST(born_nowhere)
{
    urne_ages ages = urne_age_on(URNE_STR(""), URNE_STR("2026-10-05"));
    ck_assert(ages.least == 0 && ages.most == UINT64_MAX && !ages.unborn);
    ages = urne_age_on(URNE_STR("2026-10-06"), URNE_STR("2026-10-05"));
    ck_assert(ages.least == 0 && ages.most == 0 && ages.unborn);
    ages = urne_age_on(URNE_STR("2026-00-00"), URNE_STR("2026-10-05"));
    ck_assert(ages.least == 0 && ages.most == 0 && !ages.unborn);
}
END_TEST

/* Every day of five years in every form, and the days that do not exist. */
START_TEST(forms)
{
    char text[24], want[11], got[11] = "";
    for (unsigned y = 1899; y <= 1904; y++) {
        for (unsigned m = 0; m <= 13; m++) {
            for (unsigned d = 0; d <= 32; d++) {
                day t = {y, 1, 1};
                bool real = false;
                for (; t.y == y && !real; t = tomorrow(t)) {
                    real = same(t, (day){y, m, d});
                }
                real = real || (d == 0 && m <= 12);
                text_of(want, (day){y, m, d});
                snprintf(text, sizeof text, "%02u/%02u/%04u", d, m, y);
                must(urne_date_canon(urne_str_of(text), got) == real, text);
                must(!real || strcmp(got, want) == 0, want);
                snprintf(text, sizeof text, "%u/%u/%u", d, m, y);
                must(urne_date_canon(urne_str_of(text), got) == real, text);
                must(urne_date_canon(urne_str_of(want), got) == real, want);
                must(urne_date_whole(urne_str_of(want)) == (real && d > 0), want);
            }
        }
    }
    ck_assert(urne_date_canon(URNE_STR("1961"), got));
    ck_assert_str_eq(got, "1961-00-00");
}
END_TEST

static const char *const not_dates[] = {
    "",           "61",          "02/07/89",    "1/1/61",     "00/00/0000",
    "15/00/1961", "1961-13-00",  "1961-00-15",  "1961-7-02",  "1961/07/02",
    "02-07-1961", "02/07/1961 ", "22100",       "2 juillet",  "02//1961",
    "/07/1961",   "02/07/",      "02/07/1961/", "-1/07/1961", "002/7/1961",
    "1961-07",    "02/07/+961",  "2.7.1961",    "19O1",       "0000",
    "31/04/1961", "29/02/1900",  "1961-07-021", "02/07/19611"};

START_TEST(no_dates)
{
    char out[10];
    ck_assert_msg(!urne_date_canon(urne_str_of(not_dates[_i]), out), "%s",
                  not_dates[_i]);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_day", every_day, 4, 0},
        {"every_unknown", every_unknown, 0, 0},
        {"born_nowhere", born_nowhere, 0, 0},
        {"forms", forms, 0, 0},
        {"no_dates", no_dates, PROGRAM_COUNT(not_dates), 0},
    };
    return program_run("age", tests, PROGRAM_COUNT(tests), 120);
}
