/* oracle/tamper: every small change of a public folder, and its verdict.
 *
 * Included once, behind the names of the files: FILES names, those of the entries first
 * and sums.txt last, the others ascending; RESULT is the last entry, REVEALS the one
 * before it, ROLL the long file of one kind; BOUND is 1 where signatures bind the time
 * of the last entry too, and STEP the distance of the bytes that are flipped, where one
 * verdict takes long. The dossier stands in `folder`, `sound` has its files as they
 * were made. */
#ifndef ORACLE_TAMPER_H
#define ORACLE_TAMPER_H

#include "oracle/hash.h"
#include "oracle/program.h"
#include "urne.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TIME_LINE = 5 };

static urne_arena *all;
static char box[64], folder[80], public_dir[96];
static urne_str sound[FILES];

/* Check's assertions work in tests only; the dossier is made before them. */
static void must(bool ok, const char *what)
{
    if (!ok) {
        printf("Bail out! tamper: %s\n", what);
        exit(EXIT_FAILURE);
    }
}

/* ---- files ---- */

static void put(const char *dir, const char *name, urne_str bytes)
{
    char path[192];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    must(f != NULL, path);
    must(fwrite(bytes.p, 1, bytes.n, f) == bytes.n, path);
    must(fclose(f) == 0, path);
}

static urne_str get(const char *name)
{
    char path[192];
    urne_buf buf = urne_buf_new(all, 1 << 16);
    snprintf(path, sizeof path, "%s/%s", public_dir, name);
    FILE *f = fopen(path, "rb");
    must(f != NULL, path);
    for (int c; (c = fgetc(f)) != EOF;) {
        urne_buf_addc(&buf, (char)c);
    }
    fclose(f);
    return urne_buf_str(&buf);
}

static void drop(const char *name)
{
    char path[192];
    snprintf(path, sizeof path, "%s/%s", public_dir, name);
    ck_assert_int_eq(remove(path), 0);
}

/* Every file as it was made. */
static void restore(void)
{
    for (int i = 0; i < FILES; i++) {
        put(public_dir, names[i], sound[i]);
    }
}

/* A new folder `d` in a box, with a key; the rest is the test's. */
static void make_box(void)
{
    static const char key[] =
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
    struct stat st;
    const char *temp = getenv("TMPDIR");
    bool shm = stat("/dev/shm", &st) == 0 && access("/dev/shm", W_OK) == 0;
    all = urne_arena_new();
    snprintf(box, sizeof box, "%.40s/urne-tamper-XXXXXX",
             shm            ? "/dev/shm"
             : temp != NULL ? temp
                            : "/tmp");
    must(mkdtemp(box) != NULL, box);
    snprintf(folder, sizeof folder, "%s/d", box);
    snprintf(public_dir, sizeof public_dir, "%s/public", folder);
    must(mkdir(folder, 0700) == 0, folder);
    put(box, "key.txt", urne_str_of(key));
}

static size_t count_lines(urne_str s, const char *start)
{
    urne_str line;
    size_t n = 0;
    while (s.n > 0 && urne_str_cut(&s, '\n', &line)) {
        n += urne_str_starts(line, start);
    }
    return n;
}

/* ---- the verdict ---- */

typedef struct tally {
    unsigned long tried, rejected, unseen;
} tally;

static bool known(const char *file)
{
    for (int i = 0; i < FILES; i++) {
        if (strcmp(file, names[i]) == 0) {
            return true;
        }
    }
    /* A signature that is missing has a name too. */
    return urne_str_ends(urne_str_of(file), ".minisig");
}

/* Verifies the folder as it stands. A no has a place for each failed check. With
 * `blamed`, V01 must be what fails, and name this file. With `mended`, V01 passes. */
static bool says_no(const char *blamed, bool mended, const char *what)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_verification *v;
    size_t failed = 0;
    ck_assert_int_eq(urne_verify(&v, arena, public_dir, NULL, NULL, &err), URNE_OK);
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        const urne_check *c = &v->check[i];
        if (c->verdict == URNE_FAIL) {
            failed++;
            ck_assert_msg(c->file[0] != '\0' && c->item[0] != '\0',
                          "V%02u fails without a place: %s", c->number, what);
            ck_assert_msg(c->number == 1 || known(c->file), "V%02u names %s: %s",
                          c->number, c->file, what);
        }
    }
    const urne_check *container = &v->check[0];
    ck_assert_uint_eq(failed, v->failed);
    ck_assert_msg(v->yes == (failed == 0), "the answer is not that of the checks");
    ck_assert_msg(!mended || container->verdict == URNE_PASS,
                  "sums.txt was repaired, yet V01 says %s %s: %s", container->file,
                  container->item, what);
    ck_assert_msg(blamed == NULL || (container->verdict == URNE_FAIL &&
                                     strcmp(container->file, blamed) == 0),
                  "V01 names '%s', not %s: %s", container->file, blamed, what);
    bool yes = v->yes;
    urne_arena_free(arena);
    return !yes;
}

/* One mutation judged; `may_pass` says that the specification lets exactly this one
 * through. */
static void judge(tally *t, const char *blamed, bool mended, bool may_pass,
                  const char *what)
{
    bool no = says_no(blamed, mended, what);
    ck_assert_msg(no != may_pass, "%s: %s", no ? "refused, but allowed" : "ACCEPTED",
                  what);
    t->tried++;
    t->rejected += no;
    t->unseen += !no;
}

static void report(const tally *t, const char *what, const char *name, bool mended,
                   const char *more)
{
    printf("# %-6s %-16s%s: %lu tried, %lu rejected", what, name,
           mended ? " sums repaired" : "", t->tried, t->rejected);
    if (t->unseen > 0) {
        printf(", %lu unseen as specified (a later time of the last entry)", t->unseen);
    }
    printf("%s\n", more);
    fflush(stdout);
}

/* ---- sums.txt repaired by the cheat ---- */

/* `instead` stands for file `which`; NULL leaves the file out; `added` lists one more
 * name, in its place. */
static urne_str sums_with(urne_arena *arena, int which, const urne_str *instead,
                          const char *added)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    bool pending = added != NULL;
    for (int i = 0; i <= SUMS; i++) {
        if (pending && (i == SUMS || strcmp(added, names[i]) < 0)) {
            urne_buf_addz(&buf, urne_sha256_hex(*instead).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_addz(&buf, added);
            urne_buf_addc(&buf, '\n');
            pending = false;
        }
        bool gone = i == which && (instead == NULL || added != NULL);
        if (i < SUMS && !gone) {
            urne_str bytes = i == which ? *instead : sound[i];
            urne_buf_addz(&buf, urne_sha256_hex(bytes).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_addz(&buf, names[i]);
            urne_buf_addc(&buf, '\n');
        }
    }
    return urne_buf_str(&buf);
}

/* ---- what draw-1 §18.3 leaves unbound: the time of the last entry ---- */

static unsigned two(const char *p)
{
    return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

/* A TIME of draw-1 §1.7. */
static bool time_ok(const char *p)
{
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (size_t i = 0; i < sizeof form - 1; i++) {
        if (form[i] == 'd' ? p[i] < '0' || p[i] > '9' : p[i] != form[i]) {
            return false;
        }
    }
    unsigned year = two(p) * 100 + two(p + 2), month = two(p + 5), day = two(p + 8);
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2) && two(p + 11) < 24 &&
           two(p + 14) < 60 && two(p + 17) < 60;
}

/* Where the TIME of an entry begins. */
static size_t time_at(urne_str entry)
{
    size_t at = 0;
    for (int line = 1; line < TIME_LINE; line++) {
        at =
            (size_t)((const char *)memchr(entry.p + at, '\n', entry.n - at) - entry.p) +
            1;
    }
    return at + strlen("time ");
}

/* The mutated result differs at this byte only: may nobody notice? */
static bool unbound(int file, size_t at, char byte)
{
    char text[20];
    size_t from = time_at(sound[RESULT]);
    if (BOUND == 1 || file != RESULT || at < from || at >= from + sizeof text) {
        return false;
    }
    memcpy(text, sound[RESULT].p + from, sizeof text);
    text[at - from] = byte;
    return time_ok(text) &&
           memcmp(text, sound[REVEALS].p + time_at(sound[REVEALS]), sizeof text) >= 0;
}

/* ---- flips ---- */

/* 0x01 makes another digit of most digits, 0x20 another case of letters; 0x80, which
 * leaves ASCII, is for the short files, where there is free text. roll.txt, long and
 * all of one kind, is spared the second one when sums.txt is repaired. */
static const unsigned char masks[] = {0x01, 0x20, 0x80};
enum { LONG = 4096 };

static size_t n_masks(int file, bool mended)
{
    return sound[file].n <= LONG ? 3 : file == ROLL && mended ? 1 : 2;
}

static size_t stride(int file)
{
    const char *slow = getenv("CK_TIMEOUT_MULTIPLIER");
    bool instrumented = slow != NULL && strcmp(slow, "1") != 0;
    return instrumented && (STEP > 1 || sound[file].n > LONG) ? 16 * STEP : STEP;
}

static int open_public(int file)
{
    char path[192];
    snprintf(path, sizeof path, "%s/%s", public_dir, names[file]);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    return fd;
}

static void poke(int fd, const void *bytes, size_t n, size_t at)
{
    ck_assert_int_eq(pwrite(fd, bytes, n, (off_t)at), (ssize_t)n);
}

/* Where sums.txt has the hash of a file. */
static size_t listed_at(int file)
{
    char line[64];
    snprintf(line, sizeof line, "  %s\n", names[file]);
    return (size_t)(strstr(sound[SUMS].p, line) - sound[SUMS].p) - URNE_HEX;
}

static void flip_byte(tally *t, int file, bool mended, int fds[2], char *copy,
                      size_t at)
{
    char what[96];
    for (size_t m = 0; m < n_masks(file, mended); m++) {
        char byte = (char)(sound[file].p[at] ^ (char)masks[m]);
        poke(fds[0], &byte, 1, at);
        copy[at] = byte;
        if (mended) {
            urne_str bytes = {copy, sound[file].n};
            poke(fds[1], urne_sha256_hex(bytes).z, URNE_HEX, listed_at(file));
        }
        snprintf(what, sizeof what, "%s byte %zu ^ 0x%02x%s", names[file], at, masks[m],
                 mended ? ", sums repaired" : "");
        judge(t, mended || file == SUMS ? NULL : names[file], mended,
              mended && unbound(file, at, byte), what);
    }
    poke(fds[0], &sound[file].p[at], 1, at);
    copy[at] = sound[file].p[at];
}

static void flip_file(int file, bool mended)
{
    tally t = {0};
    restore();
    int fds[2] = {open_public(file), open_public(SUMS)};
    char *copy = malloc(sound[file].n);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, sound[file].p, sound[file].n);
    for (size_t at = 0; at < sound[file].n; at += stride(file)) {
        flip_byte(&t, file, mended, fds, copy, at);
    }
    report(&t, "flips", names[file], mended,
           stride(file) > 1 ? " (not every byte)" : "");
    ck_assert_msg(BOUND == 1 || !mended || file != RESULT || stride(file) > 1 ||
                      t.unseen > 0,
                  "the prediction of unseen times was never put to the test");
    free(copy);
    close(fds[0]);
    close(fds[1]);
}

START_TEST(flip)
{
    flip_file(_i, false);
}
END_TEST

START_TEST(flip_mended)
{
    flip_file(_i, true);
}
END_TEST

/* ---- lines ---- */

static void put_mutant(tally *t, int file, bool mended, urne_str bytes,
                       const char *what)
{
    char said[96];
    urne_arena *arena = urne_arena_new();
    snprintf(said, sizeof said, "%s %s%s", names[file], what,
             mended ? ", sums repaired" : "");
    put(public_dir, names[file], bytes);
    if (mended) {
        put(public_dir, names[SUMS], sums_with(arena, file, &bytes, NULL));
    }
    judge(t, mended || file == SUMS ? NULL : names[file], mended, false, said);
    urne_arena_free(arena);
}

static size_t line_end(urne_str s, size_t from)
{
    const char *lf = memchr(s.p + from, '\n', s.n - from);
    return lf == NULL ? s.n : (size_t)(lf - s.p) + 1;
}

/* The file with the lines [a, b) and [b, c) replaced by the parts given. */
static urne_str spliced(urne_arena *arena, urne_str s, size_t a, size_t c, urne_str x,
                        urne_str y)
{
    urne_buf buf = urne_buf_new(arena, s.n + x.n + y.n + 1);
    urne_buf_add(&buf, (urne_str){s.p, a});
    urne_buf_add(&buf, x);
    urne_buf_add(&buf, y);
    urne_buf_add(&buf, (urne_str){s.p + c, s.n - c});
    return urne_buf_str(&buf);
}

static void mutate_line(tally *t, int file, bool mended, size_t a, unsigned number)
{
    urne_arena *arena = urne_arena_new();
    urne_str s = sound[file], none = {"", 0};
    size_t b = line_end(s, a), c = b < s.n ? line_end(s, b) : b;
    urne_str line = {s.p + a, b - a}, next = {s.p + b, c - b};
    char what[64];
    snprintf(what, sizeof what, "line %u dropped", number);
    put_mutant(t, file, mended, spliced(arena, s, a, b, none, none), what);
    snprintf(what, sizeof what, "line %u doubled", number);
    put_mutant(t, file, mended, spliced(arena, s, a, b, line, line), what);
    if (next.n > 0) {
        snprintf(what, sizeof what, "line %u swapped with the next", number);
        put_mutant(t, file, mended, spliced(arena, s, a, c, next, line), what);
    }
    urne_arena_free(arena);
}

static void mutate_lines(int file, bool mended)
{
    tally t = {0};
    unsigned number = 1;
    restore();
    for (size_t at = 0; at < sound[file].n; at = line_end(sound[file], at)) {
        mutate_line(&t, file, mended, at, number++);
    }
    report(&t, "lines", names[file], mended, "");
}

START_TEST(lines)
{
    mutate_lines(_i, false);
}
END_TEST

START_TEST(lines_mended)
{
    mutate_lines(_i, true);
}
END_TEST

/* ---- whole files ---- */

/* Bytes put behind, nothing left, cut short, another file's bytes. */
static void mutate_whole(tally *t, int file, bool mended)
{
    static const char *const tails[] = {"\n", "end\n", " ", "\r\n", "x\n"};
    urne_arena *arena = urne_arena_new();
    urne_str s = sound[file], none = {"", 0};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        put_mutant(t, file, mended,
                   spliced(arena, s, s.n, s.n, urne_str_of(tails[i]), none),
                   "lengthened");
    }
    put_mutant(t, file, mended, none, "emptied");
    put_mutant(t, file, mended, (urne_str){s.p, s.n - 1}, "without its last LF");
    put_mutant(t, file, mended, spliced(arena, s, 0, 0, URNE_STR("\xEF\xBB\xBF"), none),
               "with a byte order mark");
    for (int other = 0; other < FILES; other++) {
        if (other != file) {
            put_mutant(t, file, mended, sound[other], names[other]);
        }
    }
    restore();
    urne_arena_free(arena);
}

static void mutate_name(tally *t, int file, bool mended)
{
    static const char *const others[] = {"x.txt", "zz", ".hidden", "ROLL.TXT",
                                         "04-audit.txt"};
    urne_arena *arena = urne_arena_new();
    drop(names[file]);
    if (mended) {
        put(public_dir, names[SUMS], sums_with(arena, file, NULL, NULL));
    }
    judge(t, mended ? NULL : names[file], false, false, "a file removed");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        put(public_dir, others[i], sound[file]);
        if (mended) {
            put(public_dir, names[SUMS],
                sums_with(arena, file, &sound[file], others[i]));
        }
        judge(t, NULL, false, false, "a file renamed");
        drop(others[i]);
    }
    restore();
    urne_arena_free(arena);
}

/* A stranger in the folder, then one that sums.txt lists, then a folder. */
static void add_stranger(tally *t, const char *name)
{
    urne_arena *arena = urne_arena_new();
    char path[192];
    restore();
    put(public_dir, name, sound[0]);
    judge(t, name, false, false, "a file added");
    put(public_dir, names[SUMS], sums_with(arena, -1, &sound[0], name));
    judge(t, NULL, false, false, "a file added and listed");
    restore();
    drop(name);
    snprintf(path, sizeof path, "%s/%s", public_dir, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    judge(t, name, false, false, "a folder added");
    ck_assert_int_eq(rmdir(path), 0);
    urne_arena_free(arena);
}

START_TEST(files)
{
    static const char *const strangers[] = {
        "a.txt",   ".hidden",  "04-replace.txt",          "Roll.txt",
        "roll",    "sums",     "01-commit.txt.a.minisig", "zz.txt",
        "x y.txt", "roll.txt~"};
    tally t = {0};
    for (int mended = 0; mended < 2; mended++) {
        restore();
        for (int i = 0; i < FILES - mended; i++) {
            mutate_whole(&t, i, mended == 1);
            mutate_name(&t, i, mended == 1 && i != SUMS);
        }
    }
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        add_stranger(&t, strangers[i]);
    }
    report(&t, "files", "all", false, "");
}
END_TEST

static int clean_one(const char *path, const struct stat *st, int kind,
                     struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

static void clean(void)
{
    nftw(box, clean_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
