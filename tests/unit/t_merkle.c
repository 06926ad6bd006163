/* proof/merkle: roots and paths of RFC 6962 against the recursive definition. */
#include "oracle/hash.h"
#include "oracle/program.h"
#include "proof/merkle.h"

#include <stdio.h>

enum { MOST = 70 };

typedef struct trees {
    char text[MOST][16];
    urne_str entries[MOST];
    urne_hash leaves[MOST];
} trees;

static void grow(trees *t)
{
    for (int i = 0; i < MOST; i++) {
        int n = snprintf(t->text[i], sizeof t->text[i], "entry %d\n", i);
        t->entries[i] = (urne_str){t->text[i], (size_t)n};
        t->leaves[i] = urne_hash_leaf(t->entries[i]);
    }
}

static bool same(urne_hash a, urne_hash b)
{
    return urne_hash_cmp(&a, &b) == 0;
}

START_TEST(roots)
{
    trees t;
    grow(&t);
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t n = 0; n <= MOST; n++) {
        ck_assert_msg(same(urne_merkle_root(&tree), hash_root(t.entries, n)), "n %zu",
                      n);
        if (n < MOST) {
            urne_merkle_add(&tree, &t.leaves[n]);
        }
    }
}
END_TEST

START_TEST(paths)
{
    trees t;
    grow(&t);
    for (size_t n = 1; n <= MOST; n++) {
        urne_hash root = hash_root(t.entries, n), got;
        for (size_t i = 0; i < n; i++) {
            urne_hash path[URNE_MERKLE_DEPTH], due[URNE_MERKLE_DEPTH];
            size_t length = urne_merkle_path(path, t.leaves, n, i);
            ck_assert_uint_eq(length, hash_path(due, i, t.entries, n));
            for (size_t k = 0; k < length; k++) {
                ck_assert_msg(same(path[k], due[k]), "n %zu leaf %zu step %zu", n, i,
                              k);
            }
            ck_assert(urne_merkle_follow(&got, &t.leaves[i], n, i, path, length));
            ck_assert(same(got, root));
        }
    }
}
END_TEST

/* A path proves its own leaf, place and tree, and nothing else. */
START_TEST(wrong_paths)
{
    trees t;
    grow(&t);
    for (size_t n = 1; n <= 20; n++) {
        urne_hash root = hash_root(t.entries, n), got;
        for (size_t i = 0; i < n; i++) {
            urne_hash path[URNE_MERKLE_DEPTH] = {{{0}}};
            size_t length = urne_merkle_path(path, t.leaves, n, i);
            for (size_t j = 0; j < n + 2; j++) {
                bool leads = urne_merkle_follow(&got, &t.leaves[i], n, j, path, length);
                ck_assert_msg(j == i || !leads || !same(got, root),
                              "n %zu: leaf %zu stands at %zu too", n, i, j);
                leads =
                    j < n && urne_merkle_follow(&got, &t.leaves[j], n, i, path, length);
                ck_assert(j == i || !leads || !same(got, root));
            }
            for (size_t k = 0; k < length; k++) {
                path[k].b[k % 32] ^= 1;
                ck_assert(urne_merkle_follow(&got, &t.leaves[i], n, i, path, length));
                ck_assert(!same(got, root));
                path[k].b[k % 32] ^= 1;
            }
        }
    }
}
END_TEST

START_TEST(wrong_lengths)
{
    trees t;
    grow(&t);
    urne_hash got;
    for (size_t n = 1; n <= MOST; n++) {
        for (size_t i = 0; i < n; i++) {
            urne_hash path[URNE_MERKLE_DEPTH] = {{{0}}};
            size_t length = urne_merkle_path(path, t.leaves, n, i);
            for (size_t k = 0; k <= length + 2; k++) {
                bool leads = urne_merkle_follow(&got, &t.leaves[i], n, i, path, k);
                ck_assert_msg(leads == (k == length), "n %zu leaf %zu: %zu for %zu", n,
                              i, k, length);
            }
        }
    }
}
END_TEST

/* An interior node is no leaf: the two have different prefixes. */
START_TEST(nodes_are_not_leaves)
{
    urne_hash a = urne_hash_leaf(URNE_STR("a\n")), b = urne_hash_leaf(URNE_STR("b\n"));
    unsigned char joined[64];
    memcpy(joined, a.b, 32);
    memcpy(joined + 32, b.b, 32);
    urne_hash fake = urne_hash_leaf((urne_str){(const char *)joined, 64});
    ck_assert(!same(fake, urne_hash_node(&a, &b)));
}
END_TEST

/* Numbers that a receipt could claim: nothing is read or shifted out of range. */
START_TEST(hostile_numbers)
{
    static const uint64_t sizes[] = {0, 1, 2, (uint64_t)1 << 52, UINT64_MAX};
    urne_hash leaf = urne_hash_leaf(URNE_STR("x\n")), path[URNE_MERKLE_DEPTH], got;
    memset(path, 7, sizeof path);
    for (size_t i = 0; i < PROGRAM_COUNT(sizes); i++) {
        ck_assert(!urne_merkle_follow(&got, &leaf, sizes[i], sizes[i], path, 3));
        ck_assert(!urne_merkle_follow(&got, &leaf, sizes[i], UINT64_MAX, path, 64));
    }
    ck_assert(!urne_merkle_follow(&got, &leaf, 0, 0, path, 0));
    ck_assert(urne_merkle_follow(&got, &leaf, (uint64_t)1 << 52, 5, path, 52));
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"roots", roots, 0, 0},
        {"paths", paths, 0, 0},
        {"wrong_paths", wrong_paths, 0, 0},
        {"wrong_lengths", wrong_lengths, 0, 0},
        {"nodes_are_not_leaves", nodes_are_not_leaves, 0, 0},
        {"hostile_numbers", hostile_numbers, 0, 0},
    };
    return program_run("merkle", tests, PROGRAM_COUNT(tests), 60);
}
