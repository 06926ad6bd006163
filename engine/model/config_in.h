/* model/config_in: what the readers of rules.json share. Each part of the rules has
 * its reader. */
#ifndef URNE_MODEL_CONFIG_IN_H
#define URNE_MODEL_CONFIG_IN_H

#include "model/config.h"
#include "model/sources.h"

/* A reading in progress. */
typedef struct urne_config_reader {
    urne_members in;
    const char *path;
    urne_config *c;
} urne_config_reader;

/* Longest field name; most seats, substitutes and kmin (draw-1 §16). */
enum { FIELD_NAME_MAX = 32, SEATS_MAX = 1000000 };

/* Most fields of an identity or a household key; most attributes. */
enum { KEY_FIELDS_MAX = 16, ATTRIBUTES_MAX = 8 };

/* household, address and identity mean something else than a column does. */
bool urne_field_reserved(urne_str name);

/* The name of a field; a list of such names without repetition. `also` is the reserved
 * name that may stand here, or NULL. */
urne_code urne_member_field(const urne_members *r, const urne_json *v, const char *also,
                            urne_str *out);
urne_code urne_member_fields(const urne_members *r, const urne_json *list,
                             const char *also, urne_str **out, size_t *n);

/* Index of a strata field, or c->n_axes. */
size_t urne_config_axis(const urne_config *c, urne_str field);

/* The parts of config_draw.c. */
urne_code urne_config_read_strata(const urne_config_reader *r, const urne_json *v);
urne_code urne_config_read_draw(const urne_config_reader *r, const urne_json *draw);

#endif
