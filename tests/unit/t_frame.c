/* model/frame: cells, merging below kmin, chains (draw-1 §5), against the definitions
 * applied to small rolls, and the refusals. */
#include "model/frame.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>

/* ---- rolls by hand: fields a, b, c and birth-date ---- */

enum { FIELDS = 4, PEOPLE_MAX = 200 };
static const char *const field_names[FIELDS] = {"a", "b", "birth-date", "c"};

typedef struct scene {
    urne_arena *arena;
    urne_config *c;
    urne_roll roll;
    urne_frame *f;
    urne_err err;
} scene;

static scene scene_open(void)
{
    scene s = {.arena = urne_arena_new()};
    s.c = urne_config_default(s.arena);
    s.c->seats = 1;
    s.c->kmin = 1;
    s.c->method = URNE_METHOD_HAMILTON;
    s.c->age_on = URNE_STR("2026-10-05");
    s.c->axes = urne_arena_array(s.arena, FIELDS, sizeof *s.c->axes);
    s.roll.fields = urne_arena_array(s.arena, FIELDS, sizeof(urne_str));
    s.roll.n_fields = FIELDS;
    for (size_t i = 0; i < FIELDS; i++) {
        s.roll.fields[i] = urne_str_of(field_names[i]);
    }
    s.roll.files = urne_arena_alloc(s.arena, sizeof *s.roll.files);
    s.roll.files[0].path = "roll.csv";
    s.roll.n_files = 1;
    s.roll.electors = urne_arena_array(s.arena, PEOPLE_MAX, sizeof *s.roll.electors);
    return s;
}

static void axis(scene *s, const char *field)
{
    s->c->axes[s->c->n_axes++].field = urne_str_of(field);
}

static void add(scene *s, const char *a, const char *b, const char *c, const char *born)
{
    urne_elector *e = &s->roll.electors[s->roll.n_electors++];
    ck_assert_uint_le(s->roll.n_electors, PEOPLE_MAX);
    e->value = urne_arena_array(s->arena, FIELDS, sizeof(urne_str));
    e->value[0] = urne_str_of(a);
    e->value[1] = urne_str_of(b);
    e->value[2] = e->born = urne_str_of(born);
    e->value[3] = urne_str_of(c);
    e->line = s->roll.n_electors + 1;
}

static void add_many(scene *s, const char *a, const char *b, int n)
{
    for (int i = 0; i < n; i++) {
        add(s, a, b, "", "1980-01-01");
    }
}

static urne_code build(scene *s)
{
    s->err = (urne_err)URNE_ERR_NONE;
    s->f = NULL;
    return urne_frame_build(&s->f, s->arena, s->c, &s->roll,
                            URNE_STR("00112233445566778899aabbccddeeff"), "rules.json",
                            &s->err);
}

/* The group and stratum lines of rules.txt. */
static const char *lines_of(const scene *s)
{
    urne_str all = urne_rules_write(s->arena, s->f->rules), rest = all, line;
    urne_buf buf = urne_buf_new(s->arena, 1024);
    while (urne_str_cut(&rest, '\n', &line)) {
        if (urne_str_starts(line, "group ") || urne_str_starts(line, "stratum ")) {
            urne_buf_add(&buf, line);
            urne_buf_addc(&buf, '\n');
        }
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

/* rules.txt reads back, and every elector is counted where they stand. */
static void consistent(const scene *s)
{
    urne_rules *back;
    urne_err err = URNE_ERR_NONE;
    urne_str bytes = urne_rules_write(s->arena, s->f->rules);
    ck_assert_msg(urne_rules_read(&back, s->arena, bytes, "r", &err) == URNE_OK,
                  "refused at line %zu:\n%.*s", (size_t)err.diag[0].line, (int)bytes.n,
                  bytes.p);
    for (size_t h = 0; h < s->f->rules->n_strata; h++) {
        size_t n = 0;
        for (size_t i = 0; i < s->f->n; i++) {
            n += s->f->stratum[i] == h + 1;
        }
        ck_assert_uint_eq(n, s->f->rules->strata[h].electors);
        ck_assert_uint_ge(n, s->c->kmin);
    }
}

static void expect(scene *s, const char *lines)
{
    urne_code code = build(s);
    ck_assert_msg(code == URNE_OK, "%s", code == 0 ? "" : urne_code_get(code)->id);
    ck_assert_str_eq(lines_of(s), lines);
    consistent(s);
    urne_arena_free(s->arena);
}

static void refuse(scene *s, urne_code code, const char *arg0, const char *arg1)
{
    ck_assert_int_eq(build(s), code);
    ck_assert_str_eq(s->err.diag[0].arg[0], arg0);
    ck_assert_str_eq(s->err.diag[0].arg[1], arg1);
    urne_arena_free(s->arena);
}

/* ---- the vectors of §5.3 ---- */

START_TEST(kmin_vectors)
{
    static const struct {
        int n[5];
        const char *lines;
    } cases[] = {
        {{9, 2, 7, 1, 7},
         "stratum 1 9 - - - - A\nstratum 2 7 - - - - E\nstratum 3 10 - - - - other\n"},
        {{9, 3, 2}, "stratum 1 9 - - - - A\nstratum 2 5 - - - - other\n"},
        {{3, 1}, NULL},
        {{6, 4}, "stratum 1 10 - - - - other\n"},
        {{5, 5}, "stratum 1 5 - - - - A\nstratum 2 5 - - - - B\n"},
        {{5, 4}, "stratum 1 9 - - - - other\n"},
        {{5, 1, 5, 5},
         "stratum 1 5 - - - - C\nstratum 2 5 - - - - D\n"
         "stratum 3 6 - - - - other\n"},
    };
    static const char *const names[] = {"A", "B", "C", "D", "E"};
    scene s = scene_open();
    axis(&s, "a");
    s.c->kmin = 5;
    for (int k = 4; k >= 0; k--) {
        add_many(&s, names[k], "", cases[_i].n[k]);
    }
    if (cases[_i].lines == NULL) {
        refuse(&s, URNE_E_FRAME_KMIN, "all", "4");
    } else {
        expect(&s, cases[_i].lines);
    }
}
END_TEST

/* ---- cells and labels ---- */

START_TEST(no_fields)
{
    scene s = scene_open();
    add_many(&s, "x", "y", 3);
    expect(&s, "stratum 1 3 - - - - all\n");
}
END_TEST

START_TEST(cells_in_order)
{
    scene s = scene_open();
    axis(&s, "b");
    axis(&s, "a");
    s.c->axes[0].values = (urne_str[]){URNE_STR("z"), URNE_STR("y"), URNE_STR("-")};
    s.c->axes[0].n_values = 3;
    add(&s, "\xc3\xa9", "y", "", "");
    add(&s, "f", "y", "", "");
    add(&s, "", "z", "", "");
    add(&s, "F", "z", "", "");
    add(&s, "f", "", "", "");
    add(&s, "-", "z", "", "");
    expect(&s, "stratum 1 2 - - - - z, -\nstratum 2 1 - - - - z, F\n"
               "stratum 3 1 - - - - y, f\nstratum 4 1 - - - - y, \xc3\xa9\n"
               "stratum 5 1 - - - - -, f\n");
}
END_TEST

START_TEST(bands)
{
    scene s = scene_open();
    axis(&s, "birth-date");
    s.c->axes[0].bands = (uint64_t[]){1, 18, 19, 75};
    s.c->axes[0].n_bands = 4;
    add(&s, "", "", "", "2026-10-05"); /* 0 */
    add(&s, "", "", "", "2027-01-01"); /* not yet born: 0 */
    add(&s, "", "", "", "2025-10-05"); /* 1 */
    add(&s, "", "", "", "2008-10-06"); /* 17 */
    add(&s, "", "", "", "2008-10-05"); /* 18 */
    add(&s, "", "", "", "2007-10-06"); /* 18 */
    add(&s, "", "", "", "2007-10-05"); /* 19 */
    add(&s, "", "", "", "1951-10-06"); /* 74 */
    add(&s, "", "", "", "1951-10-05"); /* 75 */
    add(&s, "", "", "", "1900-00-00"); /* 126 or 127 */
    expect(&s, "stratum 1 2 - - - - 0-0\nstratum 2 2 - - - - 1-17\n"
               "stratum 3 2 - - - - 18-18\nstratum 4 2 - - - - 19-74\n"
               "stratum 5 2 - - - - 75+\n");
}
END_TEST

START_TEST(only_the_kept)
{
    scene s = scene_open();
    axis(&s, "a");
    add_many(&s, "A", "", 2);
    add_many(&s, "B", "", 2);
    s.roll.electors[0].reason = URNE_REASON_LIST;
    s.roll.electors[2].reason = s.roll.electors[3].reason = URNE_REASON_AGE;
    expect(&s, "stratum 1 1 - - - - A\n");
}
END_TEST

/* ---- chains ---- */

static void chain(scene *s, size_t k, size_t n, const size_t levels[][3])
{
    urne_chain *c = &s->c->chains[k];
    s->c->method = URNE_METHOD_BALANCED;
    c->levels = urne_arena_array(s->arena, n, sizeof *c->levels);
    c->n_levels = n;
    for (size_t i = 0; i < n; i++) {
        c->levels[i].axes = urne_arena_array(s->arena, 3, sizeof(size_t));
        for (size_t j = 0; j < 3 && levels[i][j] != SIZE_MAX; j++) {
            c->levels[i].axes[c->levels[i].n_axes++] = levels[i][j];
        }
    }
}

#define NO SIZE_MAX

START_TEST(chains)
{
    scene s = scene_open();
    axis(&s, "a");
    axis(&s, "b");
    chain(&s, 0, 1, (size_t[][3]){{0, NO, NO}});
    chain(&s, 1, 2, (size_t[][3]){{1, NO, NO}, {1, 0, NO}});
    add_many(&s, "Q", "F", 3);
    add_many(&s, "P", "M", 2);
    add_many(&s, "P", "F", 4);
    expect(&s, "group 1 1 0 P\ngroup 1 2 0 Q\n"
               "group 2 1 0 F\ngroup 2 2 0 M\n"
               "group 2 3 1 F, P\ngroup 2 4 1 F, Q\ngroup 2 5 2 M, P\n"
               "stratum 1 4 - - 1 3 P, F\nstratum 2 2 - - 1 5 P, M\n"
               "stratum 3 3 - - 2 4 Q, F\n");
}
END_TEST

/* A merged stratum is a group of its own in chain 2, behind all others; a group that
 * holds no stratum any more has no number. */
START_TEST(chains_and_kmin)
{
    scene s = scene_open();
    axis(&s, "a");
    axis(&s, "b");
    s.c->kmin = 3;
    chain(&s, 0, 1, (size_t[][3]){{0, NO, NO}});
    chain(&s, 1, 1, (size_t[][3]){{1, NO, NO}});
    add_many(&s, "Q", "1", 5);
    add_many(&s, "Q", "2", 1);
    add_many(&s, "Q", "3", 2);
    add_many(&s, "P", "1", 4);
    add_many(&s, "P", "2", 2);
    add_many(&s, "P", "4", 4);
    add_many(&s, "R", "4", 3);
    /* P: 2 (2 electors) takes 1, the first of the smallest. Q: 2 and 3. */
    expect(&s, "group 1 1 0 P\ngroup 1 2 0 Q\ngroup 1 3 0 R\n"
               "group 2 1 0 1\ngroup 2 2 0 4\n"
               "group 2 3 0 P, other\ngroup 2 4 0 Q, other\n"
               "stratum 1 4 - - 1 2 P, 4\nstratum 2 5 - - 2 1 Q, 1\n"
               "stratum 3 3 - - 3 2 R, 4\nstratum 4 6 - - 1 3 P, other\n"
               "stratum 5 3 - - 2 4 Q, other\n");
}
END_TEST

START_TEST(empty_chains)
{
    scene s = scene_open();
    axis(&s, "a");
    s.c->kmin = 2;
    chain(&s, 1, 1, (size_t[][3]){{0, NO, NO}});
    add_many(&s, "A", "", 3);
    add_many(&s, "B", "", 1);
    add_many(&s, "C", "", 1);
    expect(&s, "group 2 1 0 A\ngroup 2 2 0 other\n"
               "stratum 1 3 - - - 1 A\nstratum 2 2 - - - 2 other\n");
    s = scene_open();
    axis(&s, "a");
    s.c->kmin = 2;
    chain(&s, 0, 1, (size_t[][3]){{0, NO, NO}});
    add_many(&s, "A", "", 3);
    add_many(&s, "B", "", 1);
    refuse(&s, URNE_E_FRAME_KMIN, "B", "1");
    s = scene_open();
    axis(&s, "a");
    s.c->method = URNE_METHOD_BALANCED;
    add_many(&s, "A", "", 3);
    expect(&s, "stratum 1 3 - - - - A\n");
}
END_TEST

/* ---- quotas ---- */

START_TEST(quotas)
{
    static const struct {
        urne_quota_given given[3];
        size_t n;
        urne_code code;
    } cases[] = {
        {{{URNE_STR("other"), 1, 2}, {URNE_STR("A"), 2, 0}}, 2, URNE_OK},
        {{{URNE_STR("A"), 2, 0}}, 1, URNE_E_FRAME_QUOTAS},
        {{{URNE_STR("A"), 2, 0}, {URNE_STR("B"), 1, 2}}, 2, URNE_E_FRAME_QUOTA},
        {{{URNE_STR("A"), 2, 0}, {URNE_STR("A"), 1, 2}}, 2, URNE_E_FRAME_QUOTA},
        {{{URNE_STR("A"), 4, 0}, {URNE_STR("other"), 0, 2}}, 2, URNE_E_FRAME_QUOTA},
        {{{URNE_STR("A"), 3, 0}, {URNE_STR("other"), 1, 2}}, 2, URNE_E_FRAME_SUM},
        {{{URNE_STR("A"), 2, 1}, {URNE_STR("other"), 1, 2}}, 2, URNE_E_FRAME_SUM},
        {{{URNE_STR("A"), 2, 0}, {URNE_STR("other"), 1, 2}, {URNE_STR("C"), 0, 0}},
         3,
         URNE_E_FRAME_QUOTAS},
    };
    scene s = scene_open();
    axis(&s, "a");
    s.c->kmin = 2;
    s.c->seats = 3;
    s.c->substitutes = 2;
    s.c->method = URNE_METHOD_QUOTA;
    s.c->quotas = (urne_quota_given *)cases[_i].given;
    s.c->n_quotas = cases[_i].n;
    add_many(&s, "A", "", 3);
    add_many(&s, "B", "", 1);
    add_many(&s, "C", "", 1);
    urne_code code = build(&s);
    ck_assert_int_eq(code, cases[_i].code);
    if (code == URNE_OK) {
        ck_assert_str_eq(lines_of(&s),
                         "stratum 1 3 2 0 - - A\nstratum 2 2 1 2 - - other\n");
        consistent(&s);
    }
    urne_arena_free(s.arena);
}
END_TEST

/* ---- refusals ---- */

START_TEST(too_few)
{
    scene s = scene_open();
    refuse(&s, URNE_E_FRAME_SEATS, "1", "0");
    s = scene_open();
    s.c->seats = 2;
    s.c->substitutes = 2;
    add_many(&s, "A", "", 3);
    refuse(&s, URNE_E_FRAME_SEATS, "4", "3");
    s = scene_open();
    s.c->seats = 2;
    s.c->substitutes = 1;
    add_many(&s, "A", "", 3);
    expect(&s, "stratum 1 3 - - - - all\n");
}
END_TEST

START_TEST(value_not_listed)
{
    scene s = scene_open();
    axis(&s, "a");
    s.c->axes[0].values = (urne_str[]){URNE_STR("A")};
    s.c->axes[0].n_values = 1;
    add_many(&s, "A", "", 2);
    add(&s, "", "", "", "");
    ck_assert_int_eq(build(&s), URNE_E_FRAME_VALUE);
    ck_assert_str_eq(s.err.diag[0].file, "roll.csv");
    ck_assert_uint_eq(s.err.diag[0].line, 4);
    ck_assert_str_eq(s.err.diag[0].arg[0], "-");
    urne_arena_free(s.arena);
}
END_TEST

START_TEST(labels)
{
    scene s = scene_open();
    axis(&s, "a");
    axis(&s, "b");
    add(&s, "x, y", "z", "", "");
    add(&s, "x", "y, z", "", "");
    refuse(&s, URNE_E_FRAME_LABEL, "x, y, z", "");
    s = scene_open();
    axis(&s, "a");
    s.c->kmin = 2;
    add_many(&s, "other", "", 2);
    add_many(&s, "A", "", 1);
    add_many(&s, "B", "", 1);
    refuse(&s, URNE_E_FRAME_LABEL, "other", "");
    for (size_t n = 200; n <= 201; n++) {
        char *text;
        s = scene_open();
        axis(&s, "a");
        text = urne_arena_alloc(s.arena, n + 1);
        memset(text, 'x', n);
        add(&s, text, "", "", "");
        ck_assert_int_eq(build(&s), n == 200 ? URNE_OK : URNE_E_TEXT_LONG);
        urne_arena_free(s.arena);
    }
}
END_TEST

/* ---- any small roll, by the definition ---- */

typedef struct small {
    size_t items[2]; /* of axis a, of axis b */
    size_t n[4][4];  /* electors by cell */
    bool merged[4][4];
    bool chained; /* chain 1 = axis a */
} small;

/* Merges one neighbourhood (rows from..to); false when it is refused. */
static bool small_merge(small *m, size_t from, size_t to, size_t kmin, size_t *sum)
{
    size_t all = 0;
    bool some = false;
    *sum = 0;
    for (size_t i = from; i < to; i++) {
        for (size_t j = 0; j < m->items[1]; j++) {
            all += m->n[i][j];
            if (m->n[i][j] > 0 && m->n[i][j] < kmin) {
                m->merged[i][j] = some = true;
                *sum += m->n[i][j];
            }
        }
    }
    if (!some) {
        return true;
    }
    if (all < kmin) {
        return false;
    }
    while (*sum < kmin) {
        size_t bi = 0, bj = 0, best = SIZE_MAX;
        for (size_t i = from; i < to; i++) {
            for (size_t j = 0; j < m->items[1]; j++) {
                if (m->n[i][j] > 0 && !m->merged[i][j] && m->n[i][j] < best) {
                    best = m->n[bi = i][bj = j];
                }
            }
        }
        m->merged[bi][bj] = true;
        *sum += best;
    }
    return true;
}

static void small_lines(urne_buf *buf, small *m, const size_t *others)
{
    size_t h = 0;
    char text[64];
    for (size_t i = 0; i < m->items[0]; i++) {
        for (size_t j = 0; j < m->items[1]; j++) {
            if (m->n[i][j] > 0 && !m->merged[i][j]) {
                snprintf(text, sizeof text, "%zu %zu %c, %c\n", ++h, m->n[i][j],
                         (int)('A' + i), (int)('a' + j));
                urne_buf_addz(buf, text);
            }
        }
    }
    for (size_t i = 0; i < (m->chained ? m->items[0] : 1); i++) {
        if (others[i] > 0) {
            snprintf(text, sizeof text, "%zu %zu %c, other\n", ++h, others[i],
                     (int)('A' + i));
            urne_buf_addz(buf, m->chained ? text : "");
            snprintf(text, sizeof text, "%zu %zu other\n", h, others[i]);
            urne_buf_addz(buf, m->chained ? "" : text);
        }
    }
}

START_TEST(any_roll)
{
    for (uint64_t k = 0; k < lots_scale(2000); k++) {
        uint64_t lots = lots_at(k);
        scene s = scene_open();
        small m = {.items = {1 + (size_t)lots_below(&lots, 4),
                             1 + (size_t)lots_below(&lots, 4)}};
        m.chained = lots_below(&lots, 2) == 0;
        axis(&s, "a");
        axis(&s, "b");
        s.c->kmin = 1 + lots_below(&lots, 6);
        if (m.chained) {
            chain(&s, 0, 1, (size_t[][3]){{0, NO, NO}});
        }
        for (uint64_t n = 1 + lots_below(&lots, 60); n > 0; n--) {
            static const char *const upper[] = {"A", "B", "C", "D"};
            static const char *const lower[] = {"a", "b", "c", "d"};
            size_t i = (size_t)lots_below(&lots, m.items[0]);
            size_t j = (size_t)lots_below(&lots, m.items[1]);
            i = lots_below(&lots, 3) == 0 ? 0 : i;
            m.n[i][j]++;
            add(&s, upper[i], lower[j], "", "");
        }
        size_t others[4] = {0};
        bool ok = true;
        for (size_t i = 0; i < (m.chained ? m.items[0] : 1); i++) {
            ok = ok && small_merge(&m, i, m.chained ? i + 1 : m.items[0],
                                   (size_t)s.c->kmin, &others[i]);
        }
        urne_code code = build(&s);
        ck_assert_msg(code == (ok ? URNE_OK : URNE_E_FRAME_KMIN), LOTS_HERE "code %d",
                      lots_seed(), k, code);
        if (ok) {
            urne_buf due = urne_buf_new(s.arena, 256), got = urne_buf_new(s.arena, 256);
            small_lines(&due, &m, others);
            for (size_t h = 0; h < s.f->rules->n_strata; h++) {
                const urne_stratum *t = &s.f->rules->strata[h];
                char text[64];
                snprintf(text, sizeof text, "%zu %zu %.*s\n", h + 1,
                         (size_t)t->electors, (int)t->label.n, t->label.p);
                urne_buf_addz(&got, text);
            }
            ck_assert_msg(urne_str_eq(urne_buf_str(&due), urne_buf_str(&got)),
                          LOTS_HERE "due\n%.*sgot\n%.*s", lots_seed(), k, (int)due.n,
                          due.p, (int)got.n, got.p);
            consistent(&s);
        }
        urne_arena_free(s.arena);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"kmin_vectors", kmin_vectors, 7, 0},
        {"no_fields", no_fields, 0, 0},
        {"cells_in_order", cells_in_order, 0, 0},
        {"bands", bands, 0, 0},
        {"only_the_kept", only_the_kept, 0, 0},
        {"chains", chains, 0, 0},
        {"chains_and_kmin", chains_and_kmin, 0, 0},
        {"empty_chains", empty_chains, 0, 0},
        {"quotas", quotas, 8, 0},
        {"too_few", too_few, 0, 0},
        {"value_not_listed", value_not_listed, 0, 0},
        {"labels", labels, 0, 0},
        {"any_roll", any_roll, 0, 0},
    };
    return program_run("frame", tests, PROGRAM_COUNT(tests), 60);
}
