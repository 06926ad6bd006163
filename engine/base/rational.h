/* base/rational: exact fractions as text, "num" or "num/den" in lowest terms. */
#ifndef URNE_BASE_RATIONAL_H
#define URNE_BASE_RATIONAL_H

#include "base/str.h"
#include "base/wide.h"

#include <gmp.h>

/* A fraction in lowest terms as text in the arena. */
const char *urne_rational_text(urne_arena *arena, mpq_srcptr q);

/* num / den as text in the arena; den > 0. */
const char *urne_rational_of(urne_arena *arena, urne_wide num, uint64_t den);

/* A fraction of ours divided by a number > 0. */
const char *urne_rational_over(urne_arena *arena, const char *fraction, uint64_t by);

/* The whole part of a fraction of ours that is not negative; UINT64_MAX when it is
 * larger than 64 bits hold. */
uint64_t urne_rational_floor(const char *fraction);

/* The same rounded up. */
uint64_t urne_rational_ceil(const char *fraction);

/* 10^places, for places up to 19. */
uint64_t urne_power_of_ten(unsigned places);

#endif
