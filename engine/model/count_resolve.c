#include "model/count_config.h"

#include "codec/note.h"

#include <stdlib.h>

/* count.json with an election: the rule that is counted, and sealed. */

typedef struct resolver {
    urne_arena *arena;
    const urne_count_config *c;
    urne_election *e;
    urne_project_finder finder;
    urne_count_rule *rule;
    urne_err *err;
} resolver;

/* An amount in units; with seats every project costs 1, so amounts are whole. */
static urne_code amount(const resolver *r, urne_str text, urne_place at, uint64_t *out)
{
    unsigned places = r->rule->seats > 0 ? 0 : r->e->places;
    return urne_decimal_read(text, places, out)
               ? URNE_OK
               : urne_fail(r->err, URNE_E_CRULE_AMOUNT, at, URNE_SHOW(text),
                           URNE_DEC(places), NULL);
}

/* ---- budget ---- */

static urne_code read_budget(const resolver *r)
{
    const urne_count_config *c = r->c;
    uint64_t budget;
    if (c->budget.p != NULL) {
        URNE_TRY(amount(r, c->budget, c->budget_at, &budget)); /* not with seats */
        if (r->e->budget != 0 && r->e->budget != budget) {
            return urne_fail(
                r->err, URNE_E_CRULE_BUDGET, c->budget_at, URNE_SHOW(c->budget),
                urne_decimal_z(r->arena, r->e->budget, r->e->places), NULL);
        }
        r->e->budget = budget;
    }
    return r->e->budget > 0 || r->rule->seats > 0
               ? URNE_OK
               : urne_fail(r->err, URNE_E_CRULE_BUDGETLESS, URNE_IN(c->path), NULL);
}

/* ---- caps ---- */

/* True when a cell is the value, or lists it between commas. */
static bool cell_has(urne_str cell, urne_str value)
{
    urne_str rest = cell, part;
    if (urne_str_eq(cell, value)) {
        return true;
    }
    while (urne_str_cut(&rest, ',', &part)) {
        while (part.n > 0 && part.p[0] == ' ') {
            part = urne_str_slice(part, 1, part.n);
        }
        while (part.n > 0 && part.p[part.n - 1] == ' ') {
            part.n--;
        }
        if (urne_str_eq(part, value)) {
            return true;
        }
    }
    return false;
}

static bool has_column(const urne_election *e, urne_str column)
{
    for (size_t i = 0; i < e->n_project_columns; i++) {
        if (urne_str_eq(e->project_columns[i], column)) {
            return true;
        }
    }
    return false;
}

/* The projects with the value in the column; at least one must have it. */
static urne_code members(const resolver *r, const urne_envelope *v, bool *in)
{
    const char *column = urne_str_z(r->arena, v->column);
    bool some = false;
    if (!has_column(r->e, v->column)) {
        return urne_fail(r->err, URNE_E_CRULE_COLUMN, v->column_at,
                         URNE_SHOW(v->column), NULL);
    }
    for (size_t p = 0; p < r->e->n_projects; p++) {
        in[p] = cell_has(urne_project_cell(r->e, p, column), v->value);
        some = some || in[p];
    }
    return some ? URNE_OK
                : urne_fail(r->err, URNE_E_CRULE_VALUE, v->value_at,
                            URNE_SHOW(v->value), URNE_SHOW(v->column), NULL);
}

/* The share in units, rounded down; *exact says whether it was whole. */
static urne_code share_of(const resolver *r, const urne_envelope *v, uint64_t *out,
                          bool *exact)
{
    uint64_t budget = r->rule->seats > 0 ? r->rule->seats : r->e->budget;
    *exact = true;
    if (!v->percent) {
        URNE_TRY(amount(r, v->amount, v->at, out));
    } else {
        int places = urne_decimal_places(v->amount);
        uint64_t num = 0, den = 100;
        /* It was read as a percentage of at most 100 with at most six places. */
        if (!urne_decimal_read(v->amount, (unsigned)places, &num)) {
            urne_bug("a percentage that was read");
        }
        for (int i = 0; i < places; i++) {
            den *= 10;
        }
        /* num <= den <= 10^8, so neither product leaves 64 bits. */
        uint64_t rest = budget % den * num;
        *out = budget / den * num + rest / den;
        *exact = rest % den == 0;
    }
    return *out <= budget ? URNE_OK
                          : urne_fail(r->err, URNE_E_CRULE_SHARE, v->at,
                                      URNE_SHOW(v->value), NULL);
}

/* "district = Centre", "all but category = green (30% reserved, rounded down)". */
static urne_str label_of(const resolver *r, const urne_envelope *v, bool reserved,
                         bool exact)
{
    urne_buf buf = urne_buf_new(r->arena, URNE_TEXT_MAX);
    urne_buf_addz(&buf, reserved ? "all but " : "");
    urne_buf_add(&buf, v->column);
    urne_buf_addz(&buf, " = ");
    urne_buf_add(&buf, v->value);
    if (v->percent) {
        urne_buf_addz(&buf, " (");
        urne_buf_add(&buf, v->amount);
        urne_buf_addz(&buf, reserved ? "% reserved" : "%");
        urne_buf_addz(&buf, exact ? ")" : ", rounded down)");
    }
    return urne_buf_str(&buf);
}

static urne_code add_cap(const resolver *r, const urne_envelope *v, bool reserved)
{
    urne_cap *cap = &r->rule->caps[r->rule->n_caps];
    uint64_t budget = r->rule->seats > 0 ? r->rule->seats : r->e->budget;
    bool exact;
    cap->in = urne_arena_array(r->arena, r->e->n_projects, sizeof *cap->in);
    URNE_TRY(members(r, v, cap->in));
    URNE_TRY(share_of(r, v, &cap->amount, &exact));
    if (reserved) {
        bool some = false;
        cap->amount = budget - cap->amount;
        for (size_t p = 0; p < r->e->n_projects; p++) {
            cap->in[p] = !cap->in[p];
            some = some || cap->in[p];
        }
        if (!some) {
            return URNE_OK; /* reserved for all: nobody is held back */
        }
    }
    cap->label = label_of(r, v, reserved, exact);
    r->rule->n_caps++;
    return URNE_OK;
}

static urne_code read_caps(const resolver *r)
{
    const urne_count_config *c = r->c;
    r->rule->caps = urne_arena_array(r->arena, c->n_envelopes + c->n_reserved,
                                     sizeof *r->rule->caps);
    for (size_t i = 0; i < c->n_envelopes; i++) {
        URNE_TRY(add_cap(r, &c->envelopes[i], false));
    }
    for (size_t i = 0; i < c->n_reserved; i++) {
        URNE_TRY(add_cap(r, &c->reserved[i], true));
    }
    return URNE_OK;
}

/* ---- sets ---- */

static int cmp_index(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static urne_code read_set(const resolver *r, const urne_id_set *ids,
                          urne_project_set *out)
{
    out->n = ids->n;
    out->p = urne_arena_array(r->arena, ids->n, sizeof *out->p);
    for (size_t i = 0; i < ids->n; i++) {
        size_t p = urne_project_find(&r->finder, ids->ids[i]);
        if (p == SIZE_MAX) {
            return urne_fail(r->err, URNE_E_CRULE_PROJECT, ids->at[i],
                             URNE_SHOW(ids->ids[i]), NULL);
        }
        out->p[i] = (uint32_t)p;
    }
    qsort(out->p, out->n, sizeof *out->p, cmp_index);
    return URNE_OK;
}

static urne_code read_sets(const resolver *r)
{
    const urne_count_config *c = r->c;
    urne_count_rule *rule = r->rule;
    bool *joined = urne_arena_array(r->arena, r->e->n_projects, sizeof *joined);
    rule->rivals = urne_arena_array(r->arena, c->n_rivals, sizeof *rule->rivals);
    rule->joined = urne_arena_array(r->arena, c->n_joined, sizeof *rule->joined);
    for (; rule->n_rivals < c->n_rivals; rule->n_rivals++) {
        URNE_TRY(
            read_set(r, &c->rivals[rule->n_rivals], &rule->rivals[rule->n_rivals]));
    }
    for (; rule->n_joined < c->n_joined; rule->n_joined++) {
        const urne_id_set *ids = &c->joined[rule->n_joined];
        urne_project_set *set = &rule->joined[rule->n_joined];
        URNE_TRY(read_set(r, ids, set));
        for (size_t i = 0; i < ids->n; i++) {
            size_t p = urne_project_find(&r->finder, ids->ids[i]);
            if (joined[p]) {
                return urne_fail(r->err, URNE_E_CRULE_JOINED, ids->at[i],
                                 URNE_SHOW(ids->ids[i]), NULL);
            }
            joined[p] = true;
        }
    }
    return URNE_OK;
}

/* ---- the whole ---- */

static urne_code read_increment(const resolver *r)
{
    const urne_count_config *c = r->c;
    if (c->increment.p == NULL) {
        r->rule->add1_increment =
            r->rule->seats > 0 ? 1 : urne_count_rule_default(r->e).add1_increment;
        return URNE_OK;
    }
    URNE_TRY(amount(r, c->increment, c->increment_at, &r->rule->add1_increment));
    return r->rule->add1_increment > 0
               ? URNE_OK
               : urne_fail(r->err, URNE_E_RULES_VALUE, c->increment_at, "increment",
                           N_("more than nothing"), NULL);
}

urne_code urne_count_config_resolve(urne_count_rule *out, urne_arena *arena,
                                    const urne_count_config *config, urne_election *e,
                                    urne_err *err)
{
    *out = config->rule;
    resolver r = {.arena = arena, .c = config, .e = e, .rule = out, .err = err};
    r.finder = urne_project_finder_new(arena, e);
    URNE_TRY(read_budget(&r));
    URNE_TRY(read_increment(&r));
    URNE_TRY(read_caps(&r));
    URNE_TRY(read_sets(&r));
    return urne_count_rule_check(out, e, err);
}
