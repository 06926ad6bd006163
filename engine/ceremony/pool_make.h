/* ceremony/pool_make: from a pool, quotas and a key to what is sealed (pool-1 §3 to
 * §6): people under their PIDs, the fairest lottery with its proof, the numbered panels
 * and their counts. Nothing is written here. */
#ifndef URNE_CEREMONY_POOL_MAKE_H
#define URNE_CEREMONY_POOL_MAKE_H

#include "model/panel_config.h"
#include "model/pool_csv.h"
#include "panel/solve.h"
#include "proof/pool.h"

typedef struct urne_pool_making {
    urne_arena *arena;
    const urne_panel_config *config;
    const urne_quotas *quotas;
    const urne_respondents *people;
    const urne_secret *k;
    urne_str ceremony;

    urne_pool_rules rules;
    uint32_t *order; /* person i of pool.txt is people[order[i]] */
    urne_str *msalt; /* hex, by person */
    urne_pool_lines lines;
    urne_pool_open open; /* features and salts, whatever is published */
    size_t households;   /* with a number */
    urne_panel_pool pool;
    urne_panel_checked checked; /* what the certificate proves */
    urne_panel_list list;
    urne_panel_tally *tally;
    urne_pool_level *levels;
    size_t n_levels;
    urne_str quotas_txt, pool_txt, panels_txt, counts_txt, proof_txt;
    urne_str open_txt; /* ->p NULL: features are public */
} urne_pool_making;

/* What can be sealed of quotas and pool at all: numbers and texts; and as many people
 * as kmin wants. */
URNE_MUST_USE urne_code urne_pool_sealable(const urne_pool_making *m, urne_err *err);

/* Fills everything behind `ceremony`. *feasible is false, and what follows the pool
 * stays empty, when the quotas allow no panel. What was made is read back: a file that
 * a verifier would refuse is never sealed. */
URNE_MUST_USE urne_code urne_pool_make(urne_pool_making *m, bool *feasible,
                                       urne_err *err);

/* Whether each level fits its line of the seal (pool-1 §7.2.3). */
URNE_MUST_USE urne_code urne_pool_levels_fit(const urne_pool_level *levels, size_t n,
                                             urne_err *err);

/* People of whose features there is no other person. */
uint64_t urne_pool_alone(const urne_pool_making *m);

/* Whether a verifier can read the files that were made: a seal is for good. */
URNE_MUST_USE urne_code urne_pool_room(const urne_pool_making *m, urne_err *err);

#endif
