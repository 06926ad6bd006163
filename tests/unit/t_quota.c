/* model/quota_csv: the forms of the peers, and every fault at its cell. */
#include "model/quota_csv.h"
#include "oracle/program.h"

static urne_code read_text(urne_quotas *q, urne_arena *arena, const char *text,
                           urne_err *err)
{
    urne_csv csv;
    urne_code code = urne_csv_open(&csv, arena, urne_str_of(text), "q", err);
    return code != URNE_OK ? code : urne_quotas_read(q, arena, &csv, err);
}

/* "category/value lo-hi lo_flex-hi_flex;" of each line, in the order of the list. */
static urne_str shown(urne_arena *arena, const urne_quotas *q)
{
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t i = 0; i < q->n; i++) {
        const urne_quota *at = &q->list[i];
        urne_buf_add(&buf, at->category);
        urne_buf_addc(&buf, '/');
        urne_buf_add(&buf, at->value);
        const int64_t number[] = {at->lo, at->hi, at->lo_flex, at->hi_flex};
        for (size_t j = 0; j < 4; j++) {
            urne_buf_addc(&buf, " - -"[j]);
            urne_buf_addu(&buf, (uint64_t)number[j]);
        }
        urne_buf_addc(&buf, ';');
    }
    return urne_buf_str(&buf);
}

static const struct form {
    const char *text, *want;
} forms[] = {
    {"category,feature,min,max\ng,w,1,2\ng,m,0,3\n", "g/w 1-2 1-2;g/m 0-3 0-3;"},
    {"category,name,min,max\ng,w,1,2\n", "g/w 1-2 1-2;"},
    {"category,value,min,max\ng,w,1,2\n", "g/w 1-2 1-2;"},
    {"feature,value,min,max\ng,w,1,2\n", "g/w 1-2 1-2;"},
    {"feature,name,min,max\ng,w,1,2\n", "g/w 1-2 1-2;"},
    {"feature;value;min;max;min_flex;max_flex\ng;w;1;2;0;4\n", "g/w 1-2 0-4;"},
    {"category\tname\tmin\tmax\tmin_flex\tmax_flex\ng\tw\t1\t2\t1\t2\n",
     "g/w 1-2 1-2;"},
    /* columns in any order, capitals, spaces, '-', columns of others */
    {"max, Min ,VALUE,suggest min,Feature\n2, 1 ,w,9,g\n", "g/w 1-2 1-2;"},
    {"Max Flex,max,MIN-FLEX,min,value,feature\n4,2,0,1,w,g\n", "g/w 1-2 0-4;"},
    /* byte order mark, Windows line ends, Windows-1252 */
    {"\xEF\xBB\xBF"
     "feature,value,min,max\r\ng,w,1,2\r\n",
     "g/w 1-2 1-2;"},
    {"feature;value;min;max\n\xE2ge;\xE9t\xE9;0;0\n",
     "\xC3\xA2ge/\xC3\xA9t\xC3\xA9 0-0 0-0;"},
    /* lines of a category come together under the name of the first */
    {"category,feature,min,max\ng,w,1,2\na,y,0,1\n G ,m,0,3\nA,o,2,2\n",
     "g/w 1-2 1-2;g/m 0-3 0-3;a/y 0-1 0-1;a/o 2-2 2-2;"},
    /* tidied values, the same value in two categories, empty lines of a spreadsheet */
    {"category,feature,min,max\ng,\" non  binary \",1,2\na,Non binary,0,1\n,,,\n , "
     ",,\n",
     "g/non binary 1-2 1-2;a/Non binary 0-1 0-1;"},
    /* limits that cannot meet are for the solver to say */
    {"category,feature,min,max\ng,w,0,0\na,y,1000000000,1000000000\n",
     "g/w 0-0 0-0;a/y 1000000000-1000000000 1000000000-1000000000;"}};

START_TEST(of_peers)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_quotas q;
    ck_assert_int_eq(read_text(&q, arena, forms[_i].text, &err), URNE_OK);
    urne_str got = shown(arena, &q);
    ck_assert_msg(urne_str_is(got, forms[_i].want), "%.*s", (int)got.n, got.p);
    ck_assert_uint_eq(err.count, 0);
    urne_arena_free(arena);
}
END_TEST

#define HEAD "category,feature,min,max\n"
#define FLEX "feature,value,min,max,min_flex,max_flex\n"

static const struct fault {
    const char *text;
    urne_code code;
    uint64_t line, column;
    const char *arg;
} faults[] = {
    {"feature,value,min\ng,w,1\n", URNE_E_PANEL_HEADER, 1, 0, "max"},
    {"value,min,max\nw,1,2\n", URNE_E_PANEL_HEADER, 1, 0, "category"},
    {"category,min,max\nw,1,2\n", URNE_E_PANEL_HEADER, 1, 0, "feature"},
    {"feature,min,max\nw,1,2\n", URNE_E_PANEL_HEADER, 1, 0, "value"},
    {"category,feature,name,min,max\n", URNE_E_PANEL_HEADER_TWICE, 1, 18, "feature"},
    {"feature,value,min,max,Min\n", URNE_E_PANEL_HEADER_TWICE, 1, 23, "min"},
    {"feature,value,min,max,max_flex\n", URNE_E_PANEL_FLEX_ALONE, 1, 0, "max_flex"},
    {"feature,value,min,max,flex\n", URNE_E_PANEL_FLEX_COLUMN, 1, 23, "flex"},
    {HEAD, URNE_E_PANEL_NO_QUOTAS, 0, 0, ""},
    {HEAD ",,,\n", URNE_E_PANEL_NO_QUOTAS, 0, 0, ""},
    {HEAD ",w,1,2\n", URNE_E_PANEL_CELL, 2, 1, "category"},
    {HEAD "g,w,1,2\ng,,1,2\n", URNE_E_PANEL_CELL, 3, 3, "feature"},
    {HEAD "g,w, ,2\n", URNE_E_PANEL_CELL, 2, 5, "min"},
    {FLEX "g,w,1,2,,3\n", URNE_E_PANEL_CELL, 2, 9, "min_flex"},
    {HEAD "g,w,1,+2\n", URNE_E_PANEL_NUMBER, 2, 7, "+2"},
    {HEAD "g,w,-,2\n", URNE_E_PANEL_NUMBER, 2, 5, "-"},
    {HEAD "g,w,-0,2\n", URNE_E_PANEL_NUMBER, 2, 5, "-0"},
    {HEAD "g,w,1e3,2\n", URNE_E_PANEL_NUMBER, 2, 5, "1e3"},
    {HEAD "g,w,1,18446744073709551617\n", URNE_E_PANEL_NUMBER, 2, 7,
     "18446744073709551617"},
    {HEAD "g,w,-3,2\n", URNE_E_PANEL_NEGATIVE, 2, 5, "-3"},
    {FLEX "g,w,1,2,-1,2\n", URNE_E_PANEL_NEGATIVE, 2, 9, "-1"},
    {HEAD "g,w,3,2\n", URNE_E_PANEL_LIMITS, 2, 5, "3"},
    {HEAD "g,w,1,2\na,y,1,2\nG,\" W\",0,0\n", URNE_E_PANEL_TWICE, 4, 4, " W"},
    {FLEX "g,w,1,2,2,2\n", URNE_E_PANEL_FLEX, 2, 9, "2"},
    {FLEX "g,w,1,3,1,2\n", URNE_E_PANEL_FLEX, 2, 11, "2"},
    {HEAD "g,a\xC2\xA0z,1,2\n", URNE_E_TEXT_NBSP, 2, 4, "U+00A0"}};

START_TEST(refused)
{
    const struct fault *f = &faults[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_quotas q;
    ck_assert_int_eq(read_text(&q, arena, f->text, &err), f->code);
    ck_assert_uint_eq(err.count, 1);
    const urne_diag *d = &err.diag[0];
    ck_assert_int_eq(d->code, f->code);
    ck_assert_uint_eq(d->line, f->line);
    ck_assert_uint_eq(d->column, f->column);
    urne_str wanted = urne_str_of(f->arg);
    char room[32];
    wanted = (urne_str){room, urne_text_tidy(room, wanted)};
    ck_assert(urne_str_eq(wanted, urne_str_of(d->arg[0])));
    urne_arena_free(arena);
}
END_TEST

/* All faults of a file are said. */
START_TEST(all_faults)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_quotas q;
    ck_assert_int_eq(
        read_text(&q, arena, FLEX "g,w,x,,1,2\n,,3,2,4,1\ng,w,1,2,1,2\n", &err),
        URNE_E_PANEL_NUMBER);
    /* x, empty max; empty names, 3 above 2; the second w */
    ck_assert_uint_eq(err.count, 6);
    urne_arena_free(arena);
}
END_TEST

/* Every value is found in its category, and in no other. */
START_TEST(found)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_quotas q;
    ck_assert_int_eq(read_text(&q, arena,
                               HEAD "g,w,0,1\na,W,0,1\ng,M,0,1\na,k\xC3\x89,0,1\n"
                                    "g,b,0,1\na,\xC8\xBA,0,1\n",
                               &err),
                     URNE_OK);
    ck_assert_uint_eq(q.categories, 2);
    for (size_t c = 0; c < 2; c++) {
        for (size_t i = 0; i < q.n; i++) {
            bool of = i >= q.first[c] && i < q.first[c + 1];
            bool both = urne_str_is(q.list[i].small, "w");
            size_t at = urne_quotas_find(&q, c, q.list[i].small);
            ck_assert((at == i) == of);
            ck_assert((at == SIZE_MAX) == (!of && !both));
        }
    }
    ck_assert_uint_eq(urne_quotas_find(&q, 1, URNE_STR("k\xC3\xA9")), 4);
    /* A letter whose small form has more bytes. */
    ck_assert_uint_eq(urne_quotas_find(&q, 1, URNE_STR("\xE2\xB1\xA5")), 5);
    ck_assert_uint_eq(urne_quotas_find(&q, 0, URNE_STR("")), SIZE_MAX);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"of_peers", of_peers, PROGRAM_COUNT(forms), 0},
                                  {"refused", refused, PROGRAM_COUNT(faults), 0},
                                  {"all_faults", all_faults, 0, 0},
                                  {"found", found, 0, 0}};
    return program_run("quota", tests, PROGRAM_COUNT(tests), 20);
}
