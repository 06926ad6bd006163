#include "model/gather.h"

#include <stdlib.h>

/* Marks and cells come in blocks of this many, so that a ballot costs no allocation. */
enum { BLOCK = 1 << 15 };

static uint64_t head_of(urne_str id)
{
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++) {
        head = head << 8 | (i < id.n ? (unsigned char)id.p[i] : 0);
    }
    return head;
}

/* A key with the text it stands for, while keys are sorted. Ids of up to eight bytes
 * differ in their heads unless they end in NUL, which no reader lets in. */
typedef struct sorting {
    uint64_t head;
    urne_str id;
    uint32_t index;
} sorting;

static int sorting_cmp(const void *a, const void *b)
{
    const sorting *x = a, *y = b;
    if (x->head != y->head) {
        return x->head < y->head ? -1 : 1;
    }
    int c = urne_str_cmp(x->id, y->id);
    return c != 0 ? c : (x->index > y->index) - (x->index < y->index);
}

void urne_gather_begin(urne_gather *g, urne_arena *scratch)
{
    const urne_election *e = g->e;
    sorting *all = urne_arena_array(scratch, e->n_projects, sizeof *all);
    for (size_t i = 0; i < e->n_projects; i++) {
        urne_str id = e->projects[i].id;
        all[i] = (sorting){head_of(id), id, (uint32_t)i};
    }
    qsort(all, e->n_projects, sizeof *all, sorting_cmp);
    g->keys = urne_arena_array(scratch, e->n_projects, sizeof *g->keys);
    for (size_t i = 0; i < e->n_projects; i++) {
        g->keys[i] = (urne_gather_key){all[i].head, all[i].index};
    }
    g->stamp = urne_arena_array(scratch, e->n_projects, sizeof *g->stamp);
}

urne_code urne_gather_no(urne_gather *g, urne_code code)
{
    g->first = g->first == URNE_OK ? code : g->first;
    return code;
}

void urne_gather_projects(urne_gather *g)
{
    const urne_election *e = g->e;
    for (size_t i = 1; i < e->n_projects; i++) {
        const urne_project *a = &e->projects[g->keys[i - 1].index];
        const urne_project *b = &e->projects[g->keys[i].index];
        if (b->id.n > 0 && urne_str_eq(a->id, b->id)) {
            urne_place at = {.file = e->files[0], .line = b->line};
            urne_gather_no(g, urne_fail(g->err, URNE_E_PB_PROJECT_TWICE, at,
                                        URNE_SHOW(b->id), URNE_DEC(a->line), NULL));
        }
    }
}

static size_t find(const urne_gather *g, urne_str id)
{
    uint64_t head = head_of(id);
    size_t lo = 0, hi = g->e->n_projects;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const urne_gather_key *key = &g->keys[mid];
        bool before = key->head < head;
        if (key->head == head && id.n > 8) {
            before = urne_str_cmp(g->e->projects[key->index].id, id) < 0;
        }
        lo = before ? mid + 1 : lo;
        hi = before ? hi : mid;
    }
    if (lo < g->e->n_projects &&
        urne_str_eq(g->e->projects[g->keys[lo].index].id, id)) {
        return g->keys[lo].index;
    }
    return SIZE_MAX;
}

urne_ballot *urne_gather_next(urne_gather *g, size_t most)
{
    urne_election *e = g->e;
    if (e->n_ballots == g->cap_ballots) {
        size_t cap = g->cap_ballots < 64 ? 64 : g->cap_ballots * 2;
        e->ballots =
            urne_arena_grow(g->arena, e->ballots, e->n_ballots * sizeof *e->ballots,
                            cap * sizeof *e->ballots);
        g->cap_ballots = cap;
    }
    if (g->marks_left < most) {
        g->marks_left = most > BLOCK ? most : BLOCK;
        g->marks = urne_arena_array(g->arena, g->marks_left, sizeof *g->marks);
    }
    size_t n = e->n_ballot_columns;
    if (g->cells_left < n) {
        g->cells_left = n > BLOCK ? n : BLOCK;
        g->cells = urne_arena_array(g->arena, g->cells_left, sizeof *g->cells);
    }
    urne_ballot *b = &e->ballots[e->n_ballots++];
    *b = (urne_ballot){.marks = g->marks, .cells = g->cells};
    if (n > 0) {
        g->cells += n;
        g->cells_left -= n;
    }
    g->stamps++;
    return b;
}

urne_str urne_gather_trim(urne_findings *findings, urne_str text, urne_place at)
{
    if (text.n == 0 || (text.p[0] != ' ' && text.p[text.n - 1] != ' ')) {
        return text;
    }
    while (text.n > 0 && text.p[text.n - 1] == ' ') {
        text.n--;
    }
    while (text.n > 0 && text.p[0] == ' ') {
        text = (urne_str){text.p + 1, text.n - 1};
    }
    urne_find(findings, URNE_E_PB_BLANKS, at, URNE_SHOW(text), NULL);
    return text;
}

void urne_gather_voter(urne_gather *g, urne_ballot *b, urne_str text, size_t cell)
{
    b->voter = text;
    bool blank = text.n > 0 && (text.p[0] == ' ' || text.p[text.n - 1] == ' ');
    if (blank) {
        b->voter = urne_gather_trim(g->findings, text,
                                    g->places.cell(g->places.table, cell, 0));
    }
    if (b->voter.n == 0) {
        urne_gather_no(g, urne_fail(g->err, URNE_E_PB_ID,
                                    g->places.cell(g->places.table, cell, 0),
                                    "voter_id", NULL));
    }
}

/* ---- marks ---- */

static urne_place place_of(const urne_gather *g, urne_gather_at at)
{
    return g->places.cell(g->places.table, at.cell, at.offset);
}

static urne_place finding_at(const urne_gather *g, urne_code code, urne_gather_at at)
{
    return urne_findings_keeps(g->findings, code) ? place_of(g, at) : URNE_NOWHERE;
}

static urne_place fault_at(const urne_gather *g, urne_gather_at at)
{
    bool kept = g->err != NULL && g->err->kept < URNE_ERR_KEPT;
    return kept ? place_of(g, at) : URNE_NOWHERE;
}

static void set_aside(urne_gather *g, urne_ballot *b, urne_aside reason, urne_str what,
                      urne_gather_at at)
{
    b->aside = b->aside == URNE_BALLOT_VALID ? reason : b->aside;
    urne_find(g->findings, URNE_E_PB_ASIDE, finding_at(g, URNE_E_PB_ASIDE, at),
              urne_aside_name(reason), URNE_SHOW(what), NULL);
}

void urne_gather_form(urne_gather *g, urne_ballot *b, urne_code code, urne_str text,
                      const char *why, urne_gather_at at)
{
    if (g->policy->form_aside) {
        set_aside(g, b, URNE_ASIDE_FORM, text, at);
    } else {
        urne_gather_no(
            g, urne_fail(g->err, code, fault_at(g, at), URNE_SHOW(text), why, NULL));
    }
}

bool urne_gather_rescale(urne_election *e, unsigned by)
{
    uint64_t factor = 1;
    for (unsigned i = 0; i < by; i++) {
        factor *= 10;
    }
    for (size_t i = 0; i < e->n_ballots; i++) {
        urne_ballot *b = &e->ballots[i];
        for (size_t j = 0; j < b->n_marks; j++) {
            if (b->marks[j].points >= URNE_INT_MAX / factor) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < e->n_ballots; i++) {
        urne_ballot *b = &e->ballots[i];
        for (size_t j = 0; j < b->n_marks; j++) {
            b->marks[j].points *= factor;
        }
    }
    return true;
}

bool urne_gather_points(urne_gather *g, urne_str text, uint64_t *out)
{
    int places = urne_decimal_places(text);
    if (places < 0 || places > URNE_PLACES_MAX) {
        return false;
    }
    if ((unsigned)places > g->e->point_places) {
        if (!urne_gather_rescale(g->e, (unsigned)places - g->e->point_places)) {
            return false;
        }
        g->e->point_places = (unsigned)places;
    }
    return urne_decimal_read(text, g->e->point_places, out);
}

void urne_gather_mark(urne_gather *g, urne_ballot *b, size_t project, urne_str points,
                      urne_gather_at at)
{
    if (g->stamp[project] == g->stamps) {
        urne_str id = g->e->projects[project].id;
        urne_find(g->findings, URNE_E_PB_TWICE, finding_at(g, URNE_E_PB_TWICE, at),
                  URNE_SHOW(id), NULL);
        if (g->policy->duplicate_aside) {
            set_aside(g, b, URNE_ASIDE_DUPLICATE_PROJECT, id, at);
        }
        return;
    }
    urne_mark mark = {.project = (uint32_t)project};
    if (points.p != NULL && !urne_gather_points(g, points, &mark.points)) {
        urne_gather_form(g, b, URNE_E_PB_POINTS, points,
                         N_("points are decimals from 0 on, with at most 9 places"),
                         at);
        return;
    }
    g->stamp[project] = g->stamps;
    b->marks[b->n_marks++] = mark;
    g->marks++;
    g->marks_left--;
}

size_t urne_list_most(urne_str list)
{
    size_t n = 1;
    for (size_t i = 0; i < list.n; i++) {
        n += list.p[i] == ',';
    }
    return n;
}

/* An entry of a list without the blanks around it. */
static urne_str entry_of(urne_gather *g, urne_str entry, urne_str list, size_t cell)
{
    if (entry.n > 0 && (entry.p[0] == ' ' || entry.p[entry.n - 1] == ' ')) {
        urne_gather_at at = {cell, (size_t)(entry.p - list.p)};
        return urne_gather_trim(g->findings, entry,
                                finding_at(g, URNE_E_PB_BLANKS, at));
    }
    return entry;
}

static void unknown(urne_gather *g, urne_ballot *b, urne_str id, urne_gather_at at)
{
    if (g->policy->unknown_aside) {
        set_aside(g, b, URNE_ASIDE_UNKNOWN_PROJECT, id, at);
    } else {
        urne_gather_no(g, urne_fail(g->err, URNE_E_PB_UNKNOWN, fault_at(g, at),
                                    URNE_SHOW(id), NULL));
    }
}

void urne_gather_list(urne_gather *g, urne_ballot *b, urne_str vote, size_t vote_cell,
                      urne_str points, size_t points_cell)
{
    bool pointed = points.p != NULL;
    urne_str whole = entry_of(g, vote, vote, vote_cell);
    urne_str sum = pointed ? entry_of(g, points, points, points_cell) : points;
    if (pointed && (urne_list_most(whole) != urne_list_most(sum) ||
                    (whole.n == 0) != (sum.n == 0))) {
        urne_gather_form(g, b, URNE_E_PB_POINTS, points,
                         N_("there must be as many points as projects"),
                         (urne_gather_at){points_cell, 0});
        return;
    }
    if (whole.n == 0) {
        return;
    }
    urne_str rest = whole, entry, point = {NULL, 0};
    while (urne_str_cut(&rest, ',', &entry)) {
        urne_gather_at at = {vote_cell, (size_t)(entry.p - vote.p)};
        urne_str id = entry_of(g, entry, vote, vote_cell);
        if (pointed && urne_str_cut(&sum, ',', &point)) {
            point = entry_of(g, point, points, points_cell);
        }
        size_t project = find(g, id);
        if (project == SIZE_MAX) {
            unknown(g, b, id, at);
        } else {
            urne_gather_mark(g, b, project, point, at);
        }
    }
}

/* ---- voters ---- */

static void voter_twice(urne_gather *g, const urne_ballot *b, const urne_ballot *before)
{
    urne_place at = g->places.voter(g->places.table, b);
    const char *file = g->e->files[before->file];
    if (g->policy->voters_twice) {
        urne_find(g->findings, URNE_E_PB_VOTER_AGAIN, at, URNE_SHOW(b->voter), file,
                  URNE_DEC(before->line), NULL);
    } else {
        urne_gather_no(g,
                       urne_fail(g->err, URNE_E_PB_VOTER_TWICE, at, URNE_SHOW(b->voter),
                                 file, URNE_DEC(before->line), NULL));
    }
}

static bool ascending(const urne_ballot *b, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (urne_str_cmp(b[i - 1].voter, b[i].voter) >= 0) {
            return false;
        }
    }
    return true;
}

void urne_gather_end(urne_gather *g)
{
    const urne_ballot *b = g->e->ballots;
    size_t n = g->e->n_ballots;
    if (n == 0 || ascending(b, n)) {
        return;
    }
    urne_arena *scratch = urne_arena_new();
    sorting *all = urne_arena_array(scratch, n, sizeof *all);
    bool *again = urne_arena_alloc(scratch, n);
    uint32_t *first = urne_arena_array(scratch, n, sizeof *first);
    for (size_t i = 0; i < n; i++) {
        all[i] = (sorting){head_of(b[i].voter), b[i].voter, (uint32_t)i};
    }
    qsort(all, n, sizeof *all, sorting_cmp);
    for (size_t i = 1; i < n; i++) {
        if (all[i].id.n > 0 && urne_str_eq(all[i - 1].id, all[i].id)) {
            again[all[i].index] = true;
            first[all[i].index] = all[i - 1].index;
        }
    }
    /* Said in the order of the file. */
    for (size_t i = 0; i < n; i++) {
        if (again[i]) {
            voter_twice(g, &b[i], &b[first[i]]);
        }
    }
    urne_arena_free(scratch);
}
