#include "proof/check.h"

#include "base/file.h"
#include "proof/leaf.h"
#include "proof/merkle.h"
#include "proof/replay.h"

static void fail_line(urne_checker *c, unsigned v, urne_file_id id, uint64_t line,
                      urne_code code)
{
    urne_check_fail(c, v, urne_check_name(c, (int)id), urne_item_line(c->arena, line),
                    code, NULL, NULL);
}

/* The line of rules.txt on which stratum h (from 0) stands: they are the last. */
static uint64_t stratum_line(const urne_checker *c, size_t h)
{
    urne_str bytes = c->file[URNE_FILE_RULES].bytes;
    uint64_t lines = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        lines += bytes.p[i] == '\n' ? 1 : 0;
    }
    return lines - (c->rules->n_strata - h);
}

/* ---- V07 to V11 ---- */

void urne_check_rules(urne_checker *c)
{
    enum { ROLLKEY_LINE = 6 }; /* of a destroy entry */
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_RULES, URNE_FILES};
    if (!urne_check_reads(c, 7, files)) {
        return;
    }
    urne_hex hex = urne_to_hex(c->file[URNE_FILE_RULES].sha256);
    if (!urne_str_is(c->commit.rules, hex.z)) {
        urne_check_fail(c, 7, urne_check_name(c, URNE_FILE_RULES), N_("sha256"),
                        URNE_E_CHECK_COMMITTED, NULL, NULL);
    }
    for (size_t i = 0; i < c->n_later; i++) {
        const urne_found_later *l = &c->later[i];
        if (l->kind == URNE_LATER_DESTROY &&
            urne_check_found(c, 7, l->name, &l->found) &&
            !urne_str_eq(l->note.rollkey, c->commit.rollkey)) {
            urne_check_line(c, 7, l->name, ROLLKEY_LINE, URNE_E_CHECK_COMMITTED, NULL);
        }
    }
    urne_check_note(c, 7, URNE_PASS, URNE_OK, NULL, NULL);
}

void urne_check_order(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 9, files)) {
        return;
    }
    for (size_t i = 1; i < c->roll.n; i++) {
        if (urne_hash_cmp(&c->roll.leaves[i - 1].pid, &c->roll.leaves[i].pid) >= 0) {
            fail_line(c, 9, URNE_FILE_ROLL, i + 1, URNE_E_CHECK_ORDER);
            return;
        }
    }
    urne_check_note(c, 9, URNE_PASS, URNE_OK, NULL, NULL);
}

void urne_check_root(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 10, files)) {
        return;
    }
    urne_str bytes = c->file[URNE_FILE_ROLL].bytes;
    urne_merkle tree = URNE_MERKLE_EMPTY;
    for (size_t i = 0; i < c->roll.n; i++) {
        urne_hash leaf = urne_hash_leaf(urne_roll_line(&c->roll, bytes, i));
        urne_merkle_add(&tree, &leaf);
    }
    urne_hex root = urne_to_hex(urne_merkle_root(&tree));
    urne_hex sha = urne_to_hex(c->file[URNE_FILE_ROLL].sha256);
    const char *item = c->roll.n != c->commit.electors         ? N_("lines")
                       : !urne_str_is(c->commit.sha256, sha.z) ? N_("sha256")
                       : !urne_str_is(c->commit.root, root.z)  ? N_("root")
                                                               : NULL;
    if (item != NULL) {
        urne_check_fail(c, 10, urne_check_name(c, URNE_FILE_ROLL), item,
                        URNE_E_CHECK_COMMITTED, NULL, NULL);
    }
    urne_check_note(c, 10, URNE_PASS, URNE_E_CHECK_ELECTORS, URNE_DEC(c->roll.n), NULL);
}

/* The first line of roll.txt whose stratum the rules do not have, or 0. */
static uint64_t stray_line(const urne_checker *c)
{
    for (size_t i = 0; i < c->roll.n; i++) {
        if (c->roll.leaves[i].stratum > c->rules->n_strata) {
            return i + 1;
        }
    }
    return 0;
}

static void check_acoms(urne_checker *c)
{
    urne_str bytes = c->file[URNE_FILE_ROLL].bytes;
    for (size_t i = 0; i < c->roll.n; i++) {
        bool none = urne_roll_acom(&c->roll, bytes, i).n == 1;
        if (c->roll.leaves[i].stratum > c->rules->n_strata ||
            none != (c->rules->n_attrs == 0)) {
            fail_line(c, 11, URNE_FILE_ROLL, i + 1, URNE_E_CHECK_STRATUM);
            return;
        }
    }
}

void urne_check_strata(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_RULES, URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 11, files)) {
        return;
    }
    check_acoms(c);
    uint64_t *count = urne_arena_array(c->arena, c->rules->n_strata, sizeof *count);
    for (size_t i = 0; i < c->roll.n; i++) {
        if (c->roll.leaves[i].stratum <= c->rules->n_strata) {
            count[c->roll.leaves[i].stratum - 1]++;
        }
    }
    for (size_t h = 0; h < c->rules->n_strata; h++) {
        if (c->rules->strata[h].electors != count[h]) {
            fail_line(c, 11, URNE_FILE_RULES, stratum_line(c, h), URNE_E_CHECK_COUNT);
        } else if (count[h] < c->rules->kmin) {
            fail_line(c, 11, URNE_FILE_RULES, stratum_line(c, h), URNE_E_CHECK_KMIN);
        }
    }
    urne_check_note(c, 11, URNE_PASS, URNE_E_CHECK_STRATA, URNE_DEC(c->rules->n_strata),
                    NULL);
}

/* ---- V12, V13 ---- */

/* Whether the revealed line answers the source: kind, type and count, name, opening. */
static bool answers(const urne_checker *c, const urne_source *s, urne_str value)
{
    urne_str kind, name = {0};
    urne_str_cut(&value, ' ', &kind);
    urne_str_cut(&value, ' ', &name);
    switch (s->kind) {
    case URNE_SOURCE_DICE:
        return urne_str_is(kind, "dice") && value.n == s->count &&
               urne_str_is(name, s->sides == 6 ? "d6" : "d10");
    case URNE_SOURCE_LOTTERY:
        return urne_str_is(kind, "lottery") && urne_str_eq(name, s->label);
    case URNE_SOURCE_PARTY: {
        if (!urne_str_is(kind, "party") || !urne_str_eq(name, s->label)) {
            return false;
        }
        urne_hash h = urne_hash_fields(4, URNE_STR("urne/1 contrib"),
                                       c->commit.head.ceremony, name, value);
        return urne_str_is(value, "missing") || urne_str_is(s->hex, urne_to_hex(h).z);
    }
    case URNE_SOURCE_DRAND:
        break;
    }
    return false;
}

/* Without a beacon: no sealed contribution, and dice enough to be unpredictable. */
static bool dice_suffice(const urne_checker *c)
{
    bool enough = false;
    for (size_t i = 0; i < c->commit.n_sources; i++) {
        const urne_source *s = &c->commit.sources[i];
        if (s->kind == URNE_SOURCE_PARTY) {
            return false;
        }
        enough = enough || (s->kind == URNE_SOURCE_DICE &&
                            s->count >= (s->sides == 6 ? 26U : 20U));
    }
    return enough;
}

/* A party that stood twice would have two contributions to choose from. */
static void check_parties(urne_checker *c)
{
    urne_str bytes = c->file[URNE_FILE_COMMIT].bytes;
    for (size_t i = 0; i < c->commit.n_sources; i++) {
        const urne_source *s = &c->commit.sources[i];
        for (size_t j = 0; s->kind == URNE_SOURCE_PARTY && j < i; j++) {
            const urne_source *t = &c->commit.sources[j];
            if (t->kind == URNE_SOURCE_PARTY && urne_str_eq(s->label, t->label)) {
                fail_line(c, 12, URNE_FILE_COMMIT,
                          urne_line_starting(bytes, "source ") + i,
                          URNE_E_CHECK_PARTY_TWICE);
            }
        }
    }
}

/* Whether the sources give what nobody can foresee. */
static bool sources_suffice(const urne_checker *c)
{
    bool panel = urne_check_is(c, URNE_PANEL);
    return panel && c->pool_rules->dice
               ? urne_pool_sources_ok(c->pool_rules, c->commit.sources,
                                      c->commit.n_sources)
               : c->commit.has_lead || dice_suffice(c);
}

void urne_check_sources(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_REVEALS,
                                         URNE_FILES};
    static const urne_file_id of_panel[] = {URNE_FILE_COMMIT, URNE_FILE_REVEALS,
                                            URNE_FILE_RULES, URNE_FILES};
    enum { FIRST_VALUE = 6 };
    if (!urne_check_reads(c, 12, urne_check_is(c, URNE_PANEL) ? of_panel : files)) {
        return;
    }
    size_t v = 0;
    for (size_t i = 0; i < c->commit.n_sources; i++) {
        const urne_source *s = &c->commit.sources[i];
        if (s->kind == URNE_SOURCE_DRAND) {
            continue;
        }
        if (v >= c->reveals.n_values || c->reveals.numbers[v] != i + 1 ||
            !answers(c, s, c->reveals.values[v])) {
            fail_line(c, 12, URNE_FILE_REVEALS, FIRST_VALUE + v, URNE_E_CHECK_SOURCE);
        }
        v++;
    }
    if (v < c->reveals.n_values) {
        fail_line(c, 12, URNE_FILE_REVEALS, FIRST_VALUE + v, URNE_E_CHECK_SOURCE);
    }
    check_parties(c);
    if (!sources_suffice(c)) {
        fail_line(c, 12, URNE_FILE_COMMIT,
                  urne_line_starting(c->file[URNE_FILE_COMMIT].bytes, "source "),
                  URNE_E_CHECK_DICE);
    }
    urne_check_note(c, 12, URNE_PASS, URNE_OK, NULL, NULL);
}

uint64_t urne_first_difference(urne_str a, urne_str b)
{
    uint64_t line = 1;
    size_t i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i]) {
        line += a.p[i] == '\n' ? 1 : 0;
        i++;
    }
    return line;
}

/* The hash in the drand line of seed-input.txt, which only V14 can judge. */
static urne_str drand_hash(const urne_checker *c)
{
    urne_str rest = c->file[URNE_FILE_SEED].bytes, line, field[5] = {{0}};
    while (urne_str_cut(&rest, '\n', &line)) {
        size_t n = 0;
        for (urne_str left = line; n < 5 && urne_str_cut(&left, ' ', &field[n]);) {
            n++;
        }
        if (n == 5 && urne_str_is(field[1], "drand")) {
            return field[4];
        }
    }
    return (urne_str){"", 0};
}

static urne_str seed_of_result(const urne_checker *c)
{
    const urne_str seeds[] = {[URNE_DRAW] = c->result.seed,
                              [URNE_COUNT] = c->tally.seed,
                              [URNE_PANEL] = c->panel.seed};
    return seeds[c->track->operation];
}

void urne_check_seed(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_REVEALS,
                                         URNE_FILE_RESULT, URNE_FILE_SEED, URNE_FILES};
    enum { SEED_LINE = 6 };
    if (!urne_check_reads(c, 13, files)) {
        return;
    }
    const urne_found *input = &c->file[URNE_FILE_SEED];
    urne_hex commit = urne_to_hex(c->file[URNE_FILE_COMMIT].sha256);
    urne_hex reveals = urne_to_hex(c->file[URNE_FILE_REVEALS].sha256);
    urne_hex seed = urne_to_hex(input->sha256);
    urne_str due = urne_seed_input(c->arena, &c->commit, urne_hex_str(&commit),
                                   &c->reveals, urne_hex_str(&reveals), drand_hash(c));
    if (!urne_str_eq(due, input->bytes)) {
        fail_line(c, 13, URNE_FILE_SEED, urne_first_difference(due, input->bytes),
                  URNE_E_CHECK_SEED_INPUT);
    } else if (!urne_str_is(seed_of_result(c), seed.z)) {
        fail_line(c, 13, URNE_FILE_RESULT, SEED_LINE, URNE_E_CHECK_SEED);
    }
    urne_check_note(c, 13, URNE_PASS, URNE_OK, NULL, NULL);
}

/* ---- V15 ---- */

enum { SEATS_LINE = 7 };

static bool check_seats(urne_checker *c, const urne_hash *seed, uint64_t *const due[2])
{
    const urne_rules *r = c->rules;
    for (size_t pass = 0; pass < 2; pass++) {
        urne_apportion(due[pass], r, seed, (urne_pass)pass);
    }
    size_t n = c->result.n_strata < r->n_strata ? c->result.n_strata : r->n_strata;
    for (size_t h = 0; h < n; h++) {
        if (c->result.seats[0][h] != due[0][h]) {
            fail_line(c, 15, URNE_FILE_RESULT, SEATS_LINE + h, URNE_E_CHECK_SEATS);
            return false;
        }
    }
    if (c->result.n_strata != r->n_strata) {
        fail_line(c, 15, URNE_FILE_RESULT, SEATS_LINE + n, URNE_E_CHECK_SEATS);
        return false;
    }
    for (size_t h = 0; h < n; h++) {
        if (c->result.seats[1][h] != due[1][h]) {
            fail_line(c, 15, URNE_FILE_RESULT, SEATS_LINE + n + h, URNE_E_CHECK_SEATS);
            return false;
        }
    }
    return true;
}

/* The lines of the result opened one by one, as the selection visits their electors. */
typedef struct opener {
    urne_checker *c;
    size_t next; /* the line of the next elector visited */
} opener;

/* The ATTRs of a line open the ACOM of its elector. */
static bool attrs_open(const urne_checker *c, const urne_result_line *line, size_t leaf)
{
    return urne_attrs_open(
        c->rules, line->attrs, line->n_attrs,
        urne_roll_acom(&c->roll, c->file[URNE_FILE_ROLL].bytes, leaf));
}

static bool open_value(void *ctx, size_t leaf, size_t attr, urne_str *value)
{
    opener *o = ctx;
    const urne_result *r = &o->c->result;
    while (o->next < r->n_lines && r->lines[o->next].kind == URNE_STEP_SHORT) {
        o->next++;
    }
    if (o->next == r->n_lines) {
        return false;
    }
    const urne_result_line *line = &r->lines[o->next++];
    if (line->number != leaf + 1 || !attrs_open(o->c, line, leaf)) {
        return false;
    }
    urne_str rest = line->attrs[attr], name;
    urne_str_cut(&rest, ':', &name);
    return urne_str_cut(&rest, ':', value);
}

/* The line that a step makes, with the attributes of the line that stands there. */
static urne_str due_line(const urne_checker *c, const urne_step *step,
                         const urne_result_line *there)
{
    urne_buf buf = urne_buf_new(c->arena, 512);
    urne_hex pid, ticket;
    urne_result_line due = {.kind = step->kind,
                            .pass = step->pass,
                            .pos = step->pos,
                            .stratum = step->stratum,
                            .missing = step->missing,
                            .attrs = there->attrs,
                            .n_attrs = there->n_attrs};
    if (step->kind != URNE_STEP_SHORT) {
        pid = urne_to_hex(c->roll.leaves[step->leaf].pid);
        ticket = urne_to_hex(step->ticket);
        due.number = step->leaf + 1;
        due.pid = urne_hex_str(&pid);
        due.ticket = urne_hex_str(&ticket);
    }
    if (step->kind == URNE_STEP_SKIP) {
        due.name = c->rules->attrs[step->attr];
        due.of_number = step->of_leaf + 1;
    }
    urne_result_step(&buf, &due);
    return (urne_str){buf.p, buf.n - 1};
}

static bool line_due(const urne_checker *c, const urne_step *step,
                     const urne_result_line *there)
{
    if (!urne_str_eq(due_line(c, step, there), there->text)) {
        return false;
    }
    return step->kind == URNE_STEP_SHORT || attrs_open(c, there, step->leaf);
}

static void compare_lines(urne_checker *c, const urne_selection *s)
{
    const urne_result *r = &c->result;
    uint64_t first = SEATS_LINE + 2 * r->n_strata;
    size_t i = 0;
    while (i < s->n_steps && i < r->n_lines &&
           line_due(c, &s->steps[i], &r->lines[i])) {
        i++;
    }
    if (i < s->n_steps || i < r->n_lines || s->stopped != SIZE_MAX) {
        fail_line(c, 15, URNE_FILE_RESULT, first + i, URNE_E_CHECK_STEP);
    }
}

void urne_check_draw(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_RESULT, URNE_FILE_ROLL,
                                         URNE_FILE_RULES, URNE_FILES};
    urne_hash seed;
    if (!urne_check_reads(c, 15, files)) {
        return;
    }
    if (stray_line(c) != 0) {
        fail_line(c, 15, URNE_FILE_ROLL, stray_line(c), URNE_E_CHECK_STRATUM);
        return;
    }
    if (!urne_hash_parse(c->result.seed, &seed)) {
        urne_bug("seed of a result that was read");
    }
    uint64_t *due[2];
    for (size_t pass = 0; pass < 2; pass++) {
        due[pass] = urne_arena_array(c->arena, c->rules->n_strata, sizeof *due[pass]);
    }
    if (!check_seats(c, &seed, due)) {
        return;
    }
    opener o = {.c = c};
    urne_selection s = urne_select(c->arena, c->rules, c->roll.leaves, c->roll.n,
                                   (const uint64_t *const *)due, &seed, open_value, &o);
    compare_lines(c, &s);
    urne_check_note(c, 15, URNE_PASS, URNE_E_CHECK_DRAWN, URNE_DEC(c->rules->seats),
                    URNE_DEC(c->rules->substitutes));
}

/* ---- V28 ---- */

/* What the result says of a number. */
static urne_code drawn_as(const urne_checker *c, uint64_t number)
{
    const urne_found *result = &c->file[URNE_FILE_RESULT];
    if (!result->due || !result->present || result->odd ||
        result->fault.code != URNE_OK) {
        return URNE_E_CHECK_FOUND;
    }
    for (size_t i = 0; i < c->result.n_lines; i++) {
        const urne_result_line *line = &c->result.lines[i];
        if (line->kind == URNE_STEP_SELECT && line->number == number) {
            return line->pass == URNE_PASS_MEMBERS ? URNE_E_CHECK_MEMBER
                                                   : URNE_E_CHECK_SUBSTITUTE;
        }
    }
    return URNE_E_CHECK_NOT_DRAWN;
}

void urne_check_receipt(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_ROLL,
                                         URNE_FILE_RULES, URNE_FILES};
    urne_err err = URNE_ERR_NONE;
    if (c->receipt == NULL) {
        urne_check_note(c, 28, URNE_NOT_CHECKED, URNE_E_CHECK_NO_RECEIPT, NULL, NULL);
        return;
    }
    if (!urne_check_is(c, URNE_DRAW)) {
        urne_check_fail(c, 28, c->receipt, urne_item_line(c->arena, 1),
                        URNE_E_CHECK_NO_DRAW, NULL, NULL);
        return;
    }
    if (!urne_check_reads(c, 28, files)) {
        return;
    }
    urne_receipt_facts facts = {.commit = &c->commit,
                                .seal = urne_to_hex(c->file[URNE_FILE_COMMIT].sha256),
                                .rules = c->rules,
                                .roll = &c->roll,
                                .roll_bytes = c->file[URNE_FILE_ROLL].bytes};
    uint64_t number;
    if (urne_receipt_check(&number, c->arena, c->receipt_bytes, c->receipt, &facts,
                           &err) != URNE_OK) {
        uint64_t line = err.diag[0].line;
        urne_check_fail(c, 28, c->receipt, urne_item_line(c->arena, line),
                        err.diag[0].code, err.diag[0].arg[0], err.diag[0].arg[1]);
        return;
    }
    urne_check_note(c, 28, URNE_PASS, drawn_as(c, number), URNE_DEC(number), NULL);
}
