#include "ceremony/rollcheck.h"

#include "base/file.h"
#include "proof/leaf.h"

urne_roll_summary *urne_roll_summarize(urne_arena *arena, const urne_config *config,
                                       const urne_roll *roll)
{
    urne_roll_summary *s = urne_arena_alloc(arena, sizeof *s);
    *s = (urne_roll_summary){.n_files = roll->n_files,
                             .lines = roll->lines,
                             .persons = roll->persons,
                             .eligible = roll->eligible,
                             .to_decide = roll->to_decide,
                             .n_findings = roll->n_anomalies};
    s->files = urne_arena_array(arena, s->n_files, sizeof *s->files);
    for (size_t i = 0; i < s->n_files; i++) {
        const urne_roll_file *f = &roll->files[i];
        s->files[i] = (urne_roll_summary_file){f->path,      f->format,  f->encoding,
                                               f->separator, f->columns, f->lines};
    }
    for (int r = URNE_REASON_AGE; r < URNE_REASONS; r++) {
        s->reasons[r - 1] =
            (urne_roll_reason){urne_reason_name((urne_reason)r), roll->set_aside[r]};
        s->set_aside += roll->set_aside[r];
    }
    s->findings = urne_arena_array(arena, s->n_findings, sizeof *s->findings);
    for (size_t i = 0; i < s->n_findings; i++) {
        s->findings[i].diag = urne_roll_diag(roll, &roll->anomalies[i]);
        s->findings[i].case_id = urne_str_z(arena, roll->anomalies[i].case_id);
    }
    urne_hex hex = urne_to_hex(urne_roll_fingerprint(arena, config, roll));
    s->fingerprint = urne_str_z(arena, urne_hex_str(&hex));
    return s;
}

/* Only a list of findings may be written anew: never a roll, never decisions. */
static bool replaceable(urne_arena *arena, const char *path, const char *header)
{
    urne_str bytes;
    return !urne_file_exists(path) ||
           (urne_file_read_plain(&bytes, arena, path, (size_t)4 << 30, NULL) ==
                URNE_OK &&
            urne_str_starts(bytes, header));
}

urne_code urne_anomalies_save(urne_arena *arena, const urne_roll *roll,
                              const char *path, urne_say_fn *say, urne_err *err)
{
    if (path == NULL) {
        return URNE_OK;
    }
    if (!replaceable(arena, path,
                     "\xEF\xBB\xBF"
                     "case;code;file;")) {
        return urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(path), NULL);
    }
    urne_write w = {.path = path,
                    .secret = true,
                    .bytes = urne_roll_anomalies_csv(arena, roll, say)};
    return urne_files_write(&w, 1, err);
}

urne_code urne_roll_check(urne_roll_summary **out, urne_arena *arena,
                          const urne_roll_options *o, urne_err *err)
{
    urne_crypto_init();
    urne_config *config = urne_config_default(arena);
    if (o->rules != NULL) {
        urne_str json;
        URNE_TRY(urne_file_read(&json, arena, o->rules, (size_t)4 << 20, err));
        URNE_TRY(urne_config_read(&config, arena, json, o->rules, err));
    }
    urne_roll *roll;
    URNE_TRY(urne_roll_read_unhashed(&roll, arena, config, o->paths, o->n_paths,
                                     o->decisions, err));
    URNE_TRY(urne_anomalies_save(arena, roll, o->anomalies, o->say, err));
    *out = urne_roll_summarize(arena, config, roll);
    return URNE_OK;
}

urne_code urne_save(const char *path, urne_str bytes, bool force, urne_err *err)
{
    urne_write w = {.path = path, .bytes = bytes, .secret = true, .fresh = !force};
    return urne_files_write(&w, 1, err);
}
