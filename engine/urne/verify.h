/* urne/verify.h: the numbered checks of a public folder (draw-1 §15). */
#ifndef URNE_VERIFY_H
#define URNE_VERIFY_H

#include "urne/base.h"

typedef enum urne_verdict {
    URNE_NOT_CHECKED = 0,
    URNE_PASS = 1,
    URNE_FAIL = 2
} urne_verdict;

enum { URNE_CHECKS = 28 };

/* One check V01 to V28. `file` and `item` say where a FAIL is; `why` says why, or
 * what is missing, or what a PASS amounts to (code URNE_OK: nothing to add). */
typedef struct urne_check {
    unsigned number;
    const char *name; /* msgid: "container", "note grammar", ... */
    urne_verdict verdict;
    const char *file, *item; /* "" unless FAIL */
    urne_diag why;
} urne_check;

/* What a dossier is of. */
typedef enum urne_operation {
    URNE_DRAW = 0,
    URNE_COUNT = 1,
    URNE_PANEL = 2
} urne_operation;

typedef enum urne_stage {
    URNE_STAGE_ANNOUNCED = 0,
    URNE_STAGE_SEALED = 1,
    URNE_STAGE_REVEALED = 2,
    URNE_STAGE_DRAWN = 3
} urne_stage;

/* What the audit entry says, when it holds (transcript-1 §16). */
typedef struct urne_audited {
    const char *full;                       /* yes, no or none */
    bool sampled;                           /* the rest is there */
    uint64_t lines;                         /* of the official roll */
    uint64_t leaves[4];                     /* due, clean, ghost, unopened */
    uint64_t positions[4];                  /* due, found, excluded, missing */
    unsigned ghosts_below, omissions_below; /* in 10,000, at 95 %; 0: no bound */
    bool differs;                           /* something was found */
} urne_audited;

typedef struct urne_verification {
    urne_check check[URNE_CHECKS];
    size_t failed;
    bool yes;       /* no check failed */
    bool anchored;  /* a seal was given, and it is the seal of this folder */
    bool no_beacon; /* sealed without a beacon: trust in the throw */
    bool beacon;    /* sealed with one */
    urne_operation operation;
    urne_stage stage;
    bool aborted;             /* ended without a result that stands */
    bool knowable;            /* aborted when the result was knowable */
    const char *abort_reason; /* "" unless aborted */
    bool closed;
    uint64_t vacant;        /* seats that stay vacant after replacements */
    bool thrown;            /* with a beacon: the reveals are there */
    const char **witnesses; /* thrown: roles other than the clerk that signed them */
    size_t n_witnesses;
    const char **unpinned; /* announced roles whose keys were not compared */
    size_t n_unpinned;
    bool pinned;               /* keys were announced, and all were compared */
    const urne_audited *audit; /* NULL: none that holds */
    const char *destroyed;     /* when the roll key was, or NULL */
} urne_verification;

/* What is checked, and against what the user holds: each but `dir` may be NULL. */
typedef struct urne_verify_options {
    const char *dir;   /* the public folder */
    const char *seal;  /* 64 hex digits, spaces ignored */
    const char *keys;  /* ROLE=PUBKEY[,ROLE=PUBKEY...], as the public notice has them */
    const char *prior; /* the public folder of the ceremony before */
    const char *receipt;     /* a path */
    const char *authorities; /* certificates of timestamp authorities, PEM: a path */
    const char *roll;        /* the roll.txt that a bundle left out: a path */
    const char *opened;      /* the folder of the two files that accredited observers of
                                a sealed pool have (pool-1 §6.3) */
} urne_verify_options;

/* The same as urne_verify, against all of that. */
URNE_API URNE_MUST_USE urne_code urne_verify_with(urne_verification **out,
                                                  urne_arena *arena,
                                                  const urne_verify_options *options,
                                                  urne_err *err);

/* Checks the public folder `dir`. `seal` (64 hex digits, spaces ignored) and
 * `receipt` (a path) may be NULL. The answer is in *out; the call itself fails only
 * on usage (a malformed seal), or when the folder cannot be listed. */
URNE_API URNE_MUST_USE urne_code urne_verify(urne_verification **out, urne_arena *arena,
                                             const char *dir, const char *seal,
                                             const char *receipt, urne_err *err);

#endif
