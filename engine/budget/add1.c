#include "budget/add1.h"

#include "budget/open.h"

/* A scan in progress. */
typedef struct scan {
    urne_add1 *out;
    urne_arena *arena;
    const urne_profile *p;
    urne_mes *base, *trial; /* base has run at k */
    uint64_t k;
    mpz_t bn, bd, step, at; /* start bn / bd; step / bd is one increment */
    mpz_t all;              /* what all that is supported costs, times bd */
    urne_err *err;
} scan;

void urne_endowment(mpz_t bn, mpz_t bd, const urne_profile *p, bool whole)
{
    mpz_set_ui(bn, p->voters == 0 ? 0 : p->budget);
    mpz_set_ui(bd, p->voters == 0 ? 1 : p->voters);
    if (whole) {
        mpz_t unit;
        mpz_init(unit);
        mpz_ui_pow_ui(unit, 10, p->rule->seats > 0 ? 0 : p->e->places);
        mpz_mul(bd, bd, unit);
        mpz_fdiv_q(bn, bn, bd);
        mpz_mul(bn, bn, unit);
        mpz_set_ui(bd, 1);
        mpz_clear(unit);
    }
}

/* ---- ties without a last resort ---- */

urne_code urne_tie_refuse(const urne_profile *p, const urne_tie_met *t, bool gave_up,
                          urne_err *err)
{
    urne_buf names = urne_buf_new(urne_arena_new(), 64);
    for (size_t i = 0; i < t->n; i++) {
        urne_buf_addz(&names, i == 0 ? "" : ", ");
        urne_buf_add(&names, p->e->projects[p->first[t->tied[i]]].id);
    }
    urne_code code =
        urne_fail(err, gave_up ? URNE_E_COUNT_TIES : URNE_E_COUNT_TIE, URNE_NOWHERE,
                  URNE_SHOW(urne_buf_str(&names)), URNE_DEC(t->round), NULL);
    urne_arena_free(names.arena);
    return code;
}

/* The run again, under forces. */
static void run_again(urne_outcome *out, urne_arena *arena, void *ctx,
                      const urne_force *forces)
{
    const urne_mes *run = ctx;
    urne_mes *s = urne_mes_new(arena, run->p, run->order);
    urne_mes_run(s, run->bn, run->bd, *forces);
    *out = (urne_outcome){s->fit->funded, urne_mes_bought(arena, s), s->n, s->ties,
                          s->n_ties};
}

/* Every endowment that is tried must buy one set: none may depend on an open tie. */
static urne_code check_ties(const scan *s, urne_mes *run)
{
    urne_trial trial = {
        .fn = run_again, .ctx = run, .order = run->order, .funded = run->fit->funded};
    const urne_tie_met *open = urne_ties_open(&trial, run->ties, run->n_ties);
    return open == NULL ? URNE_OK : urne_tie_refuse(s->p, open, trial.gave_up, s->err);
}

/* ---- stops ---- */

static bool overspent(const scan *s, const urne_mes *run)
{
    return run->fit->spent > s->p->budget;
}

/* Nothing that counts for the stop would still fit. */
static bool exhausted(const scan *s, const urne_mes *run)
{
    const urne_profile *p = s->p;
    urne_add1_stop stop = p->rule->add1_stop;
    for (uint32_t c = 0; stop != URNE_ADD1_NONE && c < p->m; c++) {
        bool counts =
            stop == URNE_ADD1_ALL || (urne_profile_supported(p, c) && p->cost[c] > 0);
        if (counts && !p->barred[c] && !run->fit->funded[c] &&
            urne_fit_has_room(run->fit, c)) {
            return false;
        }
    }
    return stop != URNE_ADD1_NONE;
}

/* ---- intervals ---- */

static bool same_sequence(const urne_count_interval *v, const urne_mes *run)
{
    return v->n == run->n && (v->n == 0 || memcmp(v->bought, run->bought + 1,
                                                  v->n * sizeof *v->bought) == 0);
}

/* The endowments up to k buy what `run` has bought. */
static void extend(scan *s, const urne_mes *run, uint64_t k)
{
    urne_add1 *out = s->out;
    urne_count_interval *last =
        out->n_intervals > 0 ? &out->intervals[out->n_intervals - 1] : NULL;
    if (last != NULL && same_sequence(last, run)) {
        last->to = k;
        return;
    }
    if (out->intervals == NULL || out->n_intervals == out->cap_intervals) {
        size_t size = sizeof *out->intervals, n = out->n_intervals;
        out->cap_intervals = n == 0 ? 64 : 2 * n;
        out->intervals = urne_arena_grow(s->arena, out->intervals, n * size,
                                         out->cap_intervals * size);
    }
    urne_count_interval *v = &out->intervals[out->n_intervals++];
    *v = (urne_count_interval){.from = last == NULL ? 0 : last->to + 1,
                               .to = k,
                               .n = run->n,
                               .cost = run->fit->spent};
    v->bought = urne_arena_array(s->arena, run->n, sizeof *v->bought);
    if (run->n > 0) {
        memcpy(v->bought, run->bought + 1, run->n * sizeof *v->bought);
    }
}

/* ---- the scan ---- */

static void endowment_at(scan *s, uint64_t k)
{
    mpz_mul_ui(s->at, s->step, k);
    mpz_add(s->at, s->at, s->bn);
}

static void swap(scan *s)
{
    urne_mes *run = s->base;
    s->base = s->trial;
    s->trial = run;
}

/* One endowment further. *done when the scan stops at the endowment before it. */
static urne_code advance(scan *s, bool *done)
{
    endowment_at(s, s->k + 1);
    urne_mes_run(s->trial, s->at, s->bd, (urne_force){0, 0, NULL});
    s->out->runs++;
    extend(s, s->trial, s->k + 1);
    /* Whether it overspends must not depend on an open tie either. */
    URNE_TRY(check_ties(s, s->trial));
    *done = overspent(s, s->trial);
    if (*done) {
        s->out->end = URNE_ADD1_OVERSPENT;
        return URNE_OK;
    }
    swap(s);
    s->k++;
    return URNE_OK;
}

/* The base stops the scan by itself. */
static bool stops(scan *s)
{
    if (exhausted(s, s->base)) {
        s->out->end = URNE_ADD1_EXHAUSTED;
        return true;
    }
    endowment_at(s, s->k);
    if (mpz_cmp(s->at, s->all) >= 0) {
        s->out->end = URNE_ADD1_SATURATED;
        return true;
    }
    return false;
}

/* Tries to skip to k + step; the base is the run there if the test succeeds. */
static bool skip(scan *s, uint64_t step)
{
    endowment_at(s, s->k + step);
    s->out->tests++;
    if (!urne_mes_replay(s->trial, s->base, s->at, s->bd)) {
        return false;
    }
    swap(s);
    s->k += step;
    extend(s, s->base, s->k);
    return true;
}

/* No increment beyond saturation is of any use; a step there would not stop. */
static uint64_t cut_step(scan *s, uint64_t step)
{
    mpz_t rest;
    mpz_init(rest);
    mpz_sub(rest, s->all, s->bn);
    mpz_cdiv_q(rest, rest, s->step);
    uint64_t most = mpz_fits_ulong_p(rest) ? mpz_get_ui(rest) : UINT64_MAX;
    mpz_clear(rest);
    most = most > s->k ? most - s->k : 1;
    return step < most ? step : most;
}

/* `step` doubles while tests succeed and is halved when they fail; when even two are
 * too many, `rest` plain runs come before the next test. */
static urne_code scan_all(scan *s)
{
    uint64_t step = 2, rest = 0, pause = 1;
    bool done = stops(s);
    while (!done) {
        if (s->out->runs + s->out->tests >= URNE_ADD1_LIMIT) {
            return urne_fail(s->err, URNE_E_COUNT_ROUNDS, URNE_NOWHERE,
                             URNE_DEC(URNE_ADD1_LIMIT), NULL);
        }
        uint64_t tried = cut_step(s, step);
        if (rest == 0 && tried >= 2) {
            if (skip(s, tried)) {
                step = tried <= UINT64_MAX / 4 ? tried * 2 : tried;
                pause = 1;
                /* the same candidates as before: only saturation can stop here */
                done = stops(s);
                continue;
            }
            step = tried / 2;
            if (step >= 2) {
                continue;
            }
            rest = pause;
            pause = pause < 64 ? pause * 2 : pause;
            step = 2;
        }
        URNE_TRY(advance(s, &done));
        rest -= rest > 0 ? 1 : 0;
        done = done || stops(s);
    }
    return URNE_OK;
}

static void start(scan *s)
{
    const urne_profile *p = s->p;
    mpz_inits(s->bn, s->bd, s->step, s->at, s->all, NULL);
    urne_endowment(s->bn, s->bd, p, p->rule->add1_start == URNE_ADD1_FLOOR);
    if (p->rule->seats > 0 && p->voters > 0) {
        /* A seat more for each voter would be far too much: they share it. */
        mpz_mul_ui(s->bn, s->bn, p->voters);
        mpz_mul_ui(s->bd, s->bd, p->voters);
        mpz_divexact_ui(s->step, s->bd, p->voters);
        mpz_mul_ui(s->step, s->step, p->rule->add1_increment);
    } else {
        mpz_mul_ui(s->step, s->bd, p->rule->add1_increment);
    }
    for (uint32_t c = 0; c < p->m; c++) {
        if (urne_profile_supported(p, c) && !p->barred[c]) {
            mpz_add_ui(s->all, s->all, p->cost[c]);
        }
    }
    mpz_mul(s->all, s->all, s->bd);
}

urne_code urne_add1_scan(urne_add1 *out, urne_arena *arena, const urne_profile *p,
                         const urne_order *order, urne_err *err)
{
    scan s = {.out = out, .arena = arena, .p = p, .err = err};
    *out = (urne_add1){.k = 0};
    s.base = urne_mes_new(arena, p, order);
    s.trial = urne_mes_new(arena, p, order);
    start(&s);
    urne_mes_run(s.base, s.bn, s.bd, (urne_force){0, 0, NULL});
    out->runs = 1;
    extend(&s, s.base, 0);
    urne_code code = check_ties(&s, s.base);
    code = code == URNE_OK ? scan_all(&s) : code;
    out->run = s.base;
    out->k = s.k;
    mpz_clears(s.bn, s.bd, s.step, s.at, s.all, NULL);
    return code;
}
