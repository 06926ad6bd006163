/* model/reconcile: whatever two keyings and resolutions hold, every line is in a paper
 * and every paper in a batch; the keyings may be exchanged; the list of differences is
 * a resolutions file that says what it lists; ballots written are read again.
 *
 * The input is a type of vote (first byte), then up to three files separated by the
 * line
 * "%%". */
#include "model/reconcile.h"
#include "target.h"

#include <unistd.h>

enum { A, B, RESOLUTIONS, FILES };
static char dir[] = "/tmp/urne-f-reconcile-XXXXXX";
static const char *const names[] = {"a.csv", "b.csv", "resolutions.csv"};

static void path_of(char path[64], size_t file)
{
    snprintf(path, 64, "%s/%s", dir, names[file]);
}

static void tidy_up(void)
{
    char path[64];
    for (size_t i = 0; i < FILES; i++) {
        path_of(path, i);
        (void)unlink(path);
    }
    (void)rmdir(dir);
}

static const char *file_of(urne_arena *arena, size_t file, urne_str text)
{
    static bool made;
    if (!made) {
        HOLDS(mkdtemp(dir) != NULL && atexit(tidy_up) == 0);
        made = true;
    }
    char *path = urne_arena_alloc(arena, 64);
    path_of(path, file);
    FILE *f = fopen(path, "wb");
    HOLDS(f != NULL);
    HOLDS(fwrite(text.p, 1, text.n, f) == text.n);
    HOLDS(fclose(f) == 0);
    return path;
}

/* Cuts the part before the line "%%" off the front of *rest. */
static urne_str cut(urne_str *rest)
{
    for (size_t i = 0; i + 4 <= rest->n; i++) {
        if (memcmp(rest->p + i, "\n%%\n", 4) == 0) {
            urne_str part = {rest->p, i + 1};
            *rest = (urne_str){rest->p + i + 4, rest->n - i - 4};
            return part;
        }
    }
    urne_str all = *rest;
    *rest = (urne_str){"", 0};
    return all;
}

static void check(const urne_reconciliation *r)
{
    uint64_t papers = 0, differences = 0, open = 0, lines[2] = {0, 0};
    for (size_t i = 0; i < r->n_batches; i++) {
        const urne_paper_batch *b = &r->batches[i];
        HOLDS(i == 0 || urne_natural_cmp(b[-1].name, b->name) < 0);
        HOLDS(b->kept <= b->ballots && b->open <= b->differences);
        papers += b->ballots;
        differences += b->differences;
        open += b->open;
        lines[A] += b->keyed[A];
        lines[B] += b->keyed[B];
    }
    HOLDS(papers == r->n_papers && differences == r->n_differences);
    HOLDS(open == r->open && r->open + r->resolved == differences);
    for (size_t i = 0; i < r->n_papers; i++) {
        const urne_paper *p = &r->papers[i];
        HOLDS(p->n[A] + p->n[B] > 0);
        HOLDS((p->case_id.n == 12) == (p->difference != URNE_DIFFERENCE_NONE));
        lines[A] -= p->n[A];
        lines[B] -= p->n[B];
    }
    HOLDS(lines[A] == 0 && lines[B] == 0);
}

static void check_exchanged(urne_arena *arena, const urne_reconciliation *r,
                            urne_keying_files f)
{
    urne_reconciliation *s;
    const char *path = f.path[A];
    f.path[A] = f.path[B];
    f.path[B] = path;
    f.resolutions = NULL;
    HOLDS(urne_reconcile(&s, arena, &f, NULL) == URNE_OK);
    HOLDS(s->n_papers == r->n_papers && s->n_differences == r->n_differences);
    for (size_t i = 0; i < r->n_differences; i++) {
        HOLDS(urne_str_eq(r->differences[i]->case_id, s->differences[i]->case_id));
    }
}

static void check_files(urne_arena *arena, const urne_reconciliation *r,
                        urne_keying_files f)
{
    urne_reconciliation *again;
    urne_csv csv;
    urne_str list = urne_differences_csv(arena, r);
    f.resolutions = file_of(arena, RESOLUTIONS, list);
    HOLDS(urne_reconcile(&again, arena, &f, NULL) == URNE_OK);
    HOLDS(again->open == r->open && again->resolved == r->resolved);
    HOLDS(urne_str_eq(urne_differences_csv(arena, again), list));
    uint64_t kept = 0;
    for (size_t i = 0; i < r->n_batches; i++) {
        kept += r->batches[i].kept;
    }
    urne_str ballots = urne_reconciled_csv(arena, r);
    HOLDS(urne_str_eq(urne_reconciled_csv(arena, again), ballots));
    HOLDS(urne_csv_open(&csv, arena, ballots, "out", NULL) == URNE_OK);
    HOLDS(csv.rows == kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_str rest = fuzz_input(data, size);
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_reconciliation *r;
    urne_keying_files f = {
        .batch = "batch", .ballot = "ballot", .vote = "vote", .points = "points"};
    if (rest.n > 0) {
        f.type = (urne_vote_type)((unsigned char)rest.p[0] % 5);
        rest = urne_str_slice(rest, 1, rest.n);
    }
    urne_str a = cut(&rest), b = cut(&rest), resolutions = cut(&rest);
    f.path[A] = file_of(arena, A, a);
    f.path[B] = file_of(arena, B, b);
    f.resolutions =
        resolutions.n == 0 ? NULL : file_of(arena, RESOLUTIONS, resolutions);
    urne_code code = urne_reconcile(&r, arena, &f, &err);
    HOLDS((code == URNE_OK) == (err.count == 0));
    if (code == URNE_OK) {
        check(r);
        check_exchanged(arena, r, f);
        check_files(arena, r, f);
    }
    urne_arena_free(arena);
    return 0;
}
