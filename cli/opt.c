#include "cli.h"

#include <stdlib.h>
#include <string.h>

void print_synopsis(FILE *to, const char *verb, const char *synopsis, bool first)
{
    char other[48];
    snprintf(other, sizeof other, " | %s ", verb);
    size_t indent = strlen(_("usage:"));
    while (synopsis != NULL) {
        const char *next = strstr(synopsis, other);
        size_t n = next == NULL ? strlen(synopsis) : (size_t)(next - synopsis);
        fprintf(to, "%*s urne %.*s\n", (int)indent, first ? _("usage:") : "", (int)n,
                synopsis);
        synopsis = next == NULL ? NULL : next + strlen(" | ");
        first = false;
    }
}

static void print_usage(const line *l, FILE *to)
{
    print_synopsis(to, l->verb, l->synopsis, true);
}

static void print_help(const line *l)
{
    print_usage(l, stdout);
    printf("\n%s\n\n", _(l->summary));
    for (const opt *o = l->opts; o->name != NULL; o++) {
        char left[64];
        snprintf(left, sizeof left, "%s%s%s", o->name, o->metavar == NULL ? "" : " ",
                 o->metavar == NULL ? "" : o->metavar);
        printf("  %-20s %s\n", left, _(o->help));
    }
    printf("  %-20s %s\n", "--json", _("one JSON object on standard output"));
    printf("  %-20s %s\n", "--quiet", _("only errors"));
    printf("  %-20s %s\n", "--lang en|fr", _("language (default: the locale's)"));
    if (l->example != NULL) {
        printf("\n%s\n  %s\n", _("Example:"), l->example);
    }
}

static int fault(const line *l, urne_code code, const char *const *args, size_t n)
{
    urne_err err = {.count = 1, .kept = 1};
    urne_diag *d = &err.diag[0];
    d->code = code;
    for (size_t i = 0; i < n; i++) {
        snprintf(d->arg[i], sizeof d->arg[i], "%s", args[i] == NULL ? "" : args[i]);
    }
    int exit = report_errors(l, &err);
    if (!l->json && exit == EXIT_USAGE && l->synopsis != NULL) {
        print_usage(l, stderr);
    }
    return exit;
}

int usage_error(const line *l, urne_code code, const char *arg0, const char *arg1)
{
    return fault(l, code, (const char *[]){arg0, arg1}, 2);
}

int value_error(const line *l, const char *text, const char *option, const char *why)
{
    return fault(l, URNE_E_USE_VALUE, (const char *[]){text, option, why}, 3);
}

static const opt *find_opt(const line *l, const char *name, size_t n)
{
    for (const opt *o = l->opts; o->name != NULL; o++) {
        if (strlen(o->name) == n && memcmp(o->name, name, n) == 0) {
            return o;
        }
    }
    return NULL;
}

static bool repeats(const opt *o)
{
    size_t n = strlen(o->metavar);
    return n > 3 && strcmp(o->metavar + n - 3, "...") == 0;
}

/* Both values with LF between them; the first may be one that was joined before. */
static const char *join(line *l, const char *before, const char *given)
{
    size_t n = strlen(before), i = 0;
    while (i < l->n_joined && l->joined[i] != before) {
        i++;
    }
    char *old = i < l->n_joined ? l->joined[i] : NULL;
    char *p = i < sizeof l->joined / sizeof *l->joined
                  ? realloc(old, n + strlen(given) + 2)
                  : NULL;
    if (p == NULL) {
        abort();
    }
    if (old == NULL) {
        memcpy(p, before, n);
        l->n_joined++;
    }
    p[n] = '\n';
    memcpy(p + n + 1, given, strlen(given) + 1);
    l->joined[i] = p;
    return p;
}

static bool is_among(const char *name, const char *const *list)
{
    while (*list != NULL && strcmp(*list, name) != 0) {
        list++;
    }
    return *list != NULL;
}

const char *option_given(const line *l, const char *const *but)
{
    for (const opt *o = l->opts; o->name != NULL; o++) {
        bool set = o->flag != NULL ? *o->flag : *o->value != NULL;
        if (set && !is_among(o->name, but)) {
            return o->name;
        }
    }
    return NULL;
}

size_t value_split(const char ***parts, const char *value, const char *at)
{
    size_t n = 0, bytes = value == NULL ? 0 : strlen(value);
    char *block = malloc((bytes + 1) * sizeof **parts + bytes + 1);
    if (block == NULL) {
        abort();
    }
    *parts = (const char **)(void *)block;
    char *to = block + (bytes + 1) * sizeof **parts;
    while (value != NULL) {
        size_t length = strcspn(value, at);
        memcpy(to, value, length);
        to[length] = '\0';
        (*parts)[n++] = to;
        to += length + 1;
        value = value[length] == '\0' ? NULL : value + length + 1;
    }
    return n;
}

/* One word that begins with '-'. Returns -1 to go on. */
static int take_option(line *l, int argc, char **argv, int *i)
{
    char *word = argv[*i];
    size_t n = strcspn(word, "=");
    const opt *o = find_opt(l, word, n);
    if (o == NULL) {
        return usage_error(l, URNE_E_USE_OPTION, word, l->verb);
    }
    if (o->metavar == NULL) {
        if (word[n] == '=') {
            return usage_error(l, URNE_E_USE_OPTION, word, l->verb);
        }
        *o->flag = true;
        return -1;
    }
    if (*o->value != NULL && !repeats(o)) {
        return usage_error(l, URNE_E_USE_TWICE, o->name, l->verb);
    }
    const char *given;
    if (word[n] == '=') {
        given = word + n + 1;
    } else if (*i + 1 < argc && strncmp(argv[*i + 1], "--", 2) != 0) {
        given = argv[++*i];
    } else {
        return usage_error(l, URNE_E_USE_ARGUMENT, o->name, l->verb);
    }
    *o->value = *o->value == NULL ? given : join(l, *o->value, given);
    return -1;
}

/* The options of every command; taken first so that faults obey --json. */
static bool common_flags(line *l, int argc, char **argv)
{
    bool help = false;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        l->json = l->json || strcmp(argv[i], "--json") == 0;
        l->quiet = l->quiet || strcmp(argv[i], "--quiet") == 0;
        help = help || strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0;
    }
    return help;
}

static bool is_common(const char *word)
{
    return strcmp(word, "--json") == 0 || strcmp(word, "--quiet") == 0;
}

/* The n-th word of "DIR FILE..." and what follows it, or the last. */
static const char *word_of(const char *words, size_t n)
{
    for (; n > 0 && strchr(words, ' ') != NULL; n--) {
        words = strchr(words, ' ') + 1;
    }
    return words;
}

int line_parse(line *l, int argc, char **argv)
{
    bool ended = false;
    if (common_flags(l, argc, argv)) {
        print_help(l);
        return EXIT_YES;
    }
    l->args = calloc((size_t)argc, sizeof *l->args);
    if (l->args == NULL) {
        abort();
    }
    for (int i = 1; i < argc; i++) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = true;
        } else if (!ended && argv[i][0] == '-' && argv[i][1] != '\0') {
            int code = is_common(argv[i]) ? -1 : take_option(l, argc, argv, &i);
            if (code >= 0) {
                return code;
            }
        } else if (l->n_args == l->most) {
            return usage_error(l, URNE_E_USE_EXTRA, argv[i], l->verb);
        } else {
            l->args[l->n_args++] = argv[i];
        }
    }
    if (l->n_args < l->least) {
        return usage_error(l, URNE_E_USE_MISSING, word_of(l->missing, l->n_args),
                           l->verb);
    }
    return -1;
}

void line_free(line *l)
{
    for (size_t i = 0; i < l->n_joined; i++) {
        free(l->joined[i]);
    }
    l->n_joined = 0;
    free(l->args);
    l->args = NULL;
}

int parse_number(const line *l, const char *option, const char *text, uint64_t *out)
{
    uint64_t v = 0;
    bool ok = text[0] != '\0' && strlen(text) < 16;
    for (const char *p = text; ok && *p != '\0'; p++) {
        ok = *p >= '0' && *p <= '9';
        v = v * 10 + (uint64_t)(*p - '0');
    }
    if (!ok || v == 0) {
        return value_error(l, text, option, N_("a number from 1 on is needed"));
    }
    *out = v;
    return -1;
}
