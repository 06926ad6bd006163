#include "model/gather.h"

#include "codec/pb.h"

enum { COLUMNS_MAX = 512, META_MAX = 1000 };

/* Columns that a section must have; the reader keeps their indices. */
static const char *const needed[URNE_PB_PARTS][2] = {
    {"key", "value"}, {"project_id", "cost"}, {"voter_id", "vote"}};

typedef struct section {
    bool there, sound; /* its name was read; its header has what is needed */
    size_t columns, rows;
    size_t key[2]; /* of the needed columns */
    size_t points; /* SIZE_MAX when there are none */
    size_t *kept;  /* of the other columns */
    size_t n_kept;
} section;

typedef struct reading {
    urne_pb pb;
    urne_gather g;
    urne_election *e;
    urne_arena *arena, *scratch;
    urne_findings *findings;
    urne_err *err;
    section section[URNE_PB_PARTS];
    urne_pb_part part;
    bool header_next, outside;
    size_t cap_projects, cap_meta;
    urne_amount_text budget, *cost; /* of each project */
    urne_place type_at;
    bool projects_done;
} reading;

static void no(reading *r, urne_code code)
{
    urne_gather_no(&r->g, code);
}

static urne_place cell_place(const void *table, size_t cell, size_t offset)
{
    return urne_pb_place(table, cell, offset);
}

/* A voter's id that was kept as it stands in the file is found there again. */
static urne_place voter_place(const void *table, const urne_ballot *b)
{
    const urne_pb *pb = table;
    urne_place at = {.file = pb->file, .line = b->line};
    uintptr_t from = (uintptr_t)pb->text.p, p = (uintptr_t)b->voter.p;
    if (p >= from && p < from + pb->text.n) {
        const char *q = b->voter.p;
        while (q > pb->text.p && q[-1] != '\n') {
            q--;
        }
        at.column = (uint64_t)(b->voter.p - q) + 1;
    }
    return at;
}

static urne_str trimmed(reading *r, size_t cell)
{
    return urne_gather_trim(r->findings, r->pb.cells[cell],
                            urne_pb_place(&r->pb, cell, 0));
}

size_t urne_column_find(const urne_str *columns, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_is(columns[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* ---- headers ---- */

static bool header_names(reading *r, urne_str *names)
{
    bool sound = true;
    for (size_t i = 0; i < r->pb.n; i++) {
        names[i] = urne_str_dup(r->arena, trimmed(r, i));
        bool twice = false;
        for (size_t j = 0; j < i && !twice; j++) {
            twice = urne_str_eq(names[j], names[i]);
        }
        if (twice || names[i].n == 0) {
            no(r, urne_fail(r->err, URNE_E_PB_COLUMN_TWICE, urne_pb_place(&r->pb, i, 0),
                            URNE_SHOW(names[i]), NULL));
            sound = false;
        }
    }
    return sound;
}

static bool need(reading *r, urne_str *names, const char *column, size_t *index)
{
    *index = urne_column_find(names, r->pb.n, column);
    if (*index == SIZE_MAX) {
        no(r, urne_fail(r->err, URNE_E_PB_COLUMN, urne_pb_place(&r->pb, 0, 0),
                        urne_pb_part_name(r->part), column, NULL));
        return false;
    }
    return true;
}

/* The columns that are kept as cells. */
static urne_str *keep(reading *r, section *s, const urne_str *names)
{
    urne_str *kept = urne_arena_array(r->arena, s->columns, sizeof *kept);
    s->kept = urne_arena_array(r->scratch, s->columns, sizeof *s->kept);
    for (size_t i = 0; i < s->columns; i++) {
        if (i != s->key[0] && i != s->key[1] && i != s->points) {
            kept[s->n_kept] = names[i];
            s->kept[s->n_kept++] = i;
        }
    }
    return kept;
}

static void read_header(reading *r)
{
    section *s = &r->section[r->part];
    urne_str *names = urne_arena_array(r->scratch, r->pb.n, sizeof *names);
    s->columns = r->pb.n;
    s->points = SIZE_MAX;
    if (s->columns > COLUMNS_MAX) {
        no(r, urne_fail(r->err, URNE_E_PB_MANY, urne_pb_place(&r->pb, 0, 0),
                        URNE_DEC(COLUMNS_MAX), N_("columns"), NULL));
        return;
    }
    s->sound = header_names(r, names);
    for (size_t i = 0; i < 2; i++) {
        s->sound &= need(r, names, needed[r->part][i], &s->key[i]);
    }
    if (r->part == URNE_PB_VOTES && urne_vote_type_points(r->e->type)) {
        s->sound &= need(r, names, "points", &s->points);
    }
    if (!s->sound) {
        return;
    }
    urne_str *kept = keep(r, s, names);
    if (r->part == URNE_PB_PROJECTS) {
        r->e->project_columns = kept;
        r->e->n_project_columns = s->n_kept;
    } else if (r->part == URNE_PB_VOTES) {
        r->e->ballot_columns = kept;
        r->e->n_ballot_columns = s->n_kept;
    }
}

/* ---- META ---- */

static void meta_row(reading *r, const section *s)
{
    urne_election *e = r->e;
    urne_place at = urne_pb_place(&r->pb, s->key[0], 0);
    urne_meta m = {trimmed(r, s->key[0]), trimmed(r, s->key[1]), r->pb.line};
    bool twice = false;
    for (size_t i = 0; i < e->n_meta && !twice; i++) {
        twice = urne_str_eq(e->meta[i].key, m.key);
    }
    if (m.key.n == 0 || twice) {
        no(r, urne_fail(r->err, URNE_E_PB_META_TWICE, at, URNE_SHOW(m.key), NULL));
        return;
    }
    if (e->n_meta == META_MAX) {
        no(r, urne_fail(r->err, URNE_E_PB_MANY, at, URNE_DEC(META_MAX),
                        N_("keys in META"), NULL));
        return;
    }
    if (urne_str_is(m.key, "budget")) {
        r->budget = (urne_amount_text){m.value, urne_pb_place(&r->pb, s->key[1], 0)};
    } else if (urne_str_is(m.key, "vote_type")) {
        r->type_at = urne_pb_place(&r->pb, s->key[1], 0);
    }
    e->meta[e->n_meta++] = m;
}

static urne_meta *meta_of(urne_election *e, const char *key)
{
    for (size_t i = 0; i < e->n_meta; i++) {
        if (urne_str_is(e->meta[i].key, key)) {
            return &e->meta[i];
        }
    }
    return NULL;
}

/* What the caller gives takes the place of what the file says. */
static void override(reading *r, const char *key, const char *value)
{
    if (value == NULL) {
        return;
    }
    urne_meta *m = meta_of(r->e, key);
    if (m == NULL) {
        m = &r->e->meta[r->e->n_meta++];
        m->key = urne_str_dup(r->arena, urne_str_of(key));
    }
    m->value = urne_str_dup(r->arena, urne_str_of(value));
}

static void meta_end(reading *r)
{
    const urne_meta *said = meta_of(r->e, "vote_type");
    const char *asked = r->g.policy->type;
    if (said != NULL && asked != NULL && !urne_str_is(said->value, asked)) {
        no(r, urne_fail(r->err, URNE_E_BALLOT_DIFFER, r->type_at, "vote_type",
                        URNE_SHOW(said->value), asked, "--type", NULL));
    }
    override(r, "budget", r->g.policy->budget);
    override(r, "vote_type", r->g.policy->type);
    const urne_meta *budget = meta_of(r->e, "budget");
    const urne_meta *type = meta_of(r->e, "vote_type");
    if (budget == NULL || type == NULL) {
        no(r, urne_fail(r->err, URNE_E_PB_META, URNE_IN(r->pb.file),
                        budget == NULL ? "budget" : "vote_type", NULL));
    }
    if (budget != NULL) {
        r->budget.text = budget->value;
    }
    if (type != NULL && !urne_vote_type_parse(type->value, &r->e->type)) {
        no(r,
           urne_fail(r->err, URNE_E_PB_TYPE, r->type_at, URNE_SHOW(type->value), NULL));
    }
}

/* ---- PROJECTS ---- */

static void project_row(reading *r, const section *s)
{
    urne_election *e = r->e;
    if (e->n_projects == r->cap_projects) {
        size_t cap = r->cap_projects < 64 ? 64 : r->cap_projects * 2;
        e->projects =
            urne_arena_grow(r->arena, e->projects, e->n_projects * sizeof *e->projects,
                            cap * sizeof *e->projects);
        r->cost = urne_arena_grow(r->scratch, r->cost, e->n_projects * sizeof *r->cost,
                                  cap * sizeof *r->cost);
        r->cap_projects = cap;
    }
    urne_project *p = &e->projects[e->n_projects];
    *p = (urne_project){.id = trimmed(r, s->key[0]), .line = r->pb.line};
    p->cells = urne_arena_array(r->arena, s->n_kept, sizeof *p->cells);
    for (size_t i = 0; i < s->n_kept; i++) {
        p->cells[i] = r->pb.cells[s->kept[i]];
    }
    r->cost[e->n_projects++] =
        (urne_amount_text){trimmed(r, s->key[1]), urne_pb_place(&r->pb, s->key[1], 0)};
    const char *comma = p->id.n == 0 ? NULL : memchr(p->id.p, ',', p->id.n);
    if (p->id.n == 0 || comma != NULL) {
        no(r, urne_fail(r->err, URNE_E_PB_ID, urne_pb_place(&r->pb, s->key[0], 0),
                        "project_id", NULL));
    }
}

static void projects_end(reading *r)
{
    urne_election *e = r->e;
    if (r->projects_done) {
        return;
    }
    r->projects_done = true;
    urne_meta *budget = meta_of(e, "budget");
    no(r, urne_gather_amounts(e, r->arena, budget == NULL ? NULL : &r->budget, r->cost,
                              r->findings, r->err));
    if (budget != NULL) {
        budget->value = urne_str_of(urne_decimal_z(r->arena, e->budget, e->places));
    }
    urne_gather_begin(&r->g, r->scratch);
    urne_gather_projects(&r->g);
    /* Room for all ballots at once: no line of one is shorter than "v;" and its end. */
    size_t left = (size_t)(r->pb.text.p + r->pb.text.n - r->pb.p) / 3 + 1;
    size_t lines = r->pb.rows - (size_t)r->pb.line;
    r->g.cap_ballots = left < lines ? left : lines;
    e->ballots = urne_arena_array(r->arena, r->g.cap_ballots, sizeof *e->ballots);
}

/* ---- VOTES ---- */

static void ballot_row(reading *r, const section *s)
{
    const urne_pb *pb = &r->pb;
    urne_str vote = pb->cells[s->key[1]];
    urne_str points = {NULL, 0};
    if (s->points != SIZE_MAX) {
        points = pb->cells[s->points];
    }
    urne_ballot *b = urne_gather_next(&r->g, urne_list_most(vote));
    b->line = pb->line;
    urne_gather_voter(&r->g, b, pb->cells[s->key[0]], s->key[0]);
    for (size_t i = 0; i < s->n_kept; i++) {
        b->cells[i] = pb->cells[s->kept[i]];
    }
    urne_gather_list(&r->g, b, vote, s->key[1], points, s->points);
}

/* ---- rows ---- */

static void section_begins(reading *r, urne_pb_part part)
{
    bool late = r->section[part].there;
    for (int i = part + 1; i < URNE_PB_PARTS; i++) {
        late |= r->section[i].there;
    }
    if (late) {
        no(r, urne_fail(r->err, URNE_E_PB_SECTION_ORDER, urne_pb_place(&r->pb, 0, 0),
                        urne_pb_part_name(part), NULL));
        r->section[part].sound = false;
    }
    if (r->part == URNE_PB_META && !late) {
        meta_end(r);
    }
    if (part == URNE_PB_VOTES && !late) {
        projects_end(r);
    }
    r->section[part].there = true;
    r->part = part;
    r->header_next = !late;
}

static void data_row(reading *r)
{
    section *s = &r->section[r->part];
    if (!s->sound) {
        return;
    }
    s->rows++;
    if (r->pb.n != s->columns) {
        size_t at = r->pb.n > s->columns ? s->columns : r->pb.n - 1;
        no(r, urne_fail(r->err, URNE_E_PB_CELLS, urne_pb_place(&r->pb, at, 0),
                        URNE_DEC(r->pb.n), URNE_DEC(s->columns),
                        urne_pb_part_name(r->part), NULL));
        return;
    }
    if (r->part == URNE_PB_META) {
        meta_row(r, s);
    } else if (r->part == URNE_PB_PROJECTS) {
        project_row(r, s);
    } else if (r->e->n_projects > 0) {
        /* Without projects every ballot would be a fault of its own. */
        ballot_row(r, s);
    }
}

static void row(reading *r)
{
    const urne_pb *pb = &r->pb;
    if (pb->odd != NULL) {
        urne_find(r->findings, URNE_E_PB_QUOTE, urne_pb_at(pb, pb->odd), NULL);
    }
    if (pb->broken != NULL) {
        urne_find(r->findings, URNE_E_PB_NEWLINE, urne_pb_at(pb, pb->broken), NULL);
    }
    urne_pb_part part = urne_pb_marker(pb);
    if (part != URNE_PB_NONE) {
        section_begins(r, part);
    } else if (urne_pb_blank(pb)) {
        urne_find(r->findings, URNE_E_PB_EMPTY_LINE, urne_pb_place(pb, 0, 0), NULL);
    } else if (r->part == URNE_PB_NONE) {
        if (!r->outside) {
            no(r, urne_fail(r->err, URNE_E_PB_OUTSIDE, urne_pb_place(pb, 0, 0), NULL));
        }
        r->outside = true;
    } else if (r->header_next) {
        r->header_next = false;
        read_header(r);
    } else {
        data_row(r);
    }
}

static void file_said(reading *r)
{
    const urne_pb *pb = &r->pb;
    if (pb->bom) {
        urne_find(r->findings, URNE_E_PB_BOM, URNE_IN(pb->file), NULL);
    }
    if (pb->mixed) {
        urne_place at = {.file = pb->file, .line = pb->mixed_line};
        urne_find(r->findings, URNE_E_PB_LINE_ENDS, at, NULL);
    }
    if (pb->no_end) {
        urne_find(r->findings, URNE_E_PB_NO_END, URNE_IN(pb->file), NULL);
    }
}

/* META says how many projects and ballots there are. */
static void numbers(reading *r)
{
    const struct {
        const char *key;
        size_t n;
    } said[] = {{"num_projects", r->e->n_projects}, {"num_votes", r->e->n_ballots}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const urne_meta *m = meta_of(r->e, said[i].key);
        if (m != NULL && !urne_str_is(m->value, URNE_DEC(said[i].n))) {
            urne_place at = {.file = r->pb.file, .line = m->line};
            urne_find(r->findings, URNE_E_PB_NUMBER, at, said[i].key,
                      URNE_SHOW(m->value), URNE_DEC(said[i].n), NULL);
        }
    }
}

static urne_code read_rows(reading *r)
{
    r->part = URNE_PB_NONE;
    while (urne_pb_next(&r->pb)) {
        row(r);
    }
    if (r->pb.unclosed != NULL) {
        no(r, urne_fail(r->err, URNE_E_PB_QUOTE_OPEN,
                        urne_pb_at(&r->pb, r->pb.unclosed), NULL));
    }
    for (int i = 0; i < URNE_PB_PARTS; i++) {
        const section *s = &r->section[i];
        bool none = s->sound && s->rows == 0 && i != URNE_PB_VOTES;
        if (!s->there || s->columns == 0 || none) {
            no(r, urne_fail(r->err, URNE_E_PB_SECTION, URNE_IN(r->pb.file),
                            urne_pb_part_name((urne_pb_part)i), NULL));
        }
    }
    if (r->g.first == URNE_OK && !r->g.policy->voters_unseen) {
        urne_gather_end(&r->g);
    }
    if (r->g.first == URNE_OK) {
        file_said(r);
        numbers(r);
    }
    return r->g.first;
}

urne_code urne_pb_read_with(urne_election **out, urne_findings *findings,
                            urne_arena *arena, urne_str bytes, const char *file,
                            const urne_ballot_policy *policy, urne_err *err)
{
    static const urne_ballot_policy strict = {.budget = NULL};
    reading r = {.arena = arena, .findings = findings, .err = err};
    file = urne_str_z(arena, urne_str_of(file));
    URNE_TRY(urne_pb_open(&r.pb, arena, bytes, file, err));
    r.e = urne_arena_alloc(arena, sizeof *r.e);
    r.e->files = urne_arena_array(arena, 1, sizeof *r.e->files);
    r.e->files[0] = file;
    r.e->n_files = 1;
    r.e->meta = urne_arena_array(arena, META_MAX + 2, sizeof *r.e->meta);
    r.scratch = urne_arena_new();
    r.g = (urne_gather){.e = r.e,
                        .arena = arena,
                        .findings = findings,
                        .err = err,
                        .policy = policy == NULL ? &strict : policy,
                        .places = {&r.pb, cell_place, voter_place}};
    urne_code code = read_rows(&r);
    urne_arena_free(r.scratch);
    if (code == URNE_OK) {
        *out = r.e;
    }
    return code;
}

urne_code urne_pb_read(urne_election **out, urne_findings *findings, urne_arena *arena,
                       urne_str bytes, const char *file, urne_err *err)
{
    return urne_pb_read_with(out, findings, arena, bytes, file, NULL, err);
}
