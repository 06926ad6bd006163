#include "panel/check_in.h"

/* Trees of halves: what no panel within the bounds of a leaf can be above (panel-1 §5).
 */

static urne_code take_branch(check_job *j)
{
    urne_str word;
    check_fork f = {.second = false};
    URNE_TRY(urne_check_take(j, "branch"));
    URNE_TRY(urne_check_word(j, &word));
    f.is_row = urne_str_is(word, "row");
    if (!f.is_row && !urne_str_is(word, "type")) {
        return urne_note_bad(&j->note, word, "row|type", j->err);
    }
    URNE_TRY(urne_check_index(j, f.is_row ? j->p->features : j->p->types, &f.index));
    URNE_TRY(urne_check_small(j, &f.below));
    URNE_TRY(urne_check_last(j));
    int64_t *lo = f.is_row ? &j->row_lo[f.index] : &j->lo[f.index];
    int64_t *hi = f.is_row ? &j->row_hi[f.index] : &j->hi[f.index];
    if (f.below < *lo || f.below >= *hi) {
        return urne_check_fault(j, URNE_E_CERT_TREE, N_("one half is empty"));
    }
    f.lo = *lo;
    f.hi = *hi;
    *hi = f.below;
    j->stack =
        urne_check_grow(j->arena, j->stack, j->depth, &j->cap_stack, sizeof *j->stack);
    j->stack[j->depth++] = f;
    return URNE_OK;
}

/* On to the next node behind a leaf; false when there is none. */
static bool next_half(check_job *j)
{
    while (j->depth > 0) {
        check_fork *f = &j->stack[j->depth - 1];
        int64_t *lo = f->is_row ? &j->row_lo[f->index] : &j->lo[f->index];
        int64_t *hi = f->is_row ? &j->row_hi[f->index] : &j->hi[f->index];
        *hi = f->hi;
        if (!f->second) {
            f->second = true;
            *lo = f->below + 1;
            return true;
        }
        *lo = f->lo;
        j->depth--;
    }
    return false;
}

/* Adds the most that what is left, scale * cost - r, can be with the types' bounds, to
 * j->bound. */
static void most_of_types(check_job *j, mpz_srcptr scale)
{
    for (size_t t = 0; t < j->p->types; t++) {
        mpz_set_ui(j->part, 0);
        if (scale != NULL && j->cost[t] != 0) {
            mpz_mul_si(j->part, scale, (long)j->cost[t]);
        }
        mpz_sub(j->part, j->part, j->r[t]);
        int sign = mpz_sgn(j->part);
        int64_t bound = sign > 0 ? j->hi[t] : j->lo[t];
        if (sign != 0 && bound != 0) {
            mpz_mul_si(j->part, j->part, (long)bound);
            mpz_add(j->bound, j->bound, j->part);
        }
    }
}

/* No panel within the bounds of this node is above `most`. */
static urne_code take_leaf(check_job *j, int64_t most)
{
    URNE_TRY(urne_check_take(j, "leaf"));
    URNE_TRY(urne_check_integer(j, j->scale));
    if (mpz_sgn(j->scale) <= 0) {
        return urne_check_fault(j, URNE_E_CERT_TREE, N_("a scale is above 0"));
    }
    URNE_TRY(urne_check_multipliers(j));
    urne_check_sums(j);
    urne_check_most(j);
    most_of_types(j, j->scale);
    mpz_mul_si(j->sum, j->scale, (long)(most + 1));
    if (mpz_cmp(j->bound, j->sum) >= 0) {
        return urne_check_fault(j, URNE_E_CERT_TREE, N_("the bound is too high"));
    }
    return URNE_OK;
}

/* There is no panel within the bounds of this node. */
static urne_code take_empty(check_job *j)
{
    URNE_TRY(urne_check_take(j, "empty"));
    URNE_TRY(urne_check_multipliers(j));
    urne_check_sums(j);
    urne_check_most(j);
    most_of_types(j, NULL);
    if (mpz_sgn(j->bound) >= 0) {
        return urne_check_fault(j, URNE_E_CERT_TREE, N_("there may be a panel"));
    }
    return URNE_OK;
}

urne_code urne_check_tree(check_job *j, int64_t most)
{
    bool more = true;
    while (more) {
        if (urne_note_is(&j->note, "branch")) {
            URNE_TRY(take_branch(j));
            continue;
        }
        if (urne_note_is(&j->note, "leaf")) {
            URNE_TRY(take_leaf(j, most));
        } else if (urne_note_is(&j->note, "empty")) {
            URNE_TRY(take_empty(j));
        } else {
            return urne_check_fault_here(j, URNE_E_CERT_TREE,
                                         N_("the tree is not at its end"));
        }
        more = next_half(j);
    }
    return URNE_OK;
}

urne_code urne_check_absent(check_job *j)
{
    uint32_t last = UINT32_MAX;
    while (urne_note_is(&j->note, "absent")) {
        uint32_t t;
        URNE_TRY(urne_check_take(j, "absent"));
        URNE_TRY(urne_check_index(j, j->p->types, &t));
        URNE_TRY(urne_check_last(j));
        if (last != UINT32_MAX && t <= last) {
            return urne_check_fault(j, URNE_E_CERT_TREE, N_("not in ascending order"));
        }
        j->cost[t] = 1;
        URNE_TRY(urne_check_tree(j, 0));
        j->cost[t] = 0;
        j->hi[t] = 0;
        j->absent[t] = true;
        j->n_absent++;
        last = t;
    }
    return URNE_OK;
}

/* Room for the multiplier of one row more. */
static void add_row(check_job *j)
{
    size_t rows = check_rows(j);
    j->lam = urne_check_grow(j->arena, j->lam, rows, &j->cap_lam, sizeof *j->lam);
    j->used = urne_check_grow(j->arena, j->used, rows, &j->cap_used, sizeof *j->used);
    mpz_init(j->lam[rows]);
}

urne_code urne_check_cuts(check_job *j)
{
    while (urne_note_is(&j->note, "cut")) {
        check_cut cut;
        URNE_TRY(urne_check_take(j, "cut"));
        URNE_TRY(urne_check_small(j, &cut.most));
        URNE_TRY(urne_check_items(j, j->p->types, INT64_MIN, &cut.item, &cut.n));
        if (cut.n == 0) {
            return urne_check_fault(j, URNE_E_CERT_TREE, N_("a cut of nothing"));
        }
        for (size_t i = 0; i < cut.n; i++) {
            j->cost[cut.item[i].index] = cut.item[i].value;
        }
        URNE_TRY(urne_check_tree(j, cut.most));
        for (size_t i = 0; i < cut.n; i++) {
            j->cost[cut.item[i].index] = 0;
        }
        add_row(j);
        j->cut =
            urne_check_grow(j->arena, j->cut, j->n_cuts, &j->cap_cuts, sizeof *j->cut);
        j->cut[j->n_cuts++] = cut;
    }
    return URNE_OK;
}
