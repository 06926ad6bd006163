#include "ceremony/signed.h"

#include "urne/key.h"
#include "urne/transcript.h"

#define SUMS "sums.txt"

enum { DAY = 10, SIGNATURE_MAX = 4096 };

/* ---- the entries of a folder ---- */

static urne_str time_in(urne_str bytes)
{
    urne_str line;
    while (urne_str_cut(&bytes, '\n', &line)) {
        if (urne_str_starts(line, "time ")) {
            return urne_str_slice(line, 5, line.n);
        }
    }
    return URNE_STR("");
}

static urne_code add_later(urne_transcript *c, const char *dir, urne_str name,
                           urne_later_kind kind, urne_err *err)
{
    urne_transcript_entry *e = &c->entry[c->n++];
    urne_later *l = urne_arena_alloc(c->arena, sizeof *l);
    *e = (urne_transcript_entry){.file = urne_str_z(c->arena, name),
                                 .kind = urne_later_kind_name(kind),
                                 .later = l};
    const char *path = urne_path(c->arena, dir, e->file);
    URNE_TRY(
        urne_file_read_plain(&e->bytes, c->arena, path, URNE_DOSSIER_FILE_MAX, err));
    e->time = time_in(e->bytes);
    return urne_later_read(l, c->arena, e->bytes, path, kind, err);
}

urne_code urne_entries_read(urne_transcript *out, urne_arena *arena, const char *dir,
                            const urne_track *track, const urne_announce *announce,
                            urne_err *err)
{
    urne_str *names;
    size_t n, end;
    URNE_TRY(urne_dir_list(&names, &n, arena, dir, err));
    size_t *at = urne_arena_array(arena, n + 1, sizeof *at);
    size_t later = urne_later_find(at, track, names, n, &end);
    *out = (urne_transcript){.arena = arena, .announce = announce};
    out->entry =
        urne_arena_array(arena, URNE_FILE_RESULT + 1 + later, sizeof *out->entry);
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        const char *path = urne_path(arena, dir, track->file[i]);
        if (!urne_file_exists(path)) {
            break;
        }
        urne_transcript_entry *e = &out->entry[out->n++];
        *e = (urne_transcript_entry){.file = track->file[i], .kind = track->kind[i]};
        URNE_TRY(
            urne_file_read_plain(&e->bytes, arena, path, URNE_DOSSIER_FILE_MAX, err));
        e->time = time_in(e->bytes);
    }
    for (size_t i = 0; i < later; i++) {
        URNE_TRY(add_later(out, dir, names[at[i]],
                           urne_later_parse(track, names[at[i]]).kind, err));
    }
    /* A name out of its turn is an entry that was put there, or whose like is gone. */
    return end < n ? urne_fail(
                         err, URNE_E_SEAL_STRAY,
                         URNE_IN(urne_path(arena, dir, urne_str_z(arena, names[end]))),
                         NULL)
                   : URNE_OK;
}

/* ---- what is still to be signed ---- */

static bool there(void *ctx, size_t i, urne_str role)
{
    const urne_dossier *d = ctx;
    const char *item, *name = urne_signature_name(&d->chain, i, role);
    const char *path = urne_dossier_public(d, name);
    urne_str bytes;
    return urne_file_exists(path) &&
           urne_file_read_plain(&bytes, d->arena, path, SIGNATURE_MAX, NULL) ==
               URNE_OK &&
           urne_signature_counts(&d->chain, i, role, bytes, path, &item, NULL) ==
               URNE_OK;
}

/* The roles that the last entry waits for. */
static size_t waits_for(urne_str **roles, const urne_dossier *d)
{
    urne_dossier copy = *d;
    return urne_roles_missing(roles, &d->chain, d->chain.n - 1, there, &copy);
}

urne_code urne_signatures_due(urne_step_view **out, urne_arena *arena, const char *dir,
                              const char *time, urne_err *err)
{
    urne_dossier *d;
    urne_str *roles;
    URNE_TRY(urne_dossier_open(&d, arena, dir, "status", time, err));
    urne_step_view *view = urne_arena_alloc(arena, sizeof *view);
    view->path = urne_dossier_public(d, d->chain.entry[d->chain.n - 1].file);
    view->n_roles = waits_for(&roles, d);
    view->roles = urne_arena_array(arena, view->n_roles + 1, sizeof *view->roles);
    for (size_t i = 0; i < view->n_roles; i++) {
        view->roles[i] = urne_str_z(arena, roles[i]);
    }
    urne_dossier_close(d);
    *out = view;
    return URNE_OK;
}

urne_code urne_dossier_signed(const urne_dossier *d, urne_err *err)
{
    urne_str *roles;
    size_t last = d->chain.n - 1;
    size_t n = waits_for(&roles, d);
    urne_buf buf = urne_buf_new(d->arena, 256);
    if (n == 0) {
        return URNE_OK;
    }
    for (size_t i = 0; i < n; i++) {
        urne_buf_addz(&buf, i > 0 ? ", " : "");
        urne_buf_add(&buf, roles[i]);
    }
    const char *path = urne_dossier_public(d, d->chain.entry[last].file);
    return urne_fail(err, URNE_E_SEAL_UNSIGNED, URNE_IN(path),
                     urne_str_z(d->arena, urne_buf_str(&buf)), NULL);
}

/* ---- signing where the entry stands ---- */

static const char *dossier_of(urne_arena *arena, const char *folder)
{
    const char *above = urne_path_dir(arena, folder);
    bool named = strcmp(urne_path_base(folder), "public") == 0;
    if (strcmp(folder, ".") == 0) {
        const char *whole;
        if (urne_path_whole(&whole, arena, folder, NULL) != URNE_OK) {
            return NULL;
        }
        named = strcmp(urne_path_base(whole), "public") == 0;
        above = urne_path_dir(arena, whole);
    }
    return named && urne_file_exists(urne_path(arena, above, "private")) ? above : NULL;
}

urne_code urne_signing_place_find(urne_signing_place *out, urne_arena *arena,
                                  const char *path, urne_err *err)
{
    const char *folder = urne_path_dir(arena, path), *name = urne_path_base(path);
    const char *announce = urne_path(arena, folder, "00-announce.txt");
    urne_str *names, bytes;
    size_t n;
    *out = (urne_signing_place){.folder = folder};
    if (!urne_file_exists(announce) ||
        !urne_file_exists(urne_path(arena, folder, SUMS))) {
        return URNE_OK;
    }
    URNE_TRY(urne_dir_list(&names, &n, arena, folder, err));
    const urne_track *track = urne_track_of(names, n);
    if (urne_track_find(track, urne_str_of(name)) > URNE_FILE_RESULT &&
        urne_later_parse(track, urne_str_of(name)).kind == URNE_LATER_NONE) {
        return URNE_OK;
    }
    URNE_TRY(urne_file_read_plain(&bytes, arena, announce, URNE_DOSSIER_FILE_MAX, err));
    URNE_TRY(urne_announce_read(&out->announce, arena, bytes, announce, err));
    URNE_TRY(urne_entries_read(&out->chain, arena, folder, track, &out->announce, err));
    for (size_t i = 0; i < out->chain.n; i++) {
        if (strcmp(out->chain.entry[i].file, name) == 0) {
            out->entry = true;
            out->at = i;
        }
    }
    out->dossier = dossier_of(arena, folder);
    return URNE_OK;
}

urne_code urne_signing_place_allows(const urne_signing_place *p, const char *role,
                                    const urne_public_key *key, const char *file,
                                    urne_err *err)
{
    urne_public_key due;
    urne_transcript chain = p->chain;
    chain.announce = &p->announce;
    urne_str expire;
    urne_str text = urne_key_in_force(&chain, urne_str_of(role), p->at, &expire);
    if (text.n == 0) {
        return urne_fail(err, URNE_E_SEAL_ROLE, URNE_IN(file), role, NULL);
    }
    URNE_TRY(urne_public_parse(&due, text, URNE_IN(file), err));
    if (memcmp(due.point, key->point, sizeof due.point) != 0 ||
        memcmp(due.id, key->id, sizeof due.id) != 0) {
        return urne_fail(err, URNE_E_SEAL_KEY_OTHER, URNE_IN(file), role, NULL);
    }
    urne_str time = p->chain.entry[p->at].time;
    if (expire.p != NULL && time.n > DAY &&
        urne_str_cmp(urne_str_slice(time, 0, DAY), expire) > 0) {
        return urne_fail(err, URNE_E_SEAL_EXPIRED, URNE_IN(file), role,
                         URNE_SHOW(expire), NULL);
    }
    return URNE_OK;
}

/* sums.txt with one file more, or with another hash of it. */
static urne_str sums_with(urne_arena *arena, urne_str sums, const char *name,
                          urne_str bytes)
{
    urne_buf buf = urne_buf_new(arena, sums.n + 256);
    urne_buf own = urne_buf_new(arena, 256);
    urne_str line;
    bool done = false;
    urne_buf_addz(&own, urne_sha256_hex(bytes).z);
    urne_buf_addz(&own, "  ");
    urne_buf_addz(&own, name);
    urne_buf_addc(&own, '\n');
    while (sums.n > 0 && urne_str_cut(&sums, '\n', &line)) {
        urne_str other =
            urne_str_slice(line, line.n < URNE_HEX + 2 ? line.n : URNE_HEX + 2, line.n);
        if (!done && urne_str_cmp(other, urne_str_of(name)) >= 0) {
            urne_buf_add(&buf, urne_buf_str(&own));
            done = true;
        }
        if (!urne_str_is(other, name)) {
            urne_buf_add(&buf, line);
            urne_buf_addc(&buf, '\n');
        }
    }
    if (!done) {
        urne_buf_add(&buf, urne_buf_str(&own));
    }
    return urne_buf_str(&buf);
}

urne_code urne_signing_place_write(const urne_signing_place *p, urne_arena *arena,
                                   const urne_write *signature, const char *time,
                                   urne_err *err)
{
    urne_dossier *d;
    urne_write set[2] = {*signature, {.path = urne_path(arena, p->folder, SUMS)}};
    if (p->dossier == NULL) {
        urne_str sums;
        URNE_TRY(urne_file_read_plain(&sums, arena, set[1].path, (size_t)1 << 20, err));
        set[1].bytes =
            sums_with(arena, sums, urne_path_base(signature->path), signature->bytes);
        return urne_files_write(set, 2, err);
    }
    URNE_TRY(urne_dossier_open(&d, arena, p->dossier, "sign", time, err));
    set[0].path = urne_dossier_public(d, urne_path_base(signature->path));
    urne_code code = urne_dossier_write(d, set, 1, err);
    urne_dossier_close(d);
    return code;
}

/* ---- taking in what was signed elsewhere ---- */

static urne_code take_in(const urne_dossier *d, const char *path, urne_write *out,
                         urne_err *err)
{
    urne_str file, role, bytes;
    const char *item, *name = urne_path_base(path);
    URNE_TRY(urne_file_read(&bytes, d->arena, path, SIGNATURE_MAX, err));
    bool named = urne_signature_parse(d->track, urne_str_of(name), &file, &role);
    for (size_t i = 0; named && i < d->chain.n; i++) {
        if (urne_str_is(file, d->chain.entry[i].file)) {
            *out = (urne_write){.path = urne_dossier_public(d, name), .bytes = bytes};
            return urne_signature_counts(&d->chain, i, role, bytes, path, &item, err);
        }
    }
    return urne_fail(err, URNE_E_SEAL_ENTRY, URNE_IN(path), name, NULL);
}

urne_code urne_sign_add(urne_arena *arena, const char *dir, const char *const *paths,
                        size_t n, const char *time, urne_err *err)
{
    urne_dossier *d;
    urne_write *set = urne_arena_array(arena, n + 1, sizeof *set);
    URNE_TRY(urne_dossier_open(&d, arena, dir, "sign", time, err));
    urne_code code = URNE_OK;
    for (size_t i = 0; code == URNE_OK && i < n; i++) {
        code = take_in(d, paths[i], &set[i], err);
    }
    code = code == URNE_OK ? urne_dossier_write(d, set, n, err) : code;
    urne_dossier_close(d);
    return code;
}
