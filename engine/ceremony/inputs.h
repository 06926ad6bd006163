/* ceremony/inputs: private/inputs.txt, the SHA-256 of everything a seal was made of.
 *
 * Lines as `sha256sum -c` reads them: rules.json and index.tsv relative to private/,
 * since they move with the dossier; the rolls, the decisions and the exclusion files by
 * their whole paths. From the seal on these files are frozen. */
#ifndef URNE_CEREMONY_INPUTS_H
#define URNE_CEREMONY_INPUTS_H

#include "base/buf.h"
#include "ceremony/dossier.h"
#include "model/roll.h"
#include "urne/ceremony.h"

typedef struct urne_inputs {
    urne_arena *arena;
    urne_buf text;
} urne_inputs;

urne_inputs urne_inputs_new(urne_arena *arena);

/* Adds one file that is in memory. */
void urne_inputs_add(urne_inputs *inputs, const char *path, urne_str bytes);

/* Adds one file by the hash of what was read of it. */
void urne_inputs_add_hash(urne_inputs *inputs, const char *path, const urne_hash *hash);

/* Adds every file a seal is made of: rules.json, the rolls and exclusion files with the
 * hashes of what was read of them, and the decisions (a path, or NULL). */
URNE_MUST_USE urne_code urne_inputs_note(urne_inputs *inputs, const urne_roll *roll,
                                         urne_str rules_json, const char *decisions,
                                         urne_err *err);

/* Compares the files with inputs.txt: an altered one is refused (exit 5, recorded);
 * those that are no longer there are listed in `unseen`. */
URNE_MUST_USE urne_code urne_inputs_check(const urne_dossier *d, const char *verb,
                                          const char ***unseen, size_t *n_unseen,
                                          urne_err *err);

#endif
