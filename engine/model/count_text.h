/* model/count_text: the public files that a count is a function of: projects.txt,
 * count-rules.txt, ballots.txt (tally-1 §3 to §5).
 *
 * Canonical: the same election and rule give the same bytes, and reading is strict:
 * what is not exactly what writing would give is refused with its line. An election
 * read back has no more than these files say: no voters but their BIDs, no ballots that
 * were set aside. */
#ifndef URNE_MODEL_COUNT_TEXT_H
#define URNE_MODEL_COUNT_TEXT_H

#include "crypto/hash.h"
#include "model/count_rule.h"

/* ---- projects.txt ---- */

/* Fails when an id cannot stand in a note (1 to 200 bytes of plain text). A name that
 * cannot is left out, a long one cut. */
URNE_MUST_USE urne_code urne_projects_write(urne_str *out, urne_arena *arena,
                                            const urne_election *e, urne_str ceremony,
                                            urne_err *err);

/* Fills places and projects, with a column "name", and gives the ceremony. */
URNE_MUST_USE urne_code urne_projects_read(urne_election *out, urne_str *ceremony,
                                           urne_arena *arena, urne_str bytes,
                                           const char *file, urne_err *err);

/* ---- count-rules.txt ---- */

/* One line of what made ballots valid, for information. */
typedef struct urne_limit {
    const char *
        word; /* projects, points, sum-points, cost, age, residence, methods, in-person,
                 voter-twice, duplicate-project, unknown-project: in this order */
    urne_str value;
} urne_limit;

typedef struct urne_count_rules {
    urne_str ceremony;
    urne_count_rule rule; /* without lot_seed; box is the ceremony */
    urne_limit *limits;
    size_t n_limits;
} urne_count_rules;

/* True when the value of a limit can stand in the file. */
bool urne_limit_ok(const urne_limit *limit);

/* The lines from "type" to "joined": everything that a count depends on but the ballots
 * and the projects. They stand in tally.txt too. */
void urne_count_rule_put(urne_buf *buf, const urne_election *e,
                         const urne_count_rule *rule);

/* Type, point places and budget are those of the election. */
urne_str urne_count_rules_write(urne_arena *arena, const urne_election *e,
                                const urne_count_rules *rules);

/* Reads the rule for an election whose projects were read, and sets its type, its point
 * places and its budget. */
URNE_MUST_USE urne_code urne_count_rules_read(urne_count_rules **out, urne_election *e,
                                              urne_arena *arena, urne_str bytes,
                                              const char *file, urne_err *err);

/* Gives the rule the seed of its lots, when its ties come to a lot. */
void urne_count_rules_seed(urne_count_rules *rules, urne_str seed);

/* ---- ballots.txt ---- */

/* A valid ballot and the name it is published under. */
typedef struct urne_ballot_line {
    urne_hash bid;
    size_t ballot; /* index */
} urne_ballot_line;

/* Sorts the lines by BID and writes them. */
urne_str urne_ballots_write(urne_arena *arena, const urne_election *e,
                            urne_ballot_line *lines, size_t n);

/* Fills the ballots of an election whose projects and type were read: one a line, its
 * voter the BID. `at`: n + 1 offsets of the lines. Their order is not judged here. */
URNE_MUST_USE urne_code urne_ballots_read(urne_election *e, size_t **at,
                                          urne_arena *arena, urne_str bytes,
                                          const char *file, urne_err *err);

#endif
