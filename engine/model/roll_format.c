#include "model/roll_in.h"

#include "base/file.h"

#include <stdlib.h>

/* A field and the column that fills it; the first present of several names counts. A
 * field that stands twice is joined from both columns. Names are folded: lower case,
 * without accents. No two names of a format are the same when folded, and public
 * importers meet all the spellings. */
typedef struct preset {
    const char *field;
    const char *columns; /* separated by '|' */
} preset;

static const preset reu[] = {
    {"commune", "libelle de l'ugle"},
    {"list", "libelle du type de liste|type de liste"},
    {"birth-name", "nom de naissance"},
    {"usage-name", "nom d'usage"},
    {"given-names", "prenoms"},
    {"sex", "sexe"},
    {"birth-date", "date de naissance"},
    {"birth-place", "libelle commune de naissance|libelle de la commune de naissance|"
                    "commune de naissance"},
    {"nationality", "libelle nationalite|libelle de la nationalite|nationalite|"
                    "identifiant nationalite"},
    {"street-no", "numero de voie"},
    {"street", "libelle de voie|libelle de la voie"},
    {"extra1", "complement 1"},
    {"extra2", "complement 2"},
    {"locality", "lieu-dit"},
    {"postcode", "code postal"},
    {"city", "commune"},
    {"country", "pays"},
    {"bureau", "libelle du bureau de vote|code du bureau de vote"},
    {NULL, NULL}};

static const preset elistelec[] = {{"commune", "nomcommune"},
                                   {"list", "typeliste"},
                                   {"birth-name", "nomdenaissance"},
                                   {"usage-name", "nomdusage"},
                                   {"given-names", "prenoms"},
                                   {"sex", "sexe"},
                                   {"birth-date", "datedenaissance"},
                                   {"birth-place", "nomcomnaissance"},
                                   {"nationality", "nationalite"},
                                   {"street-no", "numerovoie"},
                                   {"street", "typevoie"},
                                   {"street", "libellevoie"},
                                   {"extra1", "complementdelocalisation1"},
                                   {"extra2", "complementdelocalisation2"},
                                   {"locality", "lieudit"},
                                   {"postcode", "codepostal"},
                                   {"city", "villelocalite"},
                                   {"country", "pays"},
                                   {"bureau", "nombureaudevote|nobureaudevote"},
                                   {NULL, NULL}};

/* The columns by which a format is known. */
static const char *const reu_mark[] = {"nom de naissance", "prenoms",
                                       "date de naissance", NULL};
static const char *const elistelec_mark[] = {"nomdenaissance", "prenoms",
                                             "datedenaissance", NULL};

static const char *const canonical[] = {
    "birth-name", "given-names", "birth-date", "birth-place", "sex",     "list",
    "commune",    "bureau",      "street-no",  "street",      "extra1",  "extra2",
    "locality",   "postcode",    "usage-name", "city",        "country", "nationality"};

/* ---- folding ---- */

/* The letter without accent of U+00E0 to U+00FF, '?' for those without. */
static char plain_letter(unsigned char low)
{
    static const char letters[] = "aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";
    return letters[low - 0xA0];
}

/* ASCII lower case; the accents of U+00C0 to U+00FF dropped; ' for U+2019. */
static urne_str fold(urne_arena *arena, urne_str s)
{
    char *to = urne_arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned char next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        if (c >= 'A' && c <= 'Z') {
            to[n++] = (char)(c + 'a' - 'A');
        } else if (c == 0xC3 && next >= 0x80) {
            to[n++] = plain_letter(next | 0x20);
            i++;
        } else if (c == 0xE2 && i + 2 < s.n &&
                   memcmp(s.p + i, "\xE2\x80\x99", 3) == 0) {
            to[n++] = '\'';
            i += 2;
        } else {
            to[n++] = (char)c;
        }
    }
    return (urne_str){to, n};
}

static urne_str *fold_header(urne_arena *arena, const urne_csv *csv)
{
    urne_str *folded = urne_arena_array(arena, csv->columns, sizeof *folded);
    for (size_t i = 0; i < csv->columns; i++) {
        folded[i] = fold(arena, csv->header[i]);
    }
    return folded;
}

/* ---- lists ---- */

static const struct list_name {
    const char *name, *list;
} list_names[] = {{"principale", "principale"},
                  {"liste principale", "principale"},
                  {"lp", "principale"},
                  {"municipale", "municipale"},
                  {"complementaire municipale", "municipale"},
                  {"liste complementaire municipale", "municipale"},
                  {"lcm", "municipale"},
                  {"europeenne", "europeenne"},
                  {"complementaire europeenne", "europeenne"},
                  {"liste complementaire europeenne", "europeenne"},
                  {"lce", "europeenne"}};

enum { LIST_NAMES = sizeof list_names / sizeof *list_names, LIST_LONGEST = 64 };

urne_str urne_roll_list_of(urne_str text)
{
    urne_str list = {"", 0};
    if (text.n == 0 || text.n > LIST_LONGEST) {
        return list;
    }
    urne_arena *scratch = urne_arena_new();
    urne_str folded = fold(scratch, text);
    for (size_t i = 0; i < LIST_NAMES; i++) {
        if (urne_str_is(folded, list_names[i].name)) {
            list = urne_str_of(list_names[i].list);
        }
    }
    urne_arena_free(scratch);
    return list;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

urne_str urne_roll_list_in_name(const char *path)
{
    const char *base = urne_path_base(path);
    urne_str found = {"", 0};
    for (const char *p = base; *p != '\0'; p++) {
        if (p != base && is_letter(p[-1])) {
            continue;
        }
        size_t n = 0;
        while (p[n] >= 'A' && p[n] <= 'Z') {
            n++;
        }
        bool mark =
            n == 2 ? memcmp(p, "LP", 2) == 0
                   : n == 3 && (memcmp(p, "LCM", 3) == 0 || memcmp(p, "LCE", 3) == 0);
        if (!mark || is_letter(p[n])) {
            continue;
        }
        urne_str list = urne_roll_list_of((urne_str){p, n});
        if (found.n > 0 && !urne_str_eq(found, list)) {
            return URNE_STR("");
        }
        found = list;
    }
    return found;
}

/* ---- fields ---- */

static void add_field(urne_str *fields, size_t *n, urne_str field)
{
    if (field.n == 0 || urne_str_is(field, "household") ||
        urne_str_is(field, "address")) {
        return;
    }
    for (size_t i = 0; i < *n; i++) {
        if (urne_str_eq(fields[i], field)) {
            return;
        }
    }
    fields[(*n)++] = field;
}

urne_str *urne_roll_candidates(size_t *n, urne_arena *arena, const urne_config *c)
{
    enum { CANONICAL = sizeof canonical / sizeof *canonical };
    size_t most = CANONICAL + c->n_maps + c->n_identity + c->n_axes + c->n_attributes +
                  c->n_household + 1;
    urne_str *fields = urne_arena_array(arena, most, sizeof *fields);
    *n = 0;
    for (size_t i = 0; i < CANONICAL; i++) {
        add_field(fields, n, urne_str_of(canonical[i]));
    }
    for (size_t i = 0; i < c->n_maps; i++) {
        add_field(fields, n, c->maps[i].field);
    }
    for (size_t i = 0; i < c->n_identity; i++) {
        add_field(fields, n, c->identity[i]);
    }
    for (size_t i = 0; i < c->n_axes; i++) {
        add_field(fields, n, c->axes[i].field);
    }
    for (size_t i = 0; i < c->n_attributes; i++) {
        add_field(fields, n, c->attributes[i]);
    }
    for (size_t i = 0; i < c->n_household; i++) {
        add_field(fields, n, c->household[i]);
    }
    add_field(fields, n, c->separate);
    qsort(fields, *n, sizeof *fields, urne_str_cmp_void);
    return fields;
}

/* ---- the plan ---- */

typedef struct planner {
    urne_roll_plan *plan;
    urne_arena *arena;
    const urne_config *config;
    const urne_str *fields;
    size_t n_fields;
    urne_str *folded; /* the header */
    urne_err *err;
    urne_code first;
} planner;

static void no(planner *b, urne_code code)
{
    b->first = b->first == URNE_OK ? code : b->first;
}

static size_t field_index(const planner *b, urne_str field)
{
    for (size_t i = 0; i < b->n_fields; i++) {
        if (urne_str_eq(b->fields[i], field)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The column whose name is `name` in `header`, or SIZE_MAX. A second one of the same
 * name is a fault. */
static size_t column_of(planner *b, const urne_str *header, urne_str name)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < b->plan->csv.columns; i++) {
        if (!urne_str_eq(header[i], name)) {
            continue;
        }
        if (found != SIZE_MAX) {
            no(b, urne_fail(b->err, URNE_E_CSV_TWICE,
                            urne_csv_place(&b->plan->csv, 1, i, 0),
                            URNE_SHOW(b->plan->csv.header[i]), NULL));
            return found;
        }
        found = i;
    }
    return found;
}

static void add_column(planner *b, size_t field, size_t column)
{
    urne_roll_source *from = &b->plan->from[field];
    size_t *columns = urne_arena_array(b->arena, from->n + 1, sizeof *columns);
    for (size_t i = 0; i < from->n; i++) {
        columns[i] = from->columns[i];
    }
    columns[from->n] = column;
    *from = (urne_roll_source){columns, from->n + 1};
}

/* What rules.json maps goes before everything else. */
static void plan_maps(planner *b, bool *mapped, bool exclusion)
{
    for (size_t m = 0; m < b->config->n_maps; m++) {
        const urne_column_map *map = &b->config->maps[m];
        size_t field = field_index(b, map->field);
        if (field == SIZE_MAX) {
            continue;
        }
        for (size_t i = 0; i < map->n_columns; i++) {
            size_t column = column_of(b, b->plan->csv.header, map->columns[i]);
            if (column != SIZE_MAX) {
                add_column(b, field, column);
            } else if (!exclusion) {
                no(b,
                   urne_fail(b->err, URNE_E_ROLL_MAP,
                             (urne_place){.file = b->plan->csv.file, .line = 1},
                             URNE_SHOW(map->columns[i]), URNE_SHOW(map->field), NULL));
            } else {
                b->plan->from[field].n = 0;
                break;
            }
        }
        mapped[field] = b->plan->from[field].n > 0;
    }
}

static void plan_preset(planner *b, const preset *p, const bool *mapped)
{
    for (; p->field != NULL; p++) {
        size_t field = field_index(b, urne_str_of(p->field));
        if (field == SIZE_MAX || mapped[field]) {
            continue;
        }
        urne_str rest = urne_str_of(p->columns), name;
        while (urne_str_cut(&rest, '|', &name)) {
            size_t column = column_of(b, b->folded, name);
            if (column != SIZE_MAX) {
                add_column(b, field, column);
                break;
            }
        }
    }
}

/* Fields that nothing fills yet take the column of their own name, unless it already
 * fills another. */
static void plan_names(planner *b)
{
    const urne_roll_plan *plan = b->plan;
    bool *taken = urne_arena_array(b->arena, plan->csv.columns, sizeof *taken);
    for (size_t f = 0; f < b->n_fields; f++) {
        for (size_t i = 0; i < plan->from[f].n; i++) {
            taken[plan->from[f].columns[i]] = true;
        }
    }
    for (size_t f = 0; f < b->n_fields; f++) {
        if (plan->from[f].n > 0) {
            continue;
        }
        size_t column = column_of(b, b->folded, b->fields[f]);
        if (column != SIZE_MAX && !taken[column]) {
            add_column(b, f, column);
        }
    }
}

/* How many columns that mark a format the header lacks, and the first of them. */
static size_t lacks(const planner *b, const char *const *mark, const char **first)
{
    size_t n = 0;
    for (*first = NULL; *mark != NULL; mark++) {
        bool found = false;
        for (size_t i = 0; i < b->plan->csv.columns && !found; i++) {
            found = urne_str_is(b->folded[i], *mark);
        }
        if (!found && n++ == 0) {
            *first = *mark;
        }
    }
    return n;
}

static const preset *detect(planner *b, bool exclusion)
{
    urne_roll_format want = exclusion ? URNE_FORMAT_AUTO : b->config->format;
    const char *no_reu, *no_list;
    /* A roll that lacks one column of a format is that format damaged, not another,
     * unless the rules say where the columns are. */
    size_t most = exclusion || b->config->n_maps > 0 ? 0 : 1;
    size_t n_reu = lacks(b, reu_mark, &no_reu),
           n_list = lacks(b, elistelec_mark, &no_list);
    bool any = want == URNE_FORMAT_AUTO;
    bool is_reu = want == URNE_FORMAT_REU || (any && n_reu <= most);
    bool is_list = want == URNE_FORMAT_ELISTELEC || (any && !is_reu && n_list <= most);
    b->plan->format = is_reu ? "REU" : is_list ? "e-listelec" : "CSV";
    const char *missing = is_reu ? no_reu : is_list ? no_list : NULL;
    if (missing != NULL) {
        no(b, urne_fail(b->err, URNE_E_ROLL_FORMAT,
                        (urne_place){.file = b->plan->csv.file, .line = 1},
                        b->plan->format, missing, NULL));
    }
    return is_reu ? reu : is_list ? elistelec : NULL;
}

static void require_fields(planner *b, bool exclusion)
{
    for (size_t f = 0; f < b->n_fields; f++) {
        bool named = urne_str_is(b->fields[f], "list") && b->plan->list.n > 0;
        bool needed = !exclusion && urne_config_needs(b->config, b->fields[f]);
        for (size_t i = 0; i < b->config->n_identity && exclusion; i++) {
            needed |= urne_str_eq(b->config->identity[i], b->fields[f]);
        }
        if (needed && !named && b->plan->from[f].n == 0) {
            no(b, urne_fail(b->err, URNE_E_ROLL_FIELD,
                            (urne_place){.file = b->plan->csv.file, .line = 1},
                            URNE_SHOW(b->fields[f]), b->plan->format, NULL));
        }
    }
}

urne_code urne_roll_plan_make(urne_roll_plan *plan, urne_arena *arena,
                              const urne_config *config, const urne_str *fields,
                              size_t n_fields, bool exclusion, urne_err *err)
{
    planner b = {.plan = plan,
                 .arena = arena,
                 .config = config,
                 .fields = fields,
                 .n_fields = n_fields,
                 .err = err,
                 .first = URNE_OK};
    b.folded = fold_header(arena, &plan->csv);
    plan->from = urne_arena_array(arena, n_fields, sizeof *plan->from);
    plan->want = urne_arena_array(arena, plan->csv.columns, sizeof *plan->want);
    plan->list = urne_roll_list_in_name(plan->csv.file);
    bool *mapped = urne_arena_array(arena, n_fields, sizeof *mapped);
    const preset *names = detect(&b, exclusion);
    plan_maps(&b, mapped, exclusion);
    if (names != NULL && b.first == URNE_OK) {
        plan_preset(&b, names, mapped);
    }
    if (b.first == URNE_OK) {
        plan_names(&b);
        require_fields(&b, exclusion);
    }
    for (size_t f = 0; f < n_fields; f++) {
        for (size_t i = 0; i < plan->from[f].n; i++) {
            plan->want[plan->from[f].columns[i]] = true;
        }
    }
    return b.first;
}
