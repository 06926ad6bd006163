/* urne/base.h: the types that every public declaration shares.
 *
 * Memory, text and diagnostics. See urne.h for the rules of arguments. */
#ifndef URNE_BASE_H
#define URNE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#    define URNE_API      __attribute__((visibility("default")))
#    define URNE_MUST_USE __attribute__((warn_unused_result))
#else
#    define URNE_API
#    define URNE_MUST_USE
#endif

/* Memory of one job: what a call returns lives in the arena it was given. */
typedef struct urne_arena urne_arena;

/* A new empty arena. Never NULL: exhausted memory ends the program, exit 4. */
URNE_API urne_arena *urne_arena_new(void);

/* Frees the arena and everything that was returned in it. NULL is allowed. */
URNE_API void urne_arena_free(urne_arena *arena);

/* A run of bytes owned by somebody else: UTF-8 unless said otherwise, and not
 * NUL-terminated by promise. */
typedef struct urne_str {
    const char *p;
    size_t n;
} urne_str;

/* A copy of the text in the arena. */
URNE_API urne_str urne_copy(urne_arena *arena, urne_str text);

/* Every way in which the library says no; err.def lists them with their texts. */
typedef enum urne_code {
    URNE_OK = 0,
#define URNE_CODE(name, value, id, exit, what, why, todo) URNE_E_##name = value,
#include "urne/err.def"
#undef URNE_CODE
} urne_code;

/* What a code stands for. `what`, `why` and `todo` are English msgids in which
 * {0} to {3} stand for the arguments of the diagnostic, and {~0} to {~3} for
 * arguments that are msgids themselves; `exit` is the exit code of urne(1). Static;
 * never NULL, texts may be "". */
typedef struct urne_code_info {
    urne_code code;
    const char *id; /* printed and searched for: "E-ROLL-012" */
    int exit;
    const char *what, *why, *todo;
} urne_code_info;

URNE_API const urne_code_info *urne_code_get(urne_code code);

/* One fault: its code, its place in the user's input (line and column count from
 * 1 and the column counts bytes, 0 = does not apply) and its arguments. */
typedef struct urne_diag {
    urne_code code;
    uint64_t line, column;
    char file[192];
    char arg[4][128]; /* cut at a whole UTF-8 character when longer */
} urne_diag;

/* A place in the user's input. `file` is borrowed; NULL and 0 do not apply. */
typedef struct urne_place {
    const char *file;
    uint64_t line, column;
} urne_place;

/* The faults of one run, owned by the caller; start from URNE_ERR_NONE. Untouched
 * by a call that succeeds. `count` goes on counting beyond what is kept. */
enum { URNE_ERR_KEPT = 40 };
typedef struct urne_err {
    size_t count, kept;
    urne_diag diag[URNE_ERR_KEPT];
} urne_err;

#define URNE_ERR_NONE                                                                  \
    {                                                                                  \
        .count = 0, .kept = 0                                                          \
    }

#endif
