#include "poster.h"
#include "lang.h"

#include <stdlib.h>
#include <string.h>

/* A4, black on white, readable from two metres; no colour means anything. */
static const char style[] =
    "@page{size:A4;margin:11mm 14mm}"
    "body{font:10.5pt/1.3 serif;max-width:180mm;margin:0 auto;padding:1em;color:#000;"
    "background:#fff}"
    "h1{font-size:21pt;line-height:1.15;margin:0 0 .2em}"
    "h2{font-size:13pt;margin:.8em 0 .2em;border-top:1px solid #000;padding-top:.4em}"
    ".body{font-size:13pt;margin:0}p,ol{margin:.3em 0}ol{padding-left:1.4em}"
    "code,.hex{font-family:monospace}code{overflow-wrap:anywhere}"
    ".seal{font-size:21pt;line-height:1.25;font-weight:bold;text-align:center;"
    "border:2px solid #000;padding:.3em}"
    ".small{font-size:9pt}.group{display:inline-block;margin:0 .28em}"
    "table{border-collapse:collapse}td{padding:.1em .7em .1em 0;white-space:nowrap}"
    "td code{font-size:9.5pt}"
    "@media print{body{padding:0}h2{break-after:avoid}}";

/* What a file says is never markup. */
static void text(FILE *to, const char *s)
{
    for (; *s != '\0'; s++) {
        switch (*s) {
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        default:
            fputc(*s, to);
        }
    }
}

static void element(FILE *to, const char *tag, const char *class, const char *s)
{
    fprintf(to, class[0] != '\0' ? "<%s class=\"%s\">" : "<%s>", tag, class);
    text(to, s);
    fprintf(to, "</%s>\n", tag);
}

/* 64 digits as sixteen groups, `row` to a line; a group is never broken. */
static void groups(FILE *to, const char *class, const char *hex, int row)
{
    fprintf(to, "<p class=\"hex %s\">", class);
    for (int i = 0; i < 16; i++) {
        fprintf(to, "%s<span class=\"group\">%.4s</span>",
                i == 0         ? ""
                : i % row == 0 ? "<br>\n"
                               : " ",
                hex + (size_t)4 * (size_t)i);
    }
    fputs("</p>\n", to);
}

/* "2023-09-15T11:00:03Z" as people read it. */
static const char *moment(char buf[32], const char *time)
{
    snprintf(buf, 32, "%.10s %.8s UTC", time, strlen(time) > 11 ? time + 11 : "");
    return buf;
}
#define MOMENT(time) moment((char[32]){0}, (time))

/* A sentence with numbers and names in it, as text of an element that is open. */
#define SAY(to, ...)                                                                   \
    do {                                                                               \
        char said[512];                                                                \
        snprintf(said, sizeof said, __VA_ARGS__);                                      \
        text(to, said);                                                                \
    } while (0)

static void head(FILE *to, const urne_poster *p)
{
    fprintf(to,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n",
            lang_french() ? "fr" : "en");
    element(to, "title", "", p->title);
    fprintf(to, "<style>%s</style>\n", style);
    element(to, "p", "body", p->body);
    element(to, "h1", "", p->title);
}

static void what_was_sealed(FILE *to, const urne_poster *p)
{
    switch (p->of) {
    case URNE_DRAW:
        SAY(to,
            ngettext("The list of %s elector and the rules were sealed on %s.",
                     "The list of %s electors and the rules were sealed on %s.",
                     p->sealed),
            GROUPED(p->sealed), MOMENT(p->time));
        break;
    case URNE_COUNT:
        SAY(to,
            ngettext("%s ballot, the projects and the rule of the count were sealed on "
                     "%s.",
                     "%s ballots, the projects and the rule of the count were sealed "
                     "on %s.",
                     p->sealed),
            GROUPED(p->sealed), MOMENT(p->time));
        break;
    case URNE_PANEL:
        SAY(to,
            ngettext("The answer of %s person, the quotas and all panels that can be "
                     "drawn were sealed on %s.",
                     "The answers of %s people, the quotas and all panels that can be "
                     "drawn were sealed on %s.",
                     p->sealed),
            GROUPED(p->sealed), MOMENT(p->time));
        break;
    }
}

/* What whoever passes by can do before and after. */
static const char *what_to_keep(urne_operation operation)
{
    static const char *const texts[] = {
        [URNE_DRAW] =
            N_("Ask for the receipt of your own line before the throw. After the draw, "
               "copy the public folder that the town publishes. It holds no name."),
        [URNE_COUNT] = N_("After the count, copy the public folder that the "
                          "town publishes. It holds no name."),
        [URNE_PANEL] = N_(
            "Copy the public folder that the town publishes now, before the throw: its "
            "file panels.txt says who is on which panel. Copy it again after the draw. "
            "It holds no name. If you answered, ask for your number and your two "
            "salts: "
            "with them you find your line and the panels you are on.")};
    return _(texts[operation]);
}

static void seal(FILE *to, const urne_poster *p)
{
    element(to, "h2", "", _("The seal"));
    groups(to, "seal", p->seal, 4);
    fputs("<p>", to);
    what_was_sealed(to, p);
    fputc(' ', to);
    text(to, _("Nobody can change any of it without changing these sixteen groups."));
    fputc(' ', to);
    text(to, _("Ceremony"));
    fprintf(to, " <code>%s</code>.</p>\n", p->ceremony);
}

static void source(FILE *to, const urne_poster_source *s)
{
    fputs("<li>", to);
    switch (s->kind) {
    case URNE_POSTER_DICE:
        SAY(to, _("%s dice with %s sides, thrown in public."), GROUPED(s->count),
            GROUPED(s->sides));
        break;
    case URNE_POSTER_LOTTERY:
        SAY(to, _("The numbers of the lottery %s, drawn on %s."), s->name, s->date);
        break;
    case URNE_POSTER_PARTY:
        SAY(to,
            _("The contribution of %s, sealed already and opened before the throw; it "
              "must have the commitment"),
            s->name);
        fprintf(to, " <code>%s</code>", s->hex);
        break;
    case URNE_POSTER_BEACON:
        SAY(to,
            _("Round %s of the public beacon drand quicknet, made on %s, after the "
              "throw:"),
            GROUPED(s->count), MOMENT(s->date));
        fputs(" <code>", to);
        text(to, s->hex);
        fputs("</code>", to);
        break;
    }
    fputs("</li>\n", to);
}

/* Whether a throw has as many results as there are panels, and not more. */
static bool names_each(const urne_poster *p)
{
    uint64_t results = 1;
    for (uint64_t i = 0; i < p->sources[0].count && results <= p->panels; i++) {
        results *= p->sources[0].sides;
    }
    return results == p->panels;
}

/* How a throw becomes a panel. */
static void panels(FILE *to, const urne_poster *p)
{
    if (p->of != URNE_PANEL) {
        return;
    }
    fputs("<p>", to);
    SAY(to, _("%s panels of %s people are sealed, numbered from 0."),
        GROUPED(p->panels), GROUPED(p->size));
    fputc(' ', to);
    text(
        to,
        !p->number
            ? _("The number of the panel that is drawn is calculated from these.")
        : names_each(p)
            ? _("What the dice show is the number of the panel that is drawn: few dice "
                "are enough, for nothing can be chosen any more.")
            : _("What remains of the number that the dice show, divided by that of the "
                "panels, is the number of the one that is drawn: few dice are enough, "
                "for nothing can be chosen any more."));
    fputs("</p>\n", to);
}

static void sources(FILE *to, const urne_poster *p)
{
    bool beacon = false;
    element(to, "h2", "", _("What decides"));
    fputs("<ol>\n", to);
    for (size_t i = 0; i < p->n_sources; i++) {
        beacon = beacon || p->sources[i].kind == URNE_POSTER_BEACON;
        source(to, &p->sources[i]);
    }
    fputs("</ol>\n", to);
    panels(to, p);
    element(to, "p", "",
            _("Everything else follows from the seal and from these by calculation. "
              "Nothing is left to choose."));
    if (!beacon) {
        element(to, "p", "", _("NO BEACON: trust in the throw"));
    }
}

static void keys(FILE *to, const urne_poster *p)
{
    if (p->n_keys == 0) {
        return;
    }
    element(to, "h2", "", _("Who signs, and with which key"));
    fputs("<table>\n", to);
    for (size_t i = 0; i < p->n_keys; i++) {
        const urne_poster_key *k = &p->keys[i];
        fputs("<tr><td>", to);
        text(to, k->role);
        fprintf(to, "<td><code>%s</code><td>", k->key);
        if (k->expire[0] != '\0') {
            SAY(to, _("until %s"), k->expire);
        }
        fputc('\n', to);
    }
    fputs("</table>\n", to);
}

static void tool(FILE *to, const char *what, const char *sha256)
{
    if (sha256[0] == '\0') {
        return;
    }
    fputs("<p class=\"small\">", to);
    text(to, what);
    fputs("</p>\n", to);
    groups(to, "small", sha256, 16);
}

static void check(FILE *to, const urne_poster *p)
{
    element(to, "h2", "", _("Check it yourself"));
    fputs("<ol>\n", to);
    element(to, "li", "",
            _("Photograph this notice now: the seal and the keys are what you will "
              "compare."));
    element(to, "li", "", what_to_keep(p->of));
    element(
        to, "li", "",
        _("Open the page verify.html in a browser, without any network, and give it "
          "the folder and the seal. The program urne and the script urne_verify.py "
          "do the same."));
    fputs("</ol>\n", to);
    tool(to, _("The file verify.html is genuine if its SHA-256 is"), URNE_PAGE_SHA256);
    tool(to, _("The file urne_verify.py is genuine if its SHA-256 is"),
         URNE_PYTHON_SHA256);
    fputs("</html>\n", to);
}

char *poster_html(const urne_poster *p)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&bytes, &n);
    if (to == NULL) {
        return NULL;
    }
    head(to, p);
    seal(to, p);
    sources(to, p);
    keys(to, p);
    check(to, p);
    if (fclose(to) != 0) {
        free(bytes);
        return NULL;
    }
    return bytes;
}
