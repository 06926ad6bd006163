/* base/wide: integers of 128 bits, for products of two 64-bit integers. */
#ifndef URNE_BASE_WIDE_H
#define URNE_BASE_WIDE_H

#include <stdint.h>

__extension__ typedef unsigned __int128 urne_wide;

/* a * b, never cut. */
static inline urne_wide urne_wide_mul(uint64_t a, uint64_t b)
{
    return (urne_wide)a * b;
}

/* Bits of v: 0 for 0. */
static inline unsigned urne_wide_bits(urne_wide v)
{
    uint64_t high = (uint64_t)(v >> 64), low = (uint64_t)v;
    return high != 0  ? 128 - (unsigned)__builtin_clzll(high)
           : low != 0 ? 64 - (unsigned)__builtin_clzll(low)
                      : 0;
}

#endif
