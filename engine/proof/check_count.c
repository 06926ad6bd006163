#include "proof/check.h"

/* The checks of a count (tally-1 §8). Everything but the eligibility of voters is
 * recomputed from the public files. */

/* V26 compares every byte of tally.txt, so its grammar is no more than its frame. Its
 * lines may be longer than those of other notes. */
static urne_code check_trace(urne_str bytes, const char *name, urne_err *err)
{
    if (!urne_str_starts(bytes, "urne/1 count\n")) {
        return urne_fail(err, URNE_E_NOTE_KIND, (urne_place){name, 1, 1}, "count",
                         NULL);
    }
    return urne_str_ends(bytes, "\nend\n")
               ? URNE_OK
               : urne_fail(err, URNE_E_NOTE_END, (urne_place){name, 1, 0}, NULL);
}

urne_code urne_check_parse_count(urne_checker *c, urne_file_id id, urne_err *err)
{
    const char *name = urne_check_name(c, (int)id);
    urne_str bytes = c->file[id].bytes;
    if (id == URNE_FILE_PROJECTS) {
        return urne_projects_read(&c->election, &c->projects_ceremony, c->arena, bytes,
                                  name, err);
    }
    if (id == URNE_FILE_RULES) {
        return urne_count_rules_read(&c->count_rules, &c->election, c->arena, bytes,
                                     name, err);
    }
    if (id == URNE_FILE_ROLL) {
        return urne_ballots_read(&c->election, &c->ballot_at, c->arena, bytes, name,
                                 err);
    }
    if (id == URNE_FILE_RESULT) {
        return urne_tally_entry_read(&c->tally, c->arena, bytes, name, err);
    }
    if (id == URNE_FILE_COUNT) {
        return check_trace(bytes, name, err);
    }
    urne_code code = urne_ballots_seal_read(&c->ballots, c->arena, bytes, name, err);
    c->commit = c->ballots.common;
    return code;
}

static void fail_line(urne_checker *c, unsigned v, urne_file_id id, uint64_t line,
                      urne_code code)
{
    urne_check_fail(c, v, urne_check_name(c, (int)id), urne_item_line(c->arena, line),
                    code, NULL, NULL);
}

static void fail_item(urne_checker *c, unsigned v, urne_file_id id, const char *item)
{
    urne_check_fail(c, v, urne_check_name(c, (int)id), item, URNE_E_CHECK_COMMITTED,
                    NULL, NULL);
}

/* ---- V23, V24 ---- */

static void check_sealed(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_PROJECTS,
                                         URNE_FILE_RULES, URNE_FILE_ROLL, URNE_FILES};
    if (!urne_check_reads(c, 23, files)) {
        return;
    }
    const urne_ballots_seal *sealed = &c->ballots;
    const urne_found *roll = &c->file[URNE_FILE_ROLL];
    urne_hex projects = urne_to_hex(c->file[URNE_FILE_PROJECTS].sha256);
    urne_hex ballots = urne_to_hex(roll->sha256);
    urne_hex root = urne_to_hex(
        urne_ballots_root(roll->bytes, c->ballot_at, c->election.n_ballots));
    if (sealed->projects != c->election.n_projects) {
        fail_item(c, 23, URNE_FILE_PROJECTS, N_("lines"));
    } else if (!urne_str_is(sealed->projects_sha256, projects.z)) {
        fail_item(c, 23, URNE_FILE_PROJECTS, N_("sha256"));
    } else if (sealed->ballots != c->election.n_ballots) {
        fail_item(c, 23, URNE_FILE_ROLL, N_("lines"));
    } else if (!urne_str_is(sealed->sha256, ballots.z)) {
        fail_item(c, 23, URNE_FILE_ROLL, N_("sha256"));
    } else if (!urne_str_is(sealed->root, root.z)) {
        fail_item(c, 23, URNE_FILE_ROLL, N_("root"));
    }
    urne_check_note(c, 23, URNE_PASS, URNE_E_CHECK_BALLOTS,
                    URNE_DEC(c->election.n_projects), URNE_DEC(c->election.n_ballots));
}

static void check_duplicates(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_COMMIT, URNE_FILE_PROJECTS,
                                         URNE_FILE_RULES, URNE_FILE_ROLL, URNE_FILES};
    enum { RECEIVED_LINE = 10 };
    uint64_t aside = 0;
    if (!urne_check_reads(c, 24, files)) {
        return;
    }
    for (size_t i = 1; i < c->election.n_ballots; i++) {
        const urne_ballot *b = &c->election.ballots[i];
        if (urne_str_cmp(b[-1].voter, b->voter) >= 0) {
            fail_line(c, 24, URNE_FILE_ROLL, i + 1, URNE_E_CHECK_BID);
            break;
        }
    }
    for (size_t i = 0; i < c->commit.n_excluded; i++) {
        aside += c->commit.excluded[i].count; /* at most 11 numbers below 2^53 */
    }
    if (c->ballots.received != c->ballots.ballots + aside) {
        fail_line(c, 24, URNE_FILE_COMMIT, RECEIVED_LINE, URNE_E_CHECK_RECEIVED);
    }
    urne_check_note(c, 24, URNE_PASS, URNE_E_CHECK_ASIDE, URNE_DEC(c->ballots.received),
                    URNE_DEC(aside));
}

/* ---- V26, V27 ---- */

/* The count again; NULL when V26 and V27 have their verdict already. */
static urne_count *count_again(urne_checker *c)
{
    static const urne_file_id files[] = {URNE_FILE_PROJECTS, URNE_FILE_RULES,
                                         URNE_FILE_ROLL,     URNE_FILE_RESULT,
                                         URNE_FILE_COUNT,    URNE_FILES};
    urne_err err = URNE_ERR_NONE;
    urne_count *count = NULL;
    bool reads = urne_check_reads(c, 26, files);
    if (!urne_check_reads(c, 27, files) || !reads) {
        return NULL;
    }
    urne_count_rules_seed(c->count_rules, c->tally.seed);
    urne_code code =
        urne_count_run(&count, c->arena, &c->election, &c->count_rules->rule, &err);
    for (unsigned v = 26; code != URNE_OK && v <= 27; v++) {
        fail_line(c, v, URNE_FILE_RULES, 1, code);
        c->out->check[v - 1].why = err.diag[0]; /* with all its arguments */
    }
    return code == URNE_OK ? count : NULL;
}

/* The first line of 12-tally.txt that the count does not give, or 0. */
static uint64_t wrong_line(const urne_checker *c, const urne_count *count)
{
    enum { COUNT_LINE = 7, COST_LINE = 8 };
    const urne_tally_entry *t = &c->tally;
    if (!urne_str_is(t->count, urne_sha256_hex(count->trace).z)) {
        return COUNT_LINE;
    }
    if (t->cost != count->cost) {
        return COST_LINE;
    }
    size_t n = 0;
    while (n < count->n_selected && n < t->n_selected &&
           t->selected[n] == (uint64_t)count->selected[n] + 1) {
        n++;
    }
    return n < count->n_selected || n < t->n_selected ? COST_LINE + 1 + n : 0;
}

static void check_tally(urne_checker *c, const urne_count *count)
{
    urne_str there = c->file[URNE_FILE_COUNT].bytes;
    if (!urne_str_eq(there, count->trace)) {
        fail_line(c, 26, URNE_FILE_COUNT, urne_first_difference(count->trace, there),
                  URNE_E_CHECK_TALLY);
    } else if (wrong_line(c, count) != 0) {
        fail_line(c, 26, URNE_FILE_RESULT, wrong_line(c, count), URNE_E_CHECK_TALLY);
    }
    urne_check_note(c, 26, URNE_PASS, URNE_E_CHECK_COUNTED, URNE_DEC(count->n_selected),
                    NULL);
}

/* The next line of a tie, *line its number; false when there is none. */
static bool next_tie(urne_str *rest, urne_str *text, uint64_t *line)
{
    while (rest->p != NULL && urne_str_cut(rest, '\n', text)) {
        ++*line;
        if (urne_str_starts(*text, "tie ")) {
            return true;
        }
    }
    return false;
}

static void check_ties(urne_checker *c, const urne_count *count)
{
    urne_str there = c->file[URNE_FILE_COUNT].bytes, due = count->trace, a, b;
    uint64_t line = 0, other = 0, lots = 0;
    for (;;) {
        bool more = next_tie(&there, &a, &line), wanted = next_tie(&due, &b, &other);
        if (more != wanted || (more && !urne_str_eq(a, b))) {
            fail_line(c, 27, URNE_FILE_COUNT, more ? line : other, URNE_E_CHECK_TIE);
            break;
        }
        if (!more) {
            break;
        }
    }
    for (size_t i = 0; i < count->n_ties; i++) {
        lots += count->ties[i].by == URNE_TIE_LOT ? 1 : 0;
    }
    urne_check_note(c, 27, URNE_PASS, URNE_E_CHECK_TIES, URNE_DEC(count->n_ties),
                    URNE_DEC(lots));
}

void urne_check_count(urne_checker *c)
{
    check_sealed(c);
    check_duplicates(c);
    urne_check_note(c, 25, URNE_NOT_CHECKED, URNE_E_CHECK_NO_VOTERS, NULL, NULL);
    const urne_count *count = count_again(c);
    if (count != NULL) {
        check_tally(c, count);
        check_ties(c, count);
    }
}
