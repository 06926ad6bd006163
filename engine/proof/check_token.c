#include "proof/check.h"

#include "crypto/tsr.h"
#include "proof/token.h"

/* Timestamps of RFC 3161 (transcript-1 §18, V17). */

/* What a token is of. */
typedef struct stamped {
    const urne_found *entry;
    const urne_entry *head; /* NULL: the entry cannot be read */
    int base;               /* its id, or URNE_FILES: a later entry */
} stamped;

static stamped entry_of(const urne_checker *c, urne_str file)
{
    stamped s = {.base = (int)urne_track_find(c->track, file)};
    if (s.base != URNE_FILES) {
        s.entry = &c->file[s.base];
        s.head = urne_base_good(c, s.base) ? urne_base_head(c, s.base) : NULL;
        return s;
    }
    for (size_t i = 0; i < c->n_later; i++) {
        if (urne_str_is(file, c->later[i].name)) {
            s.entry = &c->later[i].found;
            s.head = urne_later_good(c, i) ? &c->later[i].note.head : NULL;
        }
    }
    return s;
}

static void fail(urne_checker *c, const urne_found_token *t, const char *item,
                 urne_code code)
{
    urne_check_fail(c, 17, t->name, item, code, NULL, NULL);
}

static void check_time(urne_checker *c, const urne_found_token *t, const stamped *s,
                       const char *time)
{
    char bound[URNE_TIME_MAX];
    urne_err err = URNE_ERR_NONE;
    const urne_str none = {"", 0};
    const char *due = urne_str_z(c->arena, s->head->time), *how = N_("from then on:");
    bool good = strcmp(time, due) >= 0;
    if (good &&
        urne_token_bound(
            bound, s->base, urne_base_good(c, URNE_FILE_COMMIT) ? &c->commit : NULL,
            urne_base_good(c, URNE_FILE_REVEALS) ? c->reveals.head.time : none)) {
        due = bound;
        how = N_("before");
        good = strcmp(time, due) < 0;
    }
    if (!good && c->out->check[16].verdict != URNE_FAIL) {
        fail(c, t, N_("time"), URNE_OK);
        urne_fail(&err, URNE_E_TOKEN_TIME, URNE_NOWHERE, time, how, due, NULL);
        c->out->check[16].why = err.diag[0];
    }
}

static void check_token(urne_checker *c, const urne_found_token *t)
{
    static const struct {
        const char *item;
        urne_code code;
    } faults[] = {
        [URNE_TSR_SOUND] = {"", URNE_OK},
        [URNE_TSR_FORM] = {N_("form"), URNE_E_TOKEN_FORM},
        [URNE_TSR_IMPRINT] = {N_("imprint"), URNE_E_TOKEN_IMPRINT},
        [URNE_TSR_CERTIFICATE] = {N_("certificate"), URNE_E_TOKEN_CERTIFICATE},
        [URNE_TSR_SIGNATURE] = {N_("signature"), URNE_E_TOKEN_SIGNATURE},
        [URNE_TSR_AUTHORITY] = {N_("authority"), URNE_E_TOKEN_AUTHORITY}};
    char time[URNE_TSR_TIME + 1];
    stamped s = entry_of(c, t->file);
    if (!t->found.present || t->found.odd) {
        fail(c, t, t->found.present ? N_("file") : N_("absent"),
             t->found.present ? URNE_E_CHECK_FILE : URNE_E_CHECK_ABSENT);
        return;
    }
    if (s.head == NULL) {
        fail(c, t, N_("entry"), URNE_E_TOKEN_ENTRY);
        return;
    }
    urne_tsr_fault fault =
        urne_tsr_check(time, t->found.bytes, &s.entry->sha256, c->authorities);
    /* Who vouches for it is asked last, as the paragraph has it. */
    if (fault == URNE_TSR_SOUND || fault == URNE_TSR_AUTHORITY) {
        check_time(c, t, &s, time);
    }
    if (fault != URNE_TSR_SOUND) {
        fail(c, t, faults[fault].item, faults[fault].code);
    }
}

void urne_check_tokens(urne_checker *c)
{
    if (c->n_tokens == 0 || !urne_tsr_able()) {
        urne_check_note(c, 17, URNE_NOT_CHECKED,
                        c->n_tokens == 0 ? URNE_E_CHECK_NO_TOKEN : URNE_E_TOKEN_UNABLE,
                        NULL, NULL);
        return;
    }
    for (size_t i = 0; i < c->n_tokens; i++) {
        check_token(c, &c->token[i]);
    }
    urne_check_note(c, 17, URNE_PASS,
                    c->authorities.p == NULL ? URNE_E_TOKEN_UNPINNED
                                             : URNE_E_TOKEN_PINNED,
                    URNE_DEC(c->n_tokens), NULL);
}
