/* model/panel_config: what panel.json says, and what it means when it does not. Its
 * refusals, with their places, are in tests/cli/panel-dossier/init-wrong. */
#include "model/panel_config.h"
#include "oracle/program.h"

#include <stdio.h>

static urne_panel_config *parse(urne_arena *arena, const char *members)
{
    char json[1024];
    urne_err err = URNE_ERR_NONE;
    urne_panel_config *c = NULL;
    snprintf(json, sizeof json,
             "{\"urne\": \"panel/1\", \"body\": \"Nancy\", \"title\": \"Panel\", "
             "\"size\": 40%s}",
             members);
    urne_str text = urne_str_dup(arena, urne_str_of(json));
    ck_assert_int_eq(urne_panel_config_read(&c, arena, text, "panel.json", &err),
                     URNE_OK);
    ck_assert(urne_panel_config_is(arena, text));
    return c;
}

START_TEST(usual)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_config *c = parse(arena, ", \"sources\": [{\"dice\": 20}]");
    ck_assert(urne_str_is(c->body, "Nancy") && urne_str_is(c->title, "Panel"));
    ck_assert_uint_eq(c->size, 40);
    ck_assert_uint_eq(c->lottery, 1000);
    ck_assert_uint_eq(c->kmin, 5);
    ck_assert(!c->maximin && !c->dice && !c->open && !c->all);
    ck_assert_uint_eq(c->n_address, 0);
    ck_assert_uint_eq(c->n_sources, 1);
    ck_assert_uint_eq(c->number_at.column, 79);
    urne_arena_free(arena);
}
END_TEST

START_TEST(chosen)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_config *c = parse(
        arena,
        ", \"objective\": \"maximin\", \"household\": [\"street\", \"No of house\"], "
        "\"lottery\": \"216\", \"number\": \"dice\", \"counts\": \"all\", \"kmin\": "
        "\"3\", \"publication\": \"sealed\", \"sources\": [{\"dice\": 3, \"sides\": "
        "6}]");
    ck_assert_uint_eq(c->lottery, 216);
    ck_assert_uint_eq(c->kmin, 3);
    ck_assert(c->maximin && c->dice && !c->open && c->all);
    ck_assert_uint_eq(c->n_address, 2);
    ck_assert(urne_str_is(c->address[1], "No of house"));
    ck_assert_uint_eq(c->sources[0].count, 3);
    urne_arena_free(arena);
}
END_TEST

/* Nothing is hidden in the open. */
START_TEST(in_the_open)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_config *c =
        parse(arena, ", \"publication\": \"open\", \"sources\": [{\"dice\": 20}]");
    ck_assert(c->open && c->all);
    ck_assert_uint_eq(c->kmin, 1);
    urne_arena_free(arena);
}
END_TEST

START_TEST(other_rules)
{
    urne_arena *arena = urne_arena_new();
    const char *const not [] = {"",
                                "[]",
                                "{}",
                                "{\"urne\": 1}",
                                "{\"urne\": \"count/1\"}",
                                "{\"urne\": \"panel\"}"};
    for (size_t i = 0; i < PROGRAM_COUNT(not ); i++) {
        ck_assert(!urne_panel_config_is(arena, urne_str_of(not [i])));
    }
    ck_assert(urne_panel_config_is(arena, URNE_STR("{\"urne\": \"panel/2\"}")));
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {{"usual", usual, 0, 0},
                                  {"chosen", chosen, 0, 0},
                                  {"in_the_open", in_the_open, 0, 0},
                                  {"other_rules", other_rules, 0, 0}};
    return program_run("panel_config", tests, PROGRAM_COUNT(tests), 60);
}
