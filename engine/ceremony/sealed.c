#include "ceremony/sealed.h"

const char *urne_roll_key_path(const urne_dossier *d)
{
    const char *box = urne_dossier_private(d, "roll-key.box");
    return urne_file_exists(box) ? box : urne_dossier_private(d, "roll-key.txt");
}

bool urne_roll_key_destroyed(const urne_dossier *d)
{
    for (size_t i = 0; i < d->chain.n; i++) {
        const urne_later *l = d->chain.entry[i].later;
        if (l != NULL && l->kind == URNE_LATER_DESTROY) {
            return true;
        }
    }
    return false;
}

static urne_code open_key(urne_opened *o, const urne_asker *who, urne_err *err)
{
    const char *path = urne_roll_key_path(o->d);
    URNE_TRY(urne_unlock_roll_key(&o->k, o->d->arena, path, NULL, who, err));
    urne_hex kcom = urne_to_hex(urne_secret_commitment(o->k));
    if (!urne_str_is(o->d->commit.rollkey, kcom.z)) {
        return urne_dossier_refuse(o->d, o->verb, URNE_E_SEAL_CHANGED, path, err);
    }
    return URNE_OK;
}

static urne_code open_index(urne_opened *o, urne_err *err)
{
    urne_str bytes;
    const char *path = urne_dossier_private(o->d, "index.tsv");
    URNE_TRY(urne_file_read(&bytes, o->d->arena, path, URNE_DOSSIER_FILE_MAX, err));
    if (!urne_index_read(&o->index, o->d->arena, bytes) || o->index.n != o->roll.n) {
        return urne_dossier_refuse(o->d, o->verb, URNE_E_SEAL_CHANGED, path, err);
    }
    return URNE_OK;
}

static urne_code open_all(urne_opened *o, const urne_asker *who, urne_err *err)
{
    urne_dossier *d = o->d;
    urne_str bytes;
    if (urne_roll_key_destroyed(d)) {
        return urne_dossier_refuse(d, o->verb, URNE_E_AUDIT_DESTROYED, d->dir, err);
    }
    URNE_TRY(urne_inputs_check(d, o->verb, &o->unseen, &o->n_unseen, err));
    URNE_TRY(urne_file_read(&bytes, d->arena, d->rules_path, (size_t)4 << 20, err));
    URNE_TRY(urne_config_read(&o->config, d->arena, bytes, d->rules_path, err));
    URNE_TRY(urne_dossier_read(&bytes, d, "rules.txt", err));
    URNE_TRY(urne_rules_read(&o->rules, d->arena, bytes, "rules.txt", err));
    URNE_TRY(urne_dossier_read(&o->roll_bytes, d, "roll.txt", err));
    URNE_TRY(urne_roll_lines_read(&o->roll, d->arena, o->roll_bytes, "roll.txt", err));
    URNE_TRY(open_index(o, err));
    return open_key(o, who, err);
}

urne_code urne_opened_open(urne_opened *out, urne_dossier *d, const char *verb,
                           const urne_asker *who, urne_err *err)
{
    *out = (urne_opened){.d = d, .verb = verb};
    return open_all(out, who, err);
}

void urne_opened_close(urne_opened *o)
{
    if (o->k != NULL) {
        urne_secret_free(o->k);
        o->k = NULL;
    }
}

urne_code urne_opened_person(urne_person *out, urne_index_row *row,
                             const urne_opened *o, size_t i, urne_err *err)
{
    *row = urne_index_get(&o->index, i);
    urne_person_derive(out, o->d->arena, row, o->rules, o->config->household,
                       o->config->n_household, o->k);
    urne_str acom = urne_roll_acom(&o->roll, o->roll_bytes, i);
    if (urne_hash_cmp(&out->pid, &o->roll.leaves[i].pid) != 0 ||
        !urne_str_is(acom, out->acom.z)) {
        return urne_dossier_refuse(o->d, o->verb, URNE_E_SEAL_CHANGED,
                                   urne_dossier_private(o->d, "index.tsv"), err);
    }
    return URNE_OK;
}

bool urne_opened_value(void *opening, size_t i, size_t attr, urne_str *value)
{
    urne_opening *w = opening;
    urne_person person;
    urne_index_row row;
    w->code = urne_opened_person(&person, &row, w->o, i, w->err);
    if (w->code != URNE_OK) {
        return false;
    }
    *value = person.attr_values[attr];
    return true;
}

urne_str *urne_attr_fields(urne_arena *arena, const urne_rules *r, const urne_person *p)
{
    urne_str *fields = urne_arena_array(arena, r->n_attrs, sizeof *fields);
    for (size_t a = 0; a < r->n_attrs; a++) {
        urne_buf buf = urne_buf_new(arena, 256);
        if (r->unique[a]) {
            urne_buf_add(&buf, r->attrs[a]);
            urne_buf_addc(&buf, ':');
            urne_buf_add(&buf, p->attr_values[a]);
            urne_buf_addc(&buf, ':');
            urne_buf_addz(&buf, urne_to_hex(p->asalts[a]).z);
        } else {
            urne_buf_addz(&buf, urne_to_hex(p->commits[a]).z);
        }
        fields[a] = urne_buf_str(&buf);
    }
    return fields;
}
