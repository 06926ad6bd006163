#include "audit.h"
#include "verify.h"

#include <string.h>

static const char *word(urne_verdict v)
{
    static const char *const words[] = {"NOT-CHECKED", "PASS", "FAIL"};
    return words[v];
}

/* "line 12" and the words for what is not a line. */
static void print_item(const char *item)
{
    if (strncmp(item, "line ", 5) == 0) {
        printf(_("line %s"), item + 5);
    } else {
        printf("%s", _(item));
    }
}

/* "rules.txt line 12: why", or the note of a check that passed. */
static void print_check(const urne_check *c)
{
    urne_arena *arena = urne_arena_new();
    printf("V%02u %s ", c->number, padded((char[PADDED_MAX]){0}, _(c->name), 20));
    bool more = c->verdict == URNE_FAIL || c->why.code != URNE_OK;
    printf("%s", more ? padded((char[PADDED_MAX]){0}, word(c->verdict), 11)
                      : word(c->verdict));
    if (c->verdict == URNE_FAIL) {
        printf("  %s ", c->file);
        print_item(c->item);
        printf(":");
    }
    if (c->why.code != URNE_OK) {
        urne_str said = say(arena, &c->why);
        printf("%s%.*s", c->verdict == URNE_FAIL ? " " : "  ", (int)said.n, said.p);
    }
    printf("\n");
    urne_arena_free(arena);
}

static const char *stage_text(const urne_verification *v)
{
    static const char *const texts[] = {N_("announced, not sealed yet"),
                                        N_("sealed, no dice yet"),
                                        N_("dice thrown, not drawn yet"), N_("drawn")};
    return v->operation == URNE_COUNT && v->stage == URNE_STAGE_REVEALED
               ? _("dice thrown, not counted yet")
               : _(texts[v->stage]);
}

static void print_names(const char *text, const char *const *names, size_t n)
{
    printf("%s", text);
    for (size_t i = 0; i < n; i++) {
        printf("%s %s", i > 0 ? "," : "", names[i]);
    }
    printf("\n");
}

/* What an audit found, and what that proves. */
static void print_audit(const urne_verification *v)
{
    const urne_audited *a = v->audit;
    if (a == NULL) {
        return;
    }
    if (a->differs) {
        printf("%s\n", _("THE AUDIT FOUND DIFFERENCES"));
    }
    printf(_("full check of the roll by the holder of its key: %s\n"), _(a->full));
    if (a->sampled) {
        print_sample(a->leaves, a->positions, a->ghosts_below, a->omissions_below);
        printf(_("the official roll has %s lines, says the audit\n"),
               GROUPED(a->lines));
    }
}

/* How the ceremony ended, if it did. */
static void print_ending(const urne_verification *v)
{
    if (v->knowable) {
        printf("%s\n", _("ABORTED WHEN THE RESULT WAS KNOWABLE"));
    }
    if (v->aborted) {
        printf(_("aborted, reason: %s\n"), v->abort_reason);
    }
    if (v->closed) {
        printf("%s\n", _("closed"));
    }
    if (v->vacant > 0) {
        printf(ngettext("%s seat stays vacant\n", "%s seats stay vacant\n", v->vacant),
               GROUPED(v->vacant));
    }
}

static void print_verification(const urne_verification *v, bool quiet)
{
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        if (!quiet || v->check[i].verdict == URNE_FAIL) {
            print_check(&v->check[i]);
        }
    }
    if (v->stage != URNE_STAGE_DRAWN) {
        printf("%s\n", stage_text(v));
    }
    print_ending(v);
    print_audit(v);
    if (v->destroyed != NULL) {
        printf(_("the roll key was destroyed on %.10s\n"), v->destroyed);
    }
    if (v->no_beacon) {
        printf("%s\n", _("NO BEACON: trust in the throw"));
    }
    if (v->thrown && v->n_witnesses > 0) {
        print_names(_("the time of the throw rests on the signatures of:"),
                    v->witnesses, v->n_witnesses);
    } else if (v->thrown) {
        printf("%s\n",
               _("the time of the throw rests on the clerk alone: no other role "
                 "signed it"));
    }
    if (!v->anchored) {
        printf("%s\n", _("the seal was not compared with the poster: give --seal"));
    }
    if (v->n_unpinned > 0) {
        print_names(_("keys not compared with the public notice (give --key):"),
                    v->unpinned, v->n_unpinned);
    }
    if (v->yes) {
        printf("%s\n", _("yes: every check that these files allow has passed"));
    } else {
        printf(ngettext("no: %zu check failed\n", "no: %zu checks failed\n", v->failed),
               v->failed);
    }
}

static void json_names(json *j, const char *key, const char *const *names, size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_text(j, NULL, names[i]);
    }
    json_close(j, ']');
}

static void json_four(json *j, const char *key, const uint64_t counts[4])
{
    json_open(j, key, '[');
    for (size_t i = 0; i < 4; i++) {
        json_num(j, NULL, counts[i]);
    }
    json_close(j, ']');
}

/* An object without members when there is no audit. */
static void json_audited(json *j, const urne_audited *a)
{
    json_open(j, "audit", '{');
    if (a != NULL) {
        json_text(j, "full", a->full);
        json_bool(j, "sampled", a->sampled);
        json_num(j, "lines", a->lines);
        json_four(j, "leaves", a->leaves);
        json_four(j, "positions", a->positions);
        json_num(j, "ghosts_below_in_10000", a->ghosts_below);
        json_num(j, "omissions_below_in_10000", a->omissions_below);
        json_bool(j, "differs", a->differs);
    }
    json_close(j, '}');
}

static void json_verification(const urne_verification *v)
{
    static const char *const stages[] = {"announced", "sealed", "revealed", "drawn"};
    urne_arena *arena = urne_arena_new();
    json j = {false};
    json_open(&j, NULL, '{');
    json_text(&j, "answer", v->yes ? "yes" : "no");
    json_bool(&j, "anchored", v->anchored);
    bool counted = v->operation == URNE_COUNT && v->stage == URNE_STAGE_DRAWN;
    json_text(&j, "stage", counted ? "counted" : stages[v->stage]);
    json_bool(&j, "beacon", v->beacon);
    json_bool(&j, "pinned", v->pinned);
    json_names(&j, "unpinned", v->unpinned, v->n_unpinned);
    json_names(&j, "witnesses", v->witnesses, v->n_witnesses);
    json_text(&j, "aborted", v->abort_reason);
    json_bool(&j, "knowable", v->knowable);
    json_bool(&j, "closed", v->closed);
    json_num(&j, "vacant", v->vacant);
    json_audited(&j, v->audit);
    json_text(&j, "destroyed", v->destroyed == NULL ? "" : v->destroyed);
    json_open(&j, "checks", '[');
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        const urne_check *c = &v->check[i];
        char id[8];
        snprintf(id, sizeof id, "V%02u", c->number);
        json_open(&j, NULL, '{');
        json_text(&j, "id", id);
        json_text(&j, "name", c->name);
        json_text(&j, "result", word(c->verdict));
        json_text(&j, "file", c->file);
        json_text(&j, "item", c->item);
        json_text(&j, "code",
                  c->why.code == URNE_OK ? "" : urne_code_get(c->why.code)->id);
        urne_str none = {"", 0};
        json_str(&j, "why", c->why.code == URNE_OK ? none : say(arena, &c->why));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
    urne_arena_free(arena);
}

int run_verify(const line *l, const urne_verify_options *o)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_verification *v;
    int exit;
    if (urne_verify_with(&v, arena, o, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    } else {
        exit = v->yes ? EXIT_YES : EXIT_NO;
        if (l->json) {
            json_verification(v);
        } else if (!l->quiet || !v->yes) {
            print_verification(v, l->quiet);
        }
    }
    urne_arena_free(arena);
    return exit;
}

int cmd_verify(int argc, char **argv)
{
    urne_verify_options o = {.dir = NULL};
    opt opts[] = {
        {"--seal", "HEX64", N_("the seal on the poster; spaces do not matter"), NULL,
         &o.seal},
        {"--key", "KEYS", N_("keys on the public notice: ROLE=PUBKEY[,ROLE=PUBKEY...]"),
         NULL, &o.keys},
        {"--prior", "PUBLIC", N_("the public folder of the ceremony before this one"),
         NULL, &o.prior},
        {"--tsa", "FILE",
         N_("certificates of timestamp authorities (PEM) that are trusted"), NULL,
         &o.authorities},
        {"--roll", "FILE", N_("the roll.txt that a bundle left out"), NULL, &o.roll},
        {"--receipt", "FILE", N_("an elector's receipt to check as well"), NULL,
         &o.receipt},
        {"--opened", "DIR",
         N_("the files that accredited observers of a sealed pool have"), NULL,
         &o.opened},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {
        .verb = "verify",
        .synopsis =
            "verify PUBLIC|BUNDLE [--seal HEX64] [--key ROLE=PUBKEY[,ROLE=PUBKEY]] "
            "[--prior PUBLIC] [--tsa FILE] [--roll FILE] [--receipt FILE] "
            "[--opened DIR]",
        .summary = N_("Checks a public folder from its files alone: PASS, FAIL or "
                      "NOT-CHECKED for each numbered check."),
        .example = "urne verify nancy/public",
        .opts = opts,
        .least = 1,
        .most = 1,
        .missing = "PUBLIC"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        o.dir = l.args[0];
        exit = run_verify(&l, &o);
    }
    line_free(&l);
    return exit;
}
