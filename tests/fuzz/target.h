/* What every fuzz target shares: the entry point, and a check that stays in every
 * build. */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include "base/buf.h"
#include "crypto/hash.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(condition)                                                               \
    do {                                                                               \
        if (!(condition)) {                                                            \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
            abort();                                                                   \
        }                                                                              \
    } while (0)

static inline urne_str fuzz_input(const uint8_t *data, size_t size)
{
    urne_crypto_init();
    /* An empty input has no bytes to point at. */
    return (urne_str){size == 0 ? "" : (const char *)data, size};
}

/* A refusal says something, once, at a place in the input. */
static inline void fuzz_refusal(const urne_err *err, urne_str input)
{
    uint64_t lines = 1;
    for (size_t i = 0; i < input.n; i++) {
        lines += input.p[i] == '\n';
    }
    HOLDS(err->count >= 1 && err->kept >= 1);
    HOLDS(err->diag[0].code != URNE_OK);
    HOLDS(err->diag[0].line <= lines);
    HOLDS(urne_code_get(err->diag[0].code)->exit != 0);
}

#endif
