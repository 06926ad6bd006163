#include "ceremony/contribute.h"
#include "ceremony/inputs.h"
#include "proof/check.h"
#include "urne/ceremony.h"

static urne_source_view view_of(urne_arena *arena, const urne_source *s, size_t i)
{
    return (urne_source_view){.number = i + 1,
                              .dice = s->kind == URNE_SOURCE_DICE,
                              .count = s->count,
                              .sides = s->sides,
                              .label = urne_str_z(arena, s->label),
                              .date = urne_str_z(arena, s->date)};
}

static urne_source source_of(const urne_source_view *v)
{
    return (urne_source){.kind = v->dice ? URNE_SOURCE_DICE : URNE_SOURCE_LOTTERY,
                         .count = v->count,
                         .sides = v->sides,
                         .label = urne_str_of(v->label),
                         .date = urne_str_of(v->date)};
}

bool urne_source_accepts(const urne_source_view *source, const char *typed)
{
    urne_arena *arena = urne_arena_new();
    urne_source s = source_of(source);
    bool ok = urne_source_value(arena, &s, urne_str_of(typed)).p != NULL;
    urne_arena_free(arena);
    return ok;
}

/* A person reads these and types them; contributions are opened, a beacon comes later.
 */
static bool is_typed(const urne_source *s)
{
    return s->kind == URNE_SOURCE_DICE || s->kind == URNE_SOURCE_LOTTERY;
}

/* Whoever knows the round could choose the values, so it is too late then. */
static urne_code before_round(const urne_dossier *d, urne_err *err)
{
    uint64_t number;
    const urne_source *s = urne_beacon_source(&d->commit, &number);
    urne_err inner = URNE_ERR_NONE;
    if (s == NULL || strcmp(d->time, urne_round_time(d->arena, s)) < 0) {
        return URNE_OK;
    }
    urne_code code = urne_dossier_refuse(d, "reveal", URNE_E_SEAL_LATE, d->dir, &inner);
    return code != URNE_E_SEAL_LATE
               ? urne_fail(err, code, URNE_IN(inner.diag[0].file), NULL)
               : urne_fail(err, code, URNE_IN(d->dir), URNE_DEC(s->count),
                           urne_round_time(d->arena, s), NULL);
}

/* Sealed, not revealed, and with its inputs as they were: a change is better noticed
 * before the dice than after. */
static urne_code ready(const urne_dossier *d, urne_err *err)
{
    const char **unseen;
    size_t n;
    URNE_TRY(urne_dossier_at(d, "reveal", URNE_STAGE_SEALED, err));
    URNE_TRY(before_round(d, err));
    return urne_inputs_check(d, "reveal", &unseen, &n, err);
}

urne_code urne_sources(urne_source_view **out, size_t *n, urne_arena *arena,
                       const char *dir, const char *time, urne_err *err)
{
    urne_dossier *d;
    URNE_TRY(urne_dossier_open(&d, arena, dir, "reveal", time, err));
    urne_code code = ready(d, err);
    if (code == URNE_OK) {
        *n = 0;
        *out = urne_arena_array(arena, d->commit.n_sources, sizeof **out);
        for (size_t i = 0; i < d->commit.n_sources; i++) {
            if (is_typed(&d->commit.sources[i])) {
                (*out)[(*n)++] = view_of(arena, &d->commit.sources[i], i);
            }
        }
    }
    urne_dossier_close(d);
    return code;
}

/* Values being put together. */
typedef struct revealing {
    urne_dossier *d;
    const char *const *typed;
    size_t n_typed, used;
    urne_str missing; /* names with commas between */
    urne_buf unopened;
    urne_reveals r;
    urne_err *err;
} revealing;

static bool is_missing(const revealing *v, urne_str party)
{
    urne_str rest = v->missing, name;
    while (rest.n > 0 && urne_str_cut(&rest, ',', &name)) {
        if (urne_str_eq(name, party)) {
            return true;
        }
    }
    return false;
}

/* A contribution that was opened, or of which somebody said that it is missing. */
static urne_code add_party(revealing *v, const urne_source *s, urne_str *value)
{
    urne_str opening;
    urne_buf buf = urne_buf_new(v->d->arena, 128);
    bool missing = is_missing(v, s->label);
    URNE_TRY(urne_opening_find(&opening, v->d, s->label, v->err));
    if (opening.n > 0 && missing) {
        return urne_fail(v->err, URNE_E_SEAL_NOT_MISSING, URNE_IN(v->d->dir),
                         URNE_SHOW(s->label), NULL);
    }
    if (opening.n == 0 && !missing) {
        urne_buf_addz(&v->unopened, v->unopened.n > 0 ? ", " : "");
        urne_buf_add(&v->unopened, s->label);
    }
    urne_buf_addz(&buf, "party ");
    urne_buf_add(&buf, s->label);
    urne_buf_addc(&buf, ' ');
    urne_buf_add(&buf, opening.n > 0 ? opening : URNE_STR("missing"));
    *value = urne_buf_str(&buf);
    return URNE_OK;
}

static urne_code add_typed(revealing *v, const urne_source *s, size_t i,
                           urne_str *value)
{
    const char *typed = v->used < v->n_typed ? v->typed[v->used] : "";
    v->used++;
    *value = urne_source_value(v->d->arena, s, urne_str_of(typed));
    return value->p != NULL ? URNE_OK
                            : urne_fail(v->err, URNE_E_SEAL_TYPED, URNE_NOWHERE, typed,
                                        URNE_DEC(i + 1), NULL);
}

/* Only parties can be missing. */
static urne_code check_missing(const revealing *v)
{
    urne_str rest = v->missing, name;
    while (rest.n > 0 && urne_str_cut(&rest, ',', &name)) {
        bool party = false;
        for (size_t i = 0; i < v->d->commit.n_sources; i++) {
            const urne_source *s = &v->d->commit.sources[i];
            party =
                party || (s->kind == URNE_SOURCE_PARTY && urne_str_eq(s->label, name));
        }
        if (!party) {
            return urne_fail(v->err, URNE_E_SEAL_PARTY, URNE_IN(v->d->dir),
                             URNE_SHOW(name), NULL);
        }
    }
    return URNE_OK;
}

static urne_code add_values(revealing *v)
{
    const urne_commit *c = &v->d->commit;
    urne_reveals *r = &v->r;
    r->values = urne_arena_array(v->d->arena, c->n_sources, sizeof *r->values);
    r->numbers = urne_arena_array(v->d->arena, c->n_sources, sizeof *r->numbers);
    for (size_t i = 0; i < c->n_sources; i++) {
        const urne_source *s = &c->sources[i];
        if (s->kind == URNE_SOURCE_DRAND) {
            continue;
        }
        urne_str *value = &r->values[r->n_values];
        URNE_TRY(is_typed(s) ? add_typed(v, s, i, value) : add_party(v, s, value));
        r->numbers[r->n_values++] = i + 1;
    }
    /* One value for each source: one too many was read aloud for nothing. */
    if (v->used < v->n_typed) {
        return urne_fail(v->err, URNE_E_SEAL_TYPED, URNE_NOWHERE, v->typed[v->used],
                         URNE_DEC(c->n_sources + 1), NULL);
    }
    return v->unopened.n == 0
               ? URNE_OK
               : urne_fail(v->err, URNE_E_SEAL_UNOPENED, URNE_IN(v->d->dir),
                           urne_str_z(v->d->arena, urne_buf_str(&v->unopened)), NULL);
}

static urne_code reveal_in(revealing *v)
{
    urne_dossier *d = v->d;
    URNE_TRY(ready(d, v->err));
    urne_hex seal = urne_to_hex(d->commit_sha256);
    v->r.head = (urne_entry){d->commit.head.ceremony, 2, urne_hex_str(&seal),
                             urne_str_of(d->time)};
    v->unopened = urne_buf_new(d->arena, 128);
    URNE_TRY(check_missing(v));
    URNE_TRY(add_values(v));
    urne_write w = {.path = urne_dossier_public(d, d->track->file[URNE_FILE_REVEALS]),
                    .bytes =
                        urne_reveals_write(d->arena, d->track->reveals_kind, &v->r),
                    .fresh = true};
    return urne_dossier_write(d, &w, 1, v->err);
}

urne_code urne_reveal(const char *dir, const char *const *typed, size_t n,
                      const char *missing, const char *time, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    revealing v = {.typed = typed, .n_typed = n, .err = err};
    v.missing = urne_str_of(missing == NULL ? "" : missing);
    urne_code code = urne_dossier_open(&v.d, arena, dir, "reveal", time, err);
    if (code == URNE_OK) {
        code = reveal_in(&v);
        urne_dossier_close(v.d);
    }
    urne_arena_free(arena);
    return code;
}
