#include "panel/check_in.h"

#include "base/rational.h"
#include "base/sort.h"

/* Panels and their weights (C3, C7), and the levels that they give (C6). */

static urne_code bad_panel(const check_job *j, const char *why)
{
    return urne_check_fault(j, URNE_E_CERT_PANEL, why);
}

/* ---- one panel ---- */

/* Nobody who is absent, and no cut broken. */
static bool was_excluded(const check_job *j, const check_panel *panel,
                         const int64_t *at, mpz_t sum, mpz_t part)
{
    for (size_t i = 0; i < panel->n; i++) {
        if (j->absent[panel->item[i].index]) {
            return true;
        }
    }
    for (size_t c = 0; c < j->n_cuts; c++) {
        const check_cut *cut = &j->cut[c];
        mpz_set_ui(sum, 0);
        for (size_t i = 0; i < cut->n; i++) {
            mpz_set_si(part, (long)cut->item[i].value);
            mpz_mul_si(part, part, (long)at[cut->item[i].index]);
            mpz_add(sum, sum, part);
        }
        if (mpz_cmp_si(sum, (long)cut->most) > 0) {
            return true;
        }
    }
    return false;
}

/* Quotas and size; counts are at most the persons of a type, so that no sum is too
 * large. */
static urne_code is_panel(check_job *j, const check_panel *panel, int64_t *count)
{
    const urne_panel_problem *p = j->p;
    int64_t whole = 0;
    for (size_t f = 0; f < p->features; f++) {
        count[f] = 0;
    }
    for (size_t i = 0; i < panel->n; i++) {
        const uint32_t *of = urne_panel_of(p, panel->item[i].index);
        for (size_t c = 0; c < p->categories; c++) {
            count[of[c]] += panel->item[i].value;
        }
        whole += panel->item[i].value;
    }
    if (whole != p->k) {
        return bad_panel(j, N_("the panel is not of the size"));
    }
    for (size_t f = 0; f < p->features; f++) {
        if (count[f] < p->lo[f] || count[f] > p->hi[f]) {
            return bad_panel(j, N_("the panel breaks a quota"));
        }
    }
    return URNE_OK;
}

/* Whether a panel comes behind the one before: where they first differ, it has fewer.
 */
static bool in_order(const check_panel *a, const check_panel *b)
{
    size_t i = 0;
    while (i < a->n && i < b->n && a->item[i].index == b->item[i].index &&
           a->item[i].value == b->item[i].value) {
        i++;
    }
    if (i == a->n || i == b->n) {
        return i < a->n;
    }
    return a->item[i].index == b->item[i].index ? a->item[i].value > b->item[i].value
                                                : a->item[i].index < b->item[i].index;
}

static urne_code take_panel(check_job *j, int64_t *at, int64_t *count)
{
    j->panel = urne_check_grow(j->arena, j->panel, j->n_panels, &j->cap_panels,
                               sizeof *j->panel);
    check_panel *panel = &j->panel[j->n_panels++];
    mpq_init(panel->weight);
    URNE_TRY(urne_check_take(j, "panel"));
    URNE_TRY(urne_check_fraction(j, panel->weight));
    if (mpq_sgn(panel->weight) == 0) {
        return bad_panel(j, N_("a weight is above 0"));
    }
    URNE_TRY(urne_check_items(j, j->p->types, 1, &panel->item, &panel->n));
    for (size_t i = 0; i < panel->n; i++) {
        if (panel->item[i].value > j->p->persons[panel->item[i].index]) {
            return bad_panel(j, N_("more than there are of a type"));
        }
        at[panel->item[i].index] = panel->item[i].value;
    }
    if (was_excluded(j, panel, at, j->sum, j->part)) {
        return urne_check_fault(j, URNE_E_CERT_CUT, NULL);
    }
    URNE_TRY(is_panel(j, panel, count));
    for (size_t i = 0; i < panel->n; i++) {
        at[panel->item[i].index] = 0;
    }
    if (j->n_panels > 1 && !in_order(panel - 1, panel)) {
        return bad_panel(j, N_("panels in descending order, each once"));
    }
    mpz_lcm(j->den, j->den, mpq_denref(panel->weight));
    if (mpz_sizeinbase(j->den, 10) > URNE_PROOF_DIGITS) {
        return bad_panel(j, N_("the common denominator of the weights is too long"));
    }
    return URNE_OK;
}

/* ---- all panels ---- */

/* j->x and whether the weights are 1 together. */
static bool add_up(check_job *j)
{
    mpz_set_ui(j->sum, 0);
    for (size_t i = 0; i < j->n_panels; i++) {
        const check_panel *panel = &j->panel[i];
        mpz_divexact(j->bound, j->den, mpq_denref(panel->weight));
        mpz_mul(j->bound, j->bound, mpq_numref(panel->weight));
        mpz_add(j->sum, j->sum, j->bound);
        for (size_t k = 0; k < panel->n; k++) {
            mpz_addmul_ui(j->x[panel->item[k].index], j->bound,
                          (unsigned long)panel->item[k].value);
        }
    }
    return mpz_cmp(j->sum, j->den) == 0;
}

static int by_chance(void *ctx, uint32_t a, uint32_t b)
{
    mpq_t *chance = ctx;
    return mpq_cmp(chance[a], chance[b]);
}

urne_code urne_check_panels(check_job *j)
{
    const urne_panel_problem *p = j->p;
    int64_t *at = urne_arena_array(j->arena, p->types, sizeof *at);
    int64_t *count = urne_arena_array(j->arena, p->features, sizeof *count);
    while (urne_note_is(&j->note, "panel")) {
        URNE_TRY(take_panel(j, at, count));
    }
    if (j->n_panels == 0) {
        return urne_check_fault_here(j, URNE_E_CERT_PANEL, N_("no panel"));
    }
    if (!add_up(j)) {
        return urne_check_fault(j, URNE_E_CERT_PANEL,
                                N_("the weights are not 1 together"));
    }
    for (size_t t = 0; t < p->types; t++) {
        mpz_set(mpq_numref(j->chance[t]), j->x[t]);
        mpz_mul_si(mpq_denref(j->chance[t]), j->den, (long)p->persons[t]);
        mpq_canonicalize(j->chance[t]);
        j->order[t] = (uint32_t)t;
    }
    urne_sort_indices(j->order, p->types, by_chance, j->chance);
    return URNE_OK;
}

/* ---- levels ---- */

static urne_code take_level(check_job *j, const urne_checked_level *due)
{
    urne_str chance, persons;
    if (!urne_note_is(&j->note, "level")) {
        return urne_check_fault_here(j, URNE_E_CERT_LEVEL, NULL);
    }
    URNE_TRY(urne_check_take(j, "level"));
    URNE_TRY(urne_check_word(j, &chance));
    URNE_TRY(urne_check_word(j, &persons));
    URNE_TRY(urne_check_last(j));
    if (!urne_str_is(chance, due->chance) ||
        !urne_str_is(persons, URNE_DEC(due->persons))) {
        return urne_check_fault(j, URNE_E_CERT_LEVEL, NULL);
    }
    return URNE_OK;
}

urne_code urne_check_levels(check_job *j, urne_panel_checked *out, urne_arena *arena)
{
    size_t types = j->p->types;
    out->level = urne_arena_array(arena, types, sizeof *out->level);
    out->level_of = urne_arena_array(arena, types, sizeof *out->level_of);
    for (size_t i = 0; i < types; i++) {
        uint32_t t = j->order[i];
        if (i == 0 || !mpq_equal(j->chance[j->order[i - 1]], j->chance[t])) {
            out->level[out->n_levels++].chance =
                urne_rational_text(arena, j->chance[t]);
            bool best = out->objective == URNE_PANEL_LEXIMIN ||
                        mpq_cmp(j->chance[t], j->level) <= 0;
            out->claimed += best ? 1 : 0;
        }
        out->level_of[t] = (uint32_t)(out->n_levels - 1);
        out->level[out->n_levels - 1].persons += (uint64_t)j->p->persons[t];
    }
    for (size_t l = 0; l < out->n_levels; l++) {
        URNE_TRY(take_level(j, &out->level[l]));
    }
    if (urne_note_is(&j->note, "level")) {
        return urne_check_fault_here(j, URNE_E_CERT_LEVEL, NULL);
    }
    return URNE_OK;
}
