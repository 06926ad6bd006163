/* model/roll_in: what the parts of model/roll share. Nobody else includes it. */
#ifndef URNE_MODEL_ROLL_IN_H
#define URNE_MODEL_ROLL_IN_H

#include "codec/csv.h"
#include "crypto/hash.h"
#include "model/age.h"
#include "model/roll.h"

/* ---- roll_format.c: which columns of a file fill which fields ---- */

typedef struct urne_roll_source {
    size_t *columns;
    size_t n; /* 0: this file does not fill the field */
} urne_roll_source;

typedef struct urne_roll_plan {
    urne_arena *scratch; /* the file's text; freed when its lines are read */
    urne_csv csv;
    const char *format;
    urne_roll_source *from; /* by field */
    bool *want;             /* by column */
    urne_str list;          /* what the file name says, or empty */
} urne_roll_plan;

/* Every field that a file could fill under these rules, ascending. */
urne_str *urne_roll_candidates(size_t *n, urne_arena *arena, const urne_config *config);

/* Makes the plan of an opened file. An exclusion file needs the identity only. */
URNE_MUST_USE urne_code urne_roll_plan_make(urne_roll_plan *plan, urne_arena *arena,
                                            const urne_config *config,
                                            const urne_str *fields, size_t n_fields,
                                            bool exclusion, urne_err *err);

/* The canonical list that a column or a file name means, or empty. */
urne_str urne_roll_list_of(urne_str text);
urne_str urne_roll_list_in_name(const char *path);

/* ---- the work in progress ---- */

/* A line whose date or given names are incomplete, and where those columns stand. */
typedef struct urne_roll_odd {
    size_t file;
    uint64_t line;
    uint64_t date, given; /* columns; 0 when complete */
} urne_roll_odd;

enum {
    URNE_DECIDE_SAME = 1,
    URNE_DECIDE_DISTINCT = 2,
    URNE_DECIDE_BORN = 4,
    URNE_DECIDE_KEEP = 8,
    URNE_DECIDE_ASIDE = 16
};

typedef struct urne_decision {
    urne_str id;
    unsigned kind; /* one of URNE_DECIDE_* */
    urne_str word, value;
    urne_place at;
    bool used;
} urne_decision;

/* What is known of a line beside its reason, by index of electors. */
enum {
    URNE_FLAG_OBJECTION = 1,
    URNE_FLAG_EARLIER = 2,
    URNE_FLAG_ASIDE = 4,    /* a person decided to set it aside */
    URNE_FLAG_OPEN = 8,     /* an open case asks whether it is eligible */
    URNE_FLAG_HOMONYM = 16, /* an open case asks who it is */
    URNE_FLAG_PENDING = 32  /* another case about it is open */
};

enum { URNE_ADDRESS_FIELDS = 7 };

typedef struct urne_roll_work {
    urne_arena *arena;
    urne_arena *scratch; /* for what does not outlive urne_roll_read */
    const urne_config *config;
    urne_roll *roll;
    urne_err *err;
    urne_code first;                                  /* the first refusal */
    size_t *identity;                                 /* indices into roll->fields */
    size_t name, given, date, sex, list, nationality; /* indices or SIZE_MAX */
    size_t address[URNE_ADDRESS_FIELDS];
    char *pool; /* room for values */
    size_t pool_left;
    urne_roll_odd *odds; /* ascending by (file, line) */
    size_t n_odds, cap_odds;
    size_t cap_anomalies;
    bool hash; /* the files */
    bool needs_sex, needs_list;
    urne_decision *decisions; /* ascending by id */
    size_t n_decisions;
    unsigned char *flags;
    urne_str *excluded; /* cases of lines to exclude that fit several persons */
    size_t n_excluded, cap_excluded;
} urne_roll_work;

/* Remembers that something was refused: urne_roll_no(w, urne_fail(...)). */
static inline void urne_roll_no(urne_roll_work *w, urne_code code)
{
    w->first = w->first == URNE_OK ? code : w->first;
}

/* Doubles an array of the scratch arena when it is full. */
void *urne_roll_room(urne_arena *arena, void *array, size_t n, size_t *cap,
                     size_t size);

/* ---- roll_read.c: rows to values ---- */

typedef struct urne_roll_reader {
    urne_roll_work *w;
    const urne_roll_plan *plan;
    size_t file;
    bool exclusion;
    urne_str *last;               /* the values of the row before */
    urne_str list_raw, list_seen; /* the last list as written, and what it means */
    uint64_t bad_line; /* a line with a refused character: no further faults in it */
    uint64_t spaces;   /* fields with superfluous spaces */
    urne_place spaces_at;
} urne_roll_reader;

/* Canonical values of a row, by field; faults go to w->err. */
void urne_roll_values(urne_roll_reader *r, uint64_t line, const urne_str *fields,
                      urne_str *value);

/* The identity of a person with these values. */
urne_str urne_roll_ident(urne_roll_work *w, const urne_str *value);

/* Says what was seen in a file as a whole. */
void urne_roll_file_said(urne_roll_reader *r);

/* Reads every line of the planned files, in order of files and lines. */
urne_elector *urne_roll_lines(urne_roll_work *w, urne_roll_plan *plans);

/* ---- roll_person.c: lines to persons ---- */

/* Sorts the lines into roll->electors. */
void urne_roll_sort(urne_roll_work *w, const urne_elector *lines);

/* Collapses, tells homonyms apart or asks. */
void urne_roll_group(urne_roll_work *w);

/* ---- roll_judge.c: reasons ---- */

/* Gives every line its reason, or asks; counts. */
void urne_roll_judge(urne_roll_work *w);

/* ---- roll_exclude.c: exclusion files ---- */

/* Reads them all and marks, or asks about, the persons they name. */
void urne_roll_exclude(urne_roll_work *w);

/* ---- roll_decide.c: cases and decisions ---- */

URNE_MUST_USE urne_code urne_roll_decisions_read(urne_roll_work *w, const char *path);

/* The number of a case; `kind` is NULL or "exclusion". */
urne_str urne_roll_case(urne_roll_work *w, urne_str ident, const char *kind);

/* The decision of a case, or NULL when there is none of the allowed kinds. */
urne_decision *urne_roll_decided(urne_roll_work *w, urne_str id, unsigned allowed);

/* Refuses the decisions that no case asked for. */
void urne_roll_decisions_left(urne_roll_work *w);

/* The value of `field` ("address" or a field) that tells a line from its homonyms.
 * False when nothing fills the field. */
bool urne_roll_separate(urne_roll_work *w, urne_str *out, const urne_str *value,
                        urne_str field);

/* ---- roll.c, roll_report.c ---- */

/* What is said of an opened file; `bytes` as they were on disk. */
urne_roll_file urne_roll_file_of(urne_roll_work *w, const urne_roll_plan *plan,
                                 urne_str bytes);

/* Records an anomaly; the arguments are C strings of the arena, or NULL. */
void urne_roll_say(urne_roll_work *w, urne_code code, urne_place at, size_t file,
                   urne_str case_id, const char *a, const char *b);

/* The same for a line of the roll. */
void urne_roll_tell(urne_roll_work *w, urne_code code, const urne_elector *e,
                    uint64_t column, urne_str case_id, const char *a, const char *b);

/* A number as an argument of an anomaly. */
const char *urne_roll_dec(urne_roll_work *w, uint64_t v);

void urne_roll_anomalies_sort(urne_roll *roll);

#endif
