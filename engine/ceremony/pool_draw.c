#include "ceremony/contribute.h"
#include "ceremony/inputs.h"

#include "codec/csv.h"
#include "urne/pool.h"

#define OPENED URNE_OPENED_DIR "/" URNE_POOL_OPEN_FILE

/* A panel being drawn. */
typedef struct drawing {
    urne_dossier *d;
    urne_arena *arena;
    urne_panel_drawn *out;
    urne_pool_rules *rules; /* as the public files say it */
    urne_pool_lines lines;  /* features of a sealed pool are those that were opened */
    urne_panel_list list;
    urne_pool_counts counts;
    urne_pool_open open; /* of a sealed pool */
    urne_str seed_input;
    const char *given; /* the beacon, or NULL */
    urne_str beacon;   /* the bytes of pool-beacon.txt; ->n 0: none */
    urne_hash seed;
    urne_str shown; /* counts of the panel, as they are published */
    urne_panel_result result;
    urne_err *err;
} drawing;

/* ---- what was sealed ---- */

/* What observers received: it must be what the seal binds. */
static urne_code read_opened(drawing *w)
{
    urne_str bytes;
    const urne_dossier *d = w->d;
    const char *path = urne_dossier_private(d, OPENED);
    URNE_TRY(urne_file_read(&bytes, w->arena, path, URNE_DOSSIER_FILE_MAX, w->err));
    if (!urne_str_is(d->pool.proof, urne_sha256_hex(bytes).z)) {
        return urne_dossier_refuse(d, "panel-draw", URNE_E_SEAL_CHANGED, path, w->err);
    }
    URNE_TRY(urne_pool_open_read(&w->open, w->arena, w->rules, bytes, path, w->err));
    w->lines.value = w->open.lines.value;
    w->lines.household = w->open.lines.household;
    return URNE_OK;
}

static urne_code read_sealed(drawing *w)
{
    urne_str bytes, ceremony;
    URNE_TRY(urne_dossier_read(&bytes, w->d, "quotas.txt", w->err));
    URNE_TRY(urne_pool_rules_read(&w->rules, w->arena, bytes, "quotas.txt", w->err));
    URNE_TRY(urne_dossier_read(&bytes, w->d, "pool.txt", w->err));
    URNE_TRY(
        urne_pool_lines_read(&w->lines, w->arena, w->rules, bytes, "pool.txt", w->err));
    URNE_TRY(urne_dossier_read(&bytes, w->d, "panels.txt", w->err));
    URNE_TRY(urne_panel_list_read(&w->list, &ceremony, w->arena, bytes, "panels.txt",
                                  w->err));
    URNE_TRY(urne_dossier_read(&bytes, w->d, "counts.txt", w->err));
    URNE_TRY(urne_pool_counts_read(&w->counts, w->arena, w->rules, bytes, "counts.txt",
                                   w->err));
    return w->rules->open ? URNE_OK : read_opened(w);
}

/* ---- the number ---- */

static urne_code make_seed(drawing *w)
{
    URNE_TRY(urne_seed_take(&w->seed_input, &w->beacon, w->d, w->given, w->err));
    w->seed = urne_sha256(w->seed_input);
    w->out->seed = urne_str_z(w->arena, urne_str_of(urne_to_hex(w->seed).z));
    w->out->number = urne_pool_number(w->rules, &w->seed, &w->d->reveals);
    w->out->panels = w->list.n;
    return URNE_OK;
}

/* What counts.txt has of the panel must be what its people give. */
static urne_code take_counts(drawing *w)
{
    const urne_pool_rules *r = w->rules;
    size_t number = (size_t)w->out->number;
    uint64_t *counts = urne_arena_array(w->arena, r->features, sizeof *counts);
    if (number >= w->list.n || number >= w->counts.n ||
        (!r->all && number >= w->open.n_csalts)) {
        urne_bug("a number beyond the panels that were sealed");
    }
    urne_pool_count(counts, r, &w->lines, &w->list, number);
    w->shown = urne_pool_counts_text(w->arena, r, counts);
    urne_str due = w->shown;
    if (!r->all) {
        w->result.salt = w->open.csalt[number];
        urne_hex hex =
            urne_to_hex(urne_pool_counts_commitment(w->result.salt, w->shown));
        due = urne_str_dup(w->arena, urne_hex_str(&hex));
    }
    return urne_str_eq(w->counts.line[number], due)
               ? URNE_OK
               : urne_dossier_refuse(w->d, "panel-draw", URNE_E_SEAL_CHANGED,
                                     urne_dossier_public(w->d, "counts.txt"), w->err);
}

/* ---- the result ---- */

static void fill_result(drawing *w)
{
    const urne_dossier *d = w->d;
    urne_panel_result *r = &w->result;
    const uint32_t *people = urne_panel_people(&w->list, (size_t)w->out->number);
    urne_hex prev = urne_to_hex(d->reveals_sha256);
    urne_str rest = w->shown, field;
    r->head =
        (urne_entry){d->commit.head.ceremony, 3,
                     urne_str_dup(w->arena, urne_hex_str(&prev)), urne_str_of(d->time)};
    r->seed = urne_str_of(w->out->seed);
    r->number = w->out->number;
    r->counts = urne_arena_array(w->arena, w->rules->features, sizeof *r->counts);
    while (r->n_counts < w->rules->features && urne_str_cut(&rest, ' ', &field)) {
        r->counts[r->n_counts++] = field;
    }
    r->members = urne_arena_array(w->arena, w->list.size, sizeof *r->members);
    for (size_t i = 0; i < w->list.size; i++) {
        r->members[r->n_members++] =
            (urne_pool_member_line){(uint64_t)people[i] + 1, w->lines.pid[people[i]]};
    }
}

static void view(drawing *w)
{
    const urne_pool_rules *r = w->rules;
    urne_panel_drawn_count *counts =
        urne_arena_array(w->arena, r->features, sizeof *counts);
    uint64_t *members =
        urne_arena_array(w->arena, w->result.n_members, sizeof *members);
    for (size_t f = 0; f < r->features; f++) {
        const urne_pool_feature *q = &r->feature[f];
        counts[f] = (urne_panel_drawn_count){
            urne_str_z(w->arena, r->category[q->category]),
            urne_str_z(w->arena, q->text), (uint64_t)q->lo, (uint64_t)q->hi,
            urne_str_z(w->arena, w->result.counts[f])};
    }
    for (size_t i = 0; i < w->result.n_members; i++) {
        members[i] = w->result.members[i].number;
    }
    w->out->counts = counts;
    w->out->n_counts = r->features;
    w->out->members = members;
    w->out->n_members = w->result.n_members;
}

/* ---- panel.csv ---- */

/* Where the ids of the index go, by number. */
typedef struct named {
    urne_arena *arena;
    urne_str *id;
    size_t n;
} named;

enum { INDEX_ID = 1, INDEX_NUMBER = 3, INDEX_COLUMNS = 8 };

static void take_id(void *data, uint64_t line, const urne_str *fields)
{
    named *to = data;
    uint64_t number;
    (void)line;
    if (urne_str_u64(fields[INDEX_NUMBER], to->n, &number) && number > 0) {
        to->id[number - 1] = urne_str_dup(to->arena, fields[INDEX_ID]);
    }
}

/* Number, PID and id of the members: what tells the town whom to write to. */
static urne_code list_csv(urne_str *out, const drawing *w)
{
    urne_csv csv;
    const char *path = urne_dossier_private(w->d, "pool-index.csv");
    named to = {.arena = w->arena, .n = w->lines.n};
    to.id = urne_arena_array(w->arena, w->lines.n, sizeof *to.id);
    URNE_TRY(urne_csv_load(&csv, NULL, w->arena, path, w->err));
    if (csv.columns != INDEX_COLUMNS) {
        return urne_dossier_refuse(w->d, "panel-draw", URNE_E_SEAL_CHANGED, path,
                                   w->err);
    }
    urne_csv_each(&csv, NULL, take_id, &to);
    urne_buf buf = urne_buf_new(w->arena, w->result.n_members * 128 + 64);
    urne_buf_addz(&buf, "\xEF\xBB\xBF"
                        "number;pid;id\r\n");
    for (size_t i = 0; i < w->result.n_members; i++) {
        const urne_pool_member_line *member = &w->result.members[i];
        urne_buf_addu(&buf, member->number);
        urne_buf_addc(&buf, ';');
        urne_buf_add(&buf, member->pid);
        urne_buf_addc(&buf, ';');
        urne_csv_put(&buf, to.id[member->number - 1], ';');
        urne_buf_addz(&buf, "\r\n");
    }
    *out = urne_buf_str(&buf);
    return URNE_OK;
}

static urne_code write_result(drawing *w)
{
    const urne_dossier *d = w->d;
    urne_str list;
    URNE_TRY(list_csv(&list, w));
    w->out->list_path = urne_dossier_private(d, "panel.csv");
    w->out->entry_path = urne_dossier_public(d, d->track->file[URNE_FILE_RESULT]);
    urne_write set[4] = {
        {.path = w->out->list_path, .bytes = list, .secret = true},
        {.path = urne_dossier_public(d, d->track->file[URNE_FILE_SEED]),
         .bytes = w->seed_input}};
    size_t n = 2;
    if (w->beacon.n > 0) {
        set[n++] = (urne_write){
            .path = urne_dossier_public(d, d->track->file[URNE_FILE_BEACON]),
            .bytes = w->beacon};
    }
    set[n++] = (urne_write){.path = w->out->entry_path,
                            .bytes = urne_panel_result_write(w->arena, &w->result),
                            .fresh = true};
    return urne_dossier_write(d, set, n, w->err);
}

static urne_code draw_in(drawing *w)
{
    urne_panel_drawn *out = w->out;
    URNE_TRY(urne_dossier_at(w->d, "panel-draw", URNE_STAGE_REVEALED, w->err));
    URNE_TRY(
        urne_inputs_check(w->d, "panel-draw", &out->unseen, &out->n_unseen, w->err));
    URNE_TRY(read_sealed(w));
    URNE_TRY(make_seed(w));
    URNE_TRY(take_counts(w));
    fill_result(w);
    view(w);
    return write_result(w);
}

urne_code urne_panel_draw(urne_panel_drawn **out, urne_arena *arena, const char *dir,
                          const char *beacon, const char *time, urne_err *err)
{
    drawing w = {.arena = arena, .given = beacon, .err = err};
    w.out = urne_arena_alloc(arena, sizeof *w.out);
    *w.out = (urne_panel_drawn){.seed = ""};
    URNE_TRY(urne_dossier_open(&w.d, arena, dir, "panel-draw", time, err));
    urne_code code = draw_in(&w);
    urne_dossier_close(w.d);
    if (code == URNE_OK) {
        *out = w.out;
    }
    return code;
}
