/* model/validity: which of the ballots received count, and why the others do not.
 *
 * A ballot that a reader has set aside (form, duplicate-project, unknown-project) stays
 * so. Any other is set aside for the first of these that applies, in this order:
 *
 *     method, age, residence, too-few, too-many, points, cost, duplicate
 *
 * `duplicate` comes last and looks only at ballots that are valid so far: one that
 * would not count anyway never displaces one that does. Received = valid + set aside,
 * whatever the order of files and rows; that order matters only where the rule says
 * first or last, and is then that of the files as given, and of the lines in each. */
#ifndef URNE_MODEL_VALIDITY_H
#define URNE_MODEL_VALIDITY_H

#include "model/election.h"

/* From least to most, both included. */
typedef struct urne_limits {
    uint64_t least, most;
} urne_limits;

#define URNE_NO_LIMITS ((urne_limits){0, UINT64_MAX})

/* Which of several valid ballots of one voter counts. */
typedef enum urne_voter_twice {
    URNE_TWICE_NONE = 0,        /* nobody looks: every ballot counts */
    URNE_TWICE_FIRST = 1,       /* the first */
    URNE_TWICE_LAST = 2,        /* the last */
    URNE_TWICE_PAPER_FIRST = 3, /* those on paper beat the others; then the first */
    URNE_TWICE_PAPER_LAST = 4   /* the same; then the last */
} urne_voter_twice;

/* "none", "first", "last", "paper-then-first", "paper-then-last". */
const char *urne_voter_twice_name(urne_voter_twice twice);
bool urne_voter_twice_parse(urne_str name, urne_voter_twice *out);

typedef struct urne_validity {
    urne_limits projects;   /* how many a ballot names */
    urne_limits points;     /* of each of them; types with points only */
    urne_limits sum_points; /* the same */
    urne_limits cost;       /* sum of the costs of its projects */
    uint64_t age;           /* the least age; 0: none is asked */
    urne_str *residences;   /* admitted; n 0: any */
    size_t n_residences;
    urne_str *methods; /* admitted; n 0: any */
    size_t n_methods;
    /* Ways of voting in which somebody looked at the voter: of these ballots neither
     * age nor residence is asked. */
    urne_str *in_person;
    size_t n_in_person;
    urne_voter_twice twice;
    urne_str paper; /* the method that beats the others */
    /* For readers: else a duplicate is taken once, and an unknown project refused. */
    bool duplicate_project_aside, unknown_project_aside;
    const char *age_cell, *residence_cell, *method_cell; /* names of columns */
} urne_validity;

/* No limits; the columns are age, residence and method, paper is "paper". */
urne_validity urne_validity_default(void);

/* The lower end of an age as files have it: "17", "40-59", "60+". False for any other
 * text. */
bool urne_age_read(urne_str text, uint64_t *out);

/* Sets the aside of every ballot that a reader has left valid. */
void urne_validity_apply(urne_election *e, const urne_validity *v);

/* Ballots by aside, the valid ones first; their sum is e->n_ballots. */
void urne_validity_count(const urne_election *e, uint64_t out[URNE_ASIDES]);

/* The ballots set aside, by file and line, as CSV (UTF-8 with BOM, ';', CRLF): file,
 * line, voter, reason. Private: it names voters. */
urne_str urne_aside_csv(urne_arena *arena, const urne_election *e);

#endif
