/* model/count_config_in: what the readers of the parts of count.json share. */
#ifndef URNE_MODEL_COUNT_CONFIG_IN_H
#define URNE_MODEL_COUNT_CONFIG_IN_H

#include "model/count_config.h"
#include "model/sources.h"

/* A reading in progress. */
typedef struct urne_count_reader {
    urne_members in;
    urne_count_config *c;
} urne_count_reader;

/* Index of a text among the NULL-ended names; refuses any other value with `wanted`. */
urne_code urne_count_word(const urne_members *in, const urne_json *v,
                          const char *const *names, const char *wanted, size_t *out);

/* A decimal written as a text or as an integer. */
urne_code urne_count_decimal(const urne_members *in, const urne_json *v, urne_str *out);

/* The parts of count_sets.c and count_ballots.c; `v` may be NULL. */
urne_code urne_count_read_envelopes(const urne_count_reader *r, const urne_json *v);
urne_code urne_count_read_reserved(const urne_count_reader *r, const urne_json *v);
urne_code urne_count_read_ids(const urne_count_reader *r, const urne_json *v,
                              urne_id_set **out, size_t *n);
urne_code urne_count_read_limits(const urne_count_reader *r, const urne_json *v);
urne_code urne_count_read_columns(const urne_count_reader *r, const urne_json *v);

#endif
