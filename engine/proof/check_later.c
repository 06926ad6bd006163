#include "proof/check.h"

#include "base/day.h"
#include "proof/replay.h"

/* What follows a result: replacements, and how a ceremony ended (transcript-1 §7, §8,
 * V18). */

const urne_found_later *urne_check_later(const urne_checker *c, urne_later_kind kind)
{
    for (size_t i = 0; i < c->n_later; i++) {
        if (c->later[i].kind == kind) {
            return &c->later[i];
        }
    }
    return NULL;
}

static uint64_t members(const urne_checker *c)
{
    uint64_t n = 0;
    for (size_t i = 0; i < c->result.n_lines; i++) {
        const urne_result_line *l = &c->result.lines[i];
        n += l->kind == URNE_STEP_SELECT && l->pass == URNE_PASS_MEMBERS ? 1 : 0;
    }
    return n;
}

/* The totals of a close: small numbers of refusals are not told. */
static void check_close(urne_checker *c, uint64_t selected, uint64_t refused,
                        uint64_t kmin)
{
    const urne_found_later *close = urne_check_later(c, URNE_LATER_CLOSE);
    if (close == NULL || !urne_check_found(c, 18, close->name, &close->found)) {
        return;
    }
    const urne_later *l = &close->note;
    urne_str bytes = close->found.bytes;
    bool hidden = refused > 0 && refused < kmin;
    if (l->selected != selected) {
        urne_check_line(c, 18, close->name, urne_line_starting(bytes, "selected "),
                        URNE_E_CHECK_CLOSE, NULL);
    }
    if (l->hidden != hidden || (!hidden && l->replaced != refused)) {
        urne_check_line(c, 18, close->name, urne_line_starting(bytes, "replaced "),
                        URNE_E_CHECK_CLOSE, NULL);
    }
}

/* Who follows is judged only where the roll and the result hold: against any other the
 * answer would mean nothing. */
static bool result_holds(const urne_checker *c)
{
    enum { ROLL_GRAMMAR = 8, ORDER = 9, STRATA = 11, DRAW = 15 };
    static const unsigned checks[] = {ROLL_GRAMMAR, ORDER, STRATA, DRAW};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (c->out->check[checks[i] - 1].verdict != URNE_PASS) {
            return false;
        }
    }
    return true;
}

static void check_entries(urne_checker *c, urne_replay *r)
{
    const char *rules = urne_check_name(c, URNE_FILE_RULES);
    const urne_found_later *first = urne_check_later(c, URNE_LATER_REPLACE);
    if (first != NULL && !urne_str_is(c->rules->replace, "ticket-order")) {
        urne_check_line(c, 18, rules,
                        urne_line_starting(c->file[URNE_FILE_RULES].bytes, "replace "),
                        URNE_E_CHECK_REPLACE, NULL);
        return;
    }
    for (size_t i = 0; i < c->n_later; i++) {
        const urne_found_later *l = &c->later[i];
        if (l->kind != URNE_LATER_REPLACE) {
            continue;
        }
        uint64_t line = urne_check_found(c, 18, l->name, &l->found)
                            ? urne_replay_entry(r, &l->note)
                            : 0;
        if (line > 0) {
            urne_check_line(c, 18, l->name, line, URNE_E_CHECK_REPLACE, NULL);
            return;
        }
    }
}

void urne_check_replacements(urne_checker *c)
{
    static const urne_file_id draw[] = {URNE_FILE_RULES, URNE_FILE_ROLL,
                                        URNE_FILE_RESULT, URNE_FILES};
    static const urne_file_id other[] = {URNE_FILE_RESULT, URNE_FILES};
    bool draws = urne_check_is(c, URNE_DRAW);
    if (urne_check_later(c, URNE_LATER_REPLACE) == NULL &&
        urne_check_later(c, URNE_LATER_CLOSE) == NULL) {
        urne_check_note(c, 18, URNE_NOT_CHECKED, URNE_E_CHECK_NO_ENTRY, NULL, NULL);
        return;
    }
    if (!urne_check_reads(c, 18, draws ? draw : other)) {
        return;
    }
    if (!draws) {
        bool count = urne_check_is(c, URNE_COUNT);
        check_close(c, count ? c->tally.n_selected : c->panel.n_members, 0, 0);
        urne_check_note(c, 18, URNE_PASS, URNE_OK, NULL, NULL);
        return;
    }
    if (!result_holds(c)) {
        urne_check_note(c, 18, URNE_NOT_CHECKED, URNE_E_CHECK_RESTS, NULL, NULL);
        return;
    }
    urne_replay r;
    urne_replay_begin(&r, c->arena, c->rules, &c->roll, c->file[URNE_FILE_ROLL].bytes,
                      &c->result);
    check_entries(c, &r);
    if (c->out->check[17].verdict != URNE_FAIL) {
        check_close(c, members(c), r.refused, c->rules->kmin);
        c->out->vacant = r.vacant;
    }
    urne_check_note(c, 18, URNE_PASS, URNE_E_CHECK_REPLACED, URNE_DEC(r.refused),
                    URNE_DEC(r.vacant));
}

/* ---- how it ended ---- */

/* After the throw or the round, whoever aborts may know the result. */
static bool knowable(const urne_checker *c, const urne_later *abort)
{
    uint64_t number;
    char made[URNE_TIME_MAX];
    const urne_found *reveals = &c->file[URNE_FILE_REVEALS];
    if (reveals->present || reveals->listed) {
        return true;
    }
    const urne_source *s = urne_base_good(c, URNE_FILE_COMMIT)
                               ? urne_beacon_source(&c->commit, &number)
                               : NULL;
    return s != NULL && urne_time_write(made, urne_beacon_time(s->count)) &&
           urne_str_cmp(urne_str_of(made), abort->head.time) <= 0;
}

void urne_check_ending(urne_checker *c)
{
    const urne_found_later *abort = urne_check_later(c, URNE_LATER_ABORT);
    urne_verification *v = c->out;
    const urne_found *reveals = &c->file[URNE_FILE_REVEALS];
    v->closed = urne_check_later(c, URNE_LATER_CLOSE) != NULL;
    v->aborted = abort != NULL;
    v->thrown = v->beacon && (reveals->present || reveals->listed);
    if (abort != NULL && abort->found.present && abort->found.fault.code == URNE_OK &&
        !abort->found.odd) {
        v->abort_reason = urne_str_z(c->arena, abort->note.reason);
        v->knowable = knowable(c, &abort->note);
    } else if (abort != NULL) {
        v->knowable = reveals->present || reveals->listed;
    }
}
