#include "ask.h"
#include "audit.h"

#include <stdlib.h>
#include <string.h>

static void print_first(const urne_audit_full_view *v)
{
    if (v->first != URNE_FIRST_RULES) {
        printf("%s ", LABEL(_("first")));
    }
    switch (v->first) {
    case URNE_FIRST_GHOST:
        printf(_("number %s is not in the copy: a ghost\n"), GROUPED(v->number));
        break;
    case URNE_FIRST_OMISSION:
        printf(_("%s line %s is not in the sealed roll: an omission\n"), v->file,
               GROUPED(v->line));
        break;
    case URNE_FIRST_DIFFERENCE:
        printf(_("number %s has another stratum or attribute than %s line %s\n"),
               GROUPED(v->number), v->file, GROUPED(v->line));
        break;
    case URNE_FIRST_SEAL:
        printf("%s\n", _("roll.txt is not the file that the seal names"));
        break;
    case URNE_FIRST_ASIDE:
        printf("%s\n", _("other lines were set aside, or for other reasons"));
        break;
    case URNE_FIRST_RULES:
    case URNE_FIRST_NONE:
        break;
    }
}

static void print_full(const urne_audit_full_view *v)
{
    printf(_("%s %s lines, the copy gives %s\n"), LABEL(_("sealed")),
           GROUPED(v->sealed), GROUPED(v->derived));
    if (v->copy_of != NULL) {
        printf(_("%s is the one that was sealed for %s\n"), LABEL(_("copy")),
               v->copy_of);
    }
    printf(_("%s ghosts %s, omissions %s, other stratum or attribute %s\n"),
           LABEL(_("found")), GROUPED(v->ghosts), GROUPED(v->omissions),
           GROUPED(v->differences));
    if (!v->yes) {
        print_first(v);
    }
    if (v->rules_line > 0) {
        printf(
            _("%s line %s of rules.txt is not what these rules and this copy give\n"),
            LABEL(_("rules")), GROUPED(v->rules_line));
    }
    printf("%s\n", v->yes ? _("yes: the sealed roll is the roll of this copy")
                          : _("no: the sealed roll is not the roll of this copy"));
}

static void json_full(const urne_audit_full_view *v)
{
    static const char *const firsts[] = {[URNE_FIRST_NONE] = "",
                                         [URNE_FIRST_RULES] = "rules",
                                         [URNE_FIRST_GHOST] = "ghost",
                                         [URNE_FIRST_OMISSION] = "omission",
                                         [URNE_FIRST_DIFFERENCE] = "difference",
                                         [URNE_FIRST_SEAL] = "seal",
                                         [URNE_FIRST_ASIDE] = "aside"};
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "answer", v->yes ? "yes" : "no");
    json_num(&j, "sealed", v->sealed);
    json_num(&j, "derived", v->derived);
    json_num(&j, "ghosts", v->ghosts);
    json_num(&j, "omissions", v->omissions);
    json_num(&j, "differences", v->differences);
    json_text(&j, "first", firsts[v->first]);
    json_num(&j, "number", v->number);
    json_text(&j, "file", v->file == NULL ? "" : v->file);
    json_num(&j, "line", v->line);
    json_num(&j, "rules_line", v->rules_line);
    json_text(&j, "rollcopy", v->copy_of == NULL ? "" : v->copy_of);
    json_close(&j, '}');
    json_end(&j);
}

static int run(const line *l, urne_audit_full_options *o, const char *rolls)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_audit_full_view *v;
    const char **paths;
    int exit;
    o->path = l->args[0];
    o->n_paths = value_split(&paths, rolls, "\n");
    o->paths = paths;
    o->ask = ask_passphrase;
    if (urne_audit_full(&v, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        exit = v->yes ? EXIT_YES : EXIT_NO;
        if (l->json) {
            json_full(v);
        } else if (!l->quiet || !v->yes) {
            print_full(v);
        }
    }
    free(paths);
    urne_arena_free(arena);
    return exit;
}

int audit_full(int argc, char **argv)
{
    urne_audit_full_options o = {.path = NULL};
    const char *rolls = NULL;
    opt opts[] = {
        {"--key", "FILE", N_("the roll key, in clear or in its box"), NULL, &o.key},
        {"--roll", "COPY...", N_("a file of the copy of the roll; may be repeated"),
         NULL, &rolls},
        {"--custodian", "FILE", N_("the secret key that a sealed box wants"), NULL,
         &o.custodian},
        {"--rules", "FILE", N_("the rules.json of the seal (default: the dossier's)"),
         NULL, &o.rules},
        {"--decisions", "FILE", N_("the decisions of the seal"), NULL, &o.decisions},
        {"--rollcopy", "HEX64", N_("what an observer was given for their own copy"),
         NULL, &o.rollcopy},
        {"--roll-txt", "FILE", N_("the roll.txt that a bundle left out"), NULL,
         &o.roll_txt},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "audit",
              .synopsis = AUDIT_FULL,
              .summary = N_("Recomputes the whole sealed roll from its key and a copy "
                            "of the roll. Says yes or no, and never a name."),
              .example = "urne audit full --key roll-key.txt --roll copy.csv nancy",
              .opts = opts,
              .least = 1,
              .most = 1,
              .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0 && (o.key == NULL || rolls == NULL)) {
        exit = usage_error(&l, URNE_E_USE_MISSING, o.key == NULL ? "--key" : "--roll",
                           l.verb);
    }
    exit = exit < 0 ? run(&l, &o, rolls) : exit;
    line_free(&l);
    return exit;
}
