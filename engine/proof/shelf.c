#include "proof/shelf.h"

#include "base/file.h"
#include "proof/track.h"

#define ROLL_LIMIT ((size_t)16 << 30)

static size_t find(const urne_shelf *shelf, urne_str name)
{
    size_t i = 0;
    while (i < shelf->n && !urne_str_eq(shelf->names[i], name)) {
        i++;
    }
    return i;
}

bool urne_shelf_has(const urne_shelf *shelf, urne_str name)
{
    return find(shelf, name) < shelf->n;
}

/* The file beside a bundle takes its place among the others. */
static urne_code add_roll(urne_shelf *s, const char *roll, urne_err *err)
{
    const urne_track *track = urne_track_of(s->names, s->n);
    urne_bundled file = {urne_str_of(track->file[URNE_FILE_ROLL]), {"", 0}};
    if (urne_shelf_has(s, file.name)) {
        return urne_fail(err, URNE_E_BUNDLE_TWICE, URNE_IN(roll), s->path,
                         URNE_SHOW(file.name), NULL);
    }
    URNE_TRY(urne_file_read_plain(&file.bytes, s->arena, roll, ROLL_LIMIT, err));
    size_t at = s->n++;
    for (; at > 0 && urne_str_cmp(s->files[at - 1].name, file.name) > 0; at--) {
        s->files[at] = s->files[at - 1];
        s->names[at] = s->names[at - 1];
    }
    s->files[at] = file;
    s->names[at] = file.name;
    return URNE_OK;
}

static urne_code open_bundle(urne_shelf *s, const char *roll, urne_err *err)
{
    urne_str bytes;
    urne_bundled *files;
    URNE_TRY(urne_file_read(&bytes, s->arena, s->path, URNE_BUNDLE_MAX, err));
    URNE_TRY(urne_bundle_read(&files, &s->n, s->arena, bytes, s->path, err));
    s->bundle = true;
    s->files = urne_arena_array(s->arena, s->n + 1, sizeof *s->files);
    s->names = urne_arena_array(s->arena, s->n + 1, sizeof *s->names);
    for (size_t i = 0; i < s->n; i++) {
        s->files[i] = files[i];
        s->names[i] = files[i].name;
    }
    return roll == NULL ? URNE_OK : add_roll(s, roll, err);
}

urne_code urne_shelf_open(urne_shelf *out, urne_arena *arena, const char *path,
                          const char *roll, urne_err *err)
{
    *out = (urne_shelf){.arena = arena, .path = path};
    if (urne_file_is_plain(path)) {
        return open_bundle(out, roll, err);
    }
    if (roll != NULL) {
        return urne_fail(err, URNE_E_BUNDLE_FOLDER, URNE_IN(path), NULL);
    }
    return urne_dir_list(&out->names, &out->n, arena, path, err);
}

urne_code urne_shelf_read(urne_str *out, const urne_shelf *shelf, const char *name,
                          size_t limit, urne_err *err)
{
    const char *path = urne_path(shelf->arena, shelf->path, name);
    if (!shelf->bundle) {
        return urne_file_read_plain(out, shelf->arena, path, limit, err);
    }
    size_t i = find(shelf, urne_str_of(name));
    if (i == shelf->n || shelf->files[i].bytes.n > limit) {
        return urne_fail(err, i == shelf->n ? URNE_E_CHECK_ABSENT : URNE_E_CHECK_FILE,
                         URNE_IN(path), NULL);
    }
    *out = shelf->files[i].bytes;
    return URNE_OK;
}
