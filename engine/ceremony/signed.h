/* ceremony/signed: signatures of the entries of a folder. */
#ifndef URNE_CEREMONY_SIGNED_H
#define URNE_CEREMONY_SIGNED_H

#include "ceremony/dossier_in.h"

/* Where a file that is to be signed stands. */
typedef struct urne_signing_place {
    bool entry;          /* it is an entry of a public folder */
    const char *folder;  /* of the file */
    const char *dossier; /* the folder above, when it is that of a dossier; else NULL */
    urne_transcript chain;
    urne_announce announce;
    size_t at; /* in the chain */
} urne_signing_place;

/* Looks at the folder of `path`. */
URNE_MUST_USE urne_code urne_signing_place_find(urne_signing_place *out,
                                                urne_arena *arena, const char *path,
                                                urne_err *err);

/* Whether the key is that of the role at the entry, and still valid. */
URNE_MUST_USE urne_code urne_signing_place_allows(const urne_signing_place *p,
                                                  const char *role,
                                                  const urne_public_key *key,
                                                  const char *file, urne_err *err);

/* Writes the signature beside its entry and sums.txt with it: under the lock of the
 * dossier, or in a copy of its public folder. */
URNE_MUST_USE urne_code urne_signing_place_write(const urne_signing_place *p,
                                                 urne_arena *arena,
                                                 const urne_write *signature,
                                                 const char *time, urne_err *err);

#endif
