/* ceremony/sealed: a sealed dossier opened with its key: what the draw and the receipts
 * read. */
#ifndef URNE_CEREMONY_SEALED_H
#define URNE_CEREMONY_SEALED_H

#include "ceremony/dossier.h"
#include "ceremony/index.h"
#include "ceremony/inputs.h"
#include "ceremony/unlock.h"

typedef struct urne_opened {
    urne_dossier *d;
    const char *verb;
    urne_config *config;
    urne_rules *rules;
    urne_roll_lines roll;
    urne_str roll_bytes;
    urne_index index;
    urne_secret *k;
    const char **unseen;
    size_t n_unseen;
} urne_opened;

/* Checks the frozen inputs and opens rules, roll, index and key, for which `who` may be
 * asked. Free the key with urne_opened_close whatever happens afterwards. */
URNE_MUST_USE urne_code urne_opened_open(urne_opened *out, urne_dossier *d,
                                         const char *verb, const urne_asker *who,
                                         urne_err *err);

/* Where the roll key of a dossier is: in a keybox, or in clear. */
const char *urne_roll_key_path(const urne_dossier *d);

/* True when a destroy entry says that it is gone. */
bool urne_roll_key_destroyed(const urne_dossier *d);
void urne_opened_close(urne_opened *o);

/* Derives the person of leaf i and refuses (exit 5, recorded) unless it is exactly the
 * line of roll.txt. */
URNE_MUST_USE urne_code urne_opened_person(urne_person *out, urne_index_row *row,
                                           const urne_opened *o, size_t i,
                                           urne_err *err);

/* For urne_select and urne_replacing_next: the value of an attribute of leaf i. `code`
 * says why there is none. */
typedef struct urne_opening {
    const urne_opened *o;
    urne_err *err;
    urne_code code;
} urne_opening;
bool urne_opened_value(void *opening, size_t i, size_t attr, urne_str *value);

/* The ATTR fields of a public line about a person: a unique attribute opened, any other
 * as its commitment. */
urne_str *urne_attr_fields(urne_arena *arena, const urne_rules *rules,
                           const urne_person *p);

#endif
