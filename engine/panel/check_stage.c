#include "panel/check_in.h"

/* Stages: who can have no more than a level, and why (C4, C5). */

static urne_code bad_cover(const check_job *j, const char *why)
{
    return urne_check_fault(j, URNE_E_CERT_COVER, why);
}

static urne_code bad_stage(const check_job *j, const char *why)
{
    return urne_check_fault(j, URNE_E_CERT_STAGE, why);
}

static void fix(check_job *j, size_t t)
{
    j->fixed[t] = true;
    j->open--;
}

/* Everybody who is still open has this level at least. */
static bool none_below(const check_job *j)
{
    for (size_t i = 0; i < j->p->types; i++) {
        uint32_t t = j->order[i];
        if (!j->fixed[t]) {
            return mpq_cmp(j->chance[t], j->level) >= 0;
        }
    }
    return true;
}

/* Without multipliers: the absent at 0, or all who are left at 1. */
static urne_code without(check_job *j)
{
    size_t before = j->open;
    if (mpq_sgn(j->level) == 0 && j->n_stages == 1 && j->n_absent > 0) {
        for (size_t t = 0; t < j->p->types; t++) {
            if (j->absent[t]) {
                fix(j, t);
            }
        }
        return URNE_OK;
    }
    if (mpq_cmp_ui(j->level, 1, 1) != 0) {
        return bad_cover(
            j, N_("only the absent, at 0, and the last, at 1, need no multipliers"));
    }
    for (size_t t = 0; t < j->p->types; t++) {
        if (!j->fixed[t] && !mpq_equal(j->chance[t], j->level)) {
            return bad_stage(j, N_("somebody has another chance"));
        }
        if (!j->fixed[t]) {
            fix(j, t);
        }
    }
    return before > 0 ? URNE_OK : bad_cover(j, N_("a stage that fixes nobody"));
}

/* j->bound = beta times den, j->sum = the sum of y x times den. */
static void weigh(check_job *j)
{
    const urne_panel_problem *p = j->p;
    urne_check_most(j);
    mpz_set_ui(j->sum, 0);
    for (size_t t = 0; t < p->types; t++) {
        if (j->fixed[t] || mpz_sgn(j->r[t]) > 0) {
            mpz_addmul(j->sum, j->r[t], j->x[t]);
        } else {
            mpz_mul_si(j->part, j->r[t], (long)p->persons[t]);
            mpz_sub(j->bound, j->bound, j->part);
        }
    }
    mpz_mul(j->bound, j->bound, j->den);
}

static urne_code with(check_job *j)
{
    size_t before = j->open;
    urne_check_sums(j);
    weigh(j);
    if (mpz_cmp(j->sum, j->bound) != 0) {
        return bad_stage(j, N_("the sum is not the bound"));
    }
    for (size_t t = 0; t < j->p->types; t++) {
        if (!j->fixed[t] && mpz_sgn(j->r[t]) > 0) {
            if (!mpq_equal(j->chance[t], j->level)) {
                return bad_stage(j, N_("somebody has another chance"));
            }
            fix(j, t);
        }
    }
    return j->open < before ? URNE_OK : bad_cover(j, N_("a stage that fixes nobody"));
}

static urne_code take_stage(check_job *j, bool maximin)
{
    bool enough = maximin && j->n_stages > 0 && mpq_sgn(j->level) > 0;
    URNE_TRY(urne_check_take(j, "stage"));
    URNE_TRY(urne_check_fraction(j, j->level));
    URNE_TRY(urne_check_multipliers(j));
    j->n_stages++;
    if (enough) {
        return bad_cover(j, N_("maximin ends with the first level above 0"));
    }
    if (j->n_used > 0 && j->n_stages == 1 && j->n_absent > 0) {
        return bad_cover(j, N_("the absent come first, at 0"));
    }
    if (!none_below(j)) {
        return bad_stage(j, N_("somebody has a lower chance"));
    }
    return j->n_used == 0 ? without(j) : with(j);
}

urne_code urne_check_stages(check_job *j, bool maximin)
{
    j->open = j->p->types;
    while (urne_note_is(&j->note, "stage")) {
        URNE_TRY(take_stage(j, maximin));
    }
    bool whole = maximin ? j->n_stages > 0 && mpq_sgn(j->level) > 0 : j->open == 0;
    return whole
               ? URNE_OK
               : urne_check_fault_here(j, URNE_E_CERT_COVER, N_("a stage is missing"));
}
