/* urne/key.h: keys of the people of a ceremony, and their signatures.
 *
 * Keys and signatures are files of minisign: its program checks ours and makes what we
 * check. A key NAME is NAME.key (secret, 0600, under a passphrase unless asked
 * otherwise) and NAME.pub; both say the role that it was made for in their comment,
 * which proves nothing and catches mistakes. The signature of FILE is
 * FILE.ROLE.minisig, and binds the name, the role and the bytes. */
#ifndef URNE_KEY_H
#define URNE_KEY_H

#include "urne/base.h"

/* Asks for the passphrase of the key `path`: writes it to `to`, at most `room` bytes
 * and no NUL, and returns its length, -1 when there is none, or more than `room` when
 * it is longer. `again` at the second typing of a new one. `to` is guarded memory that
 * is wiped afterwards: leave no copy elsewhere. */
typedef ptrdiff_t urne_ask_fn(char *to, size_t room, const char *path, bool again,
                              void *context);

typedef struct urne_key_view {
    const char *role;       /* that its comment names, or "" */
    const char *id;         /* 16 hex digits, as minisign prints it */
    const char *public_key; /* the 56 characters that are announced */
    bool secret, locked;
    const char *secret_path, *public_path; /* of a new key */
} urne_key_view;

typedef struct urne_key_options {
    const char *path; /* NAME, without .key; or of an existing key the file */
    const char *role; /* of a new key */
    urne_ask_fn *ask; /* NULL for a new key: no passphrase */
    void *context;
    bool force; /* replaces NAME.pub; nothing replaces NAME.key */
} urne_key_options;

/* Makes a key pair. */
URNE_API URNE_MUST_USE urne_code urne_key_make(urne_key_view **out, urne_arena *arena,
                                               const urne_key_options *options,
                                               urne_err *err);

/* What the file of a public or a secret key says. It asks for the passphrase of a
 * locked one, which hides even the public half. */
URNE_API URNE_MUST_USE urne_code urne_key_show(urne_key_view **out, urne_arena *arena,
                                               const urne_key_options *options,
                                               urne_err *err);

typedef struct urne_sign_options {
    const char *path; /* the file; its last part is the name that is signed */
    const char *key;  /* NAME.key to sign, NAME.pub to check */
    const char *role;
    const char *signature; /* NULL: FILE.ROLE.minisig */
    urne_ask_fn *ask;
    void *context;
    bool force; /* replaces an existing signature */
    const char
        *time; /* for the record of refusals; NULL: entries are files like others */
} urne_sign_options;

typedef struct urne_sign_view {
    const char *name, *role, *id;
    const char *sha256;    /* of the file */
    const char *signature; /* its path */
} urne_sign_view;

/* Signs a file. Refuses a key whose comment names another role. An entry of a public
 * folder is signed by the announced key of the role alone; when its signature goes
 * beside it, sums.txt is written again. */
URNE_API URNE_MUST_USE urne_code urne_sign(urne_sign_view **out, urne_arena *arena,
                                           const urne_sign_options *options,
                                           urne_err *err);

/* Takes signature files made elsewhere into a dossier: those that count, all or none.
 */
URNE_API URNE_MUST_USE urne_code urne_sign_add(urne_arena *arena, const char *dir,
                                               const char *const *paths, size_t n,
                                               const char *time, urne_err *err);

/* URNE_OK when the key signed just these bytes under this name and role. */
URNE_API URNE_MUST_USE urne_code urne_sign_check(urne_sign_view **out,
                                                 urne_arena *arena,
                                                 const urne_sign_options *options,
                                                 urne_err *err);

#endif
