#include "urne/reconcile.h"

#include "base/file.h"
#include "crypto/hash.h"
#include "model/reconcile.h"

static const char *z(urne_arena *arena, urne_str s)
{
    return urne_str_z(arena, s);
}

/* ---- the view ---- */

static urne_reconciled_keying keying_of(urne_arena *arena, const urne_paper *p,
                                        size_t which)
{
    urne_said said = urne_paper_said(arena, p, which);
    return (urne_reconciled_keying){z(arena, said.lines), z(arena, said.vote),
                                    z(arena, said.points)};
}

static urne_reconciled_case case_of(urne_arena *arena, const urne_paper *p)
{
    return (urne_reconciled_case){
        .id = z(arena, p->case_id),
        .batch = z(arena, p->batch),
        .ballot = p->ballot,
        .difference = urne_difference_name(p->difference),
        .a = keying_of(arena, p, URNE_KEYING_A),
        .b = keying_of(arena, p, URNE_KEYING_B),
        .keep = urne_keep_name(p->keep),
        .vote = z(arena, urne_typed_vote(arena, &p->vote)),
        .points = z(arena, urne_typed_points(arena, &p->vote)),
    };
}

static urne_reconciled *summary_of(urne_arena *arena, const urne_reconciliation *r)
{
    urne_reconciled *s = urne_arena_alloc(arena, sizeof *s);
    *s = (urne_reconciled){.type = urne_vote_type_name(r->type),
                           .ballots = r->n_papers,
                           .agreeing = r->n_papers - r->n_differences,
                           .resolved = r->resolved,
                           .open = r->open,
                           .n_batches = r->n_batches,
                           .n_cases = r->n_differences};
    s->batches = urne_arena_array(arena, s->n_batches + 1, sizeof *s->batches);
    for (size_t i = 0; i < s->n_batches; i++) {
        const urne_paper_batch *b = &r->batches[i];
        s->batches[i] = (urne_reconciled_batch){
            z(arena, b->name), b->keyed[URNE_KEYING_A], b->keyed[URNE_KEYING_B],
            b->kept,           b->differences,          b->open};
        s->kept += b->kept;
    }
    s->cases = urne_arena_array(arena, s->n_cases + 1, sizeof *s->cases);
    for (size_t i = 0; i < s->n_cases; i++) {
        s->cases[i] = case_of(arena, r->differences[i]);
    }
    return s;
}

/* ---- writing ---- */

typedef struct untouched {
    size_t keep;
    bool filled;
} untouched;

static void on_row(void *data, uint64_t line, const urne_str *fields)
{
    (void)line;
    untouched *u = data;
    u->filled = u->filled || fields[u->keep].n > 0;
}

/* Only a list of differences in which nobody wrote yet may be written anew: never a
 * keying, never somebody's decisions. */
static bool replaceable(urne_arena *arena, const char *path)
{
    urne_csv csv;
    urne_str bytes;
    untouched u = {.filled = false};
    if (!urne_file_exists(path)) {
        return true;
    }
    if (urne_file_read_plain(&bytes, arena, path, URNE_CSV_FILE_MAX, NULL) != URNE_OK ||
        !urne_str_starts(bytes, urne_differences_start) ||
        urne_csv_open(&csv, arena, bytes, path, NULL) != URNE_OK ||
        urne_csv_column(&u.keep, &csv, URNE_STR("keep"), NULL) != URNE_OK) {
        return false;
    }
    urne_csv_each(&csv, NULL, on_row, &u);
    return !u.filled;
}

/* The differences are written whatever is open, the ballots only when nothing is. */
static urne_code write_files(urne_arena *arena, const urne_reconcile_options *o,
                             const urne_reconciliation *r, urne_err *err)
{
    urne_write set[2];
    size_t n = 0;
    if (o->differences != NULL) {
        if (!replaceable(arena, o->differences)) {
            return urne_fail(err, URNE_E_IO_EXISTS, URNE_IN(o->differences), NULL);
        }
        set[n++] = (urne_write){.path = o->differences,
                                .bytes = urne_differences_csv(arena, r),
                                .secret = true};
    }
    if (o->ballots != NULL && r->open == 0) {
        set[n++] = (urne_write){.path = o->ballots,
                                .bytes = urne_reconciled_csv(arena, r),
                                .secret = true,
                                .fresh = true};
    }
    return n == 0 ? URNE_OK : urne_files_write(set, n, err);
}

static const char *given(const char *name, const char *usual)
{
    return name == NULL ? usual : name;
}

urne_code urne_ballots_reconcile(urne_reconciled **out, urne_arena *arena,
                                 const urne_reconcile_options *o, urne_err *err)
{
    urne_crypto_init();
    urne_keying_files files = {.path = {o->a, o->b},
                               .resolutions = o->resolutions,
                               .batch = given(o->batch, "batch"),
                               .ballot = given(o->ballot, "ballot"),
                               .vote = given(o->vote, "vote"),
                               .points = given(o->points, "points"),
                               .guess = o->type == NULL};
    if (o->type != NULL && !urne_vote_type_parse(urne_str_of(o->type), &files.type)) {
        return urne_fail(err, URNE_E_USE_VALUE, URNE_NOWHERE, o->type, "--type",
                         N_("one of: approval, choose-1, cumulative, scoring, ordinal"),
                         NULL);
    }
    urne_reconciliation *r;
    URNE_TRY(urne_reconcile(&r, arena, &files, err));
    URNE_TRY(write_files(arena, o, r, err));
    *out = summary_of(arena, r);
    return r->open == 0 ? URNE_OK
                        : urne_fail(err, URNE_E_BALLOT_OPEN, URNE_NOWHERE,
                                    URNE_DEC(r->open), NULL);
}
