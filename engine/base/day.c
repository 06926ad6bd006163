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
