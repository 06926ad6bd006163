#include "base/file.h"

#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define TMP_SUFFIX ".urne-tmp"

static urne_code io_fail(urne_err *err, urne_code code, const char *path)
{
    return urne_fail(err, code, URNE_IN(path), strerror(errno), NULL);
}

/* Reads until the end of the file; at most `limit` bytes, one more is asked for so
 * that a file that grew is noticed. */
static urne_code read_all(urne_str *out, urne_arena *arena, int fd, const char *path,
                          size_t size, urne_err *err)
{
    char *p = urne_arena_grow(arena, NULL, 0, size + 1);
    size_t n = 0;
    for (;;) {
        ssize_t got = read(fd, p + n, size + 1 - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return io_fail(err, URNE_E_IO_READ, path);
        }
        if (got == 0) {
            break;
        }
        n += (size_t)got;
        if (n > size) {
            break;
        }
    }
    if (n != size) {
        return urne_fail(err, URNE_E_IO_CHANGED, URNE_IN(path), NULL);
    }
    p[n] = '\0';
    *out = (urne_str){p, n};
    return URNE_OK;
}

static urne_code read_with(int flags, urne_str *out, urne_arena *arena,
                           const char *path, size_t limit, urne_err *err)
{
    urne_code code;
    struct stat st;
    /* O_NONBLOCK: a FIFO in the place of a file must not make us wait for ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | flags);
    if (fd < 0) {
        return io_fail(err, URNE_E_IO_OPEN, path);
    }
    if (fstat(fd, &st) != 0) {
        code = io_fail(err, URNE_E_IO_READ, path);
    } else if (!S_ISREG(st.st_mode)) {
        code = urne_fail(err, URNE_E_IO_KIND, URNE_IN(path), NULL);
    } else if (st.st_size < 0 || (uintmax_t)st.st_size > limit) {
        code = urne_fail(err, URNE_E_IO_SIZE, URNE_IN(path), URNE_DEC(limit), NULL);
    } else {
        code = read_all(out, arena, fd, path, (size_t)st.st_size, err);
    }
    close(fd);
    return code;
}

/* Standard input to its end: what the path "-" means. */
static urne_code read_stdin(urne_str *out, urne_arena *arena, size_t limit,
                            urne_err *err)
{
    urne_buf buf = urne_buf_new(arena, 64 * (size_t)1024);
    for (;;) {
        char *to = urne_buf_reserve(&buf, 64 * (size_t)1024);
        ssize_t got = read(STDIN_FILENO, to, 64 * (size_t)1024);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return io_fail(err, URNE_E_IO_READ, "-");
        }
        buf.n += (size_t)got;
        if (buf.n > limit) {
            return urne_fail(err, URNE_E_IO_SIZE, URNE_IN("-"), URNE_DEC(limit), NULL);
        }
        if (got == 0) {
            *out = urne_buf_str(&buf);
            return URNE_OK;
        }
    }
}

urne_code urne_file_read(urne_str *out, urne_arena *arena, const char *path,
                         size_t limit, urne_err *err)
{
    if (strcmp(path, "-") == 0) {
        return read_stdin(out, arena, limit, err);
    }
    return read_with(0, out, arena, path, limit, err);
}

urne_code urne_file_read_plain(urne_str *out, urne_arena *arena, const char *path,
                               size_t limit, urne_err *err)
{
    return read_with(O_NOFOLLOW, out, arena, path, limit, err);
}

bool urne_file_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

bool urne_file_is_plain(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

const char *urne_path(urne_arena *arena, const char *dir, const char *name)
{
    urne_buf buf = urne_buf_new(arena, strlen(dir) + strlen(name) + 2);
    urne_buf_addz(&buf, dir);
    if (buf.n == 0 || buf.p[buf.n - 1] != '/') {
        urne_buf_addc(&buf, '/');
    }
    urne_buf_addz(&buf, name);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

const char *urne_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *urne_path_dir(urne_arena *arena, const char *path)
{
    const char *base = urne_path_base(path);
    if (base == path) {
        return ".";
    }
    size_t n = (size_t)(base - path);
    return urne_str_z(arena, (urne_str){path, n > 1 ? n - 1 : n});
}

urne_code urne_path_whole(const char **out, urne_arena *arena, const char *path,
                          urne_err *err)
{
    char *whole = realpath(path, NULL);
    if (whole == NULL) {
        return io_fail(err, URNE_E_IO_OPEN, path);
    }
    bool lines = strchr(whole, '\n') != NULL;
    *out = urne_str_z(arena, urne_str_of(whole));
    free(whole);
    return lines ? urne_fail(err, URNE_E_IO_KIND, URNE_IN(path), NULL) : URNE_OK;
}

urne_code urne_dir_make(const char *path, bool secret, urne_err *err)
{
    char tmp[4096];
    size_t n = strlen(path);
    if (n == 0 || n >= sizeof tmp) {
        errno = n == 0 ? ENOENT : ENAMETOOLONG;
        return io_fail(err, URNE_E_IO_WRITE, path);
    }
    memcpy(tmp, path, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (tmp[i] != '/' && tmp[i] != '\0') {
            continue;
        }
        tmp[i] = '\0';
        struct stat st;
        bool last = i == n;
        if (mkdir(tmp, secret && last ? 0700 : 0777) != 0 &&
            (errno != EEXIST || stat(tmp, &st) != 0 || !S_ISDIR(st.st_mode))) {
            errno = errno == EEXIST ? ENOTDIR : errno;
            return io_fail(err, URNE_E_IO_WRITE, path);
        }
        tmp[i] = path[i];
    }
    return URNE_OK;
}

urne_code urne_dir_list(urne_str **names, size_t *n, urne_arena *arena,
                        const char *path, urne_err *err)
{
    DIR *dir = opendir(path);
    if (dir == NULL) {
        return io_fail(err, URNE_E_IO_OPEN, path);
    }
    size_t cap = 16;
    *n = 0;
    *names = urne_arena_array(arena, cap, sizeof **names);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) {
            continue;
        }
        if (*n == cap) {
            *names = urne_arena_grow(arena, *names, cap * sizeof **names,
                                     2 * cap * sizeof **names);
            cap *= 2;
        }
        (*names)[(*n)++] = urne_str_dup(arena, urne_str_of(e->d_name));
    }
    closedir(dir);
    qsort(*names, *n, sizeof **names, urne_str_cmp_void);
    return URNE_OK;
}

static urne_code write_all(int fd, urne_str bytes, const char *path, urne_err *err)
{
    for (size_t n = 0; n < bytes.n;) {
        ssize_t put = write(fd, bytes.p + n, bytes.n - n);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return io_fail(err, URNE_E_IO_WRITE, path);
        }
        n += (size_t)put;
    }
    if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS) {
        return io_fail(err, URNE_E_IO_WRITE, path);
    }
    return URNE_OK;
}

static urne_code write_tmp(const char *tmp, const urne_write *w, urne_err *err)
{
    /* A leftover of an interrupted run is ours to replace. */
    unlink(tmp);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  w->secret ? 0600 : 0644);
    if (fd < 0) {
        return io_fail(err, URNE_E_IO_WRITE, w->path);
    }
    urne_code code = write_all(fd, w->bytes, w->path, err);
    if (close(fd) != 0 && code == URNE_OK) {
        code = io_fail(err, URNE_E_IO_WRITE, w->path);
    }
    return code;
}

static void sync_dir(const char *dir)
{
    /* Some file systems cannot sync a folder; the rename itself is still atomic. */
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

/* A rename that never replaces: a second name, then the first one goes. */
static int link_fresh(const char *from, const char *to)
{
    if (link(from, to) == 0) {
        return unlink(from);
    }
    if (errno == EEXIST || urne_file_exists(to)) {
        errno = EEXIST;
        return -1;
    }
    /* A USB key's file system may know no links. */
    return rename(from, to);
}

static urne_code rename_all(const urne_write *set, const char *const *tmp, size_t n,
                            urne_arena *arena, size_t *done, urne_err *err)
{
    for (*done = 0; *done < n; ++*done) {
        const urne_write *w = &set[*done];
        if ((w->fresh ? link_fresh : rename)(tmp[*done], w->path) != 0) {
            return errno == EEXIST
                       ? urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(w->path), NULL)
                       : io_fail(err, URNE_E_IO_WRITE, w->path);
        }
        sync_dir(urne_path_dir(arena, w->path));
    }
    return URNE_OK;
}

urne_code urne_files_write(const urne_write *set, size_t n, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    const char **tmp = urne_arena_array(arena, n, sizeof *tmp);
    urne_code code = URNE_OK;
    size_t made = 0, done = 0;
    for (; made < n && code == URNE_OK; made++) {
        urne_buf name = urne_buf_new(arena, 64);
        urne_buf_addc(&name, '.');
        urne_buf_addz(&name, urne_path_base(set[made].path));
        urne_buf_addz(&name, TMP_SUFFIX);
        urne_buf_addc(&name, '\0');
        tmp[made] = urne_path(arena, urne_path_dir(arena, set[made].path), name.p);
        code = write_tmp(tmp[made], &set[made], err);
    }
    if (code == URNE_OK) {
        code = rename_all(set, tmp, n, arena, &done, err);
    }
    for (size_t i = done; i < made; i++) {
        unlink(tmp[i]);
    }
    urne_arena_free(arena);
    return code;
}

urne_code urne_file_append(const char *path, urne_str line, urne_err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return io_fail(err, URNE_E_IO_WRITE, path);
    }
    urne_code code = write_all(fd, line, path, err);
    if (close(fd) != 0 && code == URNE_OK) {
        code = io_fail(err, URNE_E_IO_WRITE, path);
    }
    return code;
}

urne_code urne_file_destroy(const char *path, urne_err *err)
{
    struct stat st;
    char zeros[4096] = {0};
    if (lstat(path, &st) != 0 && errno == ENOENT) {
        return URNE_OK;
    }
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        urne_code code = io_fail(err, URNE_E_IO_WRITE, path);
        if (fd >= 0) {
            close(fd);
        }
        return code;
    }
    urne_code code = URNE_OK;
    for (off_t left = st.st_size; left > 0 && code == URNE_OK;) {
        size_t n = left < (off_t)sizeof zeros ? (size_t)left : sizeof zeros;
        code = write_all(fd, (urne_str){zeros, n}, path, err);
        left -= (off_t)n;
    }
    if (code == URNE_OK && fsync(fd) != 0) {
        code = io_fail(err, URNE_E_IO_WRITE, path);
    }
    close(fd);
    return code == URNE_OK && unlink(path) != 0 ? io_fail(err, URNE_E_IO_WRITE, path)
                                                : code;
}

urne_code urne_lock(int *fd, const char *path, urne_err *err)
{
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        return io_fail(err, URNE_E_IO_WRITE, path);
    }
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(*fd, F_SETLK, &lock) != 0) {
        close(*fd);
        *fd = -1;
        return urne_fail(err, URNE_E_IO_LOCKED, URNE_IN(path), NULL);
    }
    return URNE_OK;
}

void urne_unlock(int fd)
{
    if (fd >= 0) {
        close(fd);
    }
}

void urne_file_remove(const char *path)
{
    unlink(path);
}

urne_code urne_dir_sweep(const char *path, urne_err *err)
{
    urne_arena *arena = urne_arena_new();
    urne_str *names = NULL;
    size_t n = 0;
    urne_code code = urne_dir_list(&names, &n, arena, path, err);
    for (size_t i = 0; code == URNE_OK && i < n; i++) {
        if (names[i].p[0] == '.' && urne_str_ends(names[i], TMP_SUFFIX)) {
            unlink(urne_path(arena, path, names[i].p));
        }
    }
    urne_arena_free(arena);
    return code;
}
