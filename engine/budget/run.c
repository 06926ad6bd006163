#include "budget/mes.h"

urne_run urne_run_new(urne_arena *arena, const urne_profile *p, const urne_order *order,
                      urne_fit *fit, size_t first_round, bool record)
{
    urne_run r = {.arena = arena,
                  .p = p,
                  .order = order,
                  .fit = fit,
                  .first_round = first_round,
                  .record = record};
    r.bought = urne_arena_array(arena, p->m, sizeof *r.bought);
    r.fate = record ? urne_arena_array(arena, p->m, sizeof *r.fate) : NULL;
    return r;
}

const char *urne_run_amount(urne_run *r, uint64_t v)
{
    return urne_str_z(r->arena, urne_str_of(URNE_DEC(v)));
}

const char *urne_run_rational(urne_run *r, const mpq_t q)
{
    size_t room =
        mpz_sizeinbase(mpq_numref(q), 10) + mpz_sizeinbase(mpq_denref(q), 10) + 3;
    char *z = urne_arena_alloc(r->arena, room);
    return mpq_get_str(z, 10, q);
}

void urne_run_fund(urne_run *r, size_t round, uint32_t c, const char *key,
                   const char *pays)
{
    urne_fit_fund(r->fit, c);
    r->bought[r->n_bought++] = (urne_bought){c, round, key, pays, r->fit->left, 0};
}

uint64_t urne_run_mark(const mpz_t num, const mpz_t den)
{
    urne_near near = urne_near_big(num, den, false);
    return near.m ^ ((uint64_t)(int64_t)near.e * 0x9E3779B97F4A7C15u);
}

void urne_run_lose(urne_run *r, uint32_t c, urne_why why, size_t round, const char *a,
                   const char *b, size_t other)
{
    if (r->record) {
        r->fate[c] = (urne_fate){why, true, a, b, other, round};
    }
}

void urne_run_lose_room(urne_run *r, uint32_t c, size_t round)
{
    if (!r->record) {
        return;
    }
    size_t rival = urne_fit_rival(r->fit, c), cap = urne_fit_full_cap(r->fit, c);
    if (rival != SIZE_MAX) {
        urne_run_lose(r, c, URNE_WHY_RIVAL, round, NULL, NULL, rival);
    } else if (cap != SIZE_MAX) {
        urne_run_lose(r, c, URNE_WHY_CAP, round,
                      urne_run_amount(r, r->fit->cap_left[cap]), NULL, cap);
    } else {
        urne_run_lose(r, c, URNE_WHY_LEFT, round, urne_run_amount(r, r->fit->left),
                      NULL, SIZE_MAX);
    }
}

/* Notes a tie whose order is known. */
static void note_tie(urne_run *r, const urne_tie_met *tie)
{
    if (r->n_ties == r->cap_ties) {
        size_t cap = r->cap_ties == 0 ? 16 : 2 * r->cap_ties;
        r->ties = urne_arena_grow(r->arena, r->ties, r->n_ties * sizeof *r->ties,
                                  cap * sizeof *r->ties);
        r->cap_ties = cap;
    }
    uint32_t *copy = urne_arena_array(r->arena, tie->n, sizeof *copy);
    memcpy(copy, tie->tied, tie->n * sizeof *copy);
    r->ties[r->n_ties] = *tie;
    r->ties[r->n_ties++].tied = copy;
}

void urne_force_obey(const urne_force *force, size_t round, uint32_t *tied, size_t n,
                     bool group)
{
    if (force == NULL) {
        return;
    }
    urne_force_obey(force->before, round, tied, n, group);
    size_t at = force->round - round;
    if (force->round < round || at >= (group ? n : 1)) {
        return;
    }
    for (size_t i = at; i < n; i++) {
        if (tied[i] == force->c) {
            memmove(tied + at + 1, tied + at, (i - at) * sizeof *tied);
            tied[at] = force->c;
            return;
        }
    }
}

static void settle(urne_run *r, size_t round, uint32_t *tied, size_t n, bool group)
{
    urne_tie_met tie = {.round = round, .tied = tied, .n = n, .group = group};
    if (n < 2) {
        return;
    }
    tie.resolved = urne_order_sort(r->order, round, tied, n, &tie.by);
    if (!group) { /* only who comes first matters */
        (void)urne_order_first(r->order, round, tied, n, &tie.by, &tie.resolved);
    }
    urne_force_obey(&r->force, round, tied, n, group);
    tie.chosen = tied[0];
    note_tie(r, &tie);
}

uint32_t urne_run_choose(urne_run *r, size_t round, uint32_t *tied, size_t n)
{
    settle(r, round, tied, n, false);
    return tied[0];
}

void urne_run_arrange(urne_run *r, size_t round, uint32_t *tied, size_t n)
{
    settle(r, round, tied, n, true);
}
