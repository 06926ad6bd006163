/* proof/later: the entries that follow a result or end a ceremony without one, and the
 * note of the beacon, as values and as bytes (transcript-1 §6, §7, §8). Reading is
 * strict; writing what was read gives the same bytes. */
#ifndef URNE_PROOF_LATER_H
#define URNE_PROOF_LATER_H

#include "crypto/beacon.h"
#include "proof/track.h"
#include "proof/transcript.h"

typedef enum urne_replace_kind {
    URNE_REPLACE_REFUSED = 0,
    URNE_REPLACE_PASSED = 1, /* of a household that was drawn already */
    URNE_REPLACE_CALLED = 2,
    URNE_REPLACE_VACANT = 3
} urne_replace_kind;

/* One line of a replace entry. */
typedef struct urne_replace_line {
    urne_replace_kind kind;
    uint64_t number, of_number;
    urne_str ticket; /* hex */
    urne_str *attrs;
    size_t n_attrs;
    urne_str text; /* the whole line; read fills it, and its number */
    uint64_t line;
} urne_replace_line;

/* An entry of any later kind: the fields of the others are empty. */
typedef struct urne_later {
    urne_later_kind kind;
    urne_entry head;
    urne_str from, to;               /* handover */
    bool listed[URNE_CHECKS];        /* handover: whether it has a line `check` */
    bool passed[URNE_CHECKS];        /* handover: PASS, else NOT-CHECKED */
    urne_str role, old, key, expire; /* rekey; expire ->p NULL: none */
    urne_str reason;                 /* abort */
    uint64_t selected, replaced;     /* close */
    bool hidden;                     /* close: replaced is "-" */
    urne_replace_line *lines;        /* replace */
    size_t n_lines;
} urne_later;

/* The reasons of an abort, ended by NULL. */
extern const char *const urne_abort_reasons[];

urne_str urne_later_write(urne_arena *arena, const urne_later *l);
void urne_replace_put(urne_buf *buf, const urne_replace_line *line);
URNE_MUST_USE urne_code urne_later_read(urne_later *out, urne_arena *arena,
                                        urne_str bytes, const char *file,
                                        urne_later_kind kind, urne_err *err);

/* beacon.txt. */
typedef struct urne_beacon_note {
    urne_str ceremony, chain;
    uint64_t round;
    unsigned char signature[URNE_BEACON_BYTES];
} urne_beacon_note;

urne_str urne_beacon_note_write(urne_arena *arena, const urne_beacon_note *b);
URNE_MUST_USE urne_code urne_beacon_note_read(urne_beacon_note *out, urne_str bytes,
                                              const char *file, urne_err *err);

/* The beacon among the sources of a seal and its number from 1, or NULL. */
const urne_source *urne_beacon_source(const urne_commit *commit, uint64_t *number);

#endif
