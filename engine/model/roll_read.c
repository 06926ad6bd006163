#include "model/roll_in.h"

/* Longest canonical value (draw-1 §3.2.2). */
enum { VALUE_MAX = 400 };

enum { POOL = 1 << 20 };

/* Room for n bytes in the pool; pool_take keeps the first of them. */
static char *pool_room(urne_roll_work *w, size_t n)
{
    if (w->pool_left < n) {
        w->pool_left = n > POOL ? n : POOL;
        w->pool = urne_arena_alloc(w->arena, w->pool_left);
    }
    return w->pool;
}

static urne_str pool_take(urne_roll_work *w, size_t n)
{
    urne_str s = {w->pool, n};
    w->pool += n;
    w->pool_left -= n;
    return s;
}

static urne_place place(const urne_roll_reader *r, uint64_t line, size_t field,
                        size_t part, size_t offset)
{
    const urne_roll_source *from = &r->plan->from[field];
    if (from->n == 0) {
        return (urne_place){.file = r->plan->csv.file, .line = line};
    }
    return urne_csv_place(&r->plan->csv, line, from->columns[part], offset);
}

/* Puts the tidied parts of a field, joined by one space, into the room of the pool,
 * and returns the text without taking it. A part with a bad character is refused and
 * left out. */
static urne_str join(urne_roll_reader *r, uint64_t line, const urne_str *fields,
                     size_t field)
{
    const urne_roll_source *from = &r->plan->from[field];
    size_t most = 10, n = 0;
    for (size_t i = 0; i < from->n; i++) {
        most += fields[from->columns[i]].n + 1;
    }
    char *to = pool_room(r->w, most);
    for (size_t i = 0; i < from->n; i++) {
        urne_str part = fields[from->columns[i]];
        size_t offset;
        uint32_t point;
        urne_code code = urne_text_fault(part, &offset, &point);
        if (code != URNE_OK) {
            urne_roll_no(r->w,
                         urne_text_refuse(code, point, place(r, line, field, i, offset),
                                          r->w->err));
            r->bad_line = line;
            continue;
        }
        size_t from_n = n > 0 ? n + 1 : 0;
        size_t tidy = urne_text_tidy(to + from_n, part);
        if (tidy < part.n && r->spaces++ == 0) {
            r->spaces_at = place(r, line, field, i, 0);
        }
        if (tidy > 0 && n > 0) {
            to[n] = ' ';
        }
        n = tidy > 0 ? from_n + tidy : n;
    }
    if (n > VALUE_MAX) {
        urne_roll_no(r->w,
                     urne_fail(r->w->err, URNE_E_TEXT_LONG, place(r, line, field, 0, 0),
                               URNE_DEC(n), URNE_DEC(VALUE_MAX), NULL));
        r->bad_line = line;
    }
    return (urne_str){to, n};
}

/* The list of a line: its column, else the file's name. `text` is in the room of the
 * pool. */
static urne_str list_value(urne_roll_reader *r, uint64_t line, urne_str text)
{
    if (text.n > 0 && urne_str_eq(text, r->list_raw)) {
        return r->list_seen;
    }
    urne_str list = text.n == 0 ? r->plan->list : urne_roll_list_of(text);
    if (list.n > 0 && text.n > 0) {
        r->list_raw = pool_take(r->w, text.n);
        r->list_seen = list;
    }
    bool needed = text.n > 0 || r->w->needs_list;
    if (list.n == 0 && needed && !r->exclusion && r->bad_line != line) {
        urne_roll_no(
            r->w,
            urne_fail(r->w->err, text.n == 0 ? URNE_E_ROLL_LIST_NONE : URNE_E_ROLL_LIST,
                      place(r, line, r->w->list, 0, 0), URNE_SHOW(text), NULL));
    }
    return list;
}

static urne_str date_value(urne_roll_reader *r, uint64_t line, urne_str text)
{
    char date[10];
    if (text.n == 0) {
        return URNE_STR("");
    }
    if (!urne_date_canon(text, date)) {
        urne_roll_no(r->w, urne_fail(r->w->err, URNE_E_ROLL_DATE,
                                     place(r, line, r->w->date, 0, 0), URNE_SHOW(text),
                                     NULL));
        return URNE_STR("");
    }
    memcpy(pool_room(r->w, sizeof date), date, sizeof date);
    return pool_take(r->w, sizeof date);
}

static urne_str field_value(urne_roll_reader *r, uint64_t line, const urne_str *fields,
                            size_t field)
{
    urne_roll_work *w = r->w;
    const urne_roll_source *from = &r->plan->from[field];
    urne_str raw = from->n == 1 ? fields[from->columns[0]] : URNE_STR("");
    if (field == w->list) {
        return list_value(r, line, from->n > 0 ? join(r, line, fields, field) : raw);
    }
    if (from->n == 0 || (from->n == 1 && raw.n == 0)) {
        return URNE_STR("");
    }
    if (field == w->date) {
        return date_value(r, line, join(r, line, fields, field));
    }
    /* Neighbouring lines share towns, streets, surnames: keep one copy. What equals a
     * canonical value is canonical. */
    if (from->n == 1 && urne_str_eq(raw, r->last[field])) {
        return r->last[field];
    }
    return pool_take(w, join(r, line, fields, field).n);
}

void urne_roll_values(urne_roll_reader *r, uint64_t line, const urne_str *fields,
                      urne_str *value)
{
    for (size_t f = 0; f < r->w->roll->n_fields; f++) {
        value[f] = field_value(r, line, fields, f);
    }
    r->last = value;
}

urne_str urne_roll_ident(urne_roll_work *w, const urne_str *value)
{
    size_t n = w->config->n_identity, most = n;
    for (size_t i = 0; i < n; i++) {
        most += value[w->identity[i]].n;
    }
    char *to = pool_room(w, most), *p = to;
    for (size_t i = 0; i < n; i++) {
        urne_str v = value[w->identity[i]];
        if (i > 0) {
            *p++ = '\t';
        }
        if (v.n > 0) {
            memcpy(p, v.p, v.n);
        }
        p += v.n;
    }
    return pool_take(w, (size_t)(p - to));
}

void urne_roll_file_said(urne_roll_reader *r)
{
    urne_place file = {.file = r->plan->csv.file};
    if (r->plan->csv.encoding != URNE_ENCODING_UTF8) {
        urne_roll_say(r->w,
                      r->plan->csv.encoding == URNE_ENCODING_BOM ? URNE_E_ROLL_BOM
                                                                 : URNE_E_ROLL_CP1252,
                      file, r->file, URNE_STR(""), NULL, NULL);
    }
    if (r->spaces > 0) {
        const char *count = urne_str_z(r->w->arena, urne_str_of(URNE_DEC(r->spaces)));
        urne_roll_say(r->w, URNE_E_ROLL_SPACES, r->spaces_at, r->file, URNE_STR(""),
                      count, NULL);
    }
}

/* ---- lines of a roll ---- */

typedef struct lines {
    urne_roll_reader r;
    urne_elector *next;
    urne_str *values; /* for the next line */
} lines;

static bool fills(const urne_roll_reader *r, size_t field)
{
    return field != SIZE_MAX && r->plan->from[field].n > 0;
}

static urne_str value_of(const urne_elector *e, size_t field)
{
    return field == SIZE_MAX ? URNE_STR("") : e->value[field];
}

static bool is_french(urne_str nationality)
{
    static const char *const names[] = {"FR",
                                        "FRA",
                                        "FRANCE",
                                        "FRANCAISE",
                                        "FRAN\xC3\x87"
                                        "AISE",
                                        "Francaise",
                                        "Fran\xC3\xA7"
                                        "aise",
                                        "francaise",
                                        "fran\xC3\xA7"
                                        "aise"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (urne_str_is(nationality, names[i])) {
            return true;
        }
    }
    return false;
}

/* The French are on the principal list and nobody else is. */
static void check_nationality(lines *l, const urne_elector *e)
{
    urne_roll_work *w = l->r.w;
    urne_str nationality = value_of(e, w->nationality), list = value_of(e, w->list);
    if (nationality.n == 0 || list.n == 0 ||
        is_french(nationality) == urne_str_is(list, "principale")) {
        return;
    }
    urne_roll_say(w, URNE_E_ROLL_NATIONALITY,
                  place(&l->r, e->line, w->nationality, 0, 0), e->file, URNE_STR(""),
                  urne_str_z(w->arena, nationality), urne_str_z(w->arena, list));
}

static void check_names(lines *l, const urne_elector *e)
{
    urne_roll_work *w = l->r.w;
    if (fills(&l->r, w->name) && e->value[w->name].n == 0) {
        urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_NAMELESS,
                                  place(&l->r, e->line, w->name, 0, 0), NULL));
    }
    urne_str sex = value_of(e, w->sex);
    if (w->sex != SIZE_MAX && w->needs_sex && !urne_str_is(sex, "M") &&
        !urne_str_is(sex, "F")) {
        urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_SEX,
                                  place(&l->r, e->line, w->sex, 0, 0), URNE_SHOW(sex),
                                  NULL));
    }
}

static void check_birth(lines *l, const urne_elector *e)
{
    urne_roll_work *w = l->r.w;
    urne_str on = w->config->age_on;
    if (e->born.n == 0 || on.n == 0 || memcmp(e->born.p, on.p, 4) < 0 ||
        !urne_age_on(e->born, on).unborn) {
        return;
    }
    urne_roll_no(w, urne_fail(w->err, URNE_E_ROLL_UNBORN,
                              place(&l->r, e->line, w->date, 0, 0), URNE_SHOW(e->born),
                              URNE_SHOW(on), NULL));
}

/* Notes where the columns of an incomplete line stand, while the text is at hand. */
static void note_odd(lines *l, const urne_elector *e)
{
    urne_roll_work *w = l->r.w;
    urne_roll_odd odd = {.file = e->file, .line = e->line};
    if (fills(&l->r, w->date) && (e->born.n == 0 || !urne_date_whole(e->born))) {
        odd.date = place(&l->r, e->line, w->date, 0, 0).column;
    }
    if (fills(&l->r, w->given) && e->value[w->given].n == 0) {
        odd.given = place(&l->r, e->line, w->given, 0, 0).column;
    }
    if (odd.date > 0 || odd.given > 0) {
        w->odds =
            urne_roll_room(w->scratch, w->odds, w->n_odds, &w->cap_odds, sizeof odd);
        w->odds[w->n_odds++] = odd;
    }
}

static void on_line(void *data, uint64_t line, const urne_str *fields)
{
    lines *l = data;
    urne_roll_work *w = l->r.w;
    urne_elector *e = l->next++;
    e->value = l->values;
    l->values += w->roll->n_fields;
    urne_roll_values(&l->r, line, fields, e->value);
    e->file = l->r.file;
    e->line = line;
    e->separate = URNE_STR("");
    e->born = value_of(e, w->date);
    e->ident = urne_roll_ident(w, e->value);
    if (l->r.bad_line == line) {
        return;
    }
    check_names(l, e);
    check_birth(l, e);
    check_nationality(l, e);
    note_odd(l, e);
}

urne_elector *urne_roll_lines(urne_roll_work *w, urne_roll_plan *plans)
{
    urne_roll *roll = w->roll;
    lines l = {.values = urne_arena_array(w->arena, roll->lines,
                                          roll->n_fields * sizeof(urne_str))};
    urne_elector *first = urne_arena_array(w->scratch, roll->lines, sizeof *first);
    urne_str *none = urne_arena_array(w->scratch, roll->n_fields, sizeof *none);
    for (size_t f = 0; f < roll->n_fields; f++) {
        none[f] = URNE_STR("");
    }
    l.next = first;
    for (size_t i = 0; i < roll->n_files; i++) {
        l.r = (urne_roll_reader){.w = w, .plan = &plans[i], .file = i, .last = none};
        urne_csv_each(&plans[i].csv, plans[i].want, on_line, &l);
        urne_roll_file_said(&l.r);
        urne_arena_free(plans[i].scratch);
        plans[i].scratch = NULL;
    }
    return first;
}
