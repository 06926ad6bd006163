#include "cli.h"

#include <stdlib.h>
#include <string.h>

static int exit_of(const urne_roll_finding *f)
{
    return urne_code_get(f->diag.code)->exit;
}

static void print_place(const urne_diag *d)
{
    printf("  %s", d->file);
    if (d->line > 0) {
        printf(":%llu", (unsigned long long)d->line);
    }
    if (d->column > 0) {
        printf(":%llu", (unsigned long long)d->column);
    }
}

/* Findings of one kind: all that a person must decide, the first few of the rest. */
static void print_kind(const urne_roll_summary *s, urne_code code, size_t count)
{
    enum { SHOWN = 3 };
    urne_arena *arena = urne_arena_new();
    const urne_code_info *info = urne_code_get(code);
    size_t shown = 0, most = info->exit == EXIT_DECIDE ? SIZE_MAX : SHOWN;
    bool decide = info->exit == EXIT_DECIDE;
    printf("%s %7s  %s [%s]\n", LABEL(decide ? _("case") : _("noted")), GROUPED(count),
           ngettext("line", "lines", count), info->id);
    for (size_t i = 0; i < s->n_findings && shown < most; i++) {
        const urne_roll_finding *f = &s->findings[i];
        if (f->diag.code == code) {
            urne_str said = say(arena, &f->diag);
            print_place(&f->diag);
            printf(": %.*s", (int)said.n, said.p);
            printf(f->case_id[0] != '\0' ? " (%s %s)\n" : "\n", _("case"), f->case_id);
            shown++;
        }
    }
    if (count > shown) {
        printf(_("  and %s more\n"), GROUPED(count - shown));
    }
    urne_arena_free(arena);
}

static void print_findings(const urne_roll_summary *s)
{
    bool *done = calloc(s->n_findings + 1, sizeof *done);
    if (done == NULL) {
        abort();
    }
    for (int deciding = 1; deciding >= 0; deciding--) {
        for (size_t i = 0; i < s->n_findings; i++) {
            size_t count = 0;
            if (done[i] ||
                (exit_of(&s->findings[i]) == EXIT_DECIDE) != (deciding == 1)) {
                continue;
            }
            for (size_t j = i; j < s->n_findings; j++) {
                bool same = s->findings[j].diag.code == s->findings[i].diag.code;
                done[j] = done[j] || same;
                count += same ? 1 : 0;
            }
            print_kind(s, s->findings[i].diag.code, count);
        }
    }
    free(done);
}

static void print_reasons(const urne_roll_summary *s)
{
    printf("%s %7s", LABEL(_("set aside")), GROUPED(s->set_aside));
    const char *sep = "  ";
    for (size_t i = 0; i < sizeof s->reasons / sizeof *s->reasons; i++) {
        if (s->reasons[i].count > 0) {
            printf("%s%s %s", sep, _(s->reasons[i].name), GROUPED(s->reasons[i].count));
            sep = ", ";
        }
    }
    printf("\n");
}

void print_roll(const urne_roll_summary *s)
{
    for (size_t i = 0; i < s->n_files; i++) {
        const urne_roll_summary_file *f = &s->files[i];
        char sep[] = {'\'', f->separator, '\'', '\0'};
        printf("%s %s: %s, %s, %s, %s %s, %s %s\n", LABEL(_("format")), f->path,
               f->format, _(f->encoding), f->separator == '\t' ? "TAB" : sep,
               GROUPED(f->columns), _("columns"), GROUPED(f->lines), _("lines"));
    }
    printf("%s %7s\n", LABEL(_("lines")), GROUPED(s->lines));
    printf("%s %7s\n", LABEL(_("persons")), GROUPED(s->persons));
    printf("%s %7s\n", LABEL(_("eligible")), GROUPED(s->eligible));
    print_reasons(s);
    printf("%s %7s\n", LABEL(_("to decide")), GROUPED(s->to_decide));
    print_findings(s);
    printf("%s %s\n", LABEL(_("canonical")), s->fingerprint);
}

void json_roll(json *j, const urne_roll_summary *s)
{
    bool one = s->n_files == 1;
    bool same_format = true, same_encoding = true;
    for (size_t i = 1; i < s->n_files; i++) {
        same_format =
            same_format && strcmp(s->files[i].format, s->files[0].format) == 0;
        same_encoding =
            same_encoding && strcmp(s->files[i].encoding, s->files[0].encoding) == 0;
    }
    json_text(j, "format", one || same_format ? s->files[0].format : "mixed");
    json_text(j, "encoding", one || same_encoding ? s->files[0].encoding : "mixed");
    json_num(j, "lines", s->lines);
    json_num(j, "persons", s->persons);
    json_num(j, "eligible", s->eligible);
    json_num(j, "to_decide", s->to_decide);
    json_num(j, "set_aside", s->set_aside);
    json_open(j, "set_aside_by", '{');
    for (size_t i = 0; i < sizeof s->reasons / sizeof *s->reasons; i++) {
        json_num(j, s->reasons[i].name, s->reasons[i].count);
    }
    json_close(j, '}');
    urne_arena *arena = urne_arena_new();
    json_open(j, "anomalies", '[');
    for (size_t i = 0; i < s->n_findings; i++) {
        const urne_diag *d = &s->findings[i].diag;
        json_open(j, NULL, '{');
        json_text(j, "file", d->file);
        json_num(j, "line", d->line);
        json_num(j, "column", d->column);
        json_text(j, "code", urne_code_get(d->code)->id);
        json_str(j, "message", say(arena, d));
        json_text(j, "case", s->findings[i].case_id);
        json_close(j, '}');
    }
    json_close(j, ']');
    urne_arena_free(arena);
    json_open(j, "files", '[');
    for (size_t i = 0; i < s->n_files; i++) {
        const urne_roll_summary_file *f = &s->files[i];
        char sep[] = {f->separator, '\0'};
        json_open(j, NULL, '{');
        json_text(j, "path", f->path);
        json_text(j, "format", f->format);
        json_text(j, "encoding", f->encoding);
        json_text(j, "separator", sep);
        json_num(j, "columns", f->columns);
        json_num(j, "lines", f->lines);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_text(j, "canonical", s->fingerprint);
}
