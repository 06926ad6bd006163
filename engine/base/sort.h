/* base/sort: a stable sort of indices by what a caller knows of them. */
#ifndef URNE_BASE_SORT_H
#define URNE_BASE_SORT_H

#include "base/arena.h"

/* Below 0 when a comes before b, above 0 when behind it, 0 when they may stay. */
typedef int urne_index_cmp(void *ctx, uint32_t a, uint32_t b);

/* Sorts in O(n log n) comparisons; equal ones keep their order. */
void urne_sort_indices(uint32_t *list, size_t n, urne_index_cmp *cmp, void *ctx);

#endif
