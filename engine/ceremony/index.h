/* ceremony/index: private/index.tsv, the names behind the lines of roll.txt.
 *
 * A header of field names, then line i for line i of roll.txt: number, PID, one column
 * a field, and "=" with the separating value of homonyms told apart, which may be
 * empty. TAB and LF stand in no value, and no field name begins with "#" as our own
 * columns do. */
#ifndef URNE_CEREMONY_INDEX_H
#define URNE_CEREMONY_INDEX_H

#include "proof/leaf.h"
#include "proof/receipt.h"

urne_str urne_index_write(urne_arena *arena, const urne_sealed_roll *sealed,
                          const urne_frame *frame, const urne_roll *roll);

typedef struct urne_index {
    urne_arena *arena;
    urne_str bytes;
    urne_str *columns;
    size_t n_columns;
    size_t *at; /* offset of each line, from 0 for elector 1; and the end */
    size_t n;
} urne_index;

/* One line of it. */
typedef struct urne_index_row {
    const urne_index *index;
    urne_str *values; /* by column */
} urne_index_row;

/* False when the bytes are not such a table. */
URNE_MUST_USE bool urne_index_read(urne_index *out, urne_arena *arena, urne_str bytes);

urne_index_row urne_index_get(const urne_index *index, size_t i);

/* The value of a field, "" when the index has no such column. */
urne_str urne_index_value(const urne_index_row *row, urne_str field);

/* What K and a row say of an elector: identity, salt, attributes. */
typedef struct urne_person {
    urne_str ident;
    bool has_separate;
    urne_str separate;
    urne_hash salt, pid;
    urne_str *attr_values; /* in rules order */
    urne_hash *asalts, *commits;
    urne_hex acom;
    urne_str *address; /* values of the household fields */
    urne_hash hhsalt;
} urne_person;

/* `household` names the household fields as the seal used them. */
void urne_person_derive(urne_person *out, urne_arena *arena, const urne_index_row *row,
                        const urne_rules *rules, const urne_str *household,
                        size_t n_household, const urne_secret *k);

#endif
