/* proof/signing: whose signature an entry needs, and which key a role has at it
 * (transcript-1 §3, §4). Nothing is read from a folder here. */
#ifndef URNE_PROOF_SIGNING_H
#define URNE_PROOF_SIGNING_H

#include "crypto/sign.h"
#include "proof/later.h"

/* One entry of a chain. */
typedef struct urne_transcript_entry {
    const char *file;        /* its name */
    const char *kind;        /* of its note */
    urne_str bytes, time;    /* time ->n 0: it could not be read */
    const urne_later *later; /* NULL for a base entry */
} urne_transcript_entry;

typedef struct urne_transcript {
    urne_arena *arena;
    const urne_announce *announce;
    urne_transcript_entry *entry;
    size_t n;
} urne_transcript;

/* The announced key of a role, or NULL. */
const urne_announced_key *urne_role_find(const urne_announce *announce, urne_str role);

/* The key of a role in force at entry i, which may be n: after the whole chain; "" when
 * the role has none. `expire` is its last day, or ->p NULL. */
urne_str urne_key_in_force(const urne_transcript *c, urne_str role, size_t i,
                           urne_str *expire);

/* The name of the signature of entry i by a role. */
const char *urne_signature_name(const urne_transcript *c, size_t i, urne_str role);

/* URNE_OK when these bytes are a signature of entry i by the role that counts. Else
 * the fault, and in *item what is wrong as V06 names it ("role", "line 2", "expired").
 */
URNE_MUST_USE urne_code urne_signature_counts(const urne_transcript *c, size_t i,
                                              urne_str role, urne_str bytes,
                                              const char *file, const char **item,
                                              urne_err *err);

/* The roles of a `require` line of a kind, or NULL. */
const urne_required *urne_required_of(const urne_announce *announce, const char *kind);

/* True for the role of an observer; how many announced roles are. */
bool urne_is_observer(urne_str role);
size_t urne_observers(const urne_announce *announce);

/* The roles whose signatures entry i still needs: `there` says of a role whether its
 * signature is there. Ascending, each once; of a rekey all absent observers as long as
 * those present are not more than half. Returns how many. */
size_t urne_roles_missing(urne_str **out, const urne_transcript *c, size_t i,
                          bool (*there)(void *ctx, size_t i, urne_str role), void *ctx);

/* What is wrong with a rekey at entry i, by its lines: 0 nothing; else 1 `role`, 2
 * `old`, 3 `key`. *other is the role that has the key already, if that is it. */
int urne_rekey_fault(const urne_transcript *c, size_t i, urne_str *other);

/* True when the 56 characters are a key that a role can have. */
bool urne_key_good(urne_str text);

#endif
