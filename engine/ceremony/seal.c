#include "ceremony/contribute.h"
#include "ceremony/hold.h"
#include "ceremony/index.h"
#include "ceremony/inputs.h"
#include "ceremony/rollcheck.h"

#include "model/frame.h"
#include "proof/check.h"

#include <stdlib.h>

/* A seal being made. */
typedef struct sealing {
    urne_arena *arena;
    const urne_seal_options *o;
    urne_dossier *d;
    urne_str rules_json;
    urne_config *config;
    urne_roll *roll;
    urne_frame *frame;
    urne_secret *k;
    urne_sealed_roll *sealed;
    urne_inputs inputs;
    urne_err *err;
} sealing;

static urne_code read_config(sealing *s)
{
    const char *path = s->d->rules_path;
    URNE_TRY(urne_file_read(&s->rules_json, s->arena, path, (size_t)4 << 20, s->err));
    URNE_TRY(urne_config_read(&s->config, s->arena, s->rules_json, path, s->err));
    URNE_TRY(urne_sources_seal(s->d, s->config->sources, s->config->n_sources, path,
                               s->err));
    return urne_dossier_announced(s->d, s->config->body, s->config->title, s->err);
}

static urne_code read_roll(sealing *s, urne_sealed *out)
{
    const urne_seal_options *o = s->o;
    URNE_TRY(urne_roll_read(&s->roll, s->arena, s->config, o->paths, o->n_paths,
                            o->decisions, s->err));
    s->inputs = urne_inputs_new(s->arena);
    URNE_TRY(
        urne_inputs_note(&s->inputs, s->roll, s->rules_json, o->decisions, s->err));
    out->roll = urne_roll_summarize(s->arena, s->config, s->roll);
    URNE_TRY(urne_anomalies_save(s->arena, s->roll, o->anomalies, o->say, s->err));
    if (s->roll->to_decide > 0) {
        return urne_fail(s->err, URNE_E_SEAL_UNDECIDED, URNE_NOWHERE,
                         URNE_DEC(s->roll->to_decide), NULL);
    }
    return URNE_OK;
}

static urne_code make_key(sealing *s)
{
    if (s->o->roll_key == NULL) {
        s->k = urne_secret_new();
        return URNE_OK;
    }
    return urne_secret_read(&s->k, s->o->roll_key, s->err);
}

static urne_str commit_bytes(sealing *s, urne_held *held, urne_str rules)
{
    urne_arena *a = s->arena;
    urne_commit c = {.head = {s->d->announce.head.ceremony, 1,
                              urne_hex_text(a, s->d->announce_sha256),
                              urne_str_of(s->o->time)},
                     .rules = urne_hex_text(a, urne_sha256(rules)),
                     .electors = s->sealed->n,
                     .root = urne_hex_text(a, s->sealed->root),
                     .sha256 = urne_hex_text(a, urne_sha256(s->sealed->bytes)),
                     .rollkey = urne_hex_text(a, urne_secret_commitment(s->k)),
                     .rollfile = urne_hex_text(a, s->sealed->rollfile),
                     .sealed = held->sealed,
                     .n_sealed = held->n_sealed,
                     .rollcopies = held->copies,
                     .n_rollcopies = held->n_copies,
                     .has_audit = s->config->has_audit,
                     .audit_leaves = s->config->audit_leaves,
                     .audit_positions = s->config->audit_positions,
                     .sources = s->config->sources,
                     .n_sources = s->config->n_sources};
    c.excluded = urne_arena_array(a, URNE_REASONS, sizeof *c.excluded);
    for (int r = URNE_REASON_AGE; r < URNE_REASONS; r++) {
        if (s->roll->set_aside[r] > 0) {
            c.excluded[c.n_excluded++] = (urne_excluded){
                urne_str_of(urne_reason_name((urne_reason)r)), s->roll->set_aside[r]};
        }
    }
    return urne_commit_write(a, &c);
}

static urne_code write_seal(sealing *s, urne_held *held, urne_sealed *out)
{
    urne_dossier *d = s->d;
    urne_str rules = urne_rules_write(s->arena, s->frame->rules);
    urne_str commit = commit_bytes(s, held, rules);
    urne_str index = urne_index_write(s->arena, s->sealed, s->frame, s->roll);
    out->seal = urne_hex_text(s->arena, urne_sha256(commit)).p;
    const char *index_path = urne_dossier_private(d, "index.tsv");
    urne_inputs_add(&s->inputs, "index.tsv", index);
    urne_write set[URNE_HELD_FILES + 5];
    size_t n = held->n;
    memcpy(set, held->file, n * sizeof *set);
    set[n++] = (urne_write){.path = index_path, .bytes = index, .secret = true};
    set[n++] = (urne_write){.path = urne_dossier_private(d, "inputs.txt"),
                            .secret = true,
                            .bytes = urne_buf_str(&s->inputs.text)};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "roll.txt"),
                            .bytes = s->sealed->bytes};
    set[n++] =
        (urne_write){.path = urne_dossier_public(d, "rules.txt"), .bytes = rules};
    set[n++] = (urne_write){.path = urne_dossier_public(d, "01-commit.txt"),
                            .bytes = commit,
                            .fresh = true};
    return urne_dossier_write(d, set, n, s->err);
}

static urne_code hold_and_write(sealing *s, urne_sealed *out)
{
    urne_held *held = urne_arena_alloc(s->arena, sizeof *held);
    urne_code code = urne_hold(held, s->d, s->o, s->k, s->err);
    if (code == URNE_OK) {
        code = write_seal(s, held, out);
    }
    urne_held_free(held);
    return code;
}

/* The largest household counts for the bound on how far uniqueness shifts chances. */
static uint64_t largest_household(const sealing *s)
{
    bool unique = s->config->n_attributes > 0 && s->config->unique[0];
    return unique ? s->sealed->largest : 0;
}

static void view(const sealing *s, urne_sealed *out)
{
    const urne_rules *r = s->frame->rules;
    out->electors = s->frame->n;
    out->n_strata = r->n_strata;
    out->strata = urne_arena_array(s->arena, r->n_strata, sizeof *out->strata);
    for (size_t h = 0; h < r->n_strata; h++) {
        out->strata[h] = (urne_stratum_view){h + 1, r->strata[h].electors,
                                             urne_str_z(s->arena, r->strata[h].label)};
    }
    out->crowded = s->sealed->crowded;
    out->household_most = largest_household(s);
    out->seats = r->seats;
    out->seal = "";
}

static urne_code seal_with_key(sealing *s, urne_sealed *out)
{
    URNE_TRY(read_roll(s, out));
    URNE_TRY(urne_frame_build(&s->frame, s->arena, s->config, s->roll,
                              s->d->announce.head.ceremony, s->d->rules_path, s->err));
    s->sealed = urne_roll_seal(s->arena, s->frame, s->config, s->roll, s->k);
    view(s, out);
    return s->o->dry_run ? URNE_OK : hold_and_write(s, out);
}

static urne_code seal_in(sealing *s, urne_sealed *out)
{
    URNE_TRY(urne_dossier_at(s->d, "seal", URNE_STAGE_ANNOUNCED, s->err));
    URNE_TRY(read_config(s));
    URNE_TRY(make_key(s));
    urne_code code = seal_with_key(s, out);
    urne_secret_free(s->k);
    return code;
}

urne_code urne_seal(urne_sealed **out, urne_arena *arena,
                    const urne_seal_options *options, urne_err *err)
{
    sealing s = {.arena = arena, .o = options, .err = err};
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_dossier_open(&s.d, arena, options->dir, "seal", options->time, err));
    urne_code code = seal_in(&s, *out);
    urne_dossier_close(s.d);
    return code;
}
