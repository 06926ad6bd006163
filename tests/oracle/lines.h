/* oracle/lines: texts edited by line number, as a reader of a diagnostic counts. */
#ifndef ORACLE_LINES_H
#define ORACLE_LINES_H

#include "base/buf.h"

#include <stdlib.h>

/* Line `n` (from 1) replaced by `text`; deleted when it is NULL; when it begins with
 * '+', the rest is put before line n (n may be one beyond the last). `text` may hold
 * several lines, without the last LF. */
static inline urne_str lines_edit(urne_arena *arena, urne_str s, size_t n,
                                  const char *text)
{
    urne_buf buf = urne_buf_new(arena, s.n + 64);
    size_t at = 0, line = 1;
    for (; line < n; line++) {
        const char *lf = at == s.n ? NULL : memchr(s.p + at, '\n', s.n - at);
        if (lf == NULL) {
            abort(); /* the test names a line that is not there */
        }
        at = (size_t)(lf - s.p) + 1;
    }
    urne_buf_add(&buf, (urne_str){s.p, at});
    if (text != NULL) {
        urne_buf_addz(&buf, text[0] == '+' ? text + 1 : text);
        urne_buf_addc(&buf, '\n');
    }
    if (text == NULL || text[0] != '+') {
        const char *lf = memchr(s.p + at, '\n', s.n - at);
        at = lf == NULL ? s.n : (size_t)(lf - s.p) + 1;
    }
    urne_buf_add(&buf, (urne_str){s.p + at, s.n - at});
    return urne_buf_str(&buf);
}

/* Line n without its LF. */
static inline urne_str lines_get(urne_str s, size_t n)
{
    urne_str line = {0};
    while (n-- > 0) {
        if (!urne_str_cut(&s, '\n', &line)) {
            abort();
        }
    }
    return line;
}

static inline size_t lines_count(urne_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += s.p[i] == '\n';
    }
    return n;
}

/* The first `from` replaced by `to`; aborts when there is none. */
static inline urne_str lines_replace(urne_arena *arena, urne_str s, const char *from,
                                     const char *to)
{
    size_t n = strlen(from);
    for (size_t i = 0; i + n <= s.n; i++) {
        if (memcmp(s.p + i, from, n) == 0) {
            urne_buf buf = urne_buf_new(arena, s.n + strlen(to) + 1);
            urne_buf_add(&buf, (urne_str){s.p, i});
            urne_buf_addz(&buf, to);
            urne_buf_add(&buf, (urne_str){s.p + i + n, s.n - i - n});
            return urne_buf_str(&buf);
        }
    }
    abort();
}

#endif
