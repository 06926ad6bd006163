#include "cli.h"

#include <string.h>

/* What the line asks for; exactly one. */
typedef struct contribute_line {
    line l;
    bool fresh, force;
    const char *party, *output, *ceremony, *commitment, *open, *time;
} contribute_line;

static void print_one(const line *l, const char *key, const char *label,
                      const char *value)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_text(&j, key, value);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        printf("%s %s\n", LABEL(label), value);
    }
}

static int make(const contribute_line *c, urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    const char *commitment;
    const char *dir = c->l.n_args > 0 ? c->l.args[0] : NULL;
    if ((dir == NULL) == (c->ceremony == NULL)) {
        return dir == NULL ? usage_error(&c->l, URNE_E_USE_MISSING, "DIR", "contribute")
                           : usage_error(&c->l, URNE_E_USE_CLASH, "--ceremony", "DIR");
    }
    if (c->party == NULL || c->output == NULL) {
        return usage_error(&c->l, URNE_E_USE_MISSING, c->party == NULL ? "--as" : "-o",
                           "contribute");
    }
    const urne_contribution_options o = {dir, c->ceremony, c->party, c->output};
    if (urne_contribution_make(&commitment, arena, &o, &err) != URNE_OK) {
        return report_errors(&c->l, &err);
    }
    print_one(&c->l, "commitment", _("commitment"), commitment);
    if (!c->l.json && !c->l.quiet) {
        printf(_("%s %s, a secret that stays with you until it is opened\n"),
               LABEL(_("written")), c->output);
    }
    return EXIT_YES;
}

static int take(const contribute_line *c, urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    const char *dir = c->l.args[0], *party = c->party;
    const char *time = entry_time(arena, c->time, dir);
    urne_code code =
        c->open != NULL
            ? urne_contribution_open(&party, arena, dir, c->open, time, &err)
            : urne_contribution_commit(dir, c->party, c->commitment, c->force, time,
                                       &err);
    if (code != URNE_OK) {
        return report_errors(&c->l, &err);
    }
    print_one(&c->l, "party", c->open != NULL ? _("opened") : _("registered"), party);
    return EXIT_YES;
}

/* Which options go together. Returns -1 to go on. */
static int check_words(const contribute_line *c)
{
    const line *l = &c->l;
    if (c->fresh && (c->open != NULL || c->commitment != NULL)) {
        return usage_error(l, URNE_E_USE_CLASH, "--new",
                           c->open != NULL ? "--open" : "--commitment");
    }
    if (c->open != NULL && (c->commitment != NULL || c->party != NULL)) {
        return usage_error(l, URNE_E_USE_CLASH, "--open",
                           c->commitment != NULL ? "--commitment" : "--as");
    }
    if (!c->fresh && (c->output != NULL || c->ceremony != NULL)) {
        return usage_error(l, URNE_E_USE_ALONE, c->output != NULL ? "-o" : "--ceremony",
                           "--new");
    }
    if (c->fresh && c->time != NULL) {
        return usage_error(l, URNE_E_USE_CLASH, "--time", "--new");
    }
    if (c->force && c->commitment == NULL) {
        return usage_error(l, URNE_E_USE_ALONE, "--force", "--commitment");
    }
    if (c->fresh) {
        return -1;
    }
    if (c->open == NULL && c->commitment == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, "--new", "contribute");
    }
    if (l->n_args == 0) {
        return usage_error(l, URNE_E_USE_MISSING, "DIR", "contribute");
    }
    return c->commitment != NULL && c->party == NULL
               ? usage_error(l, URNE_E_USE_MISSING, "--as", "contribute")
               : -1;
}

int cmd_contribute(int argc, char **argv)
{
    contribute_line c = {.fresh = false};
    opt opts[] = {
        {"--new", NULL, N_("make a secret, and print its commitment"), &c.fresh, NULL},
        {"--as", "NAME", N_("the party, as the rules name it"), NULL, &c.party},
        {"-o", "FILE", N_("with --new: where the secret goes"), NULL, &c.output},
        {"--ceremony", "HEX32", N_("with --new: the ceremony, in the place of DIR"),
         NULL, &c.ceremony},
        {"--commitment", "HEX64", N_("register it, before the seal"), NULL,
         &c.commitment},
        {"--open", "FILE", N_("take the secret in, after the seal"), NULL, &c.open},
        {"--force", NULL, N_("in the place of a commitment registered before"),
         &c.force, NULL},
        {"--time", "TIME", N_("time of the step (default: now)"), NULL, &c.time},
        {NULL, NULL, NULL, NULL, NULL}};
    c.l = (line){
        .verb = "contribute",
        .synopsis =
            "contribute --new --as NAME -o FILE DIR|--ceremony HEX32 | "
            "contribute DIR --as NAME --commitment HEX64 [--force] [--time TIME] | "
            "contribute DIR --open FILE [--time TIME]",
        .summary = N_("A party's sealed contribution to the seed: makes it, registers "
                      "its commitment before the seal, takes it in before the throw."),
        .example = "urne contribute --new --as observer1 -o secret.txt nancy",
        .opts = opts,
        .most = 1,
        .missing = "DIR"};
    int exit = line_parse(&c.l, argc, argv);
    exit = exit < 0 ? check_words(&c) : exit;
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        exit = c.fresh ? make(&c, arena) : take(&c, arena);
        urne_arena_free(arena);
    }
    line_free(&c.l);
    return exit;
}
