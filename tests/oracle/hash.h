/* oracle/hash: HMAC (RFC 2104) and Merkle trees (RFC 6962 §2.1) as they are defined,
 * from SHA-256 alone. */
#ifndef ORACLE_HASH_H
#define ORACLE_HASH_H

#include "crypto/hash.h"

static inline urne_hash hash_hmac(urne_str key, urne_str text)
{
    unsigned char pad[2][64];
    urne_hash short_key;
    if (key.n > 64) {
        short_key = urne_sha256(key);
        key = (urne_str){(const char *)short_key.b, URNE_HASH};
    }
    for (size_t i = 0; i < 64; i++) {
        unsigned char k = i < key.n ? (unsigned char)key.p[i] : 0;
        pad[0][i] = k ^ 0x36;
        pad[1][i] = k ^ 0x5c;
    }
    urne_hash inner =
        urne_sha256_parts((urne_str[]){{(const char *)pad[0], 64}, text}, 2);
    return urne_sha256_parts(
        (urne_str[]){{(const char *)pad[1], 64}, {(const char *)inner.b, URNE_HASH}},
        2);
}

static inline size_t hash_split(size_t n)
{
    size_t k = 1;
    while (2 * k < n) {
        k *= 2;
    }
    return k;
}

/* MTH(D[n]) */
static inline urne_hash hash_root(const urne_str *entries, size_t n)
{
    if (n == 0) {
        return urne_sha256(URNE_STR(""));
    }
    if (n == 1) {
        return urne_sha256_parts((urne_str[]){{"\0", 1}, entries[0]}, 2);
    }
    size_t k = hash_split(n);
    urne_hash left = hash_root(entries, k), right = hash_root(entries + k, n - k);
    return urne_sha256_parts((urne_str[]){{"\1", 1},
                                          {(const char *)left.b, URNE_HASH},
                                          {(const char *)right.b, URNE_HASH}},
                             3);
}

/* PATH(m, D[n]) into path; its length. */
static inline size_t hash_path(urne_hash *path, size_t m, const urne_str *entries,
                               size_t n)
{
    if (n == 1) {
        return 0;
    }
    size_t k = hash_split(n), length;
    if (m < k) {
        length = hash_path(path, m, entries, k);
        path[length] = hash_root(entries + k, n - k);
    } else {
        length = hash_path(path, m - k, entries + k, n - k);
        path[length] = hash_root(entries, k);
    }
    return length + 1;
}

#endif
