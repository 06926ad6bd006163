#include "ceremony/lists.h"
#include "ceremony/sealed.h"
#include "ceremony/steps.h"

#include "proof/replay.h"

/* Replacements being derived. */
typedef struct replacing {
    urne_dossier *d;
    urne_opened o;
    urne_replay replay;
    urne_replace_line *lines;
    size_t n_lines, cap;
    urne_listed *people;
    size_t n_people;
    urne_err *err;
} replacing;

static urne_replace_line *add(replacing *w, urne_replace_kind kind)
{
    if (w->n_lines == w->cap) {
        size_t cap = w->cap == 0 ? 16 : 2 * w->cap;
        urne_replace_line *more = urne_arena_array(w->d->arena, cap, sizeof *more);
        if (w->n_lines > 0) {
            memcpy(more, w->lines, w->n_lines * sizeof *more);
        }
        w->lines = more;
        w->cap = cap;
    }
    urne_replace_line *l = &w->lines[w->n_lines++];
    *l = (urne_replace_line){.kind = kind};
    return l;
}

static void list_person(replacing *w, const urne_successor *s,
                        const urne_index_row *row, const urne_person *p)
{
    uint32_t h = w->o.roll.leaves[s->leaf].stratum;
    w->people[w->n_people++] =
        (urne_listed){.pass = URNE_PASS_MEMBERS,
                      .pos = w->n_people + 1,
                      .number = s->leaf + 1,
                      .stratum = h,
                      .stratum_label = w->o.rules->strata[h - 1].label,
                      .ticket = urne_to_hex(s->ticket),
                      .row = *row,
                      .salt = p->salt};
}

/* The line of a decision; who was not drawn opens what is unique. */
static urne_code put_line(replacing *w, const urne_successor *s)
{
    static const urne_replace_kind kinds[] = {URNE_REPLACE_CALLED, URNE_REPLACE_PASSED,
                                              URNE_REPLACE_VACANT};
    urne_arena *arena = w->d->arena;
    urne_replace_line *l = add(w, kinds[s->kind]);
    urne_person person;
    urne_index_row row;
    if (s->kind == URNE_SUCCESSOR_VACANT) {
        return URNE_OK;
    }
    urne_hex ticket = urne_to_hex(s->ticket);
    URNE_TRY(urne_opened_person(&person, &row, &w->o, s->leaf, w->err));
    l->number = s->leaf + 1;
    l->of_number = s->of_leaf + 1;
    l->ticket = urne_str_dup(arena, urne_hex_str(&ticket));
    bool unique = urne_unique_attr(w->o.rules) < w->o.rules->n_attrs;
    if (unique && !s->substitute) {
        l->attrs = urne_attr_fields(arena, w->o.rules, &person);
        l->n_attrs = w->o.rules->n_attrs;
    }
    if (s->kind == URNE_SUCCESSOR_CALLED) {
        list_person(w, s, &row, &person);
    }
    return URNE_OK;
}

static urne_code replace_one(replacing *w, uint64_t number, urne_replaced *out)
{
    urne_successor s;
    urne_opening opening = {&w->o, w->err, URNE_OK};
    *out = (urne_replaced){.refused = number, .ticket = ""};
    if (number == 0 || number > w->o.roll.n ||
        !urne_replacing_refuse(w->replay.seats, (size_t)number - 1)) {
        return urne_fail(w->err, URNE_E_SEAL_REFUSER, URNE_NOWHERE, URNE_DEC(number),
                         NULL);
    }
    add(w, URNE_REPLACE_REFUSED)->number = number;
    do {
        s = urne_replacing_next(w->replay.seats, urne_opened_value, &opening);
        if (s.kind == URNE_SUCCESSOR_UNKNOWN) {
            return opening.code;
        }
        URNE_TRY(put_line(w, &s));
        out->passed += s.kind == URNE_SUCCESSOR_PASSED ? 1 : 0;
    } while (s.kind == URNE_SUCCESSOR_PASSED);
    if (s.kind == URNE_SUCCESSOR_CALLED) {
        urne_hex ticket = urne_to_hex(s.ticket);
        out->called = s.leaf + 1;
        out->ticket = urne_str_z(w->d->arena, urne_hex_str(&ticket));
    }
    return URNE_OK;
}

/* The seats as the result and the entries before leave them. */
static urne_code begin(replacing *w)
{
    urne_str bytes;
    urne_result result;
    URNE_TRY(urne_dossier_read(&bytes, w->d, "03-result.txt", w->err));
    URNE_TRY(urne_result_read(&result, w->d->arena, bytes, "03-result.txt", w->err));
    /* No seal of ours names another rule. */
    if (!urne_str_is(w->o.rules->replace, "ticket-order")) {
        return urne_dossier_refuse(w->d, "replace", URNE_E_SEAL_CHANGED,
                                   urne_dossier_public(w->d, "rules.txt"), w->err);
    }
    for (size_t i = 0; i < w->o.roll.n; i++) {
        if (w->o.roll.leaves[i].stratum > w->o.rules->n_strata) {
            return urne_dossier_refuse(w->d, "replace", URNE_E_SEAL_CHANGED,
                                       urne_dossier_public(w->d, "roll.txt"), w->err);
        }
    }
    urne_replay_begin(&w->replay, w->d->arena, w->o.rules, &w->o.roll, w->o.roll_bytes,
                      &result);
    for (size_t i = 0; i < w->d->chain.n; i++) {
        const urne_transcript_entry *e = &w->d->chain.entry[i];
        if (e->later != NULL && e->later->kind == URNE_LATER_REPLACE &&
            urne_replay_entry(&w->replay, e->later) != 0) {
            return urne_dossier_refuse(w->d, "replace", URNE_E_SEAL_CHANGED,
                                       urne_dossier_public(w->d, e->file), w->err);
        }
    }
    return URNE_OK;
}

/* private/called-NN.csv, with the number of the entry. */
static const char *list_name(const urne_dossier *d)
{
    size_t number = URNE_LATER_FIRST;
    for (size_t i = 0; i < d->chain.n; i++) {
        number += d->chain.entry[i].later != NULL ? 1 : 0;
    }
    urne_buf buf = urne_buf_new(d->arena, 32);
    urne_buf_addz(&buf, "called-");
    urne_buf_addu(&buf, number);
    urne_buf_addz(&buf, ".csv");
    return urne_str_z(d->arena, urne_buf_str(&buf));
}

static urne_code replace_in(replacing *w, urne_replacement_view *out,
                            const uint64_t *numbers, size_t n)
{
    urne_arena *arena = w->d->arena;
    URNE_TRY(begin(w));
    out->seats = urne_arena_array(arena, n, sizeof *out->seats);
    out->n_seats = n;
    w->people = urne_arena_array(arena, n, sizeof *w->people);
    for (size_t i = 0; i < n; i++) {
        URNE_TRY(replace_one(w, numbers[i], &out->seats[i]));
        out->vacant += out->seats[i].called == 0 ? 1 : 0;
    }
    const urne_later l = {.kind = URNE_LATER_REPLACE,
                          .head = urne_dossier_head(w->d),
                          .lines = w->lines,
                          .n_lines = w->n_lines};
    out->list = w->n_people > 0 ? urne_dossier_private(w->d, list_name(w->d)) : "";
    urne_write list = {.path = out->list,
                       .bytes = urne_invites_write(arena, w->people, w->n_people),
                       .secret = true};
    return urne_step_write(&out->step, w->d, &l, &list, w->n_people > 0 ? 1 : 0,
                           w->err);
}

urne_code urne_replace(urne_replacement_view **out, urne_arena *arena, const char *dir,
                       const uint64_t *numbers, size_t n, const char *time,
                       urne_err *err)
{
    const urne_asker nobody = {NULL, NULL};
    return urne_replace_with(out, arena, dir, numbers, n, time, nobody, err);
}

urne_code urne_replace_with(urne_replacement_view **out, urne_arena *arena,
                            const char *dir, const uint64_t *numbers, size_t n,
                            const char *time, urne_asker who, urne_err *err)
{
    replacing w = {.err = err};
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&w.d, arena, dir, "replace", time, err));
    urne_code code = urne_dossier_after(w.d, "replace", false, err);
    if (code == URNE_OK) {
        code = urne_opened_open(&w.o, w.d, "replace", &who, err);
        code = code == URNE_OK ? replace_in(&w, *out, numbers, n) : code;
        urne_opened_close(&w.o);
    }
    urne_dossier_close(w.d);
    return code;
}
