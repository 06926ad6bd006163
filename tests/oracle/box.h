/* oracle/box: a temporary folder, and files read and written whole. */
#ifndef ORACLE_BOX_H
#define ORACLE_BOX_H

#include "base/buf.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct box {
    urne_arena *arena;
    char dir[40];
} box;

static inline box box_open(void)
{
    box b = {.arena = urne_arena_new(), .dir = "/tmp/urne-test-XXXXXX"};
    ck_assert_ptr_nonnull(mkdtemp(b.dir));
    return b;
}

static inline int box_remove(const char *path, const struct stat *st, int kind,
                             struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void box_close(box *b)
{
    ck_assert_int_eq(nftw(b->dir, box_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
    urne_arena_free(b->arena);
}

/* The path of a name in the folder. */
static inline const char *box_path(const box *b, const char *name)
{
    urne_buf buf = urne_buf_new(b->arena, 128);
    urne_buf_addz(&buf, b->dir);
    urne_buf_addc(&buf, '/');
    urne_buf_addz(&buf, name);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static inline const char *box_put(const box *b, const char *name, urne_str bytes)
{
    const char *path = box_path(b, name);
    FILE *f = fopen(path, "wb");
    ck_assert_msg(f != NULL, "cannot write %s", path);
    ck_assert_uint_eq(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    ck_assert_int_eq(fclose(f), 0);
    return path;
}

/* A whole file, NUL behind it; {NULL, 0} when it cannot be read. */
static inline urne_str box_slurp(urne_arena *arena, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return (urne_str){NULL, 0};
    }
    urne_buf buf = urne_buf_new(arena, 1 << 16);
    for (int c; (c = fgetc(f)) != EOF;) {
        urne_buf_addc(&buf, (char)c);
    }
    fclose(f);
    urne_buf_addc(&buf, '\0');
    return (urne_str){buf.p, buf.n - 1};
}

static inline urne_str box_get(const box *b, const char *name)
{
    return box_slurp(b->arena, box_path(b, name));
}

/* A file of fixtures/, which must be there. */
static inline const char *box_fixture_path(urne_arena *arena, const char *name)
{
    const char *root = getenv("FIXTURES");
    urne_buf buf = urne_buf_new(arena, 128);
    urne_buf_addz(&buf, root == NULL ? "fixtures" : root);
    urne_buf_addc(&buf, '/');
    urne_buf_addz(&buf, name);
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

static inline urne_str box_fixture(urne_arena *arena, const char *name)
{
    const char *path = box_fixture_path(arena, name);
    urne_str bytes = box_slurp(arena, path);
    ck_assert_msg(bytes.p != NULL, "no fixture %s", path);
    return bytes;
}

#endif
