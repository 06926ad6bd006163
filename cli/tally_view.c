#include "lang.h"
#include "tally.h"

#include <string.h>

enum { NAME_WIDTH = 34, LABEL_WIDTH = 28 };

/* An amount with its thousands apart, and the currency behind it. A fraction, of a
 * seat, stays as it is. */
static const char *money(char buf[64], const char *amount, const char *currency)
{
    size_t n = strcspn(amount, ".");
    if (strchr(amount, '/') != NULL) {
        snprintf(buf, 64, "%s", amount);
        return buf;
    }
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++) {
        v = v * 10 + (uint64_t)(amount[i] - '0');
    }
    const char *point = lang_french() ? "," : ".";
    bool whole = amount[n] == '\0';
    snprintf(buf, 64, "%s%s%s%s%s", GROUPED(v), whole ? "" : point,
             whole ? "" : amount + n + 1, currency[0] == '\0' ? "" : " ", currency);
    return buf;
}
#define MONEY(amount, currency) money((char[64]){0}, (amount), (currency))

/* A name cut to a width in characters. */
static const char *cut(char buf[PADDED_MAX], const char *name, size_t width)
{
    size_t n = 0, shown = 0;
    for (; name[n] != '\0' && n + 4 < PADDED_MAX; n++) {
        bool first = ((unsigned char)name[n] & 0xC0) != 0x80;
        if (first && shown == width) {
            break;
        }
        shown += first ? 1 : 0;
        buf[n] = name[n];
    }
    buf[n] = '\0';
    return buf;
}

static const char *column(char buf[PADDED_MAX], const char *name, size_t width)
{
    char short_name[PADDED_MAX];
    return padded(buf, cut(short_name, name, width), width);
}
#define COLUMN(name, width) column((char[PADDED_MAX]){0}, (name), (width))

static const char *called(const urne_tally_project *p)
{
    return p->name[0] == '\0' ? p->id : p->name;
}

/* ---- head ---- */

/* The rule and its conventions, on as many lines as it takes. */
static void print_rule(const urne_tally *t)
{
    enum { WIDTH = 78, INDENT = 11 };
    const char *colon = lang_french() ? " :" : ":";
    size_t at = INDENT + strlen(t->rule) + strlen(colon) - 1;
    printf("%s %s", LABEL(_("rule")), t->rule);
    for (size_t i = 0; i < t->n_params; i++) {
        const char *value = t->params[i].value[0] == '\0' ? "-" : t->params[i].value;
        size_t n = strlen(t->params[i].name) + 1 + strlen(value);
        printf("%s", i > 0 ? "," : colon);
        if (at + 2 + n > WIDTH) {
            printf("\n%s ", LABEL(""));
            at = INDENT;
        } else {
            printf(" ");
            at += 2;
        }
        printf("%s %s", t->params[i].name, value);
        at += n;
    }
    printf("\n");
}

static void print_ballots(const urne_tally *t)
{
    printf(_("%s %s received, %s valid, %s set aside"), LABEL(_("ballots")),
           GROUPED(t->received), GROUPED(t->valid), GROUPED(t->received - t->valid));
    for (size_t i = 0; i < t->n_aside; i++) {
        printf("%s%s %s", i == 0 ? " (" : ", ", _(t->aside[i].name),
               GROUPED(t->aside[i].count));
    }
    printf(t->n_aside > 0 ? ")\n" : "\n");
}

static void print_money(const urne_tally *t)
{
    size_t won = 0;
    for (size_t i = 0; i < t->n_projects; i++) {
        won += t->projects[i].won ? 1 : 0;
    }
    printf("%s %s\n", LABEL(_("budget")), MONEY(t->budget, t->currency));
    printf(_("%s %s for %s of %s projects\n"), LABEL(_("spent")),
           MONEY(t->cost, t->currency), GROUPED(won), GROUPED(t->n_projects));
    if (t->endowment[0] != '\0') {
        printf(_("%s %s for each ballot, to spend on what it supports\n"),
               LABEL(_("endowment")), MONEY(t->endowment_amount, t->currency));
    }
}

/* ---- projects ---- */

/* The numbers of a reason with their thousands apart; names stay as they are. */
static urne_diag legible(const urne_diag *why)
{
    urne_diag d = *why;
    bool names = d.code == URNE_E_WHY_RIVAL || d.code == URNE_E_WHY_STOPPED ||
                 d.code == URNE_E_WHY_JOINED;
    for (size_t i = 0; i < 4 && !names; i++) {
        size_t n = strlen(d.arg[i]);
        if (n > 0 && n < 24 && strspn(d.arg[i], "0123456789.") == n) {
            char buf[64];
            snprintf(d.arg[i], sizeof d.arg[i], "%s", money(buf, why->arg[i], ""));
        }
    }
    return d;
}

static void print_project(const urne_tally_project *p)
{
    urne_arena *arena = urne_arena_new();
    urne_diag diag = legible(&p->why);
    urne_str why = say(arena, &diag);
    printf("  %s %s %12s", COLUMN(p->id, 12), COLUMN(called(p), NAME_WIDTH),
           MONEY(p->cost, ""));
    printf(ngettext("  %s vote", "  %s votes", p->votes), GROUPED(p->votes));
    if (p->points[0] != '\0') {
        printf(_(", %s points"), MONEY(p->points, ""));
    }
    printf("\n    %.*s\n", (int)why.n, why.p);
    urne_arena_free(arena);
}

static const urne_tally_project *find(const urne_tally *t, const char *id)
{
    for (size_t i = 0; i < t->n_projects; i++) {
        if (strcmp(t->projects[i].id, id) == 0) {
            return &t->projects[i];
        }
    }
    return NULL;
}

static void print_projects(const urne_tally *t)
{
    printf("\n%s\n", _("funded, in the order of the count"));
    for (size_t i = 0; i < t->n_selected; i++) {
        print_project(find(t, t->selected[i]));
    }
    printf("\n%s\n", _("not funded"));
    for (size_t i = 0; i < t->n_projects; i++) {
        if (!t->projects[i].won) {
            print_project(&t->projects[i]);
        }
    }
}

/* ---- ties, endowments, comparison ---- */

static void print_ties(const urne_tally *t)
{
    if (t->n_ties > 0) {
        printf("\n%s\n", _("ties"));
    }
    for (size_t i = 0; i < t->n_ties; i++) {
        const urne_tally_tie *tie = &t->ties[i];
        printf(_("  round %s:"), GROUPED(tie->round));
        for (size_t k = 0; k < tie->n; k++) {
            printf(" %s", tie->ids[k]);
        }
        printf(_(" -> %s, by %s; "), tie->chosen, tie->by);
        printf("%s\n", tie->changes ? _("another order would fund other projects")
                                    : _("it makes no difference"));
        if (tie->ticket[0] != '\0') {
            printf("    %s %s\n", _("ticket"), tie->ticket);
        }
    }
}

static void print_keeps(const urne_tally *t)
{
    if (t->endowment[0] == '\0' || t->replaced) {
        return;
    }
    printf("\n%s\n", _("what the ballots have left of their endowment"));
    for (size_t i = 0; i <= 10; i++) {
        if (t->keeps[i] > 0 && i == 10) {
            printf(_("  all of it    %12s\n"), GROUPED(t->keeps[i]));
        } else if (t->keeps[i] > 0) {
            printf(_("  from %3zu %% on %12s\n"), i * 10, GROUPED(t->keeps[i]));
        }
    }
}

static void print_comparison(const urne_tally *t)
{
    if (t->compared) {
        printf(_("\ncomparison with greedy by votes: %s ballots do better by it, %s by "
                 "Equal Shares; "),
               GROUPED(t->prefer_greedy), GROUPED(t->prefer_mes));
        printf("%s\n", t->replaced ? _("greedy decides") : _("Equal Shares decides"));
    }
}

/* One line a rule: what it would fund and for how many. */
static void print_lines(const urne_tally *t)
{
    printf("\n%s\n", _("other rules on the same ballots, as information"));
    printf("  %s %8s %14s %14s %16s\n", COLUMN("", LABEL_WIDTH), _("projects"),
           _("cost"), _("voters with"), _("average cost"));
    printf("  %s %8s %14s %14s %16s\n", COLUMN("", LABEL_WIDTH), "", "", _("a project"),
           _("per voter"));
    for (size_t i = 0; i < t->n_lines; i++) {
        const urne_tally_line *l = &t->lines[i];
        printf("%c %s", l->deciding ? '*' : ' ', COLUMN(_(l->label), LABEL_WIDTH));
        if (l->undecided) {
            printf(" %s\n", _("no result: a tie, or a limit"));
            continue;
        }
        printf(" %8s %14s %14s %16s\n", GROUPED(l->funded), MONEY(l->cost, ""),
               GROUPED(l->covered), MONEY(l->per_voter_amount, ""));
    }
    printf("  %s\n", _("* decides; the others are information"));
}

/* The projects on which the rules differ, one column a rule. */
static void print_differences(const urne_tally *t)
{
    printf("\n%s\n", _("projects that not every rule funds (x: funded)"));
    printf("  %s", COLUMN("", 12 + 1 + NAME_WIDTH));
    for (size_t l = 0; l < t->n_lines; l++) {
        printf(t->lines[l].deciding ? "  *" : " %2zu", l);
    }
    printf("\n");
    for (size_t i = 0; i < t->n_projects; i++) {
        size_t won = 0, counted = 0;
        for (size_t l = 0; l < t->n_lines; l++) {
            counted += t->lines[l].undecided ? 0 : 1;
            won += !t->lines[l].undecided && t->lines[l].won[i] ? 1 : 0;
        }
        if (won == 0 || won == counted) {
            continue;
        }
        printf("  %s %s", COLUMN(t->projects[i].id, 12),
               COLUMN(called(&t->projects[i]), NAME_WIDTH));
        for (size_t l = 0; l < t->n_lines; l++) {
            bool x = !t->lines[l].undecided && t->lines[l].won[i];
            printf("  %c", x ? 'x' : '.');
        }
        printf("\n");
    }
    for (size_t l = 1; l < t->n_lines; l++) {
        printf("  %2zu %s\n", l, _(t->lines[l].label));
    }
}

static const char *spent_on(const urne_tally_line *l, const char *name)
{
    for (size_t i = 0; i < l->n_spending; i++) {
        if (strcmp(l->spending[i].name, name) == 0) {
            return l->spending[i].value;
        }
    }
    return "0";
}

static void print_spending(const urne_tally *t)
{
    const urne_tally_line *first = &t->lines[0];
    if (first->n_spending == 0) {
        return;
    }
    printf("\n%s\n", _("spending by district and category"));
    for (size_t i = 0; i < first->n_spending; i++) {
        printf("  %s", COLUMN(first->spending[i].name, NAME_WIDTH));
        for (size_t l = 0; l < t->n_lines; l++) {
            printf(" %12s",
                   t->lines[l].undecided
                       ? "-"
                       : MONEY(spent_on(&t->lines[l], first->spending[i].name), ""));
        }
        printf("\n");
    }
}

void print_tally(const urne_tally *t)
{
    print_rule(t);
    print_ballots(t);
    print_money(t);
    print_projects(t);
    print_ties(t);
    print_keeps(t);
    print_comparison(t);
    if (t->n_lines > 0) {
        print_lines(t);
        print_differences(t);
        print_spending(t);
    }
}
