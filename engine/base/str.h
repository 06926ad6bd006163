/* base/str: work on urne_str, a run of bytes somebody else owns (urne/base.h).
 * Compared by bytes, in no locale. */
#ifndef URNE_BASE_STR_H
#define URNE_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Room for a uint64_t in decimal with its NUL. */
enum { URNE_DEC_MAX = 21 };

#define URNE_STR(literal) ((urne_str){("" literal), sizeof(literal) - 1})

/* Largest integer that a signed file may hold: exact in every JSON reader. */
#define URNE_INT_MAX ((uint64_t)1 << 53)

static inline urne_str urne_str_of(const char *z)
{
    return (urne_str){z, strlen(z)};
}

static inline bool urne_str_eq(urne_str a, urne_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool urne_str_is(urne_str a, const char *z)
{
    return urne_str_eq(a, urne_str_of(z));
}

/* Total order of bytes, a prefix before what it begins. */
int urne_str_cmp(urne_str a, urne_str b);

/* The same for qsort over urne_str. */
int urne_str_cmp_void(const void *a, const void *b);

bool urne_str_starts(urne_str s, const char *prefix);
bool urne_str_ends(urne_str s, const char *suffix);

/* The bytes from `from` up to `to` (to <= s.n). */
urne_str urne_str_slice(urne_str s, size_t from, size_t to);

/* A copy in the arena; its byte after the end is NUL. */
urne_str urne_str_dup(urne_arena *arena, urne_str s);
const char *urne_str_z(urne_arena *arena, urne_str s);

/* Strict decimal: no sign, no leading zero, at most `max`. False otherwise. */
bool urne_str_u64(urne_str s, uint64_t max, uint64_t *out);

/* Writes v in decimal with a NUL into buf and returns buf. */
const char *urne_dec(char buf[URNE_DEC_MAX], uint64_t v);

/* The decimal of v as an argument of a diagnostic, valid in the enclosing block. */
#define URNE_DEC(v) urne_dec((char[URNE_DEC_MAX]){0}, (uint64_t)(v))

/* Cuts the part up to `sep` off the front of *rest; false when *rest is spent.
 * An input that ends with `sep` gives one more, empty part. Set *rest to begin. */
bool urne_str_cut(urne_str *rest, char sep, urne_str *part);

#endif
