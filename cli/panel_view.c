#include "panel_view.h"
#include "lang.h"

#include <string.h>

/* ---- pieces ---- */

static void print_named(urne_str category, urne_str value)
{
    printf("%.*s %.*s", (int)category.n, category.p, (int)value.n, value.p);
}

static void print_side(const urne_quota_side *s)
{
    print_named(s->category, s->value);
    printf(s->upper ? _(" at most %s") : _(" at least %s"),
           GROUPED((uint64_t)s->bound));
}

/* "a", "a and b", "a, b and c" */
static void print_between(size_t i, size_t n)
{
    printf("%s", i == 0 ? "" : i + 1 < n ? ", " : _(" and "));
}

static void print_sides(const urne_quota_side *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        print_between(i, n);
        print_side(&s[i]);
    }
}

static void print_traits(const urne_panel_trait *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        print_between(i, n);
        print_named(t[i].category, t[i].value);
    }
}

static void print_persons(uint64_t n)
{
    printf(ngettext("%s person", "%s people", (unsigned long)n), GROUPED(n));
}

void print_panel_pool(uint64_t persons, uint64_t types, uint64_t seats)
{
    printf("%s ", LABEL(_("pool")));
    print_persons(persons);
    if (types > 0) {
        printf(ngettext(" of %s type", " of %s types", (unsigned long)types),
               GROUPED(types));
    }
    printf(ngettext(", %s seat\n", ", %s seats\n", (unsigned long)seats),
           GROUPED(seats));
}

void print_panel_lottery(uint64_t panels, const char *deviation)
{
    printf(ngettext("%s %s panel; nobody's share of it is more than %s from their "
                    "chance\n",
                    "%s %s panels; nobody's share of them is more than %s from their "
                    "chance\n",
                    (unsigned long)panels),
           LABEL(_("lottery")), GROUPED(panels), deviation);
}

/* "1 in 15", "about 1 in 13", "1 in 2.5" */
static void print_chance(const urne_panel_chance *c)
{
    uint64_t whole = c->tenths / 10, tenth = c->tenths % 10;
    if (c->tenths == 0) {
        printf("%s", _("no chance"));
        return;
    }
    if (c->tenths == 10 && c->exact) {
        printf("%s", _("certain"));
        return;
    }
    const char *point = lang_french() ? "," : ".";
    char n[48];
    snprintf(n, sizeof n, tenth == 0 ? "%s" : "%s%s%u", GROUPED(whole), point,
             (unsigned)tenth);
    printf(c->exact ? _("1 in %s") : _("about 1 in %s"), n);
}

/* ---- quotas that allow no panel ---- */

/* What minima of one category add up to, or maxima, where that alone is the conflict:
 * more than the panel has seats, or fewer. -1: it is something else. */
static int64_t sum_of(const urne_quota_conflict *c, int64_t k)
{
    int64_t sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        const urne_quota_side *s = &c->side[i], *first = &c->side[0];
        if (s->upper != first->upper || s->category.n != first->category.n ||
            memcmp(s->category.p, first->category.p, s->category.n) != 0) {
            return -1;
        }
        sum += s->bound;
    }
    bool alone = c->n > 1 && (c->side[0].upper ? sum < k : sum > k);
    return alone ? sum : -1;
}

/* Whether the pool has too few for a minimum, so that households have no part in it. */
static bool too_few(const urne_quota_conflict *c)
{
    return c->n == 1 && !c->side[0].upper && c->side[0].persons < c->side[0].bound;
}

/* Why these sides cannot hold together. */
static void print_reason(const urne_panel_infeasible *x)
{
    const urne_quota_conflict *c = &x->conflict;
    int64_t sum = sum_of(c, x->k);
    if (sum >= 0) {
        printf(_(": they add up to %s\n"), GROUPED((uint64_t)sum));
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        printf("%s", i == 0 ? _(": the pool has ") : i + 1 < c->n ? ", " : _(" and "));
        printf("%s ", GROUPED((uint64_t)c->side[i].persons));
        print_named(c->side[i].category, c->side[i].value);
    }
    printf("%s\n", x->households && !too_few(c)
                       ? _(", of whom one of a household at most")
                       : "");
}

static void print_conflict(const urne_panel_infeasible *x)
{
    const urne_quota_conflict *c = &x->conflict;
    uint64_t k = (uint64_t)x->k;
    printf("%s ", LABEL(_("conflict")));
    if (!x->explained) {
        printf(_("the quotas allow no panel of %s; the search for those that conflict "
                 "was too long\n"),
               GROUPED(k));
    } else if (c->n == 0 && x->households) {
        printf(
            _("whatever the quotas, no panel of %s with at most one of each household "
              "can be formed from %s people\n"),
            GROUPED(k), GROUPED(x->pool));
    } else if (c->n == 0) {
        printf(_("whatever the quotas, no panel of %s can be formed from %s people\n"),
               GROUPED(k), GROUPED(x->pool));
    } else {
        print_sides(c->side, c->n);
        printf(c->n == 1   ? _(" cannot hold with a panel of %s")
               : c->n == 2 ? _(" cannot both hold with a panel of %s")
                           : _(" cannot all hold with a panel of %s"),
               GROUPED(k));
        print_reason(x);
    }
}

static void print_relaxation(const urne_quota_relaxation *r)
{
    for (size_t i = 0; i < r->n; i++) {
        const urne_quota_move *m = &r->move[i];
        print_between(i, r->n);
        print_named(m->side.category, m->side.value);
        printf(m->side.upper ? _(" at most %s instead of %s")
                             : _(" at least %s instead of %s"),
               GROUPED((uint64_t)m->to), GROUPED((uint64_t)m->side.bound));
    }
    printf(_(" (cost %s)\n"), r->cost);
}

void print_panel_infeasible(const urne_panel_infeasible *x)
{
    print_conflict(x);
    if (!x->within && x->flexible) {
        printf("%s %s\n", LABEL(_("limits")),
               _("no relaxation within min_flex and max_flex is enough"));
    }
    if (x->n == 0) {
        printf("%s %s\n", LABEL(_("to relax")),
               x->searched ? _("no relaxation of the quotas is enough")
                           : _("the search was too long"));
    }
    for (size_t i = 0; i < x->n; i++) {
        printf("%s ", LABEL(i > 0                       ? _("or")
                            : x->within || !x->flexible ? _("to relax")
                                                        : _("unlimited")));
        print_relaxation(&x->relaxation[i]);
    }
    if (x->n > 0 && !x->searched) {
        printf("%s %s\n", LABEL(""),
               _("the search was cut short: there may be cheaper"));
    }
}

/* ---- who is in no panel ---- */

static bool same_side(const urne_quota_side *a, const urne_quota_side *b)
{
    return a->feature == b->feature && a->upper == b->upper && a->bound == b->bound;
}

/* Whether the same quotas keep both out. */
static bool same_absence(const urne_panel_absence *a, const urne_panel_absence *b)
{
    size_t n = a->explained ? a->conflict.n : 0;
    if (n != (b->explained ? b->conflict.n : 0)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!same_side(&a->conflict.side[i], &b->conflict.side[i])) {
            return false;
        }
    }
    return true;
}

/* Everybody whom the same quotas keep out as x[from], on one list. */
static void print_absent(const urne_panel_absence *x, size_t n, size_t from)
{
    enum { PER_LINE = 12 };
    const urne_panel_absence *a = &x[from];
    uint64_t persons = 0;
    size_t types = 0, put = 0;
    for (size_t i = from; i < n; i++) {
        bool same = same_absence(a, &x[i]);
        types += same ? 1 : 0;
        persons += same ? x[i].persons : 0;
    }
    printf("%s ", LABEL(_("absent")));
    print_persons(persons);
    if (types == 1) {
        printf(" (");
        print_traits(a->trait, a->n_traits);
        printf(")");
    }
    printf("%s", _(": "));
    for (size_t i = from; i < n; i++) {
        for (size_t p = 0; same_absence(a, &x[i]) && p < x[i].persons; p++, put++) {
            urne_str id = x[i].id[p];
            printf("%s%.*s", put == 0 ? "" : " ", (int)id.n, id.p);
            if (put % PER_LINE == PER_LINE - 1 && put + 1 < persons) {
                printf("\n%s", LABEL(""));
            }
        }
    }
    printf("\n");
}

void print_panel_absences(const urne_panel_absence *x, size_t n, int64_t k)
{
    for (size_t i = 0; i < n; i++) {
        const urne_panel_absence *a = &x[i];
        size_t before = 0;
        while (before < i && !same_absence(&x[before], a)) {
            before++;
        }
        if (before < i) {
            continue;
        }
        print_absent(x, n, i);
        printf("%s ", LABEL(""));
        if (a->explained && a->conflict.n > 0) {
            printf(_("in no panel of %s that has "), GROUPED((uint64_t)k));
            print_sides(a->conflict.side, a->conflict.n);
            printf("\n");
        } else {
            printf(_("in no panel of %s by all quotas together\n"),
                   GROUPED((uint64_t)k));
        }
    }
}

/* ---- chances ---- */

static void print_who(const urne_panel_level *l)
{
    if (l->n_traits == 0) {
        printf(l->others == 0 ? _(": everybody") : _(" with nothing in common"));
        return;
    }
    unsigned long n = (unsigned long)l->persons;
    printf("%s", l->others == 0
                     ? ngettext(": the only one with ", ": all those with ", n)
                     : ngettext(" with ", ", all with ", n));
    print_traits(l->trait, l->n_traits);
    if (l->others > 0) {
        printf(ngettext(" (as %s other)", " (as %s others)", (unsigned long)l->others),
               GROUPED(l->others));
    }
}

/* What holds a chance down: all quotas, or the first few and how many more. */
static void print_binding(const urne_panel_level *l, bool all)
{
    enum { SHOWN = 3 };
    size_t shown = all || l->n_binding <= SHOWN + 1 ? l->n_binding : SHOWN;
    size_t more = l->n_binding - shown;
    size_t n = shown + (more > 0 ? 1 : 0) + (l->whole ? 1 : 0) +
               (l->households ? 1 : 0) + (l->cuts > 0 ? 1 : 0);
    size_t i = 0;
    if (n == 0) {
        return;
    }
    printf("%s %s", LABEL(""), _("held down by "));
    for (; i < shown; i++) {
        print_between(i, n);
        print_side(&l->binding[i]);
    }
    if (more > 0) {
        print_between(i++, n);
        printf(_("%s more quotas"), GROUPED((uint64_t)more));
    }
    if (l->whole) {
        print_between(i++, n);
        printf("%s", _("the size of the panel"));
    }
    if (l->households) {
        print_between(i++, n);
        printf("%s", _("at most one of a household"));
    }
    if (l->cuts > 0) {
        print_between(i, n);
        printf("%s", _("people being whole"));
    }
    printf("\n");
}

/* Chances that are near each other are told apart by their fractions. */
static void print_rise(const urne_panel_slack *s, const urne_panel_chance *now)
{
    bool same = now->tenths == s->chance.tenths && now->exact == s->chance.exact;
    printf("%s", _("the lowest chance would rise from "));
    print_chance(now);
    if (same) {
        printf(" (%s)", now->fraction);
    }
    printf("%s", s->at_most ? _(" to at most ") : _(" to "));
    print_chance(&s->chance);
    if (same) {
        printf(" (%s)", s->chance.fraction);
    }
    printf("\n");
}

static void print_slack(const urne_panel_slack *s, const urne_panel_chance *now)
{
    bool upper = s->move.side.upper;
    printf("%s %s", LABEL(_("slack")), _("if "));
    print_named(s->move.side.category, s->move.side.value);
    printf(_(" were %s to %s instead of %s to %s, "),
           GROUPED((uint64_t)(upper ? s->lo : s->move.to)),
           GROUPED((uint64_t)(upper ? s->move.to : s->hi)), GROUPED((uint64_t)s->lo),
           GROUPED((uint64_t)s->hi));
    if (!s->changes) {
        printf("%s\n", _("the lowest chance would stay as it is"));
        return;
    }
    print_rise(s, now);
}

void print_panel_explanation(const urne_panel_explanation *x)
{
    for (size_t i = 0; i < x->n_levels; i++) {
        const urne_panel_level *l = &x->level[i];
        printf("%s ", LABEL(_("chance")));
        print_chance(&l->chance);
        printf(" (%s)%s", l->chance.fraction, _(": "));
        print_persons(l->persons);
        print_who(l);
        printf("\n");
        print_binding(l, i == x->lowest);
    }
    for (size_t i = 0; i < x->n_slacks; i++) {
        print_slack(&x->slack[i], &x->level[x->lowest].chance);
    }
}

/* ---- JSON ---- */

static void json_side(json *j, const urne_quota_side *s, const int64_t *to)
{
    json_open(j, NULL, '{');
    json_str(j, "category", s->category);
    json_str(j, "value", s->value);
    json_text(j, "side", s->upper ? "max" : "min");
    json_num(j, "bound", (uint64_t)s->bound);
    if (to != NULL) {
        json_num(j, "to", (uint64_t)*to);
    } else {
        json_num(j, "persons", (uint64_t)s->persons);
    }
    json_close(j, '}');
}

static void json_sides(json *j, const char *key, const urne_quota_side *s, size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_side(j, &s[i], NULL);
    }
    json_close(j, ']');
}

static void json_traits(json *j, const char *key, const urne_panel_trait *t, size_t n)
{
    json_open(j, key, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(j, NULL, '{');
        json_str(j, "category", t[i].category);
        json_str(j, "value", t[i].value);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void json_panel_infeasible(json *j, const urne_panel_infeasible *x)
{
    json_open(j, "infeasible", '{');
    json_sides(j, "conflict", x->conflict.side, x->conflict.n);
    json_bool(j, "explained", x->explained);
    json_bool(j, "fewest", x->conflict.fewest);
    json_bool(j, "within_limits", x->within);
    json_bool(j, "searched", x->searched);
    json_open(j, "relaxations", '[');
    for (size_t i = 0; i < x->n; i++) {
        const urne_quota_relaxation *r = &x->relaxation[i];
        json_open(j, NULL, '{');
        json_text(j, "cost", r->cost);
        json_open(j, "moves", '[');
        for (size_t k = 0; k < r->n; k++) {
            json_side(j, &r->move[k].side, &r->move[k].to);
        }
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void json_panel_absences(json *j, const urne_panel_absence *x, size_t n)
{
    json_open(j, "absent", '[');
    for (size_t i = 0; i < n; i++) {
        for (size_t p = 0; p < x[i].persons; p++) {
            json_open(j, NULL, '{');
            json_str(j, "id", x[i].id[p]);
            json_sides(j, "excluded_by", x[i].conflict.side, x[i].conflict.n);
            json_close(j, '}');
        }
    }
    json_close(j, ']');
}

static void json_level(json *j, const urne_panel_level *l)
{
    json_open(j, NULL, '{');
    json_text(j, "chance", l->chance.fraction);
    json_num(j, "persons", l->persons);
    json_traits(j, "share", l->trait, l->n_traits);
    json_num(j, "others", l->others);
    json_sides(j, "binding", l->binding, l->n_binding);
    json_bool(j, "size", l->whole);
    json_bool(j, "households", l->households);
    json_num(j, "cuts", l->cuts);
    json_close(j, '}');
}

void json_panel_explanation(json *j, const urne_panel_explanation *x)
{
    json_open(j, "explanation", '{');
    json_open(j, "levels", '[');
    for (size_t i = 0; i < x->n_levels; i++) {
        json_level(j, &x->level[i]);
    }
    json_close(j, ']');
    json_open(j, "slack", '[');
    for (size_t i = 0; i < x->n_slacks; i++) {
        const urne_panel_slack *s = &x->slack[i];
        json_open(j, NULL, '{');
        json_str(j, "category", s->move.side.category);
        json_str(j, "value", s->move.side.value);
        json_text(j, "side", s->move.side.upper ? "max" : "min");
        json_num(j, "to", (uint64_t)s->move.to);
        json_text(j, "chance", s->chance.fraction);
        json_bool(j, "at_most", s->at_most);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}
