#include "ask.h"
#include "steps.h"

#include <string.h>

#define KEY_OPEN    "key open BOX [--key FILE] -o FILE"
#define KEY_DESTROY "key destroy DIR [--time TIME]"

static void print_key(const line *l, const urne_key_view *k)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "role", k->role);
        json_text(&j, "id", k->id);
        json_text(&j, "public", k->public_key);
        json_bool(&j, "secret", k->secret);
        json_bool(&j, "locked", k->locked);
        if (k->secret_path != NULL) {
            json_open(&j, "files", '[');
            json_text(&j, NULL, k->secret_path);
            json_text(&j, NULL, k->public_path);
            json_close(&j, ']');
        }
        json_close(&j, '}');
        json_end(&j);
        return;
    }
    if (l->quiet) {
        return;
    }
    printf("%s %s\n", LABEL(_("key")), k->id);
    printf("%s %s\n", LABEL(_("role")), k->role[0] == '\0' ? _("not said") : k->role);
    printf("%s %s\n", LABEL(_("public")), k->public_key);
    if (k->secret) {
        printf("%s %s\n", LABEL(_("secret")),
               k->locked ? _("under a passphrase")
                         : _("in clear, without a passphrase"));
    }
    if (k->secret_path != NULL) {
        printf("%s %s, %s\n", LABEL(_("written")), k->secret_path, k->public_path);
    }
}

typedef urne_code key_fn(urne_key_view **out, urne_arena *arena,
                         const urne_key_options *options, urne_err *err);

static int run(const line *l, key_fn *fn, const urne_key_options *o)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_key_view *k;
    int exit = EXIT_YES;
    if (fn(&k, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        print_key(l, k);
    }
    urne_arena_free(arena);
    return exit;
}

static int make(const line *l, urne_key_options *o)
{
    if (l->n_args > 0) {
        return usage_error(l, URNE_E_USE_EXTRA, l->args[0], l->verb);
    }
    if (o->role == NULL || o->path == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, o->role == NULL ? "--role" : "-o",
                           l->verb);
    }
    const char *slash = strrchr(o->path, '/');
    if ((slash == NULL ? o->path : slash + 1)[0] == '\0') {
        return value_error(l, o->path, "-o",
                           N_("a name is needed, not a folder alone"));
    }
    return run(l, urne_key_make, o);
}

static int show(const line *l, urne_key_options *o, bool no_passphrase)
{
    const char *stray = o->role != NULL   ? "--role"
                        : o->path != NULL ? "-o"
                        : no_passphrase   ? "--no-passphrase"
                        : o->force        ? "--force"
                                          : NULL;
    if (stray != NULL) {
        return usage_error(l, URNE_E_USE_ALONE, stray, "key new");
    }
    if (l->n_args == 0) {
        return usage_error(l, URNE_E_USE_MISSING, "FILE", l->verb);
    }
    o->path = l->args[0];
    o->ask = ask_passphrase;
    return run(l, urne_key_show, o);
}

/* ---- the roll key ---- */

static int open_box(const line *l, const urne_key_open_options *o)
{
    urne_err err = URNE_ERR_NONE;
    if (urne_key_open(o, &err) != URNE_OK) {
        return report_errors(l, &err);
    }
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, "written", o->output);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(_("written")), o->output);
    }
    return EXIT_YES;
}

static int key_open(int argc, char **argv)
{
    urne_key_open_options o = {.who = {ask_passphrase, NULL}};
    opt opts[] = {
        {"--key", "FILE", N_("the custodian's secret key, for a sealed box"), NULL,
         &o.custodian},
        {"-o", "FILE", N_("write the roll key there, in clear"), NULL, &o.output},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "key",
              .synopsis = KEY_OPEN,
              .summary = N_("Opens the box in which a roll key is kept, under a "
                            "passphrase or sealed to the custodian."),
              .example = "urne key open rollkey-custodian.box --key custodian.key -o "
                         "roll-key.txt",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "BOX"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && o.output == NULL) {
        exit = usage_error(&l, URNE_E_USE_MISSING, "-o", l.verb);
    }
    if (exit < 0) {
        o.box = l.args[0];
        exit = open_box(&l, &o);
    }
    line_free(&l);
    return exit;
}

static int key_destroy(int argc, char **argv)
{
    const char *time = NULL;
    opt opts[] = {
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "key",
              .synopsis = KEY_DESTROY,
              .summary = N_("Destroys the roll key of a dossier that has its result, "
                            "with all that ties names to numbers, and says so in an "
                            "entry. Nothing brings it back."),
              .example = "urne key destroy nancy",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        urne_err err = URNE_ERR_NONE;
        urne_step_view *v;
        urne_code code = urne_key_destroy(&v, arena, l.args[0],
                                          entry_time(arena, time, l.args[0]), &err);
        if (code == URNE_OK && !l.json && !l.quiet) {
            printf("%s %s\n", LABEL(_("destroyed")),
                   _("the roll key, its copies here, receipt codes, names by number"));
        }
        exit = report_step(&l, code, v, &err);
        urne_arena_free(arena);
    }
    line_free(&l);
    return exit;
}

static bool is_word(int argc, char **argv, const char *word, const char *alias)
{
    return argc > 1 && (strcmp(argv[1], word) == 0 || strcmp(argv[1], alias) == 0);
}

int cmd_key(int argc, char **argv)
{
    urne_key_options o = {.force = false};
    bool no_passphrase = false;
    opt opts[] = {{"--role", "ROLE",
                   N_("who will sign with it: clerk, observer1, custodian..."), NULL,
                   &o.role},
                  {"-o", "NAME", N_("write NAME.key, which stays secret, and NAME.pub"),
                   NULL, &o.path},
                  {"--no-passphrase", NULL, N_("leave the secret key in clear"),
                   &no_passphrase, NULL},
                  {"--force", NULL, N_("replace NAME.pub; nothing replaces NAME.key"),
                   &o.force, NULL},
                  {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "key",
              .synopsis = "key new --role ROLE -o NAME [--no-passphrase] [--force] | "
                          "key show FILE | " KEY_OPEN " | " KEY_DESTROY,
              .summary =
                  N_("Makes and shows keys for signatures, in the files of "
                     "minisign. A new passphrase is typed twice, on the terminal "
                     "or as lines of standard input."),
              .example = "urne key new --role clerk -o keys/clerk",
              .opts = opts,
              .least = 0,
              .most = 1,
              .missing = "FILE"};
    bool new = is_word(argc, argv, "new", "creer");
    bool shows = is_word(argc, argv, "show", "montrer");
    if (is_word(argc, argv, "open", "desceller")) {
        return key_open(argc - 1, argv + 1);
    }
    if (is_word(argc, argv, "destroy", "detruire")) {
        return key_destroy(argc - 1, argv + 1);
    }
    if (argc > 1 && argv[1][0] != '-' && !new && !shows) {
        char named[64];
        snprintf(named, sizeof named, "key %s", argv[1]);
        return usage_error(&l, URNE_E_USE_COMMAND, named, " key");
    }
    int exit =
        new || shows ? line_parse(&l, argc - 1, argv + 1) : line_parse(&l, argc, argv);
    if (exit < 0 && !new && !shows) {
        exit =
            usage_error(&l, URNE_E_USE_MISSING, "new | show | open | destroy", l.verb);
    }
    if (exit < 0) {
        o.ask = no_passphrase ? NULL : ask_passphrase;
        exit = new ? make(&l, &o) : show(&l, &o, no_passphrase);
    }
    line_free(&l);
    return exit;
}
