/* proof/merkle: the tree over the lines of roll.txt. RFC 6962 §2.1: leaf
 * H(0x00 || entry), node H(0x01 || left || right), left subtree the largest power
 * of two below n, empty tree H(""). */
#ifndef URNE_PROOF_MERKLE_H
#define URNE_PROOF_MERKLE_H

#include "crypto/hash.h"

enum { URNE_MERKLE_DEPTH = 64 };

/* A tree being built leaf by leaf: the roots of its complete subtrees. */
typedef struct urne_merkle {
    urne_hash peak[URNE_MERKLE_DEPTH];
    uint64_t n; /* leaves so far; bit i set = a peak of 2^i leaves */
} urne_merkle;

#define URNE_MERKLE_EMPTY                                                              \
    {                                                                                  \
        .n = 0                                                                         \
    }

void urne_merkle_add(urne_merkle *tree, const urne_hash *leaf);
urne_hash urne_merkle_root(const urne_merkle *tree);

/* The inclusion path of leaf `index` among n leaf hashes (index < n), from the leaf
 * to the root; returns its length. RFC 6962 §2.1.1. */
size_t urne_merkle_path(urne_hash path[URNE_MERKLE_DEPTH], const urne_hash *leaves,
                        size_t n, size_t index);

/* The root that a path leads to; false when its length does not fit n and index. */
bool urne_merkle_follow(urne_hash *root, const urne_hash *leaf, uint64_t n,
                        uint64_t index, const urne_hash *path, size_t n_path);

#endif
