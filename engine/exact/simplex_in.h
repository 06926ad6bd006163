/* exact/simplex_in: what the two halves of the simplex share. */
#ifndef URNE_EXACT_SIMPLEX_IN_H
#define URNE_EXACT_SIMPLEX_IN_H

#include "base/arena.h"
#include "exact/simplex.h"

/* Where a column stands: in the basis, at a bound, or fixed for good. */
enum lp_state { LP_LOWER = 0, LP_UPPER = 1, LP_BASIC = 2, LP_FIXED = 3 };

typedef struct lp_column {
    const uint32_t *row;
    const int64_t *coef;
    size_t n;
} lp_column;

/* Columns are numbered 0 to n - 1, then z, then the activities of the rows: the system
 * is sum of columns times values = 0, an activity being minus a unit vector. A basic
 * column j has the value x_j - least_j - weight_j z; z's column is what all those at
 * their lower bound, basic or not, take with it. */
struct urne_lp {
    size_t m, n;
    lp_column *cols;
    int64_t *least, *weight, *most; /* most < 0: none */
    mpz_t *lo, *hi;                 /* by row, over scale */
    bool *no_lo, *no_hi;
    unsigned char *state;
    mpz_t *fixed;  /* by column, over scale */
    size_t *basis; /* by place */
    size_t z_at;   /* place of z, or SIZE_MAX */
    mpz_t *inv;    /* det * B^-1, place by row */
    mpz_t det;     /* > 0 */
    mpz_t scale;
    mpz_t z0;        /* z while it is not basic, over scale */
    mpz_t *rhs, *cz; /* by row */
    mpz_t *val;      /* by place, over det * scale */
    mpz_t *alpha;    /* by place, over det */
    mpz_t *lam;      /* by row */
    bool steep;      /* a coefficient is too long for short prices */
    int64_t *price;  /* lam, where it fits */
    bool small;      /* it does */
    mpz_t *cost;     /* by column, or NULL: the level */
    bool cheap;      /* the costs are short */
    unsigned idle;   /* moves in a row that moved nothing */
    mpz_t t1, t2, t3;
};

/* Coefficients of up to so many bits times prices of 62 add up in 128. */
enum { LP_COEF_BITS = 40 };

#define LP_Z(lp) ((lp)->n)

/* How far a column can go above its least value; < 0: no end. */
static inline int64_t lp_room(const urne_lp *lp, size_t j)
{
    return lp->most[j] < 0 ? -1 : lp->most[j] - lp->least[j];
}

void urne_lp_alpha(urne_lp *lp, size_t v);
void urne_lp_pivot(urne_lp *lp, size_t p);
void urne_lp_combine(urne_lp *lp, size_t p, size_t q, int64_t k);
void urne_lp_values(urne_lp *lp);

/* One move towards a point that rows and columns allow; false when there is none. */
bool urne_lp_repair(urne_lp *lp);
bool urne_lp_sound(const urne_lp *lp);

/* One move that raises z, or keeps it; false when z is the greatest. */
bool urne_lp_raise(urne_lp *lp);

/* One move that raises the sum of costs, or keeps it. */
bool urne_lp_climb(urne_lp *lp);

#endif
