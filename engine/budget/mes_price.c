#include "budget/mes.h"

/* The price of one candidate: who pays in full, who pays all that is left. */

/* floor or ceiling of x * u / d, at most 2^63; x < 2^66 and more only with small u, as
 * the choice of f sees to it. */
static uint64_t share(urne_wide x, uint64_t u, uint64_t d, bool up)
{
    urne_wide y = x * u;
    urne_wide q = y / d;
    q += up && q * d != y ? 1 : 0;
    return q > (urne_wide)1 << 63 ? (uint64_t)1 << 63 : (uint64_t)q;
}

/* acc = acc * by[j] + sign * k[j] * num[j] for every round behind the free ones. */
static void horner(mpz_t acc, const urne_mes *s, bool plus)
{
    for (size_t j = s->n_free + 1; j <= s->n; j++) {
        mpz_mul_ui(acc, acc, s->by[j]);
        if (s->k[j] != 0 && plus) {
            mpz_addmul_ui(acc, s->num[j], s->k[j]);
        } else if (s->k[j] != 0) {
            mpz_submul_ui(acc, s->num[j], s->k[j]);
        }
    }
}

/* Adds to k what a group paid in each round, for each of `weight` voters. */
static void add_payments(const urne_mes *s, size_t g, uint64_t weight)
{
    const urne_profile *p = s->p;
    for (size_t i = p->from[g]; i < p->from[g + 1]; i++) {
        uint32_t j = s->round_of[p->named[i]];
        if (j > s->n_free) {
            s->k[j] += weight * p->named_u[i];
        }
    }
}

static void clear_payments(const urne_mes *s)
{
    memset(s->k, 0, (s->n + 1) * sizeof *s->k);
}

void urne_mes_balance(mpz_t out, const urne_mes *s, size_t group)
{
    clear_payments(s);
    add_payments(s, group, 1);
    mpz_set(out, s->bn);
    horner(out, s, false);
}

/* The supporters in `list` hold at least `cost` together: 1, just: 0, less: -1. */
static int exact_money(urne_mes *s, const size_t *list, size_t n, uint64_t cost)
{
    const urne_profile *p = s->p;
    uint64_t count = 0;
    clear_payments(s);
    for (size_t i = 0; i < n; i++) {
        size_t g = p->who[list[i]];
        add_payments(s, g, p->weight[g]);
        count += p->weight[g];
    }
    mpz_mul_ui(s->t1, s->bn, count);
    horner(s->t1, s, false);
    mpz_mul_ui(s->t2, s->den[s->n], cost);
    return mpz_cmp(s->t1, s->t2);
}

void urne_mes_money(mpq_t out, urne_mes *s, uint32_t c)
{
    const urne_profile *p = s->p;
    size_t n = 0;
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        if (!s->spent[p->who[i]]) {
            s->active[n++] = i;
        }
    }
    exact_money(s, s->active, n, 0);
    mpq_set_num(out, s->t1);
    mpq_set_den(out, s->den[s->n]);
    mpq_canonicalize(out);
}

/* Lists the supporters that have something left. False when they cannot pay. */
static bool gather(urne_mes *s, uint32_t c, urne_reckoned *r)
{
    const urne_profile *p = s->p;
    urne_wide cost = (urne_wide)p->cost[c] << s->f, money = 0;
    uint64_t voters = 0;
    *r = (urne_reckoned){.x_lo = cost, .x_hi = cost};
    for (size_t i = p->start[c]; i < p->start[c + 1]; i++) {
        uint32_t g = p->who[i];
        if (!s->spent[g]) {
            s->active[r->n_active++] = i;
            money += urne_wide_mul(p->weight[g], s->low[g]);
            voters += p->weight[g];
            r->d += p->weight[g] * p->u[i];
        }
    }
    if (money >= cost) {
        return true;
    }
    /* Their true money is below money + voters * slack, unless they have none. */
    if (r->n_active == 0 || money + urne_wide_mul(voters, s->slack) <= cost) {
        return false;
    }
    return exact_money(s, s->active, r->n_active, p->cost[c]) >= 0;
}

/* Supporter i pays all that is left. */
static void drain(urne_mes *s, urne_reckoned *r, size_t i)
{
    const urne_profile *p = s->p;
    uint32_t g = p->who[i];
    urne_wide least = urne_wide_mul(p->weight[g], s->low[g]);
    urne_wide most = urne_wide_mul(p->weight[g], s->low[g] + s->slack);
    r->x_lo = r->x_lo > most ? r->x_lo - most : 0;
    r->x_hi = r->x_hi > least ? r->x_hi - least : 0;
    r->d -= p->weight[g] * p->u[i];
    s->drained[r->n_drained++] = i;
}

/* Drains those who surely hold less than their share. As more of them do, the shares
 * of the others rise: again until nobody is drained. */
static void drain_sure(urne_mes *s, urne_reckoned *r)
{
    const urne_profile *p = s->p;
    for (bool again = true; again;) {
        size_t kept = 0;
        uint64_t u = 0, least = 0;
        again = false;
        for (size_t k = 0; k < r->n_active; k++) {
            size_t i = s->active[k];
            if (p->u[i] != u) {
                u = p->u[i];
                least = share(r->x_lo, u, r->d, false);
            }
            if (s->low[p->who[i]] + s->slack <= least) {
                drain(s, r, i);
                again = true;
            } else {
                s->active[kept++] = i;
            }
        }
        r->n_active = kept;
    }
}

/* True when it is open whether some active supporter can pay in full. */
static bool is_open(const urne_mes *s, const urne_reckoned *r)
{
    const urne_profile *p = s->p;
    uint64_t u = 0, most = 0;
    for (size_t k = 0; k < r->n_active; k++) {
        size_t i = s->active[k];
        if (p->u[i] != u) {
            u = p->u[i];
            most = share(r->x_hi, u, r->d, true);
        }
        if (s->low[p->who[i]] <= most) {
            return true;
        }
    }
    return false;
}

void urne_mes_exact(mpz_t x, urne_mes *s, uint32_t c, const urne_reckoned *r)
{
    const urne_profile *p = s->p;
    uint64_t count = 0;
    clear_payments(s);
    for (size_t k = 0; k < r->n_drained; k++) {
        size_t g = p->who[s->drained[k]];
        add_payments(s, g, p->weight[g]);
        count += p->weight[g];
    }
    mpz_mul_ui(x, s->bd, p->cost[c]);
    mpz_submul_ui(x, s->bn, count);
    horner(x, s, true);
}

/* Settles the open ones exactly. Whoever holds just the share is drained too, unless
 * nobody would be left to set the price. */
static void drain_exact(urne_mes *s, uint32_t c, urne_reckoned *r)
{
    const urne_profile *p = s->p;
    urne_mes_exact(s->t3, s, c, r);
    for (bool again = true; again;) {
        size_t kept = 0;
        again = false;
        for (size_t k = 0; k < r->n_active; k++) {
            size_t i = s->active[k];
            uint32_t g = p->who[i];
            uint64_t part = p->weight[g] * p->u[i];
            bool low = false;
            if (s->low[g] <= share(r->x_hi, p->u[i], r->d, true) && part < r->d) {
                urne_mes_balance(s->t1, s, g);
                mpz_mul_ui(s->t2, s->t1, r->d);
                mpz_submul_ui(s->t2, s->t3, p->u[i]);
                low = mpz_sgn(s->t2) <= 0;
            }
            if (low) {
                drain(s, r, i);
                mpz_submul_ui(s->t3, s->t1, p->weight[g]);
                again = true;
            } else {
                s->active[kept++] = i;
            }
        }
        r->n_active = kept;
    }
}

bool urne_mes_reckon(urne_mes *s, uint32_t c, urne_reckoned *out)
{
    if (!gather(s, c, out)) {
        return false;
    }
    drain_sure(s, out);
    if (is_open(s, out)) {
        drain_exact(s, c, out);
    }
    return true;
}
