/* urne/ballots.h: the ballots of a participatory budget, before they are counted.
 *
 * Files of ballots are Pabulib .pb files or CSV; see urne-ballots(1) for what is
 * accepted and what is refused. */
#ifndef URNE_BALLOTS_H
#define URNE_BALLOTS_H

#include "urne/base.h"

/* How often a finding was made, kept below or not. */
typedef struct urne_ballots_kind {
    urne_code code; /* exit 0: only said; exit 1: something is wrong */
    uint64_t count;
} urne_ballots_kind;

typedef struct urne_ballots_report {
    const char *type;   /* approval, choose-1, cumulative, scoring, ordinal */
    const char *budget; /* as a decimal */
    uint64_t files, projects, ballots, blank;
    urne_ballots_kind *kinds; /* in the order of err.def */
    size_t n_kinds;
    urne_diag *findings; /* by file, line, column; at most 1000 of a kind */
    size_t n_findings;
    uint64_t wrong; /* findings whose exit is not 0 */
} urne_ballots_report;

/* Reads a .pb file and checks it as Pabulib would. */
URNE_API URNE_MUST_USE urne_code urne_ballots_check(urne_ballots_report **out,
                                                    urne_arena *arena, const char *path,
                                                    urne_err *err);

/* Reads files of ballots as one election and writes it to `to`, a new .pb file.
 * `projects` (CSV or .pb), `columns` ("voter=A,vote=B"), `budget` (decimal) and `type`
 * may be NULL; so may `to`, and then nothing is written. */
typedef struct urne_ballots_options {
    const char *const *paths;
    size_t n_paths;
    const char *projects, *columns, *budget, *type, *to;
} urne_ballots_options;
URNE_API URNE_MUST_USE urne_code
urne_ballots_import(urne_ballots_report **out, urne_arena *arena,
                    const urne_ballots_options *options, urne_err *err);

#endif
