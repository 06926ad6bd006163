#include "ask.h"
#include "steps.h"

static void json_people(json *j, const char *key, const urne_drawn_person *p, size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(j, NULL, '{');
        json_num(j, "pos", p[i].pos);
        json_num(j, "number", p[i].number);
        json_num(j, "stratum", p[i].stratum);
        json_text(j, "ticket", p[i].ticket);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void json_drawn(const urne_drawn *d)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "seed", d->seed);
    json_open(&j, "seats", '[');
    for (size_t h = 0; h < d->n_strata; h++) {
        json_num(&j, NULL, d->seats[h]);
    }
    json_close(&j, ']');
    json_open(&j, "substitute_seats", '[');
    for (size_t h = 0; h < d->n_strata; h++) {
        json_num(&j, NULL, d->substitute_seats[h]);
    }
    json_close(&j, ']');
    json_people(&j, "selected", d->selected, d->n_selected);
    json_people(&j, "substitutes", d->substitutes, d->n_substitutes);
    json_num(&j, "skipped", d->skipped);
    json_num(&j, "missing", d->missing);
    json_close(&j, '}');
    json_end(&j);
}

static void print_numbers(const char *label, const urne_drawn_person *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i % 8 == 0) {
            printf("%s%s", i == 0 ? "" : "\n", LABEL(i == 0 ? label : ""));
        }
        printf(" %7s", GROUPED(p[i].number));
    }
    printf(n > 0 ? "\n" : "");
}

static void print_drawn(urne_arena *arena, const urne_drawn *d, const char *dir)
{
    printf("%s %s\n", LABEL(_("seed")), d->seed);
    printf(_("%s %s members and %s substitutes from %s strata\n"), LABEL(_("drawn")),
           GROUPED(d->n_selected), GROUPED(d->n_substitutes), GROUPED(d->n_strata));
    print_numbers(_("members"), d->selected, d->n_selected);
    print_numbers(_("substitut."), d->substitutes, d->n_substitutes);
    if (d->skipped > 0) {
        printf(ngettext(
                   "%s %s elector passed over: the household was drawn already\n",
                   "%s %s electors passed over: their households were drawn already\n",
                   d->skipped),
               LABEL(_("skipped")), GROUPED(d->skipped));
    }
    if (d->missing > 0) {
        printf(ngettext("%s %s seat stays empty: its stratum has nobody left\n",
                        "%s %s seats stay empty: their strata have nobody left\n",
                        d->missing),
               LABEL(_("short")), GROUPED(d->missing));
    }
    printf("%s %s/private/selected.csv, substitutes.csv, invites.csv\n",
           LABEL(_("lists")), dir);
    print_to_sign(arena, dir);
    printf("%s urne verify %s/public\n", LABEL(_("next")), dir);
}

int cmd_draw(int argc, char **argv)
{
    const char *time = NULL, *beacon = NULL;
    opt opts[] = {
        {"--beacon", "FILE", N_("the round that was sealed, saved; or its signature"),
         NULL, &beacon},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "draw",
              .synopsis = "draw DIR [--beacon FILE|HEX] [--time TIME]",
              .summary =
                  N_("Draws members and substitutes from the seed. Public result, "
                     "private lists with names."),
              .example = "urne draw nancy",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit >= 0) {
        line_free(&l);
        return exit;
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_drawn *d;
    exit = EXIT_YES;
    const urne_asker who = {ask_passphrase, NULL};
    if (urne_draw_with(&d, arena, l.args[0], beacon, entry_time(arena, time, l.args[0]),
                       who, &err) != URNE_OK) {
        exit = report_errors(&l, &err);
    } else {
        print_unseen(&l, d->unseen, d->n_unseen);
        if (l.json) {
            json_drawn(d);
        } else if (!l.quiet) {
            print_drawn(arena, d, l.args[0]);
        }
    }
    line_free(&l);
    urne_arena_free(arena);
    return exit;
}
