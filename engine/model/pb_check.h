/* model/pb_check: what Pabulib's own checker would say of a file, and a little more.
 *
 * Fields and their order, values, limits of ballots, the counted columns, the budget
 * and the outcome of the declared greedy rule. Country names are not checked. */
#ifndef URNE_MODEL_PB_CHECK_H
#define URNE_MODEL_PB_CHECK_H

#include "codec/pb.h"
#include "model/pb.h"

/* Adds to the findings of urne_pb_read what the checks find in the election that it
 * made of the same bytes (with no policy), and sorts them. */
void urne_pb_check(urne_findings *findings, const urne_election *e, urne_str bytes);

/* ---- between the files pb_check*.c ---- */

typedef struct urne_pb_checking {
    const urne_election *e;
    urne_findings *findings;
    urne_arena *scratch;
    urne_pb pb;                     /* the file once more, for places */
    urne_str *names[URNE_PB_PARTS]; /* the columns as they stand in the file */
    size_t n_names[URNE_PB_PARTS];
    const char **rows[URNE_PB_PARTS]; /* where each row of a section begins */
    size_t n_rows[URNE_PB_PARTS];
    uint64_t header[URNE_PB_PARTS]; /* line of the header */
    struct {
        urne_pb_part part;
        size_t row;
        const char *column;
        urne_place at;
    } last;          /* the place asked for last: one ballot may break a limit often */
    uint64_t *again; /* of each project: how often a ballot repeats it */
} urne_pb_checking;

/* The place of a column of a row; NULL is the first. */
urne_place urne_pb_check_place(urne_pb_checking *c, urne_pb_part part, size_t row,
                               const char *column);

/* The place of the value of a META key, or of the file. */
urne_place urne_pb_check_meta(urne_pb_checking *c, const char *key);

/* pb_fields.c: names, order and values. */
void urne_pb_check_fields(urne_pb_checking *c);

/* pb_ballots.c: limits of ballots and the counted columns. */
void urne_pb_check_ballots(urne_pb_checking *c);

/* pb_outcome.c: budget and declared rule. */
void urne_pb_check_outcome(urne_pb_checking *c);

#endif
