/* draw/heap: the first of many, found only as far as somebody asks. */
#ifndef URNE_DRAW_HEAP_H
#define URNE_DRAW_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when item `a` comes before item `b`. A strict total order: two different
 * items never tie, so that the order found is the order of a full sort. */
typedef bool (*urne_before_fn)(const void *ctx, uint32_t a, uint32_t b);

/* Arranges n items so that heap[0] is the first. O(n). */
void urne_heap_make(uint32_t *heap, size_t n, urne_before_fn before, const void *ctx);

/* Restores the arrangement after heap[i] was replaced by, or became, a later item.
 * n = 0 is allowed. O(log n). */
void urne_heap_sift(uint32_t *heap, size_t n, size_t i, urne_before_fn before,
                    const void *ctx);

#endif
