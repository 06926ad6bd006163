#include "budget/count_in.h"

/* ---- what runs leave ---- */

static void add_round(urne_counting *c, const urne_bought *b, urne_phase phase)
{
    urne_count *out = c->out;
    out->rounds[out->n_rounds++] =
        (urne_count_round){phase, c->p->first[b->c], b->key, b->pays, b->left};
}

void urne_counting_take(urne_counting *c, const urne_run *run, urne_phase phase)
{
    for (size_t i = 0; i < run->n_bought; i++) {
        add_round(c, &run->bought[i], phase);
    }
    for (size_t k = 0; run->fate != NULL && k < c->p->m; k++) {
        if (run->fate[k].known) {
            c->fate[k] = run->fate[k];
            c->phase[k] = phase;
        }
    }
}

static int by_number(const uint32_t *a, const uint32_t *b)
{
    return *a < *b ? -1 : 1;
}

static void sort_numbers(uint32_t *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t v = list[i];
        size_t j = i;
        for (; j > 0 && by_number(&v, &list[j - 1]) < 0; j--) {
            list[j] = list[j - 1];
        }
        list[j] = v;
    }
}

void urne_counting_tie(urne_counting *c, const urne_tie_met *t, urne_phase phase,
                       bool matters)
{
    urne_count *out = c->out;
    if (out->ties == NULL || out->n_ties == c->cap_ties) {
        size_t size = sizeof *out->ties, n = out->n_ties;
        c->cap_ties = n == 0 ? 16 : 2 * n;
        out->ties = urne_arena_grow(c->arena, out->ties, n * size, c->cap_ties * size);
    }
    urne_count_tie *tie = &out->ties[out->n_ties++];
    *tie = (urne_count_tie){.phase = phase,
                            .round = t->round,
                            .n = t->n,
                            .chosen = c->p->first[t->chosen],
                            .by = t->by,
                            .changes = matters};
    tie->projects = urne_arena_array(c->arena, t->n, sizeof *tie->projects);
    for (size_t i = 0; i < t->n; i++) {
        tie->projects[i] = c->p->first[t->tied[i]];
    }
    sort_numbers(tie->projects, t->n);
    if (t->by == URNE_TIE_LOT && t->resolved) {
        urne_hex hex = urne_to_hex(urne_order_ticket(c->order, t->round, t->chosen));
        tie->ticket = urne_str_z(c->arena, urne_hex_str(&hex));
    }
}

urne_code urne_counting_ties(urne_counting *c, urne_trial_fn *fn, void *ctx,
                             const bool *funded, const urne_tie_met *ties, size_t n,
                             urne_phase phase)
{
    urne_trial trial = {.fn = fn, .ctx = ctx, .order = c->order, .funded = funded};
    const urne_tie_met *open = urne_ties_open(&trial, ties, n);
    if (open != NULL) {
        return urne_tie_refuse(c->p, open, trial.gave_up, c->err);
    }
    for (size_t i = 0; i < n; i++) {
        urne_counting_tie(c, &ties[i], phase, urne_tie_changes(&trial, &ties[i]));
    }
    return URNE_OK;
}

/* ---- greedy and Phragmén ---- */

typedef void rule_fn(urne_run *r, bool skip);

/* A rule that starts from what is funded already. */
typedef struct starting {
    const urne_profile *p;
    const urne_order *order;
    const urne_fit *from;
    rule_fn *rule;
    bool skip;
    size_t first_round;
} starting;

static void run_again(urne_outcome *out, urne_arena *arena, void *ctx,
                      const urne_force *forces)
{
    const starting *s = ctx;
    urne_fit *fit = urne_fit_new(arena, s->p);
    urne_fit_copy(fit, s->from);
    urne_run run = urne_run_new(arena, s->p, s->order, fit, s->first_round, false);
    run.force = *forces;
    s->rule(&run, s->skip);
    *out = (urne_outcome){fit->funded, run.bought, run.n_bought, run.ties, run.n_ties};
}

static urne_code run_rule(urne_counting *c, const urne_profile *p, rule_fn *rule,
                          bool skip, urne_phase phase, size_t first_round)
{
    urne_fit *from = urne_fit_new(c->arena, p);
    urne_fit_copy(from, c->fit);
    urne_run run = urne_run_new(c->arena, p, c->order, c->fit, first_round, true);
    rule(&run, skip);
    urne_counting_take(c, &run, phase);
    starting again = {p, c->order, from, rule, skip, first_round};
    return urne_counting_ties(c, run_again, &again, c->fit->funded, run.ties,
                              run.n_ties, phase);
}

urne_code urne_counting_greedy(urne_counting *c, const urne_profile *p, bool skip,
                               urne_phase phase, size_t first_round)
{
    return run_rule(c, p, urne_greedy, skip, phase, first_round);
}

/* ---- the result ---- */

void urne_counting_projects(const urne_counting *c, uint32_t candidate,
                            urne_project_fn *fn, void *data)
{
    for (uint32_t i = 0; i < c->e->n_projects; i++) {
        if (c->p->of_project[i] == candidate) {
            fn(data, i);
        }
    }
}

static void select_project(void *data, uint32_t project)
{
    urne_counting *c = data;
    c->out->selected[c->out->n_selected++] = project;
    c->out->projects[project].won = true;
}

/* The fate of a candidate as that of one of its projects. */
static void set_project(urne_counting *c, uint32_t i)
{
    const urne_profile *p = c->p;
    uint32_t k = p->of_project[i];
    const urne_fate *f = &c->fate[k];
    urne_count_project *q = &c->out->projects[i];
    q->votes = p->votes[k];
    bool points = c->e->type != URNE_VOTE_APPROVAL && c->e->type != URNE_VOTE_CHOOSE1;
    q->points = points ? p->points[k] : 0;
    q->cost = c->rule->seats > 0 ? 1 : c->e->projects[i].cost;
    q->phase = c->phase[k];
    q->why = f->why;
    q->a = f->a;
    q->b = f->b;
    q->round = f->round;
    bool project = f->why == URNE_WHY_RIVAL || f->why == URNE_WHY_STOPPED;
    q->other = project && f->other != SIZE_MAX ? p->first[f->other] : f->other;
    if (p->first[k] != i) {
        q->why = URNE_WHY_JOINED;
        q->a = q->b = NULL;
        q->other = p->first[k];
    }
}

/* Those that never entered the race. */
static void set_barred(urne_counting *c)
{
    const urne_threshold *t = &c->rule->threshold;
    const urne_profile *p = c->p;
    for (size_t k = 0; k < p->m; k++) {
        if (p->barred[k]) {
            mpq_t due;
            mpq_init(due);
            mpq_set_ui(due, t->num, t->den);
            if (t->of_ballots) {
                mpz_mul_ui(mpq_numref(due), mpq_numref(due), p->voters);
            }
            mpz_mul_ui(mpq_numref(due), mpq_numref(due), urne_profile_unit(p));
            mpq_canonicalize(due);
            urne_run texts = {.arena = c->arena};
            c->fate[k] =
                (urne_fate){.why = URNE_WHY_THRESHOLD,
                            .known = true,
                            .a = urne_run_amount(&texts, urne_profile_score(p, k)),
                            .b = urne_run_rational(&texts, due),
                            .other = SIZE_MAX};
            mpq_clear(due);
        }
    }
}

static void finish(urne_counting *c)
{
    urne_count *out = c->out;
    set_barred(c);
    out->selected = urne_arena_array(c->arena, c->e->n_projects, sizeof *out->selected);
    for (size_t r = 0; r < out->n_rounds; r++) {
        uint32_t k = c->p->of_project[out->rounds[r].project];
        urne_counting_projects(c, k, select_project, c);
    }
    for (uint32_t i = 0; i < c->e->n_projects; i++) {
        set_project(c, i);
    }
    out->cost = c->fit->spent;
    urne_counting_trace(c);
}

static urne_code dispatch(urne_counting *c)
{
    switch (c->rule->rule) {
    case URNE_RULE_GREEDY:
        return urne_counting_greedy(c, c->p, c->rule->skip, URNE_PHASE_RULE, 1);
    case URNE_RULE_MES:
        return urne_counting_mes(c);
    case URNE_RULE_PHRAGMEN:
        return run_rule(c, c->p, urne_phragmen, c->rule->skip, URNE_PHASE_RULE, 1);
    case URNE_RULE_MAX_WELFARE:
        return urne_counting_welfare(c);
    }
    urne_bug("dispatch");
}

static void begin(urne_counting *c)
{
    urne_count *out = c->out;
    size_t n = c->e->n_projects;
    out->budget = c->p->budget;
    out->voters = c->p->voters;
    out->received = c->e->n_ballots;
    for (size_t i = 0; i < c->e->n_ballots; i++) {
        out->aside[c->e->ballots[i].aside]++;
    }
    out->projects = urne_arena_array(c->arena, n, sizeof *out->projects);
    out->rounds = urne_arena_array(c->arena, 2 * n, sizeof *out->rounds);
    c->fate = urne_arena_array(c->arena, c->p->m, sizeof *c->fate);
    c->phase = urne_arena_array(c->arena, c->p->m, sizeof *c->phase);
    c->order = urne_order_new(c->arena, c->p);
    c->fit = urne_fit_new(c->arena, c->p);
}

static urne_code count_all(urne_counting *c, urne_count **out)
{
    const urne_count_rule *rule = c->rule;
    /* Phragmén knows approvals only. */
    urne_utility utility =
        rule->rule == URNE_RULE_PHRAGMEN ? URNE_UTILITY_CARDINALITY : rule->utility;
    URNE_TRY(urne_count_rule_check(rule, c->e, c->err));
    URNE_TRY(urne_profile_new(&c->p, c->arena, c->e, rule, utility, c->err));
    c->out = urne_arena_alloc(c->arena, sizeof *c->out);
    *c->out = (urne_count){.e = c->e, .rule = rule};
    begin(c);
    URNE_TRY(dispatch(c));
    finish(c);
    *out = c->out;
    return URNE_OK;
}

urne_code urne_count_recount(urne_count **out, urne_arena *arena,
                             const urne_election *e, const urne_count_rule *rule,
                             urne_str trace, urne_err *err)
{
    urne_counting c = {.arena = arena,
                       .e = e,
                       .rule = rule,
                       .checking = true,
                       .given = trace,
                       .err = err};
    return count_all(&c, out);
}

urne_code urne_count_run(urne_count **out, urne_arena *arena, const urne_election *e,
                         const urne_count_rule *rule, urne_err *err)
{
    urne_counting c = {.arena = arena, .e = e, .rule = rule, .err = err};
    return count_all(&c, out);
}

/* ---- measures ---- */

urne_measures urne_count_measure(const urne_count *count)
{
    const urne_election *e = count->e;
    urne_measures m = {0, 0};
    for (size_t i = 0; i < e->n_ballots; i++) {
        const urne_ballot *b = &e->ballots[i];
        bool covered = false;
        for (size_t k = 0; b->aside == URNE_BALLOT_VALID && k < b->n_marks; k++) {
            const urne_count_project *p = &count->projects[b->marks[k].project];
            covered = covered || p->won;
            m.cost_sum += p->won ? p->cost : 0;
        }
        m.covered += covered ? 1 : 0;
    }
    return m;
}
