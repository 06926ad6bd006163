/* model/sources: the sources of randomness, which every kind of ceremony names alike in
 * its configuration. */
#ifndef URNE_MODEL_SOURCES_H
#define URNE_MODEL_SOURCES_H

#include "model/config.h"
#include "model/member.h"

/* A list of 1 to 64 sources: dice, lotteries, and with a beacon contributions. Without
 * a beacon dice are among them, and many. A contribution has no commitment yet. */
urne_code urne_config_read_sources(const urne_members *in, const urne_json *v,
                                   urne_source **out, size_t *n);

/* The same where the sources are a number and no seed: as few dice as there are. */
urne_code urne_config_read_number_sources(const urne_members *in, const urne_json *v,
                                          urne_source **out, size_t *n);

#endif
