/* model/pb: elections from and to Pabulib files.
 *
 * What is read is kept byte for byte, with one exception, which is always a finding:
 * U+0020 at the ends of ids, of the entries of a vote, of numbers, of the keys and
 * values of META and of column names is left out. The text of other cells stays as it
 * is. The budget in META is written as an exact decimal with a point. */
#ifndef URNE_MODEL_PB_H
#define URNE_MODEL_PB_H

#include "model/election.h"
#include "model/findings.h"

/* How strictly ballots are read. All zero: what is wrong with one refuses the file. */
typedef struct urne_ballot_policy {
    const char *budget;   /* takes the place of META's; or NULL */
    const char *type;     /* the same for vote_type */
    bool voters_unseen;   /* the caller looks for voters with several ballots */
    bool voters_twice;    /* several ballots of a voter stay, and are findings */
    bool unknown_aside;   /* a ballot that names no project of the list: set aside */
    bool duplicate_aside; /* one that names a project twice: set aside */
    bool form_aside;      /* one whose points fit nothing: set aside */
} urne_ballot_policy;

/* A .pb file. Collects all faults. The election borrows `bytes`; `findings` and
 * `policy` may be NULL. Ballots that the policy sets aside carry their reason; the
 * others are URNE_BALLOT_VALID. */
URNE_MUST_USE urne_code urne_pb_read(urne_election **out, urne_findings *findings,
                                     urne_arena *arena, urne_str bytes,
                                     const char *file, urne_err *err);
URNE_MUST_USE urne_code urne_pb_read_with(urne_election **out, urne_findings *findings,
                                          urne_arena *arena, urne_str bytes,
                                          const char *file,
                                          const urne_ballot_policy *policy,
                                          urne_err *err);

/* The bytes of a .pb file with these projects and ballots: reading them gives the same
 * election (but for lines), and writing that gives the same bytes. For elections read
 * without setting ballots aside: a reason is not written. */
urne_str urne_pb_write(urne_arena *arena, const urne_election *e);

/* The index of a column, or SIZE_MAX. */
size_t urne_column_find(const urne_str *columns, size_t n, const char *name);

#endif
