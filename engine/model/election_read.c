#include "model/election_read.h"

#include "base/file.h"
#include "codec/pb.h"

/* A file given, and what was made of it. */
typedef struct source {
    const char *path;
    urne_str bytes;
    bool pb;
    urne_csv csv;
    urne_election *e;
} source;

typedef struct work {
    const urne_election_options *o;
    urne_ballot_policy policy; /* of each file */
    urne_arena *arena;
    urne_findings *findings;
    urne_err *err;
    source *sources;
    size_t n;
    urne_election *base; /* whose projects count */
    const char *base_path;
} work;

/* ---- maps of columns ---- */

static bool known_role(const char *role)
{
    static const char *const roles[] = {"voter",  "vote", "points",
                                        "method", "age",  "residence"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(role, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

urne_code urne_role_map_read(urne_role_map **out, size_t *n, urne_arena *arena,
                             const char *text, urne_err *err)
{
    urne_str rest = urne_str_of(text), part, role;
    *out = urne_arena_array(arena, urne_list_most(rest), sizeof **out);
    *n = 0;
    while (urne_str_cut(&rest, ',', &part)) {
        urne_str column = part;
        bool named = urne_str_cut(&column, '=', &role) && column.n > 0;
        urne_role_map m = {.role = urne_str_z(arena, role)};
        if (named) {
            m.column = urne_str_z(arena, column);
        }
        bool project = urne_str_starts(role, "project:") && role.n > 8;
        if (project) {
            m.project = m.role + 8;
            m.role = "project";
        }
        bool twice = false;
        for (size_t i = 0; i < *n && !project; i++) {
            twice |= strcmp((*out)[i].role, m.role) == 0;
        }
        if (!named || twice || (!project && !known_role(m.role))) {
            return urne_fail(err, URNE_E_BALLOT_ROLE, URNE_NOWHERE, URNE_SHOW(part),
                             NULL);
        }
        (*out)[(*n)++] = m;
    }
    return URNE_OK;
}

/* ---- reading ---- */

/* A .pb file begins with the line META, perhaps behind empty ones. */
static bool looks_pb(urne_str bytes)
{
    urne_str rest = bytes, line;
    if (urne_str_starts(rest, "\xEF\xBB\xBF")) {
        rest = urne_str_slice(rest, 3, rest.n);
    }
    while (urne_str_cut(&rest, '\n', &line)) {
        while (line.n > 0 &&
               (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' ')) {
            line.n--;
        }
        line = urne_pb_trim(line);
        if (line.n > 0) {
            return line.n == 4 && (line.p[0] & ~0x20) == 'M' &&
                   (line.p[1] & ~0x20) == 'E' && (line.p[2] & ~0x20) == 'T' &&
                   (line.p[3] & ~0x20) == 'A';
        }
    }
    return false;
}

static urne_code load(work *w, source *s, const char *path)
{
    s->path = urne_str_z(w->arena, urne_str_of(path));
    if (w->o->made != NULL && strcmp(w->o->made, path) == 0) {
        s->bytes = w->o->made_bytes;
    } else {
        URNE_TRY(urne_file_read(&s->bytes, w->arena, path, URNE_PB_FILE_MAX, w->err));
    }
    s->pb = looks_pb(s->bytes);
    return s->pb ? URNE_OK
                 : urne_csv_open(&s->csv, w->arena, s->bytes, s->path, w->err);
}

static urne_code read_pb(work *w, source *s)
{
    return s->e != NULL ? URNE_OK
                        : urne_pb_read_with(&s->e, w->findings, w->arena, s->bytes,
                                            s->path, &w->policy, w->err);
}

static urne_code load_all(work *w)
{
    w->n = w->o->n_paths;
    w->sources = urne_arena_array(w->arena, w->n, sizeof *w->sources);
    for (size_t i = 0; i < w->n; i++) {
        URNE_TRY(load(w, &w->sources[i], w->o->paths[i]));
        for (size_t j = 0; j < i; j++) {
            if (urne_str_eq(w->sources[i].bytes, w->sources[j].bytes)) {
                return urne_fail(w->err, URNE_E_BALLOT_FILE_TWICE,
                                 URNE_IN(w->sources[i].path), w->sources[j].path, NULL);
            }
        }
    }
    return URNE_OK;
}

/* ---- the projects ---- */

/* The first .pb file of ballots, or NULL. */
static source *first_pb(work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (w->sources[i].pb) {
            return &w->sources[i];
        }
    }
    return NULL;
}

/* Projects from a CSV have no budget and type of their own: the options', else those of
 * a .pb file of ballots. */
static urne_code complete(work *w, bool stanford)
{
    urne_election *e = w->base;
    source *pb = first_pb(w);
    const char *type = w->policy.type;
    if (pb != NULL) {
        URNE_TRY(read_pb(w, pb));
        e->type = pb->e->type;
    } else if (type != NULL) {
        if (!urne_vote_type_parse(urne_str_of(type), &e->type)) {
            return urne_fail(w->err, URNE_E_PB_TYPE, URNE_NOWHERE, type, NULL);
        }
    } else if (!stanford) {
        return urne_fail(w->err, URNE_E_BALLOT_TYPE, URNE_IN(w->sources[0].path), NULL);
    }
    if (w->policy.budget == NULL && pb == NULL) {
        return urne_fail(w->err, URNE_E_BALLOT_BUDGET, URNE_IN(w->base_path), NULL);
    }
    return URNE_OK;
}

static urne_code base_csv(work *w, const source *s, bool stanford)
{
    const char *budget = w->policy.budget;
    source *pb = first_pb(w);
    w->base_path = s->path;
    if (pb != NULL && budget == NULL) {
        URNE_TRY(read_pb(w, pb));
        budget = urne_decimal_z(w->arena, pb->e->budget, pb->e->places);
    }
    URNE_TRY(stanford ? urne_projects_stanford(&w->base, w->findings, w->arena, &s->csv,
                                               budget, w->err)
                      : urne_projects_csv(&w->base, w->findings, w->arena, &s->csv,
                                          budget, w->err));
    return complete(w, stanford);
}

/* A .pb file that only gives the projects: how people voted in it is of no interest. */
static urne_code base_pb(work *w, source *s)
{
    const urne_ballot_policy any = {.budget = w->policy.budget,
                                    .voters_unseen = true,
                                    .unknown_aside = true,
                                    .form_aside = true};
    const char *type = w->policy.type;
    w->base_path = s->path;
    URNE_TRY(
        urne_pb_read_with(&w->base, NULL, w->arena, s->bytes, s->path, &any, w->err));
    if (type != NULL && !urne_vote_type_parse(urne_str_of(type), &w->base->type)) {
        return urne_fail(w->err, URNE_E_PB_TYPE, URNE_NOWHERE, type, NULL);
    }
    return URNE_OK;
}

static urne_code find_base(work *w)
{
    source *own = NULL;
    if (w->o->projects != NULL) {
        own = urne_arena_alloc(w->arena, sizeof *own);
        URNE_TRY(load(w, own, w->o->projects));
        return own->pb ? base_pb(w, own) : base_csv(w, own, false);
    }
    own = first_pb(w);
    if (own != NULL) {
        URNE_TRY(read_pb(w, own));
        w->base = own->e;
        w->base_path = own->path;
        return URNE_OK;
    }
    for (size_t i = 0; i < w->n; i++) {
        if (urne_stanford_is(&w->sources[i].csv)) {
            return base_csv(w, &w->sources[i], true);
        }
    }
    return urne_fail(w->err, URNE_E_BALLOT_PROJECTS, URNE_IN(w->sources[0].path), NULL);
}

/* ---- one election of several files ---- */

static urne_code differ(work *w, urne_place at, const char *what, const char *here,
                        const char *there)
{
    return urne_fail(w->err, URNE_E_BALLOT_DIFFER, at, what, here, there, w->base_path,
                     NULL);
}

static bool same_amount(const urne_election *a, uint64_t x, const urne_election *b,
                        uint64_t y)
{
    for (unsigned i = a->places; i < b->places && x <= UINT64_MAX / 10; i++) {
        x *= 10;
    }
    for (unsigned i = b->places; i < a->places && y <= UINT64_MAX / 10; i++) {
        y *= 10;
    }
    return x == y;
}

/* The projects of a .pb file among those of the base: all of them, with their costs. */
static urne_code match(work *w, const source *s, uint32_t *to)
{
    const urne_election *e = s->e, *base = w->base;
    urne_project_finder finder = urne_project_finder_new(w->arena, base);
    urne_code first = URNE_OK;
    urne_place file = URNE_IN(s->path);
    if (e->type != base->type) {
        first = differ(w, file, "vote_type", urne_vote_type_name(e->type),
                       urne_vote_type_name(base->type));
    }
    if (!same_amount(e, e->budget, base, base->budget)) {
        first =
            differ(w, file, "budget", urne_decimal_z(w->arena, e->budget, e->places),
                   urne_decimal_z(w->arena, base->budget, base->places));
    }
    if (e->n_projects != base->n_projects) {
        first = differ(w, file, "num_projects", URNE_DEC(e->n_projects),
                       URNE_DEC(base->n_projects));
    }
    for (size_t i = 0; i < e->n_projects; i++) {
        const urne_project *p = &e->projects[i];
        urne_place at = {.file = s->path, .line = p->line};
        size_t j = urne_project_find(&finder, p->id);
        if (j == SIZE_MAX) {
            first = differ(w, at, "project_id", URNE_SHOW(p->id), "-");
            continue;
        }
        to[i] = (uint32_t)j;
        if (!same_amount(e, p->cost, base, base->projects[j].cost)) {
            first =
                differ(w, at, "cost", urne_decimal_z(w->arena, p->cost, e->places),
                       urne_decimal_z(w->arena, base->projects[j].cost, base->places));
        }
    }
    return first;
}

static size_t column_at(urne_election *m, urne_str name)
{
    for (size_t i = 0; i < m->n_ballot_columns; i++) {
        if (urne_str_eq(m->ballot_columns[i], name)) {
            return i;
        }
    }
    m->ballot_columns[m->n_ballot_columns] = name;
    return m->n_ballot_columns++;
}

/* The columns of all files, in the order in which they come first. */
static void merge_columns(work *w, urne_election *m)
{
    size_t most = 0;
    for (size_t i = 0; i < w->n; i++) {
        most += w->sources[i].e->n_ballot_columns;
        m->n_ballots += w->sources[i].e->n_ballots;
        if (w->sources[i].e->point_places > m->point_places) {
            m->point_places = w->sources[i].e->point_places;
        }
    }
    m->ballot_columns = urne_arena_array(w->arena, most, sizeof *m->ballot_columns);
    for (size_t i = 0; i < w->n; i++) {
        for (size_t j = 0; j < w->sources[i].e->n_ballot_columns; j++) {
            (void)column_at(m, w->sources[i].e->ballot_columns[j]);
        }
    }
}

static void merge_ballots(work *w, urne_election *m, const source *s, size_t file,
                          urne_ballot *to, const uint32_t *project)
{
    const urne_election *e = s->e;
    size_t n = m->n_ballot_columns;
    urne_str *cells = urne_arena_array(w->arena, e->n_ballots, n * sizeof *cells);
    for (size_t i = 0; i < e->n_ballots; i++, cells += n) {
        to[i] = e->ballots[i];
        to[i].file = (uint32_t)file;
        to[i].cells = cells;
        for (size_t j = 0; j < n; j++) {
            cells[j] = URNE_STR("");
        }
        for (size_t j = 0; j < e->n_ballot_columns; j++) {
            cells[column_at(m, e->ballot_columns[j])] = e->ballots[i].cells[j];
        }
        for (size_t j = 0; project != NULL && j < to[i].n_marks; j++) {
            to[i].marks[j].project = project[to[i].marks[j].project];
        }
    }
}

static void set_meta(urne_election *m, const char *key, const char *value)
{
    size_t i = 0;
    while (i < m->n_meta && !urne_str_is(m->meta[i].key, key)) {
        i++;
    }
    if (i == m->n_meta) {
        m->meta[m->n_meta++] = (urne_meta){.key = urne_str_of(key)};
    }
    m->meta[i].value = urne_str_of(value);
}

static void merge_meta(work *w, urne_election *m)
{
    m->meta = urne_arena_array(w->arena, w->base->n_meta + 4, sizeof *m->meta);
    for (size_t i = 0; i < w->base->n_meta; i++) {
        m->meta[i] = w->base->meta[i];
    }
    set_meta(m, "num_projects", urne_decimal_z(w->arena, m->n_projects, 0));
    set_meta(m, "num_votes", urne_decimal_z(w->arena, m->n_ballots, 0));
    set_meta(m, "budget", urne_decimal_z(w->arena, m->budget, m->places));
    set_meta(m, "vote_type", urne_vote_type_name(m->type));
}

static urne_place merged_place(const void *table, const urne_ballot *b)
{
    const urne_election *m = table;
    return (urne_place){.file = m->files[b->file], .line = b->line};
}

static urne_code merge(work *w, urne_election **out)
{
    urne_election *m = urne_arena_alloc(w->arena, sizeof *m);
    *m = *w->base;
    m->n_ballots = m->n_ballot_columns = 0;
    m->point_places = 0;
    m->files = urne_arena_array(w->arena, w->n, sizeof *m->files);
    m->n_files = w->n;
    merge_columns(w, m);
    m->ballots = urne_arena_array(w->arena, m->n_ballots, sizeof *m->ballots);
    urne_ballot *to = m->ballots;
    for (size_t i = 0; i < w->n; i++) {
        source *s = &w->sources[i];
        uint32_t *project = NULL;
        m->files[i] = s->path;
        if (s->pb && s->e != w->base) {
            project = urne_arena_array(w->arena, s->e->n_projects, sizeof *project);
            URNE_TRY(match(w, s, project));
        }
        if (!urne_gather_rescale(s->e, m->point_places - s->e->point_places)) {
            return urne_fail(w->err, URNE_E_PB_POINTS, URNE_IN(s->path), "",
                             N_("they are too large for the places of another file"),
                             NULL);
        }
        merge_ballots(w, m, s, i, to, project);
        to += s->e->n_ballots;
    }
    merge_meta(w, m);
    urne_gather g = {.e = m,
                     .findings = w->findings,
                     .err = w->err,
                     .policy = &w->o->policy,
                     .places = {m, NULL, merged_place}};
    urne_gather_end(&g);
    *out = m;
    return g.first;
}

urne_code urne_election_read(urne_election **out, urne_findings *findings,
                             urne_arena *arena, const urne_election_options *o,
                             urne_err *err)
{
    work w = {.o = o, .arena = arena, .findings = findings, .err = err};
    w.policy = o->policy;
    bool plain = o->n_paths == 1 && o->projects == NULL;
    w.policy.voters_unseen = !plain;
    URNE_TRY(load_all(&w));
    if (plain && w.sources[0].pb) {
        URNE_TRY(read_pb(&w, &w.sources[0]));
        *out = w.sources[0].e;
        return URNE_OK;
    }
    URNE_TRY(find_base(&w));
    if (w.base == NULL) {
        urne_bug("election_read: no projects");
    }
    urne_code first = URNE_OK;
    for (size_t i = 0; i < w.n; i++) {
        source *s = &w.sources[i];
        urne_code code =
            s->pb ? read_pb(&w, s)
                  : urne_ballots_csv(&s->e, findings, arena, &s->csv, w.base, o, err);
        first = first == URNE_OK ? code : first;
    }
    return first != URNE_OK ? first : merge(&w, out);
}
