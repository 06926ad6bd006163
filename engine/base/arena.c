#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Small blocks share a chunk; anything larger than BIG gets a chunk of its own,
 * which realloc can then extend without a copy through us. */
enum { CHUNK = 64 * 1024, BIG = 16 * 1024, ALIGN = 16 };

typedef struct chunk {
    struct chunk *next;
    size_t size, used;
} chunk;

typedef struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *ptr;
} deferred;

struct urne_arena {
    chunk *chunks; /* newest first; only the first takes small blocks */
    chunk *big;    /* newest first */
    deferred *clears;
};

/* The header is a multiple of ALIGN, so that data behind it is aligned too. */
#define HEAD ((sizeof(chunk) + ALIGN - 1) / ALIGN * ALIGN)

static unsigned char *data(chunk *c)
{
    return (unsigned char *)c + HEAD;
}

void urne_out_of_memory(void)
{
    fputs("urne: out of memory\n", stderr);
    exit(4);
}

void urne_bug(const char *where)
{
    fprintf(stderr, "urne: bug: %s\n", where);
    exit(70);
}

static void *must(void *p)
{
    if (p == NULL) {
        urne_out_of_memory();
    }
    return p;
}

static size_t round_up(size_t n)
{
    if (n > SIZE_MAX - HEAD - ALIGN) {
        urne_out_of_memory();
    }
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

static chunk *chunk_new(size_t size, chunk *next)
{
    chunk *c = must(malloc(HEAD + size));
    *c = (chunk){.next = next, .size = size};
    return c;
}

urne_arena *urne_arena_new(void)
{
    return must(calloc(1, sizeof(urne_arena)));
}

static void chunks_free(chunk *c)
{
    while (c != NULL) {
        chunk *next = c->next;
        free(c);
        c = next;
    }
}

void urne_arena_free(urne_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    for (deferred *d = arena->clears; d != NULL; d = d->next) {
        d->fn(d->ptr);
    }
    chunks_free(arena->chunks);
    chunks_free(arena->big);
    free(arena);
}

static void *raw(urne_arena *arena, size_t n)
{
    n = round_up(n == 0 ? 1 : n);
    if (n > BIG) {
        arena->big = chunk_new(n, arena->big);
        arena->big->used = n;
        return data(arena->big);
    }
    if (arena->chunks == NULL || arena->chunks->size - arena->chunks->used < n) {
        arena->chunks = chunk_new(CHUNK, arena->chunks);
    }
    void *p = data(arena->chunks) + arena->chunks->used;
    arena->chunks->used += n;
    return p;
}

void *urne_arena_alloc(urne_arena *arena, size_t n)
{
    return memset(raw(arena, n), 0, n);
}

void *urne_arena_array(urne_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        urne_out_of_memory();
    }
    return urne_arena_alloc(arena, count * size);
}

void *urne_arena_grow(urne_arena *arena, void *old, size_t from, size_t to)
{
    if (arena->big != NULL && old == data(arena->big)) {
        size_t size = round_up(to);
        chunk *next = arena->big->next;
        arena->big = must(realloc(arena->big, HEAD + size));
        *arena->big = (chunk){.next = next, .size = size, .used = size};
        return data(arena->big);
    }
    void *p = raw(arena, to);
    if (from > 0) {
        memcpy(p, old, from);
    }
    return p;
}

void urne_arena_defer(urne_arena *arena, void (*fn)(void *), void *ptr)
{
    deferred *d = urne_arena_alloc(arena, sizeof *d);
    *d = (deferred){.next = arena->clears, .fn = fn, .ptr = ptr};
    arena->clears = d;
}
