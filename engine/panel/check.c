#include "panel/check_in.h"

/* ---- the job ---- */

static mpz_t *integers(urne_arena *arena, size_t n)
{
    mpz_t *v = urne_arena_array(arena, n, sizeof *v);
    for (size_t i = 0; i < n; i++) {
        mpz_init(v[i]);
    }
    return v;
}

static void begin(check_job *j, const urne_panel_problem *p, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    *j = (check_job){.p = p, .arena = arena, .err = err};
    j->digits = urne_arena_alloc(arena, URNE_PROOF_DIGITS + 2);
    j->absent = urne_arena_array(arena, p->types, sizeof *j->absent);
    j->fixed = urne_arena_array(arena, p->types, sizeof *j->fixed);
    j->cap_lam = j->cap_used = p->features + 1;
    j->lam = integers(arena, j->cap_lam);
    j->used = urne_arena_array(arena, j->cap_lam, sizeof *j->used);
    j->r = integers(arena, p->types);
    j->x = integers(arena, p->types);
    j->lo = urne_arena_array(arena, p->types, sizeof *j->lo);
    j->hi = urne_arena_array(arena, p->types, sizeof *j->hi);
    j->cost = urne_arena_array(arena, p->types, sizeof *j->cost);
    j->row_lo = urne_arena_array(arena, p->features, sizeof *j->row_lo);
    j->row_hi = urne_arena_array(arena, p->features, sizeof *j->row_hi);
    j->chance = urne_arena_array(arena, p->types, sizeof *j->chance);
    j->order = urne_arena_array(arena, p->types, sizeof *j->order);
    for (size_t t = 0; t < p->types; t++) {
        j->hi[t] = p->persons[t];
        mpq_init(j->chance[t]);
    }
    for (size_t f = 0; f < p->features; f++) {
        j->row_lo[f] = p->lo[f];
        j->row_hi[f] = p->hi[f];
    }
    mpq_init(j->level);
    mpz_inits(j->den, j->sum, j->part, j->bound, j->scale, NULL);
    mpz_set_ui(j->den, 1);
}

static void end(check_job *j)
{
    for (size_t r = 0; r < check_rows(j); r++) {
        mpz_clear(j->lam[r]);
    }
    for (size_t t = 0; t < j->p->types; t++) {
        mpz_clears(j->r[t], j->x[t], NULL);
        mpq_clear(j->chance[t]);
    }
    for (size_t i = 0; i < j->n_panels; i++) {
        mpq_clear(j->panel[i].weight);
    }
    mpq_clear(j->level);
    mpz_clears(j->den, j->sum, j->part, j->bound, j->scale, NULL);
    urne_arena_free(j->arena);
}

/* ---- the lines ---- */

static urne_code take_head(check_job *j, urne_panel_checked *out)
{
    static const char *const words[] = {"leximin", "maximin", "none"};
    urne_str word;
    uint64_t size;
    URNE_TRY(urne_note_take_hex(&j->note, "ceremony", 32, &out->ceremony, j->err));
    URNE_TRY(urne_note_take(&j->note, "size", 1, &word, URNE_LAST_FIELD, j->err));
    URNE_TRY(urne_note_u64(&j->note, word, &size, j->err));
    if (size != (uint64_t)j->p->k) {
        return urne_fail(j->err, URNE_E_CERT_POOL,
                         (urne_place){j->note.file, j->note.line - 1, 0},
                         URNE_SHOW(word), NULL);
    }
    URNE_TRY(urne_note_take(&j->note, "objective", 1, &word, URNE_LAST_FIELD, j->err));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (urne_str_is(word, words[i])) {
            out->objective = (urne_panel_objective)i;
            return URNE_OK;
        }
    }
    return urne_note_bad(&j->note, word, "leximin|maximin|none", j->err);
}

static urne_code take_all(check_job *j, urne_panel_checked *out, urne_arena *arena)
{
    URNE_TRY(take_head(j, out));
    if (out->objective == URNE_PANEL_NONE) {
        URNE_TRY(urne_check_tree(j, -1));
        return urne_note_close(&j->note, j->err);
    }
    URNE_TRY(urne_check_absent(j));
    URNE_TRY(urne_check_cuts(j));
    URNE_TRY(urne_check_panels(j));
    URNE_TRY(urne_check_stages(j, out->objective == URNE_PANEL_MAXIMIN));
    URNE_TRY(urne_check_levels(j, out, arena));
    return urne_note_close(&j->note, j->err);
}

urne_code urne_panel_check(urne_panel_checked *out, urne_arena *arena,
                           const urne_panel_problem *p, urne_str bytes,
                           const char *file, urne_err *err)
{
    check_job j;
    *out = (urne_panel_checked){.n_levels = 0};
    begin(&j, p, err);
    urne_code code = urne_note_open_long(&j.note, bytes, file, "panel-proof",
                                         URNE_PROOF_LINE_MAX, err);
    code = code == URNE_OK ? take_all(&j, out, arena) : code;
    out->absent = j.n_absent;
    out->cuts = j.n_cuts;
    out->panels = j.n_panels;
    out->stages = j.n_stages;
    end(&j);
    return code;
}
