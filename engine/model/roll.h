/* model/roll: electoral rolls, read and classified (draw-1, "Roll").
 *
 * Files -> lines with canonical values -> persons. Every oddity is refused (a fault
 * in err), set aside with a reason, put to a person (a case), or only said. The
 * order of files, lines and columns changes nothing but the places in messages.
 *
 * A line has one reason. When several apply, the first of this order counts:
 *   duplicate   the line is another line of a person who is already there
 *   list        the person is on a list that the rules leave out
 *   age         certainly under age on the day
 *   objection   the person asked to be left out
 *   earlier     a member of an earlier assembly
 *   undecided   a person decided 'set-aside'
 * What the roll alone says comes before what other files say, so that the counts of
 * one roll compare from year to year; a person's word comes last, so that no decision
 * can hide a rule. A case is opened only for a person whom no reason sets aside
 * already, except for homonyms, who must be told apart before anything else is known of
 * them.
 *
 * Cases and what decides them (decisions.csv: case, decision, value):
 *   homonyms            same | distinct [FIELD] | set-aside
 *   date of birth open  born YYYY-MM-DD | set-aside
 *   no given names      keep | set-aside
 *   line to exclude fitting several persons   keep | set-aside
 * The number of a case is the first 12 hex digits of H( L("case", ident) ) for
 * homonyms, of H( L("case", ident, "person") ) for what one person leaves open, and of
 * H( L("case", ident, "exclusion") ) for the last kind: the same in every dress. */
#ifndef URNE_MODEL_ROLL_H
#define URNE_MODEL_ROLL_H

#include "model/config.h"

/* One input file as it was found. */
typedef struct urne_roll_file {
    const char *path;
    const char *format;   /* "REU", "e-listelec", "CSV" */
    const char *encoding; /* "UTF-8", "UTF-8 with BOM", "Windows-1252" */
    char separator;
    uint64_t columns, lines; /* data lines, header not counted */
    urne_str sha256;         /* hex, of the bytes as they were on disk; or empty */
} urne_roll_file;

/* One line of a roll. */
typedef struct urne_elector {
    urne_str ident;    /* identity values joined by TAB; homonyms told apart carry
                          one more (separate) */
    urne_str *value;   /* canonical values, by index into roll->fields */
    urne_str born;     /* YYYY-MM-DD for ages and bands: as in the roll or as decided */
    urne_str separate; /* the value added to tell homonyms apart, or empty */
    size_t file;
    uint64_t line;
    urne_reason reason; /* URNE_KEPT, or why it is set aside */
    bool pending;       /* part of a case nobody has decided yet */
} urne_elector;

/* Something found in a line. `code` says what class it is by its exit code: 0 only
 * said, 6 a person must decide. Places are 1-based, column in bytes or 0. */
typedef struct urne_anomaly {
    urne_code code;
    size_t file;
    uint64_t line, column;
    urne_str case_id;   /* 12 hex digits, or empty when there is nothing to decide */
    const char *arg[4]; /* as for urne_fail; NULL when unused; never a name */
} urne_anomaly;

typedef struct urne_roll {
    urne_str *fields; /* canonical field names that some file fills, ascending */
    size_t n_fields;
    urne_roll_file *files;  /* the rolls, then the exclusion files */
    size_t n_files;         /* rolls only */
    size_t n_inputs;        /* all of them */
    urne_elector *electors; /* ascending by (ident, list, canonical values), never by
                               place in a file */
    size_t n_electors;
    urne_anomaly *anomalies; /* ascending by (file, line, column, code) */
    size_t n_anomalies;
    uint64_t lines;     /* data lines of all files */
    uint64_t persons;   /* lines less those collapsed into another line */
    uint64_t eligible;  /* kept, and no open case asks whether they are eligible */
    uint64_t to_decide; /* cases without a decision */
    uint64_t set_aside[URNE_REASONS];
} urne_roll;

/* Reads, canonicalises, classifies. `decisions` is a path or NULL. Fails with the
 * faults found (all of them, bounded) when anything is refused; a roll with cases
 * to decide is returned, with to_decide > 0. */
URNE_MUST_USE urne_code urne_roll_read(urne_roll **out, urne_arena *arena,
                                       const urne_config *config,
                                       const char *const *paths, size_t n_paths,
                                       const char *decisions, urne_err *err);

/* The same without files[].sha256, which cost more than parsing the files. */
URNE_MUST_USE urne_code urne_roll_read_unhashed(urne_roll **out, urne_arena *arena,
                                                const urne_config *config,
                                                const char *const *paths,
                                                size_t n_paths, const char *decisions,
                                                urne_err *err);

/* Index of a canonical field in roll->fields, or SIZE_MAX. */
size_t urne_roll_field(const urne_roll *roll, urne_str field);

/* The value of a field of one line, "" when no file fills it. */
urne_str urne_roll_value(const urne_roll *roll, const urne_elector *elector,
                         urne_str field);

/* An anomaly as a diagnostic with its place, for whoever renders messages. */
urne_diag urne_roll_diag(const urne_roll *roll, const urne_anomaly *anomaly);

/* anomalies.csv: case;code;file;line;column;message as UTF-8 with BOM, ';', CRLF.
 * `say` renders a diagnostic's message (the caller's language). */
urne_str urne_roll_anomalies_csv(urne_arena *arena, const urne_roll *roll,
                                 urne_str (*say)(urne_arena *, const urne_diag *));

#endif
