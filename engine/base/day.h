/* base/day: calendar days and times as text. Proleptic Gregorian, UTC, no clock; years
 * 0001 to 9999. */
#ifndef URNE_BASE_DAY_H
#define URNE_BASE_DAY_H

#include "base/str.h"

/* Days of a month 1..12 of a year; 29 for February of a leap year. */
unsigned urne_month_days(unsigned year, unsigned month);

/* True when the text is YYYY-MM-DD and that day exists. */
bool urne_day_exists(urne_str text);

/* Reads YYYY-MM-DDTHH:MM:SSZ (a day that exists, seconds 00 to 59) as Unix seconds,
 * which count no leap seconds; false otherwise. */
bool urne_time_parse(urne_str text, int64_t *seconds);

/* Writes Unix seconds as YYYY-MM-DDTHH:MM:SSZ with a NUL; false outside the years. */
enum { URNE_TIME_MAX = 21 };
bool urne_time_write(char out[URNE_TIME_MAX], int64_t seconds);

#endif
