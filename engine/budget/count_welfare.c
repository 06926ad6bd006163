#include "budget/count_in.h"

/* The greatest utility as a count: its proof found or walked, its set taken over. */

/* "proof strict TREE" or "proof utility TREE" of the trace that is checked. */
static bool given_proof(urne_counting *c, bool *in, const urne_welfare *w)
{
    urne_str rest = c->given, line, word, number;
    bool found = false, listed = false;
    while (rest.n > 0 && urne_str_cut(&rest, '\n', &line)) {
        urne_str_cut(&line, ' ', &word);
        if (urne_str_is(word, "proof") && line.p != NULL) {
            urne_str_cut(&line, ' ', &word);
            c->proof_strict = urne_str_is(word, "strict");
            c->proof = line.p == NULL ? URNE_STR("") : line;
            found = true;
        }
        listed = listed || urne_str_is(word, "selected");
        while (urne_str_is(word, "selected") && line.p != NULL &&
               urne_str_cut(&line, ' ', &number)) {
            uint64_t v;
            bool ok = urne_str_u64(number, c->e->n_projects, &v) && v > 0;
            for (size_t i = 0; ok && i < w->k.n; i++) {
                in[i] = in[i] || w->candidate[i] == c->p->of_project[v - 1];
            }
        }
    }
    return found && listed;
}

static urne_code find_best(urne_counting *c, const urne_welfare *w, bool *in)
{
    urne_knapsack_best best;
    if (c->checking) {
        return given_proof(c, in, w) &&
                       urne_welfare_check(w, in, c->proof_strict, c->proof)
                   ? URNE_OK
                   : urne_fail(c->err, URNE_E_COUNT_PROOF, URNE_NOWHERE, NULL);
    }
    if (!urne_knapsack_solve(&best, c->arena, &w->k, URNE_WELFARE_LIMIT)) {
        return urne_fail(c->err, URNE_E_COUNT_NODES, URNE_NOWHERE,
                         URNE_DEC(URNE_WELFARE_LIMIT), NULL);
    }
    c->proof = best.tree;
    c->proof_strict = best.strict;
    memcpy(in, best.in, w->k.n * sizeof *in);
    return URNE_OK;
}

static const char *wide_text(urne_arena *arena, urne_wide v)
{
    char digits[40];
    size_t n = sizeof digits;
    do {
        digits[--n] = (char)('0' + (int)(v % 10));
        v /= 10;
    } while (v > 0);
    return urne_str_z(arena, (urne_str){digits + n, sizeof digits - n});
}

/* Those that could not be funded even alone. */
static void lose_hopeless(urne_run *run, const bool *open)
{
    for (uint32_t k = 0; k < run->p->m; k++) {
        if (!open[k] && !urne_profile_supported(run->p, k)) {
            urne_run_lose(run, k, URNE_WHY_NO_SUPPORT, 0, NULL, NULL, SIZE_MAX);
        } else if (!open[k]) {
            urne_run_lose_room(run, k, 0);
        }
    }
}

/* The set is listed by file; an unfunded candidate says what it is worth. */
static void take_best(urne_counting *c, const urne_welfare *w, const bool *in)
{
    const urne_profile *p = c->p;
    urne_run run = urne_run_new(c->arena, p, c->order, c->fit, 1, true);
    urne_wide sum = 0;
    bool *chosen = urne_arena_array(c->arena, p->m, sizeof *chosen);
    bool *open = urne_arena_array(c->arena, p->m, sizeof *open);
    for (size_t i = 0; i < w->k.n; i++) {
        chosen[w->candidate[i]] = in[i];
        open[w->candidate[i]] = true;
    }
    lose_hopeless(&run, open);
    for (uint32_t k = 0; k < p->m; k++) {
        const char *worth = wide_text(c->arena, p->total[k] * p->factor[k]);
        if (chosen[k]) {
            urne_run_fund(&run, run.n_bought + 1, k, worth, NULL);
            urne_run_lose(&run, k, URNE_WHY_OPTIMAL, run.n_bought, worth, NULL,
                          SIZE_MAX);
            sum += p->total[k] * p->factor[k];
        } else if (open[k]) {
            urne_run_lose(&run, k, URNE_WHY_OUTWEIGHED, 0, worth, NULL, SIZE_MAX);
        }
    }
    c->utility = wide_text(c->arena, sum);
    urne_counting_take(c, &run, URNE_PHASE_RULE);
}

/* Whoever counts makes sure that no open tie chose the set; whoever checks does not
 * search. */
static urne_code refuse_open(urne_counting *c, const urne_welfare *w, const bool *in)
{
    urne_tie_met tie = {.round = 1};
    tie.tied = urne_arena_array(c->arena, c->p->m, sizeof *tie.tied);
    tie.n = urne_welfare_open(tie.tied, w, c->order, in, URNE_WELFARE_LIMIT);
    return tie.n == 0 ? URNE_OK : urne_tie_refuse(c->p, &tie, false, c->err);
}

urne_code urne_counting_welfare(urne_counting *c)
{
    urne_welfare w;
    bool *in = urne_arena_array(c->arena, c->p->m, sizeof *in);
    URNE_TRY(urne_welfare_new(&w, c->arena, c->p, c->order, c->fit, c->err));
    URNE_TRY(find_best(c, &w, in));
    if (!c->checking) {
        URNE_TRY(refuse_open(c, &w, in));
    }
    take_best(c, &w, in);
    return URNE_OK;
}
