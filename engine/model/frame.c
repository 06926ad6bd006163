#include "model/frame.h"

#include "codec/note.h"
#include "model/age.h"

#include <stdlib.h>

enum { CELLS_MAX = 1 << 20, STRATA_MAX = 4096 };

/* The values of one strata field, in their order. */
typedef struct axis_values {
    urne_str *labels;
    size_t n, cap;
} axis_values;

/* A set of electors that share the values of every strata field, or several such
 * sets merged because each was too small. */
typedef struct cell {
    size_t id;      /* mixed radix over the axes, the last axis fastest */
    uint64_t n;     /* electors */
    uint64_t group; /* key of its deepest chain-1 group */
    size_t into;    /* index of the "other" cell it was merged into, or SIZE_MAX */
    size_t stratum; /* 1-based once numbered */
    bool other;
} cell;

typedef struct builder {
    urne_arena *arena;
    const urne_config *c;
    const urne_roll *roll;
    const char *path;
    urne_frame *f;
    axis_values *axes;
    size_t *id;  /* cell id by elector */
    cell *cells; /* non-empty cells ascending by id, then the "other" ones */
    size_t n_cells, n_plain;
    urne_err *err;
} builder;

/* ---- values of the axes ---- */

static bool find_sorted(const axis_values *v, urne_str s, size_t *at)
{
    size_t lo = 0, hi = v->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = urne_str_cmp(v->labels[mid], s);
        if (c == 0) {
            *at = mid;
            return true;
        }
        if (c < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    *at = lo;
    return false;
}

static void insert(const builder *b, axis_values *v, size_t at, urne_str s)
{
    if (v->n == v->cap) {
        size_t cap = v->cap == 0 ? 16 : 2 * v->cap;
        v->labels =
            urne_arena_grow(b->arena, v->labels, v->n * sizeof s, cap * sizeof s);
        v->cap = cap;
    }
    memmove(&v->labels[at + 1], &v->labels[at], (v->n - at) * sizeof s);
    v->labels[at] = s;
    v->n++;
}

static urne_str shown_value(urne_str v)
{
    return v.n == 0 ? URNE_STR("-") : v;
}

/* "0-17", "18-24", ..., "75+" */
static urne_str band_label(urne_arena *arena, const urne_axis *axis, size_t band)
{
    urne_buf buf = urne_buf_new(arena, 16);
    urne_buf_addu(&buf, band == 0 ? 0 : axis->bands[band - 1]);
    if (band == axis->n_bands) {
        urne_buf_addc(&buf, '+');
    } else {
        urne_buf_addc(&buf, '-');
        urne_buf_addu(&buf, axis->bands[band] - 1);
    }
    return urne_buf_str(&buf);
}

static void collect_axis(const builder *b, const urne_axis *axis, axis_values *v)
{
    if (axis->n_bands > 0) {
        v->labels = urne_arena_array(b->arena, axis->n_bands + 1, sizeof *v->labels);
        for (; v->n <= axis->n_bands; v->n++) {
            v->labels[v->n] = band_label(b->arena, axis, v->n);
        }
        return;
    }
    if (axis->n_values > 0) {
        v->labels = axis->values;
        v->n = axis->n_values;
        return;
    }
    for (size_t i = 0; i < b->f->n; i++) {
        size_t at;
        urne_str s = urne_roll_value(b->roll, b->f->electors[i], axis->field);
        if (!find_sorted(v, shown_value(s), &at)) {
            insert(b, v, at, shown_value(s));
        }
    }
}

static size_t band_of(const builder *b, const urne_axis *axis, const urne_elector *e)
{
    urne_ages ages = urne_age_on(e->born, b->c->age_on);
    size_t band = 0;
    while (band < axis->n_bands && ages.least >= axis->bands[band]) {
        band++;
    }
    return band;
}

static urne_code value_index(const builder *b, size_t axis_index, const urne_elector *e,
                             size_t *out)
{
    const urne_axis *axis = &b->c->axes[axis_index];
    const axis_values *v = &b->axes[axis_index];
    if (axis->n_bands > 0) {
        *out = band_of(b, axis, e);
        return URNE_OK;
    }
    urne_str s = shown_value(urne_roll_value(b->roll, e, axis->field));
    if (axis->n_values == 0) {
        return find_sorted(v, s, out) ? URNE_OK : (urne_bug("axis value"), URNE_OK);
    }
    for (*out = 0; *out < v->n; ++*out) {
        if (urne_str_eq(v->labels[*out], s)) {
            return URNE_OK;
        }
    }
    urne_place at = {b->roll->files[e->file].path, e->line, 0};
    return urne_fail(b->err, URNE_E_FRAME_VALUE, at, URNE_SHOW(s),
                     URNE_SHOW(axis->field), NULL);
}

/* ---- cells ---- */

static urne_code place_electors(builder *b)
{
    size_t total = 1;
    b->axes = urne_arena_array(b->arena, b->c->n_axes, sizeof *b->axes);
    for (size_t a = 0; a < b->c->n_axes; a++) {
        collect_axis(b, &b->c->axes[a], &b->axes[a]);
        total *= b->axes[a].n;
        if (total > CELLS_MAX) {
            return urne_fail(b->err, URNE_E_FRAME_CELLS, URNE_IN(b->path),
                             URNE_DEC(CELLS_MAX), NULL);
        }
    }
    uint64_t *count = urne_arena_array(b->arena, total, sizeof *count);
    b->id = urne_arena_array(b->arena, b->f->n, sizeof *b->id);
    for (size_t i = 0; i < b->f->n; i++) {
        for (size_t a = 0; a < b->c->n_axes; a++) {
            size_t v = 0;
            URNE_TRY(value_index(b, a, b->f->electors[i], &v));
            b->id[i] = b->id[i] * b->axes[a].n + v;
        }
        count[b->id[i]]++;
    }
    size_t filled = 0;
    for (size_t id = 0; id < total; id++) {
        filled += count[id] > 0 ? 1 : 0;
    }
    /* Each group adds at most one "other" cell. */
    b->cells = urne_arena_array(b->arena, 2 * filled, sizeof *b->cells);
    for (size_t id = 0; id < total; id++) {
        if (count[id] > 0) {
            b->cells[b->n_cells++] = (cell){.id = id, .n = count[id], .into = SIZE_MAX};
        }
    }
    b->n_plain = b->n_cells;
    return URNE_OK;
}

/* The value of one axis in a cell id. */
static size_t digit(const builder *b, size_t id, size_t axis)
{
    for (size_t a = b->c->n_axes - 1; a > axis; a--) {
        id /= b->axes[a].n;
    }
    return id % b->axes[axis].n;
}

/* A level's group of a cell as a number that sorts in the order of the values. */
static uint64_t group_key(const builder *b, const urne_level *level, size_t id)
{
    uint64_t key = 0;
    for (size_t i = 0; i < level->n_axes; i++) {
        key = key * b->axes[level->axes[i]].n + digit(b, id, level->axes[i]);
    }
    return key;
}

static urne_str join_label(const builder *b, const size_t *axes, size_t n, size_t id)
{
    urne_buf buf = urne_buf_new(b->arena, 32);
    for (size_t i = 0; i < n; i++) {
        size_t axis = axes == NULL ? i : axes[i];
        urne_buf_addz(&buf, i == 0 ? "" : ", ");
        urne_buf_add(&buf, b->axes[axis].labels[digit(b, id, axis)]);
    }
    return buf.n == 0 ? URNE_STR("all") : urne_buf_str(&buf);
}

/* ---- kmin ---- */

static void merge(builder *b, cell *small, size_t other)
{
    small->into = other;
    b->cells[other].n += small->n;
}

/* The smallest unmerged cell of the group, the first of equals, or NULL. */
static cell *smallest_left(const builder *b, uint64_t group)
{
    cell *best = NULL;
    for (size_t i = 0; i < b->n_plain; i++) {
        cell *c = &b->cells[i];
        if (c->group == group && c->into == SIZE_MAX &&
            (best == NULL || c->n < best->n)) {
            best = c;
        }
    }
    return best;
}

static urne_str chain_label(const builder *b, size_t id)
{
    const urne_chain *chain = &b->c->chains[0];
    if (chain->n_levels == 0) {
        return URNE_STR("");
    }
    const urne_level *deep = &chain->levels[chain->n_levels - 1];
    return join_label(b, deep->axes, deep->n_axes, id);
}

static urne_code merge_group(builder *b, uint64_t group)
{
    const cell *first = smallest_left(b, group);
    if (first == NULL || first->n >= b->c->kmin) {
        return URNE_OK;
    }
    size_t other = b->n_cells++;
    b->cells[other] =
        (cell){.id = first->id, .group = group, .into = SIZE_MAX, .other = true};
    for (size_t i = 0; i < b->n_plain; i++) {
        if (b->cells[i].group == group && b->cells[i].n < b->c->kmin) {
            merge(b, &b->cells[i], other);
        }
    }
    while (b->cells[other].n < b->c->kmin) {
        cell *next = smallest_left(b, group);
        if (next == NULL) {
            urne_str label = chain_label(b, b->cells[other].id);
            label = label.n == 0 ? URNE_STR("all") : label;
            return urne_fail(b->err, URNE_E_FRAME_KMIN, URNE_IN(b->path),
                             URNE_SHOW(label), URNE_DEC(b->cells[other].n),
                             URNE_DEC(b->c->kmin), NULL);
        }
        merge(b, next, other);
    }
    return URNE_OK;
}

static int cmp_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorts the keys and drops repeated ones; returns how many are left. */
static size_t distinct(uint64_t *keys, size_t n)
{
    size_t left = 0;
    qsort(keys, n, sizeof *keys, cmp_u64);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || keys[i] != keys[left - 1]) {
            keys[left++] = keys[i];
        }
    }
    return left;
}

static urne_code merge_small(builder *b)
{
    const urne_chain *chain = &b->c->chains[0];

    uint64_t *groups = urne_arena_array(b->arena, b->n_plain, sizeof *groups);
    for (size_t i = 0; i < b->n_plain; i++) {
        cell *c = &b->cells[i];
        c->group = chain->n_levels == 0
                       ? 0
                       : group_key(b, &chain->levels[chain->n_levels - 1], c->id);
        groups[i] = c->group;
    }
    size_t n = distinct(groups, b->n_plain);
    for (size_t g = 0; g < n; g++) {
        URNE_TRY(merge_group(b, groups[g]));
    }
    return URNE_OK;
}

/* ---- strata and groups ---- */

static urne_str stratum_label(const builder *b, const cell *c)
{
    if (!c->other) {
        return join_label(b, NULL, b->c->n_axes, c->id);
    }
    urne_str group = chain_label(b, c->id);
    urne_buf buf = urne_buf_new(b->arena, 32);
    urne_buf_add(&buf, group);
    urne_buf_addz(&buf, group.n == 0 ? "other" : ", other");
    return urne_buf_str(&buf);
}

/* Two strata of one label would be one line for whoever reads them aloud. */
static urne_code check_labels(const builder *b)
{
    const urne_rules *r = b->f->rules;
    urne_str *labels = urne_arena_array(b->arena, r->n_strata, sizeof *labels);
    for (size_t h = 0; h < r->n_strata; h++) {
        labels[h] = r->strata[h].label;
    }
    qsort(labels, r->n_strata, sizeof *labels, urne_str_cmp_void);
    for (size_t h = 1; h < r->n_strata; h++) {
        if (urne_str_eq(labels[h - 1], labels[h])) {
            return urne_fail(b->err, URNE_E_FRAME_LABEL, URNE_IN(b->path),
                             URNE_SHOW(labels[h]), NULL);
        }
    }
    return URNE_OK;
}

static urne_code number_strata(builder *b)
{
    urne_rules *r = b->f->rules;
    r->strata = urne_arena_array(b->arena, b->n_cells, sizeof *r->strata);
    for (size_t i = 0; i < b->n_cells; i++) {
        cell *c = &b->cells[i];
        if (c->into != SIZE_MAX) {
            continue;
        }
        urne_stratum *s = &r->strata[r->n_strata++];
        c->stratum = r->n_strata;
        s->electors = c->n;
        s->label = stratum_label(b, c);
        if (s->label.n > URNE_TEXT_MAX) {
            return urne_fail(b->err, URNE_E_TEXT_LONG, URNE_IN(b->path),
                             URNE_DEC(s->label.n), URNE_DEC(URNE_TEXT_MAX), NULL);
        }
    }
    if (r->n_strata > STRATA_MAX) {
        return urne_fail(b->err, URNE_E_FRAME_CELLS, URNE_IN(b->path),
                         URNE_DEC(STRATA_MAX), NULL);
    }
    return check_labels(b);
}

static size_t key_index(const uint64_t *keys, size_t n, uint64_t key)
{
    const uint64_t *at = bsearch(&key, keys, n, sizeof key, cmp_u64);
    if (at == NULL) {
        urne_bug("a group without a number");
    }
    return (size_t)(at - keys);
}

/* Numbers the groups of one level of chain k and moves every stratum's group to it.
 * Chain 2 passes over "other" strata, which get a group of their own. */
static void number_level(builder *b, size_t k, const urne_level *level)
{
    urne_rules *r = b->f->rules;
    uint64_t *keys = urne_arena_array(b->arena, b->n_cells, sizeof *keys);
    size_t n = 0, base = r->n_groups[k];
    for (size_t i = 0; i < b->n_cells; i++) {
        if (b->cells[i].stratum != 0 && !(k == 1 && b->cells[i].other)) {
            keys[n++] = group_key(b, level, b->cells[i].id);
        }
    }
    n = distinct(keys, n);
    r->groups[k] = urne_arena_grow(b->arena, r->groups[k], base * sizeof *r->groups[k],
                                   (base + n) * sizeof *r->groups[k]);
    r->n_groups[k] = base + n;
    for (size_t i = 0; i < b->n_cells; i++) {
        const cell *c = &b->cells[i];
        if (c->stratum == 0 || (k == 1 && c->other)) {
            continue;
        }
        urne_stratum *s = &r->strata[c->stratum - 1];
        uint64_t *g = k == 0 ? &s->g1 : &s->g2;
        size_t at = base + key_index(keys, n, group_key(b, level, c->id));
        r->groups[k][at] = (urne_group){
            .parent = *g, .label = join_label(b, level->axes, level->n_axes, c->id)};
        *g = at + 1;
    }
}

static void number_groups(builder *b)
{
    urne_rules *r = b->f->rules;
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < b->c->chains[k].n_levels; i++) {
            number_level(b, k, &b->c->chains[k].levels[i]);
        }
    }
    for (size_t i = b->n_plain; i < b->n_cells && b->c->chains[1].n_levels > 0; i++) {
        urne_stratum *s = &r->strata[b->cells[i].stratum - 1];
        size_t n = r->n_groups[1];
        r->groups[1] = urne_arena_grow(b->arena, r->groups[1], n * sizeof *r->groups[1],
                                       (n + 1) * sizeof *r->groups[1]);
        r->groups[1][n] = (urne_group){.parent = 0, .label = s->label};
        s->g2 = r->n_groups[1] = n + 1;
    }
}

static urne_code give_quotas(builder *b)
{
    urne_rules *r = b->f->rules;
    uint64_t seats = 0, substitutes = 0;
    if (b->c->n_quotas != r->n_strata) {
        return urne_fail(b->err, URNE_E_FRAME_QUOTAS, URNE_IN(b->path),
                         URNE_DEC(b->c->n_quotas), URNE_DEC(r->n_strata), NULL);
    }
    for (size_t h = 0; h < r->n_strata; h++) {
        urne_stratum *s = &r->strata[h];
        size_t i = 0;
        while (i < b->c->n_quotas && !urne_str_eq(b->c->quotas[i].label, s->label)) {
            i++;
        }
        if (i == b->c->n_quotas || b->c->quotas[i].seats > s->electors ||
            b->c->quotas[i].substitutes > s->electors) {
            return urne_fail(b->err, URNE_E_FRAME_QUOTA, URNE_IN(b->path),
                             URNE_SHOW(s->label), URNE_DEC(s->electors), NULL);
        }
        seats += s->seats = b->c->quotas[i].seats;
        substitutes += s->substitutes = b->c->quotas[i].substitutes;
    }
    if (seats != r->seats || substitutes != r->substitutes) {
        return urne_fail(b->err, URNE_E_FRAME_SUM, URNE_IN(b->path), URNE_DEC(seats),
                         URNE_DEC(substitutes), URNE_DEC(r->seats),
                         URNE_DEC(r->substitutes), NULL);
    }
    return URNE_OK;
}

/* ---- the whole ---- */

static urne_rules *rules_head(urne_arena *arena, const urne_config *c,
                              urne_str ceremony)
{
    urne_rules *r = urne_arena_alloc(arena, sizeof *r);
    *r = (urne_rules){.ceremony = ceremony,
                      .identity = c->identity,
                      .n_identity = c->n_identity,
                      .has_age = c->has_age,
                      .age = c->age,
                      .age_on = c->age_on,
                      .lists = c->lists,
                      .n_lists = c->n_lists,
                      .attrs = c->attributes,
                      .n_attrs = c->n_attributes,
                      .unique = c->unique,
                      .seats = c->seats,
                      .substitutes = c->substitutes,
                      .method = c->method,
                      .replace = URNE_STR("ticket-order"),
                      .kmin = c->kmin};
    return r;
}

static void keep_electors(builder *b)
{
    urne_frame *f = b->f;
    f->electors = urne_arena_array(b->arena, b->roll->n_electors, sizeof *f->electors);
    for (size_t i = 0; i < b->roll->n_electors; i++) {
        if (b->roll->electors[i].reason == URNE_KEPT) {
            f->electors[f->n++] = &b->roll->electors[i];
        }
    }
}

static void assign_strata(builder *b)
{
    size_t total = 1;
    for (size_t a = 0; a < b->c->n_axes; a++) {
        total *= b->axes[a].n;
    }
    uint32_t *stratum = urne_arena_array(b->arena, total, sizeof *stratum);
    for (size_t i = 0; i < b->n_plain; i++) {
        const cell *c = &b->cells[i];
        size_t h = c->into == SIZE_MAX ? c->stratum : b->cells[c->into].stratum;
        stratum[c->id] = (uint32_t)h;
    }
    b->f->stratum = urne_arena_array(b->arena, b->f->n, sizeof *b->f->stratum);
    for (size_t i = 0; i < b->f->n; i++) {
        b->f->stratum[i] = stratum[b->id[i]];
    }
}

urne_code urne_frame_build(urne_frame **out, urne_arena *arena,
                           const urne_config *config, const urne_roll *roll,
                           urne_str ceremony, const char *path, urne_err *err)
{
    builder b = {.arena = arena, .c = config, .roll = roll, .path = path, .err = err};
    b.f = urne_arena_alloc(arena, sizeof *b.f);
    b.f->rules = rules_head(arena, config, ceremony);
    keep_electors(&b);
    uint64_t wanted = config->seats + config->substitutes;
    if (b.f->n == 0 || wanted > b.f->n) {
        return urne_fail(err, URNE_E_FRAME_SEATS, URNE_IN(path), URNE_DEC(wanted),
                         URNE_DEC(b.f->n), NULL);
    }
    URNE_TRY(place_electors(&b));
    URNE_TRY(merge_small(&b));
    URNE_TRY(number_strata(&b));
    number_groups(&b);
    if (config->method == URNE_METHOD_QUOTA) {
        URNE_TRY(give_quotas(&b));
    }
    assign_strata(&b);
    *out = b.f;
    return URNE_OK;
}
