#include "model/findings.h"

#include <stdarg.h>
#include <stdlib.h>

urne_findings urne_findings_new(urne_arena *arena)
{
    return (urne_findings){.arena = arena, .most = URNE_FINDINGS_MOST};
}

/* The count of a code, from 1 on after this one. */
static uint64_t counted(urne_findings *f, urne_code code)
{
    size_t i = 0;
    while (i < f->n_codes && f->codes[i].code != code) {
        i++;
    }
    if (i == f->n_codes) {
        if (i == URNE_FINDING_CODES) {
            urne_bug("findings: more codes than there are");
        }
        f->codes[f->n_codes++].code = code;
    }
    return ++f->codes[i].count;
}

void urne_find(urne_findings *f, urne_code code, urne_place at, ...)
{
    if (f == NULL || counted(f, code) > f->most) {
        return;
    }
    if (f->n == f->cap) {
        size_t cap = f->cap == 0 ? 32 : f->cap * 2;
        f->list = urne_arena_grow(f->arena, f->list, f->n * sizeof *f->list,
                                  cap * sizeof *f->list);
        f->cap = cap;
    }
    urne_finding *it = &f->list[f->n++];
    *it = (urne_finding){.code = code, .at = at};
    va_list args;
    va_start(args, at);
    for (size_t i = 0; i < 4; i++) {
        const char *arg = va_arg(args, const char *);
        if (arg == NULL) {
            break;
        }
        it->arg[i] = urne_str_z(f->arena, urne_str_of(arg));
    }
    va_end(args);
}

uint64_t urne_findings_count(const urne_findings *f, urne_code code)
{
    for (size_t i = 0; i < f->n_codes; i++) {
        if (f->codes[i].code == code) {
            return f->codes[i].count;
        }
    }
    return 0;
}

bool urne_findings_keeps(const urne_findings *f, urne_code code)
{
    return f != NULL && urne_findings_count(f, code) < f->most;
}

uint64_t urne_findings_wrong(const urne_findings *f)
{
    uint64_t n = 0;
    for (size_t i = 0; i < f->n_codes; i++) {
        n += urne_code_get(f->codes[i].code)->exit != 0 ? f->codes[i].count : 0;
    }
    return n;
}

/* ---- the order of a reader ---- */

typedef struct ranked {
    urne_finding finding;
    size_t file, rank; /* of the first finding of this file, of this one */
} ranked;

static int ranked_cmp(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->file != y->file) {
        return x->file < y->file ? -1 : 1;
    }
    if (x->finding.at.line != y->finding.at.line) {
        return x->finding.at.line < y->finding.at.line ? -1 : 1;
    }
    if (x->finding.at.column != y->finding.at.column) {
        return x->finding.at.column < y->finding.at.column ? -1 : 1;
    }
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static bool same_file(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

void urne_findings_sort(urne_findings *f)
{
    urne_arena *scratch = urne_arena_new();
    ranked *all = urne_arena_array(scratch, f->n, sizeof *all);
    size_t file = 0;
    for (size_t i = 0; i < f->n; i++) {
        /* Neighbours are mostly of one file: the search stops at once. */
        size_t j = i;
        while (j > 0 && !same_file(f->list[i].at.file, f->list[j - 1].at.file)) {
            j--;
        }
        file = j == 0 ? i : all[j - 1].file;
        all[i] = (ranked){f->list[i], file, i};
    }
    qsort(all, f->n, sizeof *all, ranked_cmp);
    for (size_t i = 0; i < f->n; i++) {
        f->list[i] = all[i].finding;
    }
    urne_arena_free(scratch);
}

urne_diag urne_finding_diag(const urne_finding *finding)
{
    urne_err err = URNE_ERR_NONE;
    (void)urne_fail(&err, finding->code, finding->at, finding->arg[0], finding->arg[1],
                    finding->arg[2], finding->arg[3], NULL);
    return err.diag[0];
}
