/* budget/count: one count, from ballots and rule to result and trace (budget-1).
 *
 * Pure: the same election and rule give the same bytes of trace. Rationals are exact
 * and are given as text, "num" or "num/den" in lowest terms; amounts are integers of
 * the election's units. Ballots that are set aside take no part. */
#ifndef URNE_BUDGET_COUNT_H
#define URNE_BUDGET_COUNT_H

#include "base/wide.h"
#include "model/count_rule.h"

/* Part of a count in which something was decided. */
typedef enum urne_phase {
    URNE_PHASE_RULE = 0,      /* the rule itself */
    URNE_PHASE_COMPLETION = 1 /* greedy with what is left */
} urne_phase;

/* Why a project won or lost; budget-1 says which numbers stand in `a` and `b`. */
typedef enum urne_why {
    URNE_WHY_TAKEN = 0,       /* greedy: a = left before it */
    URNE_WHY_BOUGHT = 1,      /* mes: a = rho times the greatest utility, in units;
                                 b = supporters who paid all they had left */
    URNE_WHY_FREE = 2,        /* mes: costs nothing and is supported */
    URNE_WHY_LOADED = 3,      /* phragmen: a = load of its supporters, in units */
    URNE_WHY_OPTIMAL = 4,     /* max-welfare: in the best set; a = utility */
    URNE_WHY_NO_SUPPORT = 5,  /* nobody supports it */
    URNE_WHY_THRESHOLD = 6,   /* a = its votes or points, b = what was needed */
    URNE_WHY_LEFT = 7,        /* a = left when it came up, less than its cost */
    URNE_WHY_SUPPORTERS = 8,  /* mes: a = what its supporters have left at the end */
    URNE_WHY_CAP = 9,         /* a = left in the envelope; other = the cap */
    URNE_WHY_RIVAL = 10,      /* other = the funded project that excludes it */
    URNE_WHY_STOPPED = 11,    /* the count stopped at another project; other = it */
    URNE_WHY_OUTWEIGHED = 12, /* max-welfare: a = its utility */
    URNE_WHY_JOINED = 13      /* as the project it is joined with; other = that one */
} urne_why;

typedef struct urne_count_project {
    uint64_t votes;  /* valid ballots that name it */
    uint64_t points; /* their sum, 0 where there are none */
    uint64_t cost;   /* 1 with seats */
    bool won;
    urne_phase phase;
    urne_why why;
    const char *a, *b; /* numbers of the reason, or NULL */
    size_t other;      /* index of a project or cap, or SIZE_MAX */
    size_t round;      /* that decided it, from 1; 0: none did */
} urne_count_project;

/* One project funded. */
typedef struct urne_count_round {
    urne_phase phase;
    uint32_t project;
    const char *key;  /* what it was chosen by: votes, density, rho, load */
    const char *pays; /* mes: the most that one supporter pays, else NULL */
    uint64_t left;    /* of the budget, behind it */
} urne_count_round;

typedef struct urne_count_tie {
    urne_phase phase;
    size_t round;
    uint32_t *projects; /* ascending */
    size_t n;
    uint32_t chosen;
    urne_tie_kind by;   /* the criterion that left one */
    const char *ticket; /* hex, of the chosen one; NULL unless by lot */
    bool changes;       /* another choice funds other projects */
} urne_count_tie;

/* Add1: the endowments start + k increments for from <= k <= to buy one sequence. */
typedef struct urne_count_interval {
    uint64_t from, to;
    uint32_t *bought; /* in order */
    size_t n;
    uint64_t cost;
} urne_count_interval;

/* How much of their endowment the voters have left. */
typedef struct urne_count_band {
    uint64_t tenth; /* 0..9: from tenth/10 of the endowment; 10: all of it */
    uint64_t voters;
} urne_count_band;

typedef struct urne_count {
    const urne_election *e;
    const urne_count_rule *rule;
    uint64_t budget, cost;                 /* 1 a project with seats */
    uint64_t voters;                       /* valid ballots, blank ones among them */
    uint64_t received, aside[URNE_ASIDES]; /* aside[0]: the valid */
    urne_count_project *projects;
    uint32_t *selected; /* in order of selection */
    size_t n_selected;
    urne_count_round *rounds;
    size_t n_rounds;
    urne_count_tie *ties;
    size_t n_ties;
    const char *endowment; /* mes: of the deciding run, else NULL */
    urne_count_interval *intervals;
    size_t n_intervals;
    urne_count_band bands[11]; /* mes */
    bool compared, replaced;   /* the comparison step was done; greedy won it */
    uint64_t prefer_greedy, prefer_mes;
    urne_str trace; /* the bytes of tally.txt */
} urne_count;

/* Counts. Fails with URNE_E_COUNT_* when the rule does not fit the ballots, when a tie
 * that matters has no last resort (exit 6), or when the limit of rounds is reached. */
URNE_MUST_USE urne_code urne_count_run(urne_count **out, urne_arena *arena,
                                       const urne_election *e,
                                       const urne_count_rule *rule, urne_err *err);

/* The same as a check of `trace`, which was counted elsewhere: no search is made for
 * the greatest utility, the proof in the trace is walked instead. Compare the bytes of
 * the trace that it gives. Fails also with URNE_E_COUNT_PROOF. */
URNE_MUST_USE urne_code urne_count_recount(urne_count **out, urne_arena *arena,
                                           const urne_election *e,
                                           const urne_count_rule *rule, urne_str trace,
                                           urne_err *err);

/* budget-1 §9: what another result on the same ballots would mean. */
typedef struct urne_measures {
    uint64_t covered;   /* voters with a funded project among theirs */
    urne_wide cost_sum; /* over voters, of the cost of their funded projects */
} urne_measures;
urne_measures urne_count_measure(const urne_count *count);

#endif
