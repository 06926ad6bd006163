/* ceremony/steps: what the steps that follow a result share. */
#ifndef URNE_CEREMONY_STEPS_H
#define URNE_CEREMONY_STEPS_H

#include "ceremony/dossier.h"
#include "urne/transcript.h"

/* Writes a later entry behind the files of `set`, and says which roles sign it. */
URNE_MUST_USE urne_code urne_step_write(urne_step_view *out, urne_dossier *d,
                                        const urne_later *later, urne_write *set,
                                        size_t n, urne_err *err);

/* URNE_E_AUDIT_OWED while the sample audit that was sealed has no entry. */
URNE_MUST_USE urne_code urne_step_audited(const urne_dossier *d, urne_err *err);

/* That a key announced at `time` can sign on that day still. */
URNE_MUST_USE urne_code urne_expiry_check(urne_str role, urne_str expire,
                                          const char *time, urne_place at,
                                          urne_err *err);

/* The 56 characters of a public key that is given as such or as a file. */
URNE_MUST_USE urne_code urne_key_take(urne_str *out, urne_arena *arena,
                                      const char *given, urne_err *err);

/* The closing entry of the ceremony in a folder (a dossier or its public folder) of
 * this body: hex of its SHA-256. */
URNE_MUST_USE urne_code urne_prior_take(urne_str *out, urne_arena *arena,
                                        const char *dir, urne_str body, urne_err *err);

#endif
