#include "proof/merkle.h"

void urne_merkle_add(urne_merkle *tree, const urne_hash *leaf)
{
    urne_hash h = *leaf;
    size_t i = 0;
    /* As a binary counter: a peak of 2^i meets its equal and becomes one of 2^(i+1). */
    for (uint64_t n = tree->n; (n & 1) != 0; n >>= 1) {
        h = urne_hash_node(&tree->peak[i++], &h);
    }
    tree->peak[i] = h;
    tree->n++;
}

urne_hash urne_merkle_root(const urne_merkle *tree)
{
    if (tree->n == 0) {
        return urne_sha256(URNE_STR(""));
    }
    size_t i = 0;
    while ((tree->n >> i & 1) == 0) {
        i++;
    }
    urne_hash h = tree->peak[i++];
    for (; i < URNE_MERKLE_DEPTH && tree->n >> i != 0; i++) {
        if ((tree->n >> i & 1) != 0) {
            h = urne_hash_node(&tree->peak[i], &h);
        }
    }
    return h;
}

static urne_hash root_of(const urne_hash *leaves, size_t n)
{
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < n; i++) {
        urne_merkle_add(&tree, &leaves[i]);
    }
    return urne_merkle_root(&tree);
}

/* The largest power of two below n; n >= 2. */
static uint64_t split(uint64_t n)
{
    uint64_t k = 1;
    while (k < n - k) {
        k *= 2;
    }
    return k;
}

size_t urne_merkle_path(urne_hash path[URNE_MERKLE_DEPTH], const urne_hash *leaves,
                        size_t n, size_t index)
{
    size_t len = 0;
    /* From the root down; reversed below, since a path goes up. */
    while (n > 1) {
        size_t k = (size_t)split(n);
        if (index < k) {
            path[len++] = root_of(leaves + k, n - k);
            n = k;
        } else {
            path[len++] = root_of(leaves, k);
            leaves += k;
            index -= k;
            n -= k;
        }
    }
    for (size_t i = 0; i < len / 2; i++) {
        urne_hash h = path[i];
        path[i] = path[len - 1 - i];
        path[len - 1 - i] = h;
    }
    return len;
}

bool urne_merkle_follow(urne_hash *root, const urne_hash *leaf, uint64_t n,
                        uint64_t index, const urne_hash *path, size_t n_path)
{
    bool right[URNE_MERKLE_DEPTH];
    size_t len = 0;
    if (index >= n) {
        return false;
    }
    for (; n > 1; len++) {
        uint64_t k = split(n);
        right[len] = index >= k;
        index -= right[len] ? k : 0;
        n = right[len] ? n - k : k;
    }
    if (len != n_path) {
        return false;
    }
    *root = *leaf;
    for (size_t i = 0; i < len; i++) {
        *root = right[len - 1 - i] ? urne_hash_node(&path[i], root)
                                   : urne_hash_node(root, &path[i]);
    }
    return true;
}
