/* proof/track: the three kinds of dossier, a draw, a count and a panel, and the files
 * of each.
 *
 * All go the same way: an announcement, a seal, what the sources gave, a result. What
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
    URNE_FILE_BEACON = 4,   /* beacon.txt, or as it is called; behind later entries */
    URNE_FILE_PROJECTS = 5, /* projects.txt */
    URNE_FILE_ROLL = 6,     /* roll.txt, ballots.txt, pool.txt: sealed line by line */
    URNE_FILE_RULES = 7,    /* rules.txt, count-rules.txt, quotas.txt */
    URNE_FILE_COUNT = 8,    /* tally.txt */
    URNE_FILE_SEED = 9,     /* seed-input.txt, or as it is called */
    URNE_FILE_PANELS = 10,  /* panels.txt */
    URNE_FILE_COUNTS = 11,  /* counts.txt */
    URNE_FILE_PROOF = 12,   /* panel-proof.txt, where the pool is open */
    URNE_FILES = 13
} urne_file_id;

typedef struct urne_track {
    urne_operation operation;
    const char *config; /* the file in which people write the rules */
    const char *reveals_kind;
    const char *kind[4];          /* of the notes of the entries */
    const char *file[URNE_FILES]; /* NULL: none of this track */
} urne_track;

extern const urne_track urne_track_draw, urne_track_count, urne_track_panel;

/* All of them; the first is what a folder is when nothing says otherwise. */
enum { URNE_TRACKS = 3 };
extern const urne_track *const urne_tracks[URNE_TRACKS];

/* The stage with which each file is written. */
extern const urne_stage urne_file_stages[URNE_FILES];

/* The track of a folder with these names: that of which some file is among them that
 * the announcement is not, a draw before a count before a panel. Without any, a draw.
 */
const urne_track *urne_track_of(const urne_str *names, size_t n);

/* True when the names say it: a file that the announcement is not. */
bool urne_track_known(const urne_str *names, size_t n);

/* The file with this name, or URNE_FILES. */
urne_file_id urne_track_find(const urne_track *track, urne_str name);

/* ---- names that are not fixed (transcript-1 §1, §4) ---- */

/* The kinds of entries that come after a result, or end a ceremony without one. */
typedef enum urne_later_kind {
    URNE_LATER_NONE = 0,
    URNE_LATER_ABORT = 1,
    URNE_LATER_CLOSE = 2,
    URNE_LATER_HANDOVER = 3,
    URNE_LATER_REKEY = 4,
    URNE_LATER_REPLACE = 5,
    URNE_LATER_AUDIT = 6,
    URNE_LATER_DESTROY = 7
} urne_later_kind;

const char *urne_later_kind_name(urne_later_kind kind);

/* The numbers of later entries, and that of a close. */
enum { URNE_LATER_FIRST = 30, URNE_LATER_LAST = 98, URNE_LATER_CLOSED = 99 };

/* What a name "NN-KIND.txt" says; kind NONE when it is none of the track. */
typedef struct urne_later_name {
    urne_later_kind kind;
    unsigned number;
} urne_later_name;
urne_later_name urne_later_parse(const urne_track *track, urne_str name);

/* True for the name of an entry, base or later, of either track. */
bool urne_track_is_entry(urne_str name);

/* Splits "FILE.ROLE.minisig", where FILE has the form of an entry's name of the track;
 * false when it is no such name. */
bool urne_signature_parse(const urne_track *track, urne_str name, urne_str *file,
                          urne_str *role);

/* Splits "FILE.tsr", FILE as above. */
bool urne_token_parse(const urne_track *track, urne_str name, urne_str *file);

/* The later entries among names that are ascending: those whose numbers run from 30
 * without a gap, and a close. Returns how many; indices into `names`. `end` is the
 * first name that has the form of one and is none, or n. */
size_t urne_later_find(size_t *out, const urne_track *track, const urne_str *names,
                       size_t n, size_t *end);

#endif
