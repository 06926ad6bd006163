/* urne/count.h: a count in a dossier, from its ballots to its result (tally-1,
 * docs/spec).
 *
 * The dossier of a count goes the way of a draw: urne_init with a count.json,
 * urne_ballots_commit in the place of urne_seal, urne_reveal, then the count itself.
 * Each step writes one entry, whole or not at all, and never writes it twice. */
#ifndef URNE_COUNT_H
#define URNE_COUNT_H

#include "urne/tally.h"

typedef struct urne_aside_view {
    const char *name; /* age, cost, duplicate, ... */
    uint64_t count;
} urne_aside_view;

typedef struct urne_ballots_committed {
    const char *seal; /* 64 hex digits; "" with dry_run */
    uint64_t projects, received, ballots, blank;
    urne_aside_view asides[11]; /* those that occur, ascending */
    size_t n_asides;
    uint64_t keyed; /* of the ballots received, those of two reconciled keyings */
    bool lots;      /* ties may come to a lot */
} urne_ballots_committed;

/* Reads the ballots, sets aside those that the rules do not admit, and seals the others
 * with the projects and the rules: projects.txt, count-rules.txt, ballots.txt,
 * 10-ballots-commit.txt. Two of the files may be keyings of the same papers (columns
 * batch and ballot): they are reconciled with `resolutions`, and while a difference is
 * open the call fails with exit 6. `projects` (a file), `resolutions` and `ballot_key`
 * may be NULL; a NULL key is a fresh one. With `dry_run` nothing is written. */
typedef struct urne_ballots_commit_options {
    const char *dir;
    const char *const *paths;
    size_t n_paths;
    const char *projects, *resolutions, *ballot_key, *time;
    bool dry_run;
} urne_ballots_commit_options;
URNE_API URNE_MUST_USE urne_code
urne_ballots_commit(urne_ballots_committed **out, urne_arena *arena,
                    const urne_ballots_commit_options *options, urne_err *err);

typedef struct urne_tallied {
    urne_tally *tally;
    const char *seed; /* 64 hex digits */
    const char *trace_path, *entry_path;
    const char **unseen; /* source files that are not where they were sealed */
    size_t n_unseen;
} urne_tallied;

/* Counts projects.txt and ballots.txt under count-rules.txt, ties with the seed of the
 * dice, and writes tie-seed-input.txt, tally.txt and 12-tally.txt. A tie that matters
 * and has no last resort fails with exit 6 and writes nothing. With `compare` the view
 * has other rules on the same ballots, as information. `beacon` is as in urne_draw. */
URNE_API URNE_MUST_USE urne_code urne_tally_dossier(urne_tallied **out,
                                                    urne_arena *arena, const char *dir,
                                                    const char *beacon,
                                                    const char *time, bool compare,
                                                    urne_err *err);

#endif
