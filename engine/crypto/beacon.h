/* crypto/beacon: the public beacon "quicknet" of the League of Entropy (drand).
 *
 * Every three seconds a group of organisations signs the number of the round, none able
 * to do it alone, none able to choose the result: a BLS signature is unique. Here a
 * round is checked from its signature and the public key below, without a network. */
#ifndef URNE_CRYPTO_BEACON_H
#define URNE_CRYPTO_BEACON_H

#include "crypto/g1.h"
#include "crypto/g2.h"
#include "crypto/hash.h"

/* The chain, as drand names it: the hash of its public parameters. */
#define URNE_BEACON_CHAIN                                                              \
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"

/* The public key of the chain, a point of G2. */
#define URNE_BEACON_KEY                                                                \
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"                 \
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"                 \
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"

/* Round 1 is made at the genesis (Unix seconds), a round every `period` seconds. */
#define URNE_BEACON_GENESIS INT64_C(1692803367)
#define URNE_BEACON_PERIOD  INT64_C(3)

enum { URNE_BEACON_BYTES = URNE_G1_BYTES };

/* genesis + period * (round - 1), for a round from 1 to URNE_INT_MAX. */
int64_t urne_beacon_time(uint64_t round);

/* The first round that is not made before `at`: 1 + ceil((at - genesis) / period), and
 * 1 for every time up to the genesis. */
uint64_t urne_beacon_round_at(int64_t at);

/* True when the signature is the one of this round by the chain's key: it encodes a
 * point S of G1, and e(S, generator of G2) = e(H(m), key) with m = SHA-256(the round in
 * 8 big-endian bytes). Any bytes may be given. */
bool urne_beacon_verify(uint64_t round,
                        const unsigned char signature[URNE_BEACON_BYTES]);

/* The same for a chain of another key. */
bool urne_beacon_verify_by(const unsigned char key[URNE_G2_BYTES], uint64_t round,
                           const unsigned char signature[URNE_BEACON_BYTES]);

/* What drand calls the randomness of the round: SHA-256(signature). */
urne_hash urne_beacon_randomness(const unsigned char signature[URNE_BEACON_BYTES]);

#endif
