#include "cli.h"

static void print_picked(const line *l, const urne_pick *p)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "seed", p->seed);
        json_num(&j, "of", p->of);
        json_open(&j, "picked", '[');
        for (size_t i = 0; i < p->n; i++) {
            json_open(&j, NULL, '{');
            json_num(&j, "pos", i + 1);
            json_num(&j, "line", p->rows[i].line);
            json_text(&j, "id", p->rows[i].id);
            json_text(&j, "group", p->rows[i].group);
            json_text(&j, "ticket", p->rows[i].ticket);
            json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
        return;
    }
    for (size_t i = 0; i < p->n; i++) {
        const urne_picked *r = &p->rows[i];
        printf("%s  %s%s%s\n", r->ticket, r->id, r->group[0] == '\0' ? "" : "  ",
               r->group);
    }
    if (!l->quiet) {
        fprintf(stderr, "%s\n",
                _("repeatable, not proof against whoever chose the seed"));
    }
}

int cmd_pick(int argc, char **argv)
{
    const char *n = NULL;
    urne_pick_options o = {.n = 0};
    opt opts[] = {
        {"-n", "N", N_("how many rows"), NULL, &n},
        {"--seed", "TEXT", N_("a text said before the list is known"), NULL, &o.text},
        {"--by", "COLUMN", N_("seats in proportion to the values of a column"), NULL,
         &o.by},
        {"--id", "COLUMN", N_("the column that names a row (default: all columns)"),
         NULL, &o.id},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "pick",
              .synopsis = "pick LIST.csv -n N --seed TEXT [--by COLUMN] [--id COLUMN]",
              .summary = N_("The smallest draw: rows of a list by ticket, from a text. "
                            "Repeatable, not proof against whoever chose the text."),
              .example = "urne pick members.csv -n 20 --seed 'general meeting 2026'",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "LIST.csv"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && (n == NULL || o.text == NULL)) {
        exit = usage_error(&l, URNE_E_USE_MISSING, n == NULL ? "-n" : "--seed", l.verb);
    }
    exit = exit < 0 ? parse_number(&l, "-n", n, &o.n) : exit;
    if (exit >= 0) {
        line_free(&l);
        return exit;
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_pick *p;
    o.path = l.args[0];
    exit = EXIT_YES;
    if (urne_pick_draw(&p, arena, &o, &err) != URNE_OK) {
        exit = report_errors(&l, &err);
    } else {
        print_picked(&l, p);
    }
    line_free(&l);
    urne_arena_free(arena);
    return exit;
}
