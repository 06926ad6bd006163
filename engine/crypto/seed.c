#include "crypto/seed.h"

#include <sodium.h>

urne_sub urne_sub_make(const urne_hash *seed, const char *purpose)
{
    urne_hex hex = urne_to_hex(*seed);
    urne_hash h = urne_hash_fields(3, URNE_STR("urne/1 sub"), urne_hex_str(&hex),
                                   urne_str_of(purpose));
    return (urne_sub){urne_to_hex(h)};
}

urne_hash urne_ticket(const urne_sub *sub, const urne_hash *key)
{
    urne_hex hex = urne_to_hex(*key);
    return urne_hash_fields(3, URNE_STR("urne/1 ticket"), urne_hex_str(&sub->hex),
                            urne_hex_str(&hex));
}

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof((urne_ticketer *)0)->state,
               "the midstate fits");

void urne_ticketer_init(urne_ticketer *t, const urne_sub *sub)
{
    crypto_hash_sha256_state st;
    urne_str parts[] = {URNE_STR("urne/1 ticket\n"), urne_hex_str(&sub->hex),
                        URNE_STR("\n")};
    crypto_hash_sha256_init(&st);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        crypto_hash_sha256_update(&st, (const unsigned char *)parts[i].p, parts[i].n);
    }
    memcpy(t->state, &st, sizeof st);
}

urne_hash urne_ticketer_get(const urne_ticketer *t, urne_str key_hex)
{
    crypto_hash_sha256_state st;
    urne_hash h;
    memcpy(&st, t->state, sizeof st);
    crypto_hash_sha256_update(&st, (const unsigned char *)key_hex.p, key_hex.n);
    crypto_hash_sha256_update(&st, (const unsigned char *)"\n", 1);
    crypto_hash_sha256_final(&st, h.b);
    return h;
}

/* x = B blocks of the label's stream from *ctr on, as one big-endian integer. */
static void draw_blocks(mpz_t x, const urne_sub *sub, const char *label, size_t blocks,
                        uint64_t *ctr)
{
    mpz_t block;
    mpz_init(block);
    mpz_set_ui(x, 0);
    for (size_t j = 0; j < blocks; j++) {
        char dec[URNE_DEC_MAX];
        urne_str ctr_text = urne_str_of(urne_dec(dec, (*ctr)++));
        urne_hash h =
            urne_hash_fields(4, URNE_STR("urne/1 int"), urne_hex_str(&sub->hex),
                             urne_str_of(label), ctr_text);
        mpz_import(block, URNE_HASH, 1, 1, 1, 0, h.b);
        mpz_mul_2exp(x, x, (mp_bitcnt_t)8 * URNE_HASH);
        mpz_add(x, x, block);
    }
    mpz_clear(block);
}

void urne_randint(mpz_t out, const urne_sub *sub, const char *label, const mpz_t n,
                  uint64_t *ctr)
{
    if (mpz_sgn(n) <= 0) {
        urne_bug("randint below 1");
    }
    if (mpz_cmp_ui(n, 1) == 0) {
        mpz_set_ui(out, 0);
        return;
    }
    mpz_t x, limit, rest;
    mpz_inits(x, limit, rest, NULL);
    mpz_sub_ui(x, n, 1);
    size_t blocks = (mpz_sizeinbase(x, 2) + 255) / 256;
    /* limit = M - (M mod n), the largest multiple of n up to M = 2^(256 B) */
    mpz_set_ui(limit, 1);
    mpz_mul_2exp(limit, limit, 256 * blocks);
    mpz_mod(rest, limit, n);
    mpz_sub(limit, limit, rest);
    do {
        draw_blocks(x, sub, label, blocks, ctr);
    } while (mpz_cmp(x, limit) >= 0);
    mpz_mod(out, x, n);
    mpz_clears(x, limit, rest, NULL);
}

uint64_t urne_randint_u64(const urne_sub *sub, const char *label, uint64_t n,
                          uint64_t *ctr)
{
    mpz_t out, big;
    mpz_inits(out, big, NULL);
    mpz_import(big, 1, 1, sizeof n, 0, 0, &n);
    urne_randint(out, sub, label, big, ctr);
    uint64_t v = 0;
    mpz_export(&v, NULL, 1, sizeof v, 0, 0, out);
    mpz_clears(out, big, NULL);
    return v;
}
