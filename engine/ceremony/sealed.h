/* ceremony/sealed: a sealed dossier opened with its key: what the draw and the receipts
 * read. */
#ifndef URNE_CEREMONY_SEALED_H
#define URNE_CEREMONY_SEALED_H

#include "ceremony/dossier.h"
#include "ceremony/index.h"
#include "ceremony/inputs.h"

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

/* Checks the frozen inputs and opens rules, roll, index and key. Free the key with
 * urne_opened_close whatever happens afterwards. */
URNE_MUST_USE urne_code urne_opened_open(urne_opened *out, urne_dossier *d,
                                         const char *verb, urne_err *err);
void urne_opened_close(urne_opened *o);

/* Derives the person of leaf i and refuses (exit 5, recorded) unless it is exactly the
 * line of roll.txt. */
URNE_MUST_USE urne_code urne_opened_person(urne_person *out, urne_index_row *row,
                                           const urne_opened *o, size_t i,
                                           urne_err *err);

/* The ATTR fields of a public line about a person: a unique attribute opened, any other
 * as its commitment. */
urne_str *urne_attr_fields(urne_arena *arena, const urne_rules *rules,
                           const urne_person *p);

#endif
