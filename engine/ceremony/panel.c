#include "ceremony/panel.h"
#include "base/err.h"
#include "panel/presence.h"
#include "panel/relax.h"
#include "panel/types.h"

static void summarise(urne_panel *panel, urne_arena *arena,
                      const urne_respondents *people)
{
    const urne_panel_pool *pool = &panel->pool;
    urne_panel_summary *s = &panel->summary;
    urne_panel_quota *quotas = urne_arena_array(arena, pool->quoted, sizeof *quotas);
    for (size_t f = 0; f < pool->quoted; f++) {
        const urne_panel_feature *q = &pool->feature[f];
        quotas[f] = (urne_panel_quota){.category = urne_str_z(arena, q->category),
                                       .value = urne_str_z(arena, q->value),
                                       .min = (uint64_t)q->lo,
                                       .max = (uint64_t)q->hi,
                                       .min_flex = (uint64_t)q->lo_flex,
                                       .max_flex = (uint64_t)q->hi_flex,
                                       .persons = (uint64_t)q->persons};
    }
    *s = (urne_panel_summary){.size = (uint64_t)pool->problem.k,
                              .quotas = quotas,
                              .n_quotas = pool->quoted,
                              .persons = pool->n,
                              .types = pool->problem.types,
                              .households = pool->households,
                              .unaddressed = people->unaddressed,
                              .by_line = people->by_line};
    for (size_t i = 0; i < pool->n; i++) {
        s->housed += pool->household[i] != URNE_NO_HOUSEHOLD;
    }
}

urne_code urne_panel_load(urne_panel **out, urne_arena *arena,
                          const urne_panel_options *options, urne_err *err)
{
    urne_csv csv;
    urne_quotas quotas;
    urne_respondents people;
    if (options->size == 0 || options->size > URNE_QUOTA_MOST) {
        return urne_fail(err, URNE_E_PANEL_SIZE, URNE_NOWHERE,
                         URNE_DEC(URNE_QUOTA_MOST), URNE_DEC(options->size), NULL);
    }
    URNE_TRY(urne_csv_load(&csv, NULL, arena, options->quotas, err));
    URNE_TRY(urne_quotas_read(&quotas, arena, &csv, err));
    /* Only what a type needs goes on to the arena of the caller. */
    urne_arena *scratch = urne_arena_new();
    urne_code code = urne_csv_load(&csv, NULL, scratch, options->pool, err);
    if (code == URNE_OK) {
        code = urne_respondents_read(&people, arena, &csv, &quotas, options->address,
                                     options->n_address, err);
    }
    urne_arena_free(scratch);
    URNE_TRY(code);
    *out = urne_arena_alloc(arena, sizeof **out);
    urne_panel_types(&(*out)->pool, arena, &quotas, &people, (int64_t)options->size,
                     options->n_address > 0);
    summarise(*out, arena, &people);
    return URNE_OK;
}

const urne_panel_summary *urne_panel_summary_get(const urne_panel *panel)
{
    return &panel->summary;
}

urne_code urne_panel_feasible(const urne_panel_infeasible **why, urne_arena *arena,
                              urne_panel *panel, urne_err *err)
{
    urne_panel_lottery known = {.n = 0};
    urne_str proof;
    urne_presence_end end =
        urne_panel_possible(&panel->pool.problem, &known, &proof, arena);
    if (end == URNE_PRESENCE_LIMIT) {
        return urne_fail(err, URNE_E_PANEL_SEARCH, URNE_NOWHERE, NULL);
    }
    *why = NULL;
    if (end == URNE_PRESENCE_NONE) {
        urne_panel_infeasible *x = urne_arena_alloc(arena, sizeof *x);
        urne_relax_explain(x, arena, &panel->pool);
        *why = x;
    }
    return URNE_OK;
}
