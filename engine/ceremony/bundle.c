#include "urne/bundle.h"
#include "base/file.h"
#include "codec/text.h"
#include "proof/shelf.h"
#include "proof/track.h"

#define ROLL_LIMIT ((size_t)16 << 30)

/* The folder above the public one, given by mistake. */
static urne_code check_public(const urne_shelf *s, urne_err *err)
{
    bool entries = urne_shelf_has(s, URNE_STR("sums.txt")) ||
                   urne_shelf_has(s, URNE_STR("00-announce.txt"));
    return !entries && urne_shelf_has(s, URNE_STR("public")) &&
                   urne_shelf_has(s, URNE_STR("private"))
               ? urne_fail(err, URNE_E_CHECK_DOSSIER, URNE_IN(s->path), NULL)
               : URNE_OK;
}

/* ---- making ---- */

/* A roll that is too large for a bundle. */
static bool travels_beside(const urne_track *track, urne_str name, urne_str bytes)
{
    return urne_str_is(name, track->file[URNE_FILE_ROLL]) &&
           bytes.n > URNE_BUNDLE_ROLL_MAX;
}

static urne_code gather(urne_bundled *files, size_t *n, urne_bundle_view *v,
                        const urne_shelf *shelf, urne_err *err)
{
    const urne_track *track = urne_track_of(shelf->names, shelf->n);
    size_t total = 0;
    *n = 0;
    for (size_t i = 0; i < shelf->n; i++) {
        urne_bundled f = {shelf->names[i], {"", 0}};
        const char *name = urne_str_z(shelf->arena, f.name);
        if (!urne_bundle_name_ok(f.name)) {
            return urne_fail(err, URNE_E_BUNDLE_NAME,
                             URNE_IN(urne_path(shelf->arena, shelf->path, name)), NULL);
        }
        bool roll = urne_str_is(f.name, track->file[URNE_FILE_ROLL]);
        URNE_TRY(urne_shelf_read(&f.bytes, shelf, name,
                                 roll ? ROLL_LIMIT : URNE_BUNDLE_MAX, err));
        if (travels_beside(track, f.name, f.bytes)) {
            v->left_out = name;
            continue;
        }
        total += f.bytes.n + 256;
        if (*n == URNE_BUNDLE_FILES || total > URNE_BUNDLE_MAX) {
            return urne_fail(err, URNE_E_BUNDLE_FULL, URNE_IN(shelf->path), NULL);
        }
        files[(*n)++] = f;
    }
    return URNE_OK;
}

urne_code urne_bundle_make(urne_bundle_view **out, urne_arena *arena, const char *dir,
                           const char *path, bool force, urne_err *err)
{
    urne_crypto_init();
    urne_shelf shelf;
    size_t n;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_shelf_open(&shelf, arena, dir, NULL, err));
    URNE_TRY(check_public(&shelf, err));
    if (!urne_shelf_has(&shelf, URNE_STR("sums.txt"))) {
        return urne_fail(err, URNE_E_BUNDLE_SUMS, URNE_IN(dir), NULL);
    }
    urne_bundled *files = urne_arena_array(arena, shelf.n + 1, sizeof *files);
    URNE_TRY(gather(files, &n, *out, &shelf, err));
    urne_write w = {
        .path = path, .bytes = urne_bundle_write(arena, files, n), .fresh = !force};
    (*out)->files = n;
    (*out)->bytes = w.bytes.n;
    return urne_files_write(&w, 1, err);
}

/* ---- taking apart ---- */

static urne_code check_empty(urne_arena *arena, const char *dir, urne_err *err)
{
    urne_str *names;
    size_t n = 0;
    if (urne_file_exists(dir)) {
        URNE_TRY(urne_dir_list(&names, &n, arena, dir, err));
    }
    return n == 0 ? URNE_OK : urne_fail(err, URNE_E_BUNDLE_TARGET, URNE_IN(dir), NULL);
}

urne_code urne_bundle_extract(urne_bundle_view **out, urne_arena *arena,
                              const char *path, const char *dir, urne_err *err)
{
    urne_crypto_init();
    urne_str bytes;
    urne_bundled *files;
    size_t n;
    *out = urne_arena_alloc(arena, sizeof **out);
    URNE_TRY(urne_file_read(&bytes, arena, path, URNE_BUNDLE_MAX, err));
    URNE_TRY(urne_bundle_read(&files, &n, arena, bytes, path, err));
    URNE_TRY(check_empty(arena, dir, err));
    URNE_TRY(urne_dir_make(dir, false, err));
    urne_write *set = urne_arena_array(arena, n + 1, sizeof *set);
    for (size_t i = 0; i < n; i++) {
        const char *name = urne_str_z(arena, files[i].name);
        set[i] = (urne_write){.path = urne_path(arena, dir, name),
                              .bytes = files[i].bytes,
                              .fresh = true};
    }
    (*out)->files = n;
    (*out)->bytes = bytes.n;
    return urne_files_write(set, n, err);
}

/* ---- export ---- */

/* The kind in the first line of a note, or what else the text is. */
static const char *kind_of(urne_arena *arena, urne_str name, urne_str text)
{
    static const char first[] = "urne/1 ";
    urne_str rest = text, line = {"", 0};
    if (urne_str_ends(name, ".minisig")) {
        return "minisig";
    }
    if (urne_text_utf8(text, "", NULL) != URNE_OK ||
        memchr(text.p, '\0', text.n) != NULL || !urne_str_ends(name, ".txt")) {
        return "";
    }
    urne_str_cut(&rest, '\n', &line);
    return urne_str_starts(line, first)
               ? urne_str_z(arena, urne_str_slice(line, sizeof first - 1, line.n))
               : "lines";
}

urne_code urne_export(urne_export_view **out, urne_arena *arena, const char *path,
                      const char *roll, urne_err *err)
{
    urne_crypto_init();
    urne_shelf shelf;
    URNE_TRY(urne_shelf_open(&shelf, arena, path, roll, err));
    URNE_TRY(check_public(&shelf, err));
    urne_export_view *v = urne_arena_alloc(arena, sizeof *v);
    v->files = urne_arena_array(arena, shelf.n + 1, sizeof *v->files);
    for (size_t i = 0; i < shelf.n; i++) {
        urne_export_file *f = &v->files[v->n_files++];
        f->name = urne_str_z(arena, shelf.names[i]);
        if (!urne_bundle_name_ok(shelf.names[i])) {
            return urne_fail(err, URNE_E_BUNDLE_NAME,
                             URNE_IN(urne_path(arena, path, f->name)), NULL);
        }
        URNE_TRY(urne_shelf_read(&f->text, &shelf, f->name, ROLL_LIMIT, err));
        urne_hex hex = urne_sha256_hex(f->text);
        f->sha256 = urne_str_z(arena, urne_hex_str(&hex));
        f->kind = kind_of(arena, shelf.names[i], f->text);
    }
    *out = v;
    return URNE_OK;
}

/* How many fields a line has whose last one is a text; 0: none of its fields is. */
static size_t text_fields(urne_str keyword)
{
    static const struct {
        const char *keyword;
        size_t fields;
    } texts[] = {{"body", 1},    {"title", 1}, {"stratum", 7}, {"group", 4},
                 {"project", 3}, {"name", 2},  {"cap", 3}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (urne_str_is(keyword, texts[i].keyword)) {
            return texts[i].fields;
        }
    }
    return 0;
}

bool urne_export_row(urne_str fields[URNE_EXPORT_FIELDS], size_t *n,
                     const urne_export_file *file, urne_str *text)
{
    urne_str line;
    *n = 0;
    if (text->n == 0 || !urne_str_cut(text, '\n', &line)) {
        return false;
    }
    bool note = strcmp(file->kind, "lines") != 0;
    if (strcmp(file->kind, "minisig") == 0) {
        fields[(*n)++] = line;
        return true;
    }
    size_t last = SIZE_MAX;
    while (*n < URNE_EXPORT_FIELDS - 1 && *n < last &&
           urne_str_cut(&line, ' ', &fields[*n])) {
        if (*n == 0 && note && text_fields(fields[0]) > 0) {
            last = text_fields(fields[0]);
        }
        *n += fields[*n].n > 0 ? 1 : 0; /* sums.txt has two spaces */
    }
    if (line.p != NULL && line.n > 0) {
        fields[(*n)++] = line;
    }
    return true;
}
