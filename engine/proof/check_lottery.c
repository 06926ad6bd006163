#include "proof/check.h"

#include "base/rational.h"
#include "model/pool_csv.h"

#include <string.h>

/* V22: the numbered panels, and that they give the chances (pool-1 §9.10). */

/* What the check is about, whether the pool is open or was opened. */
typedef struct panels {
    urne_checker *c;
    const urne_pool_rules *r;
    const urne_pool_lines *people;
    urne_panel_pool pool;
    urne_found proof;
    urne_str proof_sha256; /* as it was sealed, hex */
    urne_panel_checked checked;
    bool close; /* everybody is on as many panels as the chance asks for, rounded */
} panels;

static bool fail_item(urne_checker *c, const char *file, const char *item)
{
    urne_check_fail(c, 22, file, item, URNE_E_CHECK_COMMITTED, NULL, NULL);
    return false;
}

static bool fail_at(urne_checker *c, const char *file, uint64_t line, urne_code code)
{
    urne_check_line(c, 22, file, line, code, NULL);
    return false;
}

/* ---- what everybody sees ---- */

static bool hashes_hold(urne_checker *c)
{
    const urne_pool_seal *s = &c->pool_seal;
    const char *commit = urne_check_name(c, URNE_FILE_COMMIT);
    urne_hex list = urne_to_hex(c->file[URNE_FILE_PANELS].sha256);
    urne_hex counts = urne_to_hex(c->file[URNE_FILE_COUNTS].sha256);
    if (!urne_str_is(s->panels, list.z)) {
        return fail_item(c, urne_check_name(c, URNE_FILE_PANELS), N_("sha256"));
    }
    if (!urne_str_is(s->counts, counts.z)) {
        return fail_item(c, urne_check_name(c, URNE_FILE_COUNTS), N_("sha256"));
    }
    if (s->opened == c->pool_rules->open) {
        return fail_at(c, commit,
                       urne_line_starting(c->file[URNE_FILE_COMMIT].bytes,
                                          s->opened ? "opened " : "proof "),
                       URNE_E_CHECK_PUBLICATION);
    }
    if (s->opened && c->file[URNE_FILE_PROOF].present) {
        urne_check_fail(c, 22, urne_check_name(c, URNE_FILE_PROOF), N_("name"),
                        URNE_E_CHECK_PUBLICATION, NULL, NULL);
        return false;
    }
    return true;
}

/* The line of panels.txt on which a person of a number stands. */
static uint64_t line_of(urne_str bytes, uint64_t person)
{
    char number[URNE_DEC_MAX];
    urne_str line, field, due = urne_str_of(urne_dec(number, person));
    uint64_t n = 0;
    while (urne_str_cut(&bytes, '\n', &line)) {
        n++;
        urne_str_cut(&line, ' ', &field);
        if (!urne_str_is(field, "panel") || !urne_str_cut(&line, ' ', &field)) {
            continue;
        }
        while (urne_str_cut(&line, ' ', &field)) {
            if (urne_str_eq(field, due)) {
                return n;
            }
        }
    }
    return 1;
}

static bool list_fits(urne_checker *c)
{
    enum { CEREMONY_LINE = 2, SIZE_LINE = 3, PANELS_LINE = 4 };
    const char *name = urne_check_name(c, URNE_FILE_PANELS);
    const urne_panel_list *list = &c->panels;
    if (!urne_str_eq(c->panels_ceremony, c->commit.head.ceremony)) {
        return fail_at(c, name, CEREMONY_LINE, URNE_E_CHECK_CEREMONY);
    }
    if (list->size != c->pool_rules->size) {
        return fail_at(c, name, SIZE_LINE, URNE_E_CHECK_PANELS);
    }
    if (list->n != c->pool_rules->lottery) {
        return fail_at(c, name, PANELS_LINE, URNE_E_CHECK_PANELS);
    }
    for (size_t i = 0; i < list->n * list->size; i++) {
        if (list->person[i] >= c->pool.n) {
            return fail_at(
                c, name,
                line_of(c->file[URNE_FILE_PANELS].bytes, (uint64_t)list->person[i] + 1),
                URNE_E_CHECK_PANELS);
        }
    }
    return true;
}

static bool counts_fit(urne_checker *c)
{
    const char *name = urne_check_name(c, URNE_FILE_COUNTS);
    const urne_pool_rules *r = c->pool_rules;
    if (c->counts.n != r->lottery) {
        urne_check_fail(c, 22, name, N_("lines"), URNE_E_CHECK_COUNTS, NULL, NULL);
        return false;
    }
    for (size_t i = 0; r->all && i < c->counts.n; i++) {
        urne_str line = c->counts.line[i], field;
        for (size_t f = 0; f < r->features; f++) {
            uint64_t v;
            urne_str_cut(&line, ' ', &field);
            if (!urne_str_is(field, "-") && !urne_pool_count_fits(r, f, field, &v)) {
                return fail_at(c, name, i + 1, URNE_E_CHECK_COUNTS);
            }
        }
    }
    return true;
}

/* ---- what is seen with the features ---- */

/* The line of panels.txt on which a panel begins. */
static uint64_t panel_line(const panels *p, size_t panel)
{
    char number[URNE_DEC_MAX];
    urne_buf begins = urne_buf_new(p->c->arena, 32);
    urne_buf_addz(&begins, "panel ");
    urne_buf_add(&begins, urne_panel_number(number, &p->c->panels, panel));
    urne_buf_addz(&begins, " ");
    urne_buf_addc(&begins, '\0');
    return urne_line_starting(p->c->file[URNE_FILE_PANELS].bytes, begins.p);
}

/* Each panel once in a household, and within the quotas; its counts are those
 * published. `seen`: by household, the last panel with somebody of it, from 1. */
static bool panel_holds(panels *p, size_t i, uint64_t *counts, size_t *seen)
{
    urne_checker *c = p->c;
    const urne_pool_rules *r = p->r;
    const uint32_t *person = urne_panel_people(&c->panels, i);
    bool fits = true;
    urne_pool_count(counts, r, p->people, &c->panels, i);
    for (size_t f = 0; f < r->features; f++) {
        fits = fits && counts[f] >= (uint64_t)r->feature[f].lo &&
               counts[f] <= (uint64_t)r->feature[f].hi;
    }
    for (size_t k = 0; k < c->panels.size; k++) {
        uint32_t h = p->pool.household[person[k]];
        if (h != URNE_NO_HOUSEHOLD) {
            fits = fits && seen[h] != i + 1;
            seen[h] = i + 1;
        }
    }
    if (!fits) {
        return fail_at(c, urne_check_name(c, URNE_FILE_PANELS), panel_line(p, i),
                       URNE_E_CHECK_PANEL);
    }
    urne_arena *scratch = urne_arena_new();
    urne_str text = urne_pool_counts_text(scratch, r, counts);
    urne_hex hex = {""};
    if (!r->all) {
        hex = urne_to_hex(urne_pool_counts_commitment(c->pool_open.csalt[i], text));
    }
    bool same = urne_str_eq(c->counts.line[i], r->all ? text : urne_hex_str(&hex));
    urne_arena_free(scratch);
    return same ||
           fail_at(c, urne_check_name(c, URNE_FILE_COUNTS), i + 1, URNE_E_CHECK_COUNTS);
}

static bool panels_hold(panels *p)
{
    urne_arena *a = p->c->arena;
    uint64_t *counts = urne_arena_array(a, p->r->features, sizeof *counts);
    size_t *seen = urne_arena_array(a, p->pool.households + 1, sizeof *seen);
    for (size_t i = 0; i < p->c->panels.n; i++) {
        if (!panel_holds(p, i, counts, seen)) {
            return false;
        }
    }
    return true;
}

static bool certificate_holds(panels *p)
{
    enum { CEREMONY_LINE = 2, OBJECTIVE_LINE = 4 };
    urne_err err = URNE_ERR_NONE;
    const char *name = URNE_POOL_PROOF_FILE;
    urne_hex sha = urne_to_hex(p->proof.sha256);
    urne_panel_objective due = p->r->maximin ? URNE_PANEL_MAXIMIN : URNE_PANEL_LEXIMIN;
    if (!urne_check_found(p->c, 22, name, &p->proof)) {
        return false;
    }
    if (!urne_str_is(p->proof_sha256, sha.z)) {
        return fail_item(p->c, name, N_("sha256"));
    }
    if (urne_panel_check(&p->checked, p->c->arena, &p->pool.problem, p->proof.bytes,
                         name, &err) != URNE_OK) {
        p->proof.fault = err.diag[0];
        p->proof.fault.line = p->proof.fault.line == 0 ? 1 : p->proof.fault.line;
        return urne_check_found(p->c, 22, name, &p->proof);
    }
    if (!urne_str_eq(p->checked.ceremony, p->c->commit.head.ceremony)) {
        return fail_at(p->c, name, CEREMONY_LINE, URNE_E_CHECK_CEREMONY);
    }
    return p->checked.objective == due ||
           fail_at(p->c, name, OBJECTIVE_LINE, URNE_E_CHECK_LEVELS);
}

/* How far the list is from the chances; the text lives in the arena. */
static const char *deviation(panels *p)
{
    urne_arena *scratch = urne_arena_new();
    size_t types = p->pool.problem.types;
    mpq_t *x = urne_arena_array(scratch, types, sizeof *x), n;
    mpq_init(n);
    for (size_t t = 0; t < types; t++) {
        mpq_init(x[t]);
        mpq_set_str(x[t], p->checked.level[p->checked.level_of[t]].chance, 10);
        mpq_set_si(n, (long)p->pool.problem.persons[t], 1);
        mpq_mul(x[t], x[t], n);
    }
    urne_panel_tally *tally =
        urne_panel_list_tally(scratch, &p->c->panels, &p->pool, x);
    const char *out = urne_rational_text(p->c->arena, tally->deviation);
    p->close = tally->close;
    for (size_t t = 0; t < types; t++) {
        mpq_clear(x[t]);
    }
    mpq_clear(n);
    urne_arena_free(scratch);
    return out;
}

static bool chances_hold(panels *p)
{
    urne_checker *c = p->c;
    const char *commit = urne_check_name(c, URNE_FILE_COMMIT);
    const urne_pool_seal *s = &c->pool_seal;
    size_t n, i = 0;
    urne_pool_level *due = urne_pool_levels(&n, c->arena, &p->checked, p->r->kmin);
    while (i < n && i < s->n_levels && urne_str_eq(due[i].low, s->levels[i].low) &&
           urne_str_eq(due[i].high, s->levels[i].high) &&
           due[i].persons == s->levels[i].persons) {
        i++;
    }
    if (i < n || i < s->n_levels) {
        return fail_at(c, commit, s->level_line + i, URNE_E_CHECK_LEVELS);
    }
    if (!urne_str_is(s->deviation, deviation(p))) {
        return fail_at(c, commit, s->level_line - 1, URNE_E_CHECK_LEVELS);
    }
    return true;
}

/* A fraction for people; those that nobody would read are left to the file. */
static const char *short_fraction(const panels *p, urne_str fraction)
{
    return fraction.n < 64 ? urne_str_z(p->c->arena, fraction) : "-";
}

/* The lowest chance, how many have none where kmin lets it be said, and the deviation,
 * loudly where it is more than rounding (pool-1 §9.10). */
static void pass(const panels *p)
{
    static const urne_code codes[2][2] = {
        {URNE_E_CHECK_CHANCES_OFF, URNE_E_CHECK_CHANCES},
        {URNE_E_CHECK_NOWHERE_OFF, URNE_E_CHECK_NOWHERE}};
    const urne_pool_seal *s = &p->c->pool_seal;
    const urne_pool_level *lowest = s->levels;
    bool nowhere = urne_str_is(lowest->high, "0");
    urne_err err = URNE_ERR_NONE;
    const char *off = short_fraction(p, s->deviation);
    const char *low = short_fraction(p, lowest[nowhere && s->n_levels > 1 ? 1 : 0].low);
    urne_fail(&err, codes[nowhere][p->close], URNE_NOWHERE, URNE_DEC(p->c->panels.n),
              low, nowhere ? URNE_DEC(lowest->persons) : off, nowhere ? off : NULL,
              NULL);
    p->c->out->check[21].verdict = URNE_PASS;
    p->c->out->check[21].why = err.diag[0];
}

/* The files of observers: pool-open.txt was read for V11. */
static bool take_opened(panels *p)
{
    urne_checker *c = p->c;
    const urne_check *eleven = &c->out->check[10];
    if (eleven->verdict == URNE_FAIL &&
        strcmp(eleven->file, URNE_POOL_OPEN_FILE) == 0) {
        unsigned number = c->out->check[21].number;
        const char *name = c->out->check[21].name;
        c->out->check[21] = *eleven;
        c->out->check[21].number = number;
        c->out->check[21].name = name;
        return false;
    }
    p->proof = urne_check_opened(c, URNE_POOL_PROOF_FILE);
    p->proof_sha256 = c->pool_open.proof;
    return true;
}

void urne_check_lottery(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_RULES,
                                         URNE_FILE_ROLL,   URNE_FILE_PANELS,
                                         URNE_FILE_COUNTS, URNE_FILES};
    panels p = {.c = c, .r = c->pool_rules};
    if (!urne_check_reads(c, 22, files) ||
        (!c->pool_seal.opened &&
         !urne_check_found(c, 22, URNE_POOL_PROOF_FILE, &c->file[URNE_FILE_PROOF])) ||
        !hashes_hold(c) || !list_fits(c) || !counts_fit(c)) {
        return;
    }
    if (!p.r->open && c->opened == NULL) {
        urne_check_note(c, 22, URNE_NOT_CHECKED, URNE_E_CHECK_UNOPENED, NULL, NULL);
        return;
    }
    if (p.r->open) {
        p.proof = c->file[URNE_FILE_PROOF];
        p.proof_sha256 = c->pool_seal.proof;
    } else if (!take_opened(&p)) {
        return;
    }
    p.people = urne_check_people(c);
    urne_pool_problem(&p.pool, c->arena, p.r, p.people);
    if (panels_hold(&p) && certificate_holds(&p) && chances_hold(&p)) {
        pass(&p);
    }
}
