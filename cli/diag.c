#include "cli.h"

#include <string.h>

/* The arena's buffer is not ours to see; texts are built in a fixed one and copied. */
enum { SAID_MAX = 2048 };

typedef struct text {
    char z[SAID_MAX];
    size_t n;
} text;

static void add(text *t, const char *s, size_t n)
{
    size_t room = SAID_MAX - 1 - t->n;
    n = n < room ? n : room;
    memcpy(t->z + t->n, s, n);
    t->n += n;
    t->z[t->n] = '\0';
}

/* gettext("") is the header of the catalogue. */
static const char *translated(const char *msgid)
{
    return msgid[0] == '\0' ? "" : _(msgid);
}

/* `form` with {0} to {3} replaced by the arguments as they are, {~0} to {~3} by their
 * translations. */
static void fill(text *t, const char *form, const urne_diag *d)
{
    t->n = 0;
    t->z[0] = '\0';
    for (const char *p = form; *p != '\0'; p++) {
        bool msgid = p[0] == '{' && p[1] == '~';
        const char *digit = p + (msgid ? 2 : 1);
        if (p[0] == '{' && digit[0] >= '0' && digit[0] <= '3' && digit[1] == '}') {
            const char *arg = d->arg[digit[0] - '0'];
            arg = msgid ? translated(arg) : arg;
            add(t, arg, strlen(arg));
            p = digit + 1;
        } else {
            add(t, p, 1);
        }
    }
}

urne_str say(urne_arena *arena, const urne_diag *diag)
{
    text t;
    fill(&t, translated(urne_code_get(diag->code)->what), diag);
    return urne_copy(arena, (urne_str){t.z, t.n});
}

static void print_diag(const urne_diag *d)
{
    const urne_code_info *info = urne_code_get(d->code);
    text t;
    if (d->file[0] != '\0') {
        fprintf(stderr, "%s:", d->file);
    } else {
        fprintf(stderr, "urne:");
    }
    if (d->line > 0) {
        fprintf(stderr, "%llu:", (unsigned long long)d->line);
    }
    if (d->column > 0) {
        fprintf(stderr, "%llu:", (unsigned long long)d->column);
    }
    fill(&t, translated(info->what), d);
    fprintf(stderr, " %s: %s [%s]\n", _("error"), t.z, info->id);
    fill(&t, translated(info->why), d);
    if (t.n > 0) {
        fprintf(stderr, "  %s: %s\n", _("why"), t.z);
    }
    fill(&t, translated(info->todo), d);
    if (t.n > 0) {
        fprintf(stderr, "  %s: %s\n", _("do"), t.z);
    }
}

static void json_diag(json *j, const urne_diag *d)
{
    const urne_code_info *info = urne_code_get(d->code);
    text t;
    json_open(j, NULL, '{');
    json_text(j, "code", info->id);
    json_text(j, "file", d->file);
    json_num(j, "line", d->line);
    json_num(j, "column", d->column);
    fill(&t, translated(info->what), d);
    json_text(j, "message", t.z);
    fill(&t, translated(info->why), d);
    json_text(j, "why", t.z);
    fill(&t, translated(info->todo), d);
    json_text(j, "do", t.z);
    json_close(j, '}');
}

int report_errors(const line *l, const urne_err *err)
{
    return report_errors_of(l, err, NULL);
}

int report_errors_of(const line *l, const urne_err *err, const urne_roll_summary *roll)
{
    int exit = urne_code_get(err->diag[0].code)->exit;
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_open(&j, "errors", '[');
        for (size_t i = 0; i < err->kept; i++) {
            json_diag(&j, &err->diag[i]);
        }
        json_close(&j, ']');
        json_num(&j, "count", err->count);
        json_num(&j, "exit", (uint64_t)exit);
        if (roll != NULL) {
            json_open(&j, "roll", '{');
            json_roll(&j, roll);
            json_close(&j, '}');
        }
        json_close(&j, '}');
        json_end(&j);
        return exit;
    }
    for (size_t i = 0; i < err->kept; i++) {
        print_diag(&err->diag[i]);
    }
    if (err->count > err->kept) {
        fprintf(stderr, _("and %s more\n"), GROUPED(err->count - err->kept));
    }
    return exit;
}
