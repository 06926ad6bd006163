/* oracle/hamlet: the worked dossier in memory, to be altered, mended as far as a
 * cheating clerk could mend it, and put in a folder. */
#ifndef ORACLE_HAMLET_H
#define ORACLE_HAMLET_H

#include "oracle/box.h"
#include "oracle/hash.h"
#include "oracle/lines.h"

enum {
    H00 = 0,
    H01 = 1,
    H02 = 2,
    H03 = 3,
    HROLL = 4,
    HRULES = 5,
    HSEED = 6,
    HSUMS = 7,
    HAMLET_FILES = 8
};

static const char *const hamlet_names[HAMLET_FILES] = {
    "00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt",
    "roll.txt",        "rules.txt",     "seed-input.txt", "sums.txt"};

#define HAMLET_SEAL "9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658"

/* A file is absent when its ->p is NULL. */
typedef struct hamlet {
    urne_arena *arena;
    urne_str file[HAMLET_FILES];
} hamlet;

static inline hamlet hamlet_load(urne_arena *arena)
{
    hamlet h = {.arena = arena};
    for (size_t i = 0; i < HAMLET_FILES; i++) {
        char name[64];
        snprintf(name, sizeof name, "hamlet/public/%s", hamlet_names[i]);
        h.file[i] = box_fixture(arena, name);
    }
    return h;
}

static inline void hamlet_edit(hamlet *h, int file, size_t line, const char *text)
{
    h->file[file] = lines_edit(h->arena, h->file[file], line, text);
}

/* What a clerk who lies everywhere else would set right. */
enum {
    FIX_SUMS = 1,   /* sums.txt */
    FIX_COMMIT = 2, /* rules and roll of 01 */
    FIX_PREV = 4,   /* prev of 01, 02, 03 */
    FIX_SEED = 8,   /* commit of seed-input.txt, seed of 03 */
    FIX_ALL = 15
};

static inline void hamlet_hash_line(hamlet *h, int file, size_t line,
                                    const char *keyword, int of)
{
    char text[128];
    if (h->file[file].p != NULL && h->file[of].p != NULL) {
        snprintf(text, sizeof text, "%s %s", keyword, urne_sha256_hex(h->file[of]).z);
        hamlet_edit(h, file, line, text);
    }
}

static inline void hamlet_fix_commit(hamlet *h)
{
    hamlet_hash_line(h, H01, 6, "rules", HRULES);
    urne_str roll = h->file[HROLL], rest = roll, line;
    urne_str *entries = urne_arena_array(h->arena, roll.n + 1, sizeof *entries);
    size_t n = 0;
    while (rest.n > 0 && urne_str_cut(&rest, '\n', &line)) {
        entries[n++] = (urne_str){line.p, line.n + 1};
    }
    char text[256];
    snprintf(text, sizeof text, "roll %zu %s %s", n,
             urne_to_hex(hash_root(entries, n)).z, urne_sha256_hex(roll).z);
    hamlet_edit(h, H01, 7, text);
}

static inline void hamlet_fix_sums(hamlet *h)
{
    urne_buf buf = urne_buf_new(h->arena, 1024);
    for (size_t i = 0; i < HSUMS; i++) {
        if (h->file[i].p != NULL) {
            urne_buf_addz(&buf, urne_sha256_hex(h->file[i]).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_addz(&buf, hamlet_names[i]);
            urne_buf_addc(&buf, '\n');
        }
    }
    h->file[HSUMS] = urne_buf_str(&buf);
}

static inline void hamlet_fix(hamlet *h, unsigned fix)
{
    if (fix & FIX_COMMIT) {
        hamlet_fix_commit(h);
    }
    if (fix & FIX_PREV) {
        hamlet_hash_line(h, H01, 4, "prev", H00);
        hamlet_hash_line(h, H02, 4, "prev", H01);
    }
    if (fix & FIX_SEED) {
        hamlet_hash_line(h, HSEED, 3, "commit", H01);
        hamlet_hash_line(h, H03, 6, "seed", HSEED);
    }
    if (fix & FIX_PREV) {
        hamlet_hash_line(h, H03, 4, "prev", H02);
    }
    if (fix & FIX_SUMS) {
        hamlet_fix_sums(h);
    }
}

static inline void hamlet_put(const hamlet *h, const box *b)
{
    for (size_t i = 0; i < HAMLET_FILES; i++) {
        if (h->file[i].p != NULL) {
            box_put(b, hamlet_names[i], h->file[i]);
        }
    }
}

#endif
