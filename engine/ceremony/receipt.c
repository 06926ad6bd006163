#include "ceremony/sealed.h"
#include "proof/merkle.h"
#include "urne/ceremony.h"

static bool fits(const urne_index_row *row, const char *field, const char *wanted)
{
    return wanted == NULL ||
           urne_str_is(urne_index_value(row, urne_str_of(field)), wanted);
}

/* The leaf asked for: by number, or the only one whose identity fits. */
static urne_code find(size_t *leaf, const urne_opened *o,
                      const urne_receipt_options *wanted, urne_err *err)
{
    size_t found = 0;
    if (wanted->number != 0) {
        *leaf = (size_t)wanted->number - 1;
        return wanted->number <= o->index.n
                   ? URNE_OK
                   : urne_fail(err, URNE_E_SEAL_NUMBER, URNE_NOWHERE, NULL);
    }
    for (size_t i = 0; i < o->index.n; i++) {
        urne_index_row row = urne_index_get(&o->index, i);
        if (fits(&row, "birth-name", wanted->name) &&
            fits(&row, "given-names", wanted->given) &&
            fits(&row, "birth-date", wanted->born) &&
            fits(&row, "birth-place", wanted->place)) {
            *leaf = i;
            found++;
        }
    }
    if (found > 1) {
        return urne_fail(err, URNE_E_SEAL_SEVERAL, URNE_NOWHERE, URNE_DEC(found), NULL);
    }
    return found == 1 ? URNE_OK
                      : urne_fail(err, URNE_E_SEAL_NUMBER, URNE_NOWHERE, NULL);
}

static void put_path(urne_receipt *r, const urne_opened *o, size_t leaf)
{
    urne_arena *arena = o->d->arena;
    urne_hash *leaves = urne_arena_array(arena, o->roll.n, sizeof *leaves);
    urne_hash path[URNE_MERKLE_DEPTH];
    for (size_t i = 0; i < o->roll.n; i++) {
        leaves[i] = urne_hash_leaf(urne_roll_line(&o->roll, o->roll_bytes, i));
    }
    r->n_path = urne_merkle_path(path, leaves, o->roll.n, leaf);
    r->path = urne_arena_array(arena, r->n_path, sizeof *r->path);
    for (size_t i = 0; i < r->n_path; i++) {
        r->path[i] = urne_hex_text(arena, path[i]);
    }
}

static void put_attrs(urne_receipt *r, const urne_opened *o, const urne_person *p)
{
    const urne_rules *rules = o->rules;
    r->attr = rules->attrs;
    r->n_attrs = rules->n_attrs;
    r->attr_value = p->attr_values;
    r->asalt = urne_arena_array(o->d->arena, r->n_attrs, sizeof *r->asalt);
    for (size_t a = 0; a < r->n_attrs; a++) {
        r->asalt[a] = urne_hex_text(o->d->arena, p->asalts[a]);
        if (urne_str_is(rules->attrs[a], "household")) {
            r->address = o->config->household;
            r->address_value = p->address;
            r->n_address = o->config->n_household;
            r->hhsalt = urne_hex_text(o->d->arena, p->hhsalt);
        }
    }
}

static urne_code make(urne_receipt_view *out, const urne_opened *o,
                      const urne_receipt_options *wanted, urne_err *err)
{
    size_t leaf = 0;
    urne_person p;
    urne_index_row row;
    char code[URNE_PAPER_MAX];
    urne_arena *arena = o->d->arena;
    URNE_TRY(find(&leaf, o, wanted, err));
    URNE_TRY(urne_opened_person(&p, &row, o, leaf, err));
    urne_receipt r = {.ceremony = o->d->commit.head.ceremony,
                      .commit = urne_hex_text(arena, o->d->commit_sha256),
                      .number = leaf + 1,
                      .stratum = o->roll.leaves[leaf].stratum,
                      .pid = urne_hex_text(arena, p.pid),
                      .salt = urne_hex_text(arena, p.salt),
                      .identity = o->rules->identity,
                      .n_identity = o->rules->n_identity,
                      .has_separate = p.has_separate,
                      .separate = p.separate};
    r.identity_value = urne_arena_array(arena, r.n_identity, sizeof *r.identity_value);
    for (size_t i = 0; i < r.n_identity; i++) {
        r.identity_value[i] = urne_index_value(&row, r.identity[i]);
    }
    put_attrs(&r, o, &p);
    put_path(&r, o, leaf);
    urne_paper_code(code, &p.salt);
    out->number = r.number;
    out->note = urne_receipt_write(arena, &r);
    out->code = urne_str_z(arena, urne_str_of(code));
    return URNE_OK;
}

static urne_code make_sealed(urne_receipt_view *out, urne_dossier *d,
                             const urne_receipt_options *options, urne_err *err)
{
    urne_opened o;
    urne_code code = urne_opened_open(&o, d, "receipt", &options->who, err);
    if (code == URNE_OK) {
        code = make(out, &o, options, err);
    }
    urne_opened_close(&o);
    return code;
}

urne_code urne_receipt_make(urne_receipt_view **out, urne_arena *arena,
                            const urne_receipt_options *options, urne_err *err)
{
    urne_dossier *d;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&d, arena, options->dir, "receipt", options->time, err));
    urne_code code =
        d->stage >= URNE_STAGE_SEALED
            ? make_sealed(*out, d, options, err)
            : urne_dossier_refuse(d, "receipt", URNE_E_SEAL_UNSEALED, d->dir, err);
    urne_dossier_close(d);
    return code;
}
