/* model/gather: ballots on their way into an election, shared by its readers.
 *
 * The reader fills e->projects, makes room for the ballots, then calls urne_gather_next
 * for each ballot, one of urne_gather_list and urne_gather_mark, and at last
 * urne_gather_end. */
#ifndef URNE_MODEL_GATHER_H
#define URNE_MODEL_GATHER_H

#include "model/pb.h"

/* Where a cell of the current row, and the voter of an earlier ballot, stand. */
typedef struct urne_gather_places {
    const void *table;
    urne_place (*cell)(const void *table, size_t cell, size_t offset);
    urne_place (*voter)(const void *table, const urne_ballot *ballot);
} urne_gather_places;

typedef struct urne_gather_key {
    uint64_t head; /* the first eight bytes, in their order */
    uint32_t index;
} urne_gather_key;

typedef struct urne_gather {
    urne_election *e;
    urne_arena *arena;
    urne_findings *findings;
    urne_err *err;
    urne_code first; /* the first fault */
    const urne_ballot_policy *policy;
    urne_gather_places places;
    urne_gather_key *keys; /* the projects, ascending */
    uint64_t *stamp;       /* of each project: the ballot that named it last */
    uint64_t stamps;
    size_t cap_ballots;
    urne_mark *marks;
    size_t marks_left;
    urne_str *cells;
    size_t cells_left;
} urne_gather;

/* e->projects must be complete. */
void urne_gather_begin(urne_gather *g, urne_arena *scratch);

/* Records a fault found by a reader. */
urne_code urne_gather_no(urne_gather *g, urne_code code);

/* A new ballot at the end of the list, with room for `most` marks and the cells of
 * e->ballot_columns. It stays at its place until the next call. */
urne_ballot *urne_gather_next(urne_gather *g, size_t most);

/* The voter's id from a cell: blanks left out; an empty one is a fault. */
void urne_gather_voter(urne_gather *g, urne_ballot *b, urne_str text, size_t cell);

/* The ids and points (points.p NULL when there are none) of the current ballot, lists
 * with ',' in the cells of these numbers. */
void urne_gather_list(urne_gather *g, urne_ballot *b, urne_str vote, size_t vote_cell,
                      urne_str points, size_t points_cell);

/* One project of a ballot by its index, with the text of its points (p NULL when the
 * type has none). */
void urne_gather_mark(urne_gather *g, urne_ballot *b, size_t project, urne_str points,
                      urne_place at);

/* How many entries such a list has at most. */
size_t urne_list_most(urne_str list);

/* Voters with several ballots, among the ballots from `from` on. */
void urne_gather_end(urne_gather *g, size_t from);

/* Raises e->point_places to that of a text of points, and the points of all marks with
 * it. False when the text is no decimal or becomes too large. */
bool urne_gather_points(urne_gather *g, urne_str text, uint64_t *out);

/* Text without blanks at its ends, a finding when there were some. */
urne_str urne_gather_trim(urne_findings *findings, urne_str text, urne_place at);

/* An amount as people write it: *text gets a point for a comma. False when it is none
 * with at most URNE_PLACES_MAX places. */
bool urne_amount_tidy(urne_str *text, urne_arena *arena, urne_findings *findings,
                      urne_place at);

#endif
