#include "model/pb_check.h"

/* A limit of META as an integer of units of 10^-places, rounded so that comparing whole
 * units with it answers as the exact limit would. */
typedef struct limit {
    const char *key;
    bool set, least;
    uint64_t value;
    urne_str text;
} limit;

static limit limit_of(const urne_pb_checking *c, const char *key, bool least,
                      unsigned places)
{
    limit l = {key, false, least, 0, urne_election_meta(c->e, key)};
    int own = l.text.p == NULL ? -1 : urne_decimal_places(l.text);
    if (own < 0) {
        return l;
    }
    urne_str cut = l.text;
    bool more = (unsigned)own > places;
    if (more) {
        const char *point = memchr(cut.p, '.', cut.n);
        size_t whole = (size_t)(point - cut.p);
        cut.n = places == 0 ? whole : whole + 1 + places;
    }
    l.set = urne_decimal_read(cut, places, &l.value);
    l.value += more && least;
    return l;
}

static bool broken(const limit *l, uint64_t v)
{
    return l->set && (l->least ? v < l->value : v > l->value);
}

static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

typedef struct limits {
    limit length[2], cost[2], points[2], sum[2];
} limits;

static void length(urne_pb_checking *c, const limits *l, size_t i)
{
    const urne_ballot *b = &c->e->ballots[i];
    if (broken(&l->length[0], b->n_marks)) {
        urne_find(c->findings, URNE_E_PB_SHORT,
                  urne_pb_check_place(c, URNE_PB_VOTES, i, "vote"),
                  URNE_DEC(b->n_marks), URNE_DEC(l->length[0].value), NULL);
    }
    if (broken(&l->length[1], b->n_marks)) {
        urne_find(c->findings, URNE_E_PB_LONG,
                  urne_pb_check_place(c, URNE_PB_VOTES, i, "vote"),
                  URNE_DEC(b->n_marks), URNE_DEC(l->length[1].value), NULL);
    }
}

static void sums(urne_pb_checking *c, const limits *l, size_t i)
{
    const urne_election *e = c->e;
    const urne_ballot *b = &e->ballots[i];
    uint64_t cost = 0, sum = 0;
    for (size_t j = 0; j < b->n_marks; j++) {
        urne_mark m = b->marks[j];
        cost = plus(cost, e->projects[m.project].cost);
        sum = plus(sum, m.points);
        for (size_t k = 0; k < 2; k++) {
            if (broken(&l->points[k], m.points)) {
                urne_find(c->findings, URNE_E_PB_BALLOT_POINTS,
                          urne_pb_check_place(c, URNE_PB_VOTES, i, "points"),
                          urne_decimal_z(c->scratch, m.points, e->point_places),
                          l->points[k].key, URNE_SHOW(l->points[k].text),
                          URNE_SHOW(e->projects[m.project].id), NULL);
            }
        }
    }
    for (size_t k = 0; k < 2; k++) {
        if (broken(&l->cost[k], cost)) {
            urne_find(c->findings, URNE_E_PB_BALLOT_COST,
                      urne_pb_check_place(c, URNE_PB_VOTES, i, "vote"),
                      urne_decimal_z(c->scratch, cost, e->places), l->cost[k].key,
                      URNE_SHOW(l->cost[k].text), NULL);
        }
        if (broken(&l->sum[k], sum)) {
            urne_find(c->findings, URNE_E_PB_BALLOT_SUM,
                      urne_pb_check_place(c, URNE_PB_VOTES, i, "points"),
                      urne_decimal_z(c->scratch, sum, e->point_places), l->sum[k].key,
                      URNE_SHOW(l->sum[k].text), NULL);
        }
    }
}

static void within_limits(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    limits l = {.length = {limit_of(c, "min_length", true, 0),
                           limit_of(c, "max_length", false, 0)},
                .cost = {limit_of(c, "min_sum_cost", true, e->places),
                         limit_of(c, "max_sum_cost", false, e->places)}};
    if (urne_vote_type_points(e->type)) {
        unsigned places = e->point_places;
        l.points[0] = limit_of(c, "min_points", true, places);
        l.points[1] = limit_of(c, "max_points", false, places);
        l.sum[0] = limit_of(c, "min_sum_points", true, places);
        l.sum[1] = limit_of(c, "max_sum_points", false, places);
    }
    if (e->type == URNE_VOTE_CHOOSE1 && (!l.length[1].set || l.length[1].value > 1)) {
        l.length[1].set = true;
        l.length[1].value = 1;
    }
    for (size_t i = 0; i < e->n_ballots; i++) {
        length(c, &l, i);
        sums(c, &l, i);
    }
}

/* ---- the counted columns ---- */

static void counted(urne_pb_checking *c, const char *column, const uint64_t *n,
                    const uint64_t *again, unsigned places)
{
    const urne_election *e = c->e;
    size_t k = urne_column_find(e->project_columns, e->n_project_columns, column);
    for (size_t i = 0; k != SIZE_MAX && i < e->n_projects; i++) {
        urne_str said = e->projects[i].cells[k];
        uint64_t v = 0;
        bool read = said.n == 0 || urne_decimal_read(said, places, &v);
        if (!read || (v != n[i] && v != n[i] + again[i])) {
            urne_find(c->findings, URNE_E_PB_COUNTED,
                      urne_pb_check_place(c, URNE_PB_PROJECTS, i, column),
                      URNE_SHOW(e->projects[i].id), column, URNE_SHOW(said),
                      urne_decimal_z(c->scratch, n[i], places), NULL);
        }
    }
}

void urne_pb_check_ballots(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    within_limits(c);
    uint64_t *votes = urne_arena_array(c->scratch, e->n_projects, sizeof *votes);
    uint64_t *score = urne_arena_array(c->scratch, e->n_projects, sizeof *score);
    for (size_t i = 0; i < e->n_ballots; i++) {
        for (size_t j = 0; j < e->ballots[i].n_marks; j++) {
            urne_mark m = e->ballots[i].marks[j];
            votes[m.project]++;
            score[m.project] = plus(score[m.project], m.points);
        }
    }
    counted(c, "votes", votes, c->again, 0);
    if (urne_vote_type_points(e->type)) {
        uint64_t *none = urne_arena_array(c->scratch, e->n_projects, sizeof *none);
        counted(c, "score", score, none, e->point_places);
    }
    size_t n = e->n_project_columns;
    if (urne_column_find(e->project_columns, n, "votes") == SIZE_MAX &&
        urne_column_find(e->project_columns, n, "score") == SIZE_MAX) {
        urne_place at = {.file = e->files[0], .line = c->header[URNE_PB_PROJECTS]};
        urne_find(c->findings, URNE_E_PB_UNCOUNTED, at, NULL);
    }
}
