#include "cli.h"

static void print_bundle(const line *l, const urne_bundle_view *v, const char *to)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "written", to);
        json_num(&j, "files", v->files);
        json_num(&j, "bytes", v->bytes);
        json_text(&j, "left_out", v->left_out == NULL ? "" : v->left_out);
        json_close(&j, '}');
        json_end(&j);
        return;
    }
    if (l->quiet) {
        return;
    }
    printf(_("%s %s, %s files\n"), LABEL(_("written")), to, GROUPED(v->files));
    if (v->left_out != NULL) {
        printf(_("%s %s is too large for a bundle: publish it beside, and give it to "
                 "'urne verify' with --roll\n"),
               LABEL(_("left out")), v->left_out);
    }
}

static int run(const line *l, const char *output, bool extract, bool force)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_bundle_view *v;
    const char *to = extract ? l->args[1] : output;
    int exit = EXIT_YES;
    urne_code code = extract ? urne_bundle_extract(&v, arena, l->args[0], to, &err)
                             : urne_bundle_make(&v, arena, l->args[0], to, force, &err);
    if (code != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        print_bundle(l, v, to);
    }
    urne_arena_free(arena);
    return exit;
}

static int check(const line *l, const char *output, bool extract, bool force)
{
    if (extract && output != NULL) {
        return usage_error(l, URNE_E_USE_CLASH, "-o", "--extract");
    }
    if (extract && force) {
        return usage_error(l, URNE_E_USE_CLASH, "--force", "--extract");
    }
    if (extract && l->n_args < 2) {
        return usage_error(l, URNE_E_USE_MISSING, "DIR", l->verb);
    }
    if (!extract && l->n_args > 1) {
        return usage_error(l, URNE_E_USE_EXTRA, l->args[1], l->verb);
    }
    return !extract && output == NULL
               ? usage_error(l, URNE_E_USE_MISSING, "-o", l->verb)
               : -1;
}

int cmd_bundle(int argc, char **argv)
{
    const char *output = NULL;
    bool extract = false, force = false;
    opt opts[] = {{"-o", "FILE", N_("write the bundle there"), NULL, &output},
                  {"--extract", NULL, N_("write the files of a bundle to a new folder"),
                   &extract, NULL},
                  {"--force", NULL, N_("replace an existing file"), &force, NULL},
                  {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "bundle",
              .synopsis = "bundle PUBLIC -o FILE [--force] | bundle --extract FILE DIR",
              .summary = N_("Makes one file of a public folder, which 'urne verify' "
                            "reads like the folder, and a folder of it again."),
              .example = "urne bundle nancy/public -o nancy.urne",
              .opts = opts,
              .least = 1,
              .most = 2,
              .missing = "PUBLIC"};
    int exit = line_parse(&l, argc, argv);
    exit = exit < 0 ? check(&l, output, extract, force) : exit;
    exit = exit < 0 ? run(&l, output, extract, force) : exit;
    line_free(&l);
    return exit;
}
