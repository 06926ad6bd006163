/* proof/check: what the check functions share. One function a V-number; the table is
 * in check.c. Each says pass, fail (file, item, why) or not checked. */
#ifndef URNE_PROOF_CHECK_H
#define URNE_PROOF_CHECK_H

#include "budget/count.h"
#include "proof/ballots.h"
#include "proof/receipt.h"
#include "proof/rolltxt.h"
#include "proof/track.h"
#include "urne/verify.h"

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
    const urne_track *track;
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
    /* Of a count. Its seal stands in `commit` too, as far as seals have it in common.
     */
    urne_ballots_seal ballots;
    urne_tally_entry tally;
    urne_election election;
    size_t *ballot_at; /* where the lines of ballots.txt begin, and the end */
    urne_count_rules *count_rules;
    urne_str projects_ceremony;
} urne_checker;

/* The name of a file of the folder's track; "" when it has none. */
const char *urne_check_name(const urne_checker *c, int id);
bool urne_check_is_count(const urne_checker *c);

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

/* The line of a file in which its bytes differ first from those due. */
uint64_t urne_first_difference(urne_str a, urne_str b);

/* The checks of the draw itself, in check_draw.c; V07, V12 and V13 are those of a count
 * too. */
void urne_check_rules(urne_checker *c);   /* V07 */
void urne_check_order(urne_checker *c);   /* V09 */
void urne_check_root(urne_checker *c);    /* V10 */
void urne_check_strata(urne_checker *c);  /* V11 */
void urne_check_sources(urne_checker *c); /* V12 */
void urne_check_seed(urne_checker *c);    /* V13 */
void urne_check_draw(urne_checker *c);    /* V15 */
void urne_check_receipt(urne_checker *c); /* V28 */

/* The checks of a count, V23 to V27, in check_count.c. */
urne_code urne_check_parse_count(urne_checker *c, urne_file_id id, urne_err *err);
void urne_check_count(urne_checker *c);

#endif
