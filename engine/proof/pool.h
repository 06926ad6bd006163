/* proof/pool: the files of a panel's dossier as values and as bytes (pool-1). Reading
 * is strict; writing what was read gives the same bytes. */
#ifndef URNE_PROOF_POOL_H
#define URNE_PROOF_POOL_H

#include "crypto/secret.h"
#include "panel/check.h"
#include "panel/list.h"
#include "proof/transcript.h"

/* Kinds of the entries; the reveals are those of proof/transcript under their own. */
#define URNE_KIND_POOL_COMMIT  "pool-commit"
#define URNE_KIND_POOL_REVEALS "pool-reveals"
#define URNE_KIND_PANEL_RESULT "panel-result"

/* Names of the two files that only accredited observers have. */
#define URNE_POOL_OPEN_FILE  "pool-open.txt"
#define URNE_POOL_PROOF_FILE "panel-proof.txt"

enum {
    URNE_POOL_SEATS = 1000000,
    URNE_POOL_QUOTA = 1000000,
    URNE_POOL_CATEGORIES = 64,
    URNE_POOL_FEATURES = 4096,
    URNE_POOL_PERSONS = 10000000
};

/* Bytes of panels.txt, counts.txt, pool-open.txt and panel-proof.txt at most. */

/* ---- quotas.txt (pool-1 §3) ---- */

typedef struct urne_pool_feature {
    urne_str text;
    uint32_t category; /* from 0 */
    int64_t lo, hi;    /* members of a panel */
} urne_pool_feature;

typedef struct urne_pool_rules {
    urne_str ceremony;
    uint64_t size, lottery, kmin;
    bool maximin, households;
    bool dice; /* the dice are the number; else it comes from the seed */
    bool open; /* features are public */
    bool all;  /* counts of all panels are public; else of the one drawn */
    urne_str *category;
    size_t *first; /* category c: feature[first[c]..first[c + 1]) */
    size_t categories;
    urne_pool_feature *feature;
    size_t features;
} urne_pool_rules;

urne_str urne_pool_rules_write(urne_arena *arena, const urne_pool_rules *r);
URNE_MUST_USE urne_code urne_pool_rules_read(urne_pool_rules **out, urne_arena *arena,
                                             urne_str bytes, const char *file,
                                             urne_err *err);

/* ---- the people (pool-1 §4) ---- */

typedef struct urne_pool_lines {
    size_t n;
    urne_str *pid;        /* hex */
    urne_str *commitment; /* hex, of a sealed pool; else NULL */
    uint32_t *value;     /* by person, one a category: a feature from 0; NULL: sealed */
    uint32_t *household; /* by person: its number from 1, or 0; NULL: sealed */
    size_t *at;          /* n + 1 offsets: where each line begins, and the end */
} urne_pool_lines;

/* pool.txt of these people; the order is theirs. */
urne_str urne_pool_lines_write(urne_arena *arena, const urne_pool_rules *r,
                               const urne_pool_lines *lines);
/* The order is not judged here. */
URNE_MUST_USE urne_code urne_pool_lines_read(urne_pool_lines *out, urne_arena *arena,
                                             const urne_pool_rules *r, urne_str bytes,
                                             const char *file, urne_err *err);

/* PID of a person by the organiser's id, with the salt that leads to it. */
urne_hash urne_pool_member(urne_hash *msalt, const urne_secret *k, urne_str id);

/* The salts of a person's features and of a panel's counts. */
urne_hash urne_pool_fsalt(const urne_secret *k, urne_str id);
urne_hash urne_pool_csalt(const urne_secret *k, uint64_t number);

/* The public commitment to the pool key. */
urne_hash urne_pool_key_commitment(const urne_secret *k);

/* "F_1 ... F_C HOUSEHOLD" of a person, and the commitment to it; fsalt in hex. */
urne_str urne_pool_features_text(urne_arena *arena, const urne_pool_rules *r,
                                 const uint32_t *value, uint32_t household);
urne_hash urne_pool_features_commitment(urne_str fsalt, urne_str text);

/* The Merkle root over the lines. */
urne_hash urne_pool_root(const urne_pool_lines *lines, urne_str bytes);

/* The people as the problem of panels: in the order of the lines, whose PIDs are their
 * ids. `value` and `household` are those of an opened pool. Lives in the arena and
 * borrows from the rest. */
void urne_pool_problem(urne_panel_pool *out, urne_arena *arena,
                       const urne_pool_rules *r, const urne_pool_lines *lines);

/* ---- counts (pool-1 §6.4, §6.5) ---- */

/* How many of each feature a panel has. */
void urne_pool_count(uint64_t *counts, const urne_pool_rules *r,
                     const urne_pool_lines *lines, const urne_panel_list *list,
                     size_t panel);

/* As they are published: "3 4 - -". */
urne_str urne_pool_counts_text(urne_arena *arena, const urne_pool_rules *r,
                               const uint64_t *counts);
urne_hash urne_pool_counts_commitment(urne_str csalt, urne_str text);

/* Whether one of them, a number and not "-", is within the quota of feature f; *v is it
 * then. */
bool urne_pool_count_fits(const urne_pool_rules *r, size_t f, urne_str count,
                          uint64_t *v);

/* counts.txt read: one text or commitment a panel. */
typedef struct urne_pool_counts {
    urne_str *line;
    size_t n;
} urne_pool_counts;
URNE_MUST_USE urne_code urne_pool_counts_read(urne_pool_counts *out, urne_arena *arena,
                                              const urne_pool_rules *r, urne_str bytes,
                                              const char *file, urne_err *err);

/* ---- pool-open.txt (pool-1 §6.3) ---- */

typedef struct urne_pool_open {
    urne_str ceremony, proof; /* hex */
    urne_pool_lines lines;    /* value and household; no pid */
    urne_str *fsalt;          /* hex, by person */
    urne_str *csalt;          /* hex, by panel; none with `counts all` */
    size_t n_csalts;
} urne_pool_open;

urne_str urne_pool_open_write(urne_arena *arena, const urne_pool_rules *r,
                              const urne_pool_open *o);
URNE_MUST_USE urne_code urne_pool_open_read(urne_pool_open *out, urne_arena *arena,
                                            const urne_pool_rules *r, urne_str bytes,
                                            const char *file, urne_err *err);

/* ---- entries (pool-1 §7) ---- */

typedef struct urne_pool_level {
    urne_str low, high; /* fractions */
    uint64_t persons;
} urne_pool_level;

/* The levels of a certificate as they are published. */
urne_pool_level *urne_pool_levels(size_t *n, urne_arena *arena,
                                  const urne_panel_checked *checked, uint64_t kmin);

/* 20-pool-commit.txt. `common` has what it shares with the seal of a draw: head, rules
 * (of quotas.txt), sources, lead. */
typedef struct urne_pool_seal {
    urne_commit common;
    uint64_t persons;
    urne_str root, sha256;   /* hex, of pool.txt */
    urne_str panels, counts; /* hex, of these files */
    bool opened;             /* `proof` is that of pool-open.txt, else of the proof */
    urne_str proof;          /* hex */
    urne_str poolkey;        /* hex */
    urne_str deviation;      /* a fraction */
    urne_pool_level *levels;
    size_t n_levels;
    uint64_t level_line; /* of the first; read fills it */
} urne_pool_seal;

urne_str urne_pool_seal_write(urne_arena *arena, const urne_pool_seal *s);
URNE_MUST_USE urne_code urne_pool_seal_read(urne_pool_seal *out, urne_arena *arena,
                                            urne_str bytes, const char *file,
                                            urne_err *err);

/* Whether the sources are such that the number may come from them (pool-1 §7.2.2). */
bool urne_pool_sources_ok(const urne_pool_rules *r, const urne_source *sources,
                          size_t n);

typedef struct urne_pool_member_line {
    uint64_t number; /* of the person, from 1 */
    urne_str pid;    /* hex */
} urne_pool_member_line;

/* 22-panel-result.txt. */
typedef struct urne_panel_result {
    urne_entry head;
    urne_str seed; /* hex */
    uint64_t number;
    urne_str salt;    /* hex; ->p NULL: none */
    urne_str *counts; /* by feature: a number or "-" */
    size_t n_counts;
    urne_pool_member_line *members;
    size_t n_members;
} urne_panel_result;

urne_str urne_panel_result_write(urne_arena *arena, const urne_panel_result *r);
URNE_MUST_USE urne_code urne_panel_result_read(urne_panel_result *out,
                                               urne_arena *arena, urne_str bytes,
                                               const char *file, urne_err *err);

/* The number that is drawn (pool-1 §7.6): from the seed, or from the first value
 * revealed where the dice are the number; UINT64_MAX when that is no dice value. */
uint64_t urne_pool_number(const urne_pool_rules *r, const urne_hash *seed,
                          const urne_reveals *reveals);

#endif
