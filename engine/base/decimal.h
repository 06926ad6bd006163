/* base/decimal: exact decimals as people write them, and amounts in whole units.
 *
 * An amount is an integer number of units of 10^-places of the currency: with two
 * places, cents. Nothing is ever rounded: what does not fit is refused. */
#ifndef URNE_BASE_DECIMAL_H
#define URNE_BASE_DECIMAL_H

#include "base/buf.h"

/* Most places an amount may have. */
enum { URNE_PLACES_MAX = 9 };

/* The number of digits behind the point of a decimal, without the zeros at its end; or
 * -1 when the text is none: digits, then perhaps '.' and digits. No sign, no exponent,
 * no spaces; leading zeros are allowed. */
int urne_decimal_places(urne_str text);

/* The decimal as an integer of units of 10^-places, at most URNE_INT_MAX - 1. False
 * when the text is no decimal, is larger, or has more places than that. */
bool urne_decimal_read(urne_str text, unsigned places, uint64_t *out);

/* Writes an amount: "1331751.11"; without a point when the digits behind it are all
 * zero, else with all of them. */
void urne_decimal_put(urne_buf *buf, uint64_t amount, unsigned places);

/* The same as a text in the arena, NUL behind it. */
const char *urne_decimal_z(urne_arena *arena, uint64_t amount, unsigned places);

#endif
