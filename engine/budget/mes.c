#include "budget/mes.h"

/* ---- memory ---- */

static void clear_integers(void *ptr)
{
    urne_mes *s = ptr;
    for (size_t j = 0; j <= s->p->m; j++) {
        mpz_clears(s->num[j], s->den[j], NULL);
    }
    for (size_t c = 0; c < s->p->m; c++) {
        mpz_clear(s->x[c]);
    }
    mpz_clears(s->bn, s->bd, s->t1, s->t2, s->t3, NULL);
}

static size_t most_supporters(const urne_profile *p)
{
    size_t most = 0;
    for (size_t c = 0; c < p->m; c++) {
        size_t n = p->start[c + 1] - p->start[c];
        most = n > most ? n : most;
    }
    return most;
}

urne_mes *urne_mes_new(urne_arena *arena, const urne_profile *p,
                       const urne_order *order)
{
    urne_mes *s = urne_arena_alloc(arena, sizeof *s);
    size_t m = p->m, supporters = most_supporters(p);
    *s = (urne_mes){.p = p, .order = order, .arena = arena};
    s->fit = urne_fit_new(arena, p);
    s->low = urne_arena_array(arena, p->n_groups, sizeof *s->low);
    s->spent = urne_arena_array(arena, p->n_groups, sizeof *s->spent);
    s->bought = urne_arena_array(arena, m + 1, sizeof *s->bought);
    s->num = urne_arena_array(arena, m + 1, sizeof *s->num);
    s->den = urne_arena_array(arena, m + 1, sizeof *s->den);
    s->by = urne_arena_array(arena, m + 1, sizeof *s->by);
    s->paid_all = urne_arena_array(arena, m + 1, sizeof *s->paid_all);
    s->k = urne_arena_array(arena, m + 1, sizeof *s->k);
    s->round_of = urne_arena_array(arena, m, sizeof *s->round_of);
    s->price = urne_arena_array(arena, m, sizeof *s->price);
    s->live = urne_arena_array(arena, m, sizeof *s->live);
    s->ties = urne_arena_array(arena, m + 1, sizeof *s->ties);
    s->tie_room = urne_arena_array(arena, m + 1, sizeof *s->tie_room);
    s->x = urne_arena_array(arena, m, sizeof *s->x);
    s->d = urne_arena_array(arena, m, sizeof *s->d);
    s->active = urne_arena_array(arena, supporters, sizeof *s->active);
    s->drained = urne_arena_array(arena, supporters, sizeof *s->drained);
    for (size_t j = 0; j <= m; j++) {
        mpz_inits(s->num[j], s->den[j], NULL);
    }
    for (size_t c = 0; c < m; c++) {
        mpz_init(s->x[c]);
    }
    mpz_inits(s->bn, s->bd, s->t1, s->t2, s->t3, NULL);
    urne_arena_defer(arena, clear_integers, s);
    return s;
}

/* ---- the start ---- */

/* The finest unit of balances with which no product overflows. */
static unsigned choose_f(const urne_mes *s)
{
    const urne_profile *p = s->p;
    uint64_t cost = 1, u = 1;
    for (size_t c = 0; c < p->m; c++) {
        cost = p->cost[c] > cost ? p->cost[c] : cost;
        size_t end = p->start[c + 1];
        u = end > p->start[c] && p->u[end - 1] > u ? p->u[end - 1] : u;
    }
    unsigned whole = (unsigned)mpz_sizeinbase(s->t1, 2); /* of floor(endowment) */
    unsigned by_product = 125 - urne_wide_bits(cost) - urne_wide_bits(u);
    unsigned by_balance = whole < 61 ? 61 - whole : 0;
    return by_product < by_balance ? by_product : by_balance;
}

/* Notes the tie of `n` candidates, whose order is known. */
static void note_tie(urne_mes *s, size_t round, const uint32_t *tied, size_t n,
                     urne_tie_kind by, bool resolved, bool group)
{
    urne_tie_met *t = &s->ties[s->n_ties];
    uint32_t *room = t->tied;
    if (s->tie_room[s->n_ties] < n) {
        room = urne_arena_array(s->arena, n, sizeof *room);
        s->tie_room[s->n_ties] = n;
    }
    s->n_ties++;
    *t = (urne_tie_met){round, room, n, tied[0], by, resolved, group};
    memcpy(t->tied, tied, n * sizeof *tied);
}

/* Supported candidates that cost nothing are equal and come first. */
static void take_free(urne_mes *s)
{
    const urne_profile *p = s->p;
    uint32_t *list = s->live; /* it is filled only afterwards */
    size_t n = 0;
    for (uint32_t c = 0; c < p->m; c++) {
        if (p->cost[c] == 0 && urne_profile_supported(p, c) && !p->barred[c]) {
            list[n++] = c;
        }
    }
    urne_tie_kind by;
    bool resolved = urne_order_sort(s->order, 1, list, n, &by);
    urne_force_obey(&s->force, 1, list, n, true);
    if (n > 1) {
        note_tie(s, 1, list, n, by, resolved, true);
    }
    for (size_t i = 0; i < n; i++) {
        if (urne_fit_allows(s->fit, list[i])) {
            s->bought[++s->n] = list[i];
            s->round_of[list[i]] = (uint32_t)s->n;
            mpz_set_ui(s->num[s->n], 0);
            mpz_set(s->den[s->n], s->bd);
            s->paid_all[s->n] = 0;
            urne_fit_fund(s->fit, list[i]);
        }
    }
    s->n_free = s->n;
}

static void start(urne_mes *s, const mpz_t bn, const mpz_t bd, urne_force force)
{
    const urne_profile *p = s->p;
    mpz_set(s->bn, bn);
    mpz_set(s->bd, bd);
    s->force = force;
    s->n = s->n_ties = s->n_live = 0;
    urne_fit_reset(s->fit);
    memset(s->round_of, 0, p->m * sizeof *s->round_of);
    memset(s->spent, 0, p->n_groups * sizeof *s->spent);
    mpz_fdiv_q(s->t1, bn, bd);
    bool tame = mpz_sizeinbase(s->t1, 2) < 62;
    s->f = tame ? choose_f(s) : 0;
    /* An endowment beyond 2^61 units buys everything: its bound may be anything. */
    mpz_mul_2exp(s->t2, bn, s->f);
    mpz_fdiv_q(s->t1, s->t2, bd);
    uint64_t low = tame ? mpz_get_ui(s->t1) : (uint64_t)1 << 61;
    for (size_t g = 0; g < p->n_groups; g++) {
        s->low[g] = low;
    }
    s->slack = 1;
    mpz_set(s->den[0], s->bd);
    take_free(s);
    for (uint32_t c = 0; c < p->m; c++) {
        s->price[c] = (urne_price){.at = 0};
        if (s->round_of[c] == 0 && urne_profile_supported(p, c) && !p->barred[c] &&
            p->cost[c] > 0 && urne_fit_allows(s->fit, c)) {
            s->live[s->n_live++] = c;
        }
    }
}

/* ---- one round ---- */

static void remove_live(urne_mes *s, size_t i)
{
    memmove(s->live + i, s->live + i + 1, (s->n_live - i - 1) * sizeof *s->live);
    s->n_live--;
}

/* The live by the lower bounds of their prices; they are nearly in order already. */
static void sort_live(urne_mes *s)
{
    for (size_t i = 1; i < s->n_live; i++) {
        uint32_t c = s->live[i];
        size_t j = i;
        for (; j > 0 && urne_near_cmp(s->price[s->live[j - 1]].lo, s->price[c].lo) > 0;
             j--) {
            s->live[j] = s->live[j - 1];
        }
        s->live[j] = c;
    }
}

/* Brings the price of a candidate up to date. False when it cannot be paid. */
static bool reprice(urne_mes *s, uint32_t c)
{
    urne_reckoned r;
    if (s->price[c].at == s->n + 1) {
        return true;
    }
    if (!urne_mes_reckon(s, c, &r)) {
        return false;
    }
    urne_wide den = urne_wide_mul(r.d, s->p->factor[c]);
    urne_near lo = urne_near_div(r.x_lo, den, false);
    urne_near hi = urne_near_div(r.x_hi, den, true);
    /* rho = bound / 2^f */
    lo.e -= (int)s->f;
    hi.e -= (int)s->f;
    s->price[c].at = s->n + 1;
    s->price[c].hi = hi;
    /* The bound of an earlier round may have been the better one. */
    s->price[c].lo = urne_near_cmp(s->price[c].lo, lo) > 0 ? s->price[c].lo : lo;
    return true;
}

/* Reprices the live until none that is out of date could be the cheapest. Those that
 * could be stand first in `live`; returns how many. What cannot be paid is removed. */
static size_t cheapest(urne_mes *s)
{
    size_t n = 0;
    const urne_near *best = NULL;
    sort_live(s);
    for (size_t i = 0; i < s->n_live;) {
        urne_price *price = &s->price[s->live[i]];
        if (best != NULL && urne_near_cmp(price->lo, *best) > 0) {
            break;
        }
        if (!reprice(s, s->live[i])) {
            remove_live(s, i);
            continue;
        }
        best = best == NULL || urne_near_cmp(price->hi, *best) < 0 ? &price->hi : best;
        i++;
    }
    sort_live(s);
    while (n < s->n_live && best != NULL &&
           urne_near_cmp(s->price[s->live[n]].lo, *best) <= 0) {
        n++;
    }
    return n;
}

/* x and d of a candidate, exactly, in the present state. */
static void price_exactly(urne_mes *s, uint32_t c, urne_reckoned *r)
{
    if (!urne_mes_reckon(s, c, r)) {
        urne_bug("mes: a price that cannot be paid");
    }
    urne_mes_exact(s->x[c], s, c, r);
    s->d[c] = r->d;
}

/* The sign of rho(a) - rho(b), both priced exactly in the present state. */
static int cmp_exactly(urne_mes *s, uint32_t a, uint32_t b)
{
    const urne_profile *p = s->p;
    mpz_mul_ui(s->t1, s->x[a], s->d[b]);
    mpz_mul_ui(s->t1, s->t1, p->factor[b]);
    mpz_mul_ui(s->t2, s->x[b], s->d[a]);
    mpz_mul_ui(s->t2, s->t2, p->factor[a]);
    return mpz_cmp(s->t1, s->t2);
}

/* Of the first n live, the truly cheapest, moved into `tied`. */
static size_t truly_cheapest(urne_mes *s, size_t n, uint32_t *tied)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = s->live[i];
        urne_reckoned r;
        if (n > 1) {
            price_exactly(s, c, &r);
        }
        int order = count == 0 ? 0 : cmp_exactly(s, c, tied[0]);
        count = order < 0 ? 0 : count;
        if (order <= 0) {
            tied[count++] = c;
        }
    }
    return count;
}

/* Takes rho * factor * u from those who pay in full; the others have nothing left. */
static void collect(urne_mes *s, const urne_reckoned *r)
{
    const urne_profile *p = s->p;
    size_t j = s->n; /* the round just opened */
    uint64_t u = 0, pay = 0;
    for (size_t k = 0; k < r->n_drained; k++) {
        uint32_t g = p->who[s->drained[k]];
        s->spent[g] = true;
        s->low[g] = 0;
        s->paid_all[j] += p->weight[g];
    }
    s->slack++;
    for (size_t k = 0; k < r->n_active; k++) {
        size_t i = s->active[k];
        uint32_t g = p->who[i];
        if (p->u[i] != u) {
            u = p->u[i];
            mpz_mul_ui(s->t1, s->num[j], u);
            mpz_mul_2exp(s->t1, s->t1, s->f);
            mpz_cdiv_q(s->t1, s->t1, s->den[j]);
            pay = mpz_get_ui(s->t1);
        }
        bool doubtful = s->low[g] <= pay;
        s->low[g] = s->low[g] > pay ? s->low[g] - pay : 0;
        if (doubtful) {
            urne_mes_balance(s->t2, s, g);
            s->spent[g] = mpz_sgn(s->t2) == 0;
            s->paid_all[j] += s->spent[g] ? p->weight[g] : 0;
        }
    }
}

static void buy(urne_mes *s, uint32_t c)
{
    urne_reckoned r;
    price_exactly(s, c, &r);
    size_t j = ++s->n;
    s->bought[j] = c;
    s->round_of[c] = (uint32_t)j;
    mpz_set(s->num[j], s->x[c]);
    s->by[j] = r.d;
    mpz_mul_ui(s->den[j], s->den[j - 1], r.d);
    s->paid_all[j] = 0;
    collect(s, &r);
    urne_fit_fund(s->fit, c);
    size_t kept = 0;
    for (size_t i = 0; i < s->n_live; i++) {
        if (s->live[i] != c && urne_fit_allows(s->fit, s->live[i])) {
            s->live[kept++] = s->live[i];
        }
    }
    s->n_live = kept;
}

/* Puts the forced candidate first, and notes the tie. */
static uint32_t choose(urne_mes *s, uint32_t *tied, size_t n)
{
    size_t round = s->n + 1;
    urne_tie_kind by;
    if (n == 1) {
        return tied[0];
    }
    bool resolved;
    (void)urne_order_sort(s->order, round, tied, n, &by);
    (void)urne_order_first(s->order, round, tied, n, &by, &resolved);
    urne_force_obey(&s->force, round, tied, n, false);
    note_tie(s, round, tied, n, by, resolved, false);
    return tied[0];
}

void urne_mes_run(urne_mes *s, const mpz_t bn, const mpz_t bd, urne_force force)
{
    urne_arena *scratch = urne_arena_new();
    uint32_t *tied = urne_arena_array(scratch, s->p->m, sizeof *tied);
    start(s, bn, bd, force);
    for (size_t n = cheapest(s); n > 0; n = cheapest(s)) {
        size_t count = truly_cheapest(s, n, tied);
        buy(s, choose(s, tied, count));
    }
    urne_arena_free(scratch);
}

/* ---- the two-point test ---- */

/* The sign of rho(q) here - rho of round j of base, exactly. */
static int cmp_with_round(urne_mes *s, uint32_t q, const urne_mes *base, size_t j)
{
    const urne_profile *p = s->p;
    urne_reckoned r;
    price_exactly(s, q, &r);
    /* x / (den * d * factor(q)) against num / (den of base * factor(w)) */
    mpz_mul(s->t1, s->x[q], base->den[j]);
    mpz_mul_ui(s->t1, s->t1, p->factor[base->bought[j]]);
    mpz_mul(s->t2, base->num[j], s->den[s->n]);
    mpz_mul_ui(s->t2, s->t2, r.d);
    mpz_mul_ui(s->t2, s->t2, p->factor[q]);
    return mpz_cmp(s->t1, s->t2);
}

static urne_near rho_bound(urne_mes *s, const urne_mes *base, size_t j, bool up)
{
    mpz_mul_ui(s->t1, base->den[j], s->p->factor[base->bought[j]]);
    return urne_near_big(base->num[j], s->t1, up);
}

/* Round j of base is also a round here, and no other candidate could come before it at
 * any endowment between the two. */
static bool round_holds(urne_mes *s, const urne_mes *base, size_t j)
{
    uint32_t w = base->bought[j];
    urne_near lo = rho_bound(s, base, j, false), hi = rho_bound(s, base, j, true);
    sort_live(s);
    for (size_t i = 0; i < s->n_live;) {
        uint32_t q = s->live[i];
        if (urne_near_cmp(s->price[q].lo, hi) > 0) {
            break;
        }
        if (q == w) {
            i++;
            continue;
        }
        if (!reprice(s, q)) {
            remove_live(s, i);
            continue;
        }
        if (urne_near_cmp(s->price[q].hi, lo) < 0) {
            return false;
        }
        if (urne_near_cmp(s->price[q].lo, hi) <= 0) {
            int order = cmp_with_round(s, q, base, j);
            if (order < 0 || (order == 0 && urne_order_cmp(s->order, j, w, q) >= 0)) {
                return false;
            }
        }
        i++;
    }
    return true;
}

bool urne_mes_replay(urne_mes *s, const urne_mes *base, const mpz_t bn, const mpz_t bd)
{
    start(s, bn, bd, (urne_force){0, 0, NULL});
    for (size_t j = base->n_free + 1; j <= base->n; j++) {
        urne_reckoned r;
        if (!round_holds(s, base, j) || !urne_mes_reckon(s, base->bought[j], &r)) {
            return false;
        }
        buy(s, base->bought[j]);
    }
    for (size_t i = 0; i < s->n_live; i++) {
        urne_reckoned r;
        if (urne_mes_reckon(s, s->live[i], &r)) {
            return false;
        }
    }
    s->n_live = 0;
    return true;
}

/* ---- what came of it ---- */

void urne_mes_rho(mpq_t out, const urne_mes *s, size_t j)
{
    mpq_set_ui(out, 0, 1);
    if (j > s->n_free) {
        mpq_set_num(out, s->num[j]);
        mpz_mul_ui(mpq_denref(out), s->den[j], s->p->factor[s->bought[j]]);
        mpq_canonicalize(out);
    }
}

void urne_mes_pays(mpq_t out, const urne_mes *s, size_t j)
{
    const urne_profile *p = s->p;
    mpq_set_ui(out, 0, 1);
    if (j > s->n_free) {
        uint64_t u = p->u[p->start[s->bought[j] + 1] - 1];
        mpz_mul_ui(mpq_numref(out), s->num[j], u);
        mpq_set_den(out, s->den[j]);
        mpq_canonicalize(out);
    }
}

urne_bought *urne_mes_bought(urne_arena *arena, const urne_mes *s)
{
    urne_bought *list = urne_arena_array(arena, s->n, sizeof *list);
    for (size_t j = 1; j <= s->n; j++) {
        list[j - 1] = (urne_bought){.c = s->bought[j], .round = j};
        list[j - 1].mark = j > s->n_free ? urne_run_mark(s->num[j], s->den[j]) : 0;
    }
    return list;
}

unsigned urne_mes_tenth(urne_mes *s, size_t group)
{
    if (s->spent[group] || mpz_sgn(s->bn) == 0) {
        return 0;
    }
    /* balance * den * 10 / (endowment * den), where endowment * den = bn * den / bd */
    urne_mes_balance(s->t1, s, group);
    mpz_divexact(s->t2, s->den[s->n], s->bd);
    mpz_mul(s->t2, s->t2, s->bn);
    mpz_mul_ui(s->t1, s->t1, 10);
    mpz_fdiv_q(s->t1, s->t1, s->t2);
    return (unsigned)mpz_get_ui(s->t1);
}
