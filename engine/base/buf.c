#include "base/buf.h"

urne_buf urne_buf_new(urne_arena *arena, size_t cap)
{
    urne_buf buf = {.arena = arena, .cap = cap < 64 ? 64 : cap};
    buf.p = urne_arena_alloc(arena, buf.cap);
    return buf;
}

char *urne_buf_reserve(urne_buf *buf, size_t n)
{
    if (buf->cap - buf->n < n) {
        size_t cap = buf->cap;
        while (cap - buf->n < n) {
            if (cap > SIZE_MAX / 2) {
                urne_out_of_memory();
            }
            cap *= 2;
        }
        buf->p = urne_arena_grow(buf->arena, buf->p, buf->n, cap);
        buf->cap = cap;
    }
    return buf->p + buf->n;
}

void urne_buf_add(urne_buf *buf, urne_str s)
{
    if (s.n > 0) {
        memcpy(urne_buf_reserve(buf, s.n), s.p, s.n);
        buf->n += s.n;
    }
}

void urne_buf_addz(urne_buf *buf, const char *z)
{
    urne_buf_add(buf, urne_str_of(z));
}

void urne_buf_addc(urne_buf *buf, char c)
{
    *urne_buf_reserve(buf, 1) = c;
    buf->n++;
}

void urne_buf_addu(urne_buf *buf, uint64_t v)
{
    urne_buf_addz(buf, URNE_DEC(v));
}
