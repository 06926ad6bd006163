#include "cli.h"
#include "verify.h"

static int print_receipt(const line *l, const urne_receipt_view *r, const char *output)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_num(&j, "number", r->number);
        json_text(&j, "code", r->code);
        json_str(&j, "receipt", r->note);
        json_close(&j, '}');
        json_end(&j);
    } else if (output == NULL) {
        fwrite(r->note.p, 1, r->note.n, stdout);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(_("receipt")), output);
        printf("%s %s\n", LABEL(_("number")), GROUPED(r->number));
        printf("%s %s\n", LABEL(_("code")), r->code);
    }
    return EXIT_YES;
}

static int make(const line *l, urne_receipt_options *o, const char *output, bool force)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_receipt_view *r;
    int exit;
    o->dir = l->args[0];
    o->time = entry_time(arena, o->time, "");
    if (urne_receipt_make(&r, arena, o, &err) != URNE_OK ||
        (output != NULL && urne_save(output, r->note, force, &err) != URNE_OK)) {
        exit = report_errors(l, &err);
    } else {
        exit = print_receipt(l, r, output);
    }
    urne_arena_free(arena);
    return exit;
}

static int run(line *l, bool check, urne_receipt_options *o, const char *output,
               bool force)
{
    bool by_name =
        o->name != NULL || o->given != NULL || o->born != NULL || o->place != NULL;
    bool number = !check && l->n_args == 2;
    if (by_name && (check || number)) {
        return usage_error(l, URNE_E_USE_CLASH, check ? "--check" : "NUMBER",
                           "--name, --given, --born, --place");
    }
    if (by_name && (o->name == NULL || o->given == NULL || o->born == NULL)) {
        return usage_error(l, URNE_E_USE_MISSING, "--name, --given, --born", l->verb);
    }
    if (check) {
        return l->n_args < 2
                   ? usage_error(l, URNE_E_USE_MISSING, "RECEIPT PUBLIC", l->verb)
                   : run_verify(l, &(urne_verify_options){.dir = l->args[1],
                                                          .receipt = l->args[0]});
    }
    if (l->n_args < 2 && !by_name) {
        return usage_error(l, URNE_E_USE_MISSING, "NUMBER", l->verb);
    }
    if (l->n_args == 2) {
        int exit = parse_number(l, "NUMBER", l->args[1], &o->number);
        if (exit >= 0) {
            return exit;
        }
    }
    return make(l, o, output, force);
}

int cmd_receipt(int argc, char **argv)
{
    urne_receipt_options o = {.number = 0};
    const char *output = NULL;
    bool check = false, force = false;
    opt opts[] = {
        {"--check", NULL, N_("check a receipt against a public folder"), &check, NULL},
        {"--name", "TEXT", N_("birth name, as the roll has it"), NULL, &o.name},
        {"--given", "TEXT", N_("given names"), NULL, &o.given},
        {"--born", "DATE", N_("birth date, YYYY-MM-DD"), NULL, &o.born},
        {"--place", "TEXT", N_("birth place"), NULL, &o.place},
        {"-o", "FILE", N_("write the receipt there (default: standard output)"), NULL,
         &output},
        {"--force", NULL, N_("replace that file"), &force, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {
        .verb = "receipt",
        .synopsis =
            "receipt DIR (NUMBER | --name TEXT --given TEXT --born DATE "
            "[--place TEXT]) [-o FILE [--force]] | receipt --check RECEIPT PUBLIC",
        .summary = N_("One elector's proof that their line is in the sealed roll. "
                      "For the elector only."),
        .example = "urne receipt nancy 31204 -o receipt.txt",
        .opts = opts,
        .least = 1,
        .most = 2,
        .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = run(&l, check, &o, output, force);
    }
    line_free(&l);
    return exit;
}
