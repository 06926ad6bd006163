#include "model/pb_check.h"

#include <stdlib.h>

/* Withdrawn projects stand in some files with this cost. */
enum { WITHDRAWN = 999999999 };

typedef struct ranked {
    uint64_t result, cost;
    uint32_t project;
    bool withdrawn;
} ranked;

static int ranked_cmp(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->result != y->result) {
        return x->result > y->result ? -1 : 1;
    }
    return (x->project > y->project) - (x->project < y->project);
}

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static const char *amount(urne_pb_checking *c, uint64_t v)
{
    return urne_decimal_z(c->scratch, v, c->e->places);
}

static bool selected(const urne_election *e, size_t i, const char *as)
{
    return urne_str_is(urne_project_cell(e, i, "selected"), as);
}

/* Four places: no result of an election has more. */
enum { RESULT_PLACES = 4 };

/* The projects by the file's own results, best first; false when it gives none that
 * can be read. */
static bool rank(urne_pb_checking *c, ranked *list)
{
    const urne_election *e = c->e;
    size_t n = e->n_project_columns,
           k = urne_column_find(e->project_columns, n, "score");
    k = k != SIZE_MAX ? k : urne_column_find(e->project_columns, n, "votes");
    if (k == SIZE_MAX) {
        return false;
    }
    uint64_t unit = 1;
    for (unsigned i = 0; i < e->places; i++) {
        unit *= 10;
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        const urne_project *p = &e->projects[i];
        list[i] = (ranked){.cost = p->cost,
                           .project = (uint32_t)i,
                           .withdrawn = p->cost == WITHDRAWN * unit};
        if (!urne_decimal_read(p->cells[k], RESULT_PLACES, &list[i].result)) {
            return false;
        }
    }
    qsort(list, e->n_projects, sizeof *list, ranked_cmp);
    return true;
}

static uint64_t threshold(const urne_pb_checking *c)
{
    uint64_t v = 0;
    urne_str text = urne_election_meta(c->e, "min_project_score_threshold");
    return text.p != NULL && urne_decimal_read(text, RESULT_PLACES, &v) ? v : 0;
}

static void compare(urne_pb_checking *c, const bool *winner, urne_str rule)
{
    const urne_election *e = c->e;
    for (size_t i = 0; i < e->n_projects; i++) {
        if (selected(e, i, "1") != winner[i]) {
            urne_find(c->findings, URNE_E_PB_OUTCOME,
                      urne_pb_check_place(c, URNE_PB_PROJECTS, i, "selected"),
                      URNE_SHOW(e->projects[i].id),
                      URNE_SHOW(urne_project_cell(e, i, "selected")), URNE_SHOW(rule),
                      winner[i] ? "1" : "0", NULL);
        }
    }
}

/* greedy takes what fits; greedy-threshold too, of those with enough votes;
 * greedy-no-skip ends at the first that does not fit, withdrawn ones aside. */
static void outcome(urne_pb_checking *c, const ranked *list)
{
    const urne_election *e = c->e;
    urne_str rule = urne_election_meta(e, "rule");
    bool plain = rule.p != NULL && urne_str_is(rule, "greedy");
    bool no_skip = rule.p != NULL && urne_str_is(rule, "greedy-no-skip");
    if (!plain && !no_skip &&
        (rule.p == NULL || !urne_str_is(rule, "greedy-threshold"))) {
        return;
    }
    uint64_t least = plain ? 0 : threshold(c), left = e->budget;
    bool *winner = urne_arena_alloc(c->scratch, e->n_projects);
    for (size_t i = 0; i < e->n_projects; i++) {
        const ranked *r = &list[i];
        if (r->result < least || (no_skip && r->withdrawn)) {
            continue;
        }
        if (r->cost <= left) {
            winner[r->project] = true;
            left -= r->cost;
        } else if (no_skip) {
            break;
        }
    }
    compare(c, winner, rule);
}

static void costs(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    for (size_t i = 0; i < e->n_projects; i++) {
        uint64_t cost = e->projects[i].cost;
        if (cost == 0 || cost > e->budget) {
            urne_find(c->findings, URNE_E_PB_PROJECT_COST,
                      urne_pb_check_place(c, URNE_PB_PROJECTS, i, "cost"),
                      URNE_SHOW(e->projects[i].id), amount(c, cost),
                      amount(c, e->budget), NULL);
        }
    }
}

/* What is left would pay for a project that was not selected, and had enough votes. */
static void unspent(urne_pb_checking *c, uint64_t spent, const ranked *list)
{
    const urne_election *e = c->e;
    uint64_t rest = spent < e->budget ? e->budget - spent : 0, least = threshold(c);
    for (size_t i = 0; i < e->n_projects; i++) {
        const ranked *r = &list[i];
        if (selected(e, r->project, "0") && r->cost <= rest && r->result >= least) {
            urne_find(c->findings, URNE_E_PB_UNSPENT,
                      urne_pb_check_place(c, URNE_PB_PROJECTS, r->project, "selected"),
                      URNE_SHOW(e->projects[r->project].id), amount(c, r->cost),
                      amount(c, rest), NULL);
        }
    }
}

void urne_pb_check_outcome(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    uint64_t all = 0, spent = 0;
    for (size_t i = 0; i < e->n_projects; i++) {
        all = plus(all, e->projects[i].cost);
        spent = selected(e, i, "1") ? plus(spent, e->projects[i].cost) : spent;
    }
    costs(c);
    urne_str flag = urne_election_meta(e, "fully_funded");
    bool funded = flag.p != NULL && urne_str_is(flag, "1");
    if (funded != (all <= e->budget)) {
        urne_find(c->findings, URNE_E_PB_FUNDED_ALL,
                  urne_pb_check_meta(c, funded ? "fully_funded" : "budget"),
                  amount(c, all), amount(c, e->budget), funded ? "1" : "-", NULL);
    }
    if (urne_column_find(e->project_columns, e->n_project_columns, "selected") ==
        SIZE_MAX) {
        return;
    }
    if (spent > e->budget) {
        urne_find(c->findings, URNE_E_PB_OVERSPENT, urne_pb_check_meta(c, "budget"),
                  amount(c, spent), amount(c, e->budget), NULL);
    }
    ranked *list = urne_arena_array(c->scratch, e->n_projects, sizeof *list);
    if (rank(c, list)) {
        unspent(c, spent, list);
        outcome(c, list);
    }
}
