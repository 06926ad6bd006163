/* urne/pool.h: a panel drawn in a dossier, from those who answered to its members
 * (pool-1, docs/spec).
 *
 * The dossier of a panel goes the way of a draw: urne_init with a panel.json,
 * urne_panel_seal in the place of urne_seal, urne_reveal, then urne_panel_draw. Each
 * step writes one entry, whole or not at all, and never writes it twice. */
#ifndef URNE_POOL_H
#define URNE_POOL_H

#include "urne/panel.h"

/* People whose chances go from `low` to `high`, as they are published. */
typedef struct urne_pool_rung {
    const char *low, *high; /* "num/den", or "0" or "1" */
    uint64_t persons;
} urne_pool_rung;

typedef struct urne_panel_sealed {
    const urne_panel_infeasible *infeasible; /* the quotas allow no panel; else NULL */
    uint64_t size, persons;
    const char *seal; /* 64 hex digits; "" with dry_run */
    bool open;        /* features are public */
    bool all;         /* so are the counts of every panel */
    bool dice;        /* the dice are the number */
    uint64_t kmin;
    uint64_t households; /* of two people or more */
    uint64_t panels;
    const urne_pool_rung *levels; /* ascending */
    size_t n_levels;
    const char *deviation; /* of anybody's share of the panels from their chance */
    bool close;            /* everybody is on as many as are due, rounded */
    uint64_t alone;        /* open: people of whose features there is no other person */
} urne_panel_sealed;

/* Reads pool and quotas, finds the fairest lottery, proves it, makes the numbered
 * panels and seals all of it: pool.txt, quotas.txt, panels.txt, counts.txt,
 * 20-pool-commit.txt, and where features are public panel-proof.txt. Else the
 * certificate and the features go to private/opened/, for accredited observers.
 * Quotas that allow no panel are an answer: nothing is written. `pool_key` NULL makes a
 * fresh key. With `dry_run` nothing is written. */
typedef struct urne_panel_seal_options {
    const char *dir;
    const char *pool, *quotas; /* CSV files */
    const char *pool_key, *time;
    bool dry_run;
} urne_panel_seal_options;
URNE_API URNE_MUST_USE urne_code urne_panel_seal(urne_panel_sealed **out,
                                                 urne_arena *arena,
                                                 const urne_panel_seal_options *options,
                                                 urne_err *err);

/* How many members have a feature, and how many the quotas ask for. */
typedef struct urne_panel_drawn_count {
    const char *category, *value;
    uint64_t min, max;
    const char *count; /* "-": not published */
} urne_panel_drawn_count;

typedef struct urne_panel_drawn {
    const char *seed; /* 64 hex digits */
    uint64_t number, panels;
    const urne_panel_drawn_count *counts;
    size_t n_counts;
    const uint64_t *members; /* numbers of persons: lines of pool.txt */
    size_t n_members;
    const char *list_path, *entry_path; /* panel.csv, with the ids; the entry */
    const char **unseen;                /* files that are not where they were sealed */
    size_t n_unseen;
} urne_panel_drawn;

/* Draws the number of a panel and writes pool-seed-input.txt, 22-panel-result.txt, and
 * private/panel.csv with the ids of the members. `beacon` is as in urne_draw. */
URNE_API URNE_MUST_USE urne_code urne_panel_draw(urne_panel_drawn **out,
                                                 urne_arena *arena, const char *dir,
                                                 const char *beacon, const char *time,
                                                 urne_err *err);

#endif
