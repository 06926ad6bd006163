/* model/member: members of a JSON object, as the readers of rules.json and count.json
 * take them. A value that is not what its key allows is refused with its place. */
#ifndef URNE_MODEL_MEMBER_H
#define URNE_MODEL_MEMBER_H

#include "codec/json.h"

/* Where values go, and where faults. */
typedef struct urne_members {
    urne_arena *arena;
    urne_err *err;
} urne_members;

/* Refuses the value: "KEY must be WANTED", where `wanted` is a msgid. */
urne_code urne_member_wrong(const urne_members *r, const urne_json *v,
                            const char *wanted);

/* A member that must be there and of this kind. */
urne_code urne_member_get(const urne_members *r, const urne_json *object,
                          const char *key, urne_json_kind kind, const urne_json **out);

urne_code urne_member_u64(const urne_members *r, const urne_json *object,
                          const char *key, uint64_t least, uint64_t most,
                          uint64_t *out);

urne_code urne_member_day(const urne_members *r, const urne_json *object,
                          const char *key, urne_str *out);

/* A text that goes into a note: 1 to 200 bytes, no space at the ends or doubled. */
urne_code urne_member_text(const urne_members *r, const urne_json *v, urne_str *out);

/* An object, whatever its members. */
urne_code urne_member_object(const urne_members *r, const urne_json *v);

#endif
