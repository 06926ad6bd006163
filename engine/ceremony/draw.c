#include "ceremony/contribute.h"
#include "ceremony/lists.h"
#include "ceremony/sealed.h"
#include "proof/check.h"
#include "urne/ceremony.h"

/* A draw being made. */
typedef struct drawing {
    urne_opened o;
    urne_arena *arena;
    urne_hash seed;
    urne_str seed_input;
    const char *given; /* the beacon, or NULL */
    urne_str beacon;   /* the bytes of beacon.txt; ->n 0: none */
    uint64_t *seats[2];
    urne_selection selection;
    urne_buf result;
    urne_listed *people;
    size_t n_people;
    urne_err *err;
} drawing;

static urne_code select_people(drawing *w)
{
    const urne_rules *r = w->o.rules;
    for (size_t pass = 0; pass < 2; pass++) {
        w->seats[pass] =
            urne_arena_array(w->arena, r->n_strata, sizeof *w->seats[pass]);
        urne_apportion(w->seats[pass], r, &w->seed, (urne_pass)pass);
    }
    for (size_t i = 0; i < w->o.roll.n; i++) {
        if (w->o.roll.leaves[i].stratum > r->n_strata) {
            return urne_dossier_refuse(w->o.d, w->o.verb, URNE_E_SEAL_CHANGED,
                                       urne_dossier_public(w->o.d, "roll.txt"), w->err);
        }
    }
    urne_opening opening = {&w->o, w->err, URNE_OK};
    w->selection = urne_select(w->arena, r, w->o.roll.leaves, w->o.roll.n,
                               (const uint64_t *const *)w->seats, &w->seed,
                               urne_opened_value, &opening);
    return opening.code;
}

static void list_person(drawing *w, const urne_step *step, const urne_index_row *row,
                        const urne_person *p)
{
    w->people[w->n_people++] =
        (urne_listed){.pass = step->pass,
                      .pos = step->pos,
                      .number = step->leaf + 1,
                      .stratum = step->stratum,
                      .stratum_label = w->o.rules->strata[step->stratum - 1].label,
                      .ticket = urne_to_hex(step->ticket),
                      .row = *row,
                      .salt = p->salt};
}

static urne_code write_step(drawing *w, const urne_step *step)
{
    urne_result_line line = {.kind = step->kind,
                             .pass = step->pass,
                             .pos = step->pos,
                             .stratum = step->stratum,
                             .missing = step->missing};
    urne_hex pid, ticket;
    if (step->kind != URNE_STEP_SHORT) {
        urne_person person;
        urne_index_row row;
        URNE_TRY(urne_opened_person(&person, &row, &w->o, step->leaf, w->err));
        pid = urne_to_hex(person.pid);
        ticket = urne_to_hex(step->ticket);
        line.number = step->leaf + 1;
        line.pid = urne_hex_str(&pid);
        line.ticket = urne_hex_str(&ticket);
        line.attrs = urne_attr_fields(w->arena, w->o.rules, &person);
        line.n_attrs = w->o.rules->n_attrs;
        if (step->kind == URNE_STEP_SELECT) {
            list_person(w, step, &row, &person);
        }
    }
    if (step->kind == URNE_STEP_SKIP) {
        line.name = w->o.rules->attrs[step->attr];
        line.of_number = step->of_leaf + 1;
    }
    urne_result_step(&w->result, &line);
    return URNE_OK;
}

static urne_code write_result(drawing *w)
{
    const urne_dossier *d = w->o.d;
    urne_hex prev = urne_to_hex(d->reveals_sha256), seed = urne_to_hex(w->seed);
    urne_result head = {
        .head = {d->commit.head.ceremony, 3, urne_hex_str(&prev), urne_str_of(d->time)},
        .seed = urne_hex_str(&seed),
        .seats = {w->seats[0], w->seats[1]},
        .n_strata = w->o.rules->n_strata};
    w->result = urne_buf_new(w->arena, (size_t)64 * 1024);
    w->people = urne_arena_array(w->arena, w->selection.n_steps, sizeof *w->people);
    urne_result_begin(&w->result, &head);
    for (size_t i = 0; i < w->selection.n_steps; i++) {
        URNE_TRY(write_step(w, &w->selection.steps[i]));
    }
    urne_buf_addz(&w->result, "end\n");
    return URNE_OK;
}

static urne_code save(drawing *w)
{
    const urne_dossier *d = w->o.d;
    const urne_listed *p = w->people;
    urne_write set[6] = {
        {.path = urne_dossier_private(d, "selected.csv"),
         .secret = true,
         .bytes = urne_list_write(w->arena, p, w->n_people, URNE_PASS_MEMBERS)},
        {.path = urne_dossier_private(d, "substitutes.csv"),
         .secret = true,
         .bytes = urne_list_write(w->arena, p, w->n_people, URNE_PASS_SUBSTITUTES)},
        {.path = urne_dossier_private(d, "invites.csv"),
         .secret = true,
         .bytes = urne_invites_write(w->arena, p, w->n_people)},
        {.path = urne_dossier_public(d, "seed-input.txt"), .bytes = w->seed_input}};
    size_t n = 4;
    if (w->beacon.n > 0) {
        set[n++] = (urne_write){.path = urne_dossier_public(d, "beacon.txt"),
                                .bytes = w->beacon};
    }
    set[n++] = (urne_write){.path = urne_dossier_public(d, "03-result.txt"),
                            .bytes = urne_buf_str(&w->result),
                            .fresh = true};
    return urne_dossier_write(d, set, n, w->err);
}

/* ---- the view ---- */

static void count_step(urne_drawn *out, const urne_step *step, bool *skipped)
{
    out->missing += step->kind == URNE_STEP_SHORT ? step->missing : 0;
    if (step->kind == URNE_STEP_SKIP && !skipped[step->leaf]) {
        skipped[step->leaf] = true;
        out->skipped++;
    }
}

static void view(drawing *w, urne_drawn *out)
{
    urne_hex seed = urne_to_hex(w->seed);
    *out = (urne_drawn){.seats = w->seats[0],
                        .substitute_seats = w->seats[1],
                        .n_strata = w->o.rules->n_strata,
                        .seed = urne_str_z(w->arena, urne_hex_str(&seed)),
                        .unseen = w->o.unseen,
                        .n_unseen = w->o.n_unseen};
    bool *skipped = urne_arena_array(w->arena, w->o.roll.n, sizeof *skipped);
    for (size_t i = 0; i < w->selection.n_steps; i++) {
        count_step(out, &w->selection.steps[i], skipped);
    }
    out->selected = urne_arena_array(w->arena, w->n_people, sizeof *out->selected);
    out->substitutes = urne_arena_array(w->arena, w->n_people, sizeof *out->selected);
    for (size_t i = 0; i < w->n_people; i++) {
        const urne_listed *p = &w->people[i];
        urne_drawn_person person = {p->pos, p->number, p->stratum,
                                    urne_str_z(w->arena, urne_hex_str(&p->ticket))};
        if (p->pass == URNE_PASS_MEMBERS) {
            out->selected[out->n_selected++] = person;
        } else {
            out->substitutes[out->n_substitutes++] = person;
        }
    }
}

/* Before the roll key is opened: nobody types a passphrase for a round that is not
 * made, or not the one that was sealed. */
static urne_code make_seed(drawing *w, const urne_dossier *d)
{
    URNE_TRY(urne_seed_take(&w->seed_input, &w->beacon, d, w->given, w->err));
    w->seed = urne_sha256(w->seed_input);
    return URNE_OK;
}

static urne_code draw_in(drawing *w, urne_drawn *out)
{
    URNE_TRY(select_people(w));
    URNE_TRY(write_result(w));
    URNE_TRY(save(w));
    view(w, out);
    return URNE_OK;
}

urne_code urne_draw(urne_drawn **out, urne_arena *arena, const char *dir,
                    const char *beacon, const char *time, urne_err *err)
{
    const urne_asker nobody = {NULL, NULL};
    return urne_draw_with(out, arena, dir, beacon, time, nobody, err);
}

urne_code urne_draw_with(urne_drawn **out, urne_arena *arena, const char *dir,
                         const char *beacon, const char *time, urne_asker who,
                         urne_err *err)
{
    drawing w = {.arena = arena, .given = beacon, .err = err};
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "draw", time, err));
    urne_code code = urne_dossier_at(d, "draw", URNE_STAGE_REVEALED, err);
    code = code == URNE_OK ? make_seed(&w, d) : code;
    if (code == URNE_OK) {
        code = urne_opened_open(&w.o, d, "draw", &who, err);
        if (code == URNE_OK) {
            code = draw_in(&w, *out);
        }
        urne_opened_close(&w.o);
    }
    urne_dossier_close(d);
    return code;
}
