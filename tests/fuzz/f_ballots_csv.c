/* model/ballots_csv: the first byte chooses type and map, the rest is a CSV of ballots.
 * What is accepted becomes a .pb file that reads as the same. */
#include "fuzz/target.h"
#include "model/election_read.h"

static const urne_role_map map[] = {
    {"voter", NULL, "v"}, {"project", "A", "a"}, {"project", "B", "b"}};

static urne_election *base_of(urne_arena *arena, uint8_t choice)
{
    urne_csv csv;
    urne_election *base;
    HOLDS(urne_csv_open(&csv, arena,
                        URNE_STR("project_id;cost;name\nA;1;Trees\nB;2.5;Lights\n"),
                        "p", NULL) == URNE_OK);
    HOLDS(urne_projects_csv(&base, NULL, arena, &csv, "3", NULL) == URNE_OK);
    base->type = (urne_vote_type)(choice % 5);
    return base;
}

static void both_ways(urne_arena *arena, const urne_election *base, urne_election *e)
{
    urne_election *again;
    urne_err err = URNE_ERR_NONE;
    e->meta = urne_arena_array(arena, 2, sizeof *e->meta);
    e->n_meta = 2;
    e->meta[0] = (urne_meta){URNE_STR("budget"), URNE_STR("3"), 0};
    e->meta[1] = (urne_meta){URNE_STR("vote_type"),
                             urne_str_of(urne_vote_type_name(base->type)), 0};
    urne_ballot_policy policy = {.voters_twice = true};
    urne_str written = urne_pb_write(arena, e);
    HOLDS(urne_pb_read_with(&again, NULL, arena, written, "g", &policy, &err) ==
          URNE_OK);
    HOLDS(urne_str_eq(urne_pb_write(arena, again), written));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    uint8_t choice = size == 0 ? 0 : data[0];
    urne_str bytes = fuzz_input(size == 0 ? data : data + 1, size == 0 ? 0 : size - 1);
    urne_election *base = base_of(arena, choice), *e;
    urne_election_options o = {.columns = map, .n_columns = choice & 8 ? 3 : 0};
    urne_findings findings = urne_findings_new(arena);
    urne_csv csv;
    if (urne_csv_open(&csv, arena, bytes, "f", &err) != URNE_OK) {
        fuzz_refusal(&err, bytes);
    } else if (urne_ballots_csv(&e, &findings, arena, &csv, base, &o, &err) !=
               URNE_OK) {
        fuzz_refusal(&err, bytes);
    } else {
        urne_election *own;
        HOLDS(err.count == 0);
        if (urne_stanford_is(&csv)) {
            HOLDS(urne_projects_stanford(&own, NULL, arena, &csv, "3", &err) ==
                      URNE_OK ||
                  err.count > 0);
        }
        both_ways(arena, base, e);
    }
    urne_arena_free(arena);
    return 0;
}
