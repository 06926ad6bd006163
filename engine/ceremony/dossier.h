/* ceremony/dossier: the state of one folder, its lock, its log of attempts.
 *
 * Every step opens the dossier, which takes the lock, checks that public/ is what
 * sums.txt says, and reads the entries that are there; then it writes its entry and a
 * new sums.txt in one set. An interruption between the two is mended by the next
 * opening, from the entries themselves. */
#ifndef URNE_CEREMONY_DOSSIER_H
#define URNE_CEREMONY_DOSSIER_H

#include "base/file.h"
#include "crypto/secret.h"
#include "proof/ballots.h"
#include "proof/pool.h"
#include "proof/signing.h"
#include "proof/track.h"
#include "urne/ceremony.h"
#include "urne/verify.h"

typedef struct urne_dossier {
    urne_arena *arena;
    const char *dir, *public_dir, *private_dir, *rules_path, *time;
    const urne_track *track;
    int lock;
    urne_stage stage;
    urne_announce announce;
    urne_commit commit;        /* what the seals of all kinds have in common */
    urne_ballots_seal ballots; /* of a count */
    urne_pool_seal pool;       /* of a panel */
    urne_str due[URNE_FILES];  /* hex of the files sealed with it; ->n 0: not sealed */
    urne_reveals reveals;
    urne_hash announce_sha256, commit_sha256, reveals_sha256;
    urne_transcript chain; /* every entry */
    bool aborted, closed;
} urne_dossier;

/* Opens a dossier for `verb` at `time`. Fails when it is none or of another kind, or
 * when public/ was changed behind our back (exit 5, recorded). Close it whatever
 * happens afterwards. */
URNE_MUST_USE urne_code urne_dossier_open(urne_dossier **out, urne_arena *arena,
                                          const char *dir, const char *verb,
                                          const char *time, urne_err *err);
void urne_dossier_close(urne_dossier *d);

/* Refuses what only another kind of dossier has: says which one this is. */
urne_code urne_dossier_other(const urne_dossier *d, urne_err *err);

/* True to its stage: the step of `verb` may be taken exactly from `stage`; from any
 * other it is refused and recorded. Then the newest entry must be signed, and the time
 * be after its time (or equal, for the draw). */
URNE_MUST_USE urne_code urne_dossier_at(const urne_dossier *d, const char *verb,
                                        urne_stage stage, urne_err *err);

/* The first of these: for what is no entry of the chain. */
URNE_MUST_USE urne_code urne_dossier_stage(const urne_dossier *d, const char *verb,
                                           urne_stage stage, urne_err *err);

/* The same for an entry that follows the result; `abort` may follow any, signed or not.
 */
URNE_MUST_USE urne_code urne_dossier_after(const urne_dossier *d, const char *verb,
                                           bool abort, urne_err *err);

/* Fails with exit 6, naming the roles, while a signature that the newest entry needs is
 * missing. */
URNE_MUST_USE urne_code urne_dossier_signed(const urne_dossier *d, urne_err *err);

/* The rules say what was announced, still. */
URNE_MUST_USE urne_code urne_dossier_announced(const urne_dossier *d, urne_str body,
                                               urne_str title, urne_err *err);

/* The head of the next entry after the whole chain. */
urne_entry urne_dossier_head(const urne_dossier *d);

/* Writes a later entry under its next name, behind the files of `set`. */
URNE_MUST_USE urne_code urne_dossier_later(const char **name, const urne_dossier *d,
                                           const urne_later *later, urne_write *set,
                                           size_t n, urne_err *err);

/* Refuses with a code of exit 5 and adds "TIME VERB CODE" to private/attempts.txt. */
urne_code urne_dossier_refuse(const urne_dossier *d, const char *verb, urne_code code,
                              const char *file, urne_err *err);

/* Paths in public/ and private/. */
const char *urne_dossier_public(const urne_dossier *d, const char *name);
const char *urne_dossier_private(const urne_dossier *d, const char *name);

/* Writes a set of files, then sums.txt over public/ with them, then the line of the
 * entry in private/journal.txt. The entry itself comes last in the set. */
URNE_MUST_USE urne_code urne_dossier_write(const urne_dossier *d, urne_write *set,
                                           size_t n, urne_err *err);

/* A file of public/, whole. */
URNE_MUST_USE urne_code urne_dossier_read(urne_str *out, const urne_dossier *d,
                                          const char *name, urne_err *err);

/* The folder in private/ of what accredited observers receive of a sealed pool. */
#define URNE_OPENED_DIR "opened"

/* Limits for what we wrote ourselves. */
#define URNE_DOSSIER_FILE_MAX ((size_t)16 << 30)

#endif
