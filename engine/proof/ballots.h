/* proof/ballots: the entries of a count as values and as bytes (tally-1 §6), and the
 * names under which its ballots are published. Reading is strict; writing what was read
 * gives the same bytes. */
#ifndef URNE_PROOF_BALLOTS_H
#define URNE_PROOF_BALLOTS_H

#include "crypto/secret.h"
#include "model/count_text.h"
#include "proof/transcript.h"

/* Kinds of the entries; the reveals are those of proof/transcript under their own. */
#define URNE_KIND_BALLOTS_COMMIT  "ballots-commit"
#define URNE_KIND_BALLOTS_REVEALS "ballots-reveals"
#define URNE_KIND_TALLY           "tally"

/* 10-ballots-commit.txt. `common` has what it shares with the seal of a draw: head,
 * rules (of count-rules.txt), sources, lead; `excluded` are its lines `aside`. */
typedef struct urne_ballots_seal {
    urne_commit common;
    uint64_t projects;
    urne_str projects_sha256; /* hex */
    uint64_t ballots;
    urne_str root, sha256; /* hex, of ballots.txt */
    urne_str ballotkey;    /* hex */
    uint64_t received;     /* ballots, and those set aside */
} urne_ballots_seal;

urne_str urne_ballots_seal_write(urne_arena *arena, const urne_ballots_seal *c);
URNE_MUST_USE urne_code urne_ballots_seal_read(urne_ballots_seal *out,
                                               urne_arena *arena, urne_str bytes,
                                               const char *file, urne_err *err);

/* 12-tally.txt. */
typedef struct urne_tally_entry {
    urne_entry head;
    urne_str seed, count; /* hex; `count` is SHA-256 of tally.txt */
    uint64_t cost;
    uint64_t *selected; /* numbers of projects, in order of selection */
    size_t n_selected;
} urne_tally_entry;

urne_str urne_tally_entry_write(urne_arena *arena, const urne_tally_entry *t);
URNE_MUST_USE urne_code urne_tally_entry_read(urne_tally_entry *out, urne_arena *arena,
                                              urne_str bytes, const char *file,
                                              urne_err *err);

/* The public commitment to the ballot key. */
urne_hash urne_ballot_key_commitment(const urne_secret *k);

/* BID of the `copy`th (from 1) valid ballot of a voter: mac(K, L("urne/1 bid", voter,
 * copy)). A voter is bytes without LF. */
urne_hash urne_bid(const urne_secret *k, urne_str voter, uint64_t copy);

/* The valid ballots of an election under their BIDs, in no order. */
size_t urne_bids_make(urne_ballot_line **out, urne_arena *arena, const urne_election *e,
                      const urne_secret *k);

/* The Merkle root over the n lines that begin at `at` (n + 1 offsets). */
urne_hash urne_ballots_root(urne_str bytes, const size_t *at, size_t n);

#endif
