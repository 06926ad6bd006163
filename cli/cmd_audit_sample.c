#include "audit.h"
#include "steps.h"

static void json_counts(json *j, const char *key, const uint64_t counts[4],
                        uint64_t open, unsigned below)
{
    json_open(j, key, '{');
    json_num(j, "due", counts[0]);
    json_num(j, key[0] == 'l' ? "clean" : "found", counts[1]);
    json_num(j, key[0] == 'l' ? "ghost" : "excluded", counts[2]);
    json_num(j, key[0] == 'l' ? "unopened" : "missing", counts[3]);
    json_num(j, "open", open);
    json_num(j, "below_in_10000", below);
    json_close(j, '}');
}

static void json_lines(json *j, const urne_audit_view *v)
{
    json_open(j, "sample", '[');
    for (size_t i = 0; i < v->n_leaves; i++) {
        json_open(j, NULL, '{');
        json_num(j, "leaf", v->leaves[i].number);
        json_text(j, "ticket", v->leaves[i].ticket);
        json_text(j, "outcome", v->leaves[i].outcome);
        json_close(j, '}');
    }
    for (size_t i = 0; i < v->n_positions; i++) {
        json_open(j, NULL, '{');
        json_num(j, "position", v->positions[i].position);
        json_text(j, "outcome", v->positions[i].outcome);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_audit(const urne_audit_view *v, bool entry)
{
    json j = {false};
    json_open(&j, NULL, '{');
    if (entry) {
        json_step(&j, &v->step);
    }
    json_text(&j, "full", v->full);
    json_num(&j, "lines", v->lines);
    json_text(&j, "plan", v->plan);
    json_counts(&j, "leaves", v->counts[0], v->open[0], v->below[0]);
    json_counts(&j, "positions", v->counts[1], v->open[1], v->below[1]);
    if (!entry) {
        json_lines(&j, v);
    }
    json_close(&j, '}');
    json_end(&j);
}

static void print_plan(const urne_audit_view *v)
{
    for (size_t i = 0; i < v->n_leaves; i++) {
        printf(_("%s number %s  %s\n"), LABEL(_("leaf")), GROUPED(v->leaves[i].number),
               v->leaves[i].ticket);
    }
    for (size_t i = 0; i < v->n_positions; i++) {
        printf(_("%s line %s of %s\n"), LABEL(_("position")),
               GROUPED(v->positions[i].position), GROUPED(v->lines));
    }
    printf("%s %s\n", LABEL(_("plan")), v->plan);
    if (v->list[0] != '\0') {
        printf("%s %s\n", LABEL(_("names")), v->list);
    }
}

static void print_open(const urne_audit_view *v)
{
    printf(_("%s %s leaves and %s positions\n"), LABEL(_("remaining")),
           GROUPED(v->open[0]), GROUPED(v->open[1]));
    printf("%s %s\n", LABEL(_("full check")), _(v->full));
}

static void print_closed(const urne_audit_view *v)
{
    print_sample(v->counts[0], v->counts[1], v->below[0], v->below[1]);
    printf("%s %s\n", LABEL(_("full check")), _(v->full));
    print_step(&v->step);
}

static int report(const line *l, urne_code code, const urne_audit_view *v,
                  const urne_err *err, void (*print)(const urne_audit_view *v))
{
    if (code != URNE_OK) {
        return report_errors(l, err);
    }
    if (l->json) {
        json_audit(v, print == print_closed);
    } else if (!l->quiet) {
        print(v);
    }
    return EXIT_YES;
}

/* ---- plan ---- */

int audit_plan(int argc, char **argv)
{
    const char *lines = NULL, *time = NULL;
    uint64_t m = 0;
    opt opts[] = {
        {"--lines", "M",
         N_("lines of the official roll (default: as many as were read)"), NULL,
         &lines},
        {"--time", "TIME", N_("the time, for the record of refusals"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "audit",
              .synopsis = AUDIT_PLAN,
              .summary = N_("Lists what the seed says to open: numbers to trace to the "
                            "official roll, and lines of that roll to look for."),
              .example = "urne audit plan nancy --lines 71204",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && lines != NULL) {
        exit = parse_number(&l, "--lines", lines, &m);
    }
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        urne_err err = URNE_ERR_NONE;
        urne_audit_view *v;
        urne_code code = urne_audit_plan_for(&v, arena, l.args[0], m,
                                             entry_time(arena, time, l.args[0]), &err);
        exit = report(&l, code, v, &err, print_plan);
        urne_arena_free(arena);
    }
    line_free(&l);
    return exit;
}

/* ---- record ---- */

int audit_record(int argc, char **argv)
{
    urne_audit_record_options o = {.dir = NULL};
    opt opts[] = {
        {"--leaf", "NUMBER=WORD...", N_("what came of a leaf: clean, ghost, unopened"),
         NULL, &o.leaves},
        {"--position", "P=WORD...",
         N_("what came of a position: found, excluded, missing"), NULL, &o.positions},
        {"--file", "CSV", N_("outcomes as lines leaf;NUMBER;WORD, position;P;WORD"),
         NULL, &o.file},
        {"--full", "WORD", N_("the answer of the full check: yes, no or none"), NULL,
         &o.full},
        {"--time", "TIME", N_("the time, for the record of refusals"), NULL, &o.time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "audit",
              .synopsis = AUDIT_RECORD,
              .summary = N_("Records in private/ what came of the lines of the plan. "
                            "What is recorded last counts."),
              .example = "urne audit record nancy --leaf 12=clean,40=clean",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && o.leaves == NULL && o.positions == NULL && o.file == NULL &&
        o.full == NULL) {
        exit = usage_error(&l, URNE_E_USE_MISSING,
                           "--leaf | --position | --file | --full", l.verb);
    }
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        urne_err err = URNE_ERR_NONE;
        urne_audit_view *v;
        o.dir = l.args[0];
        o.time = entry_time(arena, o.time, o.dir);
        urne_code code = urne_audit_record(&v, arena, &o, &err);
        exit = report(&l, code, v, &err, print_open);
        urne_arena_free(arena);
    }
    line_free(&l);
    return exit;
}

/* ---- close ---- */

int audit_close(int argc, char **argv)
{
    const char *time = NULL;
    opt opts[] = {
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "audit",
              .synopsis = AUDIT_CLOSE,
              .summary = N_("Writes the entry of the audit: counts, and never which "
                            "line. Says what they prove."),
              .example = "urne audit close nancy",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        urne_err err = URNE_ERR_NONE;
        urne_audit_view *v;
        urne_code code = urne_audit_close(&v, arena, l.args[0],
                                          entry_time(arena, time, l.args[0]), &err);
        exit = report(&l, code, v, &err, print_closed);
        urne_arena_free(arena);
    }
    line_free(&l);
    return exit;
}
