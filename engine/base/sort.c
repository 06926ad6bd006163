#include "base/sort.h"

#include <string.h>

/* Merges list[0..half) and list[half..n), both in order; `room` holds n. */
static void merge(uint32_t *list, size_t half, size_t n, uint32_t *room,
                  urne_index_cmp *cmp, void *ctx)
{
    size_t a = 0, b = half;
    for (size_t i = 0; i < n; i++) {
        bool left = b == n || (a < half && cmp(ctx, list[a], list[b]) <= 0);
        room[i] = left ? list[a++] : list[b++];
    }
    memcpy(list, room, n * sizeof *list);
}

void urne_sort_indices(uint32_t *list, size_t n, urne_index_cmp *cmp, void *ctx)
{
    if (n < 2) {
        return;
    }
    urne_arena *scratch = urne_arena_new();
    uint32_t *room = urne_arena_array(scratch, n, sizeof *room);
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t from = 0; from + width < n; from += 2 * width) {
            size_t rest = n - from;
            merge(list + from, width, rest < 2 * width ? rest : 2 * width, room, cmp,
                  ctx);
        }
    }
    urne_arena_free(scratch);
}
