#include "base/day.h"

unsigned urne_month_days(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29U : days[month - 1];
}

bool urne_day_exists(urne_str text)
{
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-') {
        return false;
    }
    unsigned part[3] = {0};
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            continue;
        }
        if (text.p[i] < '0' || text.p[i] > '9') {
            return false;
        }
        unsigned *p = &part[i < 4 ? 0 : i < 7 ? 1 : 2];
        *p = *p * 10 + (unsigned)(text.p[i] - '0');
    }
    return part[0] >= 1 && part[1] >= 1 && part[1] <= 12 && part[2] >= 1 &&
           part[2] <= urne_month_days(part[0], part[1]);
}

/* Days from 0001-01-01 to the first day of a year. */
static int64_t days_before(int64_t year)
{
    int64_t y = year - 1;
    return 365 * y + y / 4 - y / 100 + y / 400;
}

enum { DAY = 86400, DAYS_TO_1970 = 719162 };

bool urne_time_parse(urne_str text, int64_t *seconds)
{
    static const char shape[] = "0000-00-00T00:00:00Z";
    unsigned part[6] = {0}; /* year, month, day, hour, minute, second */
    size_t at = 0;
    if (text.n != sizeof shape - 1) {
        return false;
    }
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (shape[i] == '0' ? !digit : text.p[i] != shape[i]) {
            return false;
        }
        if (digit) {
            part[at] = part[at] * 10 + (unsigned)(text.p[i] - '0');
        } else {
            at++;
        }
    }
    if (!urne_day_exists(urne_str_slice(text, 0, 10)) || part[3] > 23 || part[4] > 59 ||
        part[5] > 59) {
        return false;
    }
    int64_t days = days_before(part[0]) + part[2] - 1;
    for (unsigned month = 1; month < part[1]; month++) {
        days += urne_month_days(part[0], month);
    }
    *seconds =
        (days - DAYS_TO_1970) * DAY + part[3] * 3600LL + part[4] * 60LL + part[5];
    return true;
}

/* v in n decimal digits. */
static void put_digits(char *out, size_t n, int64_t v)
{
    while (n-- > 0) {
        out[n] = (char)('0' + v % 10);
        v /= 10;
    }
}

bool urne_time_write(char out[URNE_TIME_MAX], int64_t seconds)
{
    static const int64_t epoch = (int64_t)DAYS_TO_1970 * DAY;
    if (seconds < -epoch || seconds >= days_before(10000) * DAY - epoch) {
        return false;
    }
    int64_t days = (seconds + epoch) / DAY, second = (seconds + epoch) % DAY;
    /* A year has at most 366 days: the guess is never above the year. */
    int64_t year = days / 366 + 1;
    while (days_before(year + 1) <= days) {
        year++;
    }
    days -= days_before(year);
    unsigned month = 1;
    while (days >= urne_month_days((unsigned)year, month)) {
        days -= urne_month_days((unsigned)year, month++);
    }
    memcpy(out, "0000-00-00T00:00:00Z", URNE_TIME_MAX);
    put_digits(out, 4, year);
    put_digits(out + 5, 2, month);
    put_digits(out + 8, 2, days + 1);
    put_digits(out + 11, 2, second / 3600);
    put_digits(out + 14, 2, second / 60 % 60);
    put_digits(out + 17, 2, second % 60);
    return true;
}
