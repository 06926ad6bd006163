/* urne/audit.h: what shows that a sealed roll is the roll: the check of the whole with
 * its key, the sample that the seed chooses, and the end of the key (transcript-1 §16,
 * §17). No answer names a person. */
#ifndef URNE_AUDIT_H
#define URNE_AUDIT_H

#include "urne/transcript.h"

/* ---- the check of the whole ---- */

typedef struct urne_audit_full_options {
    const char *path;         /* a dossier, a public folder or a bundle */
    const char *key;          /* the roll key: in clear, or a keybox */
    const char *custodian;    /* the secret key that a sealed box wants, or NULL */
    const char *const *paths; /* the copy of the roll */
    size_t n_paths;
    const char *rules, *decisions; /* rules NULL: those of the dossier */
    const char *rollcopy; /* 64 hex digits that an observer was given, or NULL */
    const char *roll_txt; /* that a bundle left out, or NULL */
    urne_ask_fn *ask;
    void *context;
} urne_audit_full_options;

/* What differs first: of lines, the first by the order of roll.txt; only then the rest.
 */
typedef enum urne_audit_first {
    URNE_FIRST_NONE = 0,
    URNE_FIRST_RULES = 1,      /* line `rules_line` of rules.txt */
    URNE_FIRST_GHOST = 2,      /* number `number` is not in the copy */
    URNE_FIRST_OMISSION = 3,   /* `file`, `line` is not in roll.txt */
    URNE_FIRST_DIFFERENCE = 4, /* both, with another stratum or attributes */
    URNE_FIRST_SEAL = 5,       /* roll.txt is not the one that was sealed */
    URNE_FIRST_ASIDE = 6       /* of who is set aside, or why */
} urne_audit_first;

typedef struct urne_audit_full_view {
    bool yes;
    uint64_t sealed, derived; /* lines of roll.txt, and of the copy */
    uint64_t ghosts, omissions, differences;
    urne_audit_first first;
    uint64_t number, line;
    uint64_t rules_line; /* the first of rules.txt that differs; 0: none */
    const char *file;    /* of the copy */
    const char *copy_of; /* the role whose rollcopy it is; NULL: not asked */
    uint64_t to_decide;  /* open cases; then nothing was compared */
} urne_audit_full_view;

/* Recomputes from K and a copy of the roll all that the seal says of it. A copy that
 * cannot be read with these rules fails; one that differs is a view with yes false. */
URNE_API URNE_MUST_USE urne_code urne_audit_full(urne_audit_full_view **out,
                                                 urne_arena *arena,
                                                 const urne_audit_full_options *options,
                                                 urne_err *err);

/* ---- the sample ---- */

typedef struct urne_audit_leaf_view {
    uint64_t number;
    const char *ticket;  /* hex */
    const char *outcome; /* clean, ghost, unopened; "" as long as none is recorded */
} urne_audit_leaf_view;

typedef struct urne_audit_position_view {
    uint64_t position;
    const char *outcome; /* found, excluded, missing; "" */
} urne_audit_position_view;

typedef struct urne_audit_view {
    uint64_t lines; /* of the official roll */
    urne_audit_leaf_view *leaves;
    size_t n_leaves;
    urne_audit_position_view *positions;
    size_t n_positions;
    const char *plan;      /* hex: SHA-256 of the plan */
    const char *list;      /* path of the private list with names, or "" */
    const char *full;      /* yes, no, none: what was recorded */
    uint64_t counts[2][4]; /* leaves, positions: due and by outcome */
    uint64_t open[2];      /* without an outcome */
    unsigned below[2];     /* ghosts, omissions: in 10,000 at 95 %; 0: no bound */
    urne_step_view step;   /* of a close */
} urne_audit_view;

/* The plan of a drawn dossier for an official roll of `lines` lines; 0: as many as the
 * seal read. Writes private/audit-plan.txt and private/audit-leaves.csv. */
URNE_API URNE_MUST_USE urne_code urne_audit_plan_for(urne_audit_view **out,
                                                     urne_arena *arena, const char *dir,
                                                     uint64_t lines, const char *time,
                                                     urne_err *err);

/* Outcomes to record: "NUMBER=WORD" with LF or ',' between, and a file of lines
 * leaf;NUMBER;WORD and position;NUMBER;WORD. What is recorded last counts. */
typedef struct urne_audit_record_options {
    const char *dir, *leaves, *positions, *file, *time; /* NULL: none */
    const char *full;                                   /* yes, no, none, or NULL */
} urne_audit_record_options;
URNE_API URNE_MUST_USE urne_code
urne_audit_record(urne_audit_view **out, urne_arena *arena,
                  const urne_audit_record_options *options, urne_err *err);

/* Writes the entry: counts only. Fails with exit 6 while an outcome is open. */
URNE_API URNE_MUST_USE urne_code urne_audit_close(urne_audit_view **out,
                                                  urne_arena *arena, const char *dir,
                                                  const char *time, urne_err *err);

/* ---- the roll key ---- */

/* Opens a keybox (`custodian`: the secret key that a sealed one wants, or NULL) and
 * writes the key in clear to the new private file `output`. */
typedef struct urne_key_open_options {
    const char *box, *custodian, *output;
    urne_asker who;
} urne_key_open_options;
URNE_API URNE_MUST_USE urne_code urne_key_open(const urne_key_open_options *options,
                                               urne_err *err);

/* Overwrites and removes the roll key of a dossier that has its result, its copies, and
 * what it left in private/: receipt codes, and the table of names and numbers. Writes
 * the entry that says so, unless the chain has ended; then out->path is "". */
URNE_API URNE_MUST_USE urne_code urne_key_destroy(urne_step_view **out,
                                                  urne_arena *arena, const char *dir,
                                                  const char *time, urne_err *err);

#endif
