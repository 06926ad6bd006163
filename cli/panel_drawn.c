#include "panel.h"
#include "steps.h"

#include <string.h>

enum { VALUE_WIDTH = 30 };

/* "woman                          6 (5 to 7)" */
static void print_count(const urne_panel_drawn_count *c)
{
    printf("%s   %s ", LABEL(""), padded((char[PADDED_MAX]){0}, c->value, VALUE_WIDTH));
    if (strcmp(c->count, "-") == 0) {
        printf(_("not shown (%s to %s)\n"), GROUPED(c->min), GROUPED(c->max));
    } else {
        printf(_("%s (%s to %s)\n"), c->count, GROUPED(c->min), GROUPED(c->max));
    }
}

/* A category, and behind it each of its values. */
static void print_counts(const urne_panel_drawn *d)
{
    for (size_t i = 0; i < d->n_counts; i++) {
        const urne_panel_drawn_count *c = &d->counts[i];
        if (i == 0 || strcmp(c->category, d->counts[i - 1].category) != 0) {
            printf("%s %s\n", LABEL(i == 0 ? _("counts") : ""), c->category);
        }
        print_count(c);
    }
}

/* The members as lines of pool.txt. */
static void print_members(const urne_panel_drawn *d)
{
    enum { PER_LINE = 12 };
    for (size_t i = 0; i < d->n_members; i++) {
        if (i % PER_LINE == 0) {
            printf("%s%s", i > 0 ? "\n" : "", LABEL(i == 0 ? _("numbers") : ""));
        }
        printf(" %llu", (unsigned long long)d->members[i]);
    }
    printf("\n");
}

static void print_drawn(urne_arena *arena, const urne_panel_drawn *d, const char *dir)
{
    printf("%s %s\n", LABEL(_("seed")), d->seed);
    printf(_("%s panel %s of %s\n"), LABEL(_("drawn")), GROUPED(d->number),
           GROUPED(d->panels));
    print_counts(d);
    print_members(d);
    printf("%s %s\n", LABEL(_("written")), d->entry_path);
    printf(_("%s %s: the ids of the members\n"), LABEL(_("private")), d->list_path);
    print_to_sign(arena, dir);
    printf("%s urne verify %s/public\n", LABEL(_("next")), dir);
}

static void json_drawn(const urne_panel_drawn *d)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "seed", d->seed);
    json_num(&j, "panels", d->panels);
    json_num(&j, "number", d->number);
    json_open(&j, "counts", '[');
    for (size_t i = 0; i < d->n_counts; i++) {
        const urne_panel_drawn_count *c = &d->counts[i];
        json_open(&j, NULL, '{');
        json_text(&j, "category", c->category);
        json_text(&j, "value", c->value);
        json_num(&j, "min", c->min);
        json_num(&j, "max", c->max);
        json_text(&j, "count", c->count);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "members", '[');
    for (size_t i = 0; i < d->n_members; i++) {
        json_num(&j, NULL, d->members[i]);
    }
    json_close(&j, ']');
    json_text(&j, "entry", d->entry_path);
    json_text(&j, "list", d->list_path);
    json_close(&j, '}');
    json_end(&j);
}

int panel_draw_dossier(const line *l, const char *beacon, const char *time)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_panel_drawn *d;
    const char *dir = l->args[0];
    int exit = EXIT_YES;
    if (urne_panel_draw(&d, arena, dir, beacon, entry_time(arena, time, dir), &err) !=
        URNE_OK) {
        urne_arena_free(arena);
        return report_errors(l, &err);
    }
    print_unseen(l, d->unseen, d->n_unseen);
    if (l->json) {
        json_drawn(d);
    } else if (!l->quiet) {
        print_drawn(arena, d, dir);
    }
    urne_arena_free(arena);
    return exit;
}
