/* proof/leaf: from an elector and K to a public line (draw-1, "Roll"). */
#ifndef URNE_PROOF_LEAF_H
#define URNE_PROOF_LEAF_H

#include "crypto/secret.h"
#include "draw/select.h"
#include "model/frame.h"

/* salt = mac(K, L("urne/1 salt", ident)); PID = H( L("urne/1 pid", hex(salt), ident) )
 */
urne_hash urne_leaf_salt(const urne_secret *k, urne_str ident);
urne_hash urne_leaf_pid(const urne_hash *salt, urne_str ident);

/* asalt = mac(K, L("urne/1 asalt", name, ident)) */
urne_hash urne_attr_salt(const urne_secret *k, urne_str name, urne_str ident);

/* c = H( L("urne/1 attr", hex(asalt), name "=" value) ) */
urne_hash urne_attr_commit(const urne_hash *asalt, urne_str name, urne_str value);

/* ACOM = hex(H( L("urne/1 attrs", hex(c_1), ..., hex(c_m)) )), or "-" when m = 0. */
urne_hex urne_attrs_commit(const urne_hash *commits, size_t m);

/* hhsalt = mac(K, L("urne/1 hhsalt", addrkey)) */
urne_hash urne_household_salt(const urne_secret *k, urne_str addrkey);

/* hex(H( L("urne/1 hh", hex(hhsalt), addrkey) )), or "-" when the key names no
 * dwelling: every field other than postcode, commune, city and country is empty. */
urne_hex urne_household_value(const urne_hash *hhsalt, urne_str addrkey);
bool urne_household_none(const urne_str *fields, const urne_str *values, size_t n);

/* The values of the named fields joined by TAB. */
urne_str urne_join_tab(urne_arena *arena, const urne_str *values, size_t n);

/* ---- a whole roll ---- */

/* One line of roll.txt with what only K knows behind it. */
typedef struct urne_sealed_leaf {
    urne_hash pid;
    urne_hex acom; /* "-" when there are no attributes */
    uint32_t stratum;
    size_t elector; /* index into frame->electors */
} urne_sealed_leaf;

typedef struct urne_sealed_roll {
    urne_sealed_leaf *leaves; /* ascending by PID */
    size_t n;
    urne_str bytes; /* roll.txt */
    urne_hash root;
    urne_hash rollfile;  /* mac(K, L("urne/1 rollfile", hex(H(canonical roll)))) */
    urne_hash canonical; /* H(canonical roll): the same for every dress of a roll */
    uint64_t crowded;    /* households of more than eight electors */
    uint64_t largest;    /* electors of the largest household, 0 without any */
} urne_sealed_roll;

/* Seals a frame. `config` names the household fields. */
urne_sealed_roll *urne_roll_seal(urne_arena *arena, const urne_frame *frame,
                                 const urne_config *config, const urne_roll *roll,
                                 const urne_secret *k);

/* A hash of what the roll says of its people, without K: identity, address and the
 * fields that the rules use, so that two copies of a roll can be compared. The same for
 * every dress, order of lines and columns. BLAKE2b-256 of one line an elector; shown to
 * the clerk, never published. */
urne_hash urne_roll_fingerprint(urne_arena *arena, const urne_config *config,
                                const urne_roll *roll);

#endif
