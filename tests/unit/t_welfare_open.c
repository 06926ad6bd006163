/* budget/welfare_open: whether the order of equal projects chooses the set, against all
 * orders that the criteria allow. */
#include "budget/count.h"
#include "budget/welfare.h"
#include "oracle/booth.h"
#include "oracle/lots.h"
#include "oracle/program.h"

enum { MOST = 6 };

static bool allowed(const urne_knapsack *k, uint32_t set)
{
    uint64_t cost = 0;
    for (size_t i = 0; i < k->n; i++) {
        cost += set >> i & 1 ? k->cost[i] : 0;
        for (size_t q = 0; q < i && k->rival != NULL; q++) {
            if ((set >> i & 1) && (set >> q & 1) && k->rival[i * k->n + q]) {
                return false;
            }
        }
    }
    for (size_t c = 0; c < k->n_caps; c++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < k->n; i++) {
            sum += set >> i & 1 ? k->in_cap[i * k->n_caps + c] : 0;
        }
        if (sum > k->cap[c]) {
            return false;
        }
    }
    return cost <= k->budget;
}

static urne_wide worth(const urne_knapsack *k, uint32_t set)
{
    urne_wide sum = 0;
    for (size_t i = 0; i < k->n; i++) {
        sum += set >> i & 1 ? k->worth[i] : 0;
    }
    return sum;
}

/* The best set when items come in this order. */
static uint32_t first_best(const urne_knapsack *k, const size_t *order)
{
    uint32_t best = 0;
    for (uint32_t set = 1; set < (uint32_t)1 << k->n; set++) {
        urne_wide a = worth(k, set), b = worth(k, best);
        bool better = a > b;
        for (size_t i = 0; i < k->n && a == b; i++) {
            if ((set ^ best) >> order[i] & 1) {
                better = (set >> order[i] & 1) != 0;
                break;
            }
        }
        best = better && allowed(k, set) ? set : best;
    }
    return best;
}

/* All orders from position `at` on that the criteria allow: the sets they choose. */
static void all_orders(booth *b, const urne_welfare *w, size_t *order, size_t at,
                       uint64_t *chosen)
{
    if (at == w->k.n) {
        *chosen |= (uint64_t)1 << first_best(&w->k, order);
        return;
    }
    for (size_t i = at; i < w->k.n; i++) {
        bool first = true;
        size_t c = order[i], kept = order[at];
        for (size_t j = at; j < w->k.n; j++) {
            first = first && urne_order_cmp(b->order, 1, w->candidate[order[j]],
                                            w->candidate[c]) >= 0;
        }
        if (first) {
            order[at] = c;
            order[i] = kept;
            all_orders(b, w, order, at + 1, chosen);
            order[i] = c;
            order[at] = kept;
        }
    }
}

static booth some(uint64_t *lots)
{
    static const char *const ties[] = {"min-cost", "max-votes", "max-votes,min-cost"};
    booth b = booth_new(1 + lots_below(lots, 12), "a=0 b=0 c=0 d=0 e=0 f=0", "-*6");
    uint64_t kind = lots_below(lots, 4), most = 1 + lots_below(lots, 5);
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    b.rule->utility =
        lots_below(lots, 2) == 0 ? URNE_UTILITY_COST : URNE_UTILITY_CARDINALITY;
    for (size_t c = 0; c < MOST; c++) {
        b.e->projects[c].cost = lots_below(lots, most + 1);
    }
    for (size_t i = 0; i < 6; i++) {
        urne_ballot *ballot = &b.e->ballots[i];
        ballot->marks = urne_arena_array(b.arena, MOST, sizeof *ballot->marks);
        for (uint32_t c = 0; c < MOST; c++) {
            if (lots_below(lots, 3) == 0) {
                ballot->marks[ballot->n_marks++].project = c;
            }
        }
    }
    if (kind < 3) {
        booth_ties(&b, ties[kind]);
    }
    if (lots_below(lots, 3) == 0) {
        booth_cap(&b, "a,b,c", 1 + lots_below(lots, 6));
    }
    if (lots_below(lots, 3) == 0) {
        booth_rivals(&b, "b,d,e");
    }
    booth_open(&b);
    return b;
}

START_TEST(every_order)
{
    uint64_t open = 0, closed = 0;
    for (uint64_t i = 0; i < lots_scale(3000); i++) {
        uint64_t lots = lots_at(i + 11000000), chosen = 0;
        booth b = some(&lots);
        urne_welfare w;
        urne_count *c;
        size_t order[MOST] = {0, 1, 2, 3, 4, 5};
        ck_assert_int_eq(urne_welfare_new(&w, b.arena, b.p, b.order,
                                          urne_fit_new(b.arena, b.p), &b.err),
                         URNE_OK);
        all_orders(&b, &w, order, 0, &chosen);
        bool matters = (chosen & (chosen - 1)) != 0;
        urne_code code = urne_count_run(&c, b.arena, b.e, b.rule, &b.err);
        ck_assert_msg(code == (matters ? URNE_E_COUNT_TIE : URNE_OK),
                      LOTS_HERE "code %d, %s", lots_seed(), i, (int)code,
                      matters ? "matters" : "does not matter");
        open += matters;
        closed += !matters;
        booth_close(&b);
    }
    ck_assert_uint_gt(open, 200);
    ck_assert_uint_gt(closed, 200);
}
END_TEST

START_TEST(by_hand)
{
    urne_count *c;
    booth b = booth_new(10, "b=6 a=6 c=4", "b a c");
    b.rule->rule = URNE_RULE_MAX_WELFARE;
    ck_assert_int_eq(urne_count_run(&c, b.arena, b.e, b.rule, &b.err),
                     URNE_E_COUNT_TIE);
    ck_assert_str_eq(b.err.diag[0].arg[0], "b, a, c");
    booth_ties(&b, "min-cost");
    ck_assert_int_eq(urne_count_run(&c, b.arena, b.e, b.rule, &b.err),
                     URNE_E_COUNT_TIE);
    ck_assert_str_eq(b.err.diag[1].arg[0], "b, a");
    booth_ties(&b, "file");
    ck_assert_int_eq(urne_count_run(&c, b.arena, b.e, b.rule, &b.err), URNE_OK);
    ck_assert(c->projects[0].won && c->projects[2].won);
    b.rule->n_ties = 0;
    b.e->budget = 16;
    ck_assert_int_eq(urne_count_run(&c, b.arena, b.e, b.rule, &b.err), URNE_OK);
    booth_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_order", every_order, 0, 0},
        {"by_hand", by_hand, 0, 0},
    };
    return program_run("welfare_open", tests, PROGRAM_COUNT(tests), 60);
}
