/* crypto/guard: small secrets on their way, a typed passphrase or the text of a private
 * file. They live in guarded memory of libsodium, never in an arena, have no printer,
 * and are wiped when they are freed. */
#ifndef URNE_CRYPTO_GUARD_H
#define URNE_CRYPTO_GUARD_H

#include "base/err.h"

/* Longest passphrase, as minisign has it; room for the file of a secret key. */
enum { URNE_PASSPHRASE_MAX = 1023, URNE_GUARD_MAX = 2048 };

typedef struct urne_guard {
    size_t n;
    char p[URNE_GUARD_MAX];
} urne_guard;

/* An empty one. Free with urne_guard_free; NULL is allowed there. */
urne_guard *urne_guard_new(void);
void urne_guard_free(urne_guard *g);

/* The first URNE_GUARD_MAX bytes of a private file, read with no copy left behind: a
 * reader refuses what fills all of it. */
URNE_MUST_USE urne_code urne_guard_read(urne_guard **out, const char *path,
                                        urne_err *err);

/* Equal, in a time that tells nothing but the lengths. */
bool urne_guard_eq(const urne_guard *a, const urne_guard *b);

static inline urne_str urne_guard_str(const urne_guard *g)
{
    return (urne_str){g->p, g->n};
}

/* Overwrites secret bytes in a way that the compiler cannot leave out. */
void urne_wipe(void *p, size_t n);

#endif
