#include "panel/solve.h"
#include "base/arena.h"
#include "panel/branch.h"
#include "panel/presence.h"

#include <string.h>

/* With so many bits the sums of a cut over all seats of a list, 2^27 at most, fit 64.
 */
enum { CUTS_MOST = 1000, NODES = 1000000, COEF_BITS = 32 };

static void make_room(urne_panel_problem *p, urne_arena *arena)
{
    if (p->n_cuts < p->cap_cuts) {
        return;
    }
    size_t cap = p->cap_cuts == 0 ? 16 : 2 * p->cap_cuts;
    urne_panel_cut *cuts = urne_arena_array(arena, cap, sizeof *cuts);
    if (p->n_cuts > 0) {
        memcpy(cuts, p->cuts, p->n_cuts * sizeof *cuts);
    }
    p->cuts = cuts;
    p->cap_cuts = cap;
}

/* One more row: sum of coef times number is at most `most`, with its tree. */
static bool add_cut(urne_panel_problem *p, urne_arena *arena, mpz_t *coef, mpz_t most)
{
    int64_t *own = urne_arena_array(arena, p->types, sizeof *own);
    mpz_t common;
    mpz_init(common);
    for (size_t t = 0; t < p->types; t++) {
        mpz_gcd(common, common, coef[t]);
    }
    bool fits = mpz_sgn(common) > 0;
    for (size_t t = 0; t < p->types && fits; t++) {
        mpz_divexact(coef[t], coef[t], common);
        fits = mpz_sizeinbase(coef[t], 2) <= COEF_BITS;
        own[t] = (int64_t)mpz_get_si(coef[t]);
    }
    if (fits) {
        mpz_fdiv_q(most, most, common);
        fits = mpz_sizeinbase(most, 2) <= 60;
    }
    mpz_clear(common);
    urne_buf tree = urne_buf_new(arena, 1024);
    if (!fits || !urne_branch_prove(&tree, p, coef, most, NODES)) {
        return false;
    }
    make_room(p, arena);
    p->cuts[p->n_cuts++] =
        (urne_panel_cut){own, (int64_t)mpz_get_si(most), urne_buf_str(&tree)};
    return true;
}

/* The point of quotas and cuts that some panel satisfies, and whether peeling made it a
 * lottery. */
static bool at_once(urne_panel_solution *out, urne_arena *arena, urne_panel_problem *p,
                    bool first_only, urne_panel_lottery *known)
{
    if (!urne_leximin_solve(&out->leximin, arena, p, first_only)) {
        urne_bug("panels that no quotas allow");
    }
    return urne_panel_peel(&out->lottery, arena, p, out->leximin.x, known);
}

/* A lottery or a cut for the point that is there, on which peeling stuck; then the next
 * point, and again. */
static urne_solve_end by_cuts(urne_panel_solution *out, urne_arena *arena,
                              urne_panel_problem *p, bool first_only,
                              urne_panel_lottery *known)
{
    urne_decompose_end end;
    mpz_t *cut = urne_arena_array(arena, p->types, sizeof *cut), most;
    mpz_init(most);
    for (size_t t = 0; t < p->types; t++) {
        mpz_init(cut[t]);
    }
    do {
        end = urne_panel_decompose(&out->lottery, cut, most, arena, p, out->leximin.x,
                                   known);
        if (end == URNE_DECOMPOSE_CUT &&
            (p->n_cuts == CUTS_MOST || !add_cut(p, arena, cut, most))) {
            end = URNE_DECOMPOSE_LIMIT;
        }
    } while (end == URNE_DECOMPOSE_CUT && !at_once(out, arena, p, first_only, known));
    for (size_t t = 0; t < p->types; t++) {
        mpz_clear(cut[t]);
    }
    mpz_clear(most);
    return end == URNE_DECOMPOSE_LIMIT ? URNE_SOLVE_LIMIT : URNE_SOLVE_DONE;
}

static bool somebody_absent(const urne_panel_problem *p)
{
    for (size_t t = 0; t < p->types; t++) {
        if (p->absent[t]) {
            return true;
        }
    }
    return false;
}

/* First without looking who is present: where the point of the quotas is a lottery at
 * once, everybody with a chance is. */
urne_solve_end urne_panel_solve(urne_panel_solution *out, urne_arena *arena,
                                urne_panel_problem *p, bool first_only)
{
    urne_panel_lottery known = {.n = 0};
    *out = (urne_panel_solution){.infeasible = {"", 0}};
    for (size_t t = 0; t < p->types; t++) {
        p->absent[t] = false;
    }
    if (urne_leximin_solve(&out->leximin, arena, p, first_only) &&
        urne_panel_peel(&out->lottery, arena, p, out->leximin.x, &known)) {
        return URNE_SOLVE_DONE;
    }
    urne_presence_end present = urne_panel_presence(p, &known, &out->infeasible, arena);
    if (present != URNE_PRESENCE_DONE) {
        return present == URNE_PRESENCE_NONE ? URNE_SOLVE_INFEASIBLE : URNE_SOLVE_LIMIT;
    }
    /* With everybody present the point is the same as before. */
    if (somebody_absent(p) && at_once(out, arena, p, first_only, &known)) {
        return URNE_SOLVE_DONE;
    }
    return by_cuts(out, arena, p, first_only, &known);
}
