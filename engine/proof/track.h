/* proof/track: the two kinds of dossier, a draw and a count, and the files of each.
 *
 * Both go the same way: an announcement, a seal, what the sources gave, a result. What
 * the machinery of dossiers and checks does, it does for a file by what the file is
 * for; its name, and whether there is one, is the track's. */
#ifndef URNE_PROOF_TRACK_H
#define URNE_PROOF_TRACK_H

#include "base/str.h"
#include "urne/verify.h"

/* The files of a public folder, in the order in which a first one is named. */
typedef enum urne_file_id {
    URNE_FILE_ANNOUNCE = 0, /* the entries, in their order */
    URNE_FILE_COMMIT = 1,
    URNE_FILE_REVEALS = 2,
    URNE_FILE_RESULT = 3,
    URNE_FILE_PROJECTS = 4, /* projects.txt */
    URNE_FILE_ROLL = 5,     /* roll.txt, ballots.txt: what is sealed line by line */
    URNE_FILE_RULES = 6,    /* rules.txt, count-rules.txt */
    URNE_FILE_COUNT = 7,    /* tally.txt */
    URNE_FILE_SEED = 8,     /* seed-input.txt, tie-seed-input.txt */
    URNE_FILES = 9
} urne_file_id;

typedef struct urne_track {
    const char *config; /* the file in which people write the rules */
    const char *reveals_kind;
    const char *file[URNE_FILES]; /* NULL: none of this track */
} urne_track;

extern const urne_track urne_track_draw, urne_track_count;

/* The stage with which each file is written. */
extern const urne_stage urne_file_stages[URNE_FILES];

/* The track of a folder with these names: a count if some file that only a count has is
 * among them and none that only a draw has; else a draw. */
const urne_track *urne_track_of(const urne_str *names, size_t n);

/* True when the names say it: a file that the announcement is not. */
bool urne_track_known(const urne_str *names, size_t n);

/* The file with this name, or URNE_FILES. */
urne_file_id urne_track_find(const urne_track *track, urne_str name);

#endif
