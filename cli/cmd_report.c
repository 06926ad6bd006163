#include "poster.h"

#include <stdlib.h>
#include <string.h>

static int write_poster(const line *l, const urne_poster *p, const char *output,
                        bool force, urne_err *err)
{
    char *html = poster_html(p);
    if (html == NULL) {
        fprintf(stderr, "urne: %s\n", _("out of memory"));
        return EXIT_IO;
    }
    int exit = EXIT_YES;
    if (output == NULL) {
        fputs(html, stdout);
    } else if (urne_publish(output, (urne_str){html, strlen(html)}, force, err) !=
               URNE_OK) {
        exit = report_errors(l, err);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(_("written")), output);
    }
    free(html);
    return exit;
}

static const char *kind_word(urne_poster_kind kind)
{
    static const char *const words[] = {[URNE_POSTER_DICE] = "dice",
                                        [URNE_POSTER_LOTTERY] = "lottery",
                                        [URNE_POSTER_PARTY] = "party",
                                        [URNE_POSTER_BEACON] = "drand"};
    return words[kind];
}

static const char *sealed_word(urne_operation operation)
{
    static const char *const words[] = {
        [URNE_DRAW] = "electors", [URNE_COUNT] = "ballots", [URNE_PANEL] = "pool"};
    return words[operation];
}

static void json_poster(const urne_poster *p)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "body", p->body);
    json_text(&j, "title", p->title);
    json_text(&j, "ceremony", p->ceremony);
    json_text(&j, "seal", p->seal);
    json_text(&j, "time", p->time);
    json_num(&j, sealed_word(p->of), p->sealed);
    if (p->of == URNE_PANEL) {
        json_num(&j, "panels", p->panels);
        json_num(&j, "size", p->size);
        json_text(&j, "number", p->number ? "dice" : "seed");
    }
    json_open(&j, "sources", '[');
    for (size_t i = 0; i < p->n_sources; i++) {
        const urne_poster_source *s = &p->sources[i];
        json_open(&j, NULL, '{');
        json_text(&j, "kind", kind_word(s->kind));
        json_num(&j, "count", s->count);
        json_num(&j, "sides", s->sides);
        json_text(&j, "name", s->name);
        json_text(&j, "date", s->date);
        json_text(&j, s->kind == URNE_POSTER_BEACON ? "address" : "commitment", s->hex);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_open(&j, "keys", '[');
    for (size_t i = 0; i < p->n_keys; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "role", p->keys[i].role);
        json_text(&j, "key", p->keys[i].key);
        json_text(&j, "expire", p->keys[i].expire);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_text(&j, "page", URNE_PAGE_SHA256);
    json_text(&j, "python", URNE_PYTHON_SHA256);
    json_close(&j, '}');
    json_end(&j);
}

static int run(const line *l, const char *output, bool force)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_poster *p;
    int exit = EXIT_YES;
    if (urne_poster_read(&p, arena, l->args[0], &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (l->json) {
        json_poster(p);
    } else {
        exit = write_poster(l, p, output, force, &err);
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_report(int argc, char **argv)
{
    const char *output = NULL;
    bool poster = false, force = false;
    opt opts[] = {{"--poster", NULL,
                   N_("the public notice of a seal, to print and hang up"), &poster,
                   NULL},
                  {"-o", "FILE", N_("write the page there (default: standard output)"),
                   NULL, &output},
                  {"--force", NULL, N_("replace an existing file"), &force, NULL},
                  {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "report",
              .synopsis = "report PUBLIC --poster [-o FILE] [--force]",
              .summary =
                  N_("Lays out what a public folder says for people to read: the "
                     "notice with the seal, the keys, what decides, and how to "
                     "check."),
              .example = "urne report nancy/public --poster -o notice.html",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "PUBLIC"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && !poster) {
        exit = usage_error(&l, URNE_E_USE_MISSING, "--poster", l.verb);
    }
    if (exit < 0 && output != NULL && l.json) {
        exit = usage_error(&l, URNE_E_USE_CLASH, "-o", "--json");
    }
    if (exit < 0) {
        exit = run(&l, output, force);
    }
    line_free(&l);
    return exit;
}
