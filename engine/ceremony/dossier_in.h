/* ceremony/dossier_in: what the files of a dossier share among themselves. */
#ifndef URNE_CEREMONY_DOSSIER_IN_H
#define URNE_CEREMONY_DOSSIER_IN_H

#include "ceremony/dossier.h"
#include "proof/check.h"

/* ---- dossier_sums.c ---- */

/* The hash that sums.txt lists for a name, or an empty text. */
urne_str urne_sums_hash(urne_str sums, const char *name);

/* True for a name that a public folder may have beside sums.txt. */
bool urne_public_name_ok(const urne_track *track, urne_str name);

/* private/journal.txt: "TIME NAME SHA256" for every entry ever written. As it is; and
 * as it is once `set` is written. */
URNE_MUST_USE urne_code urne_journal_read(urne_str *text, const urne_dossier *d,
                                          urne_err *err);
URNE_MUST_USE urne_code urne_journal_of(urne_str *out, const urne_dossier *d,
                                        const urne_write *set, size_t n, urne_err *err);

/* Every entry that was ever written is there, and as it was. */
URNE_MUST_USE urne_code urne_journal_check(const urne_dossier *d, const char *verb,
                                           urne_err *err);

/* ---- signed.c ---- */

/* The entries of a public folder, as signatures are of them. */
URNE_MUST_USE urne_code urne_entries_read(urne_transcript *out, urne_arena *arena,
                                          const char *dir, const urne_track *track,
                                          const urne_announce *announce, urne_err *err);

#endif
