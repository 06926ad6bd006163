/* panel/branch: the panel of the greatest sum against all panels; trees read by a
 * walker that shares nothing with what writes them (oracle/tree). */
#include "oracle/panel.h"
#include "oracle/program.h"
#include "oracle/tree.h"
#include "panel/branch.h"

#include <stdio.h>

static uint64_t here;

/* Check writes a line for each assertion that holds: too many here. */
#define MUST(what)                                                                     \
    do {                                                                               \
        if (!(what)) {                                                                 \
            ck_abort_msg(LOTS_HERE "%s", lots_seed(), here, #what);                    \
        }                                                                              \
    } while (0)

enum { NODES = 100000 };

typedef struct costs {
    mpz_t by[TINY_TYPES], best, found;
    uint64_t branches, leaves;
} costs;

static void costs_new(costs *c)
{
    *c = (costs){.branches = 0};
    for (size_t t = 0; t < TINY_TYPES; t++) {
        mpz_init(c->by[t]);
    }
    mpz_inits(c->best, c->found, NULL);
}

static void costs_free(costs *c)
{
    for (size_t t = 0; t < TINY_TYPES; t++) {
        mpz_clear(c->by[t]);
    }
    mpz_clears(c->best, c->found, NULL);
}

/* By lot; `bits` more of them, all different. */
static void costs_draw(costs *c, uint64_t *lots, unsigned bits)
{
    for (size_t t = 0; t < TINY_TYPES; t++) {
        mpz_set_si(c->by[t], (long)lots_below(lots, 41) - 20);
        mpz_mul_2exp(c->by[t], c->by[t], bits);
        if (bits > 0) {
            mpz_sub_ui(c->by[t], c->by[t], (unsigned long)lots_below(lots, 1000));
        }
    }
}

static void sum_of(mpz_t sum, const tiny *t, const costs *c, const int64_t *at)
{
    mpz_t part;
    mpz_init(part);
    mpz_set_ui(sum, 0);
    for (size_t u = 0; u < t->p.types; u++) {
        mpz_mul_si(part, c->by[u], (long)at[u]);
        mpz_add(sum, sum, part);
    }
    mpz_clear(part);
}

static bool within(const tiny *t, const int64_t *at, const int64_t *lo,
                   const int64_t *hi)
{
    bool in = true;
    for (size_t u = 0; u < t->p.types; u++) {
        in = in && at[u] >= lo[u] && at[u] <= hi[u];
    }
    return in;
}

/* The best of all panels within the bounds, into best; false when there is none. */
static bool brute(costs *c, const tiny *t, const int64_t *lo, const int64_t *hi)
{
    bool any = false;
    mpz_t sum;
    mpz_init(sum);
    for (size_t j = 0; j < t->n; j++) {
        if (within(t, t->panel[j], lo, hi)) {
            sum_of(sum, t, c, t->panel[j]);
            if (!any || mpz_cmp(sum, c->best) > 0) {
                mpz_set(c->best, sum);
            }
            any = true;
        }
    }
    mpz_clear(sum);
    return any;
}

static void check_best(costs *c, const tiny *t, const int64_t *lo, const int64_t *hi)
{
    int64_t at[TINY_TYPES];
    bool any = brute(c, t, lo, hi);
    urne_branch_end end =
        urne_branch_best(at, c->found, &t->p, lo, hi, c->by, NULL, NODES);
    MUST(end == (any ? URNE_BRANCH_FOUND : URNE_BRANCH_NONE));
    if (any) {
        MUST(mpz_cmp(c->found, c->best) == 0);
        MUST(tiny_is_panel(t, at) && within(t, at, lo, hi));
        sum_of(c->found, t, c, at);
        MUST(mpz_cmp(c->found, c->best) == 0);
        /* nothing beats the best; something beats less */
        end = urne_branch_best(at, c->found, &t->p, lo, hi, c->by, c->best, NODES);
        MUST(end == URNE_BRANCH_NONE);
        mpz_sub_ui(c->best, c->best, 1);
        end = urne_branch_best(at, c->found, &t->p, lo, hi, c->by, c->best, NODES);
        MUST(end == URNE_BRANCH_FOUND && mpz_cmp(c->found, c->best) > 0);
        mpz_add_ui(c->best, c->best, 1);
    }
}

/* The tree of the best sum proves it and nothing less; a claim that is wrong has none.
 */
static void check_proof(costs *c, const tiny *t)
{
    urne_buf lines = urne_buf_new(t->arena, 64);
    const int64_t none[TINY_TYPES] = {0};
    bool any = brute(c, t, none, t->persons);
    MUST(any == (t->n > 0));
    if (!any) {
        mpz_set_si(c->best, -1);
        for (size_t u = 0; u < TINY_TYPES; u++) {
            mpz_set_ui(c->by[u], 0);
        }
    }
    MUST(urne_branch_prove(&lines, &t->p, c->by, c->best, NODES));
    urne_str text = urne_buf_str(&lines);
    MUST(tree_proves(&t->p, 0, NULL, c->by, c->best, text));
    c->branches += text.n > 6 && memcmp(text.p, "branch", 6) == 0;
    c->leaves++;
    if (any) {
        mpz_sub_ui(c->best, c->best, 1);
        MUST(!tree_proves(&t->p, 0, NULL, c->by, c->best, text));
        urne_buf no = urne_buf_new(t->arena, 64);
        MUST(!urne_branch_prove(&no, &t->p, c->by, c->best, NODES));
        mpz_add_ui(c->best, c->best, 1);
    }
    /* a line less, a line more */
    MUST(!tree_proves(&t->p, 0, NULL, c->by, c->best, (urne_str){text.p, text.n - 1}));
    size_t line = (size_t)((const char *)memchr(text.p, '\n', text.n) - text.p) + 1;
    MUST(!tree_proves(&t->p, 0, NULL, c->by, c->best,
                      (urne_str){text.p + line, text.n - line}));
    urne_buf_addz(&lines, "empty\n");
    MUST(!tree_proves(&t->p, 0, NULL, c->by, c->best, urne_buf_str(&lines)));
}

static const unsigned bits[] = {0, 50, 300};

START_TEST(by_lot)
{
    uint64_t n = lots_scale(2000);
    costs c;
    costs_new(&c);
    for (uint64_t i = 0; i < n; i++) {
        here = i + (uint64_t)_i * 1000000;
        uint64_t lots = lots_at(here + 7000);
        tiny *t =
            tiny_some(&lots, i % 4 == 0 ? (tiny_kind)(i / 4 % TINY_KINDS) : TINY_EXACT,
                      12, i % 5 == 0);
        int64_t none[TINY_TYPES] = {0}, lo[TINY_TYPES], hi[TINY_TYPES];
        tiny_panels(t);
        costs_draw(&c, &lots, bits[_i]);
        check_best(&c, t, none, t->persons);
        for (size_t u = 0; u < t->p.types; u++) {
            lo[u] = (int64_t)lots_below(&lots, 6) / 5;
            hi[u] = lo[u] + (int64_t)lots_below(&lots, (uint64_t)t->persons[u] + 1);
            hi[u] = hi[u] > t->persons[u] ? t->persons[u] : hi[u];
        }
        check_best(&c, t, lo, hi);
        check_proof(&c, t);
        tiny_free(t);
    }
    printf("# trees: %" PRIu64 ", with branches %" PRIu64 "\n", c.leaves, c.branches);
    fflush(stdout);
    ck_assert(c.branches > 9);
    costs_free(&c);
}
END_TEST

/* Four of even parity: the quotas allow half of each, and no two of them. */
static tiny *parity(void)
{
    static const uint32_t who[][3] = {{0, 2, 4}, {0, 3, 5}, {1, 2, 5}, {1, 3, 4}};
    tiny *t = tiny_new(2);
    for (size_t c = 0; c < 3; c++) {
        tiny_category(t, 2);
    }
    for (size_t i = 0; i < 4; i++) {
        tiny_person(t, who[i]);
    }
    for (size_t f = 0; f < 6; f++) {
        t->lo[f] = t->hi[f] = 1;
    }
    return t;
}

/* No panel, though the quotas as numbers allow a point: a tree with branches. Each line
 * counts: without one, with another number, nothing is proven. */
START_TEST(trees_by_hand)
{
    int64_t cost[TINY_TYPES] = {0};
    tiny *t = parity();
    costs c;
    costs_new(&c);
    mpz_set_si(c.best, -1);
    urne_buf lines = urne_buf_new(t->arena, 64);
    ck_assert(urne_branch_prove(&lines, &t->p, c.by, c.best, NODES));
    urne_str text = urne_buf_str(&lines);
    ck_assert(text.n > 6 && memcmp(text.p, "branch", 6) == 0);
    ck_assert(tree_proves_small(&t->p, 0, NULL, cost, -1, text));
    static const char *const wrong[] = {"",
                                        "empty\n",
                                        "empty 7:1\n",
                                        "empty 7:-1\n",
                                        "leaf 1\n",
                                        "leaf 0 7:1\n",
                                        "branch row 8 0\nempty\nempty\n",
                                        "branch type 0 0\nempty\nempty\n",
                                        "branch type 5 0\nempty\nempty\n",
                                        "branch cut 1 0\nempty\nempty\n",
                                        "empty 1:x\n",
                                        "empty 0:1\n",
                                        "empty 8:1\n"};
    for (size_t i = 0; i < PROGRAM_COUNT(wrong); i++) {
        ck_assert(!tree_proves_small(&t->p, 0, NULL, cost, -1, urne_str_of(wrong[i])));
    }
    for (size_t i = 0; i + 1 < text.n; i++) { /* every digit, one at a time */
        char *own = urne_arena_array(t->arena, text.n, 1);
        memcpy(own, text.p, text.n);
        if (own[i] >= '0' && own[i] <= '9' && own[i - 1] == ':') {
            own[i] = '0';
            ck_assert(
                !tree_proves_small(&t->p, 0, NULL, cost, -1, (urne_str){own, text.n}));
        }
    }
    tiny_panels(t);
    ck_assert_uint_eq(t->n, 0);
    /* one node is not enough for it */
    int64_t at[TINY_TYPES];
    urne_buf no = urne_buf_new(t->arena, 64);
    ck_assert(urne_branch_best(at, c.found, &t->p, NULL, NULL, c.by, NULL, 1) ==
              URNE_BRANCH_LIMIT);
    ck_assert(!urne_branch_prove(&no, &t->p, c.by, c.best, 1));
    ck_assert(urne_branch_best(at, c.found, &t->p, NULL, NULL, c.by, NULL, NODES) ==
              URNE_BRANCH_NONE);
    costs_free(&c);
    tiny_free(t);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"by_lot", by_lot, PROGRAM_COUNT(bits), 0},
        {"trees_by_hand", trees_by_hand, 0, 0},
    };
    return program_run("branch", tests, PROGRAM_COUNT(tests), 100);
}
