#include "model/roll.h"

#include "base/file.h"
#include "model/roll_in.h"

size_t urne_roll_field(const urne_roll *roll, urne_str field)
{
    for (size_t i = 0; i < roll->n_fields; i++) {
        if (urne_str_eq(roll->fields[i], field)) {
            return i;
        }
    }
    return SIZE_MAX;
}

urne_str urne_roll_value(const urne_roll *roll, const urne_elector *elector,
                         urne_str field)
{
    size_t i = urne_roll_field(roll, field);
    return i == SIZE_MAX ? URNE_STR("") : elector->value[i];
}

urne_roll_file urne_roll_file_of(urne_roll_work *w, const urne_roll_plan *plan,
                                 urne_str bytes)
{
    urne_roll_file file = {.path = plan->csv.file,
                           .format = plan->format,
                           .encoding = urne_encoding_name(plan->csv.encoding),
                           .separator = plan->csv.separator,
                           .columns = plan->csv.columns,
                           .lines = plan->csv.rows,
                           .sha256 = URNE_STR("")};
    if (w->hash) {
        urne_hex hex = urne_sha256_hex(bytes);
        file.sha256 = urne_str_dup(w->arena, urne_hex_str(&hex));
    }
    return file;
}

static urne_code open_file(urne_roll_work *w, urne_roll_plan *plans, size_t i,
                           const char *path, const urne_str *fields, size_t n_fields)
{
    urne_roll_plan *plan = &plans[i];
    urne_str bytes;
    plan->scratch = urne_arena_new();
    URNE_TRY(urne_csv_load(&plan->csv, &bytes, plan->scratch, path, w->err));
    URNE_TRY(urne_roll_plan_make(plan, w->arena, w->config, fields, n_fields, false,
                                 w->err));
    w->roll->files[i] = urne_roll_file_of(w, plan, bytes);
    for (size_t k = 0; k < i; k++) {
        if (plan->csv.rows > 0 && urne_str_eq(plans[k].csv.text, plan->csv.text)) {
            return urne_fail(w->err, URNE_E_ROLL_FILE_TWICE, URNE_IN(path),
                             plans[k].csv.file, NULL);
        }
    }
    w->roll->lines += plan->csv.rows;
    return URNE_OK;
}

/* Keeps the fields that some file fills, in the roll and in every plan. */
static void keep_fields(urne_roll_work *w, urne_roll_plan *plans, urne_str *fields,
                        size_t n_fields)
{
    urne_roll *roll = w->roll;
    roll->fields = fields;
    for (size_t f = 0; f < n_fields; f++) {
        bool filled = false;
        for (size_t i = 0; i < roll->n_files; i++) {
            filled |= plans[i].from[f].n > 0 ||
                      (urne_str_is(fields[f], "list") && plans[i].list.n > 0);
        }
        if (!filled) {
            continue;
        }
        size_t to = roll->n_fields++;
        fields[to] = fields[f];
        for (size_t i = 0; i < roll->n_files; i++) {
            plans[i].from[to] = plans[i].from[f];
        }
    }
}

static void find_fields(urne_roll_work *w)
{
    static const char *const address[URNE_ADDRESS_FIELDS] = {
        "street-no", "street", "extra1", "extra2", "locality", "postcode", "commune"};
    const urne_roll *roll = w->roll;
    w->name = urne_roll_field(roll, URNE_STR("birth-name"));
    w->given = urne_roll_field(roll, URNE_STR("given-names"));
    w->date = urne_roll_field(roll, URNE_STR("birth-date"));
    w->sex = urne_roll_field(roll, URNE_STR("sex"));
    w->list = urne_roll_field(roll, URNE_STR("list"));
    w->needs_sex = urne_config_needs(w->config, URNE_STR("sex"));
    w->needs_list = urne_config_needs(w->config, URNE_STR("list"));
    w->nationality = urne_roll_field(roll, URNE_STR("nationality"));
    for (size_t i = 0; i < URNE_ADDRESS_FIELDS; i++) {
        w->address[i] = urne_roll_field(roll, urne_str_of(address[i]));
    }
    w->identity = urne_arena_array(w->scratch, w->config->n_identity, sizeof(size_t));
    for (size_t i = 0; i < w->config->n_identity; i++) {
        w->identity[i] = urne_roll_field(roll, w->config->identity[i]);
        if (w->identity[i] == SIZE_MAX) {
            urne_bug("an identity field that no file fills");
        }
    }
}

static urne_code read_files(urne_roll_work *w, urne_roll_plan *plans,
                            const char *const *paths)
{
    size_t n_fields;
    urne_str *fields = urne_roll_candidates(&n_fields, w->arena, w->config);
    for (size_t i = 0; i < w->roll->n_files; i++) {
        urne_roll_no(w, open_file(w, plans, i, paths[i], fields, n_fields));
    }
    URNE_TRY(w->first);
    if (w->roll->lines == 0) {
        return urne_fail(w->err, URNE_E_ROLL_EMPTY, URNE_IN(paths[0]), NULL);
    }
    keep_fields(w, plans, fields, n_fields);
    find_fields(w);
    const urne_elector *lines = urne_roll_lines(w, plans);
    URNE_TRY(w->first);
    urne_roll_sort(w, lines);
    return URNE_OK;
}

static urne_code classify(urne_roll_work *w, const char *decisions)
{
    if (decisions != NULL) {
        URNE_TRY(urne_roll_decisions_read(w, decisions));
    }
    w->flags = urne_arena_alloc(w->scratch, w->roll->n_electors);
    urne_roll_group(w);
    URNE_TRY(w->first);
    urne_roll_exclude(w);
    URNE_TRY(w->first);
    urne_roll_judge(w);
    urne_roll_decisions_left(w);
    return w->first;
}

/* Puts the faults of each file in the order of their places, for a person who corrects
 * the file from its top. */
static void sort_faults(urne_err *err, size_t from)
{
    for (size_t i = from + 1; err != NULL && i < err->kept; i++) {
        urne_diag d = err->diag[i];
        size_t k = i;
        for (; k > from; k--) {
            const urne_diag *before = &err->diag[k - 1];
            bool later = before->line > d.line ||
                         (before->line == d.line && before->column > d.column);
            if (strcmp(before->file, d.file) != 0 || !later) {
                break;
            }
            err->diag[k] = *before;
        }
        err->diag[k] = d;
    }
}

static urne_code read_roll(urne_roll **out, urne_arena *arena,
                           const urne_config *config, const char *const *paths,
                           size_t n_paths, const char *decisions, bool hash,
                           urne_err *err)
{
    urne_roll *roll = urne_arena_alloc(arena, sizeof *roll);
    urne_roll_work w = {.arena = arena,
                        .scratch = urne_arena_new(),
                        .config = config,
                        .roll = roll,
                        .err = err,
                        .hash = hash,
                        .first = URNE_OK};
    roll->n_files = n_paths;
    roll->n_inputs = n_paths + config->n_exclusions;
    roll->files = urne_arena_array(arena, roll->n_inputs, sizeof *roll->files);
    urne_roll_plan *plans = urne_arena_array(w.scratch, n_paths, sizeof *plans);
    size_t faults = err == NULL ? 0 : err->kept;
    urne_code code = read_files(&w, plans, paths);
    if (code == URNE_OK) {
        code = classify(&w, decisions);
    }
    for (size_t i = 0; i < n_paths; i++) {
        urne_arena_free(plans[i].scratch);
    }
    urne_arena_free(w.scratch);
    sort_faults(err, faults);
    if (code == URNE_OK) {
        urne_roll_anomalies_sort(roll);
        *out = roll;
    }
    return code;
}

urne_code urne_roll_read(urne_roll **out, urne_arena *arena, const urne_config *config,
                         const char *const *paths, size_t n_paths,
                         const char *decisions, urne_err *err)
{
    return read_roll(out, arena, config, paths, n_paths, decisions, true, err);
}

urne_code urne_roll_read_unhashed(urne_roll **out, urne_arena *arena,
                                  const urne_config *config, const char *const *paths,
                                  size_t n_paths, const char *decisions, urne_err *err)
{
    return read_roll(out, arena, config, paths, n_paths, decisions, false, err);
}
