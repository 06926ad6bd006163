#include "ceremony/inputs.h"

enum { HASH_SP = URNE_HEX + 2 };

urne_inputs urne_inputs_new(urne_arena *arena)
{
    return (urne_inputs){arena, urne_buf_new(arena, 1024)};
}

static void add(urne_inputs *inputs, const char *path, urne_str hash)
{
    urne_buf_add(&inputs->text, hash);
    urne_buf_addz(&inputs->text, "  ");
    urne_buf_addz(&inputs->text, path);
    urne_buf_addc(&inputs->text, '\n');
}

void urne_inputs_add(urne_inputs *inputs, const char *path, urne_str bytes)
{
    urne_hex hex = urne_sha256_hex(bytes);
    add(inputs, path, urne_hex_str(&hex));
}

void urne_inputs_add_hash(urne_inputs *inputs, const char *path, const urne_hash *hash)
{
    urne_hex hex = urne_to_hex(*hash);
    add(inputs, path, urne_hex_str(&hex));
}

urne_code urne_inputs_note(urne_inputs *inputs, const urne_roll *roll,
                           urne_str rules_json, const char *decisions, urne_err *err)
{
    const char *whole;
    urne_str bytes;
    urne_inputs_add(inputs, "../rules.json", rules_json);
    /* The hashes of the rolls are those of the bytes that were read. */
    for (size_t i = 0; i < roll->n_inputs; i++) {
        URNE_TRY(urne_path_whole(&whole, inputs->arena, roll->files[i].path, err));
        add(inputs, whole, roll->files[i].sha256);
    }
    if (decisions != NULL) {
        URNE_TRY(urne_path_whole(&whole, inputs->arena, decisions, err));
        URNE_TRY(urne_file_read(&bytes, inputs->arena, decisions, URNE_DOSSIER_FILE_MAX,
                                err));
        urne_inputs_add(inputs, whole, bytes);
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
        bool rules =
            strncmp(path, "../", 3) == 0 && strcmp(path + 3, d->track->config) == 0;
        path = rules ? d->rules_path : urne_dossier_private(d, path);
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
