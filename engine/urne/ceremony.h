/* urne/ceremony.h: a dossier from its opening to its draw (draw-1, docs/spec).
 *
 * A dossier is one folder: rules.json, public/ (what may be published) and private/
 * (names, the roll key, the index). Each step writes one entry, whole or not at all,
 * and never writes it twice: what would break a sealed state fails with a code whose
 * exit is 5, changes nothing in public/ and adds a line to private/attempts.txt.
 *
 * `time` is YYYY-MM-DDTHH:MM:SSZ; the library reads no clock. */
#ifndef URNE_CEREMONY_H
#define URNE_CEREMONY_H

#include "urne/key.h"
#include "urne/verify.h"

/* ---- looking at rolls ---- */

typedef struct urne_roll_summary_file {
    const char *path, *format, *encoding;
    char separator;
    uint64_t columns, lines;
} urne_roll_summary_file;

typedef struct urne_roll_finding {
    urne_diag diag;      /* exit 0: only said; exit 6: a person must decide */
    const char *case_id; /* 12 hex digits, or "" */
} urne_roll_finding;

typedef struct urne_roll_reason {
    const char *name; /* age, duplicate, earlier, list, objection, undecided */
    uint64_t count;
} urne_roll_reason;

typedef struct urne_roll_summary {
    urne_roll_summary_file *files;
    size_t n_files;
    uint64_t lines, persons, eligible, to_decide, set_aside;
    urne_roll_reason reasons[6]; /* all of them, ascending */
    urne_roll_finding *findings; /* by file, line, column */
    size_t n_findings;
    const char *fingerprint; /* hex: the same for every dress of the same roll */
} urne_roll_summary;

/* Renders what a diagnostic says, in the caller's language, without its place. */
typedef urne_str urne_say_fn(urne_arena *arena, const urne_diag *diag);

/* Reads and classifies rolls. `rules` (rules.json) and `decisions` may be NULL;
 * `anomalies`, when not NULL, is where the findings are written as CSV with `say`. */
typedef struct urne_roll_options {
    const char *const *paths;
    size_t n_paths;
    const char *rules, *decisions, *anomalies;
    urne_say_fn *say;
} urne_roll_options;
URNE_API URNE_MUST_USE urne_code urne_roll_check(urne_roll_summary **out,
                                                 urne_arena *arena,
                                                 const urne_roll_options *options,
                                                 urne_err *err);

/* ---- steps ---- */

/* Opens a dossier: rules.json (copied from `rules`, or made from `preset`, or found in
 * the folder), private/, public/00-announce.txt. NULL leaves an option out; seats and
 * substitutes are numbers as typed. `ceremony` NULL makes a random one. */
typedef struct urne_init_options {
    const char *dir, *rules, *preset;
    const char *body, *title, *seats, *substitutes, *on;
    const char *prior; /* 64 hex digits, or the folder of the ceremony before */
    const char *ceremony, *time;
} urne_init_options;
URNE_API URNE_MUST_USE urne_code urne_init(const urne_init_options *options,
                                           urne_err *err);

typedef struct urne_stratum_view {
    uint64_t number, electors;
    const char *label;
} urne_stratum_view;

typedef struct urne_sealed {
    urne_roll_summary *roll;
    uint64_t electors;
    urne_stratum_view *strata;
    size_t n_strata;
    const char *seal; /* 64 hex digits */
    uint64_t crowded; /* addresses of more than eight electors, when unique */
    uint64_t
        household_most; /* electors of the largest household, when unique, else 0 */
    uint64_t seats;
} urne_sealed;

/* Reads the rolls and seals them with the rules: roll.txt, rules.txt, 01-commit.txt.
 * `roll_key` NULL makes a fresh key. With `dry_run` nothing is written and the seal is
 * "". Fails with exit 6 while a person must decide; *out then has the roll only. */
typedef struct urne_seal_options {
    const char *dir;
    const char *const *paths;
    size_t n_paths;
    const char *decisions, *anomalies, *roll_key, *time;
    bool dry_run;
    urne_say_fn *say;
    bool passphrase;       /* keeps the roll key under one that `who` types */
    const char *custodian; /* a public key file: a copy of the roll key sealed to it */
    const char *copies; /* ROLE=FILE, with LF between: observers' own copies to bind */
    urne_asker who;
} urne_seal_options;
URNE_API URNE_MUST_USE urne_code urne_seal(urne_sealed **out, urne_arena *arena,
                                           const urne_seal_options *options,
                                           urne_err *err);

/* One source of the seal that wants a typed value. */
typedef struct urne_source_view {
    uint64_t number; /* in the seal, from 1 */
    bool dice;
    uint64_t count, sides;    /* dice */
    const char *label, *date; /* lottery */
} urne_source_view;

/* The sources of a sealed dossier, in order, before anything is typed. Refuses, and
 * records, when the dossier is not sealed or has its reveals. */
URNE_API URNE_MUST_USE urne_code urne_sources(urne_source_view **out, size_t *n,
                                              urne_arena *arena, const char *dir,
                                              const char *time, urne_err *err);

/* True when `typed` can be the value of the source: as many dice, within range. */
URNE_API bool urne_source_accepts(const urne_source_view *source, const char *typed);

/* Writes 02-reveals.txt from one typed value for each of these, and the contributions
 * that were opened; those of the parties `missing` (names with commas between, or NULL)
 * are not. Refused once the round of a beacon is made. */
URNE_API URNE_MUST_USE urne_code urne_reveal(const char *dir, const char *const *typed,
                                             size_t n, const char *missing,
                                             const char *time, urne_err *err);

typedef struct urne_drawn_person {
    uint64_t pos, number, stratum;
    const char *ticket; /* hex */
} urne_drawn_person;

typedef struct urne_drawn {
    uint64_t *seats, *substitute_seats; /* by stratum */
    size_t n_strata;
    urne_drawn_person *selected, *substitutes;
    size_t n_selected, n_substitutes;
    uint64_t skipped;    /* electors passed over, each once */
    uint64_t missing;    /* seats that stay empty */
    const char *seed;    /* hex */
    const char **unseen; /* source files that are not where they were sealed */
    size_t n_unseen;
} urne_drawn;

/* Draws: seed-input.txt, 03-result.txt, and the private lists with names. `beacon` is
 * the file of the round that was sealed, or its signature in 96 hex digits; NULL when
 * there is none, and then a dossier that needs it fails with exit 6. */
URNE_API URNE_MUST_USE urne_code urne_draw(urne_drawn **out, urne_arena *arena,
                                           const char *dir, const char *beacon,
                                           const char *time, urne_err *err);

/* The same; `who` is asked for the passphrase of the roll key, when it has one. */
URNE_API URNE_MUST_USE urne_code urne_draw_with(urne_drawn **out, urne_arena *arena,
                                                const char *dir, const char *beacon,
                                                const char *time, urne_asker who,
                                                urne_err *err);

/* ---- receipts ---- */

/* Whose receipt: a participation number, or else the values of the identity. */
typedef struct urne_receipt_options {
    const char *dir, *time; /* the time of asking, for the record of refusals */
    uint64_t number;        /* 0: by identity */
    const char *name, *given, *born, *place; /* NULL matches anything */
    urne_asker who; /* asked for the passphrase of the roll key, when it has one */
} urne_receipt_options;

typedef struct urne_receipt_view {
    uint64_t number;
    urne_str note;    /* the receipt */
    const char *code; /* the salt as printed on paper */
} urne_receipt_view;

URNE_API URNE_MUST_USE urne_code urne_receipt_make(urne_receipt_view **out,
                                                   urne_arena *arena,
                                                   const urne_receipt_options *options,
                                                   urne_err *err);

/* Writes a private file whole or not at all; an existing one only with `force`. */
URNE_API URNE_MUST_USE urne_code urne_save(const char *path, urne_str bytes, bool force,
                                           urne_err *err);

/* ---- kind and time of a dossier ---- */

/* What the folder of a dossier is for; a draw when nothing in it says otherwise. */
URNE_API urne_operation urne_operation_of(const char *dir);

/* The time of the newest entry, or "" when there is none: the next must be later. */
URNE_API const char *urne_last_time(urne_arena *arena, const char *dir);

/* ---- the smallest draw ---- */

typedef struct urne_pick_options {
    const char *path, *text; /* the list, the seed */
    uint64_t n;
    const char *by, *id; /* columns, or NULL */
} urne_pick_options;

typedef struct urne_picked {
    uint64_t line; /* of the list */
    const char *id, *group, *ticket;
} urne_picked;

typedef struct urne_pick {
    urne_picked *rows;
    size_t n;
    uint64_t of;      /* rows of the list */
    const char *seed; /* hex */
} urne_pick;

/* Draws rows of a list by ticket (draw-1 §14): repeatable, and no more. */
URNE_API URNE_MUST_USE urne_code urne_pick_draw(urne_pick **out, urne_arena *arena,
                                                const urne_pick_options *options,
                                                urne_err *err);

#endif
