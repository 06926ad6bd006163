/* model/rules: rules.txt, the compiled rules that are sealed (draw-1, "Rules").
 *
 * Canonical: the same rules and roll give the same bytes. Reading is strict, by
 * codec/note; writing then reading gives the same value. */
#ifndef URNE_MODEL_RULES_H
#define URNE_MODEL_RULES_H

#include "model/config.h"

/* One stratum H = index + 1. `seats` and `substitutes` only under quota; g1, g2
 * number the deepest group of each chain (0 = none), only under balanced. */
typedef struct urne_stratum {
    uint64_t electors; /* N_h >= 1 */
    uint64_t seats, substitutes;
    uint64_t g1, g2;
    urne_str label;
} urne_stratum;

/* Group G = index + 1 of its chain; parent 0 is the total. */
typedef struct urne_group {
    uint64_t parent;
    urne_str label;
} urne_group;

typedef struct urne_rules {
    urne_str ceremony; /* 32 hex digits */
    urne_str *identity;
    size_t n_identity;
    bool has_age;
    uint64_t age;
    urne_str age_on;
    urne_str *lists;
    size_t n_lists;
    urne_str *attrs; /* in ACOM order */
    size_t n_attrs;
    bool *unique; /* by attribute */
    uint64_t seats, substitutes;
    urne_method method;
    urne_str replace;
    uint64_t kmin;
    urne_group *groups[2];
    size_t n_groups[2];
    urne_stratum *strata;
    size_t n_strata;
} urne_rules;

/* The bytes of rules.txt. */
urne_str urne_rules_write(urne_arena *arena, const urne_rules *rules);

/* Reads rules.txt; `file` names it in diagnostics. */
URNE_MUST_USE urne_code urne_rules_read(urne_rules **out, urne_arena *arena,
                                        urne_str bytes, const char *file,
                                        urne_err *err);

#endif
