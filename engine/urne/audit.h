/* urne/audit.h: what shows that a sealed roll is the roll: the check of the whole with
 * its key, the sample that the seed chooses, and the end of the key (transcript-1 §16,
 * §17). No answer names a person. */
#ifndef URNE_AUDIT_H
#define URNE_AUDIT_H

#include "urne/key.h"

/* ---- the check of the whole ---- */

typedef struct urne_audit_full_options {
    const char *path;      /* a dossier, a public folder or a bundle */
    const char *key;       /* the roll key: in clear, or a keybox */
    const char *custodian; /* the secret key that a sealed box wants, or NULL */
    const char *const *paths; /* the copy of the roll */
    size_t n_paths;
    const char *rules, *decisions; /* rules NULL: those of the dossier */
    const char *rollcopy;          /* 64 hex digits that an observer was given, or NULL */
    const char *roll_txt;          /* that a bundle left out, or NULL */
    urne_ask_fn *ask;
    void *context;
} urne_audit_full_options;

/* What differs first; of lines, the first by the order of roll.txt. */
typedef enum urne_audit_first {
    URNE_FIRST_NONE = 0,
    URNE_FIRST_RULES = 1,      /* line `line` of rules.txt */
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
    const char *file;        /* of the copy */
    const char *copy_of;     /* the role whose rollcopy it is; NULL: not asked */
    uint64_t to_decide;      /* open cases; then nothing was compared */
} urne_audit_full_view;

/* Recomputes from K and a copy of the roll all that the seal says of it. A copy that
 * cannot be read with these rules fails; one that differs is a view with yes false. */
URNE_API URNE_MUST_USE urne_code urne_audit_full(urne_audit_full_view **out,
                                                 urne_arena *arena,
                                                 const urne_audit_full_options *options,
                                                 urne_err *err);

#endif
