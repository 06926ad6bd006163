/* model/election: projects and ballots of a participatory budget, as they were read.
 *
 * Every reader (Pabulib .pb, ballot CSV, Stanford, a public dossier) makes this; the
 * rules of budget/ count from it. Ids are byte strings: "01" and "1" are two projects.
 * Amounts are integers of 10^-places of the currency, points of 10^-point_places. */
#ifndef URNE_MODEL_ELECTION_H
#define URNE_MODEL_ELECTION_H

#include "base/decimal.h"
#include "base/err.h"

typedef enum urne_vote_type {
    URNE_VOTE_APPROVAL = 0,
    URNE_VOTE_CHOOSE1 = 1,
    URNE_VOTE_CUMULATIVE = 2,
    URNE_VOTE_SCORING = 3,
    URNE_VOTE_ORDINAL = 4
} urne_vote_type;

/* "approval", "choose-1", "cumulative", "scoring", "ordinal". */
const char *urne_vote_type_name(urne_vote_type type);
bool urne_vote_type_parse(urne_str name, urne_vote_type *out);

/* True for the types whose marks carry points. */
bool urne_vote_type_points(urne_vote_type type);

/* Why a ballot is set aside; ascending by name. */
typedef enum urne_aside {
    URNE_BALLOT_VALID = 0,
    URNE_ASIDE_AGE = 1,               /* under the age, or no age given */
    URNE_ASIDE_COST = 2,              /* sum of costs outside the limits */
    URNE_ASIDE_DUPLICATE = 3,         /* the voter has another ballot, which counts */
    URNE_ASIDE_DUPLICATE_PROJECT = 4, /* a project twice, where the rule says so */
    URNE_ASIDE_FORM = 5,              /* points missing, in excess or no numbers */
    URNE_ASIDE_METHOD = 6,            /* a way of voting that the rule does not admit */
    URNE_ASIDE_POINTS = 7,            /* points of a project, or their sum, outside */
    URNE_ASIDE_RESIDENCE = 8,         /* residence not among those admitted */
    URNE_ASIDE_TOO_FEW = 9,           /* fewer projects than the least */
    URNE_ASIDE_TOO_MANY = 10,         /* more projects than the most */
    URNE_ASIDE_UNKNOWN_PROJECT = 11   /* names a project that is not on the list */
} urne_aside;
enum { URNE_ASIDES = 12 };
/* "valid", "age", "cost", "duplicate", "duplicate-project", "form", "method", "points",
 * "residence", "too-few", "too-many", "unknown-project". */
const char *urne_aside_name(urne_aside aside);

typedef struct urne_meta {
    urne_str key, value;
    uint64_t line;
} urne_meta;

typedef struct urne_project {
    urne_str id;
    uint64_t cost;
    urne_str *cells; /* by project_columns */
    uint64_t line;
} urne_project;

/* One project that a ballot names. */
typedef struct urne_mark {
    uint32_t project; /* index in projects */
    uint64_t points;  /* 0 where the type has none */
} urne_mark;

typedef struct urne_ballot {
    urne_str voter;
    urne_mark *marks; /* in the ballot's order, each project once */
    size_t n_marks;   /* 0: a blank ballot, which is valid */
    urne_str *cells;  /* by ballot_columns */
    uint32_t file;    /* index in files */
    uint64_t line;
    urne_aside aside;
} urne_ballot;

typedef struct urne_election {
    const char **files; /* that it was read from */
    size_t n_files;
    urne_meta *meta; /* in the order of the file */
    size_t n_meta;
    urne_vote_type type;
    unsigned places, point_places;
    uint64_t budget;
    urne_project *projects; /* in the order of the file */
    size_t n_projects;
    urne_str *project_columns; /* all but project_id and cost, in order */
    size_t n_project_columns;
    urne_ballot *ballots; /* every ballot received, in the order of the files */
    size_t n_ballots;
    urne_str *ballot_columns; /* all but voter_id, vote and points, in order */
    size_t n_ballot_columns;
} urne_election;

/* The value of a META key; ->p NULL when there is none. */
urne_str urne_election_meta(const urne_election *e, const char *key);

/* A cell by the name of its column; "" when there is no such column. */
urne_str urne_project_cell(const urne_election *e, size_t project, const char *column);
urne_str urne_ballot_cell(const urne_election *e, size_t ballot, const char *column);

/* Index of the project with this id, or SIZE_MAX. The finder is made once. */
typedef struct urne_project_finder {
    const urne_election *e;
    uint32_t *sorted; /* projects by bytes of their ids */
} urne_project_finder;
urne_project_finder urne_project_finder_new(urne_arena *arena, const urne_election *e);
size_t urne_project_find(const urne_project_finder *finder, urne_str id);

#endif
