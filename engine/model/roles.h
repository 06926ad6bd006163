/* model/roles: who signs a ceremony, as every kind of configuration names it: "keys",
 * "expire" and "sign". */
#ifndef URNE_MODEL_ROLES_H
#define URNE_MODEL_ROLES_H

#include "model/member.h"

/* Most roles that have a key (draw-1 §16). */
enum { URNE_ROLES_MAX = 64, URNE_ROLE_NAME_MAX = 16 };

/* The key of a role: its 56 characters, or the file that has them. */
typedef struct urne_role_key {
    urne_place at;
    urne_str role;
    urne_str text;    /* ->p NULL: in the file */
    const char *path; /* NULL: in the text */
    urne_str expire;  /* a day, or ->p NULL */
} urne_role_key;

/* The roles that sign the entries of a kind. */
typedef struct urne_required {
    urne_str kind;
    urne_str *roles; /* ascending */
    size_t n_roles;
} urne_required;

typedef struct urne_roles {
    urne_role_key *keys; /* ascending by role */
    size_t n_keys;
    urne_required *required; /* ascending by kind */
    size_t n_required;
} urne_roles;

/* Reads them from the object at the top of a configuration, whose path resolves the
 * files of keys. `kinds`, ended by NULL, are those that can be signed. */
URNE_MUST_USE urne_code urne_roles_read(urne_roles *out, const urne_members *r,
                                        const urne_json *root, const char *path,
                                        const char *const *kinds);

#endif
