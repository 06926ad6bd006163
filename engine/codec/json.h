/* codec/json: JSON as people write it, read strictly, with places.
 *
 * cJSON alone would keep duplicate keys, fold their case, round integers, accept
 * trailing bytes and cut strings at NUL, and it knows no lines. So a scan of the
 * bytes goes first: it refuses everything that two readers could understand in two
 * ways, and notes where each value stands. JSON is never hashed nor signed. */
#ifndef URNE_CODEC_JSON_H
#define URNE_CODEC_JSON_H

#include "base/buf.h"
#include "base/err.h"

typedef enum urne_json_kind {
    URNE_JSON_NULL = 0,
    URNE_JSON_BOOL = 1,
    URNE_JSON_INT = 2, /* 0 to 2^53 - 1, no sign, no fraction */
    URNE_JSON_TEXT = 3,
    URNE_JSON_LIST = 4,
    URNE_JSON_OBJECT = 5
} urne_json_kind;

typedef struct urne_json {
    urne_json_kind kind;
    urne_place at;
    urne_str key;           /* in an object */
    urne_str text;          /* TEXT */
    uint64_t num;           /* INT, BOOL */
    struct urne_json *item; /* LIST, OBJECT: the members in order */
    size_t n;
} urne_json;

/* Reads one JSON value that is the whole of `bytes`. Keys that begin with "//" are
 * comments and are left out. */
URNE_MUST_USE urne_code urne_json_read(urne_json **out, urne_arena *arena,
                                       urne_str bytes, const char *file, urne_err *err);

/* The member of an object, or NULL. Exact bytes. */
const urne_json *urne_json_find(const urne_json *object, const char *key);

/* Every key of the object is in the NULL-ended list, else URNE_E_JSON_KEY. */
URNE_MUST_USE urne_code urne_json_only(const urne_json *object, const char *const *keys,
                                       urne_err *err);

#endif
