/* model/pool_csv: who is called what, which value they have, who lives together. */
#include "model/pool_csv.h"
#include "oracle/program.h"

static const char quotas[] = "category,feature,min,max\n"
                             "Gender,Woman,0,9\nGender,Man,0,9\n"
                             "Age group,16-39,0,9\nAge group,40+,0,9\n";

static urne_code read_text(urne_respondents *people, urne_arena *arena,
                           const char *text, const char *const *address,
                           size_t n_address, urne_err *err)
{
    urne_csv csv;
    urne_quotas *q = urne_arena_alloc(arena, sizeof *q);
    ck_assert_int_eq(urne_csv_open(&csv, arena, urne_str_of(quotas), "q", err),
                     URNE_OK);
    ck_assert_int_eq(urne_quotas_read(q, arena, &csv, err), URNE_OK);
    urne_code code = urne_csv_open(&csv, arena, urne_str_of(text), "p", err);
    return code != URNE_OK
               ? code
               : urne_respondents_read(people, arena, &csv, q, address, n_address, err);
}

/* "id@line:value,value,household;" of each person, "-" who lives alone. */
static urne_str shown(urne_arena *arena, const urne_respondents *people)
{
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t i = 0; i < people->n; i++) {
        urne_buf_add(&buf, people->id[i]);
        urne_buf_addc(&buf, '@');
        urne_buf_addu(&buf, people->line[i]);
        urne_buf_addc(&buf, ':');
        urne_buf_addu(&buf, people->value[2 * i]);
        urne_buf_addc(&buf, ',');
        urne_buf_addu(&buf, people->value[2 * i + 1]);
        urne_buf_addc(&buf, ',');
        if (people->household[i] == URNE_NO_HOUSEHOLD) {
            urne_buf_addc(&buf, '-');
        } else {
            urne_buf_addu(&buf, people->household[i]);
        }
        urne_buf_addc(&buf, ';');
    }
    return urne_buf_str(&buf);
}

static const char *const street[] = {"street", "Town"};

static const struct form {
    const char *text;
    size_t address;
    const char *want;
    size_t households, unaddressed;
} forms[] = {
    {"gender,age group\nWoman,40+\nMan,16-39\n", 0, "2@2:0,3,-;3@3:1,2,-;", 0, 0},
    {"id;name;AGE  GROUP;x; gender \nr1;Ada;40+;;  WOMAN \nr2;B;16-39;;man\n", 0,
     "r1@2:0,3,-;r2@3:1,2,-;", 0, 0},
    /* the first name of the list that the header has */
    {"gender,numero,nationbuilder_id,age group\nMan,1,n1,40+\n", 0, "n1@2:1,3,-;", 0,
     0},
    {"gender,num\xC3\x89ro,age group\nMan, 7  8 ,40+\n", 0, "7 8@2:1,3,-;", 0, 0},
    {"external_id\tgender\tage group\ne\tMan\t40+\n", 0, "e@2:1,3,-;", 0, 0},
    /* lines of empty cells are nobody */
    {"id,gender,age group\n,,\na,Man,40+\n ,,\n", 0, "a@3:1,3,-;", 0, 0},
    /* without the rule nobody asks where they live */
    {"gender,age group,street,town\nMan,40+,a,t\nMan,40+,a,t\n", 0,
     "2@2:1,3,-;3@3:1,3,-;", 0, 0},
    {"gender,age group,street,town\nMan,40+,a,t\nMan,40+,b,t\nMan,40+, A ,T\n", 2,
     "2@2:1,3,0;3@3:1,3,-;4@4:1,3,0;", 1, 0},
    /* households are numbered by their first; a part left empty is no address */
    {"gender,age group,street,town\nMan,40+,z,t\nMan,40+,,t\nMan,40+,a,t\n"
     "Man,40+,a,t\nMan,40+,,t\nMan,40+,z,t\nMan,40+,z,u\nMan,40+,z,t\n",
     2,
     "2@2:1,3,0;3@3:1,3,-;4@4:1,3,1;5@5:1,3,1;6@6:1,3,-;7@7:1,3,0;8@8:1,3,-;"
     "9@9:1,3,0;",
     2, 2},
    /* cells are compared one by one: "ab" "c" is not "a" "bc" */
    {"gender,age group,street,town\nMan,40+,ab,c\nMan,40+,a,bc\n", 2,
     "2@2:1,3,-;3@3:1,3,-;", 0, 0}};

START_TEST(people)
{
    const struct form *f = &forms[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_respondents got;
    ck_assert_int_eq(read_text(&got, arena, f->text, street, f->address, &err),
                     URNE_OK);
    urne_str said = shown(arena, &got);
    ck_assert_msg(urne_str_is(said, f->want), "%.*s", (int)said.n, said.p);
    ck_assert_uint_eq(got.households, f->households);
    ck_assert_uint_eq(got.unaddressed, f->unaddressed);
    urne_arena_free(arena);
}
END_TEST

/* A category called "number" is no id. */
START_TEST(category_is_no_id)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    urne_quotas q;
    urne_respondents got;
    urne_str text = URNE_STR("feature,value,min,max\nNumber,1,0,1\nNumber,2,0,1\n");
    ck_assert_int_eq(urne_csv_open(&csv, arena, text, "q", &err), URNE_OK);
    ck_assert_int_eq(urne_quotas_read(&q, arena, &csv, &err), URNE_OK);
    text = URNE_STR("number\n1\n1\n");
    ck_assert_int_eq(urne_csv_open(&csv, arena, text, "p", &err), URNE_OK);
    ck_assert_int_eq(urne_respondents_read(&got, arena, &csv, &q, NULL, 0, &err),
                     URNE_OK);
    ck_assert(urne_str_is(got.id[0], "2") && urne_str_is(got.id[1], "3"));
    urne_arena_free(arena);
}
END_TEST

#define HEAD "id,name,gender,age group\n"

static const struct fault {
    const char *text;
    const char *address[2];
    urne_code code;
    uint64_t line, column;
} faults[] = {
    {HEAD, {NULL}, URNE_E_PANEL_NOBODY, 0, 0},
    {"id,gender\na,Man\n", {NULL}, URNE_E_PANEL_COLUMN, 1, 0},
    {"id,gender,age group,GENDER\na,Man,40+,Man\n", {NULL}, URNE_E_CSV_TWICE, 1, 21},
    {"id,gender,age group,Id\na,Man,40+,b\n", {NULL}, URNE_E_CSV_TWICE, 1, 21},
    {HEAD "a,Ada,Ada,40+\n", {NULL}, URNE_E_PANEL_VALUE, 2, 7},
    {HEAD "a,Ada,Man,\n", {NULL}, URNE_E_PANEL_EMPTY, 2, 11},
    {HEAD "a,Ada,Ma\xCC\x88n,40+\n", {NULL}, URNE_E_TEXT_NFC, 2, 8},
    {HEAD ",Ada,Man,40+\n", {NULL}, URNE_E_PANEL_ID, 2, 1},
    {HEAD "a,Ada,Man,40+\nb,Ada,Man,40+\na,Bo,Man,40+\n",
     {NULL},
     URNE_E_PANEL_ID_TWICE,
     4,
     1},
    {HEAD "a\xE2\x80\x8B,Ada,Man,40+\n", {NULL}, URNE_E_TEXT_INVISIBLE, 2, 2},
    {HEAD "a,Ada,Man,40+\n", {"street"}, URNE_E_CSV_COLUMN, 1, 0},
    {HEAD "a,Ada,Man,40+\n", {"\xFF"}, URNE_E_CSV_COLUMN, 1, 0},
    {HEAD "a,Ada,Man,40+\n", {"Gender", "age group"}, URNE_E_PANEL_HOUSEHOLD, 0, 0}};

START_TEST(refused)
{
    const struct fault *f = &faults[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_respondents got;
    size_t n = f->address[0] == NULL ? 0 : f->address[1] == NULL ? 1 : 2;
    ck_assert_int_eq(read_text(&got, arena, f->text, f->address, n, &err), f->code);
    ck_assert_uint_eq(err.count, 1);
    ck_assert_uint_eq(err.diag[0].line, f->line);
    ck_assert_uint_eq(err.diag[0].column, f->column);
    for (size_t i = 0; i < 4; i++) {
        ck_assert(strstr(err.diag[0].arg[i], "Ada") == NULL);
    }
    urne_arena_free(arena);
}
END_TEST

/* A category may be a part of an address, if something else is one too. */
START_TEST(category_in_address)
{
    static const char *const address[] = {"street", "gender"};
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_respondents got;
    ck_assert_int_eq(read_text(&got, arena,
                               "gender,age group,street\nMan,40+,a\nWoman,40+,a\n"
                               "man,40+,a\n",
                               address, 2, &err),
                     URNE_OK);
    ck_assert(urne_str_is(shown(arena, &got), "2@2:1,3,0;3@3:0,3,-;4@4:1,3,0;"));
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"people", people, PROGRAM_COUNT(forms), 0},
                                  {"category_is_no_id", category_is_no_id, 0, 0},
                                  {"refused", refused, PROGRAM_COUNT(faults), 0},
                                  {"category_in_address", category_in_address, 0, 0}};
    return program_run("pool", tests, PROGRAM_COUNT(tests), 20);
}
