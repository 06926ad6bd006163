/* urne/tally.h: counting the ballots of a participatory budget (budget-1, docs/spec).
 *
 * Amounts are decimals of the currency and rationals are "num" or "num/den" in lowest
 * terms, both as text. Ids are byte strings. */
#ifndef URNE_TALLY_H
#define URNE_TALLY_H

#include "urne/base.h"

/* What is counted and how; NULL leaves an option out. An option that the rules file
 * sets as well is a usage error. */
typedef struct urne_tally_options {
    const char *const *paths; /* a .pb, or ballot files */
    size_t n_paths;
    const char *projects;       /* a file of projects, for ballots that come without */
    const char *columns;        /* "voter=A,vote=B,...": headers of the ballots */
    const char *type;           /* of the votes, where the file does not say it */
    const char *budget, *rules; /* rules: count.json */
    const char *rule, *by, *utility, *threshold, *stop, *phragmen, *unsupported;
    const char *completion, *completion_utility, *comparison, *seats, *ties;
    const char *add1_start, *add1_stop, *add1_increment;
    const char *lot; /* the seed of ties that count.json leaves to a lot: 64 digits */
    bool compare;    /* other rules, as information */
} urne_tally_options;

typedef struct urne_tally_project {
    const char *id, *name, *cost, *points; /* points "" where ballots have none */
    uint64_t votes;
    bool won;
    const char *outcome; /* a word: "taken", "bought", "left", ...: budget-1 §7 */
    size_t round;        /* that decided it, from 1; 0: none */
    const char *a, *b, *other; /* the numbers of the reason, amounts in the currency; a
                                  project or an envelope */
    urne_diag why;             /* the reason as a sentence */
} urne_tally_project;

typedef struct urne_tally_round {
    size_t round;
    bool completion;
    const char *id, *key, *pays, *left; /* key in units, as in tally.txt; pays "" unless
                                           the rule is mes */
} urne_tally_round;

typedef struct urne_tally_tie {
    size_t round;
    const char **ids;
    size_t n;
    const char *chosen, *by, *ticket; /* ticket "" unless by lot */
    bool completion, changes;
} urne_tally_tie;

typedef struct urne_tally_pair {
    const char *name, *value;
} urne_tally_pair;

typedef struct urne_tally_count {
    const char *name;
    uint64_t count;
} urne_tally_count;

/* Add1: from `from` to `to` increments buy the same projects. */
typedef struct urne_tally_interval {
    uint64_t from, to;
    const char *cost;
    size_t funded;
} urne_tally_interval;

/* One rule beside others on the same ballots. */
typedef struct urne_tally_line {
    const char *label; /* msgid */
    bool deciding;
    urne_tally_pair *params;
    size_t n_params;
    bool *won; /* by project */
    size_t funded;
    const char *cost;
    uint64_t covered; /* voters with a funded project among theirs */
    const char
        *per_voter; /* average cost of the funded projects of a voter, rational */
    const char *per_voter_amount; /* the same, rounded down to a unit */
    urne_tally_pair *spending;    /* "district: NAME", "category: NAME" and amounts */
    size_t n_spending;
    bool undecided; /* a tie without last resort, or a limit: no result */
} urne_tally_line;

typedef struct urne_tally {
    const char *rule, *currency; /* currency "" when nothing says it */
    urne_tally_pair *params;     /* every convention, by name */
    size_t n_params;
    const char *budget, *cost;
    const char **selected; /* ids in order of selection */
    size_t n_selected;
    urne_tally_project *projects; /* in the order of the file */
    size_t n_projects;
    urne_tally_round *rounds;
    size_t n_rounds;
    urne_tally_tie *ties;
    size_t n_ties;
    uint64_t received, valid;
    urne_tally_count *aside; /* reasons with ballots, ascending */
    size_t n_aside;
    const char *endowment; /* mes: of the deciding run, rational; else "" */
    const char *endowment_amount;
    urne_tally_interval *intervals;
    size_t n_intervals;
    uint64_t keeps[11]; /* mes: voters by tenths of the endowment that they keep */
    bool compared, replaced;
    uint64_t prefer_greedy, prefer_mes;
    urne_tally_line *lines; /* with compare: the deciding rule first */
    size_t n_lines;
    urne_diag *notes; /* findings of the reading that a person should see */
    size_t n_notes;
    urne_str aside_csv; /* the ballots set aside, line and reason: names voters */
    urne_str trace;     /* the bytes of tally.txt */
} urne_tally;

/* Reads, validates and counts. Writes nothing. */
URNE_API URNE_MUST_USE urne_code urne_tally_run(urne_tally **out, urne_arena *arena,
                                                const urne_tally_options *options,
                                                urne_err *err);

/* Writes a file that anybody may read, whole or not at all; an existing one only with
 * `force`. */
URNE_API URNE_MUST_USE urne_code urne_publish(const char *path, urne_str bytes,
                                              bool force, urne_err *err);

#endif
