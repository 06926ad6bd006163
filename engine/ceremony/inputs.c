#include "ceremony/inputs.h"

enum { HASH_SP = URNE_HEX + 2 };

urne_inputs urne_inputs_new(urne_arena *arena)
{
    return (urne_inputs){arena, urne_buf_new(arena, 1024)};
}

void urne_inputs_add(urne_inputs *inputs, const char *path, urne_str bytes)
{
    urne_buf_addz(&inputs->text, urne_sha256_hex(bytes).z);
    urne_buf_addz(&inputs->text, "  ");
    urne_buf_addz(&inputs->text, path);
    urne_buf_addc(&inputs->text, '\n');
}

/* `shown` is the name to note, or NULL for the path from the root. */
static urne_code note(urne_inputs *inputs, const char *path, const char *shown,
                      urne_err *err)
{
    urne_str bytes;
    const char *whole = shown;
    /* An arena of its own: the bytes are only hashed. */
    urne_arena *arena = urne_arena_new();
    urne_code code =
        shown != NULL ? URNE_OK : urne_path_whole(&whole, arena, path, err);
    if (code == URNE_OK) {
        code = urne_file_read(&bytes, arena, path, URNE_DOSSIER_FILE_MAX, err);
    }
    if (code == URNE_OK) {
        urne_inputs_add(inputs, whole, bytes);
    }
    urne_arena_free(arena);
    return code;
}

urne_code urne_inputs_note(urne_inputs *inputs, const urne_config *config,
                           const urne_seal_options *o, const char *rules_path,
                           urne_err *err)
{
    URNE_TRY(note(inputs, rules_path, "../rules.json", err));
    for (size_t i = 0; i < o->n_paths; i++) {
        URNE_TRY(note(inputs, o->paths[i], NULL, err));
    }
    if (o->decisions != NULL) {
        URNE_TRY(note(inputs, o->decisions, NULL, err));
    }
    for (size_t i = 0; i < config->n_exclusions; i++) {
        URNE_TRY(note(inputs, config->exclusions[i].path, NULL, err));
    }
    return URNE_OK;
}

/* One line of inputs.txt. */
static urne_code check_line(const urne_dossier *d, const char *verb, urne_str line,
                            bool *gone, urne_err *err)
{
    if (line.n <= HASH_SP) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED,
                                   urne_dossier_private(d, "inputs.txt"), err);
    }
    const char *path = urne_str_z(d->arena, urne_str_slice(line, HASH_SP, line.n));
    bool own = path[0] != '/';
    if (own) {
        path = urne_dossier_private(d, path);
    }
    *gone = !urne_file_exists(path);
    if (*gone && !own) {
        return URNE_OK;
    }
    urne_str bytes = {"", 0};
    urne_arena *arena = urne_arena_new();
    urne_code code =
        *gone ? URNE_OK
              : urne_file_read(&bytes, arena, path, URNE_DOSSIER_FILE_MAX, err);
    urne_hex hex = urne_sha256_hex(bytes);
    urne_arena_free(arena);
    URNE_TRY(code);
    if (*gone || !urne_str_is(urne_str_slice(line, 0, URNE_HEX), hex.z)) {
        return urne_dossier_refuse(d, verb, URNE_E_SEAL_CHANGED, path, err);
    }
    return URNE_OK;
}

urne_code urne_inputs_check(const urne_dossier *d, const char *verb,
                            const char ***unseen, size_t *n_unseen, urne_err *err)
{
    urne_str text = {"", 0}, line;
    const char *path = urne_dossier_private(d, "inputs.txt");
    URNE_TRY(urne_file_read(&text, d->arena, path, URNE_DOSSIER_FILE_MAX, err));
    *unseen = urne_arena_array(d->arena, text.n / HASH_SP + 1, sizeof **unseen);
    *n_unseen = 0;
    while (text.n > 0 && urne_str_cut(&text, '\n', &line)) {
        bool gone = false;
        URNE_TRY(check_line(d, verb, line, &gone, err));
        if (gone) {
            (*unseen)[(*n_unseen)++] =
                urne_str_z(d->arena, urne_str_slice(line, HASH_SP, line.n));
        }
    }
    return URNE_OK;
}
