/* ceremony/rollcheck: a classified roll as its public view. */
#ifndef URNE_CEREMONY_ROLLCHECK_H
#define URNE_CEREMONY_ROLLCHECK_H

#include "model/roll.h"
#include "urne/ceremony.h"

urne_roll_summary *urne_roll_summarize(urne_arena *arena, const urne_config *config,
                                       const urne_roll *roll);

/* Writes anomalies.csv where `path` is not NULL. */
URNE_MUST_USE urne_code urne_anomalies_save(urne_arena *arena, const urne_roll *roll,
                                            const char *path, urne_say_fn *say,
                                            urne_err *err);

#endif
