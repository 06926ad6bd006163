#include "ask.h"
#include "steps.h"

static void print_signed(const line *l, const urne_sign_view *s, bool check)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "name", s->name);
        json_text(&j, "role", s->role);
        json_text(&j, "sha256", s->sha256);
        json_text(&j, "key", s->id);
        json_text(&j, "signature", s->signature);
        if (check) {
            json_bool(&j, "yes", true);
        }
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(_("file")), s->name);
        printf("%s %s\n", LABEL(_("sha256")), s->sha256);
        printf("%s %s\n", LABEL(_("role")), s->role);
        printf("%s %s\n", LABEL(_("key")), s->id);
        printf("%s %s\n", LABEL(_("signature")), s->signature);
        if (check) {
            printf("%s\n", _("yes: this key signed this file in this role"));
        }
    }
}

/* Takes signatures made elsewhere into a dossier. */
static int add(const line *l, const char *output, const urne_sign_options *o)
{
    const char *other = o->key != NULL    ? "--key"
                        : o->role != NULL ? "--role"
                        : output != NULL  ? "-o"
                        : o->force        ? "--force"
                                          : NULL;
    if (other != NULL) {
        return usage_error(l, URNE_E_USE_CLASH, other, "--add");
    }
    if (l->n_args < 2) {
        return usage_error(l, URNE_E_USE_MISSING, "FILE", "sign");
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    int exit = EXIT_YES;
    if (urne_sign_add(arena, l->args[0], l->args + 1, l->n_args - 1, clock_time(),
                      &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_num(&j, "added", l->n_args - 1);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf(ngettext("%s %zu signature, which counts\n",
                        "%s %zu signatures, which count\n", l->n_args - 1),
               LABEL(_("added")), l->n_args - 1);
    }
    urne_arena_free(arena);
    return exit;
}

static int run(const line *l, bool check, const char *output, urne_sign_options *o)
{
    if (l->n_args > 1) {
        return usage_error(l, URNE_E_USE_EXTRA, l->args[1], "sign");
    }
    if (check && (output != NULL || o->force)) {
        return usage_error(l, URNE_E_USE_CLASH, output != NULL ? "-o" : "--force",
                           "--check");
    }
    if (!check && o->signature != NULL) {
        return usage_error(l, URNE_E_USE_ALONE, "--signature", "--check");
    }
    if (o->key == NULL || o->role == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, o->key == NULL ? "--key" : "--role",
                           l->verb);
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_sign_view *s;
    int exit = EXIT_YES;
    o->path = l->args[0];
    o->signature = check ? o->signature : output;
    o->ask = ask_passphrase;
    o->time = clock_time();
    if ((check ? urne_sign_check : urne_sign)(&s, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        print_signed(l, s, check);
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_sign(int argc, char **argv)
{
    urne_sign_options o = {.force = false};
    const char *output = NULL;
    bool check = false, taken = false;
    opt opts[] = {
        {"--key", "FILE", N_("NAME.key to sign with; with --check, NAME.pub"), NULL,
         &o.key},
        {"--role", "ROLE", N_("in which role; a key has one"), NULL, &o.role},
        {"-o", "FILE", N_("write the signature there (default: FILE.ROLE.minisig)"),
         NULL, &output},
        {"--force", NULL, N_("replace that signature"), &o.force, NULL},
        {"--check", NULL, N_("check a signature instead"), &check, NULL},
        {"--signature", "FILE", N_("with --check: it is there"), NULL, &o.signature},
        {"--add", NULL, N_("take signatures made elsewhere into a dossier"), &taken,
         NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {
        .verb = "sign",
        .synopsis = "sign FILE --key FILE --role ROLE [-o FILE] [--force] | "
                    "sign --check FILE --key FILE --role ROLE [--signature FILE] | "
                    "sign --add DIR FILE...",
        .summary = N_("Signs a file in a role, or checks that it was: the name, "
                      "the role and the bytes. minisign reads the signatures, and "
                      "makes them."),
        .example = "urne sign 01-commit.txt --key keys/clerk.key --role clerk",
        .opts = opts,
        .least = 1,
        .most = (size_t)argc,
        .missing = "FILE"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = taken && check ? usage_error(&l, URNE_E_USE_CLASH, "--check", "--add")
               : taken        ? add(&l, output, &o)
                              : run(&l, check, output, &o);
    }
    line_free(&l);
    return exit;
}
