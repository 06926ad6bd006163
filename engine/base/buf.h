/* base/buf: bytes being written, in an arena. */
#ifndef URNE_BASE_BUF_H
#define URNE_BASE_BUF_H

#include "base/str.h"

typedef struct urne_buf {
    urne_arena *arena;
    char *p;
    size_t n, cap;
} urne_buf;

/* An empty buffer with room for `cap` bytes before it first moves. */
urne_buf urne_buf_new(urne_arena *arena, size_t cap);

/* Makes room for `n` more bytes and returns where they go; the caller adds to ->n. */
char *urne_buf_reserve(urne_buf *buf, size_t n);

void urne_buf_add(urne_buf *buf, urne_str s);
void urne_buf_addz(urne_buf *buf, const char *z);
void urne_buf_addc(urne_buf *buf, char c);
void urne_buf_addu(urne_buf *buf, uint64_t v);

/* What was written; valid until the next write or the end of the arena. */
static inline urne_str urne_buf_str(const urne_buf *buf)
{
    return (urne_str){buf->p, buf->n};
}

#endif
