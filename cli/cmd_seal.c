#include "ask.h"
#include "steps.h"

static void print_strata(const urne_sealed *s)
{
    uint64_t least = UINT64_MAX;
    for (size_t h = 0; h < s->n_strata; h++) {
        least = s->strata[h].electors < least ? s->strata[h].electors : least;
    }
    printf(_("%s %s electors, %s strata, smallest %s\n"), LABEL(_("sealed")),
           GROUPED(s->electors), GROUPED(s->n_strata), GROUPED(least));
    for (size_t h = 0; h < s->n_strata; h++) {
        printf("%10zu  %9s  %s\n", h + 1, GROUPED(s->strata[h].electors),
               s->strata[h].label);
    }
}

/* The least chance of anybody, as a fraction (draw-1 §18.5). It is proved for a draw
 * without strata, so it is said only there. */
static void print_bound(const urne_sealed *s)
{
    uint64_t h = s->household_most, k = s->seats, n = s->electors;
    uint64_t whole = 2 * (n - 1), lost = (h - 1) * (k - 1);
    if (s->n_strata == 1 && n > 1 && lost < whole) {
        printf(_("%s everybody keeps at least %s/%s of %s in %s\n"), LABEL(""),
               GROUPED(whole - lost), GROUPED(whole), GROUPED(k), GROUPED(n));
    }
}

/* One per household: what it does to equal chances, said before the dice. */
static void print_household(const urne_sealed *s)
{
    if (s->household_most == 0) {
        return;
    }
    printf(_("%s one member per household; the largest has %s electors, so chances "
             "are no longer exactly equal\n"),
           LABEL(_("household")), GROUPED(s->household_most));
    print_bound(s);
    if (s->crowded > 0) {
        printf(
            ngettext("%s %s address holds more than eight electors and counts as one "
                     "household\n",
                     "%s %s addresses hold more than eight electors and count as one "
                     "household each\n",
                     s->crowded),
            LABEL(_("warning")), GROUPED(s->crowded));
    }
}

static void print_sealed(const urne_sealed *s, const char *dir, bool dry)
{
    print_roll(s->roll);
    print_strata(s);
    print_household(s);
    print_sealing(s->seal, dir, dry);
}

static void json_sealed(const urne_sealed *s, bool dry)
{
    json j = {false};
    json_open(&j, NULL, '{');
    json_num(&j, "electors", s->electors);
    json_open(&j, "strata", '[');
    for (size_t h = 0; h < s->n_strata; h++) {
        json_open(&j, NULL, '{');
        json_num(&j, "h", s->strata[h].number);
        json_num(&j, "n", s->strata[h].electors);
        json_text(&j, "label", s->strata[h].label);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_text(&j, "seal", s->seal);
    json_bool(&j, "dry_run", dry);
    json_num(&j, "largest_household", s->household_most);
    json_num(&j, "crowded_addresses", s->crowded);
    json_open(&j, "roll", '{');
    json_roll(&j, s->roll);
    json_close(&j, '}');
    json_close(&j, '}');
    json_end(&j);
}

static int run(line *l, urne_seal_options *o)
{
    for (size_t i = 1; i < l->n_args; i++) {
        if (l->args[i][0] == '-' && l->args[i][1] == '\0') {
            return usage_error(l, URNE_E_USE_EXTRA, "-", "seal");
        }
    }
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_sealed *s;
    o->dir = l->args[0];
    o->paths = l->args + 1;
    o->n_paths = l->n_args - 1;
    o->time = entry_time(arena, o->time, o->dir);
    int exit = EXIT_YES;
    if (urne_seal(&s, arena, o, &err) != URNE_OK) {
        if (s->roll != NULL && !l->json && !l->quiet) {
            print_roll(s->roll);
        }
        exit = report_errors_of(l, &err, s->roll);
    } else if (l->json) {
        json_sealed(s, o->dry_run);
    } else if (!l->quiet) {
        print_sealed(s, o->dir, o->dry_run);
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_seal(int argc, char **argv)
{
    urne_seal_options o = {.say = say, .who = {ask_passphrase, NULL}};
    opt opts[] = {
        {"--decisions", "FILE", N_("what a person decided of the open cases"), NULL,
         &o.decisions},
        {"--anomalies", "FILE", N_("write every finding there as CSV"), NULL,
         &o.anomalies},
        {"--roll-key", "FILE", N_("a roll key to use (default: a fresh one)"), NULL,
         &o.roll_key},
        {"--passphrase", NULL, N_("keep the roll key under a passphrase"),
         &o.passphrase, NULL},
        {"--custodian", "FILE", N_("seal a copy of the roll key to this public key"),
         NULL, &o.custodian},
        {"--copy", "ROLE=FILE...", N_("bind an observer's own copy of the roll"), NULL,
         &o.copies},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &o.time},
        {"--dry-run", NULL, N_("say what would be sealed, write nothing"), &o.dry_run,
         NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {.verb = "seal",
              .synopsis = "seal DIR FILE... [--decisions FILE] [--anomalies FILE] "
                          "[--roll-key FILE] [--passphrase] [--custodian FILE] "
                          "[--copy ROLE=FILE...] [--time TIME] [--dry-run]",
              .summary = N_("Seals the roll and the rules before anybody can know the "
                            "seed. From here inputs are frozen."),
              .example = "urne seal nancy lp.csv lcm.csv --decisions decisions.csv",
              .opts = opts,
              .least = 2,
              .most = (size_t)argc,
              .missing = "DIR FILE..."};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = run(&l, &o);
    }
    line_free(&l);
    return exit;
}
