#include "budget/profile.h"

#include "base/rational.h"

#include <stdlib.h>

/* Sums of costs and of weighted utilities stay below these, so that products of a cost
 * with a sum fit in 128 bits. */
#define COST_SUM_MAX ((uint64_t)1 << 60)
#define U_SUM_MAX    ((uint64_t)1 << 60)

/* A profile being built. */
typedef struct building {
    urne_profile *p;
    urne_arena *arena, *scratch;
    const urne_election *e;
    uint64_t *u_sum; /* by candidate */
    /* the ballot at hand: its candidates, ascending, and what each is given */
    uint32_t *named;
    uint64_t *given;
    bool *here; /* by candidate */
    size_t n;
    /* groups, and a table of them by hash */
    size_t n_groups, n_named;
    size_t *from;
    uint32_t *table; /* group + 1, or 0 */
    size_t mask;
} building;

/* ---- candidates ---- */

static void join_projects(building *b)
{
    urne_profile *p = b->p;
    const urne_count_rule *r = p->rule;
    size_t n = b->e->n_projects;
    uint32_t *leader = urne_arena_array(b->scratch, n, sizeof *leader);
    for (size_t i = 0; i < n; i++) {
        leader[i] = (uint32_t)i;
    }
    for (size_t s = 0; s < r->n_joined; s++) {
        for (size_t k = 0; k < r->joined[s].n; k++) {
            leader[r->joined[s].p[k]] = r->joined[s].p[0];
        }
    }
    p->of_project = urne_arena_array(b->arena, n, sizeof *p->of_project);
    p->first = urne_arena_array(b->arena, n, sizeof *p->first);
    for (size_t i = 0; i < n; i++) {
        if (leader[i] == i) {
            p->first[p->m] = (uint32_t)i;
            p->of_project[i] = (uint32_t)p->m++;
        }
    }
    for (size_t i = 0; i < n; i++) {
        p->of_project[i] = p->of_project[leader[i]];
    }
}

static urne_code add_costs(building *b, urne_err *err)
{
    urne_profile *p = b->p;
    uint64_t sum = 0;
    p->cost = urne_arena_array(b->arena, p->m, sizeof *p->cost);
    for (size_t i = 0; i < b->e->n_projects; i++) {
        uint64_t cost = p->rule->seats > 0 ? 1 : b->e->projects[i].cost;
        if (cost > COST_SUM_MAX - sum) {
            return urne_fail(err, URNE_E_COUNT_LARGE, URNE_NOWHERE, NULL);
        }
        sum += cost;
        p->cost[p->of_project[i]] += cost;
    }
    p->budget = p->rule->seats > 0 ? p->rule->seats : b->e->budget;
    return URNE_OK;
}

static void set_factors(building *b)
{
    urne_profile *p = b->p;
    p->factor = urne_arena_array(b->arena, p->m, sizeof *p->factor);
    for (size_t c = 0; c < p->m; c++) {
        bool cost =
            p->utility == URNE_UTILITY_COST || p->utility == URNE_UTILITY_POINTS_COST;
        p->factor[c] = cost ? p->cost[c] : 1;
    }
}

/* ---- ballots ---- */

/* What mark k of a ballot gives, and what it is worth in points. */
static uint64_t utility_of(const building *b, const urne_ballot *ballot, size_t k,
                           uint64_t *points)
{
    bool ordinal = b->e->type == URNE_VOTE_ORDINAL;
    uint64_t rank = ballot->n_marks - k; /* length - position */
    *points = ordinal ? rank : ballot->marks[k].points;
    switch (b->p->utility) {
    case URNE_UTILITY_COST:
    case URNE_UTILITY_CARDINALITY:
        return 1;
    case URNE_UTILITY_POINTS:
    case URNE_UTILITY_POINTS_COST:
        return *points;
    case URNE_UTILITY_BORDA:
        return rank - 1;
    case URNE_UTILITY_BORDA_1:
        return rank;
    }
    urne_bug("utility_of");
}

/* A joined project is named by the ballots that name one of its parts: its points are
 * theirs added up, its rank is the best of theirs. */
static uint64_t joined_utility(const building *b, uint64_t before, uint64_t u)
{
    switch (b->p->utility) {
    case URNE_UTILITY_COST:
    case URNE_UTILITY_CARDINALITY:
        return 1;
    case URNE_UTILITY_POINTS:
    case URNE_UTILITY_POINTS_COST:
        return before + u;
    case URNE_UTILITY_BORDA:
    case URNE_UTILITY_BORDA_1:
        return before > u ? before : u;
    }
    urne_bug("joined_utility");
}

static void sort_named(building *b)
{
    for (size_t i = 1; i < b->n; i++) {
        uint32_t c = b->named[i];
        size_t j = i;
        for (; j > 0 && b->named[j - 1] > c; j--) {
            b->named[j] = b->named[j - 1];
        }
        b->named[j] = c;
    }
}

/* Reads a ballot into named and given; adds up votes and points. */
static urne_code read_ballot(building *b, const urne_ballot *ballot, urne_err *err)
{
    urne_profile *p = b->p;
    b->n = 0;
    for (size_t k = 0; k < ballot->n_marks; k++) {
        uint32_t c = p->of_project[ballot->marks[k].project];
        uint64_t points, u = utility_of(b, ballot, k, &points);
        if (points > U_SUM_MAX - p->points[c]) {
            return urne_fail(err, URNE_E_COUNT_LARGE, URNE_NOWHERE, NULL);
        }
        p->points[c] += points;
        b->given[c] = b->here[c] ? joined_utility(b, b->given[c], u) : u;
        if (!b->here[c]) {
            b->here[c] = true;
            b->named[b->n++] = c;
            p->votes[c]++;
        }
    }
    sort_named(b);
    size_t kept = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t c = b->named[i];
        b->here[c] = false;
        if (b->given[c] > U_SUM_MAX - b->u_sum[c]) {
            return urne_fail(err, URNE_E_COUNT_LARGE, URNE_NOWHERE, NULL);
        }
        b->u_sum[c] += b->given[c];
        if (b->given[c] > 0) {
            b->named[kept++] = c;
        }
    }
    b->n = kept;
    return URNE_OK;
}

static uint64_t hash_ballot(const building *b)
{
    uint64_t h = 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < b->n; i++) {
        h = (h ^ b->named[i]) * 0xBF58476D1CE4E5B9u;
        h = (h ^ (h >> 31) ^ b->given[b->named[i]]) * 0x94D049BB133111EBu;
        h ^= h >> 29;
    }
    return h;
}

static bool same_group(const building *b, size_t g)
{
    const urne_profile *p = b->p;
    size_t from = b->from[g];
    if (b->from[g + 1] - from != b->n) {
        return false;
    }
    for (size_t i = 0; i < b->n; i++) {
        if (p->named[from + i] != b->named[i] ||
            p->named_u[from + i] != b->given[b->named[i]]) {
            return false;
        }
    }
    return true;
}

/* Adds the ballot at hand to its group. */
static void group_ballot(building *b)
{
    urne_profile *p = b->p;
    size_t at = (size_t)hash_ballot(b) & b->mask;
    while (b->table[at] != 0 && !same_group(b, b->table[at] - 1)) {
        at = (at + 1) & b->mask;
    }
    if (b->table[at] == 0) {
        size_t g = b->n_groups++;
        for (size_t i = 0; i < b->n; i++) {
            p->named[b->n_named] = b->named[i];
            p->named_u[b->n_named++] = b->given[b->named[i]];
        }
        b->from[g + 1] = b->n_named;
        b->table[at] = (uint32_t)(g + 1);
    }
    p->weight[b->table[at] - 1]++;
}

static urne_code read_ballots(building *b, urne_err *err)
{
    urne_profile *p = b->p;
    const urne_election *e = b->e;
    size_t marks = 0, size = 16;
    for (size_t i = 0; i < e->n_ballots; i++) {
        marks += e->ballots[i].aside == URNE_BALLOT_VALID ? e->ballots[i].n_marks : 0;
    }
    while (size < 2 * e->n_ballots) {
        size *= 2;
    }
    b->mask = size - 1;
    b->table = urne_arena_array(b->scratch, size, sizeof *b->table);
    b->named = urne_arena_array(b->scratch, p->m, sizeof *b->named);
    b->given = urne_arena_array(b->scratch, p->m, sizeof *b->given);
    b->here = urne_arena_array(b->scratch, p->m, sizeof *b->here);
    b->u_sum = urne_arena_array(b->scratch, p->m, sizeof *b->u_sum);
    p->votes = urne_arena_array(b->arena, p->m, sizeof *p->votes);
    p->points = urne_arena_array(b->arena, p->m, sizeof *p->points);
    p->named = urne_arena_array(b->arena, marks, sizeof *p->named);
    p->named_u = urne_arena_array(b->arena, marks, sizeof *p->named_u);
    p->weight = urne_arena_array(b->arena, e->n_ballots, sizeof *p->weight);
    b->from = urne_arena_array(b->arena, e->n_ballots + 1, sizeof *b->from);
    for (size_t i = 0; i < e->n_ballots; i++) {
        if (e->ballots[i].aside == URNE_BALLOT_VALID) {
            p->voters++;
            URNE_TRY(read_ballot(b, &e->ballots[i], err));
            if (b->n > 0) {
                group_ballot(b);
            }
        }
    }
    p->from = b->from;
    p->n_groups = b->n_groups;
    return URNE_OK;
}

/* ---- supporters by candidate ---- */

typedef struct supporter {
    uint64_t u;
    uint32_t group;
} supporter;

static int by_u(const void *x, const void *y)
{
    const supporter *a = x, *b = y;
    if (a->u != b->u) {
        return a->u < b->u ? -1 : 1;
    }
    return a->group < b->group ? -1 : a->group > b->group ? 1 : 0;
}

static void list_supporters(building *b)
{
    urne_profile *p = b->p;
    size_t n = b->n_named;
    p->start = urne_arena_array(b->arena, p->m + 1, sizeof *p->start);
    p->who = urne_arena_array(b->arena, n, sizeof *p->who);
    p->u = urne_arena_array(b->arena, n, sizeof *p->u);
    for (size_t i = 0; i < n; i++) {
        p->start[p->named[i] + 1]++;
    }
    for (size_t c = 0; c < p->m; c++) {
        p->start[c + 1] += p->start[c];
    }
    size_t *at = urne_arena_array(b->scratch, p->m, sizeof *at);
    supporter *s = urne_arena_array(b->scratch, n, sizeof *s);
    for (size_t g = 0; g < p->n_groups; g++) {
        for (size_t i = p->from[g]; i < p->from[g + 1]; i++) {
            uint32_t c = p->named[i];
            s[p->start[c] + at[c]++] = (supporter){p->named_u[i], (uint32_t)g};
        }
    }
    p->total = urne_arena_array(b->arena, p->m, sizeof *p->total);
    for (size_t c = 0; c < p->m; c++) {
        size_t from = p->start[c], count = p->start[c + 1] - from;
        bool equal =
            p->utility == URNE_UTILITY_COST || p->utility == URNE_UTILITY_CARDINALITY;
        if (!equal && count > 1) {
            qsort(s + from, count, sizeof *s, by_u);
        }
        for (size_t i = from; i < from + count; i++) {
            p->who[i] = s[i].group;
            p->u[i] = s[i].u;
            p->total[c] += urne_wide_mul(p->weight[s[i].group], s[i].u);
        }
    }
}

/* ---- threshold ---- */

uint64_t urne_profile_score(const urne_profile *p, size_t c)
{
    return p->e->type == URNE_VOTE_APPROVAL || p->e->type == URNE_VOTE_CHOOSE1
               ? p->votes[c]
               : p->points[c];
}

uint64_t urne_profile_unit(const urne_profile *p)
{
    return urne_vote_type_points(p->e->type) ? urne_power_of_ten(p->e->point_places)
                                             : 1;
}

bool urne_profile_reaches(const urne_profile *p, size_t c)
{
    const urne_threshold *t = &p->rule->threshold;
    if (t->num == 0) {
        return true;
    }
    /* score >= num / den, or >= num / den of the ballots; scores in whole points */
    urne_wide due = t->of_ballots ? urne_wide_mul(t->num, p->voters) : t->num;
    return urne_wide_mul(urne_profile_score(p, c), t->den) >=
           due * urne_profile_unit(p);
}

urne_code urne_profile_new(urne_profile **out, urne_arena *arena,
                           const urne_election *e, const urne_count_rule *rule,
                           urne_utility utility, urne_err *err)
{
    urne_profile *p = urne_arena_alloc(arena, sizeof *p);
    *p = (urne_profile){.e = e, .rule = rule, .utility = utility};
    building b = {.p = p, .arena = arena, .scratch = urne_arena_new(), .e = e};
    join_projects(&b);
    urne_code code = add_costs(&b, err);
    if (code == URNE_OK) {
        code = read_ballots(&b, err);
    }
    if (code == URNE_OK) {
        set_factors(&b);
        list_supporters(&b);
        p->barred = urne_arena_array(arena, p->m, sizeof *p->barred);
        for (size_t c = 0; c < p->m; c++) {
            p->barred[c] = !urne_profile_reaches(p, c);
        }
        *out = p;
    }
    urne_arena_free(b.scratch);
    return code;
}
