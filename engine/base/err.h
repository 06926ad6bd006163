/* base/err: one way to fail and one to forward. The type is in urne/base.h. */
#ifndef URNE_BASE_ERR_H
#define URNE_BASE_ERR_H

#include "base/str.h"
#include "urne/base.h"

/* Marks a text that people read as a msgid. It stays English in the library; the
 * program translates it. */
#define N_(s) s

/* Records a fault and returns `code`. The arguments are C strings, ended by NULL:
 *     return urne_fail(err, URNE_E_JSON_KEY, at, key, NULL);
 * An argument that the texts of the code name as {~N} is marked N_.
 * `err` may be NULL when only the code matters. */
urne_code urne_fail(urne_err *err, urne_code code, urne_place at, ...)
    __attribute__((sentinel));

/* Forwards a failure of `expr` to our own caller. */
#define URNE_TRY(expr)                                                                 \
    do {                                                                               \
        urne_code try_code = (expr);                                                   \
        if (try_code != URNE_OK) {                                                     \
            return try_code;                                                           \
        }                                                                              \
    } while (0)

/* A place that is a whole file, and no place at all. */
#define URNE_IN(path) ((urne_place){.file = (path)})
#define URNE_NOWHERE  ((urne_place){.file = NULL})

/* The bytes of `s` as a C string for a diagnostic: cut to fit, control bytes as
 * '?'. Valid in the enclosing block. */
enum { URNE_SHOWN_MAX = 128 };
const char *urne_shown(char buf[URNE_SHOWN_MAX], urne_str s);
#define URNE_SHOW(s) urne_shown((char[URNE_SHOWN_MAX]){0}, (s))

#endif
