/* cli: what every command shares. Options come from tables, results go to stdout,
 * diagnostics to stderr, and every text goes through gettext. */
#ifndef CLI_H
#define CLI_H

#include "urne.h"

#include <libintl.h>
#include <stdbool.h>
#include <stdio.h>

#define _(s)  gettext(s)
#define N_(s) s

/* Exit codes of urne(1). */
enum {
    EXIT_YES = 0,
    EXIT_NO = 1,
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,
    EXIT_IO = 4,
    EXIT_SEALED = 5,
    EXIT_DECIDE = 6,
    EXIT_INTERRUPTED = 130
};

/* One option of a command: a flag, or a value when metavar is not NULL. A metavar that
 * ends in "..." may be given several times: the values come with LF between them. */
typedef struct opt {
    const char *name, *metavar, *help; /* "--seats", "N", msgid */
    bool *flag;
    const char **value;
} opt;

/* A command's line: options anywhere, "--" ends them, the rest are arguments. */
typedef struct line {
    const char *verb, *synopsis, *summary, *example; /* summary: msgid */
    opt *opts;                                       /* ends with name NULL */
    size_t least, most;                              /* arguments */
    const char *missing;                             /* name of the first missing one */
    const char **args;                               /* filled in */
    size_t n_args;
    bool json, quiet;
    char *joined[8]; /* values of options given several times */
    size_t n_joined;
} line;

/* One of the commands behind a verb; a list ends with name NULL. */
typedef struct sub {
    const char *name, *alias, *synopsis;
    int (*run)(int argc, char **argv); /* argv[0] is the name */
} sub;

/* Runs the one that argv[1] names, or shows the help of all. */
int run_sub(const char *verb, const sub *subs, int argc, char **argv);

/* "usage: urne SYNOPSIS", each form that `verb` has in it on a line of its own; below a
 * first one it is indented. */
void print_synopsis(FILE *to, const char *verb, const char *synopsis, bool first);

/* Parses argv[1..]; returns -1 to go on, or the exit code (help, usage error). */
int line_parse(line *l, int argc, char **argv);

/* The first option of the line that was given, those of the NULL-ended list aside; or
 * NULL. */
const char *option_given(const line *l, const char *const *but);

/* The parts of a value (NULL: none) between the bytes `at`; returns how many there are.
 * One block, to be freed. */
size_t value_split(const char ***parts, const char *value, const char *at);

/* Frees what line_parse allocated. */
void line_free(line *l);

/* A number from 1 on, typed as an option; a usage error otherwise. */
int parse_number(const line *l, const char *option, const char *text, uint64_t *out);

/* ---- diagnostics ---- */

/* The translated sentence of a diagnostic, its arguments filled in. */
urne_str say(urne_arena *arena, const urne_diag *diag);

/* Prints the faults (to stderr, or as one JSON object on stdout) and returns the exit
 * code of the first. */
int report_errors(const line *l, const urne_err *err);

/* The same; as JSON the roll (or NULL) is a member of the object. */
int report_errors_of(const line *l, const urne_err *err, const urne_roll_summary *roll);

/* A usage fault of our own: code and up to two arguments. */
int usage_error(const line *l, urne_code code, const char *arg0, const char *arg1);

/* A value that an option does not take; `why` is a msgid. */
int value_error(const line *l, const char *text, const char *option, const char *why);

/* ---- output ---- */

/* A number with its thousands apart, as the language does. */
const char *grouped(char buf[32], uint64_t v);
#define GROUPED(v) grouped((char[32]){0}, (v))

/* A text padded to `width` characters (not bytes) on the right. */
enum { PADDED_MAX = 128 };
const char *padded(char buf[PADDED_MAX], const char *text, size_t width);
#define LABEL(text) padded((char[PADDED_MAX]){0}, (text), 10)

/* Prints 64 hex digits as sixteen groups of four on two lines behind `label`. */
void print_seal(const char *label, const char *hex);

/* A JSON object written to stdout, member by member. */
typedef struct json {
    bool comma;
} json;
void json_open(json *j, const char *key, char bracket); /* key NULL in a list */
void json_close(json *j, char bracket);
void json_text(json *j, const char *key, const char *text);
void json_str(json *j, const char *key, urne_str text);
void json_num(json *j, const char *key, uint64_t v);
void json_bool(json *j, const char *key, bool v);
void json_end(json *j);

/* The findings of a roll and its counts, for `roll check` and `seal`. */
void print_roll(const urne_roll_summary *s);
void json_roll(json *j, const urne_roll_summary *s);

/* The time of an entry: the one given, else the clock, waiting for the second after
 * the dossier's newest entry. Valid until the next call. */
const char *entry_time(urne_arena *arena, const char *given, const char *dir);

/* ---- commands: argv[0] is the verb ---- */

int cmd_roll(int argc, char **argv);
int cmd_ballots(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_seal(int argc, char **argv);
int cmd_reveal(int argc, char **argv);
int cmd_draw(int argc, char **argv);
int cmd_receipt(int argc, char **argv);
int cmd_verify(int argc, char **argv);
int cmd_pick(int argc, char **argv);
int cmd_tally(int argc, char **argv);
int cmd_contribute(int argc, char **argv);
int cmd_replace(int argc, char **argv);
int cmd_handover(int argc, char **argv);
int cmd_rekey(int argc, char **argv);
int cmd_abort(int argc, char **argv);
int cmd_close(int argc, char **argv);
int cmd_key(int argc, char **argv);
int cmd_sign(int argc, char **argv);
int cmd_audit(int argc, char **argv);
int cmd_bundle(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_timestamp(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_panel(int argc, char **argv);

#endif
