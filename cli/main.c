#include "ask.h"
#include "cli.h"
#include "lang.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct verb {
    const char *name, *alias, *summary;
    int (*run)(int argc, char **argv);
} verb;

/* In the order of a ceremony, then what is read of one, then what needs none. */
static const verb verbs[] = {
    {"roll", "liste", N_("reads electoral rolls and says what is wrong"), cmd_roll},
    {"key", "cle", N_("makes and shows keys for signatures"), cmd_key},
    {"init", "ouvrir", N_("opens a dossier and writes its announcement"), cmd_init},
    {"sign", "signer", N_("signs a file in a role, or checks that it was"), cmd_sign},
    {"contribute", "contribuer", N_("a party's sealed contribution to the seed"),
     cmd_contribute},
    {"seal", "sceller", N_("seals the roll and the rules"), cmd_seal},
    {"timestamp", "horodater", N_("asks for and files timestamps of entries"),
     cmd_timestamp},
    {"reveal", "reveler", N_("records the dice, typed twice"), cmd_reveal},
    {"draw", "tirer", N_("draws members and substitutes"), cmd_draw},
    {"replace", "remplacer", N_("calls who follows a member who declined"),
     cmd_replace},
    {"panel", "panel", N_("draws a panel within quotas, with the fairest chances"),
     cmd_panel},
    {"audit", "auditer", N_("shows that the sealed roll is the roll"), cmd_audit},
    {"handover", "passer", N_("passes the lead from one role to another"),
     cmd_handover},
    {"rekey", "renouveler", N_("gives a role a new key"), cmd_rekey},
    {"abort", "annuler", N_("ends a ceremony without a result"), cmd_abort},
    {"close", "clore", N_("closes a ceremony that has its result"), cmd_close},
    {"receipt", "recepisse", N_("makes or checks one elector's receipt"), cmd_receipt},
    {"verify", "verifier", N_("checks a public folder"), cmd_verify},
    {"report", "rapport", N_("lays out the public notice, to print"), cmd_report},
    {"bundle", "emballer", N_("makes one file of a public folder"), cmd_bundle},
    {"export", "exporter", N_("writes a public folder as JSON, or its checkpoint"),
     cmd_export},
    {"pick", "piocher", N_("draws rows of a list, without a ceremony"), cmd_pick},
    {"ballots", "bulletins", N_("reads and checks the ballots of a budget"),
     cmd_ballots},
    {"tally", "depouiller", N_("counts the ballots of a budget"), cmd_tally}};
enum { VERBS = sizeof verbs / sizeof *verbs };

static const verb *find_verb(const char *name)
{
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(verbs[i].name, name) == 0 || strcmp(verbs[i].alias, name) == 0) {
            return &verbs[i];
        }
    }
    return NULL;
}

static void print_help(void)
{
    printf("%s\n\n", _("usage: urne COMMAND [ARGUMENTS]"));
    for (size_t i = 0; i < VERBS; i++) {
        printf("  %-10s (%s)%*s %s\n", verbs[i].name, verbs[i].alias,
               (int)(10 - strlen(verbs[i].alias)), "", _(verbs[i].summary));
    }
    printf("\n%s\n", _("'urne help COMMAND' explains one. Every command takes --json, "
                       "--quiet and --lang en|fr."));
    printf("%s\n", _("Exit: 0 done or yes, 1 no, 2 usage, 3 input refused, 4 disk, "
                     "5 a sealed state would be broken, 6 a person must decide."));
}

static int help(int argc, char **argv)
{
    line l = {.verb = "help"};
    if (argc < 2) {
        print_help();
        return EXIT_YES;
    }
    const verb *v = find_verb(argv[1]);
    if (v == NULL) {
        return usage_error(&l, URNE_E_USE_COMMAND, argv[1], NULL);
    }
    char flag[] = "--help";
    char *words[] = {argv[1], flag, NULL};
    return v->run(2, words);
}

static bool wants_json(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            return true;
        }
    }
    return false;
}

static int dispatch(int argc, char **argv)
{
    line l = {.verb = "", .json = wants_json(argc, argv)};
    if (argc < 2) {
        fprintf(stderr, "%s\n", _("usage: urne COMMAND [ARGUMENTS]; see 'urne help'"));
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("urne %s\n", urne_version());
        return EXIT_YES;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
        return help(argc - 1, argv + 1);
    }
    const verb *v = find_verb(argv[1]);
    if (v == NULL) {
        return usage_error(&l, URNE_E_USE_COMMAND, argv[1], NULL);
    }
    return v->run(argc - 1, argv + 1);
}

/* Files are written under temporary names, so leaving at once loses nothing; the next
 * command sweeps what was left. */
static void interrupted(int signal)
{
    (void)signal;
    ask_restore();
    _exit(EXIT_INTERRUPTED);
}

/* --lang X anywhere, taken out before the command sees the line. */
static const char *take_lang(int *argc, char **argv)
{
    const char *lang = NULL;
    int kept = 0;
    for (int i = 0; i < *argc; i++) {
        if (strcmp(argv[i], "--lang") == 0) {
            lang = i + 1 < *argc ? argv[++i] : "";
        } else if (strncmp(argv[i], "--lang=", 7) == 0) {
            lang = argv[i] + 7;
        } else {
            argv[kept++] = argv[i];
        }
    }
    argv[kept] = NULL;
    *argc = kept;
    return lang;
}

int main(int argc, char **argv)
{
    const char *lang = take_lang(&argc, argv);
    line l = {.verb = ""};
    /* Names and keys are in memory: no core is ever left behind. */
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    struct sigaction action = {.sa_handler = interrupted};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    int code = EXIT_YES;
    if (lang != NULL && lang[0] == '\0') {
        code = usage_error(&l, URNE_E_USE_ARGUMENT, "--lang", "verify");
    } else if (!lang_init(lang)) {
        code = value_error(&l, lang, "--lang", N_("the languages are en and fr"));
    } else {
        code = dispatch(argc, argv);
    }
    if (fflush(stdout) != 0 || ferror(stdout) != 0 || fclose(stdout) != 0) {
        fprintf(
            stderr, "%s\n",
            _("urne: the output could not be written; what the command did is done"));
        return EXIT_IO;
    }
    return code;
}
