#include "base/err.h"
#include "base/rational.h"
#include "ceremony/panel.h"
#include "panel/check.h"
#include "panel/conflict.h"
#include "panel/explain.h"
#include "panel/lottery.h"
#include "panel/proof.h"
#include "panel/relax.h"
#include "panel/solve.h"

/* Outside of a dossier there is no ceremony to name. */
#define NO_CEREMONY URNE_STR("00000000000000000000000000000000")

/* What the certificate proves, by the checker and not by the solver. */
static urne_code certify(urne_panel_solved *out, urne_arena *arena,
                         const urne_panel *panel, urne_err *err)
{
    urne_panel_checked checked;
    URNE_TRY(urne_panel_check(&checked, arena, &panel->pool.problem, out->proof,
                              "panel-proof.txt", err));
    urne_panel_rung *levels =
        urne_arena_array(arena, checked.n_levels + 1, sizeof *levels);
    for (size_t i = 0; i < checked.n_levels; i++) {
        levels[i] =
            (urne_panel_rung){checked.level[i].chance, checked.level[i].persons};
    }
    out->levels = levels;
    out->n_levels = checked.n_levels;
    out->certified = true;
    return URNE_OK;
}

static urne_code no_panel(urne_panel_solved *out, urne_arena *arena,
                          const urne_panel *panel, const urne_panel_solution *s,
                          urne_err *err)
{
    urne_panel_infeasible *why = urne_arena_alloc(arena, sizeof *why);
    out->proof = urne_panel_proof_none(arena, NO_CEREMONY, &panel->pool.problem, s);
    URNE_TRY(certify(out, arena, panel, err));
    urne_relax_explain(why, arena, &panel->pool);
    out->infeasible = why;
    return URNE_OK;
}

static urne_code number(urne_panel_solved *out, urne_arena *arena,
                        const urne_panel *panel, const urne_panel_solution *s,
                        uint64_t n, urne_err *err)
{
    urne_panel_list list;
    if (!urne_panel_list_fits(n, panel->summary.size)) {
        return urne_fail(err, URNE_E_PANEL_ROOM, URNE_NOWHERE, "panels.txt", NULL);
    }
    urne_panel_list_make(&list, arena, &panel->pool, s->leximin.x, &s->lottery,
                         (size_t)n);
    urne_panel_tally *tally =
        urne_panel_list_tally(arena, &list, &panel->pool, s->leximin.x);
    out->panels = urne_panel_list_write(arena, &list, NO_CEREMONY);
    out->n_panels = list.n;
    out->max_deviation = urne_rational_text(arena, tally->deviation);
    out->close = tally->close;
    out->person = list.person;
    return URNE_OK;
}

urne_code urne_panel_solve_for(urne_panel_solved **out, urne_arena *arena,
                               urne_panel *panel,
                               const urne_panel_solve_options *options, urne_err *err)
{
    urne_panel_solution s;
    urne_panel_solved *v = *out = urne_arena_alloc(arena, sizeof *v);
    *v = (urne_panel_solved){.n_levels = 0};
    urne_panel_problem *p = &panel->pool.problem;
    urne_solve_end end = urne_panel_solve(&s, arena, p, options->maximin);
    if (end == URNE_SOLVE_LIMIT) {
        return urne_fail(err, URNE_E_PANEL_SEARCH, URNE_NOWHERE, NULL);
    }
    if (end == URNE_SOLVE_INFEASIBLE) {
        return no_panel(v, arena, panel, &s, err);
    }
    v->proof = urne_panel_proof_write(arena, NO_CEREMONY, p, &s, options->maximin);
    URNE_TRY(certify(v, arena, panel, err));
    URNE_TRY(number(v, arena, panel, &s, options->lottery, err));
    if (options->explain) {
        urne_panel_absence *absent;
        v->n_absent =
            urne_conflict_absent(&absent, arena, &panel->pool,
                                 urne_explain_absent(arena, &panel->pool, &s.leximin));
        v->absent = absent;
        urne_panel_explanation *x = urne_arena_alloc(arena, sizeof *x);
        urne_explain(x, arena, &panel->pool, &s.leximin);
        v->explanation = x;
    }
    return URNE_OK;
}

const urne_str *urne_panel_members(urne_arena *arena, const urne_panel *panel,
                                   const urne_panel_solved *solved, uint64_t number)
{
    size_t size = (size_t)panel->summary.size;
    urne_str *ids = urne_arena_array(arena, size + 1, sizeof *ids);
    for (size_t i = 0; i < size; i++) {
        ids[i] = panel->pool.id[solved->person[(size_t)number * size + i]];
    }
    return ids;
}
