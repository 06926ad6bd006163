#include "ceremony/dossier.h"
#include "ceremony/preset.h"
#include "ceremony/settings.h"
#include "ceremony/steps.h"

#include "codec/note.h"
#include "proof/check.h"
#include "urne.h"

enum { ID_BYTES = 16, ID_HEX = 32 };

#define NO_HASH               "0000000000000000000000000000000000000000000000000000000000000000"

#define VERSION_TEXT(x)       #x
#define VERSION_JOIN(a, b, c) VERSION_TEXT(a) "." VERSION_TEXT(b) "." VERSION_TEXT(c)

const char *urne_version(void)
{
    return VERSION_JOIN(URNE_VERSION_MAJOR, URNE_VERSION_MINOR, URNE_VERSION_PATCH);
}

/* What a dossier is opened with. */
typedef struct opening {
    const urne_init_options *o;
    urne_dossier *d;
    urne_str json;
    const char *shown; /* where it came from */
    bool write;        /* not when it is there already, as after an interrupted run */
    urne_settings settings;
    urne_err *err;
} opening;

/* The rules given, made, or found in the folder, and with them the kind of dossier. */
static urne_code find_rules(opening *p)
{
    const urne_init_options *o = p->o;
    urne_dossier *d = p->d;
    const urne_track *there;
    URNE_TRY(urne_settings_find(&there, d->arena, o->dir, p->err));
    if (o->rules != NULL) {
        p->shown = o->rules;
        URNE_TRY(
            urne_file_read(&p->json, d->arena, o->rules, URNE_SETTINGS_MAX, p->err));
    } else if (o->preset != NULL) {
        p->shown = "--preset";
        URNE_TRY(urne_preset_write(&p->json, d->arena, o, p->err));
    } else if (there != NULL) {
        p->shown = urne_path(d->arena, o->dir, there->config);
        URNE_TRY(
            urne_file_read(&p->json, d->arena, p->shown, URNE_SETTINGS_MAX, p->err));
    } else {
        return urne_fail(p->err, URNE_E_SEAL_NO_RULES, URNE_IN(o->dir), NULL);
    }
    bool found = o->rules == NULL && o->preset == NULL && there != &urne_track_draw;
    d->track = found ? there : urne_settings_track(d->arena, p->json);
    d->rules_path = urne_path(d->arena, o->dir, d->track->config);
    return there == NULL || there == d->track
               ? URNE_OK
               : urne_fail(p->err, URNE_E_SEAL_BOTH, URNE_IN(o->dir), there->config,
                           d->track->config, NULL);
}

/* The bytes that the file of the rules will have are those that stand there, if any. */
static urne_code compare_rules(opening *p)
{
    urne_str there = {"", 0};
    p->write = !urne_file_exists(p->d->rules_path);
    if (p->write) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read(&there, p->d->arena, p->d->rules_path, URNE_SETTINGS_MAX,
                            p->err));
    return urne_str_eq(p->json, there)
               ? URNE_OK
               : urne_fail(p->err, URNE_E_IO_EXISTS, URNE_IN(p->d->rules_path), NULL);
}

static urne_code read_rules(opening *p)
{
    URNE_TRY(find_rules(p));
    URNE_TRY(compare_rules(p));
    return urne_settings_read(&p->settings, p->d->arena, p->d->track, p->json, p->shown,
                              p->err);
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
        !hex_ok(o->prior, URNE_HEX) && !urne_file_exists(o->prior)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->prior, "--prior",
                         N_("it is 64 hexadecimal digits, a folder, or none"), NULL);
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
    for (size_t t = 0; t < URNE_TRACKS; t++) {
        for (int i = URNE_FILE_ANNOUNCE; i <= URNE_FILE_RESULT; i++) {
            if (urne_file_exists(urne_dossier_public(d, urne_tracks[t]->file[i]))) {
                return true;
            }
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

/* The announced keys: those in the rules, and those in the files that they name. */
static urne_code take_keys(urne_announce *a, const opening *p)
{
    const urne_roles *r = p->settings.roles;
    urne_arena *arena = p->d->arena;
    a->keys = urne_arena_array(arena, r->n_keys + 1, sizeof *a->keys);
    for (size_t i = 0; i < r->n_keys; i++) {
        const urne_role_key *from = &r->keys[i];
        urne_announced_key *key = &a->keys[a->n_keys++];
        *key = (urne_announced_key){.role = from->role, .expire = from->expire};
        const char *given =
            from->path != NULL ? from->path : urne_str_z(arena, from->text);
        if (from->path == NULL && !urne_key_text_ok(from->text)) {
            return urne_fail(p->err, URNE_E_KEY_PUBLIC, from->at,
                             N_("a key of 56 characters"), NULL);
        }
        URNE_TRY(urne_key_take(&key->key, arena, given, p->err));
        URNE_TRY(
            urne_expiry_check(key->role, key->expire, p->d->time, from->at, p->err));
        for (size_t j = 0; j < i; j++) {
            /* The point, without the letters and the id that stand before it. */
            enum { POINT_AT = 14 };
            if (urne_str_eq(urne_str_slice(a->keys[j].key, POINT_AT, key->key.n),
                            urne_str_slice(key->key, POINT_AT, key->key.n))) {
                return urne_fail(p->err, URNE_E_SEAL_KEY_USED, from->at,
                                 URNE_SHOW(a->keys[j].role), NULL);
            }
        }
    }
    a->required = r->required;
    a->n_required = r->n_required;
    return URNE_OK;
}

static urne_code take_prior(urne_announce *a, const opening *p)
{
    const char *prior = p->o->prior == NULL ? "none" : p->o->prior;
    a->prior = urne_str_of(prior);
    return strcmp(prior, "none") == 0 || hex_ok(prior, URNE_HEX)
               ? URNE_OK
               : urne_prior_take(&a->prior, p->d->arena, prior, p->settings.body,
                                 p->err);
}

static urne_code init_in(urne_arena *arena, const urne_init_options *o, urne_err *err)
{
    urne_dossier d = {.arena = arena, .dir = o->dir, .time = o->time, .lock = -1};
    opening p = {.o = o, .d = &d, .err = err};
    d.public_dir = urne_path(arena, o->dir, "public");
    d.private_dir = urne_path(arena, o->dir, "private");
    URNE_TRY(check_words(o, err));
    if (begun(&d)) {
        return refuse(&d, err);
    }
    URNE_TRY(read_rules(&p));
    urne_announce a = {.head = {ceremony_id(arena, o->ceremony), 0, URNE_STR(NO_HASH),
                                urne_str_of(o->time)},
                       .tool = urne_str_of(urne_version()),
                       .body = p.settings.body,
                       .title = p.settings.title};
    URNE_TRY(take_keys(&a, &p));
    URNE_TRY(take_prior(&a, &p));
    URNE_TRY(make_folders(&d, err));
    URNE_TRY(urne_lock(&d.lock, urne_dossier_private(&d, "lock"), err));
    urne_code code = write_dossier(&d, p.write ? &p.json : NULL, &a, err);
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
