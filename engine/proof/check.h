/* proof/check: what the check functions share. One function a V-number; the table is
 * in check.c. Each says pass, fail (file, item, why) or not checked. */
#ifndef URNE_PROOF_CHECK_H
#define URNE_PROOF_CHECK_H

#include "proof/receipt.h"
#include "proof/rolltxt.h"
#include "proof/transcript.h"
#include "urne/verify.h"

/* The files of a public folder, in the order in which a first one is named. */
typedef enum urne_file_id {
    URNE_FILE_ANNOUNCE = 0,
    URNE_FILE_COMMIT = 1,
    URNE_FILE_REVEALS = 2,
    URNE_FILE_RESULT = 3,
    URNE_FILE_ROLL = 4,
    URNE_FILE_RULES = 5,
    URNE_FILE_SEED = 6,
    URNE_FILES = 7
} urne_file_id;

extern const char *const urne_file_names[URNE_FILES];

/* The stage with which each is written. */
extern const urne_stage urne_file_stages[URNE_FILES];

/* One file as it was found; its bytes are read once. */
typedef struct urne_found {
    bool present, listed, due;
    bool odd; /* not a regular file, too large, or unreadable */
    urne_str bytes;
    urne_hash sha256, claimed; /* as it is, and as sums.txt says */
    urne_diag fault;           /* of its grammar; code URNE_OK = none */
} urne_found;

/* Everything the checks read. */
typedef struct urne_checker {
    urne_arena *arena;
    urne_verification *out;
    const char *dir, *seal, *receipt;
    urne_str receipt_bytes;
    urne_found file[URNE_FILES];
    urne_str *names; /* of the folder */
    size_t n_names;
    urne_announce announce;
    urne_commit commit;
    urne_reveals reveals;
    urne_result result;
    urne_rules *rules;
    urne_str seed_ceremony;
    urne_roll_lines roll;
} urne_checker;

/* The line of a file as an item: "line 12". */
const char *urne_item_line(urne_arena *arena, uint64_t line);

/* Sets the verdict of a check; the arguments of `code` end with NULL. */
void urne_check_fail(urne_checker *c, unsigned v, const char *file, const char *item,
                     urne_code code, const char *arg0, const char *arg1);
void urne_check_note(urne_checker *c, unsigned v, urne_verdict verdict, urne_code code,
                     const char *arg0, const char *arg1);

/* True when every file of the NULL-free list (ended by URNE_FILES) is due and keeps
 * its grammar; else the verdict of v is set and the check is over. */
bool urne_check_reads(urne_checker *c, unsigned v, const urne_file_id *files);

/* True when the list of names holds this one. */
bool urne_has_name(const urne_str *names, size_t n, urne_str name);

/* In check_container.c: V01, and from what is there or listed, which files are due. */
void urne_check_container(urne_checker *c);

/* The checks of the draw itself, in check_draw.c. */
void urne_check_rules(urne_checker *c);   /* V07 */
void urne_check_order(urne_checker *c);   /* V09 */
void urne_check_root(urne_checker *c);    /* V10 */
void urne_check_strata(urne_checker *c);  /* V11 */
void urne_check_sources(urne_checker *c); /* V12 */
void urne_check_seed(urne_checker *c);    /* V13 */
void urne_check_draw(urne_checker *c);    /* V15 */
void urne_check_receipt(urne_checker *c); /* V28 */

#endif
