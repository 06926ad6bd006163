/* Properties of the count: on every small election and on thousands by lot it equals
 * the count by definition; it never spends what is not there; the order of rows and the
 * unit of money change nothing; what Add1 skips is what a scan of all increments finds.
 * Wrong counts of the usual kinds are noticed by the same instances. */
#include "budget/count.h"
#include "oracle/count.h"
#include "oracle/count_case.h"
#include "oracle/program.h"

#include <stdio.h>

/* ---- Against the definition ---- */

static size_t show_projects(char *to, size_t room, const urne_election *e)
{
    size_t at = 0;
    for (size_t j = 0; j < e->n_projects; j++) {
        at += (size_t)snprintf(to + at, room - at, " %.*s=%" PRIu64,
                               (int)e->projects[j].id.n, e->projects[j].id.p,
                               e->projects[j].cost);
    }
    return at;
}

static size_t show_ballots(char *to, size_t room, const urne_election *e)
{
    size_t at = 0;
    for (size_t i = 0; i < e->n_ballots; i++) {
        const urne_ballot *b = &e->ballots[i];
        at += (size_t)snprintf(to + at, room - at, " %s{",
                               b->aside == URNE_BALLOT_VALID ? "" : "aside");
        for (size_t k = 0; k < b->n_marks; k++) {
            urne_str id = e->projects[b->marks[k].project].id;
            at += (size_t)snprintf(to + at, room - at, "%s%.*s", k > 0 ? "," : "",
                                   (int)id.n, id.p);
            if (urne_vote_type_points(e->type)) {
                at += (size_t)snprintf(to + at, room - at, ":%" PRIu64,
                                       b->marks[k].points);
            }
        }
        at += (size_t)snprintf(to + at, room - at, "}");
    }
    return at;
}

static size_t show_rule(char *to, size_t room, const urne_count_rule *r)
{
    size_t at = (size_t)snprintf(
        to, room,
        "; %s %s %s%s start=%s stop=%s inc=%" PRIu64 " cmp=%s %s %s threshold=%" PRIu64
        "/%" PRIu64 "%s seats=%" PRIu64 " ties=",
        urne_rule_name(r->rule), urne_utility_name(r->utility),
        urne_completion_name(r->completion), r->completion_by_votes ? "(votes)" : "",
        urne_add1_start_name(r->add1_start), urne_add1_stop_name(r->add1_stop),
        r->add1_increment, urne_comparison_name(r->comparison),
        r->skip ? "skip" : "stop", r->keep_unsupported ? "keep" : "drop",
        r->threshold.num, r->threshold.den, r->threshold.of_ballots ? "%" : "",
        r->seats);
    for (size_t i = 0; i < r->n_ties; i++) {
        at += (size_t)snprintf(to + at, room - at, "%s%s", i > 0 ? "," : "",
                               urne_tie_kind_name(r->ties[i]));
    }
    for (size_t c = 0; c < r->n_caps; c++) {
        at += (size_t)snprintf(to + at, room - at, " cap=%" PRIu64, r->caps[c].amount);
    }
    for (size_t i = 0; i < r->n_rivals + r->n_joined; i++) {
        const urne_project_set *set =
            i < r->n_rivals ? &r->rivals[i] : &r->joined[i - r->n_rivals];
        at += (size_t)snprintf(to + at, room - at,
                               " %s=", i < r->n_rivals ? "rivals" : "joined");
        for (size_t k = 0; k < set->n; k++) {
            at += (size_t)snprintf(to + at, room - at, "%s#%u", k > 0 ? "," : "",
                                   (unsigned)set->p[k] + 1);
        }
    }
    return at;
}

/* The whole instance in words, for who must repeat it by hand. */
static const char *show(const urne_election *e, const urne_count_rule *r)
{
    static char text[8192];
    size_t at = (size_t)snprintf(text, sizeof text, "%s budget=%" PRIu64 " places=%u;",
                                 urne_vote_type_name(e->type), e->budget, e->places);
    at += show_projects(text + at, sizeof text - at, e);
    at += (size_t)snprintf(text + at, sizeof text - at, ";");
    at += show_ballots(text + at, sizeof text - at, e);
    show_rule(text + at, sizeof text - at, r);
    return text;
}

static const char *show_order(const urne_election *e, const size_t *order, size_t n)
{
    static char text[2][512];
    static unsigned turn;
    char *to = text[turn++ % 2];
    size_t at = 0;
    to[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        urne_str id = e->projects[order[i]].id;
        at += (size_t)snprintf(to + at, sizeof text[0] - at, " %.*s", (int)id.n, id.p);
    }
    return to;
}

static urne_count *run(urne_arena *arena, const urne_election *e,
                       const urne_count_rule *rule, uint64_t instance)
{
    urne_count *count = NULL;
    urne_err err = URNE_ERR_NONE;
    urne_code code = urne_count_run(&count, arena, e, rule, &err);
    ck_assert_msg(code == URNE_OK, LOTS_HERE "code %d: %s", lots_seed(), instance,
                  (int)code, show(e, rule));
    return count;
}

/* The oracle's order with the parts of joined projects behind their first. */
static size_t parts_of(size_t *out, const poll *p, const poll_result *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        for (size_t j = 0; j < p->e->n_projects; j++) {
            if (p->of[j] == r->order[i]) {
                out[n++] = j;
            }
        }
    }
    return n;
}

static void compare(urne_arena *arena, const urne_election *e,
                    const urne_count_rule *rule, uint64_t instance)
{
    size_t want[CASE_PROJECTS], got[CASE_PROJECTS], n;
    urne_count *count = run(arena, e, rule, instance);
    poll p = poll_new(e, rule);
    poll_result r = poll_result_new(&p);
    count_naively(&p, &r);
    n = parts_of(want, &p, &r);
    bool same = count->n_selected == n && count->cost == r.cost;
    for (size_t i = 0; i < count->n_selected; i++) {
        got[i] = count->selected[i];
        same = same && got[i] == want[i] && count->projects[got[i]].won;
    }
    ck_assert_msg(same, LOTS_HERE "selects%s (%" PRIu64 "), not%s (%" PRIu64 "): %s",
                  lots_seed(), instance, show_order(e, got, count->n_selected),
                  count->cost, show_order(e, want, n), r.cost, show(e, rule));
    ck_assert_msg(count->cost <= count->budget, LOTS_HERE "overspent: %s", lots_seed(),
                  instance, show(e, rule));
    poll_result_free(&r);
    poll_free(&p);
}

/* ---- Every small election ---- */

enum { KINDS = 24 };

/* Rule number k of KINDS, for approval ballots. */
static urne_count_rule kind(size_t k)
{
    static const urne_add1_stop stops[] = {URNE_ADD1_SUPPORTED, URNE_ADD1_ALL,
                                           URNE_ADD1_NONE};
    urne_count_rule r = case_rule();
    r.keep_unsupported = k % 3 == 0;
    r.ties[0] = k % 4 < 2 ? URNE_TIE_MIN_COST : URNE_TIE_MAX_VOTES;
    r.ties[1] = k % 4 == 0 ? URNE_TIE_FILE : k % 4 == 1 ? URNE_TIE_LOT : URNE_TIE_ID;
    r.n_ties = 2;
    r.utility = k % 2 == 0 ? URNE_UTILITY_COST : URNE_UTILITY_CARDINALITY;
    r.skip = k % 5 != 0;
    if (k < 4) {
        return r;
    }
    if (k < 8) {
        r.rule = URNE_RULE_PHRAGMEN;
        r.skip = k < 6;
        return r;
    }
    if (k < 10) {
        r.rule = URNE_RULE_MAX_WELFARE;
        return r;
    }
    r.rule = URNE_RULE_MES;
    if (k < 14) {
        r.completion = k < 12 ? URNE_COMPLETION_NONE : URNE_COMPLETION_UTILITARIAN;
        return r;
    }
    r.completion = k < 22 ? URNE_COMPLETION_ADD1 : URNE_COMPLETION_ADD1U;
    r.add1_start = k % 4 < 2 ? URNE_ADD1_EXACT : URNE_ADD1_FLOOR;
    r.add1_stop = stops[k % 3];
    r.completion_by_votes = k == 22;
    r.comparison = k == 22   ? URNE_COMPARISON_SATISFACTION
                   : k == 23 ? URNE_COMPARISON_EXCLUSION_RATIO
                             : URNE_COMPARISON_NONE;
    return r;
}

/* Calls fn for every case, or for one in `every`: n ballots, m projects, costs up to
 * `most`, one budget and one rule each, so that all of them come by in turn. */
typedef void each_case(void *ctx, const urne_election *e, const urne_count_rule *rule,
                       urne_arena *arena, uint64_t number);

static uint64_t for_all(size_t n, size_t m, unsigned most, uint64_t every,
                        each_case *fn, void *ctx)
{
    case_all all = {.n = n, .m = m, .most = most};
    uint64_t number = 0;
    do {
        uint64_t lots = lots_at(number);
        if (number++ % every != 0) {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        urne_election *e = case_all_election(arena, &all);
        uint64_t total = 0;
        for (size_t j = 0; j < m; j++) {
            total += all.cost[j];
        }
        e->budget = lots_below(&lots, total + 2);
        urne_count_rule rule = kind(lots_below(&lots, KINDS));
        fn(ctx, e, &rule, arena, number - 1);
        urne_arena_free(arena);
    } while (case_all_next(&all));
    return number;
}

static void compare_case(void *ctx, const urne_election *e, const urne_count_rule *rule,
                         urne_arena *arena, uint64_t number)
{
    (void)ctx;
    compare(arena, e, rule, number);
}

/* All with up to three projects or three ballots, with every rule there is. */
START_TEST(every_tiny_election)
{
    for (size_t m = 1; m <= 3; m++) {
        for (size_t n = 0; n <= 3; n++) {
            case_all all = {.n = n, .m = m, .most = 3};
            uint64_t number = 0;
            do {
                uint64_t lots = lots_at(number);
                urne_arena *arena = urne_arena_new();
                urne_election *e = case_all_election(arena, &all);
                e->budget = lots_below(&lots, 3 * m + 1);
                for (size_t k = 0; k < KINDS; k++) {
                    urne_count_rule rule = kind(k);
                    compare(arena, e, &rule, number);
                }
                number++;
                urne_arena_free(arena);
            } while (case_all_next(&all));
        }
    }
}
END_TEST

START_TEST(every_small_election)
{
    uint64_t scale = lots_knob("URNE_TEST_SCALE"), every = scale >= 4 ? 1 : 4 / scale;
    for (size_t n = 1; n <= 4; n++) {
        for_all(n, 4, 3, n < 4 ? 1 : every, compare_case, NULL);
    }
    for_all(5, 3, 3, every, compare_case, NULL);
    for_all(5, 4, 3, 4 * every, compare_case, NULL);
}
END_TEST

/* ---- By lot: points, ranks, caps, rivals, joined projects, seats ---- */

typedef struct lot_case {
    urne_arena *arena;
    urne_election *e;
    urne_count_rule rule;
} lot_case;

static lot_case lot_case_at(uint64_t instance, size_t n, size_t m)
{
    uint64_t lots = lots_at(instance);
    lot_case c = {.arena = urne_arena_new()};
    c.e = case_lot_election(c.arena, &lots, n, m);
    c.rule = case_lot_rule(c.arena, c.e, &lots);
    return c;
}

START_TEST(small_by_lot)
{
    for (uint64_t instance = 0; instance < lots_scale(150000); instance++) {
        lot_case c = lot_case_at(instance, 5, 4);
        compare(c.arena, c.e, &c.rule, instance);
        urne_arena_free(c.arena);
    }
}
END_TEST

START_TEST(larger_by_lot)
{
    for (uint64_t instance = 0; instance < lots_scale(20000); instance++) {
        lot_case c = lot_case_at(instance, 14, 7);
        compare(c.arena, c.e, &c.rule, instance);
        urne_arena_free(c.arena);
    }
}
END_TEST

/* ---- Properties ---- */

/* Equal Shares round by round: nobody pays more than is left, and what is paid is the
 * cost. The rho of a round is its key. */
static void replay(const poll *p, const urne_count *count, uint64_t instance)
{
    mpq_t *left = poll_numbers(p->n), rho, due, sum, cost;
    mpq_inits(rho, due, sum, cost, NULL);
    for (size_t i = 0; i < p->n; i++) {
        ck_assert(mpq_set_str(left[i], count->endowment, 10) == 0);
    }
    for (size_t k = 0; k < count->n_rounds; k++) {
        const urne_count_round *round = &count->rounds[k];
        size_t j = p->of[round->project];
        if (round->phase != URNE_PHASE_RULE || p->cost[j] == 0) {
            continue;
        }
        ck_assert_msg(mpq_set_str(rho, round->key, 10) == 0, "rho %s", round->key);
        poll_set(sum, 0);
        poll_set(cost, p->cost[j]);
        for (size_t i = 0; i < p->n; i++) {
            mpq_mul(due, rho, p->utility[i * p->m + j]);
            if (!poll_supports(p, i, j)) {
                continue;
            }
            mpq_set(due, mpq_cmp(due, left[i]) > 0 ? left[i] : due);
            mpq_sub(left[i], left[i], due);
            mpq_add(sum, sum, due);
            ck_assert(mpq_sgn(left[i]) >= 0 && mpq_sgn(due) >= 0);
        }
        ck_assert_msg(mpq_equal(sum, cost), LOTS_HERE "round %zu is not paid: %s",
                      lots_seed(), instance, k + 1, show(p->e, p->rule));
    }
    mpq_clears(rho, due, sum, cost, NULL);
    poll_numbers_free(left, p->n);
}

START_TEST(nobody_pays_what_is_not_there)
{
    for (uint64_t instance = 0; instance < lots_scale(4000); instance++) {
        lot_case c = lot_case_at(instance, 10, 6);
        urne_count *count = run(c.arena, c.e, &c.rule, instance);
        if (c.rule.rule == URNE_RULE_MES && !count->replaced && count->voters > 0) {
            poll p = poll_new(c.e, &c.rule);
            replay(&p, count, instance);
            poll_free(&p);
        }
        urne_arena_free(c.arena);
    }
}
END_TEST

/* What the rule forbids is not there, whatever way it was counted. */
START_TEST(caps_and_rivals_hold)
{
    for (uint64_t instance = 0; instance < lots_scale(6000); instance++) {
        lot_case c = lot_case_at(instance, 8, 6);
        urne_count *count = run(c.arena, c.e, &c.rule, instance);
        uint64_t all = 0;
        for (size_t k = 0; k < c.rule.n_caps; k++) {
            uint64_t spent = 0;
            for (size_t j = 0; j < c.e->n_projects; j++) {
                bool counts = count->projects[j].won && c.rule.caps[k].in[j];
                spent += counts ? count->projects[j].cost : 0;
            }
            ck_assert_msg(spent <= c.rule.caps[k].amount, LOTS_HERE "cap %zu: %s",
                          lots_seed(), instance, k + 1, show(c.e, &c.rule));
        }
        for (size_t k = 0; k < c.rule.n_rivals; k++) {
            size_t funded = 0;
            for (size_t i = 0; i < c.rule.rivals[k].n; i++) {
                funded += count->projects[c.rule.rivals[k].p[i]].won ? 1 : 0;
            }
            ck_assert_msg(funded <= 1, LOTS_HERE "rivals: %s", lots_seed(), instance,
                          show(c.e, &c.rule));
        }
        for (size_t j = 0; j < c.e->n_projects; j++) {
            all += count->projects[j].won ? count->projects[j].cost : 0;
        }
        ck_assert_msg(all == count->cost && all <= count->budget,
                      LOTS_HERE "%" PRIu64 " of %" PRIu64 ": %s", lots_seed(), instance,
                      all, count->budget, show(c.e, &c.rule));
        urne_arena_free(c.arena);
    }
}
END_TEST

/* A number of a reason, which must be there. */
static void reason_number(mpq_t out, const char *text)
{
    ck_assert(text != NULL && mpq_set_str(out, text, 10) == 0);
}

/* Is what the count says about a project that was not funded true of the result? */
static bool reason_holds(const poll *p, const urne_count *count, size_t i)
{
    const urne_count_project *q = &count->projects[i];
    size_t j = p->of[i], other = q->other;
    mpq_t a, b, cost;
    bool holds = false;
    mpq_inits(a, b, cost, NULL);
    poll_set(cost, p->cost[j]);
    switch (q->why) {
    case URNE_WHY_NO_SUPPORT:
        holds = poll_supporters(p, j) == 0 || p->rule->comparison ||
                p->rule->completion != URNE_COMPLETION_NONE;
        break;
    case URNE_WHY_THRESHOLD:
        reason_number(a, q->a);
        reason_number(b, q->b);
        holds = !poll_admitted(p, j);
        break;
    case URNE_WHY_LEFT:
    case URNE_WHY_SUPPORTERS:
        reason_number(a, q->a);
        holds = mpq_cmp(a, cost) < 0;
        break;
    case URNE_WHY_CAP:
        reason_number(a, q->a);
        holds = other < p->rule->n_caps && mpq_cmp(a, cost) < 0;
        break;
    case URNE_WHY_RIVAL:
        holds = other < p->e->n_projects && count->projects[other].won;
        break;
    case URNE_WHY_STOPPED:
        holds =
            other < p->e->n_projects && !count->projects[other].won && !p->rule->skip;
        break;
    case URNE_WHY_OUTWEIGHED:
        holds = p->rule->rule == URNE_RULE_MAX_WELFARE;
        break;
    case URNE_WHY_JOINED:
        holds = other == p->first[j] && other != i;
        break;
    case URNE_WHY_TAKEN:
    case URNE_WHY_BOUGHT:
    case URNE_WHY_FREE:
    case URNE_WHY_LOADED:
    case URNE_WHY_OPTIMAL:
        break; /* nothing to say about what is not funded */
    }
    mpq_clears(a, b, cost, NULL);
    return holds;
}

static bool won_by(urne_why why)
{
    return why == URNE_WHY_TAKEN || why == URNE_WHY_BOUGHT || why == URNE_WHY_FREE ||
           why == URNE_WHY_LOADED || why == URNE_WHY_OPTIMAL || why == URNE_WHY_JOINED;
}

/* Votes, points, what is left behind each round, and a true reason for every project.
 */
START_TEST(every_number_is_true)
{
    for (uint64_t instance = 0; instance < lots_scale(20000); instance++) {
        lot_case c = lot_case_at(instance, 8, 6);
        urne_count *count = run(c.arena, c.e, &c.rule, instance);
        poll p = poll_new(c.e, &c.rule);
        uint64_t left = count->budget;
        ck_assert_uint_eq(count->voters, p.n);
        ck_assert_uint_eq(count->received, c.e->n_ballots);
        for (size_t k = 0; k < count->n_rounds; k++) {
            left -= p.cost[p.of[count->rounds[k].project]];
            ck_assert_msg(count->rounds[k].left == left, LOTS_HERE "round %zu: %s",
                          lots_seed(), instance, k + 1, show(c.e, &c.rule));
        }
        for (size_t i = 0; i < c.e->n_projects; i++) {
            const urne_count_project *q = &count->projects[i];
            bool points =
                c.e->type != URNE_VOTE_APPROVAL && c.e->type != URNE_VOTE_CHOOSE1;
            bool right = q->votes == p.votes[p.of[i]] &&
                         q->points == (points ? poll_score(&p, p.of[i]) : 0) &&
                         (q->won ? won_by(q->why) : reason_holds(&p, count, i));
            ck_assert_msg(right, LOTS_HERE "project %zu, reason %d, %s: %s",
                          lots_seed(), instance, i + 1, (int)q->why,
                          q->a != NULL ? q->a : "-", show(c.e, &c.rule));
        }
        poll_free(&p);
        urne_arena_free(c.arena);
    }
}
END_TEST

/* Ties of Equal Shares (in the deciding run) and of Phragmén: each is listed with all
 * that were equal. Free projects are equal among themselves: one tie in round 1, before
 * the priced rounds. */
START_TEST(every_tie_is_listed)
{
    for (uint64_t instance = 0; instance < lots_scale(20000); instance++) {
        lot_case c = lot_case_at(instance, 8, 6);
        c.rule.comparison = URNE_COMPARISON_NONE;
        urne_count *count = run(c.arena, c.e, &c.rule, instance);
        poll p = poll_new(c.e, &c.rule);
        poll_result r = poll_result_new(&p);
        count_naively(&p, &r);
        size_t at = 0, bought = 0;
        for (size_t k = 0; k < count->n_rounds; k++) {
            bought += count->rounds[k].phase == URNE_PHASE_RULE ? 1 : 0;
        }
        bool mes = c.rule.rule == URNE_RULE_MES;
        size_t free = 0;
        for (size_t j = 0; mes && j < p.m; j++) {
            free +=
                p.cost[j] == 0 && poll_supporters(&p, j) > 0 && poll_admitted(&p, j);
        }
        if (free > 1) {
            ck_assert_uint_eq(count->ties[at].round, 1);
            ck_assert_uint_eq(count->ties[at++].n, free);
        }
        for (size_t k = 0; k < r.n_ties && (mes || c.rule.rule == URNE_RULE_PHRAGMEN);
             k++) {
            const poll_tie *tie = &r.ties[k];
            if (tie->round > bought || (mes && p.cost[tie->chosen] == 0)) {
                continue;
            }
            const urne_count_tie *got = &count->ties[at];
            bool same = at++ < count->n_ties && got->round == tie->round &&
                        got->n == tie->n && got->chosen == p.first[tie->chosen];
            for (size_t i = 0; same && i < got->n; i++) {
                same = (tie->tied >> p.of[got->projects[i]] & 1) != 0;
            }
            ck_assert_msg(same, LOTS_HERE "tie %zu, of %zu in round %zu: %s",
                          lots_seed(), instance, at, tie->n, tie->round,
                          show(c.e, &c.rule));
        }
        poll_result_free(&r);
        poll_free(&p);
        urne_arena_free(c.arena);
    }
}
END_TEST

/* The same election with its rows in another order: sent[j] is where row j went. */
static urne_election *shuffled(urne_arena *arena, const urne_election *e,
                               uint64_t *lots, uint32_t *sent)
{
    urne_election *to = urne_arena_alloc(arena, sizeof *to);
    *to = *e;
    to->projects = urne_arena_array(arena, e->n_projects, sizeof *to->projects);
    to->ballots = urne_arena_array(arena, e->n_ballots, sizeof *to->ballots);
    for (uint32_t j = 0; j < e->n_projects; j++) {
        uint32_t at = (uint32_t)lots_below(lots, j + 1);
        sent[j] = at;
        for (uint32_t i = 0; i < j; i++) {
            sent[i] += sent[i] >= at ? 1 : 0;
        }
    }
    for (size_t j = 0; j < e->n_projects; j++) {
        to->projects[sent[j]] = e->projects[j];
    }
    for (size_t i = 0; i < e->n_ballots; i++) {
        size_t at = lots_below(lots, i + 1);
        to->ballots[i] = to->ballots[at];
        to->ballots[at] = e->ballots[i];
    }
    for (size_t i = 0; i < e->n_ballots; i++) {
        urne_ballot *b = &to->ballots[i];
        urne_mark *marks = urne_arena_array(arena, b->n_marks, sizeof *marks);
        for (size_t k = 0; k < b->n_marks; k++) {
            marks[k] = (urne_mark){sent[b->marks[k].project], b->marks[k].points};
        }
        b->marks = marks;
    }
    return to;
}

static void ascending(urne_project_set *set)
{
    for (size_t i = 1; i < set->n; i++) {
        for (size_t k = i; k > 0 && set->p[k - 1] > set->p[k]; k--) {
            uint32_t p = set->p[k];
            set->p[k] = set->p[k - 1];
            set->p[k - 1] = p;
        }
    }
}

static urne_count_rule shuffled_rule(urne_arena *arena, const urne_count_rule *rule,
                                     const urne_election *e, const uint32_t *sent)
{
    urne_count_rule to = *rule;
    to.caps = urne_arena_array(arena, rule->n_caps, sizeof *to.caps);
    to.rivals = urne_arena_array(arena, rule->n_rivals, sizeof *to.rivals);
    for (size_t c = 0; c < rule->n_caps; c++) {
        to.caps[c] = rule->caps[c];
        to.caps[c].in = urne_arena_array(arena, e->n_projects, sizeof(bool));
        for (size_t j = 0; j < e->n_projects; j++) {
            to.caps[c].in[sent[j]] = rule->caps[c].in[j];
        }
    }
    for (size_t s = 0; s < rule->n_rivals; s++) {
        to.rivals[s].n = rule->rivals[s].n;
        to.rivals[s].p = urne_arena_array(arena, to.rivals[s].n, sizeof(uint32_t));
        for (size_t i = 0; i < to.rivals[s].n; i++) {
            to.rivals[s].p[i] = sent[rule->rivals[s].p[i]];
        }
        ascending(&to.rivals[s]);
    }
    return to;
}

/* With ties by id or by lot, which go by ids, the order of rows is nobody's business.
 * Joined projects bear the id of the first, and are left out. */
START_TEST(order_of_rows_changes_nothing)
{
    for (uint64_t instance = 0; instance < lots_scale(4000); instance++) {
        lot_case c = lot_case_at(instance, 8, 6);
        uint64_t lots = lots_at(instance + 1000000);
        uint32_t sent[CASE_PROJECTS];
        urne_tie_kind *last = &c.rule.ties[c.rule.n_ties - 1];
        *last = *last == URNE_TIE_FILE ? URNE_TIE_ID : *last;
        c.rule.n_joined = 0;
        urne_election *other = shuffled(c.arena, c.e, &lots, sent);
        urne_count_rule rule = shuffled_rule(c.arena, &c.rule, c.e, sent);
        urne_count *a = run(c.arena, c.e, &c.rule, instance);
        urne_count *b = run(c.arena, other, &rule, instance);
        bool same = a->n_selected == b->n_selected && a->cost == b->cost;
        for (size_t i = 0; same && i < a->n_selected; i++) {
            /* the best set is listed by file */
            same = c.rule.rule == URNE_RULE_MAX_WELFARE
                       ? b->projects[sent[a->selected[i]]].won
                       : sent[a->selected[i]] == b->selected[i];
        }
        ck_assert_msg(same, LOTS_HERE "%s", lots_seed(), instance, show(c.e, &c.rule));
        urne_arena_free(c.arena);
    }
}
END_TEST

/* Budget, costs, caps and increment times p, in units that are `places` smaller. */
static urne_count *run_scaled(const lot_case *c, uint64_t p, unsigned places,
                              uint64_t instance)
{
    urne_election *e = urne_arena_alloc(c->arena, sizeof *e);
    urne_count_rule rule = c->rule;
    *e = *c->e;
    e->places += places;
    e->budget *= p;
    e->projects = urne_arena_array(c->arena, e->n_projects, sizeof *e->projects);
    rule.add1_increment *= p;
    rule.caps = urne_arena_array(c->arena, rule.n_caps, sizeof *rule.caps);
    for (size_t j = 0; j < e->n_projects; j++) {
        e->projects[j] = c->e->projects[j];
        e->projects[j].cost *= p;
    }
    for (size_t k = 0; k < rule.n_caps; k++) {
        rule.caps[k] = c->rule.caps[k];
        rule.caps[k].amount *= p;
    }
    return run(c->arena, e, &rule, instance);
}

START_TEST(unit_of_money_changes_nothing)
{
    for (uint64_t instance = 0; instance < lots_scale(4000); instance++) {
        lot_case c = lot_case_at(instance, 8, 6);
        uint64_t lots = lots_at(instance + 2000000);
        bool places = lots_below(&lots, 2) == 0;
        c.rule.seats = 0;
        if (!places) {
            c.rule.add1_start = URNE_ADD1_EXACT; /* the other start knows the unit */
        }
        urne_count *a = run(c.arena, c.e, &c.rule, instance);
        uint64_t p = places ? 100 : 2 + lots_below(&lots, 1000);
        urne_count *b = run_scaled(&c, p, places ? 2 : 0, instance);
        bool same = a->n_selected == b->n_selected && a->cost * p == b->cost;
        for (size_t i = 0; same && i < a->n_selected; i++) {
            same = a->selected[i] == b->selected[i];
        }
        ck_assert_msg(same, LOTS_HERE "times %" PRIu64 ": %s", lots_seed(), instance, p,
                      show(c.e, &c.rule));
        urne_arena_free(c.arena);
    }
}
END_TEST

/* ---- Add1: the intervals are those of a scan of every increment ---- */

static bool same_sequence(const urne_count_interval *a, const poll *p,
                          const poll_result *r)
{
    bool same = a->n == r->n && a->cost == r->cost;
    for (size_t i = 0; same && i < r->n; i++) {
        same = a->bought[i] == p->first[r->order[i]];
    }
    return same;
}

static void scan(const poll *p, const urne_count *count, uint64_t instance)
{
    poll_result end = poll_result_new(p);
    uint64_t last = mes_add1(p, &end), k = 0;
    mpq_t endowment;
    mpq_init(endowment);
    for (size_t i = 0; i < count->n_intervals; i++) {
        const urne_count_interval *here = &count->intervals[i];
        ck_assert_msg(here->from == k && here->to >= k, LOTS_HERE "interval %zu: %s",
                      lots_seed(), instance, i + 1, show(p->e, p->rule));
        for (bool before = i > 0; k <= here->to; k++, before = false) {
            poll_result r = poll_result_new(p);
            mes_endowment(endowment, p, k);
            mes_run_at(p, endowment, &r, NULL, NULL, NULL);
            bool whole = !before || !same_sequence(here - 1, p, &r);
            ck_assert_msg(whole && same_sequence(here, p, &r),
                          LOTS_HERE "increment %" PRIu64 ": %s", lots_seed(), instance,
                          k, show(p->e, p->rule));
            poll_result_free(&r);
        }
    }
    ck_assert_msg(k == last + 1,
                  LOTS_HERE "%" PRIu64 " increments, not %" PRIu64 ": %s", lots_seed(),
                  instance, k, last + 1, show(p->e, p->rule));
    mpq_clear(endowment);
    poll_result_free(&end);
}

START_TEST(add1_skips_nothing)
{
    for (uint64_t instance = 0; instance < lots_scale(12000); instance++) {
        lot_case c = lot_case_at(instance, 10, 6);
        if (c.rule.rule == URNE_RULE_MES &&
            (c.rule.completion == URNE_COMPLETION_ADD1 ||
             c.rule.completion == URNE_COMPLETION_ADD1U)) {
            urne_count *count = run(c.arena, c.e, &c.rule, instance);
            poll p = poll_new(c.e, &c.rule);
            if (p.n > 0) {
                scan(&p, count, instance);
            }
            poll_free(&p);
        }
        urne_arena_free(c.arena);
    }
}
END_TEST

/* An election with fine money and any Add1 rule for it. */
static lot_case fine_case_at(uint64_t instance, uint64_t fine)
{
    uint64_t lots = lots_at(instance + 5000000);
    lot_case c = {.arena = urne_arena_new()};
    c.e = case_lot_fine(c.arena, &lots, 10, 5, fine);
    c.rule = case_rule();
    c.rule.rule = URNE_RULE_MES;
    c.rule.utility = case_lot_utility(c.e, &lots);
    case_lot_ties(&c.rule, &lots);
    case_lot_add1(&c.rule, c.e, &lots);
    c.rule.completion = URNE_COMPLETION_ADD1;
    c.rule.comparison = URNE_COMPARISON_NONE;
    return c;
}

START_TEST(add1_skips_nothing_of_fine_money)
{
    for (uint64_t instance = 0; instance < lots_scale(6000); instance++) {
        uint64_t fine = instance % 64 == 0 ? 1000 : instance % 8 == 0 ? 60 : 8;
        lot_case c = fine_case_at(instance, fine);
        urne_count *count = run(c.arena, c.e, &c.rule, instance);
        poll p = poll_new(c.e, &c.rule);
        if (p.n > 0) {
            scan(&p, count, instance);
        }
        poll_free(&p);
        urne_arena_free(c.arena);
    }
}
END_TEST

/* ---- Ties without a last resort ---- */

/* Follows every choice that the criteria leave open; true when two of them end with
 * different projects. `funded` is the first outcome once `any`. */
typedef struct branch {
    size_t script[64], n;
    bool funded[CASE_PROJECTS], any;
} branch;

static bool choices_matter(const poll *p, branch *b)
{
    poll_result r = poll_result_new(p);
    r.script = b->script;
    r.n_script = b->n;
    count_naively(p, &r);
    size_t at = b->n;
    while (at < r.n_ties && (r.ties[at].left & (r.ties[at].left - 1)) == 0) {
        b->script[at] = r.ties[at].chosen;
        at++;
    }
    bool matter = false;
    if (at >= r.n_ties) {
        matter = b->any && memcmp(b->funded, r.funded, p->m * sizeof(bool)) != 0;
        memcpy(b->funded, r.funded, p->m * sizeof(bool));
        b->any = true;
    }
    for (size_t j = 0; at < r.n_ties && j < p->m && !matter; j++) {
        if ((r.ties[at].left >> j & 1) != 0) {
            b->script[at] = j;
            b->n = at + 1;
            matter = choices_matter(p, b);
        }
    }
    poll_result_free(&r);
    return matter;
}

/* The count fails just when an open tie changes what is funded. */
START_TEST(open_ties_are_refused_when_they_matter)
{
    for (uint64_t instance = 0; instance < lots_scale(12000); instance++) {
        lot_case c = lot_case_at(instance, 5, 5);
        uint64_t lots = lots_at(instance + 3000000);
        c.rule.completion = c.rule.completion == URNE_COMPLETION_ADD1 ||
                                    c.rule.completion == URNE_COMPLETION_ADD1U
                                ? URNE_COMPLETION_UTILITARIAN
                                : c.rule.completion;
        c.rule.comparison = URNE_COMPARISON_NONE;
        c.rule.n_ties = lots_below(&lots, c.rule.n_ties);
        if (c.rule.rule != URNE_RULE_MAX_WELFARE) {
            urne_count *count;
            urne_err err = URNE_ERR_NONE;
            poll p = poll_new(c.e, &c.rule);
            branch b = {.n = 0};
            bool matter = choices_matter(&p, &b);
            urne_code code = urne_count_run(&count, c.arena, c.e, &c.rule, &err);
            ck_assert_msg(code == (matter ? URNE_E_COUNT_TIE : URNE_OK),
                          LOTS_HERE "code %d, %s: %s", lots_seed(), instance, (int)code,
                          matter ? "matters" : "does not matter", show(c.e, &c.rule));
            poll_free(&p);
        }
        urne_arena_free(c.arena);
    }
}
END_TEST

/* ---- Wrong counts are noticed ---- */

typedef struct noticed {
    poll_fault fault;
    uint64_t cases, differ;
} noticed;

static void notice(noticed *at, const urne_election *e, const urne_count_rule *rule)
{
    poll right = poll_new(e, rule), wrong = poll_new(e, rule);
    poll_result a = poll_result_new(&right), b = poll_result_new(&wrong);
    wrong.fault = at->fault;
    count_naively(&right, &a);
    count_naively(&wrong, &b);
    bool same = a.n == b.n && memcmp(a.order, b.order, a.n * sizeof *a.order) == 0;
    at->cases++;
    at->differ += same ? 0 : 1;
    poll_result_free(&a);
    poll_result_free(&b);
    poll_free(&right);
    poll_free(&wrong);
}

/* Each fault is told from the right count, by its order or its projects, by instances
 * of the tests above. */
START_TEST(wrong_counts_are_noticed)
{
    noticed at = {.fault = (poll_fault)(_i + 1)};
    for (uint64_t instance = 0; instance < 12000 && at.differ == 0; instance++) {
        lot_case c = at.fault == POLL_BISECT ? fine_case_at(instance, 4)
                                             : lot_case_at(instance, 5, 4);
        if (at.fault == POLL_BISECT) {
            c.rule.add1_stop = URNE_ADD1_NONE;
        }
        notice(&at, c.e, &c.rule);
        urne_arena_free(c.arena);
    }
    ck_assert_msg(at.differ > 0, "fault %d is not noticed in %" PRIu64 " cases",
                  (int)at.fault, at.cases);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_tiny_election", every_tiny_election, 0, 0},
        {"every_small_election", every_small_election, 0, 0},
        {"small_by_lot", small_by_lot, 0, 0},
        {"larger_by_lot", larger_by_lot, 0, 0},
        {"nobody_pays_what_is_not_there", nobody_pays_what_is_not_there, 0, 0},
        {"caps_and_rivals_hold", caps_and_rivals_hold, 0, 0},
        {"every_number_is_true", every_number_is_true, 0, 0},
        {"every_tie_is_listed", every_tie_is_listed, 0, 0},
        {"order_of_rows_changes_nothing", order_of_rows_changes_nothing, 0, 0},
        {"unit_of_money_changes_nothing", unit_of_money_changes_nothing, 0, 0},
        {"add1_skips_nothing", add1_skips_nothing, 0, 0},
        {"fine_money", add1_skips_nothing_of_fine_money, 0, 0},
        {"open_ties", open_ties_are_refused_when_they_matter, 0, 0},
        {"wrong_counts_are_noticed", wrong_counts_are_noticed, 4, 0},
    };
    return program_run("count", tests, PROGRAM_COUNT(tests), 300);
}
