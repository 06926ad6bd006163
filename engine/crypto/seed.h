/* crypto/seed: the only source of lots. Sub-seeds, tickets and integers below n,
 * all from the public seed by SHA-256 (draw-1, "Seed, sub-seeds, integers"). */
#ifndef URNE_CRYPTO_SEED_H
#define URNE_CRYPTO_SEED_H

#include "crypto/hash.h"

#include <gmp.h>

/* A sub-seed S(p) = H( L("urne/1 sub", hex(seed), p) ), kept as the hex that its
 * users hash. */
typedef struct urne_sub {
    urne_hex hex;
} urne_sub;

/* S(purpose). The purposes of a draw are the closed list URNE_SUB_*; a string
 * outside it is only for test vectors. */
urne_sub urne_sub_make(const urne_hash *seed, const char *purpose);

#define URNE_SUB_ALLOC_DRAW "alloc/draw"
#define URNE_SUB_ALLOC_SUB  "alloc/sub"
#define URNE_SUB_DRAW       "draw"

/* ticket(p, key) = H( L("urne/1 ticket", hex(S(p)), hex(key)) ); lowest wins. */
urne_hash urne_ticket(const urne_sub *sub, const urne_hash *key);

/* The same for many keys: the midstate of the fixed first bytes is kept. */
typedef struct urne_ticketer {
    unsigned char state[128];
} urne_ticketer;
void urne_ticketer_init(urne_ticketer *t, const urne_sub *sub);
urne_hash urne_ticketer_get(const urne_ticketer *t, urne_str key_hex);

/* randint(p, label, n, ctr): uniform in 0..n-1 by rejection; *ctr runs on. n = 1
 * gives 0 and consumes nothing. n > 0. */
void urne_randint(mpz_t out, const urne_sub *sub, const char *label, const mpz_t n,
                  uint64_t *ctr);

/* The same for n up to 2^64 - 1. */
uint64_t urne_randint_u64(const urne_sub *sub, const char *label, uint64_t n,
                          uint64_t *ctr);

#endif
