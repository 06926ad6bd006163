#include "model/age.h"

#include "base/day.h"

static bool digits(urne_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return s.n > 0;
}

static unsigned number(urne_str s)
{
    unsigned v = 0;
    for (size_t i = 0; i < s.n; i++) {
        v = v * 10 + (unsigned)(s.p[i] - '0');
    }
    return v;
}

typedef struct date {
    unsigned y, m, d; /* m and d are 0 when unknown */
} date;

/* The three parts of a canonical date. */
static date parts(urne_str s)
{
    return (date){number(urne_str_slice(s, 0, 4)), number(urne_str_slice(s, 5, 7)),
                  number(urne_str_slice(s, 8, 10))};
}

/* A day is only known within a known month. */
static bool possible(date b)
{
    return b.y >= 1 && b.m <= 12 &&
           (b.m == 0 ? b.d == 0 : b.d <= urne_month_days(b.y, b.m));
}

/* Splits at two separators into three parts of digits, or is one part. */
static size_t split(urne_str text, char sep, urne_str part[3])
{
    urne_str rest = text, p;
    size_t n = 0;
    while (urne_str_cut(&rest, sep, &p)) {
        if (n == 3 || !digits(p)) {
            return 0;
        }
        part[n++] = p;
    }
    return n;
}

bool urne_date_canon(urne_str text, char out[10])
{
    urne_str p[3];
    date b;
    if (text.n == 4 && digits(text)) {
        b = (date){number(text), 0, 0};
    } else if (split(text, '/', p) == 3 && p[0].n <= 2 && p[1].n <= 2 && p[2].n == 4) {
        b = (date){number(p[2]), number(p[1]), number(p[0])};
    } else if (split(text, '-', p) == 3 && p[0].n == 4 && p[1].n == 2 && p[2].n == 2) {
        b = (date){number(p[0]), number(p[1]), number(p[2])};
    } else {
        return false;
    }
    if (!possible(b)) {
        return false;
    }
    const unsigned value[3] = {b.y, b.m, b.d};
    const size_t end[3] = {4, 7, 10};
    for (size_t i = 0; i < 3; i++) {
        unsigned v = value[i];
        for (size_t k = end[i]; k > end[i] - (i == 0 ? 4 : 2); k--) {
            out[k - 1] = (char)('0' + (char)(v % 10));
            v /= 10;
        }
    }
    out[4] = out[7] = '-';
    return true;
}

bool urne_date_whole(urne_str text)
{
    return urne_day_exists(text);
}

/* Years completed on `on` by somebody born on the whole date b; 0 when unborn. Without
 * a 29 February the year is completed on 1 March, as the order of dates has it. */
static uint64_t age(date b, date on)
{
    bool before = on.m < b.m || (on.m == b.m && on.d < b.d);
    return on.y > b.y ? on.y - b.y - before : 0;
}

urne_ages urne_age_on(urne_str born, urne_str on)
{
    if (born.n == 0) {
        return (urne_ages){.least = 0, .most = UINT64_MAX};
    }
    date b = parts(born), day = parts(on), first = b, last = b;
    if (b.m == 0) {
        first.m = 1;
        last.m = 12;
    }
    if (b.d == 0) {
        first.d = 1;
        last.d = urne_month_days(last.y, last.m);
    }
    bool unborn =
        first.y > day.y || (first.y == day.y &&
                            (first.m > day.m || (first.m == day.m && first.d > day.d)));
    return (urne_ages){age(last, day), age(first, day), unborn};
}
