#include "ceremony/tally_view.h"

#include "base/rational.h"

/* A view being made. */
typedef struct viewing {
    urne_arena *arena;
    const urne_count *c;
    const urne_election *e;
    unsigned places; /* of amounts: none with seats */
    urne_tally *v;
} viewing;

static const char *amount(const viewing *w, uint64_t units)
{
    return urne_decimal_z(w->arena, units, w->places);
}

/* A rational number of units, as an amount rounded down. With seats everything costs 1,
 * and a part of 1 stays what it is. */
static const char *rounded(const viewing *w, const char *rational)
{
    if (w->c->rule->seats > 0) {
        return rational;
    }
    uint64_t units = urne_rational_floor(rational);
    return units < UINT64_MAX ? amount(w, units) : rational;
}

/* The same rounded up: for what is "at most". */
static const char *rounded_up(const viewing *w, const char *rational)
{
    if (w->c->rule->seats > 0) {
        return rational;
    }
    uint64_t units = urne_rational_ceil(rational);
    return units < UINT64_MAX ? amount(w, units) : rational;
}

/* A rational number of units as one of the currency. */
static const char *scaled(const viewing *w, const char *rational)
{
    return urne_rational_over(w->arena, rational, urne_power_of_ten(w->places));
}

static const char *id_of(const viewing *w, size_t project)
{
    return urne_str_z(w->arena, w->e->projects[project].id);
}

static const char *text(const viewing *w, urne_str s)
{
    return urne_str_z(w->arena, s);
}

/* Points in whole points. */
static const char *points(const viewing *w, uint64_t v)
{
    bool real = urne_vote_type_points(w->e->type);
    return urne_decimal_z(w->arena, v, real ? w->e->point_places : 0);
}

/* What one whole point is in the units of points; 1 where votes are counted. */
static uint64_t score_unit(const viewing *w)
{
    return urne_vote_type_points(w->e->type) ? urne_power_of_ten(w->e->point_places)
                                             : 1;
}

/* ---- the reason of a project ---- */

/* The numbers of a reason as people count them: money in the currency, points whole. A
 * rational stays one. */
static void numbers(const viewing *w, const urne_count_project *p, const char **a,
                    const char **b)
{
    bool money = p->why == URNE_WHY_TAKEN || p->why == URNE_WHY_BOUGHT ||
                 p->why == URNE_WHY_LOADED || p->why == URNE_WHY_LEFT ||
                 p->why == URNE_WHY_SUPPORTERS || p->why == URNE_WHY_CAP;
    *a = p->a == NULL ? "" : p->a;
    *b = p->b == NULL ? "" : p->b;
    if (money && **a != '\0' && strcmp(*a, "infinite") != 0) {
        *a = strchr(*a, '/') == NULL ? rounded(w, *a) : scaled(w, *a);
    } else if (p->why == URNE_WHY_THRESHOLD) {
        *a = points(w, urne_rational_floor(*a));
        *b = urne_rational_over(w->arena, *b, score_unit(w));
    }
}

static urne_diag said(urne_code code, const char *a, const char *b, const char *c)
{
    urne_err err = URNE_ERR_NONE;
    (void)urne_fail(&err, code, URNE_NOWHERE, a, b, c, NULL);
    return err.diag[0];
}

/* A name for people: what the file calls the project, else its id. */
static const char *called(const viewing *w, size_t project)
{
    urne_str name = urne_project_cell(w->e, project, "name");
    return URNE_SHOWN_MAX > name.n && name.n > 0 ? text(w, name) : id_of(w, project);
}

/* What a project costs together with those it is joined with; of an envelope, what it
 * takes from it. */
static uint64_t whole_cost(const viewing *w, size_t i)
{
    const urne_count_rule *r = w->c->rule;
    const urne_count_project *p = &w->c->projects[i];
    const bool *in = p->why == URNE_WHY_CAP ? r->caps[p->other].in : NULL;
    for (size_t s = 0; s < r->n_joined; s++) {
        const urne_project_set *set = &r->joined[s];
        uint64_t sum = 0;
        bool here = false;
        for (size_t k = 0; k < set->n; k++) {
            here = here || set->p[k] == i;
            sum += in == NULL || in[set->p[k]] ? w->c->projects[set->p[k]].cost : 0;
        }
        if (here) {
            return sum;
        }
    }
    return p->cost;
}

static urne_diag reason(const viewing *w, size_t i)
{
    const urne_count_project *p = &w->c->projects[i];
    const char *cost = amount(w, whole_cost(w, i));
    const char *a = p->a == NULL ? "0" : p->a, *b = p->b,
               *round = urne_str_z(w->arena, urne_str_of(URNE_DEC(p->round)));
    switch (p->why) {
    case URNE_WHY_TAKEN:
        return said(URNE_E_WHY_TAKEN, rounded(w, a), cost, "");
    case URNE_WHY_BOUGHT:
        return strcmp(b, "0") == 0
                   ? said(URNE_E_WHY_PAID, round, rounded_up(w, a), "")
                   : said(URNE_E_WHY_BOUGHT, round, rounded_up(w, a), b);
    case URNE_WHY_FREE:
        return said(URNE_E_WHY_FREE, "", "", "");
    case URNE_WHY_LOADED:
        return strcmp(a, "infinite") == 0
                   ? said(URNE_E_WHY_LAST, cost, "", "")
                   : said(URNE_E_WHY_LOADED, round, rounded_up(w, a), "");
    case URNE_WHY_OPTIMAL:
        return said(URNE_E_WHY_OPTIMAL, "", "", "");
    case URNE_WHY_NO_SUPPORT:
        return said(URNE_E_WHY_NO_SUPPORT, "", "", "");
    case URNE_WHY_THRESHOLD:
        return said(URNE_E_WHY_THRESHOLD, points(w, urne_rational_floor(a)),
                    urne_rational_over(w->arena, b, score_unit(w)), "");
    case URNE_WHY_LEFT:
        return said(URNE_E_WHY_LEFT, rounded(w, a), cost, "");
    case URNE_WHY_SUPPORTERS:
        return said(URNE_E_WHY_SUPPORTERS, rounded(w, a), cost, "");
    case URNE_WHY_CAP:
        return said(URNE_E_WHY_CAP, rounded(w, a),
                    text(w, w->c->rule->caps[p->other].label), cost);
    case URNE_WHY_RIVAL:
        return said(URNE_E_WHY_RIVAL, called(w, p->other), "", "");
    case URNE_WHY_STOPPED:
        return said(URNE_E_WHY_STOPPED, called(w, p->other), "", "");
    case URNE_WHY_OUTWEIGHED:
        return said(URNE_E_WHY_OUTWEIGHED, "", "", "");
    case URNE_WHY_JOINED:
        return said(URNE_E_WHY_JOINED, called(w, p->other), "", "");
    }
    urne_bug("reason");
}

static const char *const outcomes[] = {
    "taken", "bought",     "free", "loaded", "optimal", "no-support", "threshold",
    "left",  "supporters", "cap",  "rival",  "stopped", "outweighed", "joined"};

static void view_project(const viewing *w, size_t i)
{
    const urne_count_project *p = &w->c->projects[i];
    urne_tally_project *v = &w->v->projects[i];
    bool cap = p->why == URNE_WHY_CAP;
    *v = (urne_tally_project){.id = id_of(w, i),
                              .name = text(w, urne_project_cell(w->e, i, "name")),
                              .cost = amount(w, p->cost),
                              .points = "",
                              .votes = p->votes,
                              .won = p->won,
                              .outcome = outcomes[p->why],
                              .round = p->round,
                              .other = "",
                              .why = reason(w, i)};
    numbers(w, p, &v->a, &v->b);
    if (w->e->type != URNE_VOTE_APPROVAL && w->e->type != URNE_VOTE_CHOOSE1) {
        v->points = points(w, p->points);
    }
    if (p->other != SIZE_MAX) {
        v->other = cap ? text(w, w->c->rule->caps[p->other].label) : id_of(w, p->other);
    }
}

/* ---- rounds, ties, params ---- */

static void view_rounds(const viewing *w)
{
    urne_tally *v = w->v;
    v->n_rounds = w->c->n_rounds;
    v->rounds = urne_arena_array(w->arena, v->n_rounds, sizeof *v->rounds);
    for (size_t i = 0; i < v->n_rounds; i++) {
        const urne_count_round *r = &w->c->rounds[i];
        v->rounds[i] =
            (urne_tally_round){.round = w->c->projects[r->project].round,
                               .completion = r->phase != URNE_PHASE_RULE,
                               .id = id_of(w, r->project),
                               .key = r->key,
                               .pays = r->pays == NULL ? "" : scaled(w, r->pays),
                               .left = amount(w, r->left)};
    }
}

static void view_ties(const viewing *w)
{
    urne_tally *v = w->v;
    v->n_ties = w->c->n_ties;
    v->ties = urne_arena_array(w->arena, v->n_ties, sizeof *v->ties);
    for (size_t i = 0; i < v->n_ties; i++) {
        const urne_count_tie *t = &w->c->ties[i];
        const char **ids = urne_arena_array(w->arena, t->n, sizeof *ids);
        for (size_t k = 0; k < t->n; k++) {
            ids[k] = id_of(w, t->projects[k]);
        }
        v->ties[i] = (urne_tally_tie){.round = t->round,
                                      .ids = ids,
                                      .n = t->n,
                                      .chosen = id_of(w, t->chosen),
                                      .by = urne_tie_kind_name(t->by),
                                      .ticket = t->ticket == NULL ? "" : t->ticket,
                                      .completion = t->phase != URNE_PHASE_RULE,
                                      .changes = t->changes};
    }
}

static void add_param(const viewing *w, const char *name, const char *value)
{
    w->v->params[w->v->n_params++] = (urne_tally_pair){name, value};
}

static void view_add1(const viewing *w)
{
    const urne_count_rule *r = w->c->rule;
    bool add1 =
        r->completion == URNE_COMPLETION_ADD1 || r->completion == URNE_COMPLETION_ADD1U;
    if (add1) {
        add_param(w, "add1-start", urne_add1_start_name(r->add1_start));
        add_param(w, "add1-stop", urne_add1_stop_name(r->add1_stop));
        add_param(w, "add1-increment", amount(w, r->add1_increment));
    }
}

static const char *threshold_text(const viewing *w)
{
    const urne_threshold *t = &w->c->rule->threshold;
    urne_buf b = urne_buf_new(w->arena, 64);
    urne_buf_addu(&b, t->num);
    if (t->den != 1) {
        urne_buf_addc(&b, '/');
        urne_buf_addu(&b, t->den);
    }
    urne_buf_addz(&b, t->of_ballots ? " of the ballots" : "");
    urne_buf_addc(&b, '\0');
    return b.p;
}

static const char *ties_text(const viewing *w)
{
    const urne_count_rule *r = w->c->rule;
    urne_buf b = urne_buf_new(w->arena, 128);
    for (size_t i = 0; i < r->n_ties; i++) {
        urne_buf_addz(&b, i == 0 ? "" : ",");
        urne_buf_addz(&b, urne_tie_kind_name(r->ties[i]));
    }
    if (r->lot_seed.n > 0) {
        urne_buf_addc(&b, ':');
        urne_buf_add(&b, r->lot_seed);
    }
    urne_buf_addc(&b, '\0');
    return b.p;
}

/* "LABEL: AMOUNT; ..." */
static const char *caps_text(const viewing *w)
{
    urne_buf b = urne_buf_new(w->arena, 128);
    for (size_t k = 0; k < w->c->rule->n_caps; k++) {
        urne_buf_addz(&b, k == 0 ? "" : "; ");
        urne_buf_add(&b, w->c->rule->caps[k].label);
        urne_buf_addz(&b, ": ");
        urne_buf_addz(&b, amount(w, w->c->rule->caps[k].amount));
    }
    urne_buf_addc(&b, '\0');
    return b.p;
}

/* "ID + ID; ..." */
static const char *sets_text(const viewing *w, const urne_project_set *sets, size_t n)
{
    urne_buf b = urne_buf_new(w->arena, 128);
    for (size_t s = 0; s < n; s++) {
        for (size_t k = 0; k < sets[s].n; k++) {
            urne_buf_addz(&b, k > 0 ? " + " : s > 0 ? "; " : "");
            urne_buf_add(&b, w->e->projects[sets[s].p[k]].id);
        }
    }
    urne_buf_addc(&b, '\0');
    return b.p;
}

static void view_params(const viewing *w)
{
    const urne_count_rule *r = w->c->rule;
    bool mes = r->rule == URNE_RULE_MES;
    w->v->params = urne_arena_array(w->arena, 16, sizeof *w->v->params);
    if (r->rule != URNE_RULE_PHRAGMEN) {
        add_param(w, "utility", urne_utility_name(r->utility));
    }
    if (mes) {
        add_param(w, "completion", urne_completion_name(r->completion));
        if (r->completion == URNE_COMPLETION_UTILITARIAN ||
            r->completion == URNE_COMPLETION_ADD1U) {
            add_param(w, "completion-utility",
                      r->completion_by_votes ? "votes" : "same");
        }
        view_add1(w);
        add_param(w, "comparison", urne_comparison_name(r->comparison));
    }
    if (r->rule == URNE_RULE_GREEDY) {
        add_param(w, "stop", r->skip ? "skip" : "first-misfit");
    }
    if (r->rule == URNE_RULE_PHRAGMEN) {
        add_param(w, "phragmen", r->skip ? "skip" : "stop");
    }
    add_param(w, "unsupported", r->keep_unsupported ? "keep" : "drop");
    if (r->threshold.num > 0) {
        add_param(w, "threshold", threshold_text(w));
    }
    if (r->seats > 0) {
        add_param(w, "seats", text(w, urne_str_of(URNE_DEC(r->seats))));
    }
    add_param(w, "ties", ties_text(w));
    if (r->n_caps > 0) {
        add_param(w, "envelopes", caps_text(w));
    }
    if (r->n_rivals > 0) {
        add_param(w, "incompatible", sets_text(w, r->rivals, r->n_rivals));
    }
    if (r->n_joined > 0) {
        add_param(w, "joined", sets_text(w, r->joined, r->n_joined));
    }
}

/* ---- ballots ---- */

static void view_ballots(const viewing *w)
{
    urne_tally *v = w->v;
    v->received = w->c->received;
    v->valid = w->c->voters;
    v->aside = urne_arena_array(w->arena, URNE_ASIDES, sizeof *v->aside);
    for (int a = URNE_ASIDE_AGE; a < URNE_ASIDES; a++) {
        if (w->c->aside[a] > 0) {
            v->aside[v->n_aside++] =
                (urne_tally_count){urne_aside_name((urne_aside)a), w->c->aside[a]};
        }
    }
}

static void view_mes(const viewing *w)
{
    urne_tally *v = w->v;
    v->endowment = v->endowment_amount = "";
    if (w->c->endowment == NULL) {
        return;
    }
    v->endowment = scaled(w, w->c->endowment);
    v->endowment_amount = rounded(w, w->c->endowment);
    for (size_t t = 0; t <= 10; t++) {
        v->keeps[t] = w->c->bands[t].voters;
    }
    v->n_intervals = w->c->n_intervals;
    v->intervals = urne_arena_array(w->arena, v->n_intervals, sizeof *v->intervals);
    for (size_t i = 0; i < v->n_intervals; i++) {
        const urne_count_interval *x = &w->c->intervals[i];
        v->intervals[i] =
            (urne_tally_interval){x->from, x->to, amount(w, x->cost), x->n};
    }
}

urne_tally *urne_tally_view(urne_arena *arena, const urne_count *count)
{
    urne_tally *v = urne_arena_alloc(arena, sizeof *v);
    const urne_election *e = count->e;
    viewing w = {arena, count, e, count->rule->seats > 0 ? 0 : e->places, v};
    urne_str currency = urne_election_meta(e, "currency");
    *v = (urne_tally){.rule = urne_rule_name(count->rule->rule),
                      .currency = currency.p == NULL || count->rule->seats > 0
                                      ? ""
                                      : text(&w, currency),
                      .budget = amount(&w, count->budget),
                      .cost = amount(&w, count->cost),
                      .n_selected = count->n_selected,
                      .n_projects = e->n_projects,
                      .compared = count->compared,
                      .replaced = count->replaced,
                      .prefer_greedy = count->prefer_greedy,
                      .prefer_mes = count->prefer_mes,
                      .trace = count->trace};
    v->selected = urne_arena_array(arena, v->n_selected, sizeof *v->selected);
    for (size_t i = 0; i < v->n_selected; i++) {
        v->selected[i] = id_of(&w, count->selected[i]);
    }
    v->projects = urne_arena_array(arena, v->n_projects, sizeof *v->projects);
    for (size_t i = 0; i < v->n_projects; i++) {
        view_project(&w, i);
    }
    view_params(&w);
    view_rounds(&w);
    view_ties(&w);
    view_ballots(&w);
    view_mes(&w);
    return v;
}
