#include "ceremony/inputs.h"
#include "proof/check.h"
#include "urne/ceremony.h"

static urne_source_view view_of(urne_arena *arena, const urne_source *s)
{
    return (urne_source_view){.dice = s->kind == URNE_SOURCE_DICE,
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

/* Sealed, not revealed, and with its inputs as they were: a change is better noticed
 * before the dice than after. */
static urne_code ready(const urne_dossier *d, urne_err *err)
{
    const char **unseen;
    size_t n;
    URNE_TRY(urne_dossier_at(d, "reveal", URNE_STAGE_SEALED, err));
    return urne_inputs_check(d, "reveal", &unseen, &n, err);
}

urne_code urne_sources(urne_source_view **out, size_t *n, urne_arena *arena,
                       const char *dir, const char *time, urne_err *err)
{
    urne_dossier *d;
    URNE_TRY(urne_dossier_open(&d, arena, dir, "reveal", time, err));
    urne_code code = ready(d, err);
    if (code == URNE_OK) {
        *n = d->commit.n_sources;
        *out = urne_arena_array(arena, *n, sizeof **out);
        for (size_t i = 0; i < *n; i++) {
            (*out)[i] = view_of(arena, &d->commit.sources[i]);
        }
    }
    urne_dossier_close(d);
    return code;
}

static urne_code reveal_in(urne_dossier *d, const char *const *typed, size_t n,
                           urne_err *err)
{
    URNE_TRY(ready(d, err));
    urne_hex seal = urne_to_hex(d->commit_sha256);
    urne_reveals r = {
        .head = {d->commit.head.ceremony, 2, urne_hex_str(&seal), urne_str_of(d->time)},
        .n_values = d->commit.n_sources};
    r.values = urne_arena_array(d->arena, r.n_values, sizeof *r.values);
    /* One value for each source: one too many was read aloud for nothing. */
    for (size_t i = 0; i < r.n_values || i < n; i++) {
        const char *value = i < n ? typed[i] : "";
        if (i >= r.n_values) {
            return urne_fail(err, URNE_E_SEAL_TYPED, URNE_NOWHERE, value,
                             URNE_DEC(i + 1), NULL);
        }
        r.values[i] =
            urne_source_value(d->arena, &d->commit.sources[i], urne_str_of(value));
        if (r.values[i].p == NULL) {
            return urne_fail(err, URNE_E_SEAL_TYPED, URNE_NOWHERE, value,
                             URNE_DEC(i + 1), NULL);
        }
    }
    urne_write w = {.path = urne_dossier_public(d, d->track->file[URNE_FILE_REVEALS]),
                    .bytes = urne_reveals_write(d->arena, d->track->reveals_kind, &r),
                    .fresh = true};
    return urne_dossier_write(d, &w, 1, err);
}

urne_code urne_reveal(const char *dir, const char *const *typed, size_t n,
                      const char *time, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    urne_dossier *d;
    urne_code code = urne_dossier_open(&d, arena, dir, "reveal", time, err);
    if (code == URNE_OK) {
        code = reveal_in(d, typed, n, err);
        urne_dossier_close(d);
    }
    urne_arena_free(arena);
    return code;
}
