/* base/day: calendar days as text. Proleptic Gregorian, no time zone, no clock. */
#ifndef URNE_BASE_DAY_H
#define URNE_BASE_DAY_H

#include "base/str.h"

/* Days of a month 1..12 of a year; 29 for February of a leap year. */
unsigned urne_month_days(unsigned year, unsigned month);

/* True when the text is YYYY-MM-DD and that day exists (years 0001 to 9999). */
bool urne_day_exists(urne_str text);

#endif
