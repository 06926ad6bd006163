/* model/count_config: what is accepted and fits an election makes rules that can be
 * sealed: written and read, they are the same bytes. */
#include "model/count_limits.h"
#include "target.h"

static urne_election town(urne_arena *arena)
{
    static const char *const ids[] = {"a", "b", "c", "P1"};
    static const char *const values[] = {"Nord", "Sud, Nord", "x", ""};
    urne_election e = {.type = URNE_VOTE_CUMULATIVE,
                       .places = 2,
                       .point_places = 1,
                       .n_projects = 4,
                       .n_project_columns = 1};
    e.projects = urne_arena_array(arena, 4, sizeof *e.projects);
    e.project_columns = urne_arena_array(arena, 1, sizeof *e.project_columns);
    e.project_columns[0] = URNE_STR("district");
    for (size_t i = 0; i < 4; i++) {
        e.projects[i].id = urne_str_of(ids[i]);
        e.projects[i].cost = 100 * i;
        e.projects[i].cells = urne_arena_array(arena, 1, sizeof(urne_str));
        e.projects[i].cells[0] = urne_str_of(values[i]);
    }
    return e;
}

static void sealed(urne_arena *arena, const urne_count_config *c, urne_str in)
{
    urne_election e = town(arena), back = town(arena);
    urne_err err = URNE_ERR_NONE;
    urne_count_rules rules = {.ceremony = URNE_STR("00112233445566778899aabbccddeeff")};
    urne_count_rules *again;
    urne_validity v;
    urne_election_options options = {.n_paths = 0};
    urne_count_config_reading(&options, arena, c);
    if (urne_count_config_resolve(&rules.rule, arena, c, &e, &err) != URNE_OK ||
        urne_count_config_validity(&v, c, &e, &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    rules.limits = urne_limits_of(&rules.n_limits, arena, &v);
    for (size_t i = 0; i < rules.n_limits; i++) {
        HOLDS(urne_limit_ok(&rules.limits[i]));
    }
    urne_str text = urne_count_rules_write(arena, &e, &rules);
    HOLDS(urne_count_rules_read(&again, &back, arena, text, "n", &err) == URNE_OK);
    HOLDS(urne_str_eq(urne_count_rules_write(arena, &back, again), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str in = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_count_config *c;
    urne_err err = URNE_ERR_NONE;
    if (urne_count_config_read(&c, arena, in, "count.json", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        HOLDS(err.diag[0].line >= 1 && err.diag[0].column >= 1);
    } else {
        HOLDS(urne_count_config_is(arena, in));
        sealed(arena, c, in);
    }
    urne_arena_free(arena);
    return 0;
}
