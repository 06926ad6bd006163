#include "ceremony/dossier.h"
#include "ceremony/preset.h"

#include "codec/note.h"
#include "model/config.h"
#include "proof/check.h"
#include "urne.h"

enum { RULES_JSON_MAX = 4 << 20, ID_BYTES = 16, ID_HEX = 32 };

#define NO_HASH               "0000000000000000000000000000000000000000000000000000000000000000"

#define VERSION_TEXT(x)       #x
#define VERSION_JOIN(a, b, c) VERSION_TEXT(a) "." VERSION_TEXT(b) "." VERSION_TEXT(c)

const char *urne_version(void)
{
    return VERSION_JOIN(URNE_VERSION_MAJOR, URNE_VERSION_MINOR, URNE_VERSION_PATCH);
}

/* The bytes that rules.json will have, and whether they must be written: not when they
 * are there already, as after an interrupted run. */
static urne_code rules_bytes(urne_str *out, bool *write, urne_arena *arena,
                             const urne_init_options *o, const char *path,
                             urne_err *err)
{
    urne_str there = {"", 0};
    bool exists = urne_file_exists(path);
    *write = !exists;
    if (exists) {
        URNE_TRY(urne_file_read(&there, arena, path, RULES_JSON_MAX, err));
    }
    if (o->rules != NULL) {
        URNE_TRY(urne_file_read(out, arena, o->rules, RULES_JSON_MAX, err));
    } else if (o->preset != NULL) {
        URNE_TRY(urne_preset_write(out, arena, o, err));
    } else if (exists) {
        *out = there;
    } else {
        return urne_fail(err, URNE_E_SEAL_NO_RULES, URNE_IN(o->dir), NULL);
    }
    return exists && !urne_str_eq(*out, there)
               ? urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(path), NULL)
               : URNE_OK;
}

static bool hex_ok(const char *z, size_t n)
{
    return strlen(z) == n && strspn(z, "0123456789abcdef") == n;
}

static urne_code check_words(const urne_init_options *o, urne_err *err)
{
    if (!urne_time_ok(urne_str_of(o->time))) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->time, "--time",
                         N_("a time is written 2026-10-05T16:15:00Z"), NULL);
    }
    if (o->prior != NULL && strcmp(o->prior, "none") != 0 &&
        !hex_ok(o->prior, URNE_HEX)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->prior, "--prior",
                         N_("it is 64 hexadecimal digits, or none"), NULL);
    }
    if (o->ceremony != NULL && !hex_ok(o->ceremony, ID_HEX)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->ceremony, "--ceremony",
                         N_("it is 32 hexadecimal digits"), NULL);
    }
    return URNE_OK;
}

/* The identifier of the ceremony, random unless it is pinned. */
static urne_str ceremony_id(urne_arena *arena, const char *pinned)
{
    if (pinned != NULL) {
        return urne_str_of(pinned);
    }
    urne_hash h = {{0}};
    urne_random_bytes(h.b, ID_BYTES);
    urne_hex hex = urne_to_hex(h);
    return urne_str_dup(arena, (urne_str){hex.z, ID_HEX});
}

static urne_code make_folders(const urne_dossier *d, urne_err *err)
{
    URNE_TRY(urne_dir_make(d->dir, false, err));
    URNE_TRY(urne_dir_make(d->private_dir, true, err));
    return urne_dir_make(d->public_dir, false, err);
}

/* Any trace of entries makes a dossier, even one that lost its announcement. */
static bool begun(const urne_dossier *d)
{
    for (int i = URNE_FILE_ANNOUNCE; i <= URNE_FILE_RESULT; i++) {
        if (urne_file_exists(urne_dossier_public(d, urne_file_names[i]))) {
            return true;
        }
    }
    return urne_file_exists(urne_dossier_public(d, "sums.txt")) ||
           urne_file_exists(urne_dossier_private(d, "journal.txt"));
}

/* What an interrupted run left of its temporary files, where there are folders. */
static void sweep(const urne_dossier *d)
{
    const char *folders[] = {d->dir, d->public_dir, d->private_dir};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (urne_file_exists(folders[i]) &&
            urne_dir_sweep(folders[i], NULL) != URNE_OK) {
            return;
        }
    }
}

/* Refuses; opening the dossier first ends an interrupted first run. */
static urne_code refuse(const urne_dossier *d, urne_err *err)
{
    urne_dossier *there;
    URNE_TRY(urne_dir_make(d->private_dir, true, err));
    if (urne_dossier_open(&there, d->arena, d->dir, "init", d->time, NULL) == URNE_OK) {
        urne_dossier_close(there);
    }
    return urne_dossier_refuse(d, "init", URNE_E_SEAL_OPENED, d->dir, err);
}

/* Under the lock: nobody else may have begun since we looked. */
static urne_code write_dossier(const urne_dossier *d, const urne_str *json,
                               const urne_announce *a, urne_err *err)
{
    urne_write set[2];
    size_t n = 0;
    if (begun(d)) {
        return refuse(d, err);
    }
    sweep(d);
    if (json != NULL) {
        set[n++] = (urne_write){.path = d->rules_path, .bytes = *json, .fresh = true};
    }
    set[n++] = (urne_write){.path = urne_dossier_public(d, "00-announce.txt"),
                            .bytes = urne_announce_write(d->arena, a),
                            .fresh = true};
    return urne_dossier_write(d, set, n, err);
}

static urne_code init_in(urne_arena *arena, const urne_init_options *o, urne_err *err)
{
    urne_dossier d = {.arena = arena, .dir = o->dir, .time = o->time, .lock = -1};
    d.public_dir = urne_path(arena, o->dir, "public");
    d.private_dir = urne_path(arena, o->dir, "private");
    d.rules_path = urne_path(arena, o->dir, "rules.json");
    URNE_TRY(check_words(o, err));
    if (begun(&d)) {
        return refuse(&d, err);
    }
    urne_str json = {"", 0};
    bool write = false;
    urne_config *config = NULL;
    URNE_TRY(rules_bytes(&json, &write, arena, o, d.rules_path, err));
    const char *shown = o->rules != NULL    ? o->rules
                        : o->preset != NULL ? "--preset"
                                            : d.rules_path;
    URNE_TRY(urne_config_read(&config, arena, json, shown, err));
    urne_announce a = {.head = {ceremony_id(arena, o->ceremony), 0, URNE_STR(NO_HASH),
                                urne_str_of(o->time)},
                       .prior = urne_str_of(o->prior == NULL ? "none" : o->prior),
                       .tool = urne_str_of(urne_version()),
                       .body = config->body,
                       .title = config->title};
    URNE_TRY(make_folders(&d, err));
    URNE_TRY(urne_lock(&d.lock, urne_dossier_private(&d, "lock"), err));
    urne_code code = write_dossier(&d, write ? &json : NULL, &a, err);
    urne_dossier_close(&d);
    return code;
}

urne_code urne_init(const urne_init_options *options, urne_err *err)
{
    urne_crypto_init();
    urne_arena *arena = urne_arena_new();
    urne_code code = init_in(arena, options, err);
    urne_arena_free(arena);
    return code;
}
