#include "ballots.h"

static void print_place(const urne_diag *d)
{
    printf("%s%s", d->file, d->file[0] != '\0' ? ":" : "");
    if (d->line > 0) {
        printf("%llu:", (unsigned long long)d->line);
    }
    if (d->column > 0) {
        printf("%llu:", (unsigned long long)d->column);
    }
    printf("%s", d->file[0] != '\0' ? " " : "");
}

static bool wrong(urne_code code)
{
    return urne_code_get(code)->exit != 0;
}

/* The findings of one kind, the first of them with their places. */
static void print_kind(const urne_ballots_report *r, const urne_ballots_kind *k,
                       uint64_t most)
{
    uint64_t shown = 0;
    urne_arena *arena = urne_arena_new();
    for (size_t i = 0; i < r->n_findings && shown < most; i++) {
        const urne_diag *d = &r->findings[i];
        if (d->code == k->code) {
            urne_str said = say(arena, d);
            print_place(d);
            printf("%.*s [%s]\n", (int)said.n, said.p, urne_code_get(d->code)->id);
            shown++;
        }
    }
    if (k->count > shown) {
        printf(_("  and %s more\n"), GROUPED(k->count - shown));
    }
    urne_arena_free(arena);
}

void print_ballots(const urne_ballots_report *r, uint64_t most)
{
    for (int pass = 1; pass >= 0; pass--) {
        for (size_t i = 0; i < r->n_kinds; i++) {
            if (wrong(r->kinds[i].code) == (pass == 1)) {
                print_kind(r, &r->kinds[i], most);
            }
        }
    }
    uint64_t said = 0;
    for (size_t i = 0; i < r->n_kinds; i++) {
        said += r->kinds[i].count;
    }
    printf("%s %s\n", LABEL(_("type")), r->type);
    printf("%s %s\n", LABEL(_("budget")), r->budget);
    printf("%s %s\n", LABEL(_("projects")), GROUPED(r->projects));
    printf("%s %s\n", LABEL(_("ballots")), GROUPED(r->ballots));
    if (r->blank > 0) {
        printf("%s %s\n", LABEL(_("blank")), GROUPED(r->blank));
    }
    printf("%s %s\n", LABEL(_("wrong")), GROUPED(r->wrong));
    printf("%s %s\n", LABEL(_("noted")), GROUPED(said - r->wrong));
}

void json_ballots(json *j, const urne_ballots_report *r)
{
    urne_arena *arena = urne_arena_new();
    json_text(j, "type", r->type);
    json_text(j, "budget", r->budget);
    json_num(j, "files", r->files);
    json_num(j, "projects", r->projects);
    json_num(j, "ballots", r->ballots);
    json_num(j, "blank", r->blank);
    json_num(j, "wrong", r->wrong);
    json_open(j, "kinds", '[');
    for (size_t i = 0; i < r->n_kinds; i++) {
        json_open(j, NULL, '{');
        json_text(j, "code", urne_code_get(r->kinds[i].code)->id);
        json_bool(j, "wrong", wrong(r->kinds[i].code));
        json_num(j, "count", r->kinds[i].count);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_open(j, "findings", '[');
    for (size_t i = 0; i < r->n_findings; i++) {
        const urne_diag *d = &r->findings[i];
        json_open(j, NULL, '{');
        json_text(j, "file", d->file);
        json_num(j, "line", d->line);
        json_num(j, "column", d->column);
        json_text(j, "code", urne_code_get(d->code)->id);
        json_str(j, "message", say(arena, d));
        json_close(j, '}');
    }
    json_close(j, ']');
    urne_arena_free(arena);
}
