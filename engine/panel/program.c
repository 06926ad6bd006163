#include "panel/program.h"
#include "base/arena.h"

#include <stdlib.h>

/* The column of a type: its features, the whole, the cuts that name it. */
static void column(urne_lp *lp, urne_arena *arena, const urne_panel_problem *p,
                   size_t t)
{
    size_t n = 0, most = p->categories + 1 + p->n_cuts;
    uint32_t *row = urne_arena_array(arena, most, sizeof *row);
    int64_t *coef = urne_arena_array(arena, most, sizeof *coef);
    for (size_t c = 0; c < p->categories; c++) {
        row[n] = urne_panel_of(p, t)[c];
        coef[n++] = 1;
    }
    row[n] = (uint32_t)p->features;
    coef[n++] = 1;
    for (size_t c = 0; c < p->n_cuts; c++) {
        if (p->cuts[c].coef[t] != 0) {
            row[n] = (uint32_t)(p->features + 1 + c);
            coef[n++] = p->cuts[c].coef[t];
        }
    }
    urne_lp_column(lp, t, row, coef, n);
    urne_lp_bound(lp, t, 0, 0, urne_panel_most(p, t));
}

urne_lp *urne_panel_program(urne_arena *arena, const urne_panel_problem *p)
{
    urne_lp *lp = urne_lp_new(arena, urne_panel_rows(p), p->types);
    mpq_t lo, hi;
    mpq_inits(lo, hi, NULL);
    for (size_t t = 0; t < p->types; t++) {
        column(lp, arena, p, t);
    }
    for (size_t r = 0; r < urne_panel_rows(p); r++) {
        bool feature = r<p->features, cut = r> p->features;
        mpq_set_si(lo, (long)(feature ? p->lo[r] : p->k), 1);
        mpq_set_si(hi,
                   (long)(feature ? p->hi[r]
                          : cut   ? p->cuts[r - p->features - 1].most
                                  : p->k),
                   1);
        urne_lp_row(lp, r, cut ? NULL : lo, hi);
    }
    mpq_clears(lo, hi, NULL);
    return lp;
}

void urne_panel_put_integer(urne_buf *buf, mpz_srcptr v)
{
    char *digits = mpz_get_str(NULL, 10, v);
    urne_buf_addz(buf, digits);
    free(digits);
}

void urne_panel_put_multipliers(urne_buf *buf, const urne_lp *lp, size_t rows)
{
    for (size_t r = 0; r < rows; r++) {
        mpz_srcptr lam = urne_lp_multiplier(lp, r);
        if (mpz_sgn(lam) != 0) {
            urne_buf_addc(buf, ' ');
            urne_buf_addu(buf, r + 1);
            urne_buf_addc(buf, ':');
            urne_panel_put_integer(buf, lam);
        }
    }
    urne_buf_addc(buf, '\n');
}
