/* ceremony/hold: what a seal leaves in private/ of its key: the key itself, in clear or
 * under a passphrase, a copy sealed to the custodian, and what binds the observers' own
 * copies of the roll. */
#ifndef URNE_CEREMONY_HOLD_H
#define URNE_CEREMONY_HOLD_H

#include "ceremony/dossier.h"
#include "ceremony/unlock.h"
#include "urne/ceremony.h"

enum { URNE_HELD_COPIES = 64, URNE_HELD_FILES = 2 + URNE_HELD_COPIES };

typedef struct urne_held {
    urne_write file[URNE_HELD_FILES];
    size_t n;
    urne_role_hash sealed[1], copies[URNE_HELD_COPIES]; /* lines of the seal */
    size_t n_sealed, n_copies;
    urne_guard *clear;             /* the key, when it is in clear */
    char *bound[URNE_HELD_COPIES]; /* what binds each copy: secrets of the observers */
} urne_held;

/* Asks for a passphrase if the options want one. Free with urne_held_free whatever
 * happens; only after the files are written. */
URNE_MUST_USE urne_code urne_hold(urne_held *out, const urne_dossier *d,
                                  const urne_seal_options *o, const urne_secret *k,
                                  urne_err *err);
void urne_held_free(urne_held *held);

#endif
