/* One process: the engine's verifier over a list of mutations (tests/trust/README.md).
 *
 *     drive LIST      one line a mutation: ID DIGEST V01=P V02=F:FILE:ITEM V03=N ...
 *
 * Linked with -Wl,--wrap, so that the verifier reads its folder from memory here, and
 * that what a signature or the beacon says of the same bytes is computed once. */
#include "base/buf.h"
#include "crypto/beacon.h"
#include "crypto/hash.h"
#include "proof/shelf.h"
#include "urne.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MOST = 128, WORDS_MOST = 12, DOSSIERS_MOST = 20000, ROUNDS = 64 };

typedef struct file {
    urne_str name, bytes;
} file;

typedef struct folder {
    file at[FILES_MOST]; /* ascending by name */
    size_t n;
} folder;

typedef struct dossier {
    const char *name, *path, *seal;
    const folder *files; /* NULL until they are asked for */
} dossier;

static urne_arena *all; /* the dossiers, and what is remembered */
static dossier dossiers[DOSSIERS_MOST];
static size_t n_dossiers;
static const folder *shown; /* what the verifier reads */

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "drive: %s\n", what);
        exit(2);
    }
}

/* ---- the engine reads a folder in memory ---- */

urne_code __wrap_urne_shelf_open(urne_shelf *out, urne_arena *arena, const char *path,
                                 const char *roll, urne_err *err);
urne_code __wrap_urne_shelf_read(urne_str *out, const urne_shelf *shelf,
                                 const char *name, size_t limit, urne_err *err);

urne_code __wrap_urne_shelf_open(urne_shelf *out, urne_arena *arena, const char *path,
                                 const char *roll, urne_err *err)
{
    must(roll == NULL, "a folder has no second file");
    (void)err;
    *out = (urne_shelf){.arena = arena, .path = path, .n = shown->n};
    out->names = urne_arena_array(arena, shown->n + 1, sizeof *out->names);
    for (size_t i = 0; i < shown->n; i++) {
        out->names[i] = shown->at[i].name;
    }
    return URNE_OK;
}

static size_t find(const folder *f, urne_str name)
{
    size_t i = 0;
    while (i < f->n && !urne_str_eq(f->at[i].name, name)) {
        i++;
    }
    return i;
}

urne_code __wrap_urne_shelf_read(urne_str *out, const urne_shelf *shelf,
                                 const char *name, size_t limit, urne_err *err)
{
    size_t i = find(shown, urne_str_of(name));
    (void)shelf;
    if (i == shown->n || shown->at[i].bytes.n > limit) {
        return urne_fail(err, URNE_E_CHECK_ABSENT, URNE_IN(name), NULL);
    }
    *out = shown->at[i].bytes;
    return URNE_OK;
}

/* ---- a memory for what takes long ---- */

typedef struct remembered {
    struct remembered *next;
    urne_hash of;
    int says;
} remembered;

/* The answer for these bytes, with says < 0 if there was none yet. */
static remembered *recall(const urne_str *parts, size_t n)
{
    static remembered *shelves[4096];
    urne_hash h = urne_sha256_parts(parts, n);
    remembered **at = &shelves[(h.b[0] << 4 | h.b[1] >> 4) & 4095];
    for (remembered *r = *at; r != NULL; r = r->next) {
        if (memcmp(r->of.b, h.b, sizeof h.b) == 0) {
            return r;
        }
    }
    remembered *fresh = urne_arena_alloc(all, sizeof *fresh);
    *fresh = (remembered){*at, h, -1};
    *at = fresh;
    return fresh;
}

bool __real_urne_beacon_verify(uint64_t round, const unsigned char *signature);
bool __wrap_urne_beacon_verify(uint64_t round, const unsigned char *signature);
int __wrap_crypto_sign_verify_detached(const unsigned char *sig, const unsigned char *m,
                                       unsigned long long n, const unsigned char *key);
int __real_crypto_sign_verify_detached(const unsigned char *sig, const unsigned char *m,
                                       unsigned long long n, const unsigned char *key);
int __real_crypto_core_ed25519_is_valid_point(const unsigned char *point);
int __wrap_crypto_core_ed25519_is_valid_point(const unsigned char *point);

bool __wrap_urne_beacon_verify(uint64_t round, const unsigned char *signature)
{
    const urne_str parts[] = {URNE_STR("beacon"),
                              {(const char *)&round, sizeof round},
                              {(const char *)signature, URNE_BEACON_BYTES}};
    remembered *r = recall(parts, 3);
    if (r->says < 0) {
        r->says = __real_urne_beacon_verify(round, signature);
    }
    return r->says == 1;
}

/* 0 is yes, as libsodium has it. */
int __wrap_crypto_sign_verify_detached(const unsigned char *sig, const unsigned char *m,
                                       unsigned long long n, const unsigned char *key)
{
    const urne_str parts[] = {URNE_STR("sign"),
                              {(const char *)sig, 64},
                              {(const char *)key, 32},
                              {(const char *)m, (size_t)n}};
    remembered *r = recall(parts, 4);
    if (r->says < 0) {
        r->says = __real_crypto_sign_verify_detached(sig, m, n, key) == 0;
    }
    return r->says == 1 ? 0 : -1;
}

int __wrap_crypto_core_ed25519_is_valid_point(const unsigned char *point)
{
    const urne_str parts[] = {URNE_STR("point"), {(const char *)point, 32}};
    remembered *r = recall(parts, 2);
    if (r->says < 0) {
        r->says = __real_crypto_core_ed25519_is_valid_point(point);
    }
    return r->says;
}

/* ---- folders ---- */

static int by_name(const void *a, const void *b)
{
    return urne_str_cmp(((const file *)a)->name, ((const file *)b)->name);
}

static void sort(folder *f)
{
    qsort(f->at, f->n, sizeof *f->at, by_name);
}

static urne_str slurp(urne_arena *arena, const char *path)
{
    urne_buf buf = urne_buf_new(arena, 1 << 12);
    FILE *f = fopen(path, "rb");
    must(f != NULL, path);
    for (size_t got = 1; got > 0; buf.n += got) {
        got = fread(urne_buf_reserve(&buf, 1 << 12), 1, 1 << 12, f);
    }
    fclose(f);
    return urne_buf_str(&buf);
}

static folder *read_folder(urne_arena *arena, const char *path)
{
    folder *f = urne_arena_alloc(arena, sizeof *f);
    DIR *dir = opendir(path);
    must(dir != NULL, path);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (e->d_name[0] != '.') {
            char whole[4096];
            must(f->n < FILES_MOST, "too many files in a dossier");
            snprintf(whole, sizeof whole, "%s/%s", path, e->d_name);
            f->at[f->n++] = (file){urne_str_dup(arena, urne_str_of(e->d_name)),
                                   slurp(arena, whole)};
        }
    }
    closedir(dir);
    sort(f);
    return f;
}

static dossier *dossier_named(const char *name)
{
    static size_t last; /* a list has the mutations of a dossier together */
    for (size_t i = 0; i < n_dossiers; i++) {
        dossier *d = &dossiers[(last + i) % n_dossiers];
        if (strcmp(d->name, name) == 0) {
            last = (size_t)(d - dossiers);
            return d;
        }
    }
    must(false, name);
    return NULL;
}

static const folder *dossier_files(const char *name)
{
    dossier *d = dossier_named(name);
    if (d->files == NULL) {
        d->files = read_folder(all, d->path);
    }
    return d->files;
}

static file *get(folder *f, const char *name)
{
    size_t i = find(f, urne_str_of(name));
    must(i < f->n, name);
    return &f->at[i];
}

/* ---- one change ---- */

static size_t number(const char *word)
{
    uint64_t v;
    must(urne_str_u64(urne_str_of(word), URNE_INT_MAX, &v), word);
    return (size_t)v;
}

static size_t line_end(urne_str s, size_t from)
{
    const char *lf = from < s.n ? memchr(s.p + from, '\n', s.n - from) : NULL;
    return lf == NULL ? s.n : (size_t)(lf - s.p) + 1;
}

/* Where line n begins, from 1. */
static size_t line_start(urne_str s, size_t n)
{
    size_t at = 0;
    for (; n > 1; n--) {
        at = line_end(s, at);
    }
    return at;
}

static urne_str line_of(urne_str s, size_t n)
{
    size_t at = line_start(s, n);
    return urne_str_slice(s, at, line_end(s, at));
}

/* `s` with the bytes of `lines` lines from line n on replaced by x and y. */
static urne_str spliced(urne_arena *arena, urne_str s, size_t n, size_t lines,
                        urne_str x, urne_str y)
{
    size_t a = line_start(s, n), c = a;
    for (; lines > 0; lines--) {
        c = line_end(s, c);
    }
    urne_buf buf = urne_buf_new(arena, s.n + x.n + y.n + 1);
    urne_buf_add(&buf, urne_str_slice(s, 0, a));
    urne_buf_add(&buf, x);
    urne_buf_add(&buf, y);
    urne_buf_add(&buf, urne_str_slice(s, c, s.n));
    return urne_buf_str(&buf);
}

/* The line with its field i (from 0) replaced by the bytes that `hex` spells. */
static urne_str with_field(urne_arena *arena, urne_str line, size_t i, const char *hex)
{
    urne_buf buf = urne_buf_new(arena, line.n + strlen(hex) + 2);
    urne_str part,
        rest = urne_str_slice(line, 0, line.n - (line.p[line.n - 1] == '\n'));
    size_t length = strlen(hex) / 2; /* "-" is no byte */
    unsigned char *word = urne_arena_alloc(arena, length + 1);
    must(length == 0 || urne_hex_parse(urne_str_of(hex), word, length), hex);
    bool more = true;
    for (size_t at = 0; more; at++) {
        const char *blank = rest.n > 0 ? memchr(rest.p, ' ', rest.n) : NULL;
        more = blank != NULL;
        part = urne_str_slice(rest, 0, more ? (size_t)(blank - rest.p) : rest.n);
        rest = urne_str_slice(rest, more ? part.n + 1 : rest.n, rest.n);
        urne_buf_add(&buf, at == i ? (urne_str){(char *)word, length} : part);
        urne_buf_addc(&buf, more ? ' ' : '\n');
    }
    return urne_buf_str(&buf);
}

static void change_line(urne_arena *arena, file *f, const char *op, char **words)
{
    size_t n = number(words[0]);
    urne_str none = {"", 0}, line = line_of(f->bytes, n);
    if (strcmp(op, "drop") == 0) {
        f->bytes = spliced(arena, f->bytes, n, 1, none, none);
    } else if (strcmp(op, "double") == 0) {
        f->bytes = spliced(arena, f->bytes, n, 1, line, line);
    } else if (strcmp(op, "swap") == 0) {
        f->bytes = spliced(arena, f->bytes, n, 2, line_of(f->bytes, n + 1), line);
    } else {
        must(strcmp(op, "field") == 0, op);
        urne_str instead = with_field(arena, line, number(words[1]), words[2]);
        f->bytes = spliced(arena, f->bytes, n, 1, instead, none);
    }
}

static void trade(urne_arena *arena, file *f, size_t n, file *g, size_t m)
{
    urne_str none = {"", 0}, one = line_of(f->bytes, n), two = line_of(g->bytes, m);
    f->bytes = spliced(arena, f->bytes, n, 1, two, none);
    g->bytes = spliced(arena, g->bytes, m, 1, one, none);
}

static void rename_file(folder *f, const char *from, const char *to)
{
    size_t over = find(f, urne_str_of(to));
    if (over < f->n) {
        f->at[over] = f->at[--f->n];
    }
    get(f, from)->name = urne_str_of(to);
}

/* words[0] is the operation, words[1] its file. */
static void apply(urne_arena *arena, folder *f, char **words)
{
    const char *op = words[0];
    if (strcmp(op, "none") == 0) {
        return;
    }
    file *of = get(f, words[1]);
    if (strcmp(op, "flip") == 0) {
        size_t at = number(words[2]);
        char *copy = urne_arena_alloc(arena, of->bytes.n + 1);
        memcpy(copy, of->bytes.p, of->bytes.n);
        copy[at] = (char)(copy[at] ^ (char)number(words[3]));
        of->bytes.p = copy;
    } else if (strcmp(op, "remove") == 0) {
        *of = f->at[--f->n];
    } else if (strcmp(op, "rename") == 0) {
        rename_file(f, words[1], words[2]);
    } else if (strcmp(op, "exchange") == 0) {
        file *other = get(f, words[2]);
        urne_str bytes = of->bytes;
        of->bytes = other->bytes;
        other->bytes = bytes;
    } else if (strcmp(op, "foreign") == 0) {
        const folder *there = dossier_files(words[2]);
        size_t i = find(there, of->name);
        must(i < there->n, words[1]);
        of->bytes = urne_str_dup(arena, there->at[i].bytes);
    } else if (strcmp(op, "trade") == 0) {
        trade(arena, of, number(words[2]), get(f, words[3]), number(words[4]));
    } else {
        change_line(arena, of, op, words + 2);
    }
    sort(f);
}

/* ---- what a cheat makes fit again ---- */

static bool is_sums(urne_str name)
{
    return urne_str_is(name, "sums.txt");
}

static void mend(urne_arena *arena, folder *f)
{
    size_t sums = find(f, URNE_STR("sums.txt"));
    urne_buf buf = urne_buf_new(arena, 1024);
    for (size_t i = 0; i < f->n; i++) {
        if (i != sums) {
            urne_buf_addz(&buf, urne_sha256_hex(f->at[i].bytes).z);
            urne_buf_addz(&buf, "  ");
            urne_buf_add(&buf, f->at[i].name);
            urne_buf_addc(&buf, '\n');
        }
    }
    if (sums < f->n) {
        f->at[sums].bytes = urne_buf_str(&buf);
    }
}

typedef struct change {
    urne_hex from, to;
} change;

/* Each hash that changed, wherever it stands, in one pass. */
static urne_str rehashed(urne_arena *arena, urne_str s, const change *changes, size_t n)
{
    urne_buf buf = urne_buf_new(arena, s.n + 1);
    size_t done = 0;
    for (size_t at = 0; at + URNE_HEX <= s.n; at++) {
        size_t c = 0;
        while (c < n && memcmp(s.p + at, changes[c].from.z, URNE_HEX) != 0) {
            c++;
        }
        if (c < n) {
            urne_buf_add(&buf, urne_str_slice(s, done, at));
            urne_buf_addz(&buf, changes[c].to.z);
            done = at + URNE_HEX;
            at = done - 1;
        }
    }
    urne_buf_add(&buf, urne_str_slice(s, done, s.n));
    return done == 0 ? s : urne_buf_str(&buf);
}

static size_t changes_of(change *out, const folder *f, const folder *sound,
                         urne_hex *held)
{
    size_t n = 0;
    for (size_t i = 0; i < sound->n; i++) {
        size_t now = find(f, sound->at[i].name);
        if (now == f->n || is_sums(sound->at[i].name)) {
            continue;
        }
        change c = {held[i], urne_sha256_hex(f->at[now].bytes)};
        if (memcmp(c.from.z, c.to.z, URNE_HEX) != 0) {
            size_t twin = 0;
            while (twin < n && memcmp(out[twin].from.z, c.from.z, URNE_HEX) != 0) {
                twin++;
            }
            if (twin == n) {
                out[n++] = c;
            }
            held[i] = c.to;
        }
    }
    return n;
}

/* Round by round, until no file holds the hash of one that is no longer. Signatures and
 * tokens stay: nobody makes them again without the key. */
static void rechain(urne_arena *arena, folder *f, const folder *sound)
{
    urne_hex held[FILES_MOST];
    change changes[FILES_MOST];
    for (size_t i = 0; i < sound->n; i++) {
        held[i] = urne_sha256_hex(sound->at[i].bytes);
    }
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = changes_of(changes, f, sound, held);
        if (n == 0) {
            return;
        }
        for (size_t i = 0; i < f->n; i++) {
            urne_str name = f->at[i].name;
            if (!is_sums(name) && !urne_str_ends(name, ".minisig") &&
                !urne_str_ends(name, ".tsr")) {
                f->at[i].bytes = rehashed(arena, f->at[i].bytes, changes, n);
            }
        }
    }
}

/* ---- the run ---- */

static void print_digest(urne_arena *arena, const folder *f)
{
    urne_buf buf = urne_buf_new(arena, 1 << 14);
    for (size_t i = 0; i < f->n; i++) {
        urne_buf_add(&buf, f->at[i].name);
        urne_buf_addc(&buf, ' ');
        urne_buf_addu(&buf, f->at[i].bytes.n);
        urne_buf_addc(&buf, '\n');
        urne_buf_add(&buf, f->at[i].bytes);
    }
    printf(" %.16s", urne_sha256_hex(urne_buf_str(&buf)).z);
}

static void print_checks(const urne_verification *v)
{
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        const urne_check *c = &v->check[i];
        printf(" V%02u=%c", c->number, "NPF"[c->verdict]);
        if (c->verdict == URNE_FAIL) {
            printf(":%s:", c->file);
            for (const char *p = c->item; *p != '\0'; p++) {
                putchar(*p == ' ' ? '_' : *p);
            }
        }
    }
    putchar('\n');
}

/* ID DOSSIER MODE OP FILE ARG ... */
static void verify_mutation(char **words)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_verification *v;
    const folder *sound = dossier_files(words[1]);
    const char *seal = dossier_named(words[1])->seal;
    folder f = *sound;
    apply(arena, &f, words + 3);
    if (strcmp(words[2], "rechained") == 0) {
        rechain(arena, &f, sound);
    }
    if (strcmp(words[2], "plain") != 0) {
        mend(arena, &f);
    }
    shown = &f;
    seal = strcmp(seal, "-") == 0 ? NULL : seal;
    must(urne_verify(&v, arena, "folder", seal, NULL, &err) == URNE_OK, words[0]);
    printf("%s", words[0]);
    print_digest(arena, &f);
    print_checks(v);
    urne_arena_free(arena);
}

/* The words of a line, NUL-terminated; the rest of `words` is NULL. */
static void split(urne_arena *arena, char *words[WORDS_MOST], urne_str line)
{
    urne_str word;
    for (size_t n = 0; urne_str_cut(&line, ' ', &word); n++) {
        must(n < WORDS_MOST - 1, "a line of too many words");
        words[n] = urne_arena_alloc(arena, word.n + 1);
        memcpy(words[n], word.p, word.n);
    }
}

int main(int argc, char **argv)
{
    must(argc == 2, "usage: drive LIST");
    all = urne_arena_new();
    urne_str line, rest = slurp(all, argv[1]);
    while (rest.n > 0 && urne_str_cut(&rest, '\n', &line)) {
        char *words[WORDS_MOST] = {NULL};
        urne_arena *arena = urne_arena_new();
        if (urne_str_starts(line, "dossier ")) {
            must(n_dossiers < DOSSIERS_MOST, "too many dossiers");
            split(all, words, line);
            dossiers[n_dossiers++] = (dossier){words[1], words[2], words[3], NULL};
        } else {
            split(arena, words, line);
            verify_mutation(words);
        }
        urne_arena_free(arena);
    }
    urne_arena_free(all);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
