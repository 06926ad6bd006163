#include "steps.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where typed values come from: the rest of the command line, then standard input. */
typedef struct typing {
    const char **given;
    size_t n_given, used;
    char *buffer;
    size_t size;
} typing;

static void ask(const urne_source_view *s, bool again)
{
    if (isatty(STDIN_FILENO) == 0) {
        return;
    }
    if (s->dice) {
        fprintf(stderr, _("source %zu, %s dice of %s sides"), (size_t)s->number,
                GROUPED(s->count), GROUPED(s->sides));
    } else {
        fprintf(stderr, _("source %zu, lottery %s of %s, numbers as 4.17.23"),
                (size_t)s->number, s->label, s->date);
    }
    fprintf(stderr, again ? _(", typed again: ") : _(": "));
}

/* The next typed value as a fresh string, or NULL at the end of the input. */
static char *next_value(typing *t)
{
    if (t->used < t->n_given) {
        return strdup(t->given[t->used++]);
    }
    ssize_t n = getline(&t->buffer, &t->size, stdin);
    if (n < 0) {
        return NULL;
    }
    while (n > 0 && (t->buffer[n - 1] == '\n' || t->buffer[n - 1] == '\r')) {
        t->buffer[--n] = '\0';
    }
    return strdup(t->buffer);
}

/* Takes the spaces between groups of dice out, in place. */
static void close_up(char *value)
{
    char *to = value;
    for (const char *from = value; *from != '\0'; from++) {
        if (*from != ' ') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

/* Equal but for the spaces between groups. */
static bool same_typing(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (*a != *b) {
            return false;
        }
        if (*a == '\0') {
            return true;
        }
        a++;
        b++;
    }
}

/* Both typings of one source; returns -1 to go on. */
static int read_source(const line *l, typing *t, const urne_source_view *s,
                       char **value)
{
    char dec[32];
    snprintf(dec, sizeof dec, "%zu", (size_t)s->number);
    ask(s, false);
    *value = next_value(t);
    if (*value == NULL) {
        return usage_error(l, URNE_E_USE_MISSING, _("the value of a source, twice"),
                           "reveal");
    }
    if (!urne_source_accepts(s, *value)) {
        return usage_error(l, URNE_E_SEAL_TYPED, *value, dec);
    }
    close_up(*value);
    ask(s, true);
    char *again = next_value(t);
    int exit = -1;
    if (again == NULL) {
        exit = usage_error(l, URNE_E_USE_MISSING, _("the value of a source, twice"),
                           "reveal");
    } else if (!same_typing(*value, again)) {
        exit = usage_error(l, URNE_E_SEAL_TYPED_TWICE, dec, NULL);
    }
    free(again);
    return exit;
}

/* --dice and --lottery, when given, must say what the seal has. */
static int check_flags(const line *l, const urne_source_view *s, size_t n, bool dice,
                       bool lottery)
{
    bool has_dice = false, has_lottery = false;
    for (size_t i = 0; i < n; i++) {
        has_dice = has_dice || s[i].dice;
        has_lottery = has_lottery || !s[i].dice;
    }
    if (!dice && !lottery) {
        return -1;
    }
    if (dice != has_dice) {
        return usage_error(l, dice ? URNE_E_USE_EXTRA : URNE_E_USE_MISSING, "--dice",
                           "reveal");
    }
    if (lottery != has_lottery) {
        return usage_error(l, lottery ? URNE_E_USE_EXTRA : URNE_E_USE_MISSING,
                           "--lottery", "reveal");
    }
    return -1;
}

static int read_all(const line *l, typing *t, const urne_source_view *s, size_t n,
                    char **values)
{
    for (size_t i = 0; i < n; i++) {
        int exit = read_source(l, t, &s[i], &values[i]);
        if (exit >= 0) {
            return exit;
        }
    }
    return t->used < t->n_given
               ? usage_error(l, URNE_E_USE_EXTRA, t->given[t->used], "reveal")
               : -1;
}

/* What comes next: with a beacon, to wait for its round and save it. */
static void print_round(const char *dir, const kind_words *words)
{
    urne_arena *arena = urne_arena_new();
    urne_beacon_view *b = NULL;
    if (urne_beacon_due(&b, arena, dir, clock_time(), NULL) == URNE_OK && b != NULL) {
        print_beacon(arena, dir, clock_time(), true);
    }
    print_to_sign(arena, dir);
    printf("%s urne %s %s%s\n", LABEL(_("next")), words->draw, dir,
           b != NULL ? " --beacon FILE" : "");
    urne_arena_free(arena);
}

static void print_revealed(const line *l, const urne_source_view *s, char **values,
                           size_t n, const char *dir)
{
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_open(&j, "values", '[');
        for (size_t i = 0; i < n; i++) {
            json_text(&j, NULL, values[i]);
        }
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        for (size_t i = 0; i < n; i++) {
            printf("%s %zu  %s\n", LABEL(_("source")), (size_t)s[i].number, values[i]);
        }
        const kind_words *words = words_of(dir);
        printf("%s %s/public/%s\n", LABEL(_("revealed")), dir, words->reveals);
        print_round(dir, words);
    }
}

static int run(line *l, bool dice, bool lottery, const char *missing,
               const char *given_time)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    const char *dir = l->args[0];
    typing t = {.given = l->args + 1, .n_given = l->n_args - 1};
    urne_source_view *s = NULL;
    char *values[64] = {0};
    size_t n = 0;
    const char *asked = entry_time(arena, given_time, dir);
    int exit = -1;
    if (urne_sources(&s, &n, arena, dir, asked, &err) != URNE_OK) {
        exit = report_errors(l, &err);
    }
    exit = exit < 0 ? check_flags(l, s, n, dice, lottery) : exit;
    exit = exit < 0 ? read_all(l, &t, s, n, values) : exit;
    /* The entry's time is that of the second typing, not of the first question. */
    const char *time = entry_time(arena, given_time, dir);
    if (exit < 0 && urne_reveal(dir, (const char *const *)values, n, missing, time,
                                &err) != URNE_OK) {
        exit = report_errors(l, &err);
    }
    if (exit < 0) {
        print_revealed(l, s, values, n, dir);
        exit = EXIT_YES;
    }
    for (size_t i = 0; i < n; i++) {
        free(values[i]);
    }
    free(t.buffer);
    urne_arena_free(arena);
    return exit;
}

int cmd_reveal(int argc, char **argv)
{
    bool dice = false, lottery = false;
    const char *time = NULL, *missing = NULL;
    opt opts[] = {
        {"--dice", NULL, N_("this reveal reads dice; refused when the seal has none"),
         &dice, NULL},
        {"--lottery", NULL, N_("this reveal reads lottery numbers"), &lottery, NULL},
        {"--missing", "NAMES",
         N_("parties, with commas, whose contribution is missing"), NULL, &missing},
        {"--time", "TIME", N_("time of the entry (default: now)"), NULL, &time},
        {NULL, NULL, NULL, NULL, NULL}};
    line l = {
        .verb = "reveal",
        .synopsis = "reveal DIR [--dice] [--lottery] [VALUE...] [--missing NAMES] "
                    "[--time TIME]",
        .summary = N_("Records what the sources gave, in the order of the seal, each "
                      "value typed twice: lines of standard input, or values on the "
                      "command line in their place."),
        .example = "urne reveal nancy --dice",
        .opts = opts,
        .least = 1,
        .most = (size_t)argc,
        .missing = "DIR"};
    int exit = line_parse(&l, argc, argv);
    if (exit < 0) {
        exit = run(&l, dice, lottery, missing, time);
    }
    line_free(&l);
    return exit;
}
