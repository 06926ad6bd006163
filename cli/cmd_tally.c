#include "steps.h"
#include "tally.h"

#include <string.h>
#include <sys/stat.h>

#define SYNOPSIS                                                                       \
    "tally FILE... [--rules count.json] [--rule greedy|mes|phragmen|max-welfare] "     \
    "[--by votes|votes-per-cost|points] [--threshold Q] [--stop first-misfit|skip] "   \
    "[--phragmen stop|skip] [--utility UTILITY] "                                      \
    "[--completion none|utilitarian|add1|add1u] [--completion-utility same|votes] "    \
    "[--add1-start exact|floor] [--add1-stop supported|all|none] "                     \
    "[--add1-increment Q] [--comparison none|satisfaction|exclusion-ratio] "           \
    "[--unsupported drop|keep] [--seats K] [--ties LIST] [--lot SEED] [--budget N] "   \
    "[--projects FILE] [--columns MAP] [--type TYPE] [--compare] [-o FILE] "           \
    "[--set-aside FILE] "                                                              \
    "[--force] | tally DIR [--beacon FILE|HEX] [--compare] [--time TIME]"

/* What the line says. */
typedef struct tally_line {
    line l;
    urne_tally_options o;
    const char *save, *aside, *time, *beacon;
    bool force;
} tally_line;

/* What was read otherwise than it stands in the files: the first of it. */
static void print_notes(const urne_tally *tally)
{
    enum { SHOWN = 3 };
    urne_arena *arena = urne_arena_new();
    for (size_t i = 0; i < tally->n_notes && i < SHOWN; i++) {
        const urne_diag *d = &tally->notes[i];
        urne_str text = say(arena, d);
        fprintf(stderr, "%s:%llu:%llu: %.*s [%s]\n", d->file,
                (unsigned long long)d->line, (unsigned long long)d->column, (int)text.n,
                text.p, urne_code_get(d->code)->id);
    }
    if (tally->n_notes > SHOWN) {
        fprintf(stderr, _("and %s more: 'urne ballots check' lists them\n"),
                GROUPED(tally->n_notes - SHOWN));
    }
    urne_arena_free(arena);
}

static int count_files(tally_line *t, urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    urne_tally *tally;
    t->o.paths = t->l.args;
    t->o.n_paths = t->l.n_args;
    if (t->time != NULL || t->beacon != NULL) {
        return usage_error(&t->l, URNE_E_USE_ALONE,
                           t->time != NULL ? "--time" : "--beacon", "DIR");
    }
    if (urne_tally_run(&tally, arena, &t->o, &err) != URNE_OK ||
        (t->save != NULL &&
         urne_publish(t->save, tally->trace, t->force, &err) != URNE_OK) ||
        (t->aside != NULL &&
         urne_save(t->aside, tally->aside_csv, t->force, &err) != URNE_OK)) {
        return report_errors(&t->l, &err);
    }
    if (!t->l.quiet && !t->l.json) {
        print_notes(tally);
    }
    if (t->l.json) {
        json_tally(tally);
    } else if (!t->l.quiet) {
        print_tally(tally);
    }
    return EXIT_YES;
}

static int count_dossier(tally_line *t, urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    urne_tallied *tallied;
    /* The rule of a dossier is sealed: no option changes it. */
    static const char *const own[] = {"--time", "--compare", "--beacon", NULL};
    const char *dir = t->l.args[0], *option = option_given(&t->l, own);
    if (t->l.n_args > 1) {
        return usage_error(&t->l, URNE_E_USE_EXTRA, t->l.args[1], "tally");
    }
    if (option != NULL) {
        return usage_error(&t->l, URNE_E_USE_CLASH, option, "DIR");
    }
    const char *time = entry_time(arena, t->time, dir);
    if (urne_tally_dossier(&tallied, arena, dir, t->beacon, time, t->o.compare, &err) !=
        URNE_OK) {
        return report_errors(&t->l, &err);
    }
    print_unseen(&t->l, tallied->unseen, tallied->n_unseen);
    if (t->l.json) {
        json_tally(tallied->tally);
    } else if (!t->l.quiet) {
        printf("%s %s\n", LABEL(_("seed")), tallied->seed);
        print_tally(tallied->tally);
        printf("%s %s\n", LABEL(_("written")), tallied->trace_path);
        print_to_sign(arena, dir);
        printf("%s urne verify %s/public\n", LABEL(_("next")), dir);
    }
    return EXIT_YES;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum { OPTIONS = 28 };

static void set_options(opt opts[OPTIONS], tally_line *t)
{
    urne_tally_options *o = &t->o;
    const opt table[OPTIONS] = {
        {"--rules", "FILE", N_("count.json: the whole rule, and which ballots count"),
         NULL, &o->rules},
        {"--rule", "RULE", N_("greedy, mes (Equal Shares), phragmen or max-welfare"),
         NULL, &o->rule},
        {"--by", "WHAT", N_("greedy: votes, votes-per-cost or points"), NULL, &o->by},
        {"--utility", "U",
         N_("cost, cardinality, points, points-cost, borda or borda-1"), NULL,
         &o->utility},
        {"--threshold", "Q", N_("least votes or points of a project, such as 50 or 5%"),
         NULL, &o->threshold},
        {"--stop", "S", N_("greedy: first-misfit ends the count, skip passes over it"),
         NULL, &o->stop},
        {"--phragmen", "S", N_("stop ends the count at a misfit, skip drops it"), NULL,
         &o->phragmen},
        {"--completion", "C", N_("mes: none, utilitarian, add1 or add1u"), NULL,
         &o->completion},
        {"--completion-utility", "U", N_("same as the rule's, or votes"), NULL,
         &o->completion_utility},
        {"--add1-start", "S", N_("budget / ballots, exact or floor"), NULL,
         &o->add1_start},
        {"--add1-stop", "S", N_("once nothing supported, nothing at all, or none"),
         NULL, &o->add1_stop},
        {"--add1-increment", "Q", N_("of the endowment (default: 1)"), NULL,
         &o->add1_increment},
        {"--comparison", "C", N_("none, satisfaction or exclusion-ratio"), NULL,
         &o->comparison},
        {"--unsupported", "U", N_("keep funds projects without support if they fit"),
         NULL, &o->unsupported},
        {"--seats", "K", N_("every project costs 1: choose K"), NULL, &o->seats},
        {"--ties", "LIST", N_("file, id, min-cost, max-votes, lot:SEED, with commas"),
         NULL, &o->ties},
        {"--lot", "SEED", N_("for a count.json whose ties end with lot: 64 digits"),
         NULL, &o->lot},
        {"--budget", "N", N_("budget (default: the file's)"), NULL, &o->budget},
        {"--projects", "FILE", N_("projects, for ballots as CSV"), NULL, &o->projects},
        {"--columns", "MAP", N_("headers of the ballots: voter=A,vote=B"), NULL,
         &o->columns},
        {"--type", "TYPE", N_("approval, choose-1, cumulative, scoring or ordinal"),
         NULL, &o->type},
        {"--compare", NULL, N_("other rules beside it, as information"), &o->compare,
         NULL},
        {"-o", "FILE", N_("write tally.txt, the exact trace, there"), NULL, &t->save},
        {"--set-aside", "FILE",
         N_("write the ballots set aside there, with line and reason (private)"), NULL,
         &t->aside},
        {"--force", NULL, N_("overwrite the file of -o"), &t->force, NULL},
        {"--beacon", "FILE", N_("the round that was sealed, saved; or its signature"),
         NULL, &t->beacon},
        {"--time", "TIME", N_("time of the entry of a dossier (default: now)"), NULL,
         &t->time},
        {NULL, NULL, NULL, NULL, NULL}};
    memcpy(opts, table, sizeof table);
}

int cmd_tally(int argc, char **argv)
{
    tally_line t = {.save = NULL};
    opt opts[OPTIONS];
    set_options(opts, &t);
    t.l = (line){.verb = "tally",
                 .synopsis = SYNOPSIS,
                 .summary = N_("Counts the ballots of a participatory budget under a "
                               "rule with every convention named, exactly, and says "
                               "of each project why it is funded or not."),
                 .example = "urne tally ballots.pb --rule mes --completion add1u "
                            "--ties min-cost,id --compare",
                 .opts = opts,
                 .least = 1,
                 .most = (size_t)argc,
                 .missing = "FILE"};
    int exit = line_parse(&t.l, argc, argv);
    if (exit < 0) {
        urne_arena *arena = urne_arena_new();
        exit =
            is_folder(t.l.args[0]) ? count_dossier(&t, arena) : count_files(&t, arena);
        urne_arena_free(arena);
    }
    line_free(&t.l);
    return exit;
}
