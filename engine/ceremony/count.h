/* ceremony/count: the count of a sealed dossier. */
#ifndef URNE_CEREMONY_COUNT_H
#define URNE_CEREMONY_COUNT_H

#include "budget/count.h"
#include "ceremony/dossier.h"
#include "urne/count.h"

/* A count that was made and written. */
typedef struct urne_tallied {
    urne_election election; /* as the public files say it */
    urne_count_rules *rules;
    const urne_count *count;
    const char *seed; /* hex */
    const char *tally_path, *entry_path;
    const char **unseen; /* source files that are not where they were sealed */
    size_t n_unseen;
} urne_tallied;

/* Counts projects.txt and ballots.txt under count-rules.txt with the seed of the dice,
 * and writes tie-seed-input.txt, tally.txt and 12-tally.txt. A tie that matters and has
 * no last resort fails with exit 6 and writes nothing. */
URNE_MUST_USE urne_code urne_tally_dossier(urne_tallied **out, urne_arena *arena,
                                           const char *dir, const char *time,
                                           urne_err *err);

#endif
