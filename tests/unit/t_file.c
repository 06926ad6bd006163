/* base/file: reading whole, writing atomically, locking, sweeping up. */
#include "base/buf.h"
#include "base/file.h"
#include "oracle/program.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A new empty folder to work in; the test's process only. */
static void enter_sandbox(char path[32])
{
    strcpy(path, "/tmp/urne-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    ck_assert_int_eq(chdir(path), 0);
    umask(022);
}

static void leave_sandbox(const char *path)
{
    urne_arena *arena = urne_arena_new();
    urne_str *names;
    size_t n;
    ck_assert_int_eq(urne_dir_list(&names, &n, arena, ".", NULL), URNE_OK);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(remove(names[i].p), 0);
    }
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(path), 0);
    urne_arena_free(arena);
}

/* The names in the folder, each followed by a space. */
static const char *names_here(urne_arena *arena)
{
    urne_str *names;
    size_t n;
    urne_buf buf = urne_buf_new(arena, 64);
    ck_assert_int_eq(urne_dir_list(&names, &n, arena, ".", NULL), URNE_OK);
    for (size_t i = 0; i < n; i++) {
        urne_buf_add(&buf, names[i]);
        urne_buf_addc(&buf, ' ');
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static const char *content(urne_arena *arena, const char *path)
{
    urne_str s;
    ck_assert_int_eq(urne_file_read(&s, arena, path, 1 << 20, NULL), URNE_OK);
    return urne_str_z(arena, s);
}

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(text, f), 0);
    ck_assert_int_eq(fclose(f), 0);
}

static unsigned mode_of(const char *path)
{
    struct stat st;
    ck_assert_int_eq(stat(path, &st), 0);
    return (unsigned)st.st_mode & 07777;
}

START_TEST(file_read)
{
    char sandbox[32];
    urne_err err = URNE_ERR_NONE;
    urne_str s;
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    put("six", "sixsix");
    put("empty", "");
    ck_assert_int_eq(mkdir("folder", 0777), 0);
    ck_assert_int_eq(mkfifo("pipe", 0666), 0);
    ck_assert_int_eq(symlink("nowhere", "dangling"), 0);

    ck_assert_int_eq(urne_file_read(&s, arena, "six", 6, &err), URNE_OK);
    ck_assert(urne_str_is(s, "sixsix"));
    ck_assert_int_eq(s.p[s.n], '\0');
    ck_assert_int_eq(urne_file_read(&s, arena, "empty", 0, &err), URNE_OK);
    ck_assert_uint_eq(s.n, 0);
    ck_assert_uint_eq(err.count, 0);

    ck_assert_int_eq(urne_file_read(&s, arena, "six", 5, &err), URNE_E_IO_SIZE);
    ck_assert_str_eq(err.diag[0].file, "six");
    ck_assert_str_eq(err.diag[0].arg[0], "5");
    ck_assert_int_eq(urne_file_read(&s, arena, "seven", 9, &err), URNE_E_IO_OPEN);
    ck_assert_int_eq(urne_file_read(&s, arena, "dangling", 9, &err), URNE_E_IO_OPEN);
    ck_assert_int_eq(urne_file_read(&s, arena, "folder", 9, &err), URNE_E_IO_KIND);
    ck_assert_int_eq(urne_file_read(&s, arena, "pipe", 9, &err), URNE_E_IO_KIND);
    ck_assert_int_eq(urne_file_read(&s, arena, "/dev/zero", 9, &err), URNE_E_IO_KIND);
    ck_assert_uint_eq(err.count, 6);

    ck_assert(urne_file_exists("six") && urne_file_exists("folder"));
    ck_assert(urne_file_exists("dangling"));
    ck_assert(!urne_file_exists("seven"));
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

START_TEST(file_paths)
{
    static const struct {
        const char *path, *dir, *base;
    } rows[] = {
        {"a", ".", "a"},     {"a/b", "a", "b"},     {"/a", "/", "a"},
        {"/a/b", "/a", "b"}, {"a/b/c", "a/b", "c"}, {"a/", "a", ""},
    };
    urne_arena *arena = urne_arena_new();
    for (size_t i = 0; i < PROGRAM_COUNT(rows); i++) {
        ck_assert_str_eq(urne_path_dir(arena, rows[i].path), rows[i].dir);
        ck_assert_str_eq(urne_path_base(rows[i].path), rows[i].base);
    }
    ck_assert_str_eq(urne_path(arena, "a", "b"), "a/b");
    ck_assert_str_eq(urne_path(arena, "a/", "b"), "a/b");
    ck_assert_str_eq(urne_path(arena, "/", "b"), "/b");
    urne_arena_free(arena);
}
END_TEST

START_TEST(file_folders)
{
    char sandbox[32];
    urne_err err = URNE_ERR_NONE;
    urne_arena *arena = urne_arena_new();
    urne_str *names;
    size_t n;
    enter_sandbox(sandbox);
    ck_assert_int_eq(urne_dir_make("a/b/c", true, &err), URNE_OK);
    ck_assert_int_eq(urne_dir_make("a/b/c", true, &err), URNE_OK);
    ck_assert_int_eq(urne_dir_make("a/b/", false, &err), URNE_OK);
    ck_assert_uint_eq(mode_of("a/b/c"), 0700);
    ck_assert_uint_eq(mode_of("a/b"), 0755);
    put("file", "");
    ck_assert_int_eq(urne_dir_make("file", false, &err), URNE_E_IO_WRITE);
    ck_assert_int_eq(urne_dir_make("file/x", false, &err), URNE_E_IO_WRITE);
    ck_assert_int_eq(urne_dir_make("", false, &err), URNE_E_IO_WRITE);
    ck_assert_int_eq(urne_dir_list(&names, &n, arena, "b", &err), URNE_E_IO_OPEN);
    ck_assert_uint_eq(err.count, 4);
    put("B", "");
    put(".hidden", "");
    ck_assert_str_eq(names_here(arena), ".hidden B a file ");
    ck_assert_int_eq(rmdir("a/b/c"), 0);
    ck_assert_int_eq(rmdir("a/b"), 0);
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

START_TEST(write_set)
{
    char sandbox[32];
    urne_err err = URNE_ERR_NONE;
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    put("a", "old and longer");
    ck_assert_int_eq(chmod("a", 0666), 0);
    const urne_write set[] = {
        {.path = "a", .bytes = URNE_STR("new")},
        {.path = "k", .bytes = URNE_STR("secret"), .secret = true},
        {.path = "./e", .bytes = {NULL, 0}, .fresh = true},
    };
    ck_assert_int_eq(urne_files_write(set, 3, &err), URNE_OK);
    ck_assert_str_eq(content(arena, "a"), "new");
    ck_assert_str_eq(content(arena, "k"), "secret");
    ck_assert_str_eq(content(arena, "e"), "");
    ck_assert_uint_eq(mode_of("a"), 0644);
    ck_assert_uint_eq(mode_of("k"), 0600);
    ck_assert_str_eq(names_here(arena), "a e k ");
    ck_assert_int_eq(urne_files_write(NULL, 0, &err), URNE_OK);
    ck_assert_uint_eq(err.count, 0);
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

/* A fresh file never replaces anything, not even a link that leads nowhere. */
START_TEST(write_fresh)
{
    char sandbox[32];
    urne_err err = URNE_ERR_NONE;
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    put("there", "old");
    ck_assert_int_eq(symlink("nowhere", "link"), 0);
    for (size_t i = 0; i < 2; i++) {
        const char *path = i == 0 ? "there" : "link";
        const urne_write w = {.path = path, .bytes = URNE_STR("new"), .fresh = true};
        ck_assert_int_eq(urne_files_write(&w, 1, &err), URNE_E_IO_EXISTS);
        ck_assert_str_eq(err.diag[i].file, path);
    }
    ck_assert_str_eq(content(arena, "there"), "old");
    ck_assert_str_eq(names_here(arena), "link there ");
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

/* When one file of the set cannot be written, no target changes and nothing stays. */
START_TEST(write_all_or_none)
{
    char sandbox[32];
    urne_err err = URNE_ERR_NONE;
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    put("a", "old");
    const urne_write set[] = {
        {.path = "a", .bytes = URNE_STR("new")},
        {.path = "no/such/folder", .bytes = URNE_STR("new")},
        {.path = "b", .bytes = URNE_STR("new")},
    };
    ck_assert_int_eq(urne_files_write(set, 3, &err), URNE_E_IO_WRITE);
    ck_assert_str_eq(err.diag[0].file, "no/such/folder");
    ck_assert_str_eq(content(arena, "a"), "old");
    ck_assert_str_eq(names_here(arena), "a ");

    /* a folder stands in the place of the last target: those before it stay */
    ck_assert_int_eq(mkdir("b", 0777), 0);
    const urne_write two[] = {set[0], set[2]};
    ck_assert_int_eq(urne_files_write(two, 2, &err), URNE_E_IO_WRITE);
    ck_assert_str_eq(content(arena, "a"), "new");
    ck_assert_str_eq(names_here(arena), "a b ");
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

/* Somebody reads the target all the time: it is always whole, the old or the new. */
START_TEST(write_is_atomic)
{
    enum { BYTES = 100000 };
    char sandbox[32];
    static char text[BYTES];
    enter_sandbox(sandbox);
    memset(text, 'a', BYTES);
    urne_write w = {.path = "f", .bytes = {text, BYTES}};
    ck_assert_int_eq(urne_files_write(&w, 1, NULL), URNE_OK);
    pid_t writer = fork();
    ck_assert_int_ge(writer, 0);
    if (writer == 0) {
        for (int i = 0; i < 40; i++) {
            memset(text, 'a' + i % 26, BYTES);
            w.bytes.n = BYTES - (size_t)i;
            if (urne_files_write(&w, 1, NULL) != URNE_OK) {
                _exit(1);
            }
        }
        _exit(0);
    }
    int status;
    pid_t ended;
    do {
        ended = waitpid(writer, &status, WNOHANG);
        urne_arena *arena = urne_arena_new();
        urne_str s;
        ck_assert_int_eq(urne_file_read(&s, arena, "f", BYTES, NULL), URNE_OK);
        ck_assert_uint_gt(s.n, BYTES - 40);
        ck_assert_int_eq(memcmp(s.p, s.p + 1, s.n - 1), 0);
        urne_arena_free(arena);
    } while (ended == 0);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    leave_sandbox(sandbox);
}
END_TEST

/* A leftover of an interrupted run is in nobody's way. */
START_TEST(sweep)
{
    char sandbox[32];
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    put(".f.urne-tmp", "half of i");
    const urne_write w = {.path = "f", .bytes = URNE_STR("whole")};
    ck_assert_int_eq(urne_files_write(&w, 1, NULL), URNE_OK);
    ck_assert_str_eq(names_here(arena), "f ");
    put(".g.urne-tmp", "half");
    put("h.urne-tmp", "somebody's own");
    put(".i.tmp", "somebody's own");
    ck_assert_int_eq(urne_dir_sweep(".", NULL), URNE_OK);
    ck_assert_str_eq(names_here(arena), ".i.tmp f h.urne-tmp ");
    ck_assert_int_eq(urne_dir_sweep("no/such/folder", NULL), URNE_E_IO_OPEN);
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

START_TEST(append)
{
    char sandbox[32];
    urne_arena *arena = urne_arena_new();
    enter_sandbox(sandbox);
    ck_assert_int_eq(urne_file_append("log", URNE_STR("one\n"), NULL), URNE_OK);
    ck_assert_int_eq(urne_file_append("log", URNE_STR("two\n"), NULL), URNE_OK);
    ck_assert_str_eq(content(arena, "log"), "one\ntwo\n");
    ck_assert_uint_eq(mode_of("log"), 0600);
    ck_assert_int_eq(symlink("log", "link"), 0);
    ck_assert_int_eq(urne_file_append("link", URNE_STR("x\n"), NULL), URNE_E_IO_WRITE);
    if (access("/dev/full", W_OK) == 0) {
        urne_err err = URNE_ERR_NONE;
        ck_assert_int_eq(urne_file_append("/dev/full", URNE_STR("x\n"), &err),
                         URNE_E_IO_WRITE);
        ck_assert_str_eq(err.diag[0].file, "/dev/full");
    }
    leave_sandbox(sandbox);
    urne_arena_free(arena);
}
END_TEST

/* What a second process is told about the lock. */
static urne_code lock_elsewhere(const char *path)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        int fd;
        urne_code code = urne_lock(&fd, path, NULL);
        _exit(code == URNE_OK ? 0 : code == URNE_E_IO_LOCKED ? 1 : 2);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0 ? URNE_OK : URNE_E_IO_LOCKED;
}

START_TEST(lock)
{
    char sandbox[32];
    int fd;
    enter_sandbox(sandbox);
    ck_assert_int_eq(lock_elsewhere("lock"), URNE_OK); /* held by nobody who lives */
    ck_assert_int_eq(urne_lock(&fd, "lock", NULL), URNE_OK);
    ck_assert_int_eq(lock_elsewhere("lock"), URNE_E_IO_LOCKED);
    urne_unlock(fd);
    ck_assert_int_eq(lock_elsewhere("lock"), URNE_OK);
    ck_assert_int_eq(urne_lock(&fd, "no/such/lock", NULL), URNE_E_IO_WRITE);
    urne_unlock(fd);
    leave_sandbox(sandbox);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"file_read", file_read, 0, 0},
        {"file_paths", file_paths, 0, 0},
        {"file_folders", file_folders, 0, 0},
        {"write_set", write_set, 0, 0},
        {"write_fresh", write_fresh, 0, 0},
        {"write_all_or_none", write_all_or_none, 0, 0},
        {"write_is_atomic", write_is_atomic, 0, 0},
        {"sweep", sweep, 0, 0},
        {"append", append, 0, 0},
        {"lock", lock, 0, 0},
    };
    return program_run("file", tests, PROGRAM_COUNT(tests), 60);
}
