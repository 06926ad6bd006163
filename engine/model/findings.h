/* model/findings: what a reader or a check saw and went on from.
 *
 * A fault stops the run (urne_err); a finding does not. Its code says in err.def how a
 * check answers: exit 0, it is only said; exit 1, the file has something wrong in it,
 * although it can be counted. The count of each code goes on beyond what is kept. */
#ifndef URNE_MODEL_FINDINGS_H
#define URNE_MODEL_FINDINGS_H

#include "base/err.h"

/* Kept of one code, unless the list says otherwise. */
enum { URNE_FINDINGS_MOST = 1000, URNE_FINDING_CODES = 64 };

typedef struct urne_finding {
    urne_code code;
    urne_place at;
    const char *arg[4]; /* as of urne_diag; NULL where there is none */
} urne_finding;

typedef struct urne_findings {
    urne_arena *arena;
    size_t most; /* kept of one code */
    urne_finding *list;
    size_t n, cap;
    struct {
        urne_code code;
        uint64_t count;
    } codes[URNE_FINDING_CODES]; /* in the order of first sight */
    size_t n_codes;
} urne_findings;

/* An empty list. */
urne_findings urne_findings_new(urne_arena *arena);

/* Adds a finding; `findings` may be NULL. The arguments are C strings, ended by NULL.
 */
void urne_find(urne_findings *findings, urne_code code, urne_place at, ...)
    __attribute__((sentinel));

/* True when one more of this code would be kept: only then is its place worth finding.
 */
bool urne_findings_keeps(const urne_findings *findings, urne_code code);

/* How many there were of this code, kept or not. */
uint64_t urne_findings_count(const urne_findings *findings, urne_code code);

/* How many there were with an exit other than 0. */
uint64_t urne_findings_wrong(const urne_findings *findings);

/* Sorts by line, column and the order of discovery, one file after the other. */
void urne_findings_sort(urne_findings *findings);

/* As a diagnostic, for the program to print. */
urne_diag urne_finding_diag(const urne_finding *finding);

#endif
