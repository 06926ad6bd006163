#include "proof/bundle.h"

#define FIRST "urne-bundle/1\n"
#define LAST  "end\n"

bool urne_bundle_name_ok(urne_str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char ch = name.p[i];
        bool ok = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                  (i > 0 && (ch == '.' || ch == '-'));
        if (!ok) {
            return false;
        }
    }
    return name.n > 0 && name.n <= URNE_BUNDLE_NAME;
}

urne_str urne_bundle_write(urne_arena *arena, const urne_bundled *files, size_t n)
{
    size_t room = 64;
    for (size_t i = 0; i < n; i++) {
        room += files[i].bytes.n + 256;
    }
    urne_buf buf = urne_buf_new(arena, room);
    urne_buf_addz(&buf, FIRST);
    for (size_t i = 0; i < n; i++) {
        urne_buf_addz(&buf, "file ");
        urne_buf_add(&buf, files[i].name);
        urne_buf_addc(&buf, ' ');
        urne_buf_addu(&buf, files[i].bytes.n);
        urne_buf_addc(&buf, ' ');
        urne_buf_addz(&buf, urne_sha256_hex(files[i].bytes).z);
        urne_buf_addc(&buf, '\n');
        urne_buf_add(&buf, files[i].bytes);
        urne_buf_addc(&buf, '\n');
    }
    urne_buf_addz(&buf, LAST);
    return urne_buf_str(&buf);
}

/* A reading in progress: `rest` is a tail of `all`. */
typedef struct reader {
    urne_str all, rest;
    const char *path;
    urne_err *err;
} reader;

static urne_code bad(const reader *rd, const char *wanted)
{
    return urne_fail(rd->err, URNE_E_BUNDLE_FORM, URNE_IN(rd->path),
                     URNE_DEC(rd->all.n - rd->rest.n), wanted, NULL);
}

/* Takes these bytes off the front; false when others stand there. */
static bool take(reader *rd, const char *due)
{
    if (!urne_str_starts(rd->rest, due)) {
        return false;
    }
    rd->rest = urne_str_slice(rd->rest, strlen(due), rd->rest.n);
    return true;
}

/* Takes the field up to `sep`, at most `most` bytes of it. */
static bool field(reader *rd, char sep, size_t most, urne_str *out)
{
    size_t look = rd->rest.n < most + 1 ? rd->rest.n : most + 1;
    const char *end = look == 0 ? NULL : memchr(rd->rest.p, sep, look);
    if (end == NULL) {
        return false;
    }
    size_t n = (size_t)(end - rd->rest.p);
    *out = urne_str_slice(rd->rest, 0, n);
    rd->rest = urne_str_slice(rd->rest, n + 1, rd->rest.n);
    return true;
}

static urne_code read_file(reader *rd, urne_bundled *out, urne_str before)
{
    urne_str name, length, hex;
    urne_hash due;
    uint64_t n;
    const reader at_name = *rd;
    if (!field(rd, ' ', URNE_BUNDLE_NAME, &name) || !urne_bundle_name_ok(name)) {
        return bad(&at_name, N_("the name of a file"));
    }
    if (before.n > 0 && urne_str_cmp(before, name) >= 0) {
        return bad(&at_name, N_("a name after the one before it"));
    }
    const reader at_length = *rd;
    if (!field(rd, ' ', URNE_DEC_MAX, &length) ||
        !urne_str_u64(length, URNE_INT_MAX - 1, &n)) {
        return bad(&at_length, N_("a length in bytes"));
    }
    const reader at_hash = *rd;
    if (!field(rd, '\n', URNE_HEX, &hex) || !urne_hash_parse(hex, &due)) {
        return bad(&at_hash, N_("64 hexadecimal digits"));
    }
    /* The LF behind the bytes has to be there too. */
    if (n >= rd->rest.n) {
        return bad(&at_length, N_("a length that fits in what is left"));
    }
    out->name = name;
    out->bytes = urne_str_slice(rd->rest, 0, (size_t)n);
    urne_hash is = urne_sha256(out->bytes);
    if (urne_hash_cmp(&is, &due) != 0) {
        return bad(&at_hash, N_("the SHA-256 of the bytes that follow"));
    }
    rd->rest = urne_str_slice(rd->rest, (size_t)n, rd->rest.n);
    return take(rd, "\n") ? URNE_OK : bad(rd, N_("the end of the line"));
}

/* Without it nothing says which files a folder has (transcript-1 §19.1). */
static bool has_sums(const urne_bundled *files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (urne_str_is(files[i].name, "sums.txt")) {
            return true;
        }
    }
    return false;
}

urne_code urne_bundle_read(urne_bundled **out, size_t *n, urne_arena *arena,
                           urne_str bytes, const char *path, urne_err *err)
{
    reader rd = {.all = bytes, .rest = bytes, .path = path, .err = err};
    urne_bundled next = {{"", 0}, {"", 0}};
    size_t count = 0, cap = 16;
    urne_bundled *files = urne_arena_array(arena, cap, sizeof *files);
    if (!take(&rd, FIRST)) {
        return bad(&rd, N_("the line 'urne-bundle/1'"));
    }
    while (take(&rd, "file ")) {
        if (count == URNE_BUNDLE_FILES) {
            return bad(&rd, N_("at most 4096 files"));
        }
        URNE_TRY(read_file(&rd, &next, next.name));
        if (count == cap) {
            files = urne_arena_grow(arena, files, cap * sizeof *files,
                                    2 * cap * sizeof *files);
            cap *= 2;
        }
        files[count++] = next;
    }
    if (!take(&rd, LAST)) {
        return bad(&rd, N_("a line 'file' or 'end'"));
    }
    if (rd.rest.n > 0) {
        return bad(&rd, N_("nothing after 'end'"));
    }
    if (!has_sums(files, count)) {
        return bad(&rd, N_("the file sums.txt"));
    }
    *out = files;
    *n = count;
    return URNE_OK;
}
