/* oracle/count_poll: an election as the rules of a count see it (budget-1), taken from
 * the ballots one by one: projects with their joined parts, what every ballot gains
 * from every project, votes, who is admitted, what fits, and the order of ties.
 *
 * Nothing is merged, sorted in advance or remembered between rounds. Every amount is a
 * rational in units of the election. */
#ifndef ORACLE_COUNT_POLL_H
#define ORACLE_COUNT_POLL_H

#include "crypto/seed.h"
#include "model/count_rule.h"

#include <gmp.h>
#include <stdlib.h>

enum { POLL_TIES = 512 };

/* Ways in which the oracle can be made to err, so that a test can show that it would
 * notice an engine that errs so. */
typedef enum poll_fault {
    POLL_RIGHT = 0,
    POLL_LAZY_STOP = 1, /* mes: the search ends at >= the best rho, ties are missed */
    POLL_BISECT = 2,    /* add1: bisects for the overspend as if cost were monotone */
    POLL_ALL_PAY = 3,   /* mes: rho ignores that some supporters have less */
    POLL_PROBE_SEES_ONE_TIE = 4 /* phragmen: stops only if the chosen one is a misfit */
} poll_fault;

typedef struct poll {
    const urne_election *e;
    const urne_count_rule *rule;
    poll_fault fault;
    uint64_t patience; /* add1: increments to try before giving up; 0: all */
    size_t n, m;       /* valid ballots, projects (a joined set is one) */
    size_t *of;        /* by project of the file: its project here */
    size_t *first;     /* by project here: its first part in the file */
    uint64_t *cost, *votes, *points;
    mpq_t *utility;  /* [ballot * m + project] of the rule's utility */
    bool *names;     /* likewise: the ballot names a part of it */
    uint64_t *given; /* likewise: the points it gives to its parts */
    uint64_t budget;
} poll;

static inline mpq_t *poll_numbers(size_t n)
{
    mpq_t *q = malloc((n + 1) * sizeof *q);
    for (size_t i = 0; i < n; i++) {
        mpq_init(q[i]);
    }
    return q;
}

static inline void poll_numbers_free(mpq_t *q, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mpq_clear(q[i]);
    }
    free(q);
}

static inline void poll_set(mpq_t q, uint64_t v)
{
    _Static_assert(sizeof(unsigned long) == 8, "amounts have 64 bits");
    mpq_set_ui(q, v, 1);
}

/* ---- Projects ---- */

static inline void poll_projects(poll *p)
{
    size_t all = p->e->n_projects;
    p->of = calloc(all + 1, sizeof *p->of);
    p->first = calloc(all + 1, sizeof *p->first);
    p->cost = calloc(all + 1, sizeof *p->cost);
    for (size_t i = 0; i < all; i++) {
        size_t leader = i;
        for (size_t s = 0; s < p->rule->n_joined; s++) {
            const urne_project_set *set = &p->rule->joined[s];
            for (size_t k = 0; k < set->n; k++) {
                leader = set->p[k] == i && set->p[0] < leader ? set->p[0] : leader;
            }
        }
        if (leader == i) {
            p->first[p->m] = i;
            p->of[i] = p->m++;
        } else {
            p->of[i] = p->of[leader];
        }
        p->cost[p->of[i]] += p->rule->seats > 0 ? 1 : p->e->projects[i].cost;
    }
    p->budget = p->rule->seats > 0 ? p->rule->seats : p->e->budget;
}

/* ---- Ballots ---- */

/* What one mark is worth, before joined parts are put together. */
static inline void poll_mark(mpq_t out, const poll *p, const urne_ballot *ballot,
                             size_t at)
{
    mpq_t cost;
    mpq_init(cost);
    poll_set(cost, p->cost[p->of[ballot->marks[at].project]]);
    switch (p->rule->utility) {
    case URNE_UTILITY_COST:
        mpq_set(out, cost);
        break;
    case URNE_UTILITY_CARDINALITY:
        poll_set(out, 1);
        break;
    case URNE_UTILITY_POINTS:
        poll_set(out, ballot->marks[at].points);
        break;
    case URNE_UTILITY_POINTS_COST:
        poll_set(out, ballot->marks[at].points);
        mpq_mul(out, out, cost);
        break;
    case URNE_UTILITY_BORDA:
        poll_set(out, ballot->n_marks - at - 1);
        break;
    case URNE_UTILITY_BORDA_1:
        poll_set(out, ballot->n_marks - at);
        break;
    }
    mpq_clear(cost);
}

static inline bool poll_by_points(const poll *p)
{
    return p->rule->utility == URNE_UTILITY_POINTS ||
           p->rule->utility == URNE_UTILITY_POINTS_COST;
}

static inline void poll_ballot(poll *p, const urne_ballot *ballot)
{
    mpq_t worth;
    mpq_t *row = p->utility + p->n * p->m;
    bool *names = p->names + p->n * p->m;
    mpq_init(worth);
    for (size_t at = 0; at < ballot->n_marks; at++) {
        size_t j = p->of[ballot->marks[at].project];
        poll_mark(worth, p, ballot, at);
        if (poll_by_points(p)) {
            mpq_add(row[j], row[j], worth); /* the points of its parts */
        } else if (mpq_cmp(worth, row[j]) > 0) {
            mpq_set(row[j], worth); /* the best of its parts */
        }
        p->votes[j] += names[j] ? 0 : 1;
        p->points[j] += ballot->marks[at].points;
        p->given[p->n * p->m + j] += ballot->marks[at].points;
        names[j] = true;
    }
    mpq_clear(worth);
    p->n++;
}

static inline poll poll_new(const urne_election *e, const urne_count_rule *rule)
{
    poll p = {.e = e, .rule = rule};
    poll_projects(&p);
    p.votes = calloc(p.m + 1, sizeof *p.votes);
    p.points = calloc(p.m + 1, sizeof *p.points);
    p.names = calloc(e->n_ballots * p.m + 1, sizeof *p.names);
    p.given = calloc(e->n_ballots * p.m + 1, sizeof *p.given);
    p.utility = poll_numbers(e->n_ballots * p.m);
    for (size_t i = 0; i < e->n_ballots; i++) {
        if (e->ballots[i].aside == URNE_BALLOT_VALID) {
            poll_ballot(&p, &e->ballots[i]);
        }
    }
    return p;
}

static inline void poll_free(poll *p)
{
    poll_numbers_free(p->utility, p->e->n_ballots * p->m);
    free(p->given);
    free(p->names);
    free(p->points);
    free(p->votes);
    free(p->cost);
    free(p->first);
    free(p->of);
}

/* ---- Support ---- */

/* Is ballot i a supporter of project j? With cost and cardinality whoever names it,
 * with points and ranks whoever gives it something. */
static inline bool poll_supports(const poll *p, size_t i, size_t j)
{
    size_t at = i * p->m + j;
    if (p->rule->utility == URNE_UTILITY_COST ||
        p->rule->utility == URNE_UTILITY_CARDINALITY) {
        return p->names[at];
    }
    return poll_by_points(p) ? p->given[at] > 0 : mpq_sgn(p->utility[at]) > 0;
}

static inline size_t poll_supporters(const poll *p, size_t j)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        n += poll_supports(p, i, j) ? 1 : 0;
    }
    return n;
}

/* The score of j: votes; where ballots have points their sum, where they have ranks the
 * sum of those from the end (the last is worth 1). */
static inline uint64_t poll_score(const poll *p, size_t j)
{
    uint64_t score = 0;
    if (p->e->type == URNE_VOTE_APPROVAL || p->e->type == URNE_VOTE_CHOOSE1) {
        return p->votes[j];
    }
    for (size_t i = 0; i < p->e->n_ballots; i++) {
        const urne_ballot *b = &p->e->ballots[i];
        for (size_t k = 0; k < b->n_marks && b->aside == URNE_BALLOT_VALID; k++) {
            bool ranks = p->e->type == URNE_VOTE_ORDINAL;
            bool here = p->of[b->marks[k].project] == j;
            score += !here ? 0 : ranks ? b->n_marks - k : b->marks[k].points;
        }
    }
    return score;
}

/* Does the score of j reach the threshold? */
static inline bool poll_admitted(const poll *p, size_t j)
{
    const urne_threshold *t = &p->rule->threshold;
    bool points = p->e->type == URNE_VOTE_CUMULATIVE || p->e->type == URNE_VOTE_SCORING;
    mpq_t score, need;
    if (t->num == 0) {
        return true;
    }
    mpq_inits(score, need, NULL);
    poll_set(score, poll_score(p, j));
    mpq_set_ui(need, t->num, t->den);
    mpq_canonicalize(need);
    for (unsigned i = 0; points && i < p->e->point_places; i++) {
        mpz_mul_ui(mpq_denref(score), mpq_denref(score), 10);
    }
    mpq_canonicalize(score);
    if (t->of_ballots) {
        mpz_mul_ui(mpq_numref(need), mpq_numref(need), p->n);
        mpq_canonicalize(need);
    }
    bool admitted = mpq_cmp(score, need) >= 0;
    mpq_clears(score, need, NULL);
    return admitted;
}

/* ---- What fits ---- */

/* Would j break a cap or meet a rival among those funded? */
static inline bool poll_barred(const poll *p, const bool *funded, size_t j)
{
    for (size_t c = 0; c < p->rule->n_caps; c++) {
        uint64_t spent = 0, more = 0;
        for (size_t i = 0; i < p->e->n_projects; i++) {
            uint64_t cost = p->rule->seats > 0 ? 1 : p->e->projects[i].cost;
            if (p->rule->caps[c].in[i]) {
                spent += funded[p->of[i]] ? cost : 0;
                more += p->of[i] == j ? cost : 0;
            }
        }
        if (more > 0 && spent + more > p->rule->caps[c].amount) {
            return true;
        }
    }
    for (size_t r = 0; r < p->rule->n_rivals; r++) {
        const urne_project_set *set = &p->rule->rivals[r];
        bool mine = false, other = false;
        for (size_t k = 0; k < set->n; k++) {
            mine = mine || p->of[set->p[k]] == j;
            other = other || (p->of[set->p[k]] != j && funded[p->of[set->p[k]]]);
        }
        if (mine && other) {
            return true;
        }
    }
    return false;
}

static inline uint64_t poll_spent(const poll *p, const bool *funded)
{
    uint64_t spent = 0;
    for (size_t j = 0; j < p->m; j++) {
        spent += funded[j] ? p->cost[j] : 0;
    }
    return spent;
}

static inline bool poll_fits(const poll *p, const bool *funded, size_t j)
{
    return poll_spent(p, funded) + p->cost[j] <= p->budget &&
           !poll_barred(p, funded, j);
}

/* ---- The order of ties ---- */

static inline urne_hash poll_ticket(const poll *p, size_t j, size_t round)
{
    char purpose[64];
    urne_hash seed, key = urne_hash_fields(3, URNE_STR("urne/1 project"), p->rule->box,
                                           p->e->projects[p->first[j]].id);
    bool good = urne_hash_parse(p->rule->lot_seed, &seed);
    if (!good) {
        abort();
    }
    strcpy(purpose, "tie/");
    strcat(purpose, URNE_DEC(round));
    urne_sub sub = urne_sub_make(&seed, purpose);
    return urne_ticket(&sub, &key);
}

/* < 0: a before b; 0: the criteria leave it open. */
static inline int poll_tie_cmp(const poll *p, size_t a, size_t b, size_t round)
{
    for (size_t t = 0; t < p->rule->n_ties; t++) {
        const urne_project *pa = &p->e->projects[p->first[a]];
        const urne_project *pb = &p->e->projects[p->first[b]];
        urne_hash ta, tb;
        int c = 0;
        switch (p->rule->ties[t]) {
        case URNE_TIE_FILE:
            c = a < b ? -1 : 1;
            break;
        case URNE_TIE_ID:
            c = urne_str_cmp(pa->id, pb->id);
            break;
        case URNE_TIE_MIN_COST:
            c = (p->cost[a] > p->cost[b]) - (p->cost[a] < p->cost[b]);
            break;
        case URNE_TIE_MAX_VOTES:
            c = (p->votes[a] < p->votes[b]) - (p->votes[a] > p->votes[b]);
            break;
        case URNE_TIE_LOT:
            ta = poll_ticket(p, a, round);
            tb = poll_ticket(p, b, round);
            c = urne_hash_cmp(&ta, &tb);
            break;
        }
        if (c != 0) {
            return c;
        }
    }
    return 0;
}

/* ---- Results ---- */

typedef struct poll_tie {
    size_t round;
    size_t n;      /* how many were tied */
    uint64_t tied; /* which, of the first 64 */
    uint64_t left; /* which the criteria left, the chosen one among them */
    size_t chosen;
    bool open; /* the criteria left more than one */
} poll_tie;

/* Funded projects, in order, of one run of a rule. To ask what other choices would have
 * done, the tie met as number t (from 0) is given to script[t], t < n_script. */
typedef struct poll_result {
    size_t n;
    size_t *order;
    bool *funded;
    uint64_t cost;
    bool gave_up;
    size_t n_ties;
    poll_tie ties[POLL_TIES];
    const size_t *script;
    size_t n_script;
} poll_result;

static inline poll_result poll_result_new(const poll *p)
{
    return (poll_result){.order = calloc(p->m + 1, sizeof(size_t)),
                         .funded = calloc(p->m + 1, sizeof(bool))};
}

static inline void poll_result_free(poll_result *r)
{
    free(r->order);
    free(r->funded);
}

static inline void poll_result_copy(poll_result *to, const poll_result *from, size_t m)
{
    memcpy(to->order, from->order, m * sizeof *to->order);
    memcpy(to->funded, from->funded, m * sizeof *to->funded);
    to->n = from->n;
    to->cost = from->cost;
    to->n_ties = from->n_ties;
    memcpy(to->ties, from->ties, from->n_ties * sizeof *to->ties);
}

static inline void poll_fund(const poll *p, poll_result *r, size_t j)
{
    r->order[r->n++] = j;
    r->funded[j] = true;
    r->cost += p->cost[j];
}

/* The first of the candidates in the order of ties of this round. What the criteria
 * leave open goes by id, and is marked. */
static inline size_t poll_choose(const poll *p, poll_result *r, const bool *candidate,
                                 size_t round)
{
    size_t best = SIZE_MAX, n = 0;
    bool open = false;
    for (size_t j = 0; j < p->m; j++) {
        if (!candidate[j]) {
            continue;
        }
        int c = n++ == 0 ? -1 : poll_tie_cmp(p, j, best, round);
        open = c < 0 ? false : open || c == 0;
        if (c == 0) {
            c = urne_str_cmp(p->e->projects[p->first[j]].id,
                             p->e->projects[p->first[best]].id);
        }
        best = c < 0 ? j : best;
    }
    if (n > 1 && r->n_ties < POLL_TIES) {
        size_t first = best;
        best = r->n_ties < r->n_script ? r->script[r->n_ties] : best;
        poll_tie *tie = &r->ties[r->n_ties++];
        *tie = (poll_tie){.round = round, .n = n, .chosen = best, .open = open};
        for (size_t j = 0; j < p->m && j < 64; j++) {
            bool equal = candidate[j] && poll_tie_cmp(p, j, first, round) == 0;
            tie->tied |= candidate[j] ? (uint64_t)1 << j : 0;
            tie->left |= equal ? (uint64_t)1 << j : 0;
        }
    }
    return best;
}

#endif
