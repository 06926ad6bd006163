/* base/arena: one owner for the memory of one job.
 *
 * Everything the engine returns lives in the arena it was given and is freed
 * with it. Exhaustion of memory prints a line and exits 4, with no core; hostile
 * sizes are refused earlier, by the limits of each reader. Secrets never live
 * here: see crypto/secret.h. */
#ifndef URNE_BASE_ARENA_H
#define URNE_BASE_ARENA_H

#include "urne/base.h"

/* urne_arena_new and urne_arena_free are public: urne/base.h. Freeing runs the
 * deferred clears first, the last registered before the others. */

/* `n` zeroed bytes, aligned for any object. n = 0 gives a valid pointer. */
void *urne_arena_alloc(urne_arena *arena, size_t n);

/* `count` zeroed objects of `size` bytes; a product that overflows is exhaustion. */
void *urne_arena_array(urne_arena *arena, size_t count, size_t size);

/* Moves or extends the block `old` of `from` bytes to `to` bytes (to >= from).
 * In place when it is the newest block; the bytes beyond `from` are not zeroed. */
void *urne_arena_grow(urne_arena *arena, void *old, size_t from, size_t to);

/* Calls fn(ptr) when the arena is freed: for values that own memory of their own. */
void urne_arena_defer(urne_arena *arena, void (*fn)(void *), void *ptr);

/* Prints "urne: bug: WHERE" to stderr and exits 70: an impossible state. */
_Noreturn void urne_bug(const char *where);

/* Prints that memory is exhausted and exits 4: an error of the run, with no core that
 * could hold a key. */
_Noreturn void urne_out_of_memory(void);

#endif
