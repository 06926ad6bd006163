/* ceremony/unlock: secret files opened with what a person types: keys that sign, and
 * the roll key. */
#ifndef URNE_CEREMONY_UNLOCK_H
#define URNE_CEREMONY_UNLOCK_H

#include "crypto/keybox.h"
#include "urne/key.h"

/* The passphrase of `path`; a new one is typed twice and never empty. */
URNE_MUST_USE urne_code urne_ask_once(urne_guard *to, const urne_asker *who,
                                      const char *path, bool again, urne_err *err);
URNE_MUST_USE urne_code urne_ask_new(urne_guard *to, const urne_asker *who,
                                     const char *path, urne_err *err);

/* The role in "urne ROLE" and then `end`, the comment of a key file; "" in any other
 * comment, as those of minisign. */
const char *urne_role_in(urne_arena *arena, urne_str comment, const char *end);
#define URNE_SECRET_COMMENT " secret key"

/* A key has one role; a comment of minisign's names none. */
URNE_MUST_USE urne_code urne_same_role(const char *made_for, const char *role,
                                       const char *path, urne_err *err);

/* A secret key, opened. */
typedef struct urne_unlocked {
    urne_signer *signer; /* freed by the caller */
    const char *role;    /* that its comment names, or "" */
    bool locked;
} urne_unlocked;

/* Opens the text of the key file `path` in a role (NULL: in any). */
URNE_MUST_USE urne_code urne_unlock_text(urne_unlocked *out, urne_arena *arena,
                                         const urne_guard *text, const char *path,
                                         const char *role, const urne_asker *who,
                                         urne_err *err);
URNE_MUST_USE urne_code urne_unlock_signer(urne_unlocked *out, urne_arena *arena,
                                           const char *path, const char *role,
                                           const urne_asker *who, urne_err *err);

/* The roll key in a file: as it is, in a keybox under a passphrase, or in one sealed to
 * the custodian, whose secret key file is `custodian` (else NULL). Freed by the
 * caller. */
URNE_MUST_USE urne_code urne_unlock_roll_key(urne_secret **k, urne_arena *arena,
                                             const char *path, const char *custodian,
                                             const urne_asker *who, urne_err *err);

#endif
