/* model/count_rule: the rule of a count with every convention named (budget-1).
 *
 * Whatever two programs could do differently is a member here, so that a published rule
 * says all of it. count.json and the options of `urne tally` fill it; count-rules.txt
 * is its sealed form. */
#ifndef URNE_MODEL_COUNT_RULE_H
#define URNE_MODEL_COUNT_RULE_H

#include "model/election.h"

typedef enum urne_rule {
    URNE_RULE_GREEDY = 0,
    URNE_RULE_MES = 1,
    URNE_RULE_PHRAGMEN = 2,
    URNE_RULE_MAX_WELFARE = 3
} urne_rule;

/* What one supporter gains from a project (budget-1 §2). */
typedef enum urne_utility {
    URNE_UTILITY_COST = 0,        /* its cost */
    URNE_UTILITY_CARDINALITY = 1, /* 1 */
    URNE_UTILITY_POINTS = 2,      /* the points given to it */
    URNE_UTILITY_POINTS_COST = 3, /* points times cost */
    URNE_UTILITY_BORDA = 4,       /* length - position - 1, positions from 0 */
    URNE_UTILITY_BORDA_1 = 5      /* length - position */
} urne_utility;

typedef enum urne_completion {
    URNE_COMPLETION_NONE = 0,
    URNE_COMPLETION_UTILITARIAN = 1,
    URNE_COMPLETION_ADD1 = 2,
    URNE_COMPLETION_ADD1U = 3
} urne_completion;

typedef enum urne_add1_start {
    URNE_ADD1_EXACT = 0, /* budget / voters */
    URNE_ADD1_FLOOR = 1  /* the whole currency units of that */
} urne_add1_start;

/* Add1 stops before the first overspend, and also once nothing more would fit: */
typedef enum urne_add1_stop {
    URNE_ADD1_SUPPORTED = 0, /* of the projects with support and a cost */
    URNE_ADD1_ALL = 1,       /* of all projects */
    URNE_ADD1_NONE = 2       /* never for that reason */
} urne_add1_stop;

typedef enum urne_comparison {
    URNE_COMPARISON_NONE = 0,
    URNE_COMPARISON_SATISFACTION = 1,   /* more voters with strictly more winners */
    URNE_COMPARISON_EXCLUSION_RATIO = 2 /* more voters with some winner, against none */
} urne_comparison;

typedef enum urne_tie_kind {
    URNE_TIE_FILE = 0,      /* order of the projects in the file */
    URNE_TIE_ID = 1,        /* bytes of the ids */
    URNE_TIE_MIN_COST = 2,  /* the cheaper first */
    URNE_TIE_MAX_VOTES = 3, /* the more supported first */
    URNE_TIE_LOT = 4        /* the lower ticket(tie/ROUND, project) first */
} urne_tie_kind;
enum { URNE_TIES_MAX = 5 };

/* A threshold on the votes (points where the type has points) of a project: at least
 * num / den of them, or num / den of the valid ballots. num = 0: none. */
typedef struct urne_threshold {
    uint64_t num, den;
    bool of_ballots;
} urne_threshold;

/* At most `amount` may be spent on the projects of a set: an envelope, or what a share
 * reserved for others leaves. `in` has one entry a project. */
typedef struct urne_cap {
    urne_str label;
    uint64_t amount;
    bool *in;
} urne_cap;

/* A set of projects, as ascending indices. */
typedef struct urne_project_set {
    uint32_t *p;
    size_t n;
} urne_project_set;

typedef struct urne_count_rule {
    urne_rule rule;
    urne_utility utility;
    urne_completion completion;
    bool completion_by_votes; /* else by the same utility */
    urne_add1_start add1_start;
    urne_add1_stop add1_stop;
    uint64_t add1_increment; /* in units of the election; > 0 */
    urne_comparison comparison;
    bool skip; /* greedy: a misfit is passed over; phragmen: a misfit drops out */
    bool keep_unsupported;
    urne_threshold threshold;
    uint64_t seats; /* > 0: every project costs 1 and the budget is this */
    urne_tie_kind ties[URNE_TIES_MAX];
    size_t n_ties;
    urne_str lot_seed; /* 64 hex digits where ties have lot, else "" */
    urne_str box;      /* 32 hex digits: the ceremony, or zeros */
    urne_cap *caps;    /* envelopes and reserved shares */
    size_t n_caps;
    urne_project_set *rivals; /* at most one of each set is funded */
    size_t n_rivals;
    urne_project_set *joined; /* each set is one project; sets are disjoint */
    size_t n_joined;
} urne_count_rule;

/* greedy by cost utility (by votes), skipping, none of the rest: the usual rule of
 * cities. Increment: one currency unit. No tie order. */
urne_count_rule urne_count_rule_default(const urne_election *e);

/* Names as options and files spell them, by enumerator; NULL beyond the last. */
const char *urne_rule_name(urne_rule rule);
const char *urne_utility_name(urne_utility utility);
const char *urne_completion_name(urne_completion completion);
const char *urne_add1_start_name(urne_add1_start start);
const char *urne_add1_stop_name(urne_add1_stop stop);
const char *urne_comparison_name(urne_comparison comparison);
const char *urne_tie_kind_name(urne_tie_kind kind);

/* Finds a name among those of one of the functions above; false when it is none. */
bool urne_rule_parse(urne_str name, urne_rule *out);
bool urne_utility_parse(urne_str name, urne_utility *out);
bool urne_completion_parse(urne_str name, urne_completion *out);
bool urne_add1_start_parse(urne_str name, urne_add1_start *out);
bool urne_add1_stop_parse(urne_str name, urne_add1_stop *out);
bool urne_comparison_parse(urne_str name, urne_comparison *out);
bool urne_tie_kind_parse(urne_str name, urne_tie_kind *out);

/* "file,id" or "min-cost,max-votes,lot": false unless it is a list of distinct kinds.
 */
bool urne_ties_parse(urne_str list, urne_count_rule *rule);

/* "50", "2.5" or "5%" (of the valid ballots). */
bool urne_threshold_parse(urne_str text, urne_threshold *out);

/* Whether the rule fits the ballots: points need points, borda needs ranks. */
URNE_MUST_USE urne_code urne_count_rule_check(const urne_count_rule *rule,
                                              const urne_election *e, urne_err *err);

#endif
