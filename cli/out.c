#include "lang.h"
#include "steps.h"

#include <string.h>
#include <time.h>

const char *grouped(char buf[32], uint64_t v)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)v);
    size_t to = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            buf[to++] = lang_french() ? ' ' : ',';
        }
        buf[to++] = digits[i];
    }
    buf[to] = '\0';
    return buf;
}

const char *padded(char buf[PADDED_MAX], const char *text, size_t width)
{
    size_t n = 0, shown = 0;
    for (; text[n] != '\0' && n + width + 1 < PADDED_MAX; n++) {
        buf[n] = text[n];
        shown += ((unsigned char)text[n] & 0xC0) != 0x80 ? 1 : 0;
    }
    for (; shown < width; shown++) {
        buf[n++] = ' ';
    }
    buf[n] = '\0';
    return buf;
}

void print_seal(const char *label, const char *hex)
{
    for (int row = 0; row < 2; row++) {
        printf("%s", LABEL(row == 0 ? label : ""));
        for (int group = 0; group < 8; group++) {
            printf(" %.4s", hex + (size_t)(row * 32 + group * 4));
        }
        printf("\n");
    }
}

/* ---- JSON ---- */

static void put_string(urne_str text)
{
    putchar('"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else if (c < 0x20 || c == 0x7F) {
            printf("\\u%04x", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}

static void begin(json *j, const char *key)
{
    if (j->comma) {
        putchar(',');
    }
    j->comma = true;
    if (key != NULL) {
        put_string((urne_str){key, strlen(key)});
        putchar(':');
    }
}

void json_open(json *j, const char *key, char bracket)
{
    begin(j, key);
    putchar(bracket);
    j->comma = false;
}

void json_close(json *j, char bracket)
{
    putchar(bracket);
    j->comma = true;
}

void json_str(json *j, const char *key, urne_str text)
{
    begin(j, key);
    put_string(text);
}

void json_text(json *j, const char *key, const char *text)
{
    json_str(j, key, (urne_str){text, strlen(text)});
}

void json_num(json *j, const char *key, uint64_t v)
{
    begin(j, key);
    printf("%llu", (unsigned long long)v);
}

void json_bool(json *j, const char *key, bool v)
{
    begin(j, key);
    printf("%s", v ? "true" : "false");
}

void json_end(json *j)
{
    j->comma = false;
    putchar('\n');
}

/* ---- the clock ---- */

static void now(char out[32])
{
    time_t t = time(NULL);
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

const char *clock_time(void)
{
    static char text[32];
    now(text);
    return text;
}

const char *entry_time(urne_arena *arena, const char *given, const char *dir)
{
    static char text[32];
    if (given != NULL) {
        return given;
    }
    const char *last = urne_last_time(arena, dir);
    const struct timespec pause = {.tv_nsec = 50000000};
    now(text);
    /* Two entries of one second wait for the next; a clock that is set back does not.
     */
    for (int tries = 0; strcmp(text, last) <= 0 && tries < 40; tries++) {
        nanosleep(&pause, NULL);
        now(text);
    }
    return text;
}
