/* steps: what the commands that write an entry behind the result print. */
#ifndef STEPS_H
#define STEPS_H

#include "cli.h"

/* The entry, and who has to sign it; as members of an object too. */
void print_step(const urne_step_view *step);
void json_step(json *j, const urne_step_view *step);

/* Whose signatures the dossier waits for before its next step, if any. */
void print_to_sign(urne_arena *arena, const char *dir);

/* The outcome of a command whose result is the step alone; returns its exit code. */
int report_step(const line *l, urne_code code, const urne_step_view *step,
                const urne_err *err);

/* Names, on standard error, the files that were sealed and are no longer there. */
void print_unseen(const line *l, const char *const *paths, size_t n);

/* When the beacon of a sealed dossier is made and where it can be saved, or that there
 * is none. */
void print_beacon(urne_arena *arena, const char *dir, const char *time, bool address);

/* The end of what a sealing says: the seal, what to do with it and what comes next; or
 * that nothing was written. */
void print_sealing(const char *seal, const char *dir, bool dry);

/* What the steps of a dossier are called, and what they are given and write. */
typedef struct kind_words {
    const char *config; /* the file of the rules */
    const char *seal, *given;
    const char *reveals; /* the entry */
    const char *draw;
} kind_words;
const kind_words *words_of(const char *dir);

/* The clock, without waiting for a later second. */
const char *clock_time(void);

#endif
