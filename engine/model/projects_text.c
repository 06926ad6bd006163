#include "model/count_text.h"

#include "codec/note.h"
#include "codec/text.h"

/* projects.txt (tally-1 §3). */

enum { PROJECTS_MAX = 1000000 };

static void put(urne_buf *buf, const char *keyword, uint64_t v)
{
    urne_str field = urne_str_of(URNE_DEC(v));
    urne_note_put(buf, keyword, 1, &field);
}

/* Whether a text can be the last field of a line. */
static bool text_ok(urne_str s)
{
    size_t offset;
    uint32_t point;
    if (s.n == 0 || s.n > URNE_TEXT_MAX || s.p[0] == ' ' || s.p[s.n - 1] == ' ') {
        return false;
    }
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == ' ' && s.p[i - 1] == ' ') {
            return false;
        }
    }
    return urne_text_utf8(s, "", NULL) == URNE_OK &&
           urne_text_fault(s, &offset, &point) == URNE_OK;
}

/* A name as it is published: without superfluous spaces, cut behind a whole character;
 * ->n 0 when it holds what a note does not allow. */
static urne_str name_of(urne_arena *arena, urne_str cell)
{
    char *p = urne_arena_alloc(arena, cell.n + 1);
    urne_str name = {p, urne_text_tidy(p, cell)};
    if (name.n > URNE_TEXT_MAX) {
        name.n = URNE_TEXT_MAX;
        while (name.n > 0 && ((unsigned char)name.p[name.n] & 0xC0) == 0x80) {
            name.n--;
        }
        while (name.n > 0 && name.p[name.n - 1] == ' ') {
            name.n--;
        }
    }
    return text_ok(name) ? name : (urne_str){"", 0};
}

static void put_project(urne_buf *buf, size_t number, const urne_project *p)
{
    char n[URNE_DEC_MAX], cost[URNE_DEC_MAX];
    urne_note_put(buf, "project", 3,
                  (urne_str[]){urne_str_of(urne_dec(n, number)),
                               urne_str_of(urne_dec(cost, p->cost)), p->id});
}

static urne_str write_all(urne_arena *arena, const urne_election *e, urne_str ceremony)
{
    urne_buf buf = urne_buf_new(arena, 4096);
    urne_buf_addz(&buf, "urne/1 projects\n");
    urne_note_put(&buf, "ceremony", 1, &ceremony);
    put(&buf, "places", e->places);
    for (size_t i = 0; i < e->n_projects; i++) {
        put_project(&buf, i + 1, &e->projects[i]);
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        urne_str name = name_of(arena, urne_project_cell(e, i, "name"));
        if (name.n > 0) {
            urne_note_put(&buf, "name", 2,
                          (urne_str[]){urne_str_of(URNE_DEC(i + 1)), name});
        }
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

urne_code urne_projects_write(urne_str *out, urne_arena *arena, const urne_election *e,
                              urne_str ceremony, urne_err *err)
{
    if (e->n_projects == 0 || e->n_projects > PROJECTS_MAX) {
        return urne_fail(err, URNE_E_CRULE_PROJECTS, URNE_NOWHERE,
                         URNE_DEC(e->n_projects), NULL);
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        if (!text_ok(e->projects[i].id)) {
            urne_place at = {e->n_files > 0 ? e->files[0] : NULL, e->projects[i].line,
                             0};
            return urne_fail(err, URNE_E_CRULE_ID, at, URNE_SHOW(e->projects[i].id),
                             NULL);
        }
    }
    *out = write_all(arena, e, ceremony);
    return URNE_OK;
}

/* ---- reading ---- */

typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_election *e;
    urne_err *err;
} reader;

static urne_code read_project(reader *rd)
{
    urne_election *e = rd->e;
    urne_str f[3];
    uint64_t number;
    urne_project *p = &e->projects[e->n_projects];
    p->line = rd->note.line;
    URNE_TRY(urne_note_take(&rd->note, "project", 3, f, URNE_LAST_TEXT, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &number, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[1], &p->cost, rd->err));
    if (number != e->n_projects + 1 || number > PROJECTS_MAX) {
        return urne_note_bad(&rd->note, f[0], N_("the next project"), rd->err);
    }
    p->id = f[2];
    e->n_projects++;
    return URNE_OK;
}

/* Names, each of a project behind that of the name before it. */
static urne_code read_names(reader *rd)
{
    urne_election *e = rd->e;
    urne_str f[2];
    uint64_t last = 0, number;
    e->project_columns = urne_arena_array(rd->arena, 1, sizeof *e->project_columns);
    e->project_columns[0] = URNE_STR("name");
    e->n_project_columns = 1;
    for (size_t i = 0; i < e->n_projects; i++) {
        e->projects[i].cells =
            urne_arena_array(rd->arena, 1, sizeof *e->projects[i].cells);
        e->projects[i].cells[0] = URNE_STR("");
    }
    while (urne_note_is(&rd->note, "name")) {
        URNE_TRY(urne_note_take(&rd->note, "name", 2, f, URNE_LAST_TEXT, rd->err));
        URNE_TRY(urne_note_u64(&rd->note, f[0], &number, rd->err));
        if (number <= last || number > e->n_projects) {
            return urne_note_bad(&rd->note, f[0], N_("the next project with a name"),
                                 rd->err);
        }
        e->projects[number - 1].cells[0] = f[1];
        last = number;
    }
    return URNE_OK;
}

/* No id stands twice: the first line that has one again is the fault, and is not read.
 */
static urne_code check_ids(const reader *rd)
{
    urne_election *e = rd->e;
    urne_project_finder finder = urne_project_finder_new(rd->arena, e);
    size_t again = e->n_projects;
    for (size_t i = 1; i < e->n_projects; i++) {
        size_t a = finder.sorted[i - 1], b = finder.sorted[i], later = a > b ? a : b;
        if (urne_str_eq(e->projects[a].id, e->projects[b].id) && later < again) {
            again = later;
        }
    }
    if (again == e->n_projects) {
        return URNE_OK;
    }
    const urne_project *p = &e->projects[again];
    e->n_projects = again;
    return urne_fail(rd->err, URNE_E_NOTE_VALUE,
                     (urne_place){rd->note.file, p->line, 0}, URNE_SHOW(p->id),
                     N_("an id that no other project has"), NULL);
}

/* The lines `project`. What is wrong with one of them is said only if no line before it
 * has the id of another. */
static urne_code read_projects(reader *rd)
{
    urne_err *err = rd->err, first = URNE_ERR_NONE;
    urne_code code;
    rd->err = &first;
    do {
        code = read_project(rd);
    } while (code == URNE_OK && urne_note_is(&rd->note, "project"));
    rd->err = err;
    URNE_TRY(check_ids(rd));
    if (code != URNE_OK && err != NULL) {
        *err = first;
    }
    return code;
}

static size_t count_lines(urne_str bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        n += bytes.p[i] == '\n' ? 1 : 0;
    }
    return n;
}

urne_code urne_projects_read(urne_election *out, urne_str *ceremony, urne_arena *arena,
                             urne_str bytes, const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .e = out, .err = err};
    urne_str f[1];
    uint64_t places;
    *out = (urne_election){.n_projects = 0};
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "projects", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, ceremony, err));
    URNE_TRY(urne_note_take(&rd.note, "places", 1, f, URNE_LAST_FIELD, err));
    URNE_TRY(urne_note_u64(&rd.note, f[0], &places, err));
    if (places > URNE_PLACES_MAX) {
        return urne_note_bad(&rd.note, f[0], N_("at most nine places"), err);
    }
    out->places = (unsigned)places;
    out->projects = urne_arena_array(arena, count_lines(bytes), sizeof *out->projects);
    URNE_TRY(read_projects(&rd));
    URNE_TRY(read_names(&rd));
    return urne_note_close(&rd.note, err);
}
