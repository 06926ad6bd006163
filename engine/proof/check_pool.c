#include "proof/check.h"

#include "base/file.h"

/* A panel's pool, and who was drawn from it (pool-1 §9.4 to §9.9). */

static urne_code parse_commit(urne_checker *c, urne_str bytes, const char *name,
                              urne_err *err)
{
    urne_code code = urne_pool_seal_read(&c->pool_seal, c->arena, bytes, name, err);
    c->commit = c->pool_seal.common;
    return code;
}

urne_code urne_check_parse_pool(urne_checker *c, urne_file_id id, urne_err *err)
{
    const char *name = urne_check_name(c, (int)id);
    urne_str bytes = c->file[id].bytes;
    if (id == URNE_FILE_COMMIT) {
        return parse_commit(c, bytes, name, err);
    }
    if (id == URNE_FILE_RESULT) {
        return urne_panel_result_read(&c->panel, c->arena, bytes, name, err);
    }
    if (id == URNE_FILE_RULES) {
        return urne_pool_rules_read(&c->pool_rules, c->arena, bytes, name, err);
    }
    if (id == URNE_FILE_PANELS) {
        return urne_panel_list_read(&c->panels, &c->panels_ceremony, c->arena, bytes,
                                    name, err);
    }
    if (!urne_base_good(c, URNE_FILE_RULES)) {
        return URNE_OK; /* nobody looks at the others without the rules */
    }
    return id == URNE_FILE_ROLL
               ? urne_pool_lines_read(&c->pool, c->arena, c->pool_rules, bytes, name,
                                      err)
               : urne_pool_counts_read(&c->counts, c->arena, c->pool_rules, bytes, name,
                                       err);
}

/* ---- V08 to V10 ---- */

static void check_lines(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_RULES, URNE_FILE_ROLL, URNE_FILES};
    if (urne_check_reads(c, 8, files)) {
        urne_check_note(c, 8, URNE_PASS, URNE_OK, NULL, NULL);
    }
    if (!urne_check_reads(c, 9, files)) {
        return;
    }
    for (size_t i = 1; i < c->pool.n; i++) {
        if (urne_str_cmp(c->pool.pid[i - 1], c->pool.pid[i]) >= 0) {
            urne_check_line(c, 9, urne_check_name(c, URNE_FILE_ROLL), i + 1,
                            URNE_E_CHECK_ORDER, NULL);
            return;
        }
    }
    urne_check_note(c, 9, URNE_PASS, URNE_OK, NULL, NULL);
}

static void check_root(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_RULES,
                                         URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 10, files)) {
        return;
    }
    const urne_pool_seal *s = &c->pool_seal;
    const urne_found *pool = &c->file[URNE_FILE_ROLL];
    urne_hex root = urne_to_hex(urne_pool_root(&c->pool, pool->bytes));
    urne_hex sha = urne_to_hex(pool->sha256);
    const char *item = c->pool.n != s->persons          ? N_("lines")
                       : !urne_str_is(s->sha256, sha.z) ? N_("sha256")
                       : !urne_str_is(s->root, root.z)  ? N_("root")
                                                        : NULL;
    if (item != NULL) {
        urne_check_fail(c, 10, urne_check_name(c, URNE_FILE_ROLL), item,
                        URNE_E_CHECK_COMMITTED, NULL, NULL);
    }
    urne_check_note(c, 10, URNE_PASS, URNE_E_CHECK_PERSONS, URNE_DEC(c->pool.n), NULL);
}

/* ---- V11: the features ---- */

urne_found urne_check_opened(const urne_checker *c, const char *name)
{
    urne_found f = {.due = true};
    const char *path = urne_path(c->arena, c->opened, name);
    f.present = urne_file_exists(path);
    f.odd = f.present && urne_file_read_plain(&f.bytes, c->arena, path,
                                              URNE_NOTE_FILE_MAX, NULL) != URNE_OK;
    f.sha256 = urne_sha256(f.bytes);
    return f;
}

static void fail_opened(urne_checker *c, uint64_t line, urne_code code)
{
    urne_check_line(c, 11, URNE_POOL_OPEN_FILE, line, code, NULL);
}

/* The lines of pool-open.txt: persons from line 4 on, then the salts of counts. */
enum { PERSON_LINE = 4 };

/* As many people and panels as there are, and each as it was sealed. */
static bool opens(urne_checker *c)
{
    const urne_pool_open *o = &c->pool_open;
    const urne_pool_rules *r = c->pool_rules;
    size_t n = o->lines.n, panels = r->all ? 0 : (size_t)r->lottery;
    if (!urne_str_eq(o->ceremony, c->commit.head.ceremony)) {
        fail_opened(c, 2, URNE_E_CHECK_CEREMONY);
        return false;
    }
    if (n != c->pool.n) {
        fail_opened(c, PERSON_LINE + (n < c->pool.n ? n : c->pool.n),
                    URNE_E_CHECK_COMMITMENT);
        return false;
    }
    if (o->n_csalts != panels) {
        fail_opened(c, PERSON_LINE + n + (o->n_csalts < panels ? o->n_csalts : panels),
                    URNE_E_CHECK_COMMITMENT);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        urne_str text = urne_pool_features_text(
            c->arena, r, o->lines.value + i * r->categories, o->lines.household[i]);
        urne_hex due = urne_to_hex(urne_pool_features_commitment(o->fsalt[i], text));
        if (!urne_str_is(c->pool.commitment[i], due.z)) {
            fail_opened(c, PERSON_LINE + i, URNE_E_CHECK_COMMITMENT);
            return false;
        }
    }
    return true;
}

/* Reads what observers have; false when V11 has failed. */
static bool open_pool(urne_checker *c)
{
    urne_err err = URNE_ERR_NONE;
    urne_found f = urne_check_opened(c, URNE_POOL_OPEN_FILE);
    urne_hex sha = urne_to_hex(f.sha256);
    if (!urne_check_found(c, 11, URNE_POOL_OPEN_FILE, &f)) {
        return false;
    }
    if (!urne_str_is(c->pool_seal.proof, sha.z)) {
        urne_check_fail(c, 11, URNE_POOL_OPEN_FILE, N_("sha256"),
                        URNE_E_CHECK_COMMITTED, NULL, NULL);
        return false;
    }
    if (urne_pool_open_read(&c->pool_open, c->arena, c->pool_rules, f.bytes,
                            URNE_POOL_OPEN_FILE, &err) != URNE_OK) {
        f.fault = err.diag[0];
        f.fault.line = f.fault.line == 0 ? 1 : f.fault.line;
        return urne_check_found(c, 11, URNE_POOL_OPEN_FILE, &f);
    }
    c->pool_open.lines.pid = c->pool.pid;
    return opens(c);
}

const urne_pool_lines *urne_check_people(const urne_checker *c)
{
    return c->pool_rules->open        ? &c->pool
           : c->pool_open.lines.n > 0 ? &c->pool_open.lines
                                      : NULL;
}

/* The first line whose household is not numbered as it should be, or the first of one
 * with a single person, from 1; 0: none. */
static uint64_t wrong_household(const urne_checker *c, const urne_pool_lines *l)
{
    uint32_t next = 0;
    uint32_t *persons = urne_arena_array(c->arena, l->n + 2, sizeof *persons);
    for (size_t i = 0; i < l->n; i++) {
        if (l->household[i] > next + 1) {
            return i + 1;
        }
        next += l->household[i] == next + 1 ? 1 : 0;
        persons[l->household[i]]++;
    }
    for (size_t i = 0; i < l->n; i++) {
        if (l->household[i] > 0 && persons[l->household[i]] < 2) {
            return i + 1;
        }
    }
    return 0;
}

static void check_features(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_RULES, URNE_FILE_ROLL, URNE_FILES};
    static const urne_file_id sealed[] = {URNE_FILE_COMMIT, URNE_FILE_RULES,
                                          URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 11, files)) {
        return;
    }
    bool open = c->pool_rules->open;
    if (!open && c->opened == NULL) {
        urne_check_note(c, 11, URNE_NOT_CHECKED, URNE_E_CHECK_FEATURES, NULL, NULL);
        return;
    }
    if (!open && (!urne_check_reads(c, 11, sealed) || !open_pool(c))) {
        return;
    }
    const urne_pool_lines *people = urne_check_people(c);
    uint64_t line = people == NULL ? 0 : wrong_household(c, people);
    if (line > 0) {
        const char *pool = urne_check_name(c, URNE_FILE_ROLL);
        urne_check_line(c, 11, open ? pool : URNE_POOL_OPEN_FILE,
                        open ? line : PERSON_LINE - 1 + line, URNE_E_CHECK_HOUSEHOLD,
                        NULL);
    }
    urne_check_note(c, 11, URNE_PASS, URNE_OK, NULL, NULL);
}

/* ---- V15: who was drawn ---- */

/* The lines of 22-panel-result.txt, from `panel` on. */
enum { PANEL_LINE = 7 };

static void fail_drawn(urne_checker *c, uint64_t line, urne_code code)
{
    urne_check_line(c, 15, urne_check_name(c, URNE_FILE_RESULT), line, code, NULL);
}

/* The counts of the result as one text. */
static urne_str counts_of(const urne_checker *c)
{
    urne_buf buf = urne_buf_new(c->arena, 4 * c->panel.n_counts);
    for (size_t f = 0; f < c->panel.n_counts; f++) {
        urne_buf_addz(&buf, f > 0 ? " " : "");
        urne_buf_add(&buf, c->panel.counts[f]);
    }
    return urne_buf_str(&buf);
}

/* Which count line, from 0, is not that of counts.txt; n_counts: none. */
static size_t wrong_count(const urne_checker *c)
{
    const urne_panel_result *p = &c->panel;
    urne_str line = c->counts.line[p->number], field;
    size_t n = p->n_counts, features = c->pool_rules->features;
    if (n != features) {
        return n < features ? n : features;
    }
    if (!c->pool_rules->all) {
        urne_hex hex = urne_to_hex(urne_pool_counts_commitment(p->salt, counts_of(c)));
        return urne_str_is(line, hex.z) ? n : 0;
    }
    for (size_t f = 0; f < n; f++) {
        urne_str_cut(&line, ' ', &field);
        if (!urne_str_eq(field, p->counts[f])) {
            return f;
        }
    }
    return n;
}

/* Which count line, from 0, breaks a quota, or is the last of a category that is not
 * of all members; n_counts: none. */
static size_t unfit_count(const urne_checker *c)
{
    const urne_pool_rules *r = c->pool_rules;
    for (size_t category = 0; category < r->categories; category++) {
        uint64_t sum = 0, v = 0;
        bool hidden = false;
        for (size_t f = r->first[category]; f < r->first[category + 1]; f++) {
            urne_str count = c->panel.counts[f];
            if (urne_str_is(count, "-")) {
                hidden = true;
            } else if (!urne_pool_count_fits(r, f, count, &v)) {
                return f;
            } else {
                sum += v;
            }
        }
        if (!hidden && sum != r->size) {
            return r->first[category + 1] - 1;
        }
    }
    return c->panel.n_counts;
}

static void check_members(urne_checker *c, uint64_t first)
{
    const urne_panel_result *p = &c->panel;
    const uint32_t *person = urne_panel_people(&c->panels, (size_t)p->number);
    size_t i = 0;
    while (i < c->panels.size && i < p->n_members && person[i] < c->pool.n &&
           p->members[i].number == (uint64_t)person[i] + 1 &&
           urne_str_eq(p->members[i].pid, c->pool.pid[person[i]])) {
        i++;
    }
    if (i < c->panels.size || i < p->n_members) {
        fail_drawn(c, first + i, URNE_E_CHECK_ON_PANEL);
    }
}

static void check_drawn(urne_checker *c)
{
    static const urne_file_id files[] = {
        URNE_FILE_COMMIT, URNE_FILE_REVEALS, URNE_FILE_RESULT, URNE_FILE_RULES,
        URNE_FILE_ROLL,   URNE_FILE_PANELS,  URNE_FILE_COUNTS, URNE_FILES};
    if (!urne_check_reads(c, 15, files)) {
        return;
    }
    const urne_panel_result *p = &c->panel;
    urne_hash seed;
    urne_hash_parse(p->seed, &seed);
    if (p->number != urne_pool_number(c->pool_rules, &seed, &c->reveals) ||
        p->number >= c->panels.n || p->number >= c->counts.n) {
        fail_drawn(c, PANEL_LINE, URNE_E_CHECK_PANEL_DUE);
        return;
    }
    if ((p->salt.p != NULL) == c->pool_rules->all) {
        fail_drawn(c, PANEL_LINE + 1, URNE_E_CHECK_COUNTS);
        return;
    }
    uint64_t first = PANEL_LINE + (p->salt.p != NULL ? 2 : 1);
    size_t wrong = wrong_count(c);
    wrong =
        wrong < c->pool_rules->features || wrong < p->n_counts ? wrong : unfit_count(c);
    if (wrong < c->pool_rules->features || wrong < p->n_counts) {
        fail_drawn(c, first + wrong, URNE_E_CHECK_COUNTS);
        return;
    }
    check_members(c, first + p->n_counts);
    urne_check_note(c, 15, URNE_PASS, URNE_E_CHECK_NUMBER, URNE_DEC(p->number),
                    URNE_DEC(c->panels.n));
}

void urne_check_pool(urne_checker *c)
{
    check_lines(c);
    check_root(c);
    check_features(c);
    check_drawn(c);
}
