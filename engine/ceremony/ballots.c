#include "urne/ballots.h"

#include "base/file.h"
#include "crypto/hash.h"
#include "model/election_read.h"
#include "model/pb_check.h"

#include <stdlib.h>

static int kind_cmp(const void *a, const void *b)
{
    const urne_ballots_kind *x = a, *y = b;
    return (x->code > y->code) - (x->code < y->code);
}

static urne_ballots_report *report(urne_arena *arena, const urne_election *e,
                                   const urne_findings *f)
{
    urne_ballots_report *r = urne_arena_alloc(arena, sizeof *r);
    *r = (urne_ballots_report){.type = urne_vote_type_name(e->type),
                               .budget = urne_decimal_z(arena, e->budget, e->places),
                               .files = e->n_files,
                               .projects = e->n_projects,
                               .ballots = e->n_ballots,
                               .n_kinds = f->n_codes,
                               .n_findings = f->n,
                               .wrong = urne_findings_wrong(f)};
    for (size_t i = 0; i < e->n_ballots; i++) {
        r->blank += e->ballots[i].n_marks == 0;
    }
    r->kinds = urne_arena_array(arena, f->n_codes, sizeof *r->kinds);
    for (size_t i = 0; i < f->n_codes; i++) {
        r->kinds[i] = (urne_ballots_kind){f->codes[i].code, f->codes[i].count};
    }
    qsort(r->kinds, r->n_kinds, sizeof *r->kinds, kind_cmp);
    r->findings = urne_arena_array(arena, f->n, sizeof *r->findings);
    for (size_t i = 0; i < f->n; i++) {
        r->findings[i] = urne_finding_diag(&f->list[i]);
    }
    return r;
}

urne_code urne_ballots_check(urne_ballots_report **out, urne_arena *arena,
                             const char *path, urne_err *err)
{
    urne_str bytes;
    urne_election *e;
    urne_findings findings = urne_findings_new(arena);
    urne_crypto_init();
    URNE_TRY(urne_file_read(&bytes, arena, path, URNE_PB_FILE_MAX, err));
    URNE_TRY(urne_pb_read(&e, &findings, arena, bytes, path, err));
    urne_pb_check(&findings, e, bytes);
    *out = report(arena, e, &findings);
    return URNE_OK;
}

urne_code urne_ballots_import(urne_ballots_report **out, urne_arena *arena,
                              const urne_ballots_options *o, urne_err *err)
{
    urne_election *e;
    urne_findings findings = urne_findings_new(arena);
    urne_role_map *columns = NULL;
    size_t n_columns = 0;
    urne_crypto_init();
    if (o->columns != NULL) {
        URNE_TRY(urne_role_map_read(&columns, &n_columns, arena, o->columns, err));
    }
    urne_election_options options = {.paths = o->paths,
                                     .n_paths = o->n_paths,
                                     .projects = o->projects,
                                     .columns = columns,
                                     .n_columns = n_columns,
                                     .policy = {.budget = o->budget, .type = o->type}};
    URNE_TRY(urne_election_read(&e, &findings, arena, &options, err));
    if (o->to != NULL) {
        urne_write w = {.path = o->to,
                        .bytes = urne_pb_write(arena, e),
                        .secret = true,
                        .fresh = true};
        URNE_TRY(urne_files_write(&w, 1, err));
    }
    urne_findings_sort(&findings);
    *out = report(arena, e, &findings);
    return URNE_OK;
}
