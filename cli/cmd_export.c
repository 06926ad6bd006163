#include "ask.h"

#include <string.h>

static void json_rows(json *j, const urne_export_file *f)
{
    static urne_str fields[URNE_EXPORT_FIELDS];
    urne_str text = f->text;
    size_t n;
    json_open(j, "lines", '[');
    while (urne_export_row(fields, &n, f, &text)) {
        json_open(j, NULL, '[');
        for (size_t i = 0; i < n; i++) {
            json_str(j, NULL, fields[i]);
        }
        json_close(j, ']');
    }
    json_close(j, ']');
}

static void json_folder(const urne_export_view *v)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "urne", "export/1");
    json_open(&j, "files", '[');
    for (size_t i = 0; i < v->n_files; i++) {
        const urne_export_file *f = &v->files[i];
        json_open(&j, NULL, '{');
        json_text(&j, "name", f->name);
        json_text(&j, "kind", f->kind);
        json_num(&j, "bytes", f->text.n);
        json_text(&j, "sha256", f->sha256);
        if (f->kind[0] != '\0') {
            json_rows(&j, f);
        }
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static int run_json(const line *l, const char *roll)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_export_view *v;
    int exit = EXIT_YES;
    if (urne_export(&v, arena, l->args[0], roll, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        json_folder(v);
    }
    urne_arena_free(arena);
    return exit;
}

static int run_checkpoint(const line *l, const char *roll, const char *key)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_str text;
    const urne_checkpoint_options o = {
        .path = l->args[0], .roll = roll, .key = key, .ask = ask_passphrase};
    int exit = EXIT_YES;
    if (urne_checkpoint(&text, arena, &o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        fwrite(text.p, 1, text.n, stdout);
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_export(int argc, char **argv)
{
    const char *key = NULL, *roll = NULL;
    bool checkpoint = false;
    opt opts[] = {
        {"--checkpoint", NULL, N_("the tree as a checkpoint of C2SP, for witnesses"),
         &checkpoint, NULL},
        {"--key", "FILE", N_("sign the checkpoint with this secret key"), NULL, &key},
        {"--roll", "FILE", N_("the roll that a bundle left out"), NULL, &roll},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "export",
              .synopsis = "export PUBLIC --json | export PUBLIC --checkpoint "
                          "[--key FILE]",
              .summary = N_("Writes what a public folder or a bundle says in other "
                            "forms, on standard output. Nothing is checked: that is "
                            "'urne verify'."),
              .example = "urne export nancy/public --json > nancy.json",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "PUBLIC"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && !checkpoint && !l.json) {
        exit = usage_error(&l, URNE_E_USE_MISSING, "--json | --checkpoint", l.verb);
    }
    if (exit < 0 && checkpoint && l.json) {
        exit = usage_error(&l, URNE_E_USE_CLASH, "--json", "--checkpoint");
    }
    if (exit < 0 && key != NULL && !checkpoint) {
        exit = usage_error(&l, URNE_E_USE_ALONE, "--key", "--checkpoint");
    }
    if (exit < 0) {
        exit = checkpoint ? run_checkpoint(&l, roll, key) : run_json(&l, roll);
    }
    line_free(&l);
    return exit;
}
