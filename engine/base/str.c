#include "base/str.h"

int urne_str_cmp(urne_str a, urne_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n == 0 ? 0 : memcmp(a.p, b.p, n);
    if (c != 0) {
        return c;
    }
    return (a.n > b.n) - (a.n < b.n);
}

int urne_str_cmp_void(const void *a, const void *b)
{
    return urne_str_cmp(*(const urne_str *)a, *(const urne_str *)b);
}

bool urne_str_starts(urne_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

bool urne_str_ends(urne_str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.n >= n && memcmp(s.p + (s.n - n), suffix, n) == 0;
}

urne_str urne_str_slice(urne_str s, size_t from, size_t to)
{
    if (from > to || to > s.n) {
        urne_bug("str slice");
    }
    return (urne_str){s.p + from, to - from};
}

urne_str urne_str_dup(urne_arena *arena, urne_str s)
{
    char *p = urne_arena_alloc(arena, s.n + 1);
    if (s.n > 0) {
        memcpy(p, s.p, s.n);
    }
    return (urne_str){p, s.n};
}

urne_str urne_copy(urne_arena *arena, urne_str text)
{
    return urne_str_dup(arena, text);
}

const char *urne_str_z(urne_arena *arena, urne_str s)
{
    return urne_str_dup(arena, s).p;
}

bool urne_str_u64(urne_str s, uint64_t max, uint64_t *out)
{
    if (s.n == 0 || (s.n > 1 && s.p[0] == '0')) {
        return false;
    }
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
        uint64_t d = (uint64_t)(s.p[i] - '0');
        if (d > max || v > (max - d) / 10) {
            return false;
        }
        v = v * 10 + d;
    }
    *out = v;
    return true;
}

const char *urne_dec(char buf[URNE_DEC_MAX], uint64_t v)
{
    char tmp[URNE_DEC_MAX];
    size_t n = 0;
    do {
        tmp[n++] = (char)('0' + (char)(v % 10));
        v /= 10;
    } while (v > 0);
    for (size_t i = 0; i < n; i++) {
        buf[i] = tmp[n - 1 - i];
    }
    buf[n] = '\0';
    return buf;
}

bool urne_str_cut(urne_str *rest, char sep, urne_str *part)
{
    if (rest->p == NULL) {
        return false;
    }
    const char *at = rest->n == 0 ? NULL : memchr(rest->p, sep, rest->n);
    if (at == NULL) {
        *part = *rest;
        *rest = (urne_str){NULL, 0};
        return true;
    }
    size_t n = (size_t)(at - rest->p);
    *part = (urne_str){rest->p, n};
    *rest = (urne_str){at + 1, rest->n - n - 1};
    return true;
}
