/* The worked dossier in a temporary folder, for targets that verify a whole folder. */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#include "target.h"
#include "urne.h"

#include <unistd.h>

enum { FOLDER_FILES = 8, FOLDER_SUMS = 7, FOLDER_MOST = 4096 };
static const char *const folder_names[FOLDER_FILES] = {
    "00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt",
    "roll.txt",        "rules.txt",     "seed-input.txt", "sums.txt"};

static char folder_dir[64];
static char folder_bytes[FOLDER_FILES][FOLDER_MOST];
static size_t folder_size[FOLDER_FILES];

static inline void folder_path(char path[128], size_t file)
{
    snprintf(path, 128, "%s/%s", folder_dir, folder_names[file]);
}

static inline void folder_put(size_t file, const void *bytes, size_t n)
{
    char path[128];
    folder_path(path, file);
    FILE *f = fopen(path, "wb");
    HOLDS(f != NULL && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static inline void folder_leave(void)
{
    for (size_t i = 0; i < FOLDER_FILES; i++) {
        char path[128];
        folder_path(path, i);
        unlink(path);
    }
    rmdir(folder_dir);
}

static inline urne_str folder_file(size_t file)
{
    return (urne_str){folder_bytes[file], folder_size[file]};
}

static inline void folder_open(void)
{
    const char *root = getenv("FIXTURES");
    if (folder_dir[0] != '\0') {
        return;
    }
    snprintf(folder_dir, sizeof folder_dir, "/tmp/urne-fuzz-XXXXXX");
    HOLDS(mkdtemp(folder_dir) != NULL);
    atexit(folder_leave);
    for (size_t i = 0; i < FOLDER_FILES; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/hamlet/public/%s",
                 root == NULL ? "fixtures" : root, folder_names[i]);
        FILE *f = fopen(path, "rb");
        HOLDS(f != NULL);
        folder_size[i] = fread(folder_bytes[i], 1, FOLDER_MOST, f);
        HOLDS(folder_size[i] > 0 && folder_size[i] < FOLDER_MOST && fclose(f) == 0);
        folder_put(i, folder_bytes[i], folder_size[i]);
    }
}

/* The answer, after a look at every check for its form. */
static inline bool folder_yes(void)
{
    urne_arena *arena = urne_arena_new();
    urne_verification *v;
    urne_err err = URNE_ERR_NONE;
    HOLDS(urne_verify(&v, arena, folder_dir, NULL, NULL, &err) == URNE_OK);
    size_t failed = 0;
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        bool fail = v->check[i].verdict == URNE_FAIL;
        failed += fail;
        HOLDS((v->check[i].file[0] != '\0') == fail);
        HOLDS((v->check[i].item[0] != '\0') == fail);
    }
    HOLDS(v->failed == failed && v->yes == (failed == 0));
    bool yes = v->yes;
    urne_arena_free(arena);
    return yes;
}

#endif
