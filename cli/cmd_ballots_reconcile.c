#include "ballots.h"

#include <string.h>

/* The shown text of an option that names columns: "batch=Lot,vote=Projets". */
enum { COLUMNS_MAX = 512 };

/* Cuts NAME=COLUMN parts in place into the options; false when a part is none. */
static bool take_columns(urne_reconcile_options *o, char *text)
{
    static const char *const names[] = {"batch", "ballot", "vote", "points"};
    const char **const to[] = {&o->batch, &o->ballot, &o->vote, &o->points};
    for (char *next = text; next != NULL;) {
        char *part = next, *equals = strchr(part, '=');
        next = strchr(part, ',');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (equals == NULL || (next != NULL && equals > next) || equals[1] == '\0') {
            return false;
        }
        *equals = '\0';
        size_t i = 0;
        while (i < 4 && strcmp(part, names[i]) != 0) {
            i++;
        }
        if (i == 4 || *to[i] != NULL) {
            return false;
        }
        *to[i] = equals + 1;
    }
    return true;
}

/* ---- the terminal ---- */

static const char *difference_text(const char *name)
{
    static const char *const texts[][2] = {
        {"only-a", N_("only in A")},        {"only-b", N_("only in B")},
        {"order", N_("other order")},       {"points", N_("other points")},
        {"projects", N_("other projects")}, {"twice", N_("keyed twice")}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(texts[i][0], name) == 0) {
            return _(texts[i][1]);
        }
    }
    return name;
}

static void print_keying(const char *name, const urne_reconciled_keying *k)
{
    if (k->lines[0] == '\0') {
        printf("    %s  -\n", name);
        return;
    }
    printf("    %s  ", name);
    printf(_("line %s"), k->lines);
    printf("%s%s", _(": "), k->vote[0] == '\0' ? _("blank") : k->vote);
    printf(k->points[0] == '\0' ? "\n" : "  (%s %s)\n", _("points"), k->points);
}

static void print_case(const urne_reconciled_case *c)
{
    printf("  %s  %s %s, %s %llu%s%s\n", c->id, _("batch"), c->batch, _("ballot"),
           (unsigned long long)c->ballot, _(": "), difference_text(c->difference));
    print_keying("A", &c->a);
    print_keying("B", &c->b);
    if (strcmp(c->keep, "vote") == 0) {
        printf("    => %s%s%s", _("typed again"), _(": "),
               c->vote[0] == '\0' ? _("blank") : c->vote);
        printf(c->points[0] == '\0' ? "\n" : "  (%s %s)\n", _("points"), c->points);
    } else if (strcmp(c->keep, "drop") == 0) {
        printf("    => %s\n", _("no such ballot"));
    } else if (c->keep[0] != '\0') {
        printf("    => %s\n", c->keep[0] == 'a' ? "A" : "B");
    }
}

static void print_batches(const urne_reconciled *r)
{
    printf("\n  %s %9s %9s %9s\n", padded((char[PADDED_MAX]){0}, _("batch"), 16), "A",
           "B", _("kept"));
    for (size_t i = 0; i < r->n_batches; i++) {
        const urne_reconciled_batch *b = &r->batches[i];
        printf("  %s %9s %9s %9s", padded((char[PADDED_MAX]){0}, b->name, 16),
               GROUPED(b->a), GROUPED(b->b), GROUPED(b->kept));
        printf(b->open > 0 ? "  %s %s\n" : "\n", _("open"), GROUPED(b->open));
    }
}

static void print_reconciled(const urne_reconciled *r)
{
    const struct {
        const char *label;
        uint64_t n;
    } rows[] = {{_("batches"), r->n_batches}, {_("ballots"), r->ballots},
                {_("agreeing"), r->agreeing}, {_("differing"), r->n_cases},
                {_("resolved"), r->resolved}, {_("open"), r->open}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        printf("%s %7s\n", LABEL(rows[i].label), GROUPED(rows[i].n));
    }
    print_batches(r);
    for (size_t i = 0; i < r->n_cases; i++) {
        printf("%s", i == 0 ? "\n" : "");
        print_case(&r->cases[i]);
    }
}

/* ---- JSON ---- */

static void json_keying(json *j, const char *key, const urne_reconciled_keying *k)
{
    json_open(j, key, '{');
    json_text(j, "lines", k->lines);
    json_text(j, "vote", k->vote);
    json_text(j, "points", k->points);
    json_close(j, '}');
}

static void json_reconciled(const urne_reconciled *r)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "type", r->type);
    json_num(&j, "ballots", r->ballots);
    json_num(&j, "agreeing", r->agreeing);
    json_num(&j, "differences", r->n_cases);
    json_num(&j, "resolved", r->resolved);
    json_num(&j, "open", r->open);
    json_num(&j, "kept", r->kept);
    json_open(&j, "batches", '[');
    for (size_t i = 0; i < r->n_batches; i++) {
        const urne_reconciled_batch *b = &r->batches[i];
        json_open(&j, NULL, '{');
        json_text(&j, "batch", b->name);
        json_num(&j, "a", b->a);
        json_num(&j, "b", b->b);
        json_num(&j, "kept", b->kept);
        json_num(&j, "differences", b->differences);
        json_num(&j, "open", b->open);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "cases", '[');
    for (size_t i = 0; i < r->n_cases; i++) {
        const urne_reconciled_case *c = &r->cases[i];
        json_open(&j, NULL, '{');
        json_text(&j, "case", c->id);
        json_text(&j, "batch", c->batch);
        json_num(&j, "ballot", c->ballot);
        json_text(&j, "difference", c->difference);
        json_keying(&j, "a", &c->a);
        json_keying(&j, "b", &c->b);
        json_text(&j, "keep", c->keep);
        json_text(&j, "vote", c->vote);
        json_text(&j, "points", c->points);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

/* ---- the command ---- */

static int reconcile(const line *l, const urne_reconcile_options *o)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_reconciled *r = NULL;
    urne_code code = urne_ballots_reconcile(&r, arena, o, &err);
    if (r != NULL && l->json) {
        json_reconciled(r);
    } else if (r != NULL && !l->quiet) {
        print_reconciled(r);
    }
    int exit = EXIT_YES;
    if (code != URNE_OK) {
        /* One JSON object: where there is a summary, it says what is open. */
        exit =
            r != NULL && l->json ? urne_code_get(code)->exit : report_errors(l, &err);
    }
    urne_arena_free(arena);
    return exit;
}

int ballots_reconcile(int argc, char **argv)
{
    urne_reconcile_options o = {.a = NULL};
    const char *columns = NULL;
    char text[COLUMNS_MAX];
    opt opts[] = {
        {"--resolutions", "FILE", N_("what a person decided of the differences"), NULL,
         &o.resolutions},
        {"--differences", "FILE", N_("write the differences there as CSV"), NULL,
         &o.differences},
        {"-o", "FILE", N_("write the ballots there, once nothing is open"), NULL,
         &o.ballots},
        {"--type", "TYPE", N_("approval, choose-1, cumulative, scoring or ordinal"),
         NULL, &o.type},
        {"--columns", "LIST", N_("other names of columns: batch=COLUMN,vote=COLUMN..."),
         NULL, &columns},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "ballots reconcile",
              .synopsis = BALLOTS_RECONCILE,
              .summary =
                  N_("Compares two independent keyings of the same paper ballots "
                     "and lists exactly what differs. Nothing is chosen: a "
                     "person resolves each difference."),
              .example = "urne ballots reconcile a.csv b.csv --differences d.csv",
              .opts = opts,
              .least = 2,
              .most = 2,
              .missing = "A.csv B.csv"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && columns != NULL) {
        int n = snprintf(text, sizeof text, "%s", columns);
        if (n < 0 || (size_t)n >= sizeof text || !take_columns(&o, text)) {
            exit = value_error(&l, columns, "--columns",
                               N_("batch, ballot, vote and points, each at most once: "
                                  "batch=COLUMN,vote=COLUMN"));
        }
    }
    if (exit < 0) {
        o.a = l.args[0];
        o.b = l.args[1];
        exit = reconcile(&l, &o);
    }
    line_free(&l);
    return exit;
}
