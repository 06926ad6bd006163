#include "panel/leximin.h"
#include "base/arena.h"
#include "panel/program.h"

typedef struct job {
    const urne_panel_problem *p;
    urne_arena *arena;
    urne_lp *lp;
    bool *fixed; /* by type */
    size_t open; /* types that are not */
    urne_leximin *out;
} job;

typedef struct numbers {
    mpq_t *q;
    mpz_t *z;
    size_t n;
} numbers;

static void clear(void *p)
{
    numbers *v = p;
    for (size_t i = 0; i < v->n; i++) {
        if (v->q != NULL) {
            mpq_clear(v->q[i]);
        } else {
            mpz_clear(v->z[i]);
        }
    }
}

/* Numbers that are freed with the arena. */
static mpq_t *fractions(urne_arena *arena, size_t n)
{
    numbers *v = urne_arena_alloc(arena, sizeof *v);
    *v = (numbers){.q = urne_arena_array(arena, n + 1, sizeof *v->q), .n = n};
    for (size_t i = 0; i < n; i++) {
        mpq_init(v->q[i]);
    }
    urne_arena_defer(arena, clear, v);
    return v->q;
}

static mpz_t *integers(urne_arena *arena, size_t n)
{
    numbers *v = urne_arena_alloc(arena, sizeof *v);
    *v = (numbers){.z = urne_arena_array(arena, n + 1, sizeof *v->z), .n = n};
    for (size_t i = 0; i < n; i++) {
        mpz_init(v->z[i]);
    }
    urne_arena_defer(arena, clear, v);
    return v->z;
}

static void clear_level(void *level)
{
    mpq_clear(level);
}

static urne_panel_stage *add_stage(job *j)
{
    urne_panel_stage *s = &j->out->stage[j->out->n_stages++];
    mpq_init(s->level);
    urne_arena_defer(j->arena, clear_level, s->level);
    s->fixed = urne_arena_array(j->arena, j->open + 1, sizeof *s->fixed);
    return s;
}

static void fix(job *j, urne_panel_stage *s, size_t t)
{
    j->fixed[t] = true;
    j->open--;
    s->fixed[s->n_fixed++] = (uint32_t)t;
}

/* Those who are in no panel, at 0. */
static void fix_absent(job *j)
{
    urne_panel_stage *s = NULL;
    for (size_t t = 0; t < j->p->types; t++) {
        if (j->p->absent[t]) {
            s = s == NULL ? add_stage(j) : s;
            fix(j, s, t);
        }
    }
}

/* One level: who cannot be raised above it is fixed there. */
static void solve_stage(job *j)
{
    const urne_panel_problem *p = j->p;
    mpq_t level;
    mpq_init(level);
    urne_lp_level(j->lp, level);
    urne_panel_stage *s = add_stage(j);
    mpq_set(s->level, level);
    bool last = mpq_cmp_ui(level, 1, 1) == 0;
    mpq_clear(level);
    if (!last) {
        s->rows = urne_panel_rows(p);
        s->lam = integers(j->arena, s->rows);
        for (size_t r = 0; r < s->rows; r++) {
            mpz_set(s->lam[r], urne_lp_multiplier(j->lp, r));
        }
    }
    for (size_t t = 0; t < p->types; t++) {
        if (!j->fixed[t] && (last || urne_lp_sign(j->lp, t) > 0)) {
            fix(j, s, t);
        }
    }
    for (size_t i = 0; i < s->n_fixed && !last; i++) {
        urne_lp_fix(j->lp, s->fixed[i]);
    }
    if (s->n_fixed == 0) {
        urne_bug("a stage that fixes nobody");
    }
}

bool urne_leximin_solve(urne_leximin *out, urne_arena *arena, const urne_panel_problem *p,
                        bool first_only)
{
    job j = {.p = p, .arena = arena, .open = p->types, .out = out};
    *out = (urne_leximin){.n_stages = 0};
    out->stage = urne_arena_array(arena, p->types + 1, sizeof *out->stage);
    out->x = fractions(arena, p->types);
    j.fixed = urne_arena_array(arena, p->types, sizeof *j.fixed);
    urne_arena *scratch = urne_arena_new();
    j.lp = urne_panel_program(scratch, p);
    for (size_t t = 0; t < p->types; t++) {
        int64_t most = urne_panel_most(p, t);
        urne_lp_bound(j.lp, t, 0, most, most);
    }
    bool feasible = urne_lp_feasible(j.lp);
    if (feasible) {
        fix_absent(&j);
    }
    bool enough = false;
    while (feasible && j.open > 0 && !enough) {
        solve_stage(&j);
        enough = first_only && mpq_sgn(out->stage[out->n_stages - 1].level) > 0;
        if (j.open > 0 && !enough) {
            urne_lp_settle(j.lp);
        }
    }
    for (size_t t = 0; t < p->types && feasible; t++) {
        urne_lp_value(j.lp, t, out->x[t]);
    }
    urne_arena_free(scratch);
    return feasible;
}
