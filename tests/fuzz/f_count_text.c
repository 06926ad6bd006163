/* model/count_text, proof/ballots: the first byte says which public file of a count the
 * rest is; what is accepted is written again byte for byte. */
#include "proof/ballots.h"
#include "target.h"

static urne_election four(urne_arena *arena, unsigned type)
{
    urne_election e = {.type = (urne_vote_type)(type % 5), .n_projects = 4};
    e.projects = urne_arena_array(arena, 4, sizeof *e.projects);
    return e;
}

static void projects(urne_arena *arena, urne_str in)
{
    urne_election e;
    urne_err err = URNE_ERR_NONE;
    urne_str ceremony, out;
    if (urne_projects_read(&e, &ceremony, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(urne_projects_write(&out, arena, &e, ceremony, &err) == URNE_OK);
    HOLDS(urne_str_eq(out, in));
}

static void rules(urne_arena *arena, urne_str in)
{
    urne_election e = four(arena, 0);
    urne_err err = URNE_ERR_NONE;
    urne_count_rules *r;
    if (urne_count_rules_read(&r, &e, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    HOLDS(r->rule.threshold.den > 0 && r->rule.add1_increment > 0);
    HOLDS(urne_str_eq(urne_count_rules_write(arena, &e, r), in));
}

static void ballots(urne_arena *arena, urne_str in, unsigned type)
{
    urne_election e = four(arena, type);
    urne_err err = URNE_ERR_NONE;
    size_t *at;
    bool sorted = true;
    if (urne_ballots_read(&e, &at, arena, in, "n", &err) != URNE_OK) {
        fuzz_refusal(&err, in);
        return;
    }
    urne_ballot_line *lines = urne_arena_array(arena, e.n_ballots, sizeof *lines);
    for (size_t i = 0; i < e.n_ballots; i++) {
        HOLDS(urne_hash_parse(e.ballots[i].voter, &lines[i].bid));
        lines[i].ballot = i;
        sorted =
            sorted && (i == 0 || urne_hash_cmp(&lines[i - 1].bid, &lines[i].bid) <= 0);
    }
    HOLDS(!sorted ||
          urne_str_eq(urne_ballots_write(arena, &e, lines, e.n_ballots), in));
}

static void entries(urne_arena *arena, urne_str in)
{
    urne_err err = URNE_ERR_NONE;
    urne_ballots_seal c;
    urne_tally_entry t;
    urne_reveals r;
    if (urne_ballots_seal_read(&c, arena, in, "n", &err) == URNE_OK) {
        HOLDS(c.common.has_lead || urne_str_eq(urne_ballots_seal_write(arena, &c), in));
    } else {
        fuzz_refusal(&err, in);
    }
    if (urne_tally_entry_read(&t, arena, in, "n", NULL) == URNE_OK) {
        HOLDS(urne_str_eq(urne_tally_entry_write(arena, &t), in));
    }
    if (urne_reveals_read(&r, arena, in, "n", URNE_KIND_BALLOTS_REVEALS, NULL) ==
        URNE_OK) {
        HOLDS(r.n_values <= 64);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    urne_str in = fuzz_input(data + 1, size - 1);
    urne_arena *arena = urne_arena_new();
    switch (data[0] % 4) {
    case 0:
        projects(arena, in);
        break;
    case 1:
        rules(arena, in);
        break;
    case 2:
        ballots(arena, in, data[0] / 4);
        break;
    default:
        entries(arena, in);
        break;
    }
    urne_arena_free(arena);
    return 0;
}
