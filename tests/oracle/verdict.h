/* oracle/verdict: what `verify` says of a folder, checked for its own consistency. */
#ifndef ORACLE_VERDICT_H
#define ORACLE_VERDICT_H

#include "oracle/box.h"
#include "urne.h"

typedef struct seen {
    urne_verification *v;
    char verdicts[URNE_CHECKS + 1]; /* P F - */
    char failed[160];               /* "1 4 15" */
} seen;

static inline seen look(const box *b, const char *seal, const char *receipt)
{
    seen s = {.failed = ""};
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_verify(&s.v, b->arena, b->dir, seal, receipt, &err), URNE_OK);
    size_t failed = 0;
    for (size_t i = 0; i < URNE_CHECKS; i++) {
        const urne_check *c = &s.v->check[i];
        ck_assert_uint_eq(c->number, i + 1);
        s.verdicts[i] = "-PF"[c->verdict];
        if (c->verdict == URNE_FAIL) {
            size_t at = strlen(s.failed);
            snprintf(s.failed + at, sizeof s.failed - at, at ? " %zu" : "%zu", i + 1);
            ck_assert_str_ne(c->file, "");
            ck_assert_str_ne(c->item, "");
            failed++;
        } else {
            ck_assert_str_eq(c->file, "");
            ck_assert_str_eq(c->item, "");
        }
    }
    ck_assert_uint_eq(s.v->failed, failed);
    ck_assert(s.v->yes == (failed == 0));
    return s;
}

/* "V10 roll.txt sha256", as a report would say it. */
static inline const char *said(const seen *s, unsigned v)
{
    static char text[256];
    const urne_check *c = &s->v->check[v - 1];
    snprintf(text, sizeof text, "%s %s", c->file, c->item);
    return text;
}

static inline void expect(const seen *s, const char *name, const char *failed,
                          const char *const *places)
{
    ck_assert_msg(strcmp(s->failed, failed) == 0, "%s: failed %s, not %s", name,
                  s->failed, failed);
    size_t i = 0;
    for (const char *p = failed; *p != '\0' && places[i] != NULL; i++) {
        char *end;
        unsigned v = (unsigned)strtoul(p, &end, 10);
        ck_assert_msg(strcmp(said(s, v), places[i]) == 0, "%s: V%02u at %s, not %s",
                      name, v, said(s, v), places[i]);
        p = end;
    }
}

#endif
