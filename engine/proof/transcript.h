/* proof/transcript: the entries of a ceremony as values and as bytes (draw-1,
 * "Notes"). Reading is strict; writing what was read gives the same bytes. */
#ifndef URNE_PROOF_TRANSCRIPT_H
#define URNE_PROOF_TRANSCRIPT_H

#include "codec/note.h"
#include "draw/select.h"
#include "model/rules.h"

/* The fields every entry begins with. */
typedef struct urne_entry {
    urne_str ceremony; /* 32 hex digits */
    uint64_t seq;
    urne_str prev; /* 64 hex digits: SHA-256 of the entry before it, or zeros */
    urne_str time; /* YYYY-MM-DDTHH:MM:SSZ */
} urne_entry;

/* A line `key`, and what a line `expire` says of it. */
typedef struct urne_announced_key {
    urne_str role, key; /* 56 characters of base64 */
    urne_str expire;    /* its last day; ->p NULL: none */
    uint64_t line;      /* of `key`; read fills it */
} urne_announced_key;

typedef struct urne_announce {
    urne_entry head;
    urne_str prior;           /* 64 hex digits or "none" */
    urne_announced_key *keys; /* ascending by role */
    size_t n_keys;
    urne_required *required; /* ascending by kind */
    size_t n_required;
    urne_str tool, body, title;
} urne_announce;

typedef struct urne_excluded {
    urne_str reason;
    uint64_t count;
} urne_excluded;

typedef struct urne_commit {
    urne_entry head;
    urne_str rules; /* hex */
    uint64_t electors;
    urne_str root, sha256, rollkey, rollfile; /* hex */
    size_t n_sealed, n_rollcopies;
    urne_excluded *excluded;
    size_t n_excluded;
    bool has_audit;
    uint64_t audit_leaves, audit_positions;
    urne_source *sources;
    size_t n_sources;
    bool has_lead;
    uint64_t lead;
} urne_commit;

/* What a source gave: "dice d10 DIGITS", "lottery LABEL n1.n2", "party NAME HEX". */
typedef struct urne_reveals {
    urne_entry head;
    urne_str *values;  /* the line behind its number, in source order */
    uint64_t *numbers; /* the number of the source it is for */
    size_t n_values;
} urne_reveals;

/* One visited elector as the result publishes it. */
typedef struct urne_result_line {
    urne_step_kind kind;
    urne_pass pass;
    uint64_t pos, number, stratum, missing, of_number;
    urne_str pid, ticket; /* hex */
    urne_str name;        /* skip: the attribute */
    urne_str *attrs;      /* "NAME:VALUE:ASALT" or 64 hex digits, in rules order */
    size_t n_attrs;
    urne_str text; /* the whole line */
    uint64_t line;
} urne_result_line;

typedef struct urne_result {
    urne_entry head;
    urne_str seed; /* hex */
    uint64_t *seats[2];
    size_t n_strata;
    urne_result_line *lines;
    size_t n_lines;
} urne_result;

/* The lines every entry begins with: kind, ceremony, seq, prev, time. */
void urne_entry_put(urne_buf *buf, const char *kind, const urne_entry *head);
URNE_MUST_USE urne_code urne_entry_read(urne_note *note, urne_entry *head,
                                        urne_str bytes, const char *file,
                                        const char *kind, urne_err *err);

/* The lines `source` and `lead` of an entry that seals them; the lead is the beacon's.
 */
void urne_sources_put(urne_buf *buf, const urne_source *sources, size_t n);
URNE_MUST_USE urne_code urne_sources_take(urne_note *note, urne_arena *arena,
                                          urne_commit *commit, urne_err *err);

/* True for 56 characters of base64, the form of a public key. */
bool urne_key_text_ok(urne_str s);

/* True for NAME:VALUE:ASALT or a commitment, as the lines of a result have them. */
bool urne_attr_ok(urne_str attr);

urne_str urne_announce_write(urne_arena *arena, const urne_announce *a);
urne_str urne_commit_write(urne_arena *arena, const urne_commit *c);

/* Reveals as an entry of `kind`: "reveals", or "ballots-reveals" of a count. */
urne_str urne_reveals_write(urne_arena *arena, const char *kind, const urne_reveals *r);

/* The first part of a result, up to the seats; its lines are added one by one. */
void urne_result_begin(urne_buf *buf, const urne_result *r);
void urne_result_step(urne_buf *buf, const urne_result_line *line);

URNE_MUST_USE urne_code urne_announce_read(urne_announce *out, urne_arena *arena,
                                           urne_str bytes, const char *file,
                                           urne_err *err);
URNE_MUST_USE urne_code urne_commit_read(urne_commit *out, urne_arena *arena,
                                         urne_str bytes, const char *file,
                                         urne_err *err);
URNE_MUST_USE urne_code urne_reveals_read(urne_reveals *out, urne_arena *arena,
                                          urne_str bytes, const char *file,
                                          const char *kind, urne_err *err);
/* Checks the grammar of a seed note and gives its ceremony; its bytes are compared
 * with urne_seed_input. */
URNE_MUST_USE urne_code urne_seed_read(urne_str *ceremony, urne_arena *arena,
                                       urne_str bytes, const char *file, urne_err *err);
URNE_MUST_USE urne_code urne_result_read(urne_result *out, urne_arena *arena,
                                         urne_str bytes, const char *file,
                                         urne_err *err);

/* "d6" or "d10". */
const char *urne_dice_name(const urne_source *source);

/* The value typed for a source as its line has it ("dice d10 0839..."), or NULL in
 * ->p when it does not fit the source: count and range of dice, numbers n1.n2... */
urne_str urne_source_value(urne_arena *arena, const urne_source *source,
                           urne_str typed);

/* seed-input.txt from the entries: the values revealed, and for a drand source the
 * hash of the signature, `drand` (hex; empty when there is none). */
urne_str urne_seed_input(urne_arena *arena, const urne_commit *commit,
                         urne_str commit_sha256, const urne_reveals *reveals,
                         urne_str reveals_sha256, urne_str drand);

#endif
