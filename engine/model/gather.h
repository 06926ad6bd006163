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

/* A byte of a cell of the current row. Its place is worked out for what is kept only: a
 * ballot that names one project a million times must not be walked a million times. */
typedef struct urne_gather_at {
    size_t cell, offset;
} urne_gather_at;

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

/* Records a fault found by a reader; URNE_OK is none. */
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
                      urne_gather_at at);

/* How many entries such a list has at most. */
size_t urne_list_most(urne_str list);

/* Refuses or says voters with several ballots. */
void urne_gather_end(urne_gather *g);

/* A ballot whose form is wrong: set aside or refused, as the policy says. */
void urne_gather_form(urne_gather *g, urne_ballot *b, urne_code code, urne_str text,
                      const char *why, urne_gather_at at);

/* Multiplies all points by 10^by; false when one becomes too large. */
bool urne_gather_rescale(urne_election *e, unsigned by);

/* Raises e->point_places to that of a text of points, and the points of all marks with
 * it. False when the text is no decimal or becomes too large. */
bool urne_gather_points(urne_gather *g, urne_str text, uint64_t *out);

/* Text without blanks at its ends, a finding when there were some. */
urne_str urne_gather_trim(urne_findings *findings, urne_str text, urne_place at);

/* A project that stands twice is a fault; between urne_gather_begin and the first
 * ballot. */
void urne_gather_projects(urne_gather *g);

/* ---- amounts.c ---- */

/* A text whose amount is known once all places have been seen. */
typedef struct urne_amount_text {
    urne_str text;
    urne_place at;
} urne_amount_text;

/* Sets e->places to the most places of budget (NULL: none) and costs, at least two;
 * then the budget and the costs of all projects. Reads a decimal comma, with a finding.
 * Returns URNE_OK or the first fault. */
urne_code urne_gather_amounts(urne_election *e, urne_arena *arena,
                              urne_amount_text *budget, urne_amount_text *costs,
                              urne_findings *findings, urne_err *err);

#endif
