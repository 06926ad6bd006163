/* urne/report.h: what a sealed folder says to people, as values; the command line lays
 * it out.
 *
 * Nothing is checked here: a poster is made by whoever sealed, and compared by whoever
 * verifies. */
#ifndef URNE_REPORT_H
#define URNE_REPORT_H

#include "urne/verify.h"

typedef enum urne_poster_kind {
    URNE_POSTER_DICE = 0,    /* `count` dice with `sides` */
    URNE_POSTER_LOTTERY = 1, /* `name`, drawn on `date` */
    URNE_POSTER_PARTY = 2,   /* `name`, its commitment `hex` */
    URNE_POSTER_BEACON = 3   /* round `count`, made at `date`, saved from `hex` */
} urne_poster_kind;

typedef struct urne_poster_source {
    urne_poster_kind kind;
    uint64_t count, sides;
    const char *name, *date, *hex;
} urne_poster_source;

typedef struct urne_poster_key {
    const char *role, *key; /* 56 characters */
    const char *expire;     /* its last day, or "" */
} urne_poster_key;

typedef struct urne_poster {
    urne_operation of; /* what was `sealed`: electors, ballots, people */
    const char *body, *title, *ceremony;
    const char *seal; /* 64 hex digits */
    const char *time; /* of the seal */
    uint64_t sealed;
    uint64_t panels, size; /* of a panel: how many can be drawn, and their seats */
    bool number;           /* of a panel: what the dice show is its number */
    urne_poster_source *sources; /* as sealed */
    size_t n_sources;
    urne_poster_key *keys; /* ascending by role */
    size_t n_keys;
} urne_poster;

/* What the public notice has of a sealed public folder, or a bundle of one. */
URNE_API URNE_MUST_USE urne_code urne_poster_read(urne_poster **out, urne_arena *arena,
                                                  const char *path, urne_err *err);

#endif
