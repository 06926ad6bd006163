/* proof/entry_in: what the readers and writers of entries share. */
#ifndef URNE_PROOF_ENTRY_IN_H
#define URNE_PROOF_ENTRY_IN_H

#include "codec/note.h"

/* A reading in progress. */
typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_err *err;
} reader;

static inline urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(&rd->note, value, wanted, rd->err);
}

static inline urne_code take(reader *rd, const char *keyword, size_t n,
                             urne_str *fields)
{
    return urne_note_take(&rd->note, keyword, n, fields, URNE_LAST_FIELD, rd->err);
}

static inline void put1(urne_buf *buf, const char *keyword, urne_str value)
{
    urne_note_put(buf, keyword, 1, &value);
}

#endif
