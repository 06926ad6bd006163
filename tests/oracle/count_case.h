/* oracle/count_case: small elections and rules for counts, every one in turn or by lot.
 */
#ifndef ORACLE_COUNT_CASE_H
#define ORACLE_COUNT_CASE_H

#include "model/count_rule.h"
#include "oracle/lots.h"

enum { CASE_PROJECTS = 8, CASE_BALLOTS = 16 };

#define CASE_SEED "3b0c1d2e4f5061728394a5b6c7d8e9f00112233445566778899aabbccddeeff0"
#define CASE_BOX  "00000000000000000000000000000000"

/* Ids in another order than the file, some the beginning of others. */
static const char *const case_ids[CASE_PROJECTS] = {"7", "12", "1",  "b",
                                                    "a", "2",  "10", "c"};

/* m projects that cost nothing yet, room for n ballots. */
static inline urne_election *case_election(urne_arena *arena, size_t n, size_t m)
{
    urne_election *e = urne_arena_alloc(arena, sizeof *e);
    e->n_projects = m;
    e->projects = urne_arena_array(arena, m, sizeof *e->projects);
    for (size_t j = 0; j < m; j++) {
        e->projects[j].id = urne_str_of(case_ids[j]);
        e->projects[j].line = j + 2;
    }
    e->ballots = urne_arena_array(arena, n, sizeof *e->ballots);
    return e;
}

/* Adds a ballot with these marks; its voter is its number. */
static inline void case_ballot(urne_arena *arena, urne_election *e,
                               const urne_mark *marks, size_t n)
{
    urne_ballot *b = &e->ballots[e->n_ballots];
    b->voter = urne_str_of(urne_str_z(arena, urne_str_of(URNE_DEC(e->n_ballots + 1))));
    b->marks = urne_arena_array(arena, n, sizeof *b->marks);
    for (size_t i = 0; i < n; i++) {
        b->marks[i] = marks[i];
    }
    b->n_marks = n;
    b->line = ++e->n_ballots;
}

/* The rule that cities use, with ties in the order of ids. */
static inline urne_count_rule case_rule(void)
{
    return (urne_count_rule){.add1_increment = 1,
                             .skip = true,
                             .threshold = {0, 1, false},
                             .ties = {URNE_TIE_ID},
                             .n_ties = 1,
                             .lot_seed = urne_str_of(CASE_SEED),
                             .box = urne_str_of(CASE_BOX)};
}

/* ---- Every small approval election ----
 *
 * n ballots as an ascending sequence of sets of projects, costs ascending from 0 to
 * `most`: another order of ballots is the same election, and another order of projects
 * differs in nothing but the order of ties. */

/* The next ascending sequence of n numbers below `limit`; false after the last. */
static inline bool case_next(unsigned *a, size_t n, unsigned limit)
{
    for (size_t i = n; i-- > 0;) {
        if (a[i] + 1 < limit) {
            unsigned v = a[i] + 1;
            for (size_t k = i; k < n; k++) {
                a[k] = v;
            }
            return true;
        }
    }
    return false;
}

typedef struct case_all {
    size_t n, m;
    unsigned most; /* cost of a project */
    unsigned cost[CASE_PROJECTS], ballot[CASE_BALLOTS];
} case_all;

static inline bool case_all_next(case_all *all)
{
    if (case_next(all->ballot, all->n, 1u << all->m)) {
        return true;
    }
    memset(all->ballot, 0, sizeof all->ballot);
    return case_next(all->cost, all->m, all->most + 1);
}

static inline urne_election *case_all_election(urne_arena *arena, const case_all *all)
{
    urne_election *e = case_election(arena, all->n, all->m);
    for (size_t j = 0; j < all->m; j++) {
        e->projects[j].cost = all->cost[j];
    }
    for (size_t i = 0; i < all->n; i++) {
        urne_mark marks[CASE_PROJECTS];
        size_t n = 0;
        for (size_t j = 0; j < all->m; j++) {
            if ((all->ballot[i] >> j & 1) != 0) {
                marks[n++] = (urne_mark){(uint32_t)j, 0};
            }
        }
        case_ballot(arena, e, marks, n);
    }
    return e;
}

/* ---- By lot ---- */

static inline void case_lot_ballot(urne_arena *arena, urne_election *e, uint64_t *lots)
{
    urne_mark marks[CASE_PROJECTS];
    uint32_t order[CASE_PROJECTS];
    size_t n = 0, m = e->n_projects;
    for (size_t j = 0; j < m; j++) {
        size_t at = lots_below(lots, j + 1);
        order[j] = order[at];
        order[at] = (uint32_t)j;
    }
    for (size_t j = 0; j < m; j++) {
        if (lots_below(lots, 2) == 0) {
            uint64_t points = urne_vote_type_points(e->type) ? lots_below(lots, 4) : 0;
            marks[n++] = (urne_mark){order[j], points};
        }
    }
    n = e->type == URNE_VOTE_CHOOSE1 && n > 1 ? 1 : n;
    case_ballot(arena, e, marks, n);
}

/* Up to n ballots and m projects of any type; some are set aside, some repeated. */
static inline urne_election *case_lot_election(urne_arena *arena, uint64_t *lots,
                                               size_t n, size_t m)
{
    static const urne_vote_type types[] = {URNE_VOTE_APPROVAL, URNE_VOTE_CHOOSE1,
                                           URNE_VOTE_CUMULATIVE, URNE_VOTE_SCORING,
                                           URNE_VOTE_ORDINAL};
    uint64_t most = 1 + lots_below(lots, 12), total = 0;
    size_t ballots = lots_below(lots, n + 1);
    urne_election *e = case_election(arena, n, 1 + lots_below(lots, m));
    e->type = types[lots_below(lots, 5)];
    e->places = (unsigned)lots_below(lots, 3) / 2;
    e->point_places =
        urne_vote_type_points(e->type) ? (unsigned)lots_below(lots, 2) : 0;
    for (size_t j = 0; j < e->n_projects; j++) {
        e->projects[j].cost = lots_below(lots, most + 1);
        total += e->projects[j].cost;
    }
    e->budget = lots_below(lots, total + 2);
    for (size_t i = 0; i < ballots; i++) {
        case_lot_ballot(arena, e, lots);
        bool aside = lots_below(lots, 12) == 0;
        e->ballots[i].aside = aside ? URNE_ASIDE_AGE : URNE_BALLOT_VALID;
    }
    return e;
}

/* The same with costs that are `fine` times as large, so that many increments come
 * before anything changes, and a budget that buys about a half. */
static inline urne_election *case_lot_fine(urne_arena *arena, uint64_t *lots, size_t n,
                                           size_t m, uint64_t fine)
{
    urne_election *e = case_lot_election(arena, lots, n, m);
    uint64_t total = 0;
    for (size_t j = 0; j < e->n_projects; j++) {
        e->projects[j].cost = e->projects[j].cost * fine + lots_below(lots, fine);
        total += e->projects[j].cost;
    }
    e->budget = total / 4 + lots_below(lots, total / 2 + 1);
    return e;
}

static inline void case_lot_ties(urne_count_rule *rule, uint64_t *lots)
{
    static const urne_tie_kind last[] = {URNE_TIE_FILE, URNE_TIE_ID, URNE_TIE_LOT};
    static const urne_tie_kind before[] = {URNE_TIE_MIN_COST, URNE_TIE_MAX_VOTES};
    size_t first = lots_below(lots, 2), n = lots_below(lots, 3);
    rule->n_ties = 0;
    for (size_t i = 0; i < n; i++) {
        rule->ties[rule->n_ties++] = before[(first + i) % 2];
    }
    rule->ties[rule->n_ties++] = last[lots_below(lots, 3)];
}

static inline urne_utility case_lot_utility(const urne_election *e, uint64_t *lots)
{
    static const urne_utility points[] = {URNE_UTILITY_POINTS,
                                          URNE_UTILITY_POINTS_COST};
    static const urne_utility ranks[] = {URNE_UTILITY_BORDA, URNE_UTILITY_BORDA_1};
    bool plain = lots_below(lots, 2) == 0;
    if (!plain && urne_vote_type_points(e->type)) {
        return points[lots_below(lots, 2)];
    }
    if (!plain && e->type == URNE_VOTE_ORDINAL) {
        return ranks[lots_below(lots, 2)];
    }
    return lots_below(lots, 2) == 0 ? URNE_UTILITY_COST : URNE_UTILITY_CARDINALITY;
}

static inline void case_lot_add1(urne_count_rule *rule, const urne_election *e,
                                 uint64_t *lots)
{
    static const urne_completion kinds[] = {
        URNE_COMPLETION_NONE, URNE_COMPLETION_UTILITARIAN, URNE_COMPLETION_ADD1,
        URNE_COMPLETION_ADD1U};
    static const urne_comparison comparisons[] = {URNE_COMPARISON_NONE,
                                                  URNE_COMPARISON_SATISFACTION,
                                                  URNE_COMPARISON_EXCLUSION_RATIO};
    static const urne_add1_stop stops[] = {URNE_ADD1_SUPPORTED, URNE_ADD1_ALL,
                                           URNE_ADD1_NONE};
    rule->completion = kinds[lots_below(lots, 4)];
    rule->completion_by_votes = lots_below(lots, 2) == 0;
    rule->add1_start = lots_below(lots, 2) == 0 ? URNE_ADD1_EXACT : URNE_ADD1_FLOOR;
    rule->add1_stop = stops[lots_below(lots, 3)];
    rule->add1_increment = 1 + lots_below(lots, e->places > 0 ? 10 : 2);
    rule->comparison = comparisons[lots_below(lots, 3)];
}

/* Caps over some projects, sets of rivals, sets of joined projects. */
static inline void case_lot_caps(urne_arena *arena, urne_count_rule *rule,
                                 const urne_election *e, uint64_t *lots)
{
    rule->n_caps = lots_below(lots, 3);
    rule->caps = urne_arena_array(arena, rule->n_caps, sizeof *rule->caps);
    for (size_t c = 0; c < rule->n_caps; c++) {
        urne_cap *cap = &rule->caps[c];
        cap->label = URNE_STR("cap");
        cap->amount = lots_below(lots, e->budget + 1);
        cap->in = urne_arena_array(arena, e->n_projects, sizeof *cap->in);
        for (size_t j = 0; j < e->n_projects; j++) {
            cap->in[j] = lots_below(lots, 2) == 0;
        }
    }
}

static inline urne_project_set *case_lot_set(urne_arena *arena, const urne_election *e,
                                             uint64_t *lots)
{
    urne_project_set *set = urne_arena_alloc(arena, sizeof *set);
    set->p = urne_arena_array(arena, e->n_projects, sizeof *set->p);
    uint32_t from = (uint32_t)lots_below(lots, e->n_projects - 1);
    uint32_t to = from + 1 + (uint32_t)lots_below(lots, e->n_projects - from - 1);
    set->p[set->n++] = from;
    for (uint32_t j = from + 1; j < to; j++) {
        if (lots_below(lots, 3) == 0) {
            set->p[set->n++] = j;
        }
    }
    set->p[set->n++] = to;
    return set;
}

/* Any rule that fits the ballots. Sets of rivals and of joined projects do not share
 * two projects. */
static inline urne_count_rule case_lot_rule(urne_arena *arena, const urne_election *e,
                                            uint64_t *lots)
{
    static const urne_rule rules[] = {URNE_RULE_GREEDY,   URNE_RULE_MES,
                                      URNE_RULE_MES,      URNE_RULE_MES,
                                      URNE_RULE_PHRAGMEN, URNE_RULE_MAX_WELFARE};
    urne_count_rule rule = case_rule();
    rule.rule = rules[lots_below(lots, 6)];
    rule.utility = case_lot_utility(e, lots);
    if (rule.rule == URNE_RULE_PHRAGMEN) {
        rule.utility = URNE_UTILITY_COST;
    }
    if (rule.rule == URNE_RULE_MES) {
        case_lot_add1(&rule, e, lots);
    }
    rule.skip = lots_below(lots, 2) == 0;
    rule.keep_unsupported = lots_below(lots, 2) == 0;
    case_lot_ties(&rule, lots);
    if (lots_below(lots, 4) == 0) {
        rule.threshold = (urne_threshold){lots_below(lots, 4), 1 + lots_below(lots, 2),
                                          lots_below(lots, 3) == 0};
        rule.threshold.den *= rule.threshold.of_ballots ? 4 : 1;
    }
    if (lots_below(lots, 4) == 0) {
        case_lot_caps(arena, &rule, e, lots);
    }
    uint64_t sets = e->n_projects < 2 ? 5 : lots_below(lots, 8);
    if (sets == 0 || sets == 1) {
        rule.rivals = case_lot_set(arena, e, lots);
        rule.n_rivals = 1;
    } else if (sets == 2) {
        rule.joined = case_lot_set(arena, e, lots);
        rule.n_joined = 1;
    }
    if (e->places == 0 && lots_below(lots, 16) == 0) {
        rule.seats = 1 + lots_below(lots, e->n_projects);
    }
    return rule;
}

#endif
