/* The sample audit of a dossier (transcript-1 §16): its plan, what came of it, its
 * entry. private/audit.csv has what was recorded, in the order in which it was. */
#include "proof/audit.h"
#include "ceremony/index.h"
#include "ceremony/lists.h"
#include "ceremony/steps.h"
#include "proof/outcomes.h"
#include "urne/audit.h"

#define PLAN     "audit-plan.txt"
#define LEAVES   "audit-leaves.csv"
#define OUTCOMES "audit.csv"
#define FULL     "audit-full.txt"

enum { SMALL_MAX = 4096 };
#define RECORD_LIMIT ((size_t)256 << 20)

/* An audit of an open dossier. */
typedef struct auditing {
    urne_dossier *d;
    urne_arena *arena;
    urne_roll_lines roll;
    urne_str roll_bytes;
    urne_hash seed;
    const urne_audit_plan *plan;
    uint32_t *at; /* by leaf: its place in the plan, from 1; 0: not in it */
    urne_audit_view *out;
    urne_err *err;
} auditing;

/* ---- what is there ---- */

static urne_code read_drawn(auditing *a)
{
    urne_str bytes;
    urne_result result;
    URNE_TRY(urne_dossier_read(&bytes, a->d, "03-result.txt", a->err));
    URNE_TRY(urne_result_read(&result, a->arena, bytes, "03-result.txt", a->err));
    URNE_TRY(urne_dossier_read(&a->roll_bytes, a->d, "roll.txt", a->err));
    URNE_TRY(
        urne_roll_lines_read(&a->roll, a->arena, a->roll_bytes, "roll.txt", a->err));
    if (!urne_hash_parse(result.seed, &a->seed)) {
        urne_bug("a seed that was read");
    }
    return URNE_OK;
}

/* A private file, "" when there is none. */
static urne_code read_private(urne_str *out, const auditing *a, const char *name,
                              size_t limit)
{
    const char *path = urne_dossier_private(a->d, name);
    *out = (urne_str){"", 0};
    return urne_file_exists(path)
               ? urne_file_read_plain(out, a->arena, path, limit, a->err)
               : URNE_OK;
}

/* Before the entry is written, and when the seal promises a sample. */
static urne_code open_audit(auditing *a, bool sample)
{
    URNE_TRY(urne_dossier_after(a->d, "audit", false, a->err));
    for (size_t i = 0; i < a->d->chain.n; i++) {
        const urne_later *l = a->d->chain.entry[i].later;
        if (l != NULL && l->kind == URNE_LATER_AUDIT) {
            return urne_dossier_refuse(a->d, "audit", URNE_E_AUDIT_DONE, a->d->dir,
                                       a->err);
        }
    }
    return sample && !a->d->commit.has_audit
               ? urne_fail(a->err, URNE_E_AUDIT_NONE, URNE_IN(a->d->dir), NULL)
               : URNE_OK;
}

/* The number of lines of the plan that was made, or 0. */
static urne_code planned_lines(uint64_t *lines, const auditing *a)
{
    urne_str text, line;
    *lines = 0;
    URNE_TRY(read_private(&text, a, PLAN, RECORD_LIMIT));
    while (text.n > 0 && urne_str_cut(&text, '\n', &line)) {
        if (urne_str_starts(line, "lines ")) {
            (void)urne_str_u64(urne_str_slice(line, 6, line.n), URNE_INT_MAX - 1,
                               lines);
            return URNE_OK;
        }
    }
    return URNE_OK;
}

static void make_plan(auditing *a, uint64_t lines)
{
    const urne_commit *c = &a->d->commit;
    a->plan = urne_audit_plan_make(a->arena, &a->roll, c->head.ceremony, &a->seed,
                                   c->audit_leaves, c->audit_positions,
                                   c->audit_positions == 0 ? 0 : lines);
    urne_audit_view *v = a->out;
    v->lines = a->plan->lines;
    v->n_leaves = a->plan->n_leaves;
    v->n_positions = a->plan->n_positions;
    v->leaves = urne_arena_array(a->arena, v->n_leaves, sizeof *v->leaves);
    v->positions = urne_arena_array(a->arena, v->n_positions, sizeof *v->positions);
    a->at = urne_arena_array(a->arena, a->roll.n, sizeof *a->at);
    for (size_t i = 0; i < v->n_leaves; i++) {
        a->at[a->plan->leaves[i].index] = (uint32_t)i + 1;
        urne_hex ticket = urne_to_hex(a->plan->leaves[i].ticket);
        v->leaves[i] =
            (urne_audit_leaf_view){a->plan->leaves[i].index + 1U,
                                   urne_str_z(a->arena, urne_hex_str(&ticket)), ""};
    }
    for (size_t i = 0; i < v->n_positions; i++) {
        v->positions[i] = (urne_audit_position_view){a->plan->positions[i], ""};
    }
    urne_hex sha = urne_sha256_hex(a->plan->text);
    v->plan = urne_str_z(a->arena, urne_hex_str(&sha));
    v->counts[0][0] = v->n_leaves;
    v->counts[1][0] = v->n_positions;
}

/* ---- outcomes ---- */

/* Puts an outcome where it belongs; false when the plan has no such line. Leaves stand
 * by ticket, positions by number. */
static const char **outcome_of(auditing *a, const urne_outcome *o)
{
    urne_audit_view *v = a->out;
    if (!o->position) {
        uint32_t at = o->number <= a->roll.n ? a->at[o->number - 1] : 0;
        return at > 0 ? &v->leaves[at - 1].outcome : NULL;
    }
    size_t low = 0, high = v->n_positions;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (v->positions[middle].position < o->number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < v->n_positions && v->positions[low].position == o->number
               ? &v->positions[low].outcome
               : NULL;
}

static urne_code apply(auditing *a, const urne_outcome *o, size_t n, const char *file)
{
    for (size_t i = 0; i < n; i++) {
        const char **outcome = outcome_of(a, &o[i]);
        if (outcome == NULL) {
            return urne_fail(
                a->err, URNE_E_AUDIT_LEAF, (urne_place){file, o[i].line, 0},
                o[i].position ? "position" : "leaf", URNE_DEC(o[i].number), NULL);
        }
        *outcome = urne_outcome_word(o[i].position, o[i].outcome);
    }
    return URNE_OK;
}

static urne_code read_recorded(auditing *a)
{
    urne_str text, full;
    urne_outcome *o;
    size_t n;
    const char *path = urne_dossier_private(a->d, OUTCOMES);
    URNE_TRY(read_private(&full, a, FULL, SMALL_MAX));
    a->out->full = urne_str_starts(full, "yes")    ? N_("yes")
                   : urne_str_starts(full, "no\n") ? N_("no")
                                                   : N_("none");
    URNE_TRY(read_private(&text, a, OUTCOMES, RECORD_LIMIT));
    URNE_TRY(urne_outcomes_read(&o, &n, a->arena, text, path, a->err));
    return apply(a, o, n, path);
}

static void count_one(uint64_t counts[4], uint64_t *open, bool position,
                      const char *outcome)
{
    for (unsigned w = 1; w <= URNE_OUTCOME_WORDS; w++) {
        counts[w] += strcmp(outcome, urne_outcome_word(position, w)) == 0 ? 1 : 0;
    }
    *open += outcome[0] == '\0' ? 1 : 0;
}

static void count(auditing *a)
{
    enum { GHOST = 2, UNOPENED = 3, MISSING = 3 };
    urne_audit_view *v = a->out;
    for (size_t i = 0; i < v->n_leaves; i++) {
        count_one(v->counts[0], &v->open[0], false, v->leaves[i].outcome);
    }
    for (size_t i = 0; i < v->n_positions; i++) {
        count_one(v->counts[1], &v->open[1], true, v->positions[i].outcome);
    }
    bool clean = v->open[0] == 0 && v->counts[0][GHOST] + v->counts[0][UNOPENED] == 0;
    bool whole = v->open[1] == 0 && v->counts[1][MISSING] == 0;
    v->below[0] = clean && v->n_leaves > 0 ? urne_audit_bound(v->n_leaves) : 0;
    v->below[1] = whole && v->n_positions > 0 ? urne_audit_bound(v->n_positions) : 0;
}

/* The plan that was made, with all that was recorded. */
static urne_code open_plan(auditing *a)
{
    uint64_t lines;
    if (a->d->commit.has_audit) {
        URNE_TRY(planned_lines(&lines, a));
        if (!urne_file_exists(urne_dossier_private(a->d, PLAN))) {
            return urne_fail(a->err, URNE_E_AUDIT_UNPLANNED, URNE_IN(a->d->dir), NULL);
        }
        URNE_TRY(read_drawn(a));
        make_plan(a, lines);
    }
    return read_recorded(a);
}

/* ---- plan ---- */

/* The people behind the leaves, for those who go and look; nothing once the table of
 * names is gone. */
static urne_code list_leaves(auditing *a, urne_write *list)
{
    urne_str bytes;
    urne_index index;
    urne_rules *rules;
    const char *path = urne_dossier_private(a->d, "index.tsv");
    if (!urne_file_exists(path)) {
        return URNE_OK;
    }
    URNE_TRY(
        urne_file_read_plain(&bytes, a->arena, path, URNE_DOSSIER_FILE_MAX, a->err));
    if (!urne_index_read(&index, a->arena, bytes) || index.n != a->roll.n) {
        return urne_dossier_refuse(a->d, "audit", URNE_E_SEAL_CHANGED, path, a->err);
    }
    URNE_TRY(urne_dossier_read(&bytes, a->d, "rules.txt", a->err));
    URNE_TRY(urne_rules_read(&rules, a->arena, bytes, "rules.txt", a->err));
    urne_listed *people = urne_arena_array(a->arena, a->plan->n_leaves, sizeof *people);
    for (size_t i = 0; i < a->plan->n_leaves; i++) {
        const urne_planned_leaf *leaf = &a->plan->leaves[i];
        uint32_t h = a->roll.leaves[leaf->index].stratum;
        people[i] = (urne_listed){.pass = URNE_PASS_MEMBERS,
                                  .pos = i + 1,
                                  .number = leaf->index + 1U,
                                  .stratum = h,
                                  .stratum_label = h <= rules->n_strata
                                                       ? rules->strata[h - 1].label
                                                       : URNE_STR("-"),
                                  .ticket = urne_to_hex(leaf->ticket),
                                  .row = urne_index_get(&index, leaf->index)};
    }
    a->out->list = urne_dossier_private(a->d, LEAVES);
    *list = (urne_write){.path = a->out->list,
                         .secret = true,
                         .bytes = urne_list_write(a->arena, people, a->plan->n_leaves,
                                                  URNE_PASS_MEMBERS)};
    return URNE_OK;
}

static urne_code plan_in(auditing *a, uint64_t lines)
{
    uint64_t before;
    const urne_commit *c = &a->d->commit;
    URNE_TRY(open_audit(a, true));
    URNE_TRY(planned_lines(&before, a));
    if (lines == 0) {
        lines = before > 0 ? before : c->electors;
        for (size_t i = 0; before == 0 && i < c->n_excluded; i++) {
            lines += c->excluded[i].count;
        }
    }
    /* Whoever may try numbers chooses where the seed looks. */
    if (before > 0 && before != lines && c->audit_positions > 0) {
        const char *path = urne_dossier_private(a->d, PLAN);
        return urne_dossier_refuse(a->d, "audit", URNE_E_AUDIT_LINES, path, a->err);
    }
    URNE_TRY(read_drawn(a));
    make_plan(a, lines);
    URNE_TRY(read_recorded(a));
    count(a);
    urne_write set[2] = {{.path = urne_dossier_private(a->d, PLAN),
                          .secret = true,
                          .bytes = a->plan->text}};
    a->out->list = "";
    URNE_TRY(list_leaves(a, &set[1]));
    return urne_files_write(set, set[1].path == NULL ? 1 : 2, a->err);
}

static urne_code begin(auditing *a, urne_audit_view **out, urne_arena *arena,
                       const char *dir, const char *time, urne_err *err)
{
    *a = (auditing){.arena = arena, .err = err};
    *out = a->out = urne_arena_alloc(arena, sizeof *a->out);
    a->out->list = a->out->plan = "";
    return urne_dossier_open(&a->d, arena, dir, "audit", time, err);
}

urne_code urne_audit_plan_for(urne_audit_view **out, urne_arena *arena, const char *dir,
                              uint64_t lines, const char *time, urne_err *err)
{
    auditing a;
    URNE_TRY(begin(&a, out, arena, dir, time, err));
    urne_code code = plan_in(&a, lines);
    urne_dossier_close(a.d);
    return code;
}

/* ---- record ---- */

/* Checks outcomes against the plan and adds them to those to be written. */
static urne_code take(auditing *a, urne_buf *to, const urne_outcome *o, size_t n,
                      const char *file)
{
    URNE_TRY(apply(a, o, n, file));
    for (size_t i = 0; i < n; i++) {
        urne_outcome_put(to, &o[i]);
    }
    return URNE_OK;
}

static urne_code take_all(auditing *a, urne_buf *to, const urne_audit_record_options *o)
{
    const char *typed[] = {o->leaves, o->positions};
    urne_outcome *list;
    size_t n;
    urne_str text;
    for (size_t i = 0; i < 2; i++) {
        if (typed[i] != NULL) {
            URNE_TRY(urne_outcomes_typed(&list, &n, a->arena, i == 1,
                                         urne_str_of(typed[i]), a->err));
            URNE_TRY(take(a, to, list, n, NULL));
        }
    }
    if (o->file == NULL) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read(&text, a->arena, o->file, RECORD_LIMIT, a->err));
    URNE_TRY(urne_outcomes_read(&list, &n, a->arena, text, o->file, a->err));
    return take(a, to, list, n, o->file);
}

static urne_code record_full(auditing *a, const char *full, urne_write *to)
{
    if (strcmp(full, "yes") != 0 && strcmp(full, "no") != 0 &&
        strcmp(full, "none") != 0) {
        return urne_fail(a->err, URNE_E_USE_VALUE, URNE_NOWHERE, full, "--full",
                         N_("yes, no or none"), NULL);
    }
    urne_buf buf = urne_buf_new(a->arena, 8);
    urne_buf_addz(&buf, full);
    urne_buf_addc(&buf, '\n');
    *to = (urne_write){.path = urne_dossier_private(a->d, FULL),
                       .secret = true,
                       .bytes = urne_buf_str(&buf)};
    a->out->full = strcmp(full, "yes") == 0  ? N_("yes")
                   : strcmp(full, "no") == 0 ? N_("no")
                                             : N_("none");
    return URNE_OK;
}

static urne_code record_in(auditing *a, const urne_audit_record_options *o)
{
    urne_str before;
    urne_write set[2];
    size_t n = 0;
    bool sample = o->leaves != NULL || o->positions != NULL || o->file != NULL;
    URNE_TRY(open_audit(a, sample));
    if (sample || urne_file_exists(urne_dossier_private(a->d, PLAN))) {
        URNE_TRY(open_plan(a));
    }
    if (sample) {
        URNE_TRY(read_private(&before, a, OUTCOMES, RECORD_LIMIT));
        urne_buf buf = urne_buf_new(a->arena, before.n + 256);
        urne_buf_add(&buf, before);
        URNE_TRY(take_all(a, &buf, o));
        set[n++] = (urne_write){.path = urne_dossier_private(a->d, OUTCOMES),
                                .secret = true,
                                .bytes = urne_buf_str(&buf)};
    }
    if (o->full != NULL) {
        URNE_TRY(record_full(a, o->full, &set[n++]));
    }
    count(a);
    return urne_files_write(set, n, a->err);
}

urne_code urne_audit_record(urne_audit_view **out, urne_arena *arena,
                            const urne_audit_record_options *options, urne_err *err)
{
    auditing a;
    URNE_TRY(begin(&a, out, arena, options->dir, options->time, err));
    urne_code code = record_in(&a, options);
    urne_dossier_close(a.d);
    return code;
}

/* ---- close ---- */

static urne_code close_in(auditing *a)
{
    urne_audit_view *v = a->out;
    URNE_TRY(open_audit(a, false));
    URNE_TRY(open_plan(a));
    count(a);
    if (v->open[0] + v->open[1] > 0) {
        return urne_fail(a->err, URNE_E_AUDIT_OPEN, URNE_IN(a->d->dir),
                         URNE_DEC(v->open[0]), URNE_DEC(v->open[1]), NULL);
    }
    bool sampled = a->d->commit.has_audit;
    if (!sampled && strcmp(v->full, "none") == 0) {
        return urne_fail(a->err, URNE_E_AUDIT_NONE, URNE_IN(a->d->dir), NULL);
    }
    urne_later l = {.kind = URNE_LATER_AUDIT, .head = urne_dossier_head(a->d)};
    l.audit = (urne_audit){.full = urne_str_of(v->full),
                           .has_lines = sampled,
                           .has_leaves = sampled,
                           .has_positions = sampled,
                           .has_plan = sampled,
                           .lines = v->lines,
                           .plan = urne_str_of(v->plan)};
    memcpy(l.audit.leaves, v->counts[0], sizeof l.audit.leaves);
    memcpy(l.audit.positions, v->counts[1], sizeof l.audit.positions);
    return urne_step_write(&v->step, a->d, &l, NULL, 0, a->err);
}

urne_code urne_audit_close(urne_audit_view **out, urne_arena *arena, const char *dir,
                           const char *time, urne_err *err)
{
    auditing a;
    URNE_TRY(begin(&a, out, arena, dir, time, err));
    urne_code code = close_in(&a);
    urne_dossier_close(a.d);
    return code;
}
