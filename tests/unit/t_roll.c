/* model/roll: formats, classes of anomalies, cases and decisions, dresses. */
#include "model/roll.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder of files, and rules ---- */

typedef struct box {
    urne_arena *arena;
    char dir[32];
    urne_config *config;
    urne_err err;
    urne_roll *roll;
    const char *paths[8];
    size_t n_paths;
    const char *decisions;
} box;

static const char *put(box *b, const char *name, const char *text)
{
    const char *path = urne_str_z(b->arena, urne_str_of(b->dir));
    char *full = urne_arena_alloc(b->arena, strlen(path) + strlen(name) + 2);
    sprintf(full, "%s/%s", path, name);
    FILE *f = fopen(full, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
    ck_assert_int_eq(fclose(f), 0);
    return full;
}

static box open_box(void)
{
    box b = {.arena = urne_arena_new(), .dir = "/tmp/urne-t-roll-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(b.dir));
    b.config = urne_config_default(b.arena);
    b.config->has_age = true;
    b.config->age = 18;
    b.config->age_on = URNE_STR("2026-10-05");
    return b;
}

static void add(box *b, const char *name, const char *text)
{
    b->paths[b->n_paths++] = put(b, name, text);
}

static urne_code run(box *b)
{
    b->err = (urne_err)URNE_ERR_NONE;
    b->roll = NULL;
    return urne_roll_read(&b->roll, b->arena, b->config, b->paths, b->n_paths,
                          b->decisions, &b->err);
}

static void close_box(box *b)
{
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", b->dir);
    ck_assert_int_eq(system(command), 0);
    urne_arena_free(b->arena);
}

static void set_strings(box *b, urne_str **list, size_t *n, const char *a,
                        const char *c)
{
    *list = urne_arena_array(b->arena, 2, sizeof **list);
    *n = 0;
    if (a != NULL) {
        (*list)[(*n)++] = urne_str_of(a);
    }
    if (c != NULL) {
        (*list)[(*n)++] = urne_str_of(c);
    }
}

static void set_bands(box *b, uint64_t first, uint64_t second)
{
    urne_axis *axis = urne_arena_alloc(b->arena, sizeof *axis);
    axis->field = URNE_STR("birth-date");
    axis->bands = urne_arena_array(b->arena, 2, sizeof(uint64_t));
    axis->bands[0] = first;
    axis->bands[1] = second;
    axis->n_bands = 2;
    b->config->axes = axis;
    b->config->n_axes = 1;
}

static void exclude(box *b, const char *name, const char *text, urne_reason reason)
{
    urne_exclusion *list =
        urne_arena_array(b->arena, b->config->n_exclusions + 1, sizeof *list);
    for (size_t i = 0; i < b->config->n_exclusions; i++) {
        list[i] = b->config->exclusions[i];
    }
    list[b->config->n_exclusions++] = (urne_exclusion){put(b, name, text), reason};
    b->config->exclusions = list;
}

/* The roll as one text, by content only: identity, reason, separating value, birth. */
static const char *content(box *b)
{
    urne_buf buf = urne_buf_new(b->arena, 0);
    for (size_t i = 0; i < b->roll->n_electors; i++) {
        const urne_elector *e = &b->roll->electors[i];
        for (size_t k = 0; k < e->ident.n; k++) {
            urne_buf_addc(&buf, e->ident.p[k] == '\t' ? '|' : e->ident.p[k]);
        }
        urne_buf_addz(&buf, e->pending ? " ?" : " ");
        urne_buf_addz(&buf, urne_reason_name(e->reason));
        urne_buf_addc(&buf, '\n');
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static size_t count(const box *b, urne_code code)
{
    size_t n = 0;
    for (size_t i = 0; i < b->roll->n_anomalies; i++) {
        n += b->roll->anomalies[i].code == code;
    }
    return n;
}

static const urne_anomaly *find(const box *b, urne_code code)
{
    for (size_t i = 0; i < b->roll->n_anomalies; i++) {
        if (b->roll->anomalies[i].code == code) {
            return &b->roll->anomalies[i];
        }
    }
    ck_abort_msg("no anomaly %s", urne_code_get(code)->id);
    return NULL;
}

/* Lines always add up. */
static void check_sums(const box *b)
{
    uint64_t sum = 0, kept = 0;
    for (size_t i = 0; i < URNE_REASONS; i++) {
        sum += b->roll->set_aside[i];
    }
    for (size_t i = 0; i < b->roll->n_electors; i++) {
        kept += b->roll->electors[i].reason == URNE_KEPT;
    }
    ck_assert_uint_eq(b->roll->set_aside[URNE_KEPT], 0);
    ck_assert_uint_eq(b->roll->lines, b->roll->n_electors);
    ck_assert_uint_eq(kept + sum, b->roll->lines);
    ck_assert_uint_eq(b->roll->persons,
                      b->roll->lines - b->roll->set_aside[URNE_REASON_DUPLICATE]);
}

static void accept(box *b)
{
    urne_code code = run(b);
    ck_assert_msg(code == URNE_OK, "%s at %d:%d %s", b->err.diag[0].file,
                  (int)b->err.diag[0].line, (int)b->err.diag[0].column,
                  urne_code_get(b->err.diag[0].code)->id);
    check_sums(b);
}

/* Writes decisions.csv with one line for a case of the roll as it stands. */
static void decide(box *b, const char *id, const char *decision, const char *value)
{
    char text[400];
    snprintf(text, sizeof text, "case;decision;value\n%s;%s;%s\n", id, decision, value);
    b->decisions = put(b, "decisions.csv", text);
}

static const char *case_of(box *b, urne_code code)
{
    return urne_str_z(b->arena, find(b, code)->case_id);
}

#define HEAD "birth-name;given-names;birth-date;birth-place"
#define FULL HEAD ";list;street-no;street;commune\n"

/* ---- refusals ---- */

static const struct refusal {
    const char *text;
    urne_code code;
    uint64_t line, column;
} refusals[] = {
    {HEAD "\nA;B;31/02/1961;C\n", URNE_E_ROLL_DATE, 2, 5},
    {HEAD "\nA;B;\"31/02/1961\";C\n", URNE_E_ROLL_DATE, 2, 6},
    {HEAD "\nA;B;01/01/2189;C\n", URNE_E_ROLL_UNBORN, 2, 5},
    {HEAD "\nA;B;06/10/2026;C\n", URNE_E_ROLL_UNBORN, 2, 5},
    {HEAD "\n;B;1961;C\n", URNE_E_ROLL_NAMELESS, 2, 1},
    {HEAD "\n  ;B;1961;C\n", URNE_E_ROLL_NAMELESS, 2, 1},
    {HEAD ";list\nA;B;1961;C;LX\n", URNE_E_ROLL_LIST, 2, 12},
    {"birth-name;given-names;birth-date\nA;B;1961\n", URNE_E_ROLL_FIELD, 1, 0},
    {HEAD ";birth-name\nA;B;1961;C;D\n", URNE_E_CSV_TWICE, 1, 47},
    {HEAD "\n", URNE_E_ROLL_EMPTY, 0, 0},
    {HEAD "\nA\xC2\xA0;B;1961;C\n", URNE_E_TEXT_NBSP, 2, 2},
    {HEAD "\nA\xA0;B;1961;\xC9\n", URNE_E_TEXT_NBSP, 2, 2},
    {HEAD "\nA;B;1961;\"E\xCC\x81\"\n", URNE_E_TEXT_NFC, 2, 11},
    {HEAD "\nA;B\xE2\x80\xAE;1961;C\n", URNE_E_TEXT_INVISIBLE, 2, 4},
    {HEAD "\nA;B;1961\n", URNE_E_CSV_FIELDS, 2, 9},
};

START_TEST(refuses)
{
    const struct refusal *r = &refusals[_i];
    box b = open_box();
    add(&b, "roll.csv", r->text);
    ck_assert_int_eq(run(&b), r->code);
    ck_assert_uint_eq(b.err.count, 1);
    ck_assert_uint_eq(b.err.diag[0].line, r->line);
    ck_assert_uint_eq(b.err.diag[0].column, r->column);
    ck_assert_str_eq(b.err.diag[0].file, b.paths[0]);
    close_box(&b);
}
END_TEST

/* All faults of a file, from its top; and of every file. */
START_TEST(collects)
{
    box b = open_box();
    add(&b, "a.csv", HEAD ";list\n;B;1961;C;LX\nA;B;61;C;LX\n");
    add(&b, "b.csv", HEAD ";list\nA;B;1961;C;LP\nA;B;62;C;LP\n");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_LIST);
    ck_assert_uint_eq(b.err.count, 5);
    static const uint64_t places[5][2] = {{2, 1}, {2, 11}, {3, 5}, {3, 10}, {3, 5}};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_uint_eq(b.err.diag[i].line, places[i][0]);
        ck_assert_uint_eq(b.err.diag[i].column, places[i][1]);
    }
    close_box(&b);
}
END_TEST

START_TEST(refuses_by_rules)
{
    box b = open_box();
    add(&b, "roll.csv", HEAD ";sex\nA;B;1961;C;X\n");
    accept(&b); /* the sex is not used */
    set_strings(&b, &b.config->attributes, &b.config->n_attributes, "sex", NULL);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_SEX);
    ck_assert_uint_eq(b.err.diag[0].column, 12);
    set_strings(&b, &b.config->attributes, &b.config->n_attributes, "quartier", NULL);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FIELD);
    ck_assert_str_eq(b.err.diag[0].arg[0], "quartier");
    b.config->n_attributes = 0;
    set_strings(&b, &b.config->lists, &b.config->n_lists, "principale", NULL);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FIELD);
    ck_assert_str_eq(b.err.diag[0].arg[0], "list");
    b.n_paths = 0;
    add(&b, "some.csv", HEAD ";list\nA;B;1961;C;\n");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_LIST_NONE);
    b.n_paths = 0;
    add(&b, "liste-LP-2026.csv", HEAD "\nA;B;1961;C\n");
    accept(&b);
    ck_assert_uint_eq(b.roll->eligible, 1);
    b.config->format = URNE_FORMAT_REU;
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FORMAT);
    b.config->format = URNE_FORMAT_ELISTELEC;
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FORMAT);
    b.config->format = URNE_FORMAT_CSV;
    accept(&b);
    close_box(&b);
}
END_TEST

START_TEST(refuses_a_file_twice)
{
    box b = open_box();
    add(&b, "a.csv", HEAD "\nA;B;1961;C\n");
    add(&b, "b.csv", "\xEF\xBB\xBF" HEAD "\nA;B;1961;C\n");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FILE_TWICE);
    close_box(&b);
}
END_TEST

/* ---- columns ---- */

START_TEST(maps_columns)
{
    box b = open_box();
    urne_column_map *maps = urne_arena_array(b.arena, 2, sizeof *maps);
    maps[0].field = URNE_STR("birth-name");
    set_strings(&b, &maps[0].columns, &maps[0].n_columns, "Nom", NULL);
    maps[1].field = URNE_STR("street");
    set_strings(&b, &maps[1].columns, &maps[1].n_columns, "Type", "Voie");
    b.config->maps = maps;
    b.config->n_maps = 2;
    add(&b, "roll.csv",
        "Voie,Type,Nom,Given-Names,Birth-Date,Birth-Place,x\n"
        "des  Lilas,,A,B,1961,C,\n ,Rue,A,C,1961,C,1\nHaute,Rue,A,D,1961,C,1\n");
    accept(&b);
    static const char *const want[3] = {"des Lilas", "Rue", "Rue Haute"};
    for (size_t i = 0; i < 3; i++) {
        urne_str street =
            urne_roll_value(b.roll, &b.roll->electors[i], URNE_STR("street"));
        ck_assert(urne_str_is(street, want[i]));
    }
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_SPACES), 1);
    ck_assert_str_eq(find(&b, URNE_E_ROLL_SPACES)->arg[0], "2");
    ck_assert_uint_eq(urne_roll_field(b.roll, URNE_STR("bureau")), SIZE_MAX);
    ck_assert_uint_eq(urne_roll_value(b.roll, b.roll->electors, URNE_STR("bureau")).n,
                      0);
    maps[0].columns[0] = URNE_STR("nom");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_MAP);
    ck_assert_str_eq(b.err.diag[0].arg[0], "nom");
    close_box(&b);
}
END_TEST

static const struct list_case {
    const char *name, *value, *list;
} list_cases[] = {{"r.csv", "Liste principale", "principale"},
                  {"r.csv", "LISTE PRINCIPALE", "principale"},
                  {"r.csv", "LP", "principale"},
                  {"r.csv", "Liste compl\xC3\xA9mentaire municipale", "municipale"},
                  {"r.csv",
                   "LISTE COMPL\xC3\x89MENTAIRE EUROP\xC3\x89"
                   "ENNE",
                   "europeenne"},
                  {"r.csv", "LCM", "municipale"},
                  {"r.csv", "europeenne", "europeenne"},
                  {"liste_LCE_2.csv", "", "europeenne"},
                  {"LP.csv", "", "principale"},
                  {"LP-LP.csv", "", "principale"},
                  {"LP-LCM.csv", "", ""},
                  {"ALP.csv", "", ""},
                  {"LPA.csv", "", ""},
                  {"lcm.csv", "", ""},
                  {"LP.csv", "LCM", "municipale"}};

START_TEST(lists)
{
    const struct list_case *c = &list_cases[_i];
    box b = open_box();
    char text[200];
    snprintf(text, sizeof text, HEAD ";list\nA;B;1961;C;%s\nA;C;1961;C;%s\n", c->value,
             c->value);
    add(&b, c->name, text);
    accept(&b);
    for (size_t i = 0; i < 2; i++) {
        urne_str list = urne_roll_value(b.roll, &b.roll->electors[i], URNE_STR("list"));
        ck_assert(urne_str_is(list, c->list));
    }
    close_box(&b);
}
END_TEST

/* ---- persons ---- */

START_TEST(collapses)
{
    box b = open_box();
    add(&b, "LCE.csv", HEAD ";street\nA;B;1961;C;rue E\nD;E;1962;F;x\n");
    add(&b, "LCM.csv", HEAD ";street\nA;B;1961;C;rue M\n");
    accept(&b);
    ck_assert_str_eq(content(&b), "A|B|1961-00-00|C duplicate\n"
                                  "A|B|1961-00-00|C kept\nD|E|1962-00-00|F kept\n");
    ck_assert(urne_str_is(
        urne_roll_value(b.roll, &b.roll->electors[1], URNE_STR("street")), "rue M"));
    ck_assert_uint_eq(b.roll->persons, 2);
    ck_assert_uint_eq(b.roll->to_decide, 0);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_DATE_PARTIAL), 2);
    close_box(&b);
}
END_TEST

#define PAIR FULL "M;P;02/03/1970;X;LP;1;rue A;V\nM;P;02/03/1970;X;LP;2;rue B;V\n"

START_TEST(homonyms)
{
    box b = open_box();
    add(&b, "roll.csv", PAIR);
    accept(&b);
    ck_assert_str_eq(content(&b), "M|P|1970-03-02|X ?kept\nM|P|1970-03-02|X ?kept\n");
    ck_assert_uint_eq(b.roll->to_decide, 1);
    ck_assert_uint_eq(b.roll->eligible, 2);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_HOMONYM), 2);
    const char *id = case_of(&b, URNE_E_ROLL_HOMONYM);
    urne_hash h =
        urne_hash_fields(2, URNE_STR("case"), URNE_STR("M\tP\t1970-03-02\tX"));
    ck_assert_int_eq(strncmp(urne_to_hex(h).z, id, 12), 0);
    ck_assert_uint_eq(strlen(id), 12);

    decide(&b, id, "same", "");
    accept(&b);
    ck_assert_str_eq(content(&b),
                     "M|P|1970-03-02|X kept\nM|P|1970-03-02|X duplicate\n");
    ck_assert_uint_eq(b.roll->to_decide, 0);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_DECIDED), 2);

    decide(&b, id, "distinct", "");
    accept(&b);
    ck_assert_str_eq(content(&b), "M|P|1970-03-02|X|1 rue A V kept\n"
                                  "M|P|1970-03-02|X|2 rue B V kept\n");
    ck_assert(urne_str_is(b.roll->electors[0].separate, "1 rue A V"));

    decide(&b, id, "distinct", "street-no");
    accept(&b);
    ck_assert_str_eq(content(&b), "M|P|1970-03-02|X|1 kept\nM|P|1970-03-02|X|2 kept\n");

    decide(&b, id, "set-aside", "");
    accept(&b);
    ck_assert_str_eq(content(&b),
                     "M|P|1970-03-02|X undecided\nM|P|1970-03-02|X undecided\n");
    close_box(&b);
}
END_TEST

/* Two persons, one of them on both complementary lists. */
START_TEST(three_lines)
{
    box b = open_box();
    add(&b, "roll.csv",
        FULL "M;P;1970;X;LCM;1;rue A;V\nM;P;1970;X;LCM;2;rue B;V\n"
             "M;P;1970;X;LCE;2;rue B;V\n");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    const char *id = case_of(&b, URNE_E_ROLL_HOMONYM);
    decide(&b, id, "distinct", "address");
    accept(&b);
    ck_assert_str_eq(content(&b), "M|P|1970-00-00|X|1 rue A V kept\n"
                                  "M|P|1970-00-00|X|2 rue B V duplicate\n"
                                  "M|P|1970-00-00|X|2 rue B V kept\n");
    decide(&b, id, "same", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_DUPLICATE], 2);
    close_box(&b);
}
END_TEST

/* The principal list has the word when lines are one person. */
START_TEST(same_keeps_the_principal)
{
    box b = open_box();
    add(&b, "roll.csv",
        FULL "M;P;1970;X;LCE;1;a;V\nM;P;1970;X;LCM;1;a;V\n"
             "M;P;1970;X;LP;1;a;V\n");
    accept(&b);
    decide(&b, case_of(&b, URNE_E_ROLL_HOMONYM), "same", "");
    accept(&b);
    ck_assert_int_eq(b.roll->electors[2].reason, URNE_KEPT);
    ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_DUPLICATE], 2);
    close_box(&b);
}
END_TEST

static const struct bad_decision {
    const char *lines;
    urne_code code;
    uint64_t line, column;
} bad_decisions[] = {
    {"$;same;\n$;distinct;\n", URNE_E_ROLL_DECISION_TWICE, 3, 14},
    {"$;born;1970-01-01\n", URNE_E_ROLL_DECISION_KIND, 2, 14},
    {"$;keep;\n", URNE_E_ROLL_DECISION_KIND, 2, 14},
    {"$;maybe;\n", URNE_E_ROLL_DECISION_KIND, 2, 14},
    {"$;;x\n", URNE_E_ROLL_DECISION_KIND, 2, 14},
    {"$;same;x\n", URNE_E_ROLL_DECISION_VALUE, 2, 19},
    {"$;born;\n", URNE_E_ROLL_DECISION_VALUE, 2, 19},
    {"$;distinct;quartier\n", URNE_E_ROLL_DECISION_VALUE, 2, 14},
    {"$;distinct;commune\n", URNE_E_ROLL_DECISION_SAME, 2, 14},
    {"000000000000;same;\n", URNE_E_ROLL_DECISION_CASE, 2, 14},
    {"$;distinct;\n000000000000;keep;\n", URNE_E_ROLL_DECISION_CASE, 3, 14},
    {"$;same;\xC2\xA0\n", URNE_E_TEXT_NBSP, 2, 19},
    {"$;same\n", URNE_E_CSV_FIELDS, 2, 18},
};

START_TEST(refuses_decisions)
{
    const struct bad_decision *d = &bad_decisions[_i];
    box b = open_box();
    add(&b, "roll.csv", PAIR);
    accept(&b);
    const char *id = case_of(&b, URNE_E_ROLL_HOMONYM);
    urne_buf buf = urne_buf_new(b.arena, 0);
    urne_buf_addz(&buf, "case;decision;value\n");
    for (const char *p = d->lines; *p != '\0'; p++) {
        urne_buf_add(&buf, *p == '$' ? urne_str_of(id) : (urne_str){p, 1});
    }
    urne_buf_addc(&buf, '\0');
    b.decisions = put(&b, "decisions.csv", buf.p);
    ck_assert_int_eq(run(&b), d->code);
    ck_assert_str_eq(b.err.diag[0].file, b.decisions);
    ck_assert_uint_eq(b.err.diag[0].line, d->line);
    ck_assert_uint_eq(b.err.diag[0].column, d->column);
    b.decisions = put(&b, "decisions.csv", "case;decision\n");
    ck_assert_int_eq(run(&b), URNE_E_CSV_COLUMN);
    close_box(&b);
}
END_TEST

/* ---- dates ---- */

START_TEST(open_ages)
{
    box b = open_box();
    add(&b, "roll.csv",
        HEAD "\nA;B;00/00/2008;C\nD;E;2007;F\nG;H;00/10/2008;I\nJ;K;00/09/2008;L\n"
             "M;N;06/10/2008;O\nP;Q;05/10/2008;R\nS;T;;U\n");
    accept(&b);
    ck_assert_str_eq(content(&b),
                     "A|B|2008-00-00|C ?kept\nD|E|2007-00-00|F kept\n"
                     "G|H|2008-10-00|I ?kept\nJ|K|2008-09-00|L kept\n"
                     "M|N|2008-10-06|O age\nP|Q|2008-10-05|R kept\nS|T||U ?kept\n");
    ck_assert_uint_eq(b.roll->to_decide, 3);
    ck_assert_uint_eq(b.roll->eligible, 3);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_AGE_OPEN), 3);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_DATE_PARTIAL), 2);
    ck_assert_uint_eq(find(&b, URNE_E_ROLL_AGE_OPEN)->column, 5);
    const char *id = case_of(&b, URNE_E_ROLL_AGE_OPEN);

    decide(&b, id, "born", "2008-03-01");
    accept(&b);
    ck_assert(urne_str_is(b.roll->electors[0].born, "2008-03-01"));
    ck_assert(
        urne_str_is(urne_roll_value(b.roll, b.roll->electors, URNE_STR("birth-date")),
                    "2008-00-00"));
    ck_assert_int_eq(b.roll->electors[0].reason, URNE_KEPT);
    decide(&b, id, "born", "2008-12-01");
    accept(&b);
    ck_assert_int_eq(b.roll->electors[0].reason, URNE_REASON_AGE);
    decide(&b, id, "set-aside", "");
    accept(&b);
    ck_assert_int_eq(b.roll->electors[0].reason, URNE_REASON_UNDECIDED);

    static const char *const bad[] = {"2007-03-01", "2008", "01/13/2008", "2008-10-00"};
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        decide(&b, id, "born", bad[i]);
        ck_assert_int_eq(run(&b), URNE_E_ROLL_DECISION_VALUE);
    }
    decide(&b, id, "keep", "");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_DECISION_KIND);
    close_box(&b);
}
END_TEST

START_TEST(open_bands)
{
    box b = open_box();
    set_bands(&b, 18, 35);
    add(&b, "roll.csv", HEAD "\nA;B;1991;C\nD;E;1990;F\nG;H;1901;I\n");
    accept(&b);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_BAND_OPEN), 1);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    ck_assert_uint_eq(b.roll->eligible, 3);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_OLD), 1);
    const char *id = case_of(&b, URNE_E_ROLL_BAND_OPEN);
    decide(&b, id, "born", "10/1991");
    ck_assert_int_eq(run(&b), URNE_E_ROLL_DECISION_VALUE);
    decide(&b, id, "born", "00/11/1991");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 0);
    close_box(&b);
}
END_TEST

START_TEST(given_names)
{
    box b = open_box();
    add(&b, "roll.csv", HEAD "\nA;;1961;C\nA; ;2008;C\nA;;2020;C\n");
    accept(&b);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_GIVEN_NONE), 2);
    ck_assert_uint_eq(b.roll->to_decide, 2);
    ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_AGE], 1);
    ck_assert_uint_eq(find(&b, URNE_E_ROLL_GIVEN_NONE)->column, 3);
    decide(&b, case_of(&b, URNE_E_ROLL_GIVEN_NONE), "keep", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    /* 'keep' leaves the date open, 'born' settles both. */
    const char *id = case_of(&b, URNE_E_ROLL_AGE_OPEN);
    decide(&b, id, "keep", "");
    accept(&b);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_AGE_OPEN), 1);
    ck_assert_uint_eq(b.roll->to_decide, 2);
    decide(&b, id, "born", "2008-01-01");
    accept(&b);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_AGE_OPEN), 0);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    close_box(&b);
}
END_TEST

/* ---- exclusions ---- */

START_TEST(exclusions)
{
    box b = open_box();
    add(&b, "roll.csv", HEAD "\nA;B;1961;C\nD;E;1962;F\nG;H;1963;I\nJ;K;2015;L\n");
    exclude(&b, "anciens.csv",
            "birth-place,birth-date,birth-name,given-names,x\n"
            "C,00/00/1961,A,B,\nF,1962,D , E,\nZ,1950,Y,X,\nL,2015,J,K,\n",
            URNE_REASON_EARLIER);
    exclude(&b, "oppositions.csv",
            "nom de naissance;pr\xE9noms;date de naissance;libell\xE9 commune de "
            "naissance\r\n"
            "D;E;1962;F\r\n",
            URNE_REASON_OBJECTION);
    accept(&b);
    ck_assert_str_eq(content(&b), "A|B|1961-00-00|C earlier\n"
                                  "D|E|1962-00-00|F objection\n"
                                  "G|H|1963-00-00|I kept\nJ|K|2015-00-00|L age\n");
    const urne_anomaly *nobody = find(&b, URNE_E_ROLL_EXCLUDED_NONE);
    ck_assert_uint_eq(nobody->file, 1);
    ck_assert_uint_eq(nobody->line, 4);
    ck_assert_uint_eq(b.roll->n_inputs, 3);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_CP1252), 1);
    exclude(&b, "bad.csv", "birth-name;given-names\nA;B\n", URNE_REASON_EARLIER);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FIELD);
    exclude(&b, "bad2.csv", HEAD "\nA;B;61;C\n", URNE_REASON_EARLIER);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_FIELD);
    ck_assert_uint_eq(b.err.count, 3);
    close_box(&b);
}
END_TEST

START_TEST(exclusion_of_homonyms)
{
    box b = open_box();
    add(&b, "roll.csv", PAIR);
    exclude(&b, "e.csv", HEAD "\nM;P;1970-03-02;X\n", URNE_REASON_EARLIER);
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 1); /* who they are is asked first */
    const char *homonyms_id = case_of(&b, URNE_E_ROLL_HOMONYM);
    decide(&b, homonyms_id, "same", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_EARLIER], 1);
    decide(&b, homonyms_id, "set-aside", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 0);
    decide(&b, homonyms_id, "distinct", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    ck_assert_uint_eq(b.roll->eligible, 0);
    ck_assert_uint_eq(find(&b, URNE_E_ROLL_EXCLUDED_MANY)->file, 1);
    const char *id = case_of(&b, URNE_E_ROLL_EXCLUDED_MANY);
    ck_assert_str_ne(id, homonyms_id);

    char text[200];
    static const char *const words[] = {"keep", "set-aside"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(text, sizeof text, "case,decision,value\n%s,distinct,\n%s,%s,\n",
                 homonyms_id, id, words[i]);
        b.decisions = put(&b, "decisions.csv", text);
        accept(&b);
        ck_assert_uint_eq(b.roll->to_decide, 0);
        ck_assert_uint_eq(b.roll->eligible, i == 0 ? 2 : 0);
        ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_UNDECIDED], i == 0 ? 0 : 2);
    }
    decide(&b, homonyms_id, "distinct", "");
    b.config->n_exclusions = 0;
    exclude(&b, "with-address.csv", FULL "M;P;1970-03-02;X;;2;rue B;V\n",
            URNE_REASON_OBJECTION);
    accept(&b);
    ck_assert_str_eq(content(&b), "M|P|1970-03-02|X|1 rue A V kept\n"
                                  "M|P|1970-03-02|X|2 rue B V objection\n");
    close_box(&b);
}
END_TEST

START_TEST(precedence)
{
    box b = open_box();
    set_strings(&b, &b.config->lists, &b.config->n_lists, "principale", NULL);
    add(&b, "roll.csv",
        FULL "A;B;2015;C;LCM;;;\nA;B;2015;C;LCE;;;\nD;E;2015;F;LP;;;\n"
             "G;;1961;H;LP;;;\nI;;2008;J;LCE;;;\n");
    exclude(&b, "a.csv", HEAD "\nA;B;2015;C\nD;E;2015;F\nG;;1961;H\n",
            URNE_REASON_EARLIER);
    exclude(&b, "o.csv", HEAD "\nG;;1961;H\nD;E;2015;F\n", URNE_REASON_OBJECTION);
    accept(&b);
    ck_assert_str_eq(content(&b), "A|B|2015-00-00|C duplicate\nA|B|2015-00-00|C list\n"
                                  "D|E|2015-00-00|F age\nG||1961-00-00|H objection\n"
                                  "I||2008-00-00|J list\n");
    ck_assert_uint_eq(b.roll->to_decide, 0);
    close_box(&b);
}
END_TEST

START_TEST(nationality)
{
    box b = open_box();
    add(&b, "roll.csv",
        HEAD ";list;nationality\nA;B;1961;C;LP;Belge\nA;C;1961;C;LP;FR\n"
             "A;D;1961;C;LCM;Fran\xC3\xA7"
             "aise\nA;E;1961;C;LCM;DE\nA;F;1961;C;LP;\n");
    accept(&b);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_NATIONALITY), 2);
    ck_assert_uint_eq(find(&b, URNE_E_ROLL_NATIONALITY)->column, 15);
    close_box(&b);
}
END_TEST

/* ---- anomalies.csv ---- */

static urne_str say(urne_arena *arena, const urne_diag *d)
{
    urne_buf buf = urne_buf_new(arena, 0);
    urne_buf_addz(&buf, "said \"");
    urne_buf_addz(&buf, d->arg[0]);
    urne_buf_addz(&buf, "\"");
    return urne_buf_str(&buf);
}

START_TEST(writes_anomalies)
{
    box b = open_box();
    add(&b, "roll.csv",
        "\xEF\xBB\xBF" HEAD "\nA;B;1961;C\nM;P;1970-01-01;X\nM;P;01/01/1970;X\n");
    accept(&b);
    urne_str csv = urne_roll_anomalies_csv(b.arena, b.roll, say);
    const char *id = case_of(&b, URNE_E_ROLL_HOMONYM), *path = b.paths[0];
    char want[1000];
    snprintf(want, sizeof want,
             "\xEF\xBB\xBF"
             "case;code;file;line;column;message\r\n"
             ";E-ROLL-204;%s;;;\"said \"\"\"\"\"\r\n"
             ";E-ROLL-201;%s;2;5;\"said \"\"1961-00-00\"\"\"\r\n"
             "%s;E-ROLL-101;%s;3;;\"said \"\"2\"\"\"\r\n"
             "%s;E-ROLL-101;%s;4;;\"said \"\"2\"\"\"\r\n",
             path, path, id, path, id, path);
    ck_assert_msg(urne_str_is(csv, want), "%.*s", (int)csv.n, csv.p);
    /* The list itself, completed by two columns, is a file of decisions. */
    char text[400];
    snprintf(
        text, sizeof text,
        "case;code;file;line;decision;value\n;E;r;2;;\n%s;E;r;3;distinct;birth-place\n"
        "%s;E;r;4;;\n",
        id, id);
    b.decisions = put(&b, "decisions.csv", text);
    ck_assert_int_eq(run(&b), URNE_E_ROLL_DECISION_SAME);
    close_box(&b);
}
END_TEST

/* ---- the fixtures ---- */

static const char *fixtures(void)
{
    const char *dir = getenv("FIXTURES");
    return dir == NULL ? "fixtures" : dir;
}

static const char *fixture(box *b, const char *name)
{
    char *path = urne_arena_alloc(b->arena, strlen(fixtures()) + strlen(name) + 2);
    sprintf(path, "%s/%s", fixtures(), name);
    return path;
}

static uint64_t number(urne_str s)
{
    uint64_t v = 0;
    ck_assert(s.n == 0 || urne_str_u64(s, UINT64_MAX, &v));
    return v;
}

/* One line of the manifest: name;place;exit;code;what. */
static void check_broken(urne_str line)
{
    urne_str part[4], place[2] = {{0}, {0}};
    for (size_t i = 0; i < 4; i++) {
        ck_assert(urne_str_cut(&line, ';', &part[i]));
    }
    if (!urne_str_ends(part[0], ".csv")) {
        return; /* rules are tested by model/config */
    }
    box b = open_box();
    char name[128];
    snprintf(name, sizeof name, "broken/%.*s", (int)part[0].n, part[0].p);
    b.paths[b.n_paths++] = fixture(&b, name);
    set_strings(&b, &b.config->attributes, &b.config->n_attributes,
                strstr(name, "sex") != NULL ? "sex" : NULL, NULL);
    urne_code code = run(&b);
    ck_assert_msg((code == URNE_OK) == urne_str_is(part[2], "0"), "%s", name);
    if (code != URNE_OK) {
        (void)urne_str_cut(&part[1], ':', &place[0]);
        (void)urne_str_cut(&part[1], ':', &place[1]);
        const urne_diag *d = &b.err.diag[0];
        const char *id = urne_code_get(d->code)->id;
        ck_assert_msg(urne_str_is(part[3], id), "%s: %s", name, id);
        ck_assert_msg(d->line == number(place[0]) && d->column == number(place[1]),
                      "%s: %d:%d", name, (int)d->line, (int)d->column);
    }
    close_box(&b);
}

START_TEST(broken_files)
{
    char path[1024], line[1024];
    snprintf(path, sizeof path, "%s/broken/MANIFEST", fixtures());
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, f));
    size_t n = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        check_broken((urne_str){line, strcspn(line, "\n")});
        n++;
    }
    ck_assert_uint_gt(n, 40);
    ck_assert_int_eq(fclose(f), 0);
}
END_TEST

START_TEST(sixty_lines)
{
    box b = open_box();
    set_strings(&b, &b.config->lists, &b.config->n_lists, "municipale", "principale");
    set_bands(&b, 18, 35);
    b.paths[b.n_paths++] = fixture(&b, "sixty/roll.csv");
    accept(&b);
    ck_assert_uint_eq(b.roll->lines, 60);
    ck_assert_uint_eq(b.roll->persons, 58);
    ck_assert_uint_eq(b.roll->eligible, 57);
    ck_assert_uint_eq(b.roll->to_decide, 1);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_DATE_PARTIAL), 2);
    ck_assert_uint_eq(count(&b, URNE_E_ROLL_HOMONYM), 2);
    ck_assert_uint_eq(b.roll->set_aside[URNE_REASON_LIST], 1);
    ck_assert_str_eq(b.roll->files[0].format, "REU");
    decide(&b, case_of(&b, URNE_E_ROLL_HOMONYM), "distinct", "");
    accept(&b);
    ck_assert_uint_eq(b.roll->to_decide, 0);
    ck_assert_uint_eq(b.roll->eligible, 57);
    close_box(&b);
}
END_TEST

START_TEST(hamlet)
{
    box b = open_box();
    b.paths[b.n_paths++] = fixture(&b, "hamlet/roll.csv");
    accept(&b);
    ck_assert_uint_eq(b.roll->eligible, 8);
    ck_assert_str_eq(b.roll->files[0].format, "CSV");
    ck_assert_uint_eq(b.roll->files[0].sha256.n, 64);
    close_box(&b);
}
END_TEST

/* ---- dresses ---- */

static const char *const fields_hashed[] = {
    "sex",    "list",   "commune",  "bureau",   "street-no", "street",
    "extra1", "extra2", "locality", "postcode", "usage-name"};

/* Identity, reason and every value that no format writes in its own way. */
static urne_hash fingerprint(box *b)
{
    urne_buf buf = urne_buf_new(b->arena, 0);
    for (size_t i = 0; i < b->roll->n_electors; i++) {
        const urne_elector *e = &b->roll->electors[i];
        urne_buf_add(&buf, e->ident);
        urne_buf_addz(&buf, urne_reason_name(e->reason));
        for (size_t f = 0; f < PROGRAM_COUNT(fields_hashed); f++) {
            urne_buf_addc(&buf, '\t');
            urne_buf_add(&buf,
                         urne_roll_value(b->roll, e, urne_str_of(fields_hashed[f])));
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_sha256(urne_buf_str(&buf));
}

/* Runs gen-roll into the box; false when it is not built. */
static bool generate(box *b, const char *name, const char *options)
{
    const char *gen = getenv("GEN");
    char command[1024];
    gen = gen == NULL ? "build/release/gen-roll" : gen;
    if (access(gen, X_OK) != 0) {
        return false;
    }
    const char *path = put(b, name, "");
    snprintf(command, sizeof command, "%s --rows 400 --dirt all %s -o %s", gen, options,
             path);
    ck_assert_int_eq(system(command), 0);
    b->paths[b->n_paths++] = path;
    return true;
}

START_TEST(dresses)
{
    static const char *const dress[] = {"reu",   "bom",      "cp1252",
                                        "comma", "shuffled", "elistelec"};
    urne_hash first = {{0}};
    uint64_t to_decide = 0;
    for (size_t i = 0; i <= PROGRAM_COUNT(dress); i++) {
        box b = open_box();
        char options[64];
        set_bands(&b, 25, 40);
        set_strings(&b, &b.config->lists, &b.config->n_lists, "municipale",
                    "principale");
        bool made;
        if (i < PROGRAM_COUNT(dress)) {
            snprintf(options, sizeof options, "--dress %s", dress[i]);
            made = generate(&b, "roll.csv", options);
        } else { /* three files of three dresses, in another order */
            made = generate(&b, "a.csv", "--lists lce --dress cp1252") &&
                   generate(&b, "b.csv", "--lists lp --dress elistelec") &&
                   generate(&b, "c.csv", "--lists lcm --dress shuffled");
        }
        if (made) {
            accept(&b);
            urne_hash got = fingerprint(&b);
            first = i == 0 ? got : first;
            to_decide = i == 0 ? b.roll->to_decide : to_decide;
            ck_assert_msg(urne_hash_cmp(&first, &got) == 0, "dress %zu", i);
            ck_assert_uint_eq(b.roll->to_decide, to_decide);
            ck_assert_uint_gt(to_decide, 0);
        }
        close_box(&b);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"refuses", refuses, PROGRAM_COUNT(refusals), 0},
        {"collects", collects, 0, 0},
        {"refuses_by_rules", refuses_by_rules, 0, 0},
        {"refuses_a_file_twice", refuses_a_file_twice, 0, 0},
        {"maps_columns", maps_columns, 0, 0},
        {"lists", lists, PROGRAM_COUNT(list_cases), 0},
        {"collapses", collapses, 0, 0},
        {"homonyms", homonyms, 0, 0},
        {"three_lines", three_lines, 0, 0},
        {"same_keeps_the_principal", same_keeps_the_principal, 0, 0},
        {"refuses_decisions", refuses_decisions, PROGRAM_COUNT(bad_decisions), 0},
        {"open_ages", open_ages, 0, 0},
        {"open_bands", open_bands, 0, 0},
        {"given_names", given_names, 0, 0},
        {"exclusions", exclusions, 0, 0},
        {"exclusion_of_homonyms", exclusion_of_homonyms, 0, 0},
        {"precedence", precedence, 0, 0},
        {"nationality", nationality, 0, 0},
        {"writes_anomalies", writes_anomalies, 0, 0},
        {"broken_files", broken_files, 0, 0},
        {"sixty_lines", sixty_lines, 0, 0},
        {"hamlet", hamlet, 0, 0},
        {"dresses", dresses, 0, 0},
    };
    return program_run("roll", tests, PROGRAM_COUNT(tests), 60);
}
