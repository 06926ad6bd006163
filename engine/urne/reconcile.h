/* urne/reconcile.h: paper ballots keyed twice, compared, and put together.
 *
 * Two people type the same batches of paper ballots without seeing each other. What
 * they typed differently is listed with a number for each case; a file of resolutions
 * says which keying is right, and when nothing is open the ballots can be written. */
#ifndef URNE_RECONCILE_H
#define URNE_RECONCILE_H

#include "urne/base.h"

/* What one keying says about a ballot: its lines, its projects, its points; several
 * lines are joined by " / ", with "-" for a blank vote and "..." for those beyond
 * eight. Empty where the keying does not have the ballot. */
typedef struct urne_reconciled_keying {
    const char *lines, *vote, *points;
} urne_reconciled_keying;

typedef struct urne_reconciled_case {
    const char *id; /* 12 hex digits */
    const char *batch;
    uint64_t ballot;
    const char *difference; /* only-a, only-b, order, points, projects, twice */
    urne_reconciled_keying a, b;
    const char *keep;          /* "" (open), a, b, vote, drop */
    const char *vote, *points; /* typed a third time, with "vote" */
} urne_reconciled_case;

typedef struct urne_reconciled_batch {
    const char *name;
    uint64_t a, b; /* lines of each keying */
    uint64_t kept; /* ballots that count, as far as resolved */
    uint64_t differences, open;
} urne_reconciled_batch;

typedef struct urne_reconciled {
    const char *type;
    uint64_t ballots; /* papers that at least one keying has */
    uint64_t agreeing, resolved, open, kept;
    urne_reconciled_batch *batches; /* in the order of their names */
    size_t n_batches;
    urne_reconciled_case *cases; /* by batch, then ballot */
    size_t n_cases;
} urne_reconciled;

/* NULL leaves an option out. Columns are batch, ballot, vote and points unless named.
 * `type` is a type of vote; NULL means cumulative when keying A has a column of points,
 * else approval. `differences` is where the list is written as CSV, ready to become
 * `resolutions`; `ballots` where the reconciled ballots are written. */
typedef struct urne_reconcile_options {
    const char *a, *b;
    const char *resolutions, *differences, *ballots;
    const char *type;
    const char *batch, *ballot, *vote, *points;
} urne_reconcile_options;

/* Compares. While a difference is open it fails with URNE_E_BALLOT_OPEN (exit 6) and
 * writes no ballots; *out is complete all the same. Every other failure leaves *out as
 * it was. */
URNE_API URNE_MUST_USE urne_code
urne_ballots_reconcile(urne_reconciled **out, urne_arena *arena,
                       const urne_reconcile_options *options, urne_err *err);

#endif
