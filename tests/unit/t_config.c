/* model/config: rules.json key by key, and every file of fixtures/broken/rules. */
#include "model/config.h"
#include "oracle/box.h"
#include "oracle/lines.h"
#include "oracle/program.h"

static const char whole[] =
    "{\n"
    "\"urne\": \"rules/1\",\n"
    "\"body\": \"Nancy\",\n"
    "\"title\": \"Tirage\",\n"
    "\"roll\": {\"format\": \"csv\", \"identity\": [\"birth-name\", \"id\"],\n"
    "  \"columns\": {\"id\": \"Id\", \"street\": [\"Type\", \"Voie\"]},\n"
    "  \"separate\": \"street\"},\n"
    "\"eligible\": {\"age\": 18, \"on\": \"2026-10-05\",\n"
    "  \"lists\": [\"principale\", \"municipale\"],\n"
    "  \"exclude\": [\"anciens.csv\", \"sub/OPPOSITION-2.csv\", "
    "\"/abs/objections.csv\",\n"
    "    {\"file\": \"x.csv\", \"reason\": \"objection\"},\n"
    "    {\"file\": \"opposition.csv\", \"reason\": \"earlier\"}]},\n"
    "\"strata\": [{\"field\": \"sex\"}, {\"field\": \"birth-date\", \"bands\": [18, "
    "35]},\n"
    "  {\"field\": \"bureau\", \"values\": [\"2\", \"1\"]}],\n"
    "\"draw\": {\"seats\": 50, \"substitutes\": 15, \"allocation\": \"balanced\",\n"
    "  \"chains\": [[\"bureau\"], [\"sex\", \"sex*birth-date\"]],\n"
    "  \"unique\": [\"household\"], \"household\": [\"street\", \"postcode\"],\n"
    "  \"attributes\": [\"sex\", \"household\"], \"replace\": \"ticket-order\"},\n"
    "\"sources\": [{\"dice\": 24}, {\"dice\": 26, \"sides\": 6},\n"
    "  {\"lottery\": \"loto\", \"on\": \"2026-10-06\"}],\n"
    "\"kmin\": 7\n"
    "}\n";

static urne_code parse(urne_config **c, urne_arena *arena, urne_str json, urne_err *err)
{
    *err = (urne_err)URNE_ERR_NONE;
    return urne_config_read(c, arena, json, "dir/rules.json", err);
}

START_TEST(every_key)
{
    urne_arena *arena = urne_arena_new();
    urne_config *c;
    urne_err err;
    ck_assert_int_eq(parse(&c, arena, urne_str_of(whole), &err), URNE_OK);
    ck_assert(urne_str_is(c->body, "Nancy"));
    ck_assert(urne_str_is(c->title, "Tirage"));
    ck_assert_int_eq(c->format, URNE_FORMAT_CSV);
    ck_assert_uint_eq(c->n_identity, 2);
    ck_assert(urne_str_is(c->identity[1], "id"));
    ck_assert_uint_eq(c->n_maps, 2);
    ck_assert_uint_eq(c->maps[1].n_columns, 2);
    ck_assert(urne_str_is(c->maps[1].columns[1], "Voie"));
    ck_assert(urne_str_is(c->separate, "street"));
    ck_assert(c->has_age && c->age == 18 && urne_str_is(c->age_on, "2026-10-05"));
    ck_assert_uint_eq(c->n_lists, 2);
    ck_assert(urne_str_is(c->lists[0], "municipale"));
    ck_assert_uint_eq(c->n_exclusions, 5);
    static const urne_reason reasons[] = {URNE_REASON_EARLIER, URNE_REASON_OBJECTION,
                                          URNE_REASON_OBJECTION, URNE_REASON_OBJECTION,
                                          URNE_REASON_EARLIER};
    static const char *const paths[] = {"dir/anciens.csv", "dir/sub/OPPOSITION-2.csv",
                                        "/abs/objections.csv", "dir/x.csv",
                                        "dir/opposition.csv"};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(c->exclusions[i].reason, reasons[i]);
        ck_assert_str_eq(c->exclusions[i].path, paths[i]);
    }
    ck_assert_uint_eq(c->n_axes, 3);
    ck_assert_uint_eq(c->axes[1].n_bands, 2);
    ck_assert_uint_eq(c->axes[1].bands[1], 35);
    ck_assert(urne_str_is(c->axes[2].values[0], "2"));
    ck_assert_uint_eq(c->seats, 50);
    ck_assert_uint_eq(c->substitutes, 15);
    ck_assert_int_eq(c->method, URNE_METHOD_BALANCED);
    ck_assert_uint_eq(c->chains[0].n_levels, 1);
    ck_assert_uint_eq(c->chains[0].levels[0].axes[0], 2);
    ck_assert_uint_eq(c->chains[1].n_levels, 2);
    ck_assert_uint_eq(c->chains[1].levels[1].n_axes, 2);
    ck_assert_uint_eq(c->n_attributes, 2);
    ck_assert(urne_str_is(c->attributes[0], "household") && c->unique[0]);
    ck_assert(urne_str_is(c->attributes[1], "sex") && !c->unique[1]);
    ck_assert_uint_eq(c->n_household, 2);
    ck_assert_uint_eq(c->n_sources, 3);
    ck_assert_uint_eq(c->sources[0].sides, 10);
    ck_assert_uint_eq(c->sources[1].sides, 6);
    ck_assert_int_eq(c->sources[2].kind, URNE_SOURCE_LOTTERY);
    ck_assert(urne_str_is(c->sources[2].date, "2026-10-06"));
    ck_assert_uint_eq(c->kmin, 7);
    ck_assert(urne_config_needs(c, URNE_STR("postcode")));
    ck_assert(urne_config_needs(c, URNE_STR("list")));
    ck_assert(!urne_config_needs(c, URNE_STR("commune")));
    urne_arena_free(arena);
}
END_TEST

START_TEST(defaults)
{
    static const char least[] =
        "{\"urne\":\"rules/1\",\"body\":\"B\",\"title\":\"T\",\"draw\":{\"seats\":1,"
        "\"substitutes\":0,\"allocation\":\"hamilton\"},\"sources\":[{\"dice\":20}]}";
    urne_arena *arena = urne_arena_new();
    urne_config *c;
    urne_err err;
    ck_assert_int_eq(parse(&c, arena, urne_str_of(least), &err), URNE_OK);
    ck_assert_int_eq(c->format, URNE_FORMAT_AUTO);
    ck_assert_uint_eq(c->n_identity, 4);
    ck_assert(urne_str_is(c->identity[3], "birth-place"));
    ck_assert(urne_str_is(c->separate, "address"));
    ck_assert(!c->has_age && c->n_lists == 0 && c->n_axes == 0 && c->n_attributes == 0);
    ck_assert_uint_eq(c->n_household, 5);
    ck_assert_uint_eq(c->kmin, 5);
    urne_arena_free(arena);
}
END_TEST

/* `from` of the whole replaced by `to`. */
static const struct {
    const char *from, *to;
    urne_code code;
    const char *arg;
} changes[] = {
    {"\"rules/1\"", "\"rules/2\"", URNE_E_RULES_VALUE, "urne"},
    {"\"rules/1\"", "1", URNE_E_RULES_VALUE, "urne"},
    {"\"body\"", "\"bodY\"", URNE_E_JSON_KEY, "bodY"},
    {"\"body\": \"Nancy\",", "", URNE_E_RULES_MISSING, "body"},
    {"\"Nancy\"", "\"\"", URNE_E_RULES_VALUE, "body"},
    {"\"Nancy\"", "\" Nancy\"", URNE_E_RULES_VALUE, "body"},
    {"\"Nancy\"", "\"Nancy \"", URNE_E_RULES_VALUE, "body"},
    {"\"Nancy\"", "\"Na  ncy\"", URNE_E_RULES_VALUE, "body"},
    {"\"Nancy\"", "[\"Nancy\"]", URNE_E_RULES_VALUE, "body"},
    {"\"title\": \"Tirage\",", "", URNE_E_RULES_MISSING, "title"},
    {"\"kmin\"", "\"sign\": [], \"kmin\"", URNE_E_RULES_VALUE, "sign"},
    {"\"csv\"", "\"xlsx\"", URNE_E_RULES_VALUE, "format"},
    {"\"csv\"", "\"reu\"", URNE_OK, NULL},
    {"\"csv\"", "\"e-listelec\"", URNE_OK, NULL},
    {"\"format\"", "\"encoding\": \"utf-8\", \"format\"", URNE_E_JSON_KEY, "encoding"},
    {"[\"birth-name\", \"id\"]", "[]", URNE_E_RULES_VALUE, "identity"},
    {"[\"birth-name\", \"id\"]", "\"id\"", URNE_E_RULES_VALUE, "identity"},
    {"[\"birth-name\", \"id\"]", "[\"id\", \"id\"]", URNE_E_RULES_TWICE, "id"},
    {"[\"birth-name\", \"id\"]", "[\"Id\"]", URNE_E_RULES_VALUE, NULL},
    {"[\"birth-name\", \"id\"]",
     "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\","
     "\"n\",\"o\",\"p\"]",
     URNE_OK, NULL},
    {"[\"birth-name\", \"id\"]",
     "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\","
     "\"n\",\"o\",\"p\",\"q\"]",
     URNE_E_RULES_VALUE, "identity"}, /* draw-1 §3.5.1 */
    {"\"id\": \"Id\"", "\"Id\": \"Id\"", URNE_E_RULES_FIELD, "Id"},
    {"\"id\": \"Id\"", "\"household\": \"Id\"", URNE_E_RULES_FIELD, "household"},
    {"\"id\": \"Id\"", "\"address\": \"Id\"", URNE_E_RULES_FIELD, "address"},
    {"\"id\": \"Id\"", "\"identity\": \"Id\"", URNE_E_RULES_FIELD, "identity"},
    {"\"id\": \"Id\"", "\"id\": \"\"", URNE_E_RULES_VALUE, "id"},
    {"\"id\": \"Id\"", "\"id\": []", URNE_E_RULES_VALUE, "id"},
    {"\"id\": \"Id\"", "\"id\": 1", URNE_E_RULES_VALUE, "id"},
    {"\"separate\": \"street\"", "\"separate\": \"address\"", URNE_OK, NULL},
    {"\"separate\": \"street\"", "\"separate\": \"\"", URNE_E_RULES_VALUE, "separate"},
    {"\"age\": 18, ", "\"age\": 0, ", URNE_OK, NULL},
    {"\"age\": 18, ", "\"age\": 150, ", URNE_OK, NULL},
    {"\"age\": 18, ", "\"age\": 151, ", URNE_E_RULES_RANGE, "age"},
    {"\"age\": 18, ", "\"age\": \"18\", ", URNE_E_RULES_VALUE, "age"},
    {"\"on\": \"2026-10-05\",", "", URNE_E_RULES_MISSING, "on"},
    {"2026-10-05", "2026-02-29", URNE_E_RULES_VALUE, "on"},
    {"2026-10-05", "05/10/2026", URNE_E_RULES_VALUE, "on"},
    {"[\"principale\", \"municipale\"]", "[\"LP\"]", URNE_E_RULES_VALUE, NULL},
    {"\"municipale\"]", "\"principale\"]", URNE_E_RULES_TWICE, "principale"},
    {"\"anciens.csv\"", "\"\"", URNE_E_RULES_VALUE, NULL},
    {"\"anciens.csv\"", "1", URNE_E_RULES_VALUE, NULL},
    {"\"reason\": \"objection\"", "\"reason\": \"age\"", URNE_E_RULES_VALUE, "reason"},
    {", \"reason\": \"objection\"", "", URNE_E_RULES_MISSING, "reason"},
    {"{\"field\": \"sex\"}", "\"sex\"", URNE_E_RULES_VALUE, NULL},
    {"{\"field\": \"sex\"}", "{\"field\": \"bureau\"}", URNE_E_RULES_TWICE, "bureau"},
    {"{\"field\": \"sex\"}", "{\"field\": \"sex\", \"bands\": [1]}", URNE_E_RULES_VALUE,
     "bands"},
    {"{\"field\": \"sex\"}", "{}", URNE_E_RULES_MISSING, "field"},
    {", \"bands\": [18, 35]", "", URNE_E_RULES_MISSING, "bands"},
    {"[18, 35]", "[]", URNE_E_RULES_VALUE, "bands"},
    {"[18, 35]", "[35, 18]", URNE_E_RULES_VALUE, "bands"},
    {"[18, 35]", "[18, 18]", URNE_E_RULES_VALUE, "bands"},
    {"[18, 35]", "[0, 18]", URNE_E_RULES_VALUE, "bands"}, /* draw-1 §5.1.2 */
    {"[18, 35]", "[1, 150]", URNE_OK, NULL},
    {"[18, 35]", "[18, 151]", URNE_E_RULES_VALUE, "bands"},
    {"[18, 35]", "[18, 35], \"values\": [\"a\"]", URNE_E_RULES_VALUE, "values"},
    {"[\"2\", \"1\"]", "[]", URNE_E_RULES_VALUE, "values"},
    {"[\"2\", \"1\"]", "[\"1\", \"1\"]", URNE_E_RULES_TWICE, "1"},
    {"[\"2\", \"1\"]", "[2, 1]", URNE_E_RULES_VALUE, NULL},
    {"\"seats\": 50", "\"seats\": 0", URNE_E_RULES_RANGE, "seats"},
    {"\"seats\": 50", "\"seats\": 1000000", URNE_OK, NULL},
    {"\"seats\": 50", "\"seats\": 1000001", URNE_E_RULES_RANGE, "seats"},
    {"\"seats\": 50, ", "", URNE_E_RULES_MISSING, "seats"},
    {"\"substitutes\": 15", "\"substitutes\": 0", URNE_OK, NULL},
    {"\"substitutes\": 15", "\"substitutes\": 1000001", URNE_E_RULES_RANGE,
     "substitutes"},
    {"\"balanced\"", "\"hamilton\"", URNE_E_RULES_UNUSED, "chains"},
    {"\"balanced\"", "\"quota\"", URNE_E_RULES_UNUSED, "chains"},
    {"\"balanced\"", "\"random\"", URNE_E_RULES_VALUE, "allocation"},
    {"[[\"bureau\"], ", "[[\"bureau\"], [], ", URNE_E_RULES_VALUE, "chains"},
    {"[[\"bureau\"], ", "[[], ", URNE_OK, NULL},
    {"[[\"bureau\"], ", "[[\"commune\"], ", URNE_OK, NULL},
    {"[[\"bureau\"], ", "[[\"Commune\"], ", URNE_E_RULES_CHAIN, "Commune"},
    {"[[\"bureau\"], ", "[[\"household\"], ", URNE_E_RULES_CHAIN, "household"},
    {"[[\"bureau\"], ", "[[\"bureau*bureau\"], ", URNE_E_RULES_CHAIN, "bureau"},
    {"[[\"bureau\"], ", "[[\"bureau*\"], ", URNE_E_RULES_CHAIN, ""},
    {"[[\"bureau\"], ", "[[\"\"], ", URNE_E_RULES_CHAIN, ""},
    {"[[\"bureau\"], ", "[[1], ", URNE_E_RULES_VALUE, NULL},
    {"[[\"bureau\"], ", "[\"bureau\", ", URNE_E_RULES_VALUE, "chains"},
    {"\"sex*birth-date\"", "\"birth-date\"", URNE_E_RULES_NEST, "birth-date"},
    {"\"sex*birth-date\"", "\"sex\"", URNE_E_RULES_NEST, "sex"},
    {"\"sex*birth-date\"", "\"birth-date*sex\"", URNE_OK, NULL},
    {"[\"household\"],", "[\"sex\"],", URNE_E_RULES_VALUE, "unique"},
    {"[\"household\"],", "[],", URNE_OK, NULL},
    {"[\"street\", \"postcode\"]", "[]", URNE_E_RULES_VALUE, "household"},
    {"[\"street\", \"postcode\"]",
     "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\","
     "\"n\",\"o\",\"p\",\"q\"]",
     URNE_E_RULES_VALUE, "household"}, /* draw-1 §4.5 */
    {"[\"sex\", \"household\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]",
     URNE_E_RULES_VALUE, "attributes"}, /* with household nine: draw-1 §4.3 */
    {"[\"sex\", \"household\"]", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]", URNE_OK,
     NULL},
    {"[\"sex\", \"household\"]", "[\"sex\", \"sex\"]", URNE_E_RULES_TWICE, "sex"},
    {"\"ticket-order\"", "\"fresh-beacon\"", URNE_E_RULES_VALUE, "replace"},
    {"{\"dice\": 24}", "{\"dice\": 19}", URNE_E_RULES_RANGE, "dice"},
    {"{\"dice\": 24}", "{\"dice\": 20}", URNE_OK, NULL},
    {"{\"dice\": 24}", "{\"dice\": 512}", URNE_OK, NULL},
    {"{\"dice\": 24}", "{\"dice\": 513}", URNE_E_RULES_RANGE, "dice"},
    {"{\"dice\": 24}", "{\"dice\": 24, \"sides\": 8}", URNE_E_RULES_VALUE, "sides"},
    {"{\"dice\": 24}", "{\"dice\": 24, \"side\": 6}", URNE_E_JSON_KEY, "side"},
    {"{\"dice\": 26,", "{\"dice\": 25,", URNE_E_RULES_RANGE, "dice"},
    {"\"loto\"", "\"Loto\"", URNE_E_RULES_VALUE, "lottery"},
    {"\"loto\"", "\"l2345678901234567\"", URNE_E_RULES_VALUE, "lottery"},
    {", \"on\": \"2026-10-06\"", "", URNE_E_RULES_MISSING, "on"},
    {"{\"dice\": 24}, {\"dice\": 26, \"sides\": 6},", "", URNE_E_RULES_DICE, NULL},
    {"{\"dice\": 24}", "{\"drand\": \"quicknet\"}", URNE_E_RULES_MISSING, "at"},
    {"{\"dice\": 24}", "{\"party\": \"x\"}", URNE_E_RULES_LATER, "party"},
    {"{\"dice\": 24}", "{}", URNE_E_RULES_LATER, NULL},
    {"\"kmin\": 7", "\"kmin\": 0", URNE_E_RULES_RANGE, "kmin"},
    {"\"kmin\": 7", "\"kmin\": 1000000", URNE_OK, NULL},
    {"\"kmin\": 7", "\"kmin\": 1000001", URNE_E_RULES_RANGE, "kmin"},
    {"\"kmin\": 7", "\"// note\": {\"x\": [1]}, \"kmin\": 7", URNE_OK, NULL},
    /* A day that no age uses would be passed over in silence. */
    {"\"age\": 18, \"on\": \"2026-10-05\",", "\"on\": \"2026-10-05\",",
     URNE_E_RULES_MISSING, NULL},
};

START_TEST(one_change)
{
    urne_arena *arena = urne_arena_new();
    urne_config *c;
    urne_err err;
    urne_str json =
        lines_replace(arena, urne_str_of(whole), changes[_i].from, changes[_i].to);
    urne_code code = parse(&c, arena, json, &err);
    ck_assert_msg(code == changes[_i].code, "%s -> %s: code %d, not %d (%s)",
                  changes[_i].from, changes[_i].to, code, changes[_i].code,
                  code == URNE_OK ? "" : urne_code_get(code)->id);
    if (code != URNE_OK) {
        ck_assert_uint_ge(err.diag[0].line, 1);
        ck_assert_uint_ge(err.diag[0].column, 1);
        ck_assert_str_eq(err.diag[0].file, "dir/rules.json");
        ck_assert_msg(
            changes[_i].arg == NULL || strcmp(err.diag[0].arg[0], changes[_i].arg) == 0,
            "%s -> %s: names %s", changes[_i].from, changes[_i].to, err.diag[0].arg[0]);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(quotas)
{
    static const struct {
        const char *text;
        urne_code code;
    } given[] = {
        {"[{\"stratum\":\"A\",\"seats\":1,\"substitutes\":0}]", URNE_OK},
        {"[]", URNE_OK},
        {"{}", URNE_E_RULES_VALUE},
        {"[1]", URNE_E_RULES_VALUE},
        {"[{\"seats\":1,\"substitutes\":0}]", URNE_E_RULES_MISSING},
        {"[{\"stratum\":\"A\",\"substitutes\":0}]", URNE_E_RULES_MISSING},
        {"[{\"stratum\":\"A\",\"seats\":1}]", URNE_E_RULES_MISSING},
        {"[{\"stratum\":\"A\",\"seats\":1000001,\"substitutes\":0}]",
         URNE_E_RULES_RANGE},
        {"[{\"stratum\":\"A\",\"seats\":1,\"substitutes\":0,\"x\":1}]",
         URNE_E_JSON_KEY},
    };
    for (size_t i = 0; i < PROGRAM_COUNT(given); i++) {
        urne_arena *arena = urne_arena_new();
        urne_config *c;
        urne_err err;
        urne_buf buf = urne_buf_new(arena, 512);
        urne_buf_addz(&buf, "{\"urne\":\"rules/1\",\"body\":\"B\",\"title\":\"T\","
                            "\"draw\":{\"seats\":1,\"substitutes\":0,"
                            "\"allocation\":\"quota\",\"quotas\":");
        urne_buf_addz(&buf, given[i].text);
        urne_buf_addz(&buf, "},\"sources\":[{\"dice\":24}]}");
        urne_code code = parse(&c, arena, urne_buf_str(&buf), &err);
        ck_assert_msg(code == given[i].code, "%s: %d", given[i].text, code);
        urne_str without =
            lines_replace(arena, urne_buf_str(&buf), "quota\",", "hamilton\",");
        ck_assert_int_ne(parse(&c, arena, without, &err), URNE_OK);
        urne_arena_free(arena);
    }
}
END_TEST

/* fixtures/broken/MANIFEST: file;place;exit;code;what. Files whose place is empty are
 * sound rules that a roll refuses. */
START_TEST(manifest)
{
    urne_arena *arena = urne_arena_new();
    urne_str rest = box_fixture(arena, "broken/MANIFEST"), line;
    size_t seen = 0, wrong = 0;
    while (urne_str_cut(&rest, '\n', &line)) {
        urne_str f[5] = {{0}};
        for (size_t i = 0; i < 5 && urne_str_cut(&line, ';', &f[i]); i++) {
        }
        if (!urne_str_starts(f[0], "rules/")) {
            continue;
        }
        char name[128];
        snprintf(name, sizeof name, "broken/%.*s", (int)f[0].n, f[0].p);
        urne_config *c;
        urne_err err;
        urne_code code = parse(&c, arena, box_fixture(arena, name), &err);
        char place[64] = "";
        if (code != URNE_OK) {
            snprintf(place, sizeof place, "%zu:%zu", (size_t)err.diag[0].line,
                     (size_t)err.diag[0].column);
        }
        const char *id = code == URNE_OK ? "" : urne_code_get(code)->id;
        bool ok = f[1].n == 0 ? code == URNE_OK
                              : urne_str_is(f[1], place) && urne_str_is(f[3], id);
        if (!ok) {
            fprintf(stderr, "# %s: %s at %s, not %.*s at %.*s\n", name, id, place,
                    (int)f[3].n, f[3].p, (int)f[1].n, f[1].p);
            wrong++;
        }
        seen++;
    }
    ck_assert_uint_ge(seen, 40);
    ck_assert_uint_eq(wrong, 0);
    urne_arena_free(arena);
}
END_TEST

START_TEST(names)
{
    for (int i = URNE_METHOD_QUOTA; i <= URNE_METHOD_BALANCED; i++) {
        urne_method m;
        ck_assert(urne_method_parse(urne_str_of(urne_method_name((urne_method)i)), &m));
        ck_assert_int_eq(m, i);
    }
    for (int i = URNE_REASON_AGE; i + 1 < URNE_REASONS; i++) {
        ck_assert_int_lt(strcmp(urne_reason_name((urne_reason)i),
                                urne_reason_name((urne_reason)(i + 1))),
                         0);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"every_key", every_key, 0, 0},
        {"defaults", defaults, 0, 0},
        {"one_change", one_change, (int)PROGRAM_COUNT(changes), 0},
        {"quotas", quotas, 0, 0},
        {"manifest", manifest, 0, 0},
        {"names", names, 0, 0},
    };
    return program_run("config", tests, PROGRAM_COUNT(tests), 60);
}
