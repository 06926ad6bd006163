#include "ceremony/pool_make.h"

#include "base/sort.h"
#include "codec/note.h"
#include "panel/lottery.h"
#include "panel/proof.h"

#include <stdlib.h>

/* ---- what can be sealed ---- */

static urne_code check_quota(const urne_pool_making *m, const urne_quota *q,
                             urne_err *err)
{
    urne_place at = {m->quotas->file, q->line, 0};
    const urne_str texts[] = {q->category, q->value};
    for (size_t i = 0; i < 2; i++) {
        if (texts[i].n > URNE_TEXT_MAX) {
            return urne_fail(err, URNE_E_PANEL_TEXT, at, URNE_SHOW(texts[i]), NULL);
        }
    }
    return q->hi > URNE_POOL_QUOTA
               ? urne_fail(err, URNE_E_PANEL_LARGE, at, URNE_DEC(q->hi), NULL)
               : URNE_OK;
}

urne_code urne_pool_sealable(const urne_pool_making *m, urne_err *err)
{
    const urne_quotas *q = m->quotas;
    if (q->categories > URNE_POOL_CATEGORIES || q->n > URNE_POOL_FEATURES) {
        return urne_fail(err, URNE_E_PANEL_MANY, URNE_IN(q->file),
                         URNE_DEC(q->categories), URNE_DEC(q->n), NULL);
    }
    for (size_t f = 0; f < q->n; f++) {
        URNE_TRY(check_quota(m, &q->list[f], err));
    }
    return !m->config->open && m->people->n < m->config->kmin
               ? urne_fail(err, URNE_E_PANEL_FEW, URNE_IN(m->people->file),
                           URNE_DEC(m->people->n), URNE_DEC(m->config->kmin), NULL)
               : URNE_OK;
}

/* ---- quotas and people ---- */

static void make_rules(urne_pool_making *m)
{
    const urne_panel_config *c = m->config;
    const urne_quotas *q = m->quotas;
    urne_pool_rules *r = &m->rules;
    *r = (urne_pool_rules){.ceremony = m->ceremony,
                           .size = c->size,
                           .lottery = c->lottery,
                           .kmin = c->kmin,
                           .maximin = c->maximin,
                           .households = c->n_address > 0,
                           .dice = c->dice,
                           .open = c->open,
                           .all = c->all,
                           .first = q->first,
                           .categories = q->categories,
                           .features = q->n};
    r->category = urne_arena_array(m->arena, q->categories, sizeof *r->category);
    r->feature = urne_arena_array(m->arena, q->n, sizeof *r->feature);
    for (size_t cat = 0; cat < q->categories; cat++) {
        r->category[cat] = q->list[q->first[cat]].category;
        for (size_t f = q->first[cat]; f < q->first[cat + 1]; f++) {
            const urne_quota *from = &q->list[f];
            r->feature[f] =
                (urne_pool_feature){from->value, (uint32_t)cat, from->lo, from->hi};
        }
    }
    m->quotas_txt = urne_pool_rules_write(m->arena, r);
}

static int by_pid(void *ctx, uint32_t a, uint32_t b)
{
    const urne_hash *pids = ctx;
    return urne_hash_cmp(&pids[a], &pids[b]);
}

/* Everybody in the order of their PIDs: who made the file has no say in it. */
static void make_order(urne_pool_making *m)
{
    size_t n = m->people->n;
    urne_arena *scratch = urne_arena_new();
    urne_hash *pids = urne_arena_array(scratch, n, sizeof *pids);
    urne_hash *msalts = urne_arena_array(scratch, n, sizeof *msalts);
    m->order = urne_arena_array(m->arena, n, sizeof *m->order);
    m->msalt = urne_arena_array(m->arena, n, sizeof *m->msalt);
    m->lines = (urne_pool_lines){.n = n};
    m->lines.pid = urne_arena_array(m->arena, n, sizeof *m->lines.pid);
    for (size_t i = 0; i < n; i++) {
        m->order[i] = (uint32_t)i;
        pids[i] = urne_pool_member(&msalts[i], m->k, m->people->id[i]);
    }
    urne_sort_indices(m->order, n, by_pid, pids);
    for (size_t i = 0; i < n; i++) {
        m->lines.pid[i] = urne_hex_text(m->arena, pids[m->order[i]]);
        m->msalt[i] = urne_hex_text(m->arena, msalts[m->order[i]]);
    }
    urne_arena_free(scratch);
}

/* Features and households of the people in their new order; a household gets its number
 * where its first member stands. */
static void make_features(urne_pool_making *m)
{
    const urne_respondents *people = m->people;
    size_t n = people->n, wide = m->rules.categories;
    urne_arena *scratch = urne_arena_new();
    uint32_t *number = urne_arena_array(scratch, people->households, sizeof *number);
    m->lines.value = urne_arena_array(m->arena, n, wide * sizeof *m->lines.value);
    m->lines.household = urne_arena_array(m->arena, n, sizeof *m->lines.household);
    for (size_t i = 0; i < n; i++) {
        size_t from = m->order[i];
        uint32_t h = people->household[from];
        memcpy(m->lines.value + i * wide, people->value + from * wide,
               wide * sizeof *m->lines.value);
        if (h == URNE_NO_HOUSEHOLD) {
            continue;
        }
        if (number[h] == 0) {
            number[h] = (uint32_t)++m->households;
        }
        m->lines.household[i] = number[h];
    }
    urne_arena_free(scratch);
}

static void make_open(urne_pool_making *m)
{
    size_t n = m->lines.n;
    urne_pool_open *o = &m->open;
    *o = (urne_pool_open){.ceremony = m->ceremony, .lines = m->lines};
    o->fsalt = urne_arena_array(m->arena, n, sizeof *o->fsalt);
    m->lines.commitment = urne_arena_array(m->arena, n, sizeof *m->lines.commitment);
    for (size_t i = 0; i < n; i++) {
        o->fsalt[i] =
            urne_hex_text(m->arena, urne_pool_fsalt(m->k, m->people->id[m->order[i]]));
        urne_str text = urne_pool_features_text(
            m->arena, &m->rules, m->lines.value + i * m->rules.categories,
            m->lines.household[i]);
        m->lines.commitment[i] =
            urne_hex_text(m->arena, urne_pool_features_commitment(o->fsalt[i], text));
    }
    m->pool_txt = urne_pool_lines_write(m->arena, &m->rules, &m->lines);
}

/* ---- the lottery ---- */

static urne_code solve(urne_pool_making *m, bool *feasible, urne_err *err)
{
    urne_panel_solution s;
    urne_pool_problem(&m->pool, m->arena, &m->rules, &m->lines);
    urne_panel_problem *p = &m->pool.problem;
    urne_solve_end end = urne_panel_solve(&s, m->arena, p, m->config->maximin);
    *feasible = end != URNE_SOLVE_INFEASIBLE;
    if (end == URNE_SOLVE_LIMIT) {
        return urne_fail(err, URNE_E_PANEL_SEARCH, URNE_NOWHERE, NULL);
    }
    if (!*feasible) {
        return URNE_OK;
    }
    m->proof_txt =
        urne_panel_proof_write(m->arena, m->ceremony, p, &s, m->config->maximin);
    URNE_TRY(urne_panel_check(&m->checked, m->arena, p, m->proof_txt,
                              URNE_POOL_PROOF_FILE, err));
    if (!urne_panel_list_fits(m->config->lottery, m->config->size)) {
        return urne_fail(err, URNE_E_PANEL_ROOM, URNE_NOWHERE, "panels.txt", NULL);
    }
    urne_panel_list_make(&m->list, m->arena, &m->pool, s.leximin.x, &s.lottery,
                         (size_t)m->config->lottery);
    m->tally = urne_panel_list_tally(m->arena, &m->list, &m->pool, s.leximin.x);
    m->panels_txt = urne_panel_list_write(m->arena, &m->list, m->ceremony);
    m->levels = urne_pool_levels(&m->n_levels, m->arena, &m->checked, m->config->kmin);
    return URNE_OK;
}

static void make_counts(urne_pool_making *m)
{
    const urne_pool_rules *r = &m->rules;
    urne_buf buf = urne_buf_new(m->arena, m->list.n * (URNE_HEX + 1) + 64);
    urne_arena *scratch = urne_arena_new();
    uint64_t *counts = urne_arena_array(scratch, r->features, sizeof *counts);
    m->open.n_csalts = r->all ? 0 : m->list.n;
    m->open.csalt =
        urne_arena_array(m->arena, m->open.n_csalts + 1, sizeof *m->open.csalt);
    for (size_t i = 0; i < m->list.n; i++) {
        urne_pool_count(counts, r, &m->lines, &m->list, i);
        urne_str text = urne_pool_counts_text(scratch, r, counts);
        if (!r->all) {
            urne_str csalt = urne_hex_text(m->arena, urne_pool_csalt(m->k, i));
            m->open.csalt[i] = csalt;
            text = urne_hex_text(scratch, urne_pool_counts_commitment(csalt, text));
        }
        urne_buf_add(&buf, text);
        urne_buf_addc(&buf, '\n');
    }
    m->counts_txt = urne_buf_str(&buf);
    urne_arena_free(scratch);
}

urne_code urne_pool_levels_fit(const urne_pool_level *levels, size_t n, urne_err *err)
{
    for (size_t i = 0; i < n; i++) {
        const urne_pool_level *l = &levels[i];
        size_t fixed = strlen("level   ") + strlen(URNE_DEC(l->persons));
        if (l->low.n + l->high.n + fixed > URNE_NOTE_LINE_MAX) {
            size_t longer = l->low.n > l->high.n ? l->low.n : l->high.n;
            return urne_fail(err, URNE_E_PANEL_LEVEL, URNE_NOWHERE,
                             URNE_DEC(longer - 1), NULL);
        }
    }
    return URNE_OK;
}

urne_code urne_pool_room(const urne_pool_making *m, urne_err *err)
{
    const struct {
        const char *name;
        size_t bytes;
    } files[] = {{"panels.txt", m->panels_txt.n},
                 {"counts.txt", m->counts_txt.n},
                 {URNE_POOL_OPEN_FILE, m->open_txt.n},
                 {URNE_POOL_PROOF_FILE, m->proof_txt.n}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i].bytes > URNE_NOTE_FILE_MAX) {
            return urne_fail(err, URNE_E_PANEL_ROOM, URNE_NOWHERE, files[i].name, NULL);
        }
    }
    return URNE_OK;
}

/* ---- read back ---- */

/* The people of pool.txt and pool-open.txt as whoever has both reads them. */
static urne_code read_people(const urne_pool_making *m, urne_arena *arena,
                             const urne_pool_rules *r, urne_pool_lines *lines,
                             urne_err *err)
{
    urne_pool_open open;
    URNE_TRY(urne_pool_lines_read(lines, arena, r, m->pool_txt, "pool.txt", err));
    if (m->open_txt.p != NULL) {
        URNE_TRY(urne_pool_open_read(&open, arena, r, m->open_txt, URNE_POOL_OPEN_FILE,
                                     err));
        lines->value = open.lines.value;
        lines->household = open.lines.household;
    }
    return URNE_OK;
}

static urne_code read_back_in(const urne_pool_making *m, urne_arena *arena,
                              urne_err *err)
{
    urne_pool_rules *r;
    urne_pool_lines lines;
    urne_panel_pool pool;
    urne_panel_list list;
    urne_pool_counts counts;
    urne_panel_checked checked;
    urne_str ceremony;
    URNE_TRY(urne_pool_rules_read(&r, arena, m->quotas_txt, "quotas.txt", err));
    URNE_TRY(read_people(m, arena, r, &lines, err));
    urne_pool_problem(&pool, arena, r, &lines);
    URNE_TRY(urne_panel_list_read(&list, &ceremony, arena, m->panels_txt, "panels.txt",
                                  err));
    URNE_TRY(urne_panel_list_check(&list, &pool, "panels.txt", err));
    URNE_TRY(
        urne_pool_counts_read(&counts, arena, r, m->counts_txt, "counts.txt", err));
    return urne_panel_check(&checked, arena, &pool.problem, m->proof_txt,
                            URNE_POOL_PROOF_FILE, err);
}

static urne_code read_back(const urne_pool_making *m, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    urne_code code = read_back_in(m, arena, err);
    urne_arena_free(arena);
    return code;
}

urne_code urne_pool_make(urne_pool_making *m, bool *feasible, urne_err *err)
{
    make_rules(m);
    make_order(m);
    make_features(m);
    make_open(m);
    URNE_TRY(solve(m, feasible, err));
    if (!*feasible) {
        return URNE_OK;
    }
    URNE_TRY(urne_pool_levels_fit(m->levels, m->n_levels, err));
    make_counts(m);
    m->open.proof = urne_hex_text(m->arena, urne_sha256(m->proof_txt));
    if (!m->rules.open) {
        m->open_txt = urne_pool_open_write(m->arena, &m->rules, &m->open);
    }
    URNE_TRY(urne_pool_room(m, err));
    return read_back(m, err);
}

/* ---- who is the only one ---- */

static int by_features(void *ctx, uint32_t a, uint32_t b)
{
    const urne_pool_making *m = ctx;
    size_t wide = m->rules.categories;
    const uint32_t *x = m->lines.value + a * wide, *y = m->lines.value + b * wide;
    for (size_t c = 0; c < wide; c++) {
        if (x[c] != y[c]) {
            return x[c] < y[c] ? -1 : 1;
        }
    }
    return 0;
}

uint64_t urne_pool_alone(const urne_pool_making *m)
{
    size_t n = m->lines.n;
    uint64_t alone = 0;
    urne_arena *scratch = urne_arena_new();
    uint32_t *by = urne_arena_array(scratch, n, sizeof *by);
    urne_pool_making copy = *m;
    for (size_t i = 0; i < n; i++) {
        by[i] = (uint32_t)i;
    }
    urne_sort_indices(by, n, by_features, &copy);
    for (size_t i = 0; i < n; i++) {
        bool before = i > 0 && by_features(&copy, by[i - 1], by[i]) == 0;
        bool behind = i + 1 < n && by_features(&copy, by[i], by[i + 1]) == 0;
        alone += before || behind ? 0 : 1;
    }
    urne_arena_free(scratch);
    return alone;
}
