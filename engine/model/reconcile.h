/* model/reconcile: paper ballots keyed twice, by two people who do not see each other.
 *
 * Each keying is a CSV of one line a paper ballot: its batch, the number stamped on it,
 * the projects joined by ',' in the order of the paper, and the points likewise where
 * the vote has points. Ids are byte strings, "01" and "1" are two projects; numbers of
 * ballots and points are numbers, "007" and "7" are one. Every ballot on which the two
 * do not agree is a difference, which a person resolves: nothing is ever chosen here.
 */
#ifndef URNE_MODEL_RECONCILE_H
#define URNE_MODEL_RECONCILE_H

#include "codec/csv.h"
#include "model/election.h"

/* The two keyings. */
enum { URNE_KEYING_A = 0, URNE_KEYING_B = 1, URNE_KEYINGS = 2 };

/* Ballots are numbered up to this. */
#define URNE_BALLOT_NUMBER_MAX ((uint64_t)999999999)

/* Projects and points as somebody typed them. Without an order of preference the ids
 * ascend, each with its points, so that two typings of one ballot are equal lists. */
typedef struct urne_typed {
    urne_str *ids;
    size_t n;         /* 0: a blank ballot */
    urne_str *points; /* decimals without superfluous zeros, or whatever was typed */
    size_t n_points;  /* need not be n: validity looks at that */
} urne_typed;

/* One line of a keying. */
typedef struct urne_keyed {
    urne_str batch;
    uint64_t ballot;
    urne_typed typed;
    uint64_t line;
} urne_keyed;

/* How the two keyings of one ballot differ; the first that fits. */
typedef enum urne_difference {
    URNE_DIFFERENCE_NONE = 0,
    URNE_DIFFERENCE_TWICE = 1,    /* keyed more than once in one file */
    URNE_DIFFERENCE_ONLY_A = 2,   /* B does not have it */
    URNE_DIFFERENCE_ONLY_B = 3,   /* A does not have it */
    URNE_DIFFERENCE_PROJECTS = 4, /* other projects */
    URNE_DIFFERENCE_ORDER = 5,    /* the same in another order; ordinal only */
    URNE_DIFFERENCE_POINTS = 6    /* the same with other points */
} urne_difference;

/* "none", "twice", "only-a", "only-b", "projects", "order", "points". */
const char *urne_difference_name(urne_difference difference);

/* What a person decided. */
typedef enum urne_keep {
    URNE_KEEP_OPEN = 0, /* nothing yet */
    URNE_KEEP_A = 1,
    URNE_KEEP_B = 2,
    URNE_KEEP_VOTE = 3, /* the vote typed a third time */
    URNE_KEEP_DROP = 4  /* there is no such ballot */
} urne_keep;

/* "", "a", "b", "vote", "drop". */
const char *urne_keep_name(urne_keep keep);

/* One paper ballot, however often it was keyed. */
typedef struct urne_paper {
    const urne_keyed *keyed[URNE_KEYINGS]; /* n[k] lines each, ascending */
    size_t n[URNE_KEYINGS];
    urne_str batch;
    uint64_t ballot;
    urne_difference difference;
    urne_str case_id; /* 12 hex digits; "" without difference */
    urne_keep keep;   /* of a difference */
    urne_typed vote;  /* KEEP_VOTE */
} urne_paper;

typedef struct urne_paper_batch {
    urne_str name;
    uint64_t keyed[URNE_KEYINGS]; /* lines of each keying */
    uint64_t ballots, kept;       /* papers; those that count, as resolved so far */
    uint64_t differences, open;
} urne_paper_batch;

typedef struct urne_reconciliation {
    urne_vote_type type;
    urne_paper *papers; /* by batch, then ballot */
    size_t n_papers;
    urne_paper **differences; /* the papers that have one, in the same order */
    size_t n_differences;
    urne_paper_batch *batches;
    size_t n_batches;
    uint64_t resolved, open; /* differences */
} urne_reconciliation;

/* The files, and the names of their columns. */
typedef struct urne_keying_files {
    const char *path[URNE_KEYINGS];
    const char *resolutions; /* or NULL */
    const char *batch, *ballot, *vote, *points;
    urne_vote_type type;
    bool guess; /* type is cumulative when A has the column of points, else approval */
} urne_keying_files;

/* Reads and compares. Faults of the files are all collected; a difference is none. */
URNE_MUST_USE urne_code urne_reconcile(urne_reconciliation **out, urne_arena *arena,
                                       const urne_keying_files *files, urne_err *err);

/* The lists as they are shown and written: joined by ','. */
urne_str urne_typed_vote(urne_arena *arena, const urne_typed *typed);
urne_str urne_typed_points(urne_arena *arena, const urne_typed *typed);

/* What one keying says about a paper, for people: lines, votes, points. Several lines
 * are joined by " / ", a blank ballot is then "-", and "..." stands for those beyond
 * eight. */
typedef struct urne_said {
    urne_str lines, vote, points;
} urne_said;
urne_said urne_paper_said(urne_arena *arena, const urne_paper *paper, size_t keying);

/* The differences as CSV (UTF-8 with BOM, ';', CRLF) with the columns of a resolutions
 * file, filled in where one is resolved already. */
urne_str urne_differences_csv(urne_arena *arena, const urne_reconciliation *r);

/* The first bytes of such a file. */
extern const char urne_differences_start[];

/* The reconciled ballots as CSV: voter (BATCH-BALLOT), vote, points where there are
 * any, method (paper). Only once nothing is open. */
urne_str urne_reconciled_csv(urne_arena *arena, const urne_reconciliation *r);

/* ---- between reconcile.c, reconcile_read.c and reconcile_resolve.c ---- */

/* The lines of one file by batch, ballot, line. `type` is guessed for keying A when the
 * files say so. */
URNE_MUST_USE urne_code urne_keying_read(urne_keyed **out, size_t *n, urne_arena *arena,
                                         const urne_keying_files *files, size_t which,
                                         urne_vote_type *type, urne_err *err);

/* Total order of batches and ids: bytes, but runs of digits by their value, so that
 * "L2" stands before "L10". */
int urne_natural_cmp(urne_str a, urne_str b);

/* Fills `out` from the lists of two cells; false when an id is empty. */
bool urne_typed_read(urne_typed *out, urne_arena *arena, urne_str vote, urne_str points,
                     urne_vote_type type);

/* True when two typings say the same. */
bool urne_typed_same(const urne_typed *a, const urne_typed *b);

/* A cell without superfluous spaces, in the arena; refused when it is not a text that
 * can be seen. */
URNE_MUST_USE urne_code urne_keyed_cell(urne_str *out, urne_arena *arena,
                                        const urne_csv *csv, uint64_t line,
                                        size_t column, urne_str cell, urne_err *err);

/* 12 hex digits that name a ballot whatever the files say about it. */
urne_str urne_paper_case(urne_arena *arena, const urne_paper *paper);

/* Takes a file of resolutions over into the differences. */
URNE_MUST_USE urne_code urne_resolutions_read(urne_reconciliation *r, urne_arena *arena,
                                              const urne_keying_files *files,
                                              urne_err *err);

/* True when the file is a keying: a CSV with the columns batch and ballot. */
bool urne_keying_is(const char *path);

#endif
