#include "panel/types.h"
#include "base/sort.h"

typedef struct making {
    urne_panel_pool *out;
    urne_arena *arena, *scratch;
    const urne_quotas *q;
    const urne_respondents *people;
    uint32_t *kind; /* by person: their values, numbered in lexicographic order */
    /* Members of household h: member[start[h]..start[h + 1]), by kind. */
    uint32_t *member, *start;
    uint32_t *class; /* by household */
    int64_t *size;   /* by class: households */
    size_t classes;
} making;

static uint32_t *numbers(urne_arena *arena, size_t n)
{
    uint32_t *list = urne_arena_array(arena, n, sizeof *list);
    for (size_t i = 0; i < n; i++) {
        list[i] = (uint32_t)i;
    }
    return list;
}

/* ---- kinds: people of the same values ---- */

static int cmp_values(void *data, uint32_t a, uint32_t b)
{
    const making *m = data;
    size_t n = m->q->categories;
    const uint32_t *x = m->people->value + a * n, *y = m->people->value + b * n;
    for (size_t c = 0; c < n; c++) {
        if (x[c] != y[c]) {
            return x[c] < y[c] ? -1 : 1;
        }
    }
    return 0;
}

static void make_kinds(making *m)
{
    size_t n = m->people->n;
    uint32_t *by = numbers(m->scratch, n);
    m->kind = urne_arena_array(m->scratch, n, sizeof *m->kind);
    urne_sort_indices(by, n, cmp_values, m);
    for (size_t i = 1; i < n; i++) {
        bool next = cmp_values(m, by[i - 1], by[i]) != 0;
        m->kind[by[i]] = m->kind[by[i - 1]] + (next ? 1 : 0);
    }
}

/* ---- classes: households of the same kinds ---- */

static int cmp_kind(void *data, uint32_t a, uint32_t b)
{
    const making *m = data;
    return (m->kind[a] > m->kind[b]) - (m->kind[a] < m->kind[b]);
}

static void list_members(making *m)
{
    const urne_respondents *people = m->people;
    m->member = urne_arena_array(m->scratch, people->n, sizeof *m->member);
    m->start = urne_arena_array(m->scratch, people->households + 2, sizeof *m->start);
    /* One place further on: filling moves each start to where it belongs. */
    for (size_t i = 0; i < people->n; i++) {
        if (people->household[i] != URNE_NO_HOUSEHOLD) {
            m->start[people->household[i] + 2]++;
        }
    }
    for (size_t h = 2; h < people->households + 2; h++) {
        m->start[h] += m->start[h - 1];
    }
    for (size_t i = 0; i < people->n; i++) {
        if (people->household[i] != URNE_NO_HOUSEHOLD) {
            m->member[m->start[people->household[i] + 1]++] = (uint32_t)i;
        }
    }
    for (size_t h = 0; h < people->households; h++) {
        urne_sort_indices(m->member + m->start[h], m->start[h + 1] - m->start[h],
                          cmp_kind, m);
    }
}

static int cmp_household(void *data, uint32_t a, uint32_t b)
{
    const making *m = data;
    uint32_t i = m->start[a], j = m->start[b];
    uint32_t end_i = m->start[a + 1], end_j = m->start[b + 1];
    for (; i < end_i && j < end_j; i++, j++) {
        int c = cmp_kind(data, m->member[i], m->member[j]);
        if (c != 0) {
            return c;
        }
    }
    return (i < end_i) - (j < end_j);
}

static void make_classes(making *m)
{
    size_t n = m->people->households;
    list_members(m);
    uint32_t *by = numbers(m->scratch, n);
    m->class = urne_arena_array(m->scratch, n, sizeof *m->class);
    m->size = urne_arena_array(m->scratch, n, sizeof *m->size);
    urne_sort_indices(by, n, cmp_household, m);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && cmp_household(m, by[i - 1], by[i]) != 0) {
            m->classes++;
        }
        m->class[by[i]] = (uint32_t)m->classes;
        m->size[m->classes]++;
    }
    m->classes += n > 0 ? 1 : 0;
}

/* ---- types ---- */

/* The class of a person, or, behind the classes, none. */
static size_t class_of(const making *m, size_t i)
{
    uint32_t h = m->people->household[i];
    return h == URNE_NO_HOUSEHOLD || m->class == NULL ? m->classes : m->class[h];
}

static int cmp_type(void *data, uint32_t a, uint32_t b)
{
    const making *m = data;
    int c = cmp_kind(data, a, b);
    size_t x = class_of(m, a), y = class_of(m, b);
    return c != 0 ? c : (x > y) - (x < y);
}

static void make_types(making *m)
{
    urne_panel_pool *out = m->out;
    size_t n = m->people->n, types = 0;
    out->person = numbers(m->arena, n);
    out->type = urne_arena_array(m->arena, n, sizeof *out->type);
    out->first = urne_arena_array(m->arena, n + 1, sizeof *out->first);
    urne_sort_indices(out->person, n, cmp_type, m);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || cmp_type(m, out->person[i - 1], out->person[i]) != 0) {
            out->first[types++] = (uint32_t)i;
        }
        out->type[out->person[i]] = (uint32_t)(types - 1);
    }
    out->first[types] = (uint32_t)n;
    out->problem.types = types;
}

/* ---- the problem ---- */

static void put_feature(making *m, size_t f, const urne_panel_feature *feature,
                        int64_t *lo, int64_t *hi)
{
    m->out->feature[f] = *feature;
    lo[f] = feature->lo;
    hi[f] = feature->hi;
}

static void put_features(making *m, bool rule)
{
    urne_panel_problem *p = &m->out->problem;
    size_t quoted = m->q->n;
    p->categories = m->q->categories + (rule ? 1 : 0);
    p->features = quoted + (rule ? m->classes + 1 : 0);
    int64_t *lo = urne_arena_array(m->arena, p->features, sizeof *lo);
    int64_t *hi = urne_arena_array(m->arena, p->features, sizeof *hi);
    m->out->feature = urne_arena_array(m->arena, p->features, sizeof *m->out->feature);
    for (size_t f = 0; f < quoted; f++) {
        const urne_quota *q = &m->q->list[f];
        urne_panel_feature one = {q->category, q->value,   q->lo, q->hi,
                                  q->lo_flex,  q->hi_flex, 0};
        put_feature(m, f, &one, lo, hi);
    }
    for (size_t f = quoted; f < p->features; f++) {
        size_t c = f - quoted;
        int64_t most = c < m->classes ? m->size[c] : p->k;
        urne_str value = urne_str_dup(m->arena, urne_str_of(URNE_DEC(c + 1)));
        urne_panel_feature one = {URNE_STR("household"), value, 0, most, 0, most, 0};
        one.value = c < m->classes ? value : URNE_STR("none");
        put_feature(m, f, &one, lo, hi);
    }
    m->out->quoted = quoted;
    p->lo = lo;
    p->hi = hi;
}

static void put_types(making *m, bool rule)
{
    urne_panel_pool *out = m->out;
    urne_panel_problem *p = &out->problem;
    size_t quoted = m->q->categories;
    uint32_t *feature =
        urne_arena_array(m->arena, p->types, p->categories * sizeof *feature);
    int64_t *persons = urne_arena_array(m->arena, p->types, sizeof *persons);
    for (size_t t = 0; t < p->types; t++) {
        uint32_t *of = feature + t * p->categories;
        size_t person = out->person[out->first[t]];
        memcpy(of, m->people->value + person * quoted, quoted * sizeof *of);
        if (rule) {
            of[quoted] = (uint32_t)(m->q->n + class_of(m, person));
        }
        persons[t] = (int64_t)(out->first[t + 1] - out->first[t]);
        for (size_t c = 0; c < p->categories; c++) {
            out->feature[of[c]].persons += persons[t];
        }
    }
    p->feature = feature;
    p->persons = persons;
    p->absent = urne_arena_array(m->arena, p->types, sizeof *p->absent);
    p->absent_proof = urne_arena_array(m->arena, p->types, sizeof *p->absent_proof);
}

void urne_panel_types(urne_panel_pool *out, urne_arena *arena, const urne_quotas *q,
                      const urne_respondents *people, int64_t k, bool rule)
{
    making m = {.out = out, .arena = arena, .q = q, .people = people};
    m.scratch = urne_arena_new();
    *out = (urne_panel_pool){.n = people->n,
                             .id = people->id,
                             .line = people->line,
                             .household = people->household,
                             .households = people->households};
    out->problem.k = k;
    make_kinds(&m);
    if (rule) {
        make_classes(&m);
    }
    make_types(&m);
    put_features(&m, rule);
    put_types(&m, rule);
    urne_arena_free(m.scratch);
}
