#include "budget/order.h"

#include "base/sort.h"

static urne_str id_of(const urne_order *o, uint32_t c)
{
    return o->p->e->projects[o->p->first[c]].id;
}

urne_order *urne_order_new(urne_arena *arena, const urne_profile *p)
{
    urne_order *o = urne_arena_alloc(arena, sizeof *o);
    o->p = p;
    o->key = urne_arena_array(arena, p->m, sizeof *o->key);
    if (p->rule->lot_seed.n > 0 && !urne_hash_parse(p->rule->lot_seed, &o->seed)) {
        urne_bug("a lot seed that is no hash");
    }
    for (size_t c = 0; p->rule->lot_seed.n > 0 && c < p->m; c++) {
        o->key[c] = urne_hash_fields(3, URNE_STR("urne/1 project"), p->rule->box,
                                     id_of(o, (uint32_t)c));
    }
    return o;
}

urne_hash urne_order_ticket(const urne_order *o, size_t round, uint32_t c)
{
    char purpose[8 + URNE_DEC_MAX] = "tie/";
    urne_dec(purpose + 4, round);
    urne_sub sub = urne_sub_make(&o->seed, purpose);
    return urne_ticket(&sub, &o->key[c]);
}

static int cmp_u64(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

static int cmp_by(const urne_order *o, urne_tie_kind kind, size_t round, uint32_t a,
                  uint32_t b)
{
    const urne_profile *p = o->p;
    switch (kind) {
    case URNE_TIE_FILE:
        return cmp_u64(p->first[a], p->first[b]);
    case URNE_TIE_ID:
        return urne_str_cmp(id_of(o, a), id_of(o, b));
    case URNE_TIE_MIN_COST:
        return cmp_u64(p->cost[a], p->cost[b]);
    case URNE_TIE_MAX_VOTES:
        return cmp_u64(p->votes[b], p->votes[a]);
    case URNE_TIE_LOT: {
        urne_hash x = urne_order_ticket(o, round, a);
        urne_hash y = urne_order_ticket(o, round, b);
        return urne_hash_cmp(&x, &y);
    }
    }
    urne_bug("cmp_by");
}

/* The same, and the place in the chain of the criterion that decided. */
static int cmp_at(const urne_order *o, size_t round, uint32_t a, uint32_t b,
                  size_t *used)
{
    for (*used = 0; *used < o->p->rule->n_ties; ++*used) {
        int order = cmp_by(o, o->p->rule->ties[*used], round, a, b);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

int urne_order_cmp(const urne_order *o, size_t round, uint32_t a, uint32_t b)
{
    size_t used;
    return cmp_at(o, round, a, b, &used);
}

/* A sort in progress: the last criterion needed, and whether one was missing. */
typedef struct sorting {
    const urne_order *o;
    size_t round, most;
    bool resolved;
} sorting;

static int cmp_tied(void *ctx, uint32_t a, uint32_t b)
{
    sorting *s = ctx;
    size_t used;
    int order = cmp_at(s->o, s->round, a, b, &used);
    s->most = used > s->most ? used : s->most;
    s->resolved = s->resolved && order != 0;
    return order != 0 ? order : urne_str_cmp(id_of(s->o, a), id_of(s->o, b));
}

bool urne_order_sort(const urne_order *o, size_t round, uint32_t *tied, size_t n,
                     urne_tie_kind *by)
{
    sorting s = {o, round, 0, true};
    urne_sort_indices(tied, n, cmp_tied, &s);
    size_t last = o->p->rule->n_ties;
    *by = s.most < last ? o->p->rule->ties[s.most] : URNE_TIE_ID;
    return s.resolved;
}

uint32_t urne_order_first(const urne_order *o, size_t round, const uint32_t *tied,
                          size_t n, urne_tie_kind *by, bool *resolved)
{
    uint32_t best = tied[0];
    size_t most = 0;
    *resolved = true;
    for (size_t i = 1; i < n; i++) {
        size_t used;
        int order = cmp_at(o, round, best, tied[i], &used);
        best = order > 0 || (order == 0 &&
                             urne_str_cmp(id_of(o, best), id_of(o, tied[i])) > 0)
                   ? tied[i]
                   : best;
    }
    for (size_t i = 0; i < n; i++) {
        size_t used;
        if (tied[i] != best) {
            *resolved = cmp_at(o, round, best, tied[i], &used) != 0 && *resolved;
            most = used > most ? used : most;
        }
    }
    *by = most < o->p->rule->n_ties ? o->p->rule->ties[most] : URNE_TIE_ID;
    return best;
}
