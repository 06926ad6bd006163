/* proof/check: what the check functions share. One function a V-number; the table is
 * in check.c. Each says pass, fail (file, item, why) or not checked. */
#ifndef URNE_PROOF_CHECK_H
#define URNE_PROOF_CHECK_H

#include "budget/count.h"
#include "proof/ballots.h"
#include "proof/pool.h"
#include "proof/receipt.h"
#include "proof/rolltxt.h"
#include "proof/shelf.h"
#include "proof/signing.h"
#include "urne/verify.h"

/* One file as it was found; its bytes are read once. */
typedef struct urne_found {
    bool present, listed, due;
    bool odd; /* not a regular file, too large, or unreadable */
    urne_str bytes;
    urne_hash sha256, claimed; /* as it is, and as sums.txt says */
    urne_diag fault;           /* of its grammar; code URNE_OK = none */
} urne_found;

/* A later entry of the folder. */
typedef struct urne_found_later {
    const char *name;
    urne_later_kind kind;
    urne_found found;
    urne_later note;
} urne_found_later;

/* A signature file of the folder. */
typedef struct urne_found_signature {
    const char *name;
    urne_str file, role;
    urne_found found;
    bool judged, counts;
} urne_found_signature;

/* A token file of the folder. */
typedef struct urne_found_token {
    const char *name;
    urne_str file;
    urne_found found;
} urne_found_token;

/* A key that the user holds to be that of a role. */
typedef struct urne_pin {
    urne_str role, key;
} urne_pin;

/* Any file that a check reads. */
typedef struct urne_note_file {
    const char *name;
    const urne_found *found;
    int id;            /* or URNE_FILES: a later entry */
    urne_str ceremony; /* ->n 0: it has none, or could not be read */
} urne_note_file;

/* Everything the checks read. */
typedef struct urne_checker {
    urne_arena *arena;
    urne_verification *out;
    const urne_track *track;
    urne_shelf shelf;
    const char *dir, *seal, *receipt, *prior, *opened;
    urne_str authorities; /* PEM; ->p NULL: none was given */
    urne_str receipt_bytes;
    urne_found file[URNE_FILES];
    urne_str *names; /* of the folder */
    size_t n_names;
    urne_found_later *later;
    size_t n_later;
    urne_found_signature *signature; /* in the order of transcript-1 §2.3 */
    size_t n_signatures;
    urne_found_token *token; /* in the order of their entries */
    size_t n_tokens;
    urne_pin *pin; /* ascending by role */
    size_t n_pins;
    urne_transcript chain; /* of the entries that are due, once V06 begins */
    urne_beacon_note beacon;
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
    /* Of a panel; its seal stands in `commit` too. */
    urne_pool_seal pool_seal;
    urne_pool_rules *pool_rules;
    urne_pool_lines pool;
    urne_panel_list panels;
    urne_str panels_ceremony;
    urne_pool_counts counts;
    urne_panel_result panel;
    urne_pool_open pool_open; /* what accredited observers have, once V11 read it */
} urne_checker;

/* The name of a file of the folder's track; "" when it has none. */
const char *urne_check_name(const urne_checker *c, int id);
bool urne_check_is(const urne_checker *c, urne_operation operation);

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

/* The same of one file that is due. */
bool urne_check_found(urne_checker *c, unsigned v, const char *name,
                      const urne_found *found);

/* Later entry i is readable: not for a verdict. */
bool urne_later_good(const urne_checker *c, size_t i);

/* An entry of a base is due, there, and keeps its grammar. */
bool urne_base_good(const urne_checker *c, int id);
const urne_entry *urne_base_head(const urne_checker *c, int id);

/* Sets the verdict of a check at a line of a file. */
void urne_check_line(urne_checker *c, unsigned v, const char *file, uint64_t line,
                     urne_code code, const char *arg0);

/* The number of the first line that begins so, from 1; 0: there is none. */
uint64_t urne_line_starting(urne_str bytes, const char *prefix);

/* True when the list of names holds this one. */
bool urne_has_name(const urne_str *names, size_t n, urne_str name);

/* In check_container.c: V01, and from what is there or listed, which files are due. */
void urne_check_container(urne_checker *c);

/* Whether beacon.txt and panel-proof.txt are due is known once the seal was read. */
void urne_check_files_due(urne_checker *c);

/* In check_notes.c. */
void urne_check_grammar(urne_checker *c);  /* V02, V03 */
void urne_check_chain(urne_checker *c);    /* V04 */
void urne_check_ceremony(urne_checker *c); /* V05 */

/* In check_time.c: V16, and V14. */
void urne_check_times(urne_checker *c);
void urne_check_beacon(urne_checker *c);

/* In check_sign.c: V06 and V21, and what is said of the keys. */
URNE_MUST_USE urne_code urne_check_pins(urne_checker *c, const char *keys,
                                        urne_err *err);
void urne_check_signatures(urne_checker *c);
void urne_check_handovers(urne_checker *c);

/* In check_later.c: V18, and how the ceremony ended. The first later entry of a kind,
 * or NULL. */
const urne_found_later *urne_check_later(const urne_checker *c, urne_later_kind kind);
void urne_check_replacements(urne_checker *c);
void urne_check_ending(urne_checker *c);

/* In check_token.c: V17. */
void urne_check_tokens(urne_checker *c);

/* In check_audit.c: V19, and what is said of the roll key. */
void urne_check_audit(urne_checker *c);

/* In check_prior.c: V20. */
void urne_check_prior(urne_checker *c);

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

/* The checks of a panel, in check_pool.c: V08 to V11, V15; V22 in check_lottery.c. */
urne_code urne_check_parse_pool(urne_checker *c, urne_file_id id, urne_err *err);
void urne_check_pool(urne_checker *c);
void urne_check_lottery(urne_checker *c);

/* A file that accredited observers have; what it is is judged by the caller. */
urne_found urne_check_opened(const urne_checker *c, const char *name);

/* The people with their features, of an open pool or of one that was opened; NULL when
 * neither is known. */
const urne_pool_lines *urne_check_people(const urne_checker *c);

#endif
