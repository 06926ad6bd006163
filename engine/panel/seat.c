#include "panel/seat.h"
#include "base/arena.h"
#include "base/sort.h"

#include <string.h>

#define NONE UINT32_MAX

typedef struct job {
    urne_panel_list *list;
    urne_arena *arena;
    const urne_panel_pool *pool;
    const uint32_t *types; /* by seat: panel i has the seats from i * size */
    uint32_t *local;       /* by household: its number in the class at hand, or NONE */
} job;

static bool is_alone(const urne_panel_pool *pool, size_t t)
{
    return pool->household == NULL ||
           pool->household[pool->person[pool->first[t]]] == UINT32_MAX;
}

/* People of a type take turns. */
static void seat_alone(job *j)
{
    const urne_panel_pool *pool = j->pool;
    uint32_t *turn = urne_arena_array(j->arena, pool->problem.types, sizeof *turn);
    for (size_t s = 0; s < j->list->n * j->list->size; s++) {
        uint32_t t = j->types[s];
        if (is_alone(pool, t)) {
            j->list->person[s] = pool->person[pool->first[t] + turn[t]];
            turn[t] = (turn[t] + 1) % (uint32_t)pool->problem.persons[t];
        }
    }
}

/* ---- a class of households ----
 *
 * Its n households have the same types, each `each` people of a type. Of each seat it
 * must be said from which household its person is: seats of one panel from different
 * ones, and seats of one type from all equally. The seats of a type are cut into groups
 * of n, and each group shall have every household once. That is a colouring of the
 * edges of a bipartite graph (panels and groups, no degree above n) with n colours,
 * which always exists (König 1916): an edge whose ends have no colour free together
 * gets one by exchanging two colours along a path. */

typedef struct class
{
    size_t seats, n;      /* seats of the class, households */
    const uint32_t *seat; /* ascending: those of a panel stand together */
    uint32_t *group;      /* by index in `seat` */
    uint32_t *colour;
    uint32_t *at;    /* by group and colour: index in `seat`, or NONE */
    uint32_t *stamp; /* by colour: the last panel, + 1, that has it */
    uint32_t *path;
} class;

static size_t panel_of(const job *j, const class *c, size_t e)
{
    return c->seat[e] / j->list->size;
}

/* The seat of the panel of e that has the colour, or NONE. */
static uint32_t beside(const job *j, const class *c, uint32_t e, uint32_t colour)
{
    size_t panel = panel_of(j, c, e), i = e;
    while (i > 0 && panel_of(j, c, i - 1) == panel) {
        i--;
    }
    for (; i < c->seats && panel_of(j, c, i) == panel; i++) {
        if (c->colour[i] == colour) {
            return (uint32_t)i;
        }
    }
    return NONE;
}

/* Exchanges the colours a and b along the path that leaves `group` with a: then a is
 * free there. */
static void exchange(const job *j, class *c, size_t group, uint32_t a, uint32_t b)
{
    size_t n = 0;
    uint32_t e = c->at[group * c->n + a];
    while (e != NONE) {
        c->path[n++] = e;
        e = beside(j, c, e, b);
        if (e != NONE) {
            c->path[n++] = e;
            e = c->at[c->group[e] * c->n + a];
        }
    }
    for (size_t i = 0; i < n; i++) {
        c->at[c->group[c->path[i]] * c->n + c->colour[c->path[i]]] = NONE;
    }
    for (size_t i = 0; i < n; i++) {
        e = c->path[i];
        c->colour[e] = c->colour[e] == a ? b : a;
        c->at[c->group[e] * c->n + c->colour[e]] = e;
    }
}

/* Seats are coloured in their order, each beginning where its turn is. */
static void colour(const job *j, class *c)
{
    for (uint32_t e = 0; e < c->seats; e++) {
        uint32_t panel = (uint32_t)panel_of(j, c, e) + 1;
        uint32_t here = NONE, there = NONE, both = NONE;
        for (size_t i = 0; i < c->n && both == NONE; i++) {
            uint32_t k = (uint32_t)((e + i) % c->n);
            bool free_here = c->stamp[k] != panel;
            bool free_there = c->at[c->group[e] * c->n + k] == NONE;
            here = free_here && here == NONE ? k : here;
            there = free_there && there == NONE ? k : there;
            both = free_here && free_there ? k : both;
        }
        if (here == NONE || there == NONE) {
            urne_bug("more people of a class than households");
        }
        if (both == NONE) {
            exchange(j, c, c->group[e], here, there);
            both = here;
        }
        c->colour[e] = both;
        c->at[c->group[e] * c->n + both] = e;
        c->stamp[both] = panel;
    }
}

/* The households of the types, numbered as they come. */
static size_t number_households(job *j, const uint32_t *type, size_t types)
{
    const urne_panel_pool *pool = j->pool;
    size_t n = 0;
    for (size_t i = 0; i < types; i++) {
        for (size_t k = pool->first[type[i]]; k < pool->first[type[i] + 1]; k++) {
            uint32_t *own = &j->local[pool->household[pool->person[k]]];
            *own = *own == NONE ? (uint32_t)n++ : *own;
        }
    }
    return n;
}

/* The people of type t in the order of their households, as many of each. */
static uint32_t *members(job *j, urne_arena *arena, size_t t, size_t n)
{
    const urne_panel_pool *pool = j->pool;
    size_t each = (size_t)pool->problem.persons[t] / n;
    uint32_t *person = urne_arena_array(arena, each * n, sizeof *person);
    size_t *have = urne_arena_array(arena, n, sizeof *have);
    for (size_t k = pool->first[t]; k < pool->first[t + 1]; k++) {
        size_t h = j->local[pool->household[pool->person[k]]];
        if (have[h] == each) {
            urne_bug("a class of different households");
        }
        person[h * each + have[h]++] = pool->person[k];
    }
    return person;
}

/* Groups of type t are numbered from `group`; returns the number behind them. */
static size_t group_type(const job *j, class *c, size_t t, size_t group)
{
    size_t have = 0;
    for (size_t e = 0; e < c->seats; e++) {
        if (j->types[c->seat[e]] == t) {
            c->group[e] = (uint32_t)(group + have++ / c->n);
        }
    }
    return group + (have + c->n - 1) / c->n;
}

/* In each group every household is there once: its people of the type take turns. */
static void seat_type(job *j, urne_arena *arena, const class *c, size_t t, size_t first)
{
    uint32_t *person = members(j, arena, t, c->n);
    size_t each = (size_t)j->pool->problem.persons[t] / c->n;
    for (size_t e = 0; e < c->seats; e++) {
        if (j->types[c->seat[e]] == t) {
            size_t turn = (c->group[e] - first) % each;
            j->list->person[c->seat[e]] = person[c->colour[e] * each + turn];
        }
    }
}

static void seat_class(job *j, const uint32_t *seat, size_t seats, const uint32_t *type,
                       size_t types)
{
    urne_arena *arena = urne_arena_new();
    class c = {.seats = seats, .n = number_households(j, type, types), .seat = seat};
    if (c.n == 0) {
        urne_bug("a class without households");
    }
    size_t *first = urne_arena_array(arena, types + 1, sizeof *first);
    c.group = urne_arena_array(arena, seats, sizeof *c.group);
    c.colour = urne_arena_array(arena, seats, sizeof *c.colour);
    c.path = urne_arena_array(arena, seats, sizeof *c.path);
    c.stamp = urne_arena_array(arena, c.n, sizeof *c.stamp);
    for (size_t i = 0; i < types; i++) {
        first[i + 1] = group_type(j, &c, type[i], first[i]);
    }
    c.at = urne_arena_array(arena, first[types] * c.n, sizeof *c.at);
    memset(c.at, 0xff, first[types] * c.n * sizeof *c.at);
    memset(c.colour, 0xff, seats * sizeof *c.colour);
    colour(j, &c);
    for (size_t i = 0; i < types; i++) {
        seat_type(j, arena, &c, type[i], first[i]);
    }
    urne_arena_free(arena);
}

/* Things by class: those of class c are item[first[c]..first[c + 1]). */
typedef struct groups {
    uint32_t *first, *item;
} groups;

/* The class of type t, or NONE: its last feature, behind those of the quotas. */
static uint32_t class_of(const urne_panel_pool *pool, size_t t)
{
    const urne_panel_problem *p = &pool->problem;
    return is_alone(pool, t)
               ? NONE
               : urne_panel_of(p, t)[p->categories - 1] - (uint32_t)pool->quoted;
}

/* Types, or with `types` seats, of each class, ascending. */
static groups sort_by_class(const job *j, size_t classes, const uint32_t *types,
                            size_t n)
{
    groups g = {.first = urne_arena_array(j->arena, classes + 1, sizeof *g.first)};
    for (size_t i = 0; i < n; i++) {
        uint32_t c = class_of(j->pool, types == NULL ? i : types[i]);
        g.first[c == NONE ? 0 : c + 1] += c == NONE ? 0 : 1;
    }
    for (size_t c = 0; c < classes; c++) {
        g.first[c + 1] += g.first[c];
    }
    uint32_t *next = urne_arena_array(j->arena, classes + 1, sizeof *next);
    memcpy(next, g.first, (classes + 1) * sizeof *next);
    g.item = urne_arena_array(j->arena, g.first[classes], sizeof *g.item);
    for (size_t i = 0; i < n; i++) {
        uint32_t c = class_of(j->pool, types == NULL ? i : types[i]);
        if (c != NONE) {
            g.item[next[c]++] = (uint32_t)i;
        }
    }
    return g;
}

static void seat_households(job *j)
{
    const urne_panel_pool *pool = j->pool;
    size_t classes = pool->problem.features - pool->quoted;
    j->local = urne_arena_array(j->arena, pool->households, sizeof *j->local);
    memset(j->local, 0xff, pool->households * sizeof *j->local);
    groups types = sort_by_class(j, classes, NULL, pool->problem.types);
    groups seats = sort_by_class(j, classes, j->types, j->list->n * j->list->size);
    for (size_t c = 0; c < classes; c++) {
        uint32_t n = seats.first[c + 1] - seats.first[c];
        if (n > 0) {
            seat_class(j, seats.item + seats.first[c], n, types.item + types.first[c],
                       types.first[c + 1] - types.first[c]);
        }
    }
}

/* ---- order ---- */

/* The people of each panel ascending: they are dealt out once more, one by one. */
static void sort_people(urne_panel_list *list, urne_arena *arena, size_t people)
{
    size_t seats = list->n * list->size;
    uint32_t *panel = urne_arena_array(arena, seats, sizeof *panel);
    size_t *end = urne_arena_array(arena, people + 1, sizeof *end);
    size_t *taken = urne_arena_array(arena, list->n, sizeof *taken);
    for (size_t i = 0; i < seats; i++) {
        end[list->person[i] + 1]++;
    }
    for (size_t k = 0; k < people; k++) {
        end[k + 1] += end[k];
    }
    /* While it is filled, end[k] is where the next panel of person k goes. */
    for (size_t i = 0; i < seats; i++) {
        panel[end[list->person[i]]++] = (uint32_t)(i / list->size);
    }
    for (size_t k = 0, i = 0; k < people; k++) {
        for (; i < end[k]; i++) {
            list->person[panel[i] * list->size + taken[panel[i]]++] = (uint32_t)k;
        }
    }
}

static int by_people(void *ctx, uint32_t a, uint32_t b)
{
    const urne_panel_list *list = ctx;
    const uint32_t *x = urne_panel_people(list, a), *y = urne_panel_people(list, b);
    for (size_t k = 0; k < list->size; k++) {
        if (x[k] != y[k]) {
            return x[k] < y[k] ? -1 : 1;
        }
    }
    return 0;
}

/* People within each panel, then the panels. */
static void sort(urne_panel_list *list, urne_arena *arena, size_t people)
{
    sort_people(list, arena, people);
    const size_t bytes = list->size * sizeof *list->person;
    uint32_t *order = urne_arena_array(arena, list->n, sizeof *order);
    for (size_t i = 0; i < list->n; i++) {
        order[i] = (uint32_t)i;
    }
    urne_sort_indices(order, list->n, by_people, list);
    uint32_t *sorted = urne_arena_array(arena, list->n * list->size, sizeof *sorted);
    for (size_t i = 0; i < list->n; i++) {
        memcpy(sorted + i * list->size, urne_panel_people(list, order[i]), bytes);
    }
    memcpy(list->person, sorted, list->n * bytes);
}

void urne_panel_seat(urne_panel_list *list, urne_arena *arena,
                     const urne_panel_pool *pool, const uint32_t *types)
{
    urne_arena *scratch = urne_arena_new();
    job j = {.list = list, .arena = scratch, .pool = pool, .types = types};
    list->person = urne_arena_array(arena, list->n * list->size, sizeof *list->person);
    seat_alone(&j);
    if (pool->problem.features > pool->quoted && pool->household != NULL) {
        seat_households(&j);
    }
    sort(list, scratch, pool->n);
    urne_arena_free(scratch);
}
