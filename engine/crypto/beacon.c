#include "crypto/beacon.h"

#include "crypto/g1_hash.h"
#include "crypto/pairing.h"

/* The tag of BLS signatures in G1 without augmentation, as drand's scheme
 * bls-unchained-g1-rfc9380 has it. */
#define TAG "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

int64_t urne_beacon_time(uint64_t round)
{
    if (round == 0 || round > URNE_INT_MAX) {
        urne_bug("a round of a beacon is from 1 to 2^53");
    }
    return URNE_BEACON_GENESIS + URNE_BEACON_PERIOD * ((int64_t)round - 1);
}

uint64_t urne_beacon_round_at(int64_t at)
{
    if (at <= URNE_BEACON_GENESIS) {
        return 1;
    }
    uint64_t since = (uint64_t)(at - URNE_BEACON_GENESIS);
    uint64_t period = (uint64_t)URNE_BEACON_PERIOD;
    return 1 + since / period + (since % period != 0 ? 1 : 0);
}

/* H(m), the point that the round signs. */
static urne_g1 point_of(uint64_t round)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(round >> (56 - 8 * i));
    }
    urne_hash m = urne_sha256((urne_str){(const char *)bytes, sizeof bytes});
    return urne_g1_hash((urne_str){(const char *)m.b, sizeof m.b}, URNE_STR(TAG));
}

bool urne_beacon_verify_by(const unsigned char key[URNE_G2_BYTES], uint64_t round,
                           const unsigned char signature[URNE_BEACON_BYTES])
{
    urne_g1 s;
    urne_g2 k;
    if (!urne_g1_read(&s, signature) || !urne_g2_read(&k, key)) {
        return false;
    }
    /* e(S, -G) e(H(m), K) = 1: one final exponentiation instead of two */
    urne_g1 p[] = {s, point_of(round)};
    urne_g2 q[] = {urne_g2_neg(urne_g2_generator()), k};
    urne_fp12 e = urne_pairing(p, q, 2), one = urne_fp12_one();
    return urne_fp12_eq(&e, &one);
}

bool urne_beacon_verify(uint64_t round,
                        const unsigned char signature[URNE_BEACON_BYTES])
{
    unsigned char key[URNE_G2_BYTES];
    if (!urne_hex_parse(URNE_STR(URNE_BEACON_KEY), key, sizeof key)) {
        urne_bug("the key of the chain");
    }
    return urne_beacon_verify_by(key, round, signature);
}

urne_hash urne_beacon_randomness(const unsigned char signature[URNE_BEACON_BYTES])
{
    return urne_sha256((urne_str){(const char *)signature, URNE_BEACON_BYTES});
}
