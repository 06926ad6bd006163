#include "budget/count_in.h"

/* Equal Shares: the deciding run, its completion, the comparison with greedy. */

static bool completes(const urne_count_rule *rule)
{
    return rule->completion == URNE_COMPLETION_UTILITARIAN ||
           rule->completion == URNE_COMPLETION_ADD1U;
}

/* A round of the run as one that is recorded. */
static void record_rounds(urne_counting *c, urne_run *r)
{
    urne_mes *s = c->mes;
    const urne_profile *p = c->p;
    mpq_t q;
    mpq_init(q);
    for (size_t j = 1; j <= s->n; j++) {
        urne_mes_rho(q, s, j);
        const char *rho = urne_run_rational(r, q);
        urne_mes_pays(q, s, j);
        const char *pays = urne_run_rational(r, q);
        bool free = p->cost[s->bought[j]] == 0;
        urne_run_fund(r, j, s->bought[j], rho, pays);
        urne_run_lose(r, s->bought[j], free ? URNE_WHY_FREE : URNE_WHY_BOUGHT, j, pays,
                      urne_run_amount(r, s->paid_all[j]), SIZE_MAX);
    }
    mpq_clear(q);
}

static void record_losers(urne_counting *c, urne_run *r)
{
    const urne_profile *p = c->p;
    mpq_t q;
    mpq_init(q);
    for (uint32_t k = 0; k < p->m; k++) {
        if (r->fit->funded[k]) {
            continue;
        }
        if (!urne_profile_supported(p, k)) {
            urne_run_lose(r, k, URNE_WHY_NO_SUPPORT, 0, NULL, NULL, SIZE_MAX);
        } else if (!urne_fit_allows(r->fit, k)) {
            urne_run_lose_room(r, k, 0);
        } else {
            urne_mes_money(q, c->mes, k);
            urne_run_lose(r, k, URNE_WHY_SUPPORTERS, 0, urne_run_rational(r, q), NULL,
                          SIZE_MAX);
        }
    }
    mpq_clear(q);
}

/* How much of the endowment is left to how many; blank ballots keep all of it. */
static void record_bands(urne_counting *c, urne_run *r)
{
    const urne_profile *p = c->p;
    urne_count *out = c->out;
    uint64_t grouped = 0;
    mpq_t q;
    mpq_init(q);
    mpq_set_num(q, c->mes->bn);
    mpq_set_den(q, c->mes->bd);
    mpq_canonicalize(q);
    out->endowment = urne_run_rational(r, q);
    mpq_clear(q);
    for (unsigned t = 0; t <= 10; t++) {
        out->bands[t].tenth = t;
    }
    for (size_t g = 0; g < p->n_groups; g++) {
        out->bands[urne_mes_tenth(c->mes, g)].voters += p->weight[g];
        grouped += p->weight[g];
    }
    out->bands[10].voters += p->voters - grouped;
}

/* The deciding run and its completion again, under forces. */
static void count_again(urne_outcome *out, urne_arena *arena, void *ctx,
                        const urne_force *forces)
{
    const urne_counting *c = ctx;
    urne_mes *s = urne_mes_new(arena, c->p, c->order);
    urne_mes_run(s, c->mes->bn, c->mes->bd, *forces);
    urne_run run =
        urne_run_new(arena, c->completing, c->order, s->fit, s->n + 1, false);
    run.force = *forces;
    if (completes(c->rule)) {
        urne_greedy(&run, true);
    }
    size_t n = s->n_ties + run.n_ties;
    urne_tie_met *ties = urne_arena_array(arena, n, sizeof *ties);
    for (size_t i = 0; i < n; i++) {
        ties[i] = i < s->n_ties ? s->ties[i] : run.ties[i - s->n_ties];
    }
    urne_bought *all = urne_arena_array(arena, s->n + run.n_bought, sizeof *all);
    urne_bought *rounds = urne_mes_bought(arena, s);
    for (size_t i = 0; i < s->n + run.n_bought; i++) {
        all[i] = i < s->n ? rounds[i] : run.bought[i - s->n];
    }
    *out = (urne_outcome){s->fit->funded, all, s->n + run.n_bought, ties, n};
}

/* The intervals of Add1 in projects instead of candidates. */
static void record_intervals(urne_counting *c)
{
    urne_count *out = c->out;
    out->intervals = c->add1.intervals;
    out->n_intervals = c->add1.n_intervals;
    for (size_t i = 0; i < out->n_intervals; i++) {
        urne_count_interval *v = &out->intervals[i];
        for (size_t k = 0; k < v->n; k++) {
            v->bought[k] = c->p->first[v->bought[k]];
        }
    }
}

/* A run that a replay left has its rounds, but its ties have not been looked for. */
static void run_plainly(urne_counting *c, const mpz_t bn, const mpz_t bd)
{
    urne_mes *s = urne_mes_new(c->arena, c->p, c->order);
    urne_mes_run(s, bn, bd, (urne_force){0, 0, NULL});
    c->mes = s;
}

static urne_code decide_run(urne_counting *c)
{
    const urne_count_rule *rule = c->rule;
    mpz_t bn, bd;
    c->has_add1 = rule->completion == URNE_COMPLETION_ADD1 ||
                  rule->completion == URNE_COMPLETION_ADD1U;
    if (c->has_add1) {
        URNE_TRY(urne_add1_scan(&c->add1, c->arena, c->p, c->order, c->err));
        run_plainly(c, c->add1.run->bn, c->add1.run->bd);
        record_intervals(c);
        return URNE_OK;
    }
    mpz_inits(bn, bd, NULL);
    urne_endowment(bn, bd, c->p, false);
    run_plainly(c, bn, bd);
    mpz_clears(bn, bd, NULL);
    return URNE_OK;
}

/* Greedy with what is left, by votes or by the utility of the rule. */
static void complete(urne_counting *c, urne_run *run)
{
    *run = urne_run_new(c->arena, c->completing, c->order, c->fit, c->mes->n + 1, true);
    if (completes(c->rule)) {
        urne_greedy(run, true);
        urne_counting_take(c, run, URNE_PHASE_COMPLETION);
    }
}

/* ---- comparison ---- */

typedef struct satisfaction {
    uint64_t a, b;
} satisfaction;

/* Funded candidates that a ballot names, in two results; joined projects are one. */
static satisfaction winners(const urne_counting *c, const urne_ballot *ballot,
                            const bool *a, const bool *b)
{
    satisfaction s = {0, 0};
    for (size_t k = 0; k < ballot->n_marks; k++) {
        uint32_t q = c->p->of_project[ballot->marks[k].project];
        bool again = false;
        for (size_t j = 0; j < k && c->rule->n_joined > 0; j++) {
            again = again || c->p->of_project[ballot->marks[j].project] == q;
        }
        s.a += a[q] && !again ? 1 : 0;
        s.b += b[q] && !again ? 1 : 0;
    }
    return s;
}

/* Counts the voters who do better under greedy, and under mes. */
static satisfaction preferences(const urne_counting *c, const bool *greedy,
                                const bool *mes)
{
    satisfaction sum = {0, 0};
    bool some = c->rule->comparison == URNE_COMPARISON_EXCLUSION_RATIO;
    for (size_t i = 0; i < c->e->n_ballots; i++) {
        const urne_ballot *ballot = &c->e->ballots[i];
        if (ballot->aside == URNE_BALLOT_VALID) {
            satisfaction s = winners(c, ballot, greedy, mes);
            bool for_greedy = some ? s.a > 0 && s.b == 0 : s.a > s.b;
            bool for_mes = some ? s.b > 0 && s.a == 0 : s.b > s.a;
            sum.a += for_greedy ? 1 : 0;
            sum.b += for_mes ? 1 : 0;
        }
    }
    return sum;
}

/* A comparison of greedy with what mes funds. */
typedef struct comparing {
    const urne_counting *c;
    const urne_profile *p;
    const bool *mes;
} comparing;

/* What the comparison decides when greedy runs under forces. */
static void compare_again(urne_outcome *out, urne_arena *arena, void *ctx,
                          const urne_force *forces)
{
    const comparing *w = ctx;
    urne_fit *fit = urne_fit_new(arena, w->p);
    urne_run run = urne_run_new(arena, w->p, w->c->order, fit, 1, false);
    run.force = *forces;
    urne_greedy(&run, true);
    satisfaction s = preferences(w->c, fit->funded, w->mes);
    bool *funded = urne_arena_array(arena, w->p->m, sizeof *funded);
    memcpy(funded, s.a > s.b ? fit->funded : w->mes, w->p->m * sizeof *funded);
    *out = (urne_outcome){funded, run.bought, run.n_bought, run.ties, run.n_ties};
}

/* Greedy by votes takes the place of Equal Shares when more voters do better by it. Its
 * open ties count even when it does not: another way might. */
static urne_code compare_with_greedy(urne_counting *c)
{
    comparing w = {.c = c};
    urne_profile *p;
    urne_count *out = c->out;
    URNE_TRY(urne_profile_new(&p, c->arena, c->e, c->rule, URNE_UTILITY_COST, c->err));
    urne_fit *fit = urne_fit_new(c->arena, p), *mes = urne_fit_new(c->arena, p);
    urne_run run = urne_run_new(c->arena, p, c->order, fit, 1, false);
    urne_greedy(&run, true);
    urne_fit_copy(mes, c->fit);
    satisfaction s = preferences(c, fit->funded, mes->funded);
    out->prefer_greedy = s.a;
    out->prefer_mes = s.b;
    out->compared = true;
    out->replaced = s.a > s.b;
    w.p = p;
    w.mes = mes->funded;
    urne_trial trial = {.fn = compare_again,
                        .ctx = &w,
                        .order = c->order,
                        .funded = out->replaced ? fit->funded : mes->funded};
    const urne_tie_met *open = urne_ties_open(&trial, run.ties, run.n_ties);
    if (open != NULL) {
        return urne_tie_refuse(p, open, trial.gave_up, c->err);
    }
    if (!out->replaced) {
        return URNE_OK;
    }
    out->n_rounds = out->n_ties = 0;
    urne_fit_reset(c->fit);
    memset(c->fate, 0, c->p->m * sizeof *c->fate);
    return urne_counting_greedy(c, p, true, URNE_PHASE_RULE, 1);
}

urne_code urne_counting_mes(urne_counting *c)
{
    urne_utility utility =
        c->rule->completion_by_votes ? URNE_UTILITY_COST : c->rule->utility;
    URNE_TRY(
        urne_profile_new(&c->completing, c->arena, c->e, c->rule, utility, c->err));
    URNE_TRY(decide_run(c));
    urne_run run = urne_run_new(c->arena, c->p, c->order, c->fit, 1, true);
    record_rounds(c, &run);
    record_losers(c, &run);
    record_bands(c, &run);
    urne_counting_take(c, &run, URNE_PHASE_RULE);
    urne_run completion;
    complete(c, &completion);
    URNE_TRY(urne_counting_ties(c, count_again, c, c->fit->funded, c->mes->ties,
                                c->mes->n_ties, URNE_PHASE_RULE));
    URNE_TRY(urne_counting_ties(c, count_again, c, c->fit->funded, completion.ties,
                                completion.n_ties, URNE_PHASE_COMPLETION));
    return c->rule->comparison == URNE_COMPARISON_NONE ? URNE_OK
                                                       : compare_with_greedy(c);
}
