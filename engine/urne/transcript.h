/* urne/transcript.h: the steps of a ceremony beyond sealing, throwing and drawing
 * (transcript-1, docs/spec): contributions, and the entries that follow a result.
 *
 * Each takes the next place in the chain of entries; what would break the chain fails
 * with a code whose exit is 5, and what waits for a signature with one whose exit is 6.
 */
#ifndef URNE_TRANSCRIPT_H
#define URNE_TRANSCRIPT_H

#include "urne/key.h"

/* ---- sealed contributions ---- */

typedef struct urne_contribution_options {
    const char *dir;      /* a dossier or a copy of its public folder; or NULL and */
    const char *ceremony; /* 32 hex digits */
    const char *party;
    const char *output; /* where the secret goes, 0600; a new file */
} urne_contribution_options;

/* Makes 32 random bytes and gives their commitment, 64 hex digits. */
URNE_API URNE_MUST_USE urne_code
urne_contribution_make(const char **commitment, urne_arena *arena,
                       const urne_contribution_options *options, urne_err *err);

/* Registers the commitment of a party before the seal; in the place of another one only
 * with `force`. */
URNE_API URNE_MUST_USE urne_code urne_contribution_commit(const char *dir,
                                                          const char *party,
                                                          const char *commitment,
                                                          bool force, const char *time,
                                                          urne_err *err);

/* Takes the secret of a party after the seal and before the reveals; *party is whose it
 * is. */
URNE_API URNE_MUST_USE urne_code
urne_contribution_open(const char **party, urne_arena *arena, const char *dir,
                       const char *path, const char *time, urne_err *err);

/* ---- the beacon ---- */

typedef struct urne_beacon_view {
    uint64_t round;
    const char *time, *address; /* when it is made, and where it can be saved */
} urne_beacon_view;

/* The round that a sealed dossier waits for; *out is NULL without a beacon. */
URNE_API URNE_MUST_USE urne_code urne_beacon_due(urne_beacon_view **out,
                                                 urne_arena *arena, const char *dir,
                                                 const char *time, urne_err *err);

/* ---- entries that follow ---- */

/* The entry that was written, as a path, and whose signatures it waits for. */
typedef struct urne_step_view {
    const char *path;
    const char **roles;
    size_t n_roles;
} urne_step_view;

/* The newest entry of a dossier, and whose signatures it still waits for. */
URNE_API URNE_MUST_USE urne_code urne_signatures_due(urne_step_view **out,
                                                     urne_arena *arena, const char *dir,
                                                     const char *time, urne_err *err);

/* Ends a ceremony: `reason` is one of roll-error late missing beacon dispute other. The
 * newest entry need not be signed. */
URNE_API URNE_MUST_USE urne_code urne_abort(urne_step_view **out, urne_arena *arena,
                                            const char *dir, const char *reason,
                                            const char *time, urne_err *err);

/* Closes one that has its result. */
URNE_API URNE_MUST_USE urne_code urne_close(urne_step_view **out, urne_arena *arena,
                                            const char *dir, const char *time,
                                            urne_err *err);

/* Passes the lead from a role to another, who has verified public/: that is done here,
 * and a folder that does not verify is not handed over. */
URNE_API URNE_MUST_USE urne_code urne_handover(urne_step_view **out, urne_arena *arena,
                                               const char *dir, const char *from,
                                               const char *to, const char *time,
                                               urne_err *err);

/* A new key for a role: `key` is a file or 56 characters; `expire` a day or NULL. */
URNE_API URNE_MUST_USE urne_code urne_rekey(urne_step_view **out, urne_arena *arena,
                                            const char *dir, const char *role,
                                            const char *key, const char *expire,
                                            const char *time, urne_err *err);

/* One member who declined, and who follows. */
typedef struct urne_replaced {
    uint64_t refused, called; /* called 0: the seat stays vacant */
    uint64_t passed;          /* electors passed over for their household */
    const char *ticket;       /* hex, of who is called */
} urne_replaced;

typedef struct urne_replacement_view {
    urne_step_view step;
    urne_replaced *seats;
    size_t n_seats;
    uint64_t vacant;
    const char *list; /* path of the private list of those called, or "" */
} urne_replacement_view;

/* Records that the members with these numbers declined, one entry for all, and derives
 * who is called in their place. */
URNE_API URNE_MUST_USE urne_code urne_replace(urne_replacement_view **out,
                                              urne_arena *arena, const char *dir,
                                              const uint64_t *numbers, size_t n,
                                              const char *time, urne_err *err);

/* The same; `who` is asked for the passphrase of the roll key, when it has one. */
URNE_API URNE_MUST_USE urne_code urne_replace_with(urne_replacement_view **out,
                                                   urne_arena *arena, const char *dir,
                                                   const uint64_t *numbers, size_t n,
                                                   const char *time, urne_asker who,
                                                   urne_err *err);

#endif
