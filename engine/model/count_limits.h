/* model/count_limits: what count.json says of the ballots: how their files are read,
 * and which of them are valid. */
#ifndef URNE_MODEL_COUNT_LIMITS_H
#define URNE_MODEL_COUNT_LIMITS_H

#include "model/count_config.h"
#include "model/count_text.h"
#include "model/election_read.h"
#include "model/validity.h"

/* How the readers take the files: columns, budget, type, and what is set aside rather
 * than refused. Paths and projects are left as they are. */
void urne_count_config_reading(urne_election_options *out, urne_arena *arena,
                               const urne_count_config *config);

/* The limits in units of the election. A limit with more places than the election is
 * taken to the nearest unit within it. */
URNE_MUST_USE urne_code urne_count_config_validity(urne_validity *out,
                                                   const urne_count_config *config,
                                                   const urne_election *e,
                                                   urne_err *err);

/* The same as lines of count-rules.txt. */
urne_limit *urne_limits_of(size_t *n, urne_arena *arena, const urne_validity *v);

#endif
