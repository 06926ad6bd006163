/* model/config_in: what the readers of rules.json share. Each part of the rules has
 * its reader; a value that is not what its key allows is refused with its place. */
#ifndef URNE_MODEL_CONFIG_IN_H
#define URNE_MODEL_CONFIG_IN_H

#include "codec/json.h"
#include "model/config.h"

/* A reading in progress. */
typedef struct urne_config_reader {
    urne_arena *arena;
    const char *path;
    urne_config *c;
    urne_err *err;
} urne_config_reader;

/* Longest field name; most seats, substitutes and kmin (draw-1 §16). */
enum { FIELD_NAME_MAX = 32, SEATS_MAX = 1000000 };

/* Most fields of an identity or a household key; most attributes. */
enum { KEY_FIELDS_MAX = 16, ATTRIBUTES_MAX = 8 };

/* Refuses the value: "KEY must be WANTED", where `wanted` is a msgid. */
urne_code urne_member_wrong(const urne_config_reader *r, const urne_json *v,
                            const char *wanted);

/* A member that must be there and of this kind. */
urne_code urne_member_get(const urne_config_reader *r, const urne_json *object,
                          const char *key, urne_json_kind kind, const urne_json **out);

urne_code urne_member_u64(const urne_config_reader *r, const urne_json *object,
                          const char *key, uint64_t least, uint64_t most,
                          uint64_t *out);

urne_code urne_member_day(const urne_config_reader *r, const urne_json *object,
                          const char *key, urne_str *out);

/* A text that goes into a note: 1 to 200 bytes, no space at the ends or doubled. */
urne_code urne_member_text(const urne_config_reader *r, const urne_json *v,
                           urne_str *out);

/* household, address and identity mean something else than a column does. */
bool urne_field_reserved(urne_str name);

/* The name of a field; a list of such names without repetition. `also` is the reserved
 * name that may stand here, or NULL. */
urne_code urne_member_field(const urne_config_reader *r, const urne_json *v,
                            const char *also, urne_str *out);
urne_code urne_member_fields(const urne_config_reader *r, const urne_json *list,
                             const char *also, urne_str **out, size_t *n);

urne_code urne_member_object(const urne_config_reader *r, const urne_json *v);

/* Index of a strata field, or c->n_axes. */
size_t urne_config_axis(const urne_config *c, urne_str field);

/* The parts of config_draw.c. */
urne_code urne_config_read_strata(const urne_config_reader *r, const urne_json *v);
urne_code urne_config_read_draw(const urne_config_reader *r, const urne_json *draw);
urne_code urne_config_read_sources(const urne_config_reader *r, const urne_json *v);

#endif
