/* oracle/tree: reads the tree of a cut (panel-1 §5) line by line and says whether it
 * proves that no panel has a sum of `cost` above `most`. Shares nothing with the code
 * that writes trees: rows, sums and boxes are made anew at each leaf. */
#ifndef ORACLE_TREE_H
#define ORACLE_TREE_H

#include "panel/problem.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>

enum { TREE_DEPTH = 400 };

typedef struct tree {
    const urne_panel_problem *p;
    mpz_t *cost; /* by type */
    mpz_srcptr most;
    urne_str rest;
    int64_t *lo, *hi;         /* by type */
    int64_t *row_lo, *row_hi; /* by row; cuts have no lower bound */
    unsigned long leaves, empties;
} tree;

static inline int64_t tree_coef(const urne_panel_problem *p, size_t r, size_t t)
{
    if (r > p->features) {
        return p->cuts[r - p->features - 1].coef[t];
    }
    bool in = r == p->features;
    for (size_t c = 0; c < p->categories && !in; c++) {
        in = p->feature[t * p->categories + c] == r;
    }
    return in;
}

/* sum of max(lam lo, lam hi) + sum of max(d lo, d hi), d = den cost - r; den = 0 for
 * "empty": below 0; else below den (most + 1). `text`: " ROW:LAM ...". */
static inline bool tree_leaf(const tree *w, const char *text, mpz_srcptr den)
{
    const urne_panel_problem *p = w->p;
    mpz_t lam, sum, part, *d = calloc(p->types + 1, sizeof *d);
    char digits[4000];
    size_t row;
    int used;
    bool good = true;
    mpz_inits(lam, sum, part, NULL);
    for (size_t t = 0; t < p->types; t++) {
        mpz_init(d[t]);
        mpz_mul(d[t], den, w->cost[t]);
    }
    for (; good && *text != '\0'; text += used) {
        good = sscanf(text, " %zu:%3999[-0-9]%n", &row, digits, &used) == 2 &&
               row >= 1 && row <= p->features + 1 + p->n_cuts &&
               mpz_set_str(lam, digits, 10) == 0;
        if (!good) {
            break;
        }
        row--;
        bool cut = row > p->features;
        good = !cut || mpz_sgn(lam) >= 0;
        mpz_mul_si(part, lam,
                   (long)(mpz_sgn(lam) >= 0 ? w->row_hi[row] : w->row_lo[row]));
        mpz_add(sum, sum, part);
        for (size_t t = 0; t < p->types; t++) {
            mpz_mul_si(part, lam, (long)tree_coef(p, row, t));
            mpz_sub(d[t], d[t], part);
        }
    }
    for (size_t t = 0; t < p->types; t++) {
        mpz_mul_si(part, d[t], (long)(mpz_sgn(d[t]) >= 0 ? w->hi[t] : w->lo[t]));
        mpz_add(sum, sum, part);
        mpz_clear(d[t]);
    }
    mpz_add_ui(part, w->most, 1);
    mpz_mul(part, part, den);
    good = good && mpz_cmp(sum, part) < 0;
    mpz_clears(lam, sum, part, NULL);
    free(d);
    return good;
}

static inline bool tree_node(tree *w, unsigned depth)
{
    const char *end = w->rest.n == 0 ? NULL : memchr(w->rest.p, '\n', w->rest.n);
    if (end == NULL || depth > TREE_DEPTH) {
        return false;
    }
    size_t n = (size_t)(end - w->rest.p);
    char *line = calloc(n + 1, 1), word[8];
    memcpy(line, w->rest.p, n);
    w->rest = (urne_str){end + 1, w->rest.n - n - 1};
    size_t index;
    long below;
    int used = 0;
    bool good = false;
    mpz_t den;
    mpz_init(den);
    if (sscanf(line, "branch %4[a-z] %zu %ld%n", word, &index, &below, &used) == 3) {
        bool row = strcmp(word, "row") == 0;
        good = line[used] == '\0' && index >= 1 && (row || strcmp(word, "type") == 0) &&
               index <= (row ? w->p->features : w->p->types);
        int64_t *lo = row ? &w->row_lo[index - 1] : &w->lo[index - 1];
        int64_t *hi = row ? &w->row_hi[index - 1] : &w->hi[index - 1];
        int64_t old_lo = good ? *lo : 0, old_hi = good ? *hi : 0;
        if (good) {
            *hi = below;
            good = tree_node(w, depth + 1);
            *hi = old_hi;
        }
        if (good) {
            *lo = below + 1;
            good = tree_node(w, depth + 1);
            *lo = old_lo;
        }
    } else if (strncmp(line, "empty", 5) == 0) {
        w->empties++;
        good = tree_leaf(w, line + 5, den);
    } else if (strncmp(line, "leaf ", 5) == 0) {
        char *digits = line + 5, *rest = digits + strspn(digits, "0123456789");
        char old = *rest;
        *rest = '\0';
        good = rest != digits && mpz_set_str(den, digits, 10) == 0 && mpz_sgn(den) > 0;
        *rest = old;
        w->leaves++;
        good = good && tree_leaf(w, rest, den);
    }
    mpz_clear(den);
    free(line);
    return good;
}

/* Whether `text` proves it, with the first `cuts` cuts of p and without the absent
 * types that `gone` marks (NULL: none).*/
static inline bool tree_proves(const urne_panel_problem *p, size_t cuts,
                               const bool *gone, mpz_t *cost, mpz_srcptr most,
                               urne_str text)
{
    urne_panel_problem own = *p;
    size_t rows = p->features + 1 + cuts;
    own.n_cuts = cuts;
    tree w = {.p = &own, .cost = cost, .most = most, .rest = text};
    w.lo = calloc(p->types + 1, sizeof *w.lo);
    w.hi = calloc(p->types + 1, sizeof *w.hi);
    w.row_lo = calloc(rows, sizeof *w.row_lo);
    w.row_hi = calloc(rows, sizeof *w.row_hi);
    for (size_t t = 0; t < p->types; t++) {
        w.hi[t] = gone != NULL && gone[t] ? 0 : p->persons[t];
    }
    for (size_t r = 0; r < rows; r++) {
        bool feature = r<p->features, cut = r> p->features;
        w.row_lo[r] = feature ? p->lo[r] : cut ? 0 : p->k;
        w.row_hi[r] = feature ? p->hi[r]
                      : cut   ? p->cuts[r - p->features - 1].most
                              : p->k;
    }
    bool good = tree_node(&w, 0) && w.rest.n == 0;
    free(w.lo);
    free(w.hi);
    free(w.row_lo);
    free(w.row_hi);
    return good;
}

/* The same with small numbers. */
static inline bool tree_proves_small(const urne_panel_problem *p, size_t cuts,
                                     const bool *gone, const int64_t *cost,
                                     int64_t most, urne_str text)
{
    mpz_t *c = calloc(p->types + 1, sizeof *c), m;
    for (size_t t = 0; t < p->types; t++) {
        mpz_init_set_si(c[t], (long)cost[t]);
    }
    mpz_init_set_si(m, (long)most);
    bool good = tree_proves(p, cuts, gone, c, m, text);
    for (size_t t = 0; t < p->types; t++) {
        mpz_clear(c[t]);
    }
    mpz_clear(m);
    free(c);
    return good;
}

#endif
