/* panel/check_in: what the parts of the checker share. */
#ifndef URNE_PANEL_CHECK_IN_H
#define URNE_PANEL_CHECK_IN_H

#include "codec/note.h"
#include "panel/check.h"
#include "panel/fold.h"

/* Longest integer; two of them and their words fit in a line. */
enum { URNE_PROOF_DIGITS = 20000, URNE_PROOF_LINE_MAX = 65536 };

/* A number of a type or a row, from 0, and what stands behind it. */
typedef struct check_item {
    uint32_t index;
    int64_t value;
} check_item;

typedef struct check_cut {
    check_item *item;
    size_t n;
    int64_t most;
} check_cut;

typedef struct check_panel {
    check_item *item;
    size_t n;
    mpq_t weight;
} check_panel;

typedef struct check_fork {
    bool is_row, second; /* second: the greater half is being walked */
    uint32_t index;
    int64_t below, lo, hi; /* lo, hi: as they were before */
} check_fork;

/* The job. Numbers of GMP are cleared at its end, whatever happens. */
typedef struct check_job {
    const urne_panel_problem *p;
    urne_arena *arena; /* of the job */
    urne_err *err;
    urne_note note;
    urne_str rest; /* words of the line taken that are still to be read */
    size_t length; /* of that line */
    char *digits;  /* room for one number */
    bool *absent;  /* by type: proven */
    size_t n_absent;
    check_cut *cut;
    size_t n_cuts, cap_cuts;
    mpz_t *lam; /* by row: multipliers of now; 0 but for those in `used` */
    size_t cap_lam;
    uint32_t *used;
    size_t n_used, cap_used;
    mpz_t *r;                 /* by type: their sum */
    int64_t *lo, *hi;         /* by type: bounds at a node */
    int64_t *row_lo, *row_hi; /* by feature; outside trees those of the problem */
    int64_t *cost;            /* by type: the left side of a cut */
    check_fork *stack;
    size_t depth, cap_stack;
    check_panel *panel;
    size_t n_panels, cap_panels;
    mpz_t den;       /* common denominator of the weights */
    mpz_t *x;        /* by type: how many on average, over den */
    mpq_t *chance;   /* by type */
    uint32_t *order; /* types by chance */
    bool *fixed;     /* by type: by a stage */
    size_t open;     /* types that are not */
    size_t n_stages;
    mpq_t level; /* of the last stage */
    mpz_t sum, part, bound, scale;
} check_job;

/* Rows so far: features, the whole, cuts. */
static inline size_t check_rows(const check_job *j)
{
    return j->p->features + 1 + j->n_cuts;
}

/* Doubles an array that is full. */
void *urne_check_grow(urne_arena *arena, void *list, size_t n, size_t *cap,
                      size_t size);

/* A fault at the line that was taken last, or (here) at the one that comes now. */
urne_code urne_check_fault(const check_job *j, urne_code code, const char *why);
urne_code urne_check_fault_here(const check_job *j, urne_code code, const char *why);

/* Takes a line that begins with the keyword; its words follow one by one, from whatever
 * lines it is folded over. A word without bytes is the end. */
URNE_MUST_USE urne_code urne_check_take(check_job *j, const char *keyword);
URNE_MUST_USE urne_code urne_check_word(check_job *j, urne_str *word);
URNE_MUST_USE urne_code urne_check_last(check_job *j);

/* The next word as a number. */
URNE_MUST_USE urne_code urne_check_integer(check_job *j, mpz_t out);
URNE_MUST_USE urne_code urne_check_fraction(check_job *j, mpq_t out);
URNE_MUST_USE urne_code urne_check_small(check_job *j, int64_t *out);
URNE_MUST_USE urne_code urne_check_index(check_job *j, size_t n, uint32_t *out);

/* The other words as INDEX:VALUE, indices of 1 to n ascending, no value 0: as short
 * numbers from `least` on, or as multipliers into j->lam. */
URNE_MUST_USE urne_code urne_check_items(check_job *j, size_t n, int64_t least,
                                         check_item **items, size_t *n_items);
URNE_MUST_USE urne_code urne_check_multipliers(check_job *j);

/* j->r from j->lam. */
void urne_check_sums(check_job *j);

/* The most that the multipliers times the rows can be, into j->bound. */
void urne_check_most(check_job *j);

/* The tree that begins here proves that no panel has a sum of j->cost above `most`. */
URNE_MUST_USE urne_code urne_check_tree(check_job *j, int64_t most);

/* The lines of each kind that begin here. */
URNE_MUST_USE urne_code urne_check_absent(check_job *j);
URNE_MUST_USE urne_code urne_check_cuts(check_job *j);
URNE_MUST_USE urne_code urne_check_panels(check_job *j);
URNE_MUST_USE urne_code urne_check_stages(check_job *j, bool maximin);
URNE_MUST_USE urne_code urne_check_levels(check_job *j, urne_panel_checked *out,
                                          urne_arena *arena);

#endif
