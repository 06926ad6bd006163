#include "steps.h"

#include <stdlib.h>

static void json_replaced(const urne_replacement_view *v)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_step(&j, &v->step);
    json_open(&j, "seats", '[');
    for (size_t i = 0; i < v->n_seats; i++) {
        const urne_replaced *s = &v->seats[i];
        json_open(&j, NULL, '{');
        json_num(&j, "refused", s->refused);
        json_num(&j, "called", s->called);
        json_num(&j, "passed", s->passed);
        json_text(&j, "ticket", s->ticket);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_num(&j, "vacant", v->vacant);
    json_text(&j, "list", v->list);
    json_close(&j, '}');
    json_end(&j);
}

static void print_replaced(const urne_replacement_view *v)
{
    for (size_t i = 0; i < v->n_seats; i++) {
        const urne_replaced *s = &v->seats[i];
        if (s->called > 0) {
            printf(_("%s number %s, called in the place of number %s\n"),
                   LABEL(_("called")), GROUPED(s->called), GROUPED(s->refused));
        } else {
            printf(_("%s the seat of number %s: nobody is left\n"), LABEL(_("vacant")),
                   GROUPED(s->refused));
        }
    }
    print_step(&v->step);
    if (v->list[0] != '\0') {
        printf("%s %s\n", LABEL(_("list")), v->list);
    }
}

static int run(const line *l, const char *time)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_replacement_view *v;
    size_t n = l->n_args - 1;
    uint64_t *numbers = calloc(n, sizeof *numbers);
    int exit = numbers == NULL ? EXIT_IO : -1;
    for (size_t i = 0; exit < 0 && i < n; i++) {
        exit = parse_number(l, "NUMBER", l->args[i + 1], &numbers[i]);
    }
    if (exit < 0) {
        urne_code code = urne_replace(&v, arena, l->args[0], numbers, n,
                                      entry_time(arena, time, l->args[0]), &err);
        if (code != URNE_OK) {
            exit = report_errors(l, &err);
        } else {
            exit = v->vacant > 0 ? EXIT_DECIDE : EXIT_YES;
            if (l->json) {
                json_replaced(v);
            } else if (!l->quiet) {
                print_replaced(v);
            }
        }
    }
    free(numbers);
    urne_arena_free(arena);
    return exit;
}

int cmd_replace(int argc, char **argv)
{
    const char *time = NULL;
    opt opts[] = {
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "replace",
              .synopsis = "replace DIR NUMBER... [--time TIME]",
              .summary = N_("Records that members declined, and derives from the draw "
                            "who is called in their place. No choice is left."),
              .example = "urne replace nancy 31204",
              .opts = opts,
              .least = 2,
              .most = (size_t)argc,
              .missing = "DIR NUMBER"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? run(&l, time) : exit;
    line_free(&l);
    return exit;
}
