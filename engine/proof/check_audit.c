#include "proof/check.h"

/* The audit entry against the seal and the seed (transcript-1 §16, V19), and what is
 * said of the end of the roll key. */

static const char *commit_name(const urne_checker *c)
{
    return urne_check_name(c, URNE_FILE_COMMIT);
}

/* The line of 01 that promises a sample. */
static uint64_t promise_line(const urne_checker *c)
{
    return urne_line_starting(c->file[URNE_FILE_COMMIT].bytes, "audit ");
}

/* Without an entry. */
static void check_absent(urne_checker *c)
{
    bool promised = urne_base_good(c, URNE_FILE_COMMIT) &&
                    urne_check_is(c, URNE_DRAW) && c->commit.has_audit;
    if (promised && c->out->stage == URNE_STAGE_DRAWN &&
        urne_check_later(c, URNE_LATER_CLOSE) != NULL) {
        urne_check_line(c, 19, commit_name(c), promise_line(c), URNE_E_AUDIT_ABSENT,
                        NULL);
        return;
    }
    urne_check_note(c, 19, URNE_NOT_CHECKED,
                    promised ? URNE_E_AUDIT_PENDING : URNE_E_CHECK_NO_AUDIT, NULL,
                    NULL);
}

/* The four lines stand together if the seal has one, and else none of them: the line in
 * the place of the first that is wrong, or 0. They stand in this order. */
static uint64_t misplaced_line(const urne_checker *c, const urne_audit *a)
{
    enum { AFTER_FULL = 7 };
    const bool has[] = {a->has_lines, a->has_leaves, a->has_positions, a->has_plan};
    for (size_t i = 0; i < sizeof has / sizeof *has; i++) {
        if (has[i] != c->commit.has_audit) {
            return AFTER_FULL + (c->commit.has_audit ? i : 0);
        }
    }
    return 0;
}

static bool adds_up(const uint64_t counts[4], uint64_t due)
{
    return counts[0] == due && counts[1] <= due && counts[2] <= due &&
           counts[3] <= due && counts[1] + counts[2] + counts[3] == due;
}

/* The line whose counts are not those that the seal and M give, or 0. */
static uint64_t wrong_line(const urne_checker *c, const urne_audit *a)
{
    enum { LINES = 7, LEAVES = 8, POSITIONS = 9 };
    uint64_t leaves = c->commit.audit_leaves, positions = c->commit.audit_positions;
    if (!adds_up(a->leaves, leaves < c->roll.n ? leaves : c->roll.n)) {
        return LEAVES;
    }
    if (!adds_up(a->positions, positions < a->lines ? positions : a->lines)) {
        return POSITIONS;
    }
    return (a->lines == 0) != (positions == 0) ? LINES : 0;
}

static void check_plan(urne_checker *c, const urne_found_later *entry)
{
    enum { PLAN = 10 };
    const urne_audit *a = &entry->note.audit;
    urne_hash seed;
    if (!urne_hash_parse(c->result.seed, &seed)) {
        urne_bug("a seed that was read");
    }
    const urne_audit_plan *plan = urne_audit_plan_make(
        c->arena, &c->roll, c->commit.head.ceremony, &seed, c->commit.audit_leaves,
        c->commit.audit_positions, a->lines);
    if (!urne_str_is(a->plan, urne_sha256_hex(plan->text).z)) {
        urne_check_line(c, 19, entry->name, PLAN, URNE_E_AUDIT_PLAN, NULL);
    }
}

static unsigned bound(const uint64_t counts[4], bool clean)
{
    return clean && counts[0] > 0 ? urne_audit_bound(counts[0]) : 0;
}

static void say(urne_checker *c, const urne_audit *a)
{
    urne_audited *v = urne_arena_alloc(c->arena, sizeof *v);
    v->full = urne_str_is(a->full, "yes")  ? N_("yes")
              : urne_str_is(a->full, "no") ? N_("no")
                                           : N_("none");
    v->sampled = a->has_plan;
    v->lines = a->lines;
    memcpy(v->leaves, a->leaves, sizeof v->leaves);
    memcpy(v->positions, a->positions, sizeof v->positions);
    v->ghosts_below = bound(v->leaves, v->leaves[1] == v->leaves[0]);
    v->omissions_below = bound(v->positions, v->positions[3] == 0);
    v->differs = urne_str_is(a->full, "no") || v->leaves[2] > 0 || v->positions[3] > 0;
    c->out->audit = v;
}

static void check_entry(urne_checker *c, const urne_found_later *entry)
{
    const urne_audit *a = &entry->note.audit;
    uint64_t line = misplaced_line(c, a);
    if (line == 0 && c->commit.has_audit) {
        line = wrong_line(c, a);
    }
    if (line > 0) {
        urne_check_line(c, 19, entry->name, line, URNE_E_AUDIT_COUNTS, NULL);
        return;
    }
    if (c->commit.has_audit) {
        check_plan(c, entry);
    }
    if (c->out->check[18].verdict != URNE_FAIL) {
        say(c, a);
        urne_err err = URNE_ERR_NONE;
        urne_check_note(c, 19, URNE_PASS, URNE_OK, NULL, NULL);
        urne_fail(&err, URNE_E_AUDIT_SAYS, URNE_NOWHERE, URNE_DEC(a->leaves[0]),
                  URNE_DEC(a->positions[0]), c->out->audit->full, NULL);
        c->out->check[18].why = err.diag[0];
    }
}

void urne_check_audit(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_ROLL,
                                         URNE_FILE_RESULT, URNE_FILES};
    const urne_found_later *entry = urne_check_later(c, URNE_LATER_AUDIT);
    const urne_found_later *destroy = urne_check_later(c, URNE_LATER_DESTROY);
    if (destroy != NULL && destroy->found.present && !destroy->found.odd &&
        destroy->found.fault.code == URNE_OK) {
        c->out->destroyed = urne_str_z(c->arena, destroy->note.head.time);
    }
    if (urne_check_is(c, URNE_DRAW) && urne_base_good(c, URNE_FILE_COMMIT) &&
        (c->commit.audit_leaves > URNE_AUDIT_MOST ||
         c->commit.audit_positions > URNE_AUDIT_MOST)) {
        urne_check_line(c, 19, commit_name(c), promise_line(c), URNE_E_AUDIT_MANY,
                        NULL);
        return;
    }
    if (entry == NULL) {
        check_absent(c);
        return;
    }
    if (urne_check_reads(c, 19, files) &&
        urne_check_found(c, 19, entry->name, &entry->found)) {
        check_entry(c, entry);
    }
}
