#include "cli.h"

static int request(const line *l, const char *output, bool force)
{
    urne_err err = URNE_ERR_NONE;
    if (urne_timestamp_request(l->args[0], l->args[1], output, force, &err) !=
        URNE_OK) {
        return report_errors(l, &err);
    }
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "request", output);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(_("written")), output);
        printf("%s %s\n", LABEL(_("next")),
               _("send it to a timestamp authority, and file its answer with --token"));
    }
    return EXIT_YES;
}

static int file(const line *l, const char *token, const char *tsa, const char *time)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_timestamp_view *v;
    int exit = EXIT_YES;
    if (urne_timestamp_file(&v, arena, l->args[0], l->args[1], token, tsa,
                            entry_time(arena, time, ""), &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "token", v->name);
        json_text(&j, "time", v->time);
        json_bool(&j, "pinned", v->pinned);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf(_("%s %s of %s\n"), LABEL(_("filed")), v->name, v->time);
        if (!v->pinned) {
            printf("%s %s\n", LABEL(""),
                   _("whose certificate it is was not compared: give --tsa"));
        }
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_timestamp(int argc, char **argv)
{
    const char *output = NULL, *token = NULL, *tsa = NULL, *time = NULL;
    bool asks = false, force = false;
    opt opts[] = {
        {"--request", NULL, N_("make a request for an authority"), &asks, NULL},
        {"-o", "FILE", N_("write the request there"), NULL, &output},
        {"--force", NULL, N_("replace an existing request"), &force, NULL},
        {"--token", "FILE", N_("file the answer of the authority with the entry"), NULL,
         &token},
        {"--tsa", "FILE", N_("certificates of authorities (PEM) that are trusted"),
         NULL, &tsa},
        {"--time", "TIME", N_("the time, for the record of refusals"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "timestamp",
              .synopsis = "timestamp DIR ENTRY --request -o FILE [--force] | timestamp "
                          "DIR ENTRY --token FILE [--tsa FILE] [--time TIME]",
              .summary = N_("Asks for a timestamp of an entry (RFC 3161) and files the "
                            "answer beside it. urne opens no connection."),
              .example = "urne timestamp nancy 01-commit.txt --request -o commit.tsq",
              .opts = opts,
              .least = 2,
              .most = 2,
              .missing = "DIR ENTRY"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && asks == (token != NULL)) {
        exit = asks
                   ? usage_error(&l, URNE_E_USE_CLASH, "--request", "--token")
                   : usage_error(&l, URNE_E_USE_MISSING, "--request | --token", l.verb);
    }
    if (exit < 0 && asks && output == NULL) {
        exit = usage_error(&l, URNE_E_USE_MISSING, "-o", l.verb);
    }
    if (exit < 0 && !asks && (output != NULL || force)) {
        exit = usage_error(&l, URNE_E_USE_ALONE, output != NULL ? "-o" : "--force",
                           "--request");
    }
    if (exit < 0 && asks && tsa != NULL) {
        exit = usage_error(&l, URNE_E_USE_ALONE, "--tsa", "--token");
    }
    if (exit < 0) {
        exit = asks ? request(&l, output, force) : file(&l, token, tsa, time);
    }
    line_free(&l);
    return exit;
}
