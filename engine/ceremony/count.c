#include "urne/count.h"
#include "ceremony/contribute.h"
#include "ceremony/inputs.h"
#include "ceremony/tally_view.h"

/* A count being made. */
typedef struct tallying {
    urne_dossier *d;
    urne_arena *arena;
    urne_tallied *out;
    urne_election election; /* as the public files say it */
    urne_count_rules *rules;
    urne_count *count;
    urne_str seed_input;
    const char *given; /* the beacon, or NULL */
    urne_str beacon;   /* the bytes of tie-beacon.txt; ->n 0: none */
    urne_hex seed;
    urne_err *err;
} tallying;

/* What the dossier has sealed, read as a stranger reads it. */
static urne_code read_sealed(tallying *t)
{
    urne_str bytes, ceremony;
    size_t *at;
    URNE_TRY(urne_dossier_read(&bytes, t->d, "projects.txt", t->err));
    URNE_TRY(urne_projects_read(&t->election, &ceremony, t->arena, bytes,
                                "projects.txt", t->err));
    URNE_TRY(urne_dossier_read(&bytes, t->d, "count-rules.txt", t->err));
    URNE_TRY(urne_count_rules_read(&t->rules, &t->election, t->arena, bytes,
                                   "count-rules.txt", t->err));
    URNE_TRY(urne_dossier_read(&bytes, t->d, "ballots.txt", t->err));
    return urne_ballots_read(&t->election, &at, t->arena, bytes, "ballots.txt", t->err);
}

static urne_code make_seed(tallying *t)
{
    URNE_TRY(urne_seed_take(&t->seed_input, &t->beacon, t->d, t->given, t->err));
    t->seed = urne_sha256_hex(t->seed_input);
    t->out->seed = urne_str_z(t->arena, urne_hex_str(&t->seed));
    return URNE_OK;
}

static urne_code write_tally(const tallying *t)
{
    const urne_dossier *d = t->d;
    const urne_count *count = t->count;
    urne_hex prev = urne_to_hex(d->reveals_sha256),
             hash = urne_sha256_hex(count->trace);
    urne_tally_entry entry = {
        .head = {d->commit.head.ceremony, 3, urne_hex_str(&prev), urne_str_of(d->time)},
        .seed = urne_hex_str(&t->seed),
        .count = urne_hex_str(&hash),
        .cost = count->cost,
        .n_selected = count->n_selected};
    entry.selected =
        urne_arena_array(t->arena, count->n_selected, sizeof *entry.selected);
    for (size_t i = 0; i < count->n_selected; i++) {
        entry.selected[i] = (uint64_t)count->selected[i] + 1;
    }
    t->out->trace_path = urne_dossier_public(d, "tally.txt");
    t->out->entry_path = urne_dossier_public(d, "12-tally.txt");
    urne_write set[4] = {
        {.path = urne_dossier_public(d, "tie-seed-input.txt"), .bytes = t->seed_input},
        {.path = t->out->trace_path, .bytes = count->trace}};
    size_t n = 2;
    if (t->beacon.n > 0) {
        set[n++] = (urne_write){.path = urne_dossier_public(d, "tie-beacon.txt"),
                                .bytes = t->beacon};
    }
    set[n++] = (urne_write){.path = t->out->entry_path,
                            .bytes = urne_tally_entry_write(t->arena, &entry),
                            .fresh = true};
    return urne_dossier_write(d, set, n, t->err);
}

/* What was received and set aside is not in ballots.txt; the seal says it. */
static void view_ballots(const tallying *t)
{
    urne_tally *view = t->out->tally;
    const urne_ballots_seal *sealed = &t->d->ballots;
    size_t n = sealed->common.n_excluded;
    view->received = sealed->received;
    view->aside = urne_arena_array(t->arena, n, sizeof *view->aside);
    for (size_t i = 0; i < n; i++) {
        const urne_excluded *x = &sealed->common.excluded[i];
        view->aside[i] = (urne_tally_count){urne_str_z(t->arena, x->reason), x->count};
    }
    view->n_aside = n;
}

static urne_code tally_in(tallying *t, bool compare)
{
    urne_tallied *out = t->out;
    URNE_TRY(urne_dossier_at(t->d, "tally", URNE_STAGE_REVEALED, t->err));
    URNE_TRY(urne_inputs_check(t->d, "tally", &out->unseen, &out->n_unseen, t->err));
    URNE_TRY(read_sealed(t));
    URNE_TRY(make_seed(t));
    urne_count_rules_seed(t->rules, urne_str_of(out->seed));
    URNE_TRY(
        urne_count_run(&t->count, t->arena, &t->election, &t->rules->rule, t->err));
    out->tally = urne_tally_view(t->arena, t->count);
    view_ballots(t);
    if (compare) {
        URNE_TRY(urne_tally_compare(out->tally, t->arena, t->count));
    }
    return write_tally(t);
}

urne_code urne_tally_dossier(urne_tallied **out, urne_arena *arena, const char *dir,
                             const char *beacon, const char *time, bool compare,
                             urne_err *err)
{
    tallying *t = urne_arena_alloc(arena, sizeof *t);
    t->arena = arena;
    t->err = err;
    t->given = beacon;
    t->out = urne_arena_alloc(arena, sizeof *t->out);
    URNE_TRY(urne_dossier_open(&t->d, arena, dir, "tally", time, err));
    urne_code code = tally_in(t, compare);
    urne_dossier_close(t->d);
    if (code == URNE_OK) {
        *out = t->out;
    }
    return code;
}
