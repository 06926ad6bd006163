/* draw/wide: products of two 64-bit integers, exactly. */
#ifndef URNE_DRAW_WIDE_H
#define URNE_DRAW_WIDE_H

#include <stdint.h>

__extension__ typedef unsigned __int128 urne_wide;

/* a * b, never cut. */
static inline urne_wide urne_wide_mul(uint64_t a, uint64_t b)
{
    return (urne_wide)a * b;
}

#endif
