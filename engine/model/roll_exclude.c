#include "model/roll_in.h"

/* An exclusion file being read. */
typedef struct excluding {
    urne_roll_reader r;
    urne_str *values; /* for the next line */
    unsigned flag;
} excluding;

/* The electors of an identity, told apart or not: none has an identity between. */
static void find_run(const urne_roll *roll, urne_str ident, size_t *from, size_t *to)
{
    size_t lo = 0, hi = roll->n_electors;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (urne_str_cmp(roll->electors[mid].ident, ident) < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    *from = lo;
    for (*to = lo; *to < roll->n_electors; ++*to) {
        urne_str other = roll->electors[*to].ident;
        bool same = other.n >= ident.n && memcmp(other.p, ident.p, ident.n) == 0 &&
                    (other.n == ident.n || other.p[ident.n] == '\t');
        if (!same) {
            return;
        }
    }
}

/* The one person of the run whose separating value is that of the line to exclude, or
 * SIZE_MAX. The field is the one that the decision about the homonyms named. */
static size_t fitting(excluding *x, const urne_str *value, urne_str ident, size_t from,
                      size_t to)
{
    urne_roll_work *w = x->r.w;
    const urne_decision *d =
        urne_roll_decided(w, urne_roll_case(w, ident, NULL),
                          URNE_DECIDE_SAME | URNE_DECIDE_DISTINCT | URNE_DECIDE_ASIDE);
    urne_str field = d != NULL && d->value.n > 0 ? d->value : w->config->separate;
    urne_str separate;
    size_t found = SIZE_MAX;
    if (!urne_roll_separate(w, &separate, value, field) || separate.n == 0) {
        return SIZE_MAX;
    }
    for (size_t i = from; i < to; i++) {
        const urne_elector *e = &w->roll->electors[i];
        if (e->reason != URNE_REASON_DUPLICATE && urne_str_eq(e->separate, separate)) {
            found = i;
        }
    }
    return found;
}

static void several(excluding *x, uint64_t line, urne_str ident, size_t from, size_t to,
                    size_t persons)
{
    urne_roll_work *w = x->r.w;
    if (w->flags[from] & URNE_FLAG_ASIDE) {
        return; /* all of them are already left out by a decision */
    }
    urne_str id = urne_roll_case(w, ident, "exclusion");
    urne_place at = {.line = line};
    const urne_decision *d =
        urne_roll_decided(w, id, URNE_DECIDE_KEEP | URNE_DECIDE_ASIDE);
    const char *arg =
        d == NULL ? urne_roll_dec(w, persons) : urne_str_z(w->arena, d->word);
    urne_roll_say(w, d == NULL ? URNE_E_ROLL_EXCLUDED_MANY : URNE_E_ROLL_DECIDED, at,
                  x->r.file, id, arg, NULL);
    for (size_t i = 0; i < w->n_excluded; i++) {
        if (urne_str_eq(w->excluded[i], id)) {
            return;
        }
    }
    w->excluded = urne_roll_room(w->scratch, w->excluded, w->n_excluded,
                                 &w->cap_excluded, sizeof *w->excluded);
    w->excluded[w->n_excluded++] = id;
    w->roll->to_decide += d == NULL;
    unsigned flag = d == NULL                      ? URNE_FLAG_OPEN
                    : d->kind == URNE_DECIDE_ASIDE ? URNE_FLAG_ASIDE
                                                   : 0;
    for (size_t i = from; i < to; i++) {
        w->flags[i] |= (unsigned char)flag;
    }
}

static void on_line(void *data, uint64_t line, const urne_str *fields)
{
    excluding *x = data;
    urne_roll_work *w = x->r.w;
    urne_str *value = x->values;
    x->values += w->roll->n_fields;
    urne_roll_values(&x->r, line, fields, value);
    urne_str ident = urne_roll_ident(w, value);
    size_t from, to, persons = 0, one = 0;
    find_run(w->roll, ident, &from, &to);
    for (size_t i = from; i < to; i++) {
        if (w->flags[i] & URNE_FLAG_HOMONYM) {
            return; /* who they are is asked first */
        }
        if (w->roll->electors[i].reason != URNE_REASON_DUPLICATE) {
            persons++;
            one = i;
        }
    }
    if (persons == 0) {
        urne_roll_say(w, URNE_E_ROLL_EXCLUDED_NONE, (urne_place){.line = line},
                      x->r.file, URNE_STR(""), NULL, NULL);
        return;
    }
    if (persons > 1) {
        one = fitting(x, value, ident, from, to);
    }
    if (one == SIZE_MAX) {
        several(x, line, ident, from, to, persons);
    } else {
        w->flags[one] |= (unsigned char)x->flag;
    }
}

static urne_code exclude_file(urne_roll_work *w, size_t index, urne_arena *scratch)
{
    const urne_exclusion *ex = &w->config->exclusions[index];
    urne_roll *roll = w->roll;
    urne_roll_plan plan = {.scratch = scratch};
    urne_str bytes;
    URNE_TRY(urne_csv_load(&plan.csv, &bytes, scratch, ex->path, w->err));
    URNE_TRY(urne_roll_plan_make(&plan, scratch, w->config, roll->fields,
                                 roll->n_fields, true, w->err));
    size_t file = roll->n_files + index;
    roll->files[file] = urne_roll_file_of(w, &plan, bytes);
    excluding x = {.flag = ex->reason == URNE_REASON_OBJECTION ? URNE_FLAG_OBJECTION
                                                               : URNE_FLAG_EARLIER};
    urne_str *none = urne_arena_array(scratch, roll->n_fields, sizeof *none);
    for (size_t f = 0; f < roll->n_fields; f++) {
        none[f] = URNE_STR("");
    }
    x.r = (urne_roll_reader){
        .w = w, .plan = &plan, .file = file, .exclusion = true, .last = none};
    x.values =
        urne_arena_array(scratch, plan.csv.rows, roll->n_fields * sizeof(urne_str));
    urne_csv_each(&plan.csv, plan.want, on_line, &x);
    urne_roll_file_said(&x.r);
    return URNE_OK;
}

void urne_roll_exclude(urne_roll_work *w)
{
    for (size_t i = 0; i < w->config->n_exclusions; i++) {
        urne_arena *scratch = urne_arena_new();
        urne_roll_no(w, exclude_file(w, i, scratch));
        urne_arena_free(scratch);
    }
}
