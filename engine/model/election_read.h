/* model/election_read: an election from the files that people have.
 *
 * Each file of ballots is a .pb file or a CSV, told apart by what is in it. The
 * projects come from a file of their own (CSV or .pb), from the first .pb file, or from
 * the header of a Stanford export. Ballots keep the order of the files.
 *
 * A CSV of ballots has one line a ballot, with a column `vote` that lists project ids
 * with ',', and `points` in the same order; or one column a project. Such a cell holds
 * 1 or x, 0 or nothing; points where the type has points (0 is no mark); the rank from
 * 1 on where people rank. Columns that neither the map nor the names of a .pb file
 * mention are not read: they may hold names. */
#ifndef URNE_MODEL_ELECTION_READ_H
#define URNE_MODEL_ELECTION_READ_H

#include "codec/csv.h"
#include "model/gather.h"

/* Which column gives what. Roles: voter, vote, points, method, age, residence, project
 * (with the id of the project). Method and residence become the ballot columns
 * voting_method and residence. */
typedef struct urne_role_map {
    const char *role, *project, *column;
} urne_role_map;

typedef struct urne_election_options {
    const char *const *paths;
    size_t n_paths;
    const char *projects; /* or NULL */
    const urne_role_map *columns;
    size_t n_columns;
    urne_ballot_policy policy; /* budget and type count for CSV, too */
    const char *made; /* one of the paths: its bytes are given, not read; or NULL */
    urne_str made_bytes;
} urne_election_options;

URNE_MUST_USE urne_code urne_election_read(urne_election **out, urne_findings *findings,
                                           urne_arena *arena,
                                           const urne_election_options *options,
                                           urne_err *err);

/* "voter=A,vote=B,project:P1=C" as a map; names of columns with ',' cannot be written.
 */
URNE_MUST_USE urne_code urne_role_map_read(urne_role_map **out, size_t *n,
                                           urne_arena *arena, const char *text,
                                           urne_err *err);

/* ---- between the files that read elections ---- */

/* The export "Individual votes" of the Stanford platform. */
bool urne_stanford_is(const urne_csv *csv);

/* An election without ballots: the projects of a CSV with project_id, cost and other
 * columns, kept as cells; or those of a Stanford header, called 1, 2, ... */
URNE_MUST_USE urne_code urne_projects_csv(urne_election **out, urne_findings *findings,
                                          urne_arena *arena, const urne_csv *csv,
                                          const char *budget, urne_err *err);
URNE_MUST_USE urne_code urne_projects_stanford(urne_election **out,
                                               urne_findings *findings,
                                               urne_arena *arena, const urne_csv *csv,
                                               const char *budget, urne_err *err);

/* The ballots of a CSV, for the projects and the type of `base`. */
URNE_MUST_USE urne_code urne_ballots_csv(urne_election **out, urne_findings *findings,
                                         urne_arena *arena, const urne_csv *csv,
                                         const urne_election *base,
                                         const urne_election_options *options,
                                         urne_err *err);

#endif
