/* budget/check: what proves the greatest utility, and what does not. Every node of
 * every proof is changed, left out and doubled; another set is never proven by it. */
#include "budget/welfare.h"
#include "oracle/packs.h"
#include "oracle/program.h"

/* Room for a tree with a node more. */
enum { TREE_MOST = 1 << 16 };

static bool holds(const packs *k, uint32_t set, bool strict, urne_str tree)
{
    bool in[PACKS_MOST];
    urne_welfare w = {.k = k->k};
    for (size_t i = 0; i < k->k.n; i++) {
        in[i] = (set >> i & 1) != 0;
    }
    return urne_welfare_check(&w, in, strict, tree);
}

/* Whether no set that agrees with the first `depth` items of `set` could take the place
 * of the best: by trying all of them. */
static bool idle(const packs *k, uint32_t set, size_t depth, uint32_t best, bool strict)
{
    for (uint32_t rest = 0; rest < (uint32_t)1 << (k->k.n - depth); rest++) {
        uint32_t all = set | rest << depth;
        bool better = strict ? packs_before(k, all, best)
                             : packs_worth(k, all) > packs_worth(k, best);
        if (better && packs_allowed(k, all, k->k.n)) {
            return false;
        }
    }
    return true;
}

/* The decisions above a node of a tree: the set of those in, and how many. */
static size_t decided(urne_str tree, size_t at, uint32_t *set)
{
    size_t depth = 0;
    *set = 0;
    for (size_t i = 0; i < at; i++) {
        if (tree.p[i] == '+') {
            *set |= (uint32_t)1 << depth++;
            continue;
        }
        while ((*set >> (depth - 1) & 1) == 0) {
            depth--;
        }
        *set &= ~((uint32_t)1 << (depth - 1));
    }
    return depth;
}

/* One leaf said to be another kind of leaf may still be true; it must then be idle. Any
 * other change breaks the tree. */
static void change_nodes(const packs *k, uint32_t best, bool strict, urne_str tree)
{
    static const char kinds[] = "+xbds-\n";
    static char text[TREE_MOST];
    memcpy(text, tree.p, tree.n);
    for (size_t at = 0; at < tree.n; at++) {
        for (const char *kind = kinds; *kind != '\0'; kind++) {
            text[at] = *kind;
            bool leaves = *kind != '+' && tree.p[at] != '+';
            uint32_t set;
            if (*kind == tree.p[at] ||
                !holds(k, best, strict, (urne_str){text, tree.n})) {
                continue;
            }
            size_t depth = decided(tree, at, &set);
            ck_assert_msg(leaves && idle(k, set, depth, best, strict),
                          "%.*s at %zu: %c", (int)tree.n, tree.p, at, *kind);
        }
        text[at] = tree.p[at];
    }
}

static void drop_and_double(const packs *k, uint32_t best, bool strict, urne_str tree)
{
    static char text[TREE_MOST];
    for (size_t at = 0; at < tree.n; at++) {
        memcpy(text, tree.p, at);
        memcpy(text + at, tree.p + at + 1, tree.n - at - 1);
        ck_assert(!holds(k, best, strict, (urne_str){text, tree.n - 1}));
        memcpy(text, tree.p, at + 1);
        memcpy(text + at + 1, tree.p + at, tree.n - at);
        ck_assert(!holds(k, best, strict, (urne_str){text, tree.n + 1}));
        ck_assert(!holds(k, best, strict, urne_str_slice(tree, 0, at)));
    }
}

/* Another set is proven only by a tree that leaves equals open. */
static void other_sets(const packs *k, uint32_t best, bool strict, urne_str tree)
{
    for (uint32_t set = 0; set < (uint32_t)1 << k->k.n; set++) {
        bool equal = packs_allowed(k, set, k->k.n) &&
                     packs_worth(k, set) == packs_worth(k, best);
        ck_assert(set == best || !holds(k, set, strict, tree) || (equal && !strict));
    }
}

START_TEST(changed_proofs)
{
    for (uint64_t i = 0; i < lots_scale(400); i++) {
        uint64_t lots = lots_at(i + 9000000);
        packs k = packs_some(&lots, 8);
        urne_knapsack_best best;
        ck_assert(urne_knapsack_solve(&best, k.arena, &k.k, 2000000));
        uint32_t set = packs_set(&k, best.in);
        ck_assert_msg(holds(&k, set, best.strict, best.tree), LOTS_HERE, lots_seed(),
                      i);
        ck_assert(holds(&k, set, false, best.tree)); /* it says less */
        change_nodes(&k, set, best.strict, best.tree);
        change_nodes(&k, set, false, best.tree);
        drop_and_double(&k, set, best.strict, best.tree);
        other_sets(&k, set, best.strict, best.tree);
        other_sets(&k, set, false, best.tree);
        packs_free(&k);
    }
}
END_TEST

/* A tree that proves the utility alone does not prove the order among equals. */
START_TEST(utility_alone)
{
    packs k = packs_new(14, 33);
    for (uint32_t i = 0; i < 14; i++) {
        packs_item(&k, i, 1000 - i * 3, 9 + i % 3, 13 - i);
    }
    packs_sort(&k);
    bool seen = false;
    for (uint64_t limit = 16; limit < 100000 && !seen; limit += 1 + limit / 8) {
        urne_knapsack_best best;
        if (!urne_knapsack_solve(&best, k.arena, &k.k, limit) || best.strict) {
            continue;
        }
        uint32_t set = packs_set(&k, best.in);
        ck_assert(holds(&k, set, false, best.tree));
        change_nodes(&k, set, false, best.tree);
        drop_and_double(&k, set, false, best.tree);
        seen = true;
    }
    ck_assert(seen);
    packs_free(&k);
}
END_TEST

START_TEST(no_trees)
{
    packs k = packs_new(2, 10);
    packs_item(&k, 0, 5, 5, 0);
    packs_item(&k, 1, 5, 5, 1);
    ck_assert(holds(&k, 3, true, URNE_STR("++ss+ss")));
    static const char *const bad[] = {"",          "s",     "+",     "++ss+s",
                                      "++ss+sss",  "b",     "x",     "d",
                                      "+++sss+ss", "+x+ss", "+d+ss", "+b+ss"};
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(!holds(&k, 3, true, urne_str_of(bad[i])), "%s", bad[i]);
    }
    ck_assert(!holds(&k, 1, false, URNE_STR("++ss+ss")));
    /* a set that the budget does not allow is none, whatever the tree says */
    k.k.budget = 9;
    ck_assert(!holds(&k, 3, true, URNE_STR("++xs+ss")));
    ck_assert(holds(&k, 1, true, URNE_STR("++xs+ss")));
    ck_assert(!holds(&k, 2, true, URNE_STR("++xs+ss")));
    ck_assert(holds(&k, 2, false, URNE_STR("++xs+ss")));
    packs_free(&k);
    k = packs_new(0, 10);
    ck_assert(holds(&k, 0, true, URNE_STR("s")));
    ck_assert(!holds(&k, 0, true, URNE_STR("ss")));
    ck_assert(!holds(&k, 0, true, URNE_STR("")));
    ck_assert(!holds(&k, 0, true, URNE_STR("+")));
    packs_free(&k);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"changed_proofs", changed_proofs, 0, 0},
        {"utility_alone", utility_alone, 0, 0},
        {"no_trees", no_trees, 0, 0},
    };
    return program_run("welfare_check", tests, PROGRAM_COUNT(tests), 120);
}
