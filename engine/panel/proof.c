#include "panel/proof.h"

#include "base/buf.h"
#include "base/sort.h"
#include "panel/fold.h"

#include <stdlib.h>

/* ---- lines, word by word ---- */

typedef struct writer {
    urne_buf buf;
    size_t start; /* of the line */
} writer;

static void begin(writer *w, const char *keyword)
{
    w->start = w->buf.n;
    urne_buf_addz(&w->buf, keyword);
}

static void word(writer *w, urne_str s)
{
    if (!urne_fold_fits(w->buf.n - w->start, s.n)) {
        urne_buf_addc(&w->buf, '\n');
        begin(w, "+");
    }
    urne_buf_addc(&w->buf, ' ');
    urne_buf_add(&w->buf, s);
}

static void finish(writer *w)
{
    urne_buf_addc(&w->buf, '\n');
}

static void number(writer *w, uint64_t v)
{
    word(w, urne_str_of(URNE_DEC(v)));
}

static void fraction(writer *w, mpq_srcptr v)
{
    char *text = mpq_get_str(NULL, 10, v);
    word(w, urne_str_of(text));
    free(text);
}

/* INDEX:VALUE, the index from 1. */
static void item(writer *w, size_t index, mpz_srcptr v)
{
    char *text = mpz_get_str(NULL, 10, v);
    urne_buf pair = urne_buf_new(w->buf.arena, URNE_DEC_MAX + strlen(text) + 1);
    urne_buf_addu(&pair, index + 1);
    urne_buf_addc(&pair, ':');
    urne_buf_addz(&pair, text);
    word(w, urne_buf_str(&pair));
    free(text);
}

/* A tree as the search wrote it, one line a node. */
static void tree(writer *w, urne_str lines)
{
    urne_str line, part;
    while (lines.n > 0 && urne_str_cut(&lines, '\n', &line)) {
        urne_str_cut(&line, ' ', &part);
        w->start = w->buf.n;
        urne_buf_add(&w->buf, part);
        while (line.p != NULL && urne_str_cut(&line, ' ', &part)) {
            word(w, part);
        }
        finish(w);
    }
}

/* ---- what is proven of panels ---- */

static void absent(writer *w, const urne_panel_problem *p)
{
    for (size_t t = 0; t < p->types; t++) {
        if (p->absent[t]) {
            begin(w, "absent");
            number(w, t + 1);
            finish(w);
            tree(w, p->absent_proof[t]);
        }
    }
}

static void cuts(writer *w, const urne_panel_problem *p)
{
    mpz_t v;
    mpz_init(v);
    for (size_t c = 0; c < p->n_cuts; c++) {
        const urne_panel_cut *cut = &p->cuts[c];
        begin(w, "cut");
        mpz_set_si(v, (long)cut->most);
        char *text = mpz_get_str(NULL, 10, v);
        word(w, urne_str_of(text));
        free(text);
        for (size_t t = 0; t < p->types; t++) {
            if (cut->coef[t] != 0) {
                mpz_set_si(v, (long)cut->coef[t]);
                item(w, t, v);
            }
        }
        finish(w);
        tree(w, cut->proof);
    }
    mpz_clear(v);
}

/* ---- panels ---- */

typedef struct panels {
    const urne_panel_problem *p;
    const urne_panel_lottery *lottery;
} panels;

/* Where they first differ, the panel with more comes first. */
static int cmp_counts(const int64_t *a, const int64_t *b, size_t types)
{
    for (size_t t = 0; t < types; t++) {
        if (a[t] != b[t]) {
            return a[t] > b[t] ? -1 : 1;
        }
    }
    return 0;
}

static int by_counts(void *ctx, uint32_t a, uint32_t b)
{
    const panels *l = ctx;
    return cmp_counts(l->lottery->panel[a], l->lottery->panel[b], l->p->types);
}

/* Sorts; the weights of equal panels are added, panels of weight 0 left out. */
static void settle(urne_panel_lottery *lottery, urne_arena *arena,
                   const urne_panel_problem *p)
{
    panels l = {p, lottery};
    uint32_t *at = urne_arena_array(arena, lottery->n, sizeof *at);
    int64_t **panel = urne_arena_array(arena, lottery->n, sizeof *panel);
    mpq_t *weight = urne_arena_array(arena, lottery->n, sizeof *weight);
    size_t n = 0;
    for (size_t i = 0; i < lottery->n; i++) {
        at[i] = (uint32_t)i;
        mpq_init(weight[i]);
    }
    urne_sort_indices(at, lottery->n, by_counts, &l);
    for (size_t i = 0; i < lottery->n; i++) {
        mpq_srcptr own = lottery->weight[at[i]];
        int64_t *counts = lottery->panel[at[i]];
        if (mpq_sgn(own) == 0) {
            continue;
        }
        if (n == 0 || cmp_counts(panel[n - 1], counts, p->types) != 0) {
            panel[n++] = counts;
        }
        mpq_add(weight[n - 1], weight[n - 1], own);
    }
    for (size_t i = 0; i < lottery->n; i++) {
        lottery->panel[i] = panel[i];
        mpq_swap(lottery->weight[i], weight[i]);
        mpq_clear(weight[i]);
    }
    lottery->n = n;
}

static void put_panels(writer *w, const urne_panel_problem *p,
                       const urne_panel_lottery *lottery)
{
    mpz_t v;
    mpz_init(v);
    for (size_t i = 0; i < lottery->n; i++) {
        begin(w, "panel");
        fraction(w, lottery->weight[i]);
        for (size_t t = 0; t < p->types; t++) {
            if (lottery->panel[i][t] != 0) {
                mpz_set_si(v, (long)lottery->panel[i][t]);
                item(w, t, v);
            }
        }
        finish(w);
    }
    mpz_clear(v);
}

/* ---- stages and levels ---- */

static void stages(writer *w, const urne_leximin *l)
{
    mpz_t common, v;
    mpz_inits(common, v, NULL);
    for (size_t i = 0; i < l->n_stages; i++) {
        const urne_panel_stage *s = &l->stage[i];
        begin(w, "stage");
        fraction(w, s->level);
        mpz_set_ui(common, 0);
        for (size_t r = 0; s->lam != NULL && r < s->rows; r++) {
            mpz_gcd(common, common, s->lam[r]);
        }
        for (size_t r = 0; s->lam != NULL && r < s->rows; r++) {
            if (mpz_sgn(s->lam[r]) != 0) {
                mpz_divexact(v, s->lam[r], common);
                item(w, r, v);
            }
        }
        finish(w);
    }
    mpz_clears(common, v, NULL);
}

static int by_chance(void *ctx, uint32_t a, uint32_t b)
{
    mpq_t *chance = ctx;
    return mpq_cmp(chance[a], chance[b]);
}

static void levels(writer *w, const urne_panel_problem *p, mpq_t *x)
{
    mpq_t *chance = urne_arena_array(w->buf.arena, p->types, sizeof *chance);
    uint32_t *at = urne_arena_array(w->buf.arena, p->types, sizeof *at);
    mpq_t persons;
    mpq_init(persons);
    for (size_t t = 0; t < p->types; t++) {
        at[t] = (uint32_t)t;
        mpq_init(chance[t]);
        mpq_set_si(persons, (long)p->persons[t], 1);
        mpq_div(chance[t], x[t], persons);
    }
    urne_sort_indices(at, p->types, by_chance, chance);
    for (size_t i = 0, next = 0; i < p->types; i = next) {
        uint64_t n = 0;
        while (next < p->types && mpq_equal(chance[at[i]], chance[at[next]])) {
            n += (uint64_t)p->persons[at[next++]];
        }
        begin(w, "level");
        fraction(w, chance[at[i]]);
        number(w, n);
        finish(w);
    }
    for (size_t t = 0; t < p->types; t++) {
        mpq_clear(chance[t]);
    }
    mpq_clear(persons);
}

/* ---- the note ---- */

static void head(writer *w, urne_str ceremony, const urne_panel_problem *p,
                 const char *objective)
{
    begin(w, "urne/1 panel-proof\nceremony ");
    urne_buf_add(&w->buf, ceremony);
    urne_buf_addz(&w->buf, "\nsize ");
    urne_buf_addu(&w->buf, (uint64_t)p->k);
    urne_buf_addz(&w->buf, "\nobjective ");
    urne_buf_addz(&w->buf, objective);
    finish(w);
}

urne_str urne_panel_proof_write(urne_arena *arena, urne_str ceremony,
                                const urne_panel_problem *p, urne_panel_solution *s,
                                bool first_only)
{
    writer w = {.buf = urne_buf_new(arena, 4096)};
    settle(&s->lottery, arena, p);
    head(&w, ceremony, p, first_only ? "maximin" : "leximin");
    absent(&w, p);
    cuts(&w, p);
    put_panels(&w, p, &s->lottery);
    stages(&w, &s->leximin);
    levels(&w, p, s->leximin.x);
    urne_buf_addz(&w.buf, "end\n");
    return urne_buf_str(&w.buf);
}

urne_str urne_panel_proof_none(urne_arena *arena, urne_str ceremony,
                               const urne_panel_problem *p,
                               const urne_panel_solution *s)
{
    writer w = {.buf = urne_buf_new(arena, 4096)};
    head(&w, ceremony, p, "none");
    tree(&w, s->infeasible);
    urne_buf_addz(&w.buf, "end\n");
    return urne_buf_str(&w.buf);
}
