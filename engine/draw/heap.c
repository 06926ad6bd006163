#include "draw/heap.h"

void urne_heap_sift(uint32_t *heap, size_t n, size_t i, urne_before_fn before,
                    const void *ctx)
{
    /* The children of i are 2i + 1 and 2i + 2; only i may come after them. */
    while (n >= 2 && i <= (n - 2) / 2) {
        size_t child = 2 * i + 1;
        if (child + 1 < n && before(ctx, heap[child + 1], heap[child])) {
            child++;
        }
        if (!before(ctx, heap[child], heap[i])) {
            return;
        }
        uint32_t item = heap[i];
        heap[i] = heap[child];
        heap[child] = item;
        i = child;
    }
}

void urne_heap_make(uint32_t *heap, size_t n, urne_before_fn before, const void *ctx)
{
    for (size_t i = n / 2; i-- > 0;) {
        urne_heap_sift(heap, n, i, before, ctx);
    }
}
