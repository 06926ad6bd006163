#include "proof/later.h"

#include "base/day.h"
#include "proof/entry_in.h"

enum { ROLE_MAX = 16, ATTRS_MAX = 8, CHECK_TEXT = 4 };

const char *const urne_abort_reasons[] = {"roll-error", "late",  "missing", "beacon",
                                          "dispute",    "other", NULL};

static const char *const line_words[] = {"refused", "passed", "called", "vacant"};

/* ---- writing ---- */

void urne_replace_put(urne_buf *buf, const urne_replace_line *line)
{
    const char *word = line_words[line->kind];
    char number[URNE_DEC_MAX], of[URNE_DEC_MAX];
    urne_str fields[3] = {urne_str_of(urne_dec(number, line->number)), line->ticket,
                          urne_str_of(urne_dec(of, line->of_number))};
    static const size_t n_fields[] = {1, 3, 2, 0};
    urne_note_put(buf, word, n_fields[line->kind], fields);
    buf->n--; /* the attributes go before the LF */
    for (size_t a = 0; a < line->n_attrs; a++) {
        urne_buf_addc(buf, ' ');
        urne_buf_add(buf, line->attrs[a]);
    }
    urne_buf_addc(buf, '\n');
}

static void put_checks(urne_buf *buf, const urne_later *l)
{
    for (unsigned v = 1; v <= URNE_CHECKS; v++) {
        const char number[CHECK_TEXT] = {'V', (char)('0' + v / 10),
                                         (char)('0' + v % 10), '\0'};
        if (l->listed[v - 1]) {
            urne_note_put(
                buf, "check", 2,
                (urne_str[]){urne_str_of(number),
                             urne_str_of(l->passed[v - 1] ? "PASS" : "NOT-CHECKED")});
        }
    }
}

urne_str urne_later_write(urne_arena *arena, const urne_later *l)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_entry_put(&buf, urne_later_kind_name(l->kind), &l->head);
    switch (l->kind) {
    case URNE_LATER_HANDOVER:
        put1(&buf, "from", l->from);
        put1(&buf, "to", l->to);
        put_checks(&buf, l);
        break;
    case URNE_LATER_REKEY:
        put1(&buf, "role", l->role);
        put1(&buf, "old", l->old);
        put1(&buf, "key", l->key);
        if (l->expire.p != NULL) {
            put1(&buf, "expire", l->expire);
        }
        break;
    case URNE_LATER_ABORT:
        put1(&buf, "reason", l->reason);
        break;
    case URNE_LATER_CLOSE:
        put1(&buf, "selected", urne_str_of(URNE_DEC(l->selected)));
        put1(&buf, "replaced",
             l->hidden ? URNE_STR("-") : urne_str_of(URNE_DEC(l->replaced)));
        break;
    case URNE_LATER_REPLACE:
        for (size_t i = 0; i < l->n_lines; i++) {
            urne_replace_put(&buf, &l->lines[i]);
        }
        break;
    case URNE_LATER_AUDIT:
        urne_audit_put(&buf, &l->audit);
        break;
    case URNE_LATER_DESTROY:
        put1(&buf, "rollkey", l->rollkey);
        break;
    case URNE_LATER_NONE:
        urne_bug("a later entry without a kind");
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

static urne_code take_role(reader *rd, const char *keyword, urne_str *out)
{
    URNE_TRY(take(rd, keyword, 1, out));
    return urne_name_ok(*out, ROLE_MAX) ? URNE_OK : bad(rd, *out, N_("a role"));
}

static urne_code read_check(reader *rd, urne_later *l, unsigned *last)
{
    urne_str f[2];
    uint64_t v = 0;
    URNE_TRY(take(rd, "check", 2, f));
    bool digits = f[0].n == 3 && f[0].p[0] == 'V' && f[0].p[1] >= '0' &&
                  f[0].p[1] <= '9' && f[0].p[2] >= '0' && f[0].p[2] <= '9';
    if (digits) {
        v = 10 * (uint64_t)(f[0].p[1] - '0') + (uint64_t)(f[0].p[2] - '0');
    }
    if (v <= *last || v > URNE_CHECKS) {
        return bad(rd, f[0], N_("the next check"));
    }
    bool passed = urne_str_is(f[1], "PASS");
    if (!passed && !urne_str_is(f[1], "NOT-CHECKED")) {
        return bad(rd, f[1], N_("PASS or NOT-CHECKED"));
    }
    l->listed[v - 1] = true;
    l->passed[v - 1] = passed;
    *last = (unsigned)v;
    return URNE_OK;
}

static urne_code read_handover(reader *rd, urne_later *l)
{
    unsigned last = 0;
    URNE_TRY(take_role(rd, "from", &l->from));
    URNE_TRY(take_role(rd, "to", &l->to));
    do {
        URNE_TRY(read_check(rd, l, &last));
    } while (urne_note_is(&rd->note, "check"));
    return URNE_OK;
}

static urne_code take_key(reader *rd, const char *keyword, urne_str *out)
{
    URNE_TRY(take(rd, keyword, 1, out));
    return urne_key_text_ok(*out) ? URNE_OK : bad(rd, *out, N_("a public key"));
}

static urne_code read_rekey(reader *rd, urne_later *l)
{
    URNE_TRY(take_role(rd, "role", &l->role));
    URNE_TRY(take_key(rd, "old", &l->old));
    URNE_TRY(take_key(rd, "key", &l->key));
    if (!urne_note_is(&rd->note, "expire")) {
        return URNE_OK;
    }
    URNE_TRY(take(rd, "expire", 1, &l->expire));
    return urne_day_exists(l->expire) ? URNE_OK : bad(rd, l->expire, N_("a day"));
}

static urne_code read_abort(reader *rd, urne_later *l)
{
    URNE_TRY(take(rd, "reason", 1, &l->reason));
    for (const char *const *r = urne_abort_reasons; *r != NULL; r++) {
        if (urne_str_is(l->reason, *r)) {
            return URNE_OK;
        }
    }
    return bad(rd, l->reason,
               N_("roll-error, late, missing, beacon, dispute or other"));
}

static urne_code read_close(reader *rd, urne_later *l)
{
    urne_str f[1];
    URNE_TRY(take(rd, "selected", 1, f));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &l->selected, rd->err));
    URNE_TRY(take(rd, "replaced", 1, f));
    l->hidden = urne_str_is(f[0], "-");
    return l->hidden ? URNE_OK : urne_note_u64(&rd->note, f[0], &l->replaced, rd->err);
}

static urne_code positive(const reader *rd, urne_str field, uint64_t *out)
{
    URNE_TRY(urne_note_u64(&rd->note, field, out, rd->err));
    return *out == 0 ? bad(rd, field, N_("a number from 1 on")) : URNE_OK;
}

static urne_code read_attrs(reader *rd, urne_replace_line *l, urne_str rest)
{
    urne_str attr;
    l->attrs = urne_arena_array(rd->arena, ATTRS_MAX, sizeof *l->attrs);
    while (rest.n > 0 && urne_str_cut(&rest, ' ', &attr)) {
        if (l->n_attrs == ATTRS_MAX || !urne_attr_ok(attr)) {
            return bad(rd, attr, N_("an attribute, opened or as its commitment"));
        }
        l->attrs[l->n_attrs++] = attr;
    }
    return URNE_OK;
}

static urne_code read_line(reader *rd, urne_replace_line *l)
{
    urne_str f[4] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    const char *word = line_words[l->kind];
    l->text = rd->note.text;
    l->line = rd->note.line;
    if (l->kind == URNE_REPLACE_VACANT) {
        return take(rd, word, 0, f);
    }
    if (l->kind == URNE_REPLACE_REFUSED) {
        URNE_TRY(take(rd, word, 1, f));
        return positive(rd, f[0], &l->number);
    }
    bool passed = l->kind == URNE_REPLACE_PASSED;
    URNE_TRY(
        urne_note_take(&rd->note, word, passed ? 4 : 3, f, URNE_LAST_REST, rd->err));
    URNE_TRY(positive(rd, f[0], &l->number));
    l->ticket = f[1];
    URNE_TRY(urne_note_hex(&rd->note, l->ticket, URNE_HEX, rd->err));
    if (passed) {
        URNE_TRY(positive(rd, f[2], &l->of_number));
    }
    URNE_TRY(read_attrs(rd, l, f[passed ? 3 : 2]));
    return passed && l->n_attrs == 0
               ? bad(rd, f[3], N_("an attribute, opened or as its commitment"))
               : URNE_OK;
}

static urne_replace_line *add_line(reader *rd, urne_later *l, size_t *cap,
                                   urne_replace_kind kind)
{
    if (l->n_lines == *cap) {
        size_t more = *cap == 0 ? 16 : 2 * *cap;
        urne_replace_line *lines = urne_arena_array(rd->arena, more, sizeof *lines);
        if (*cap > 0) {
            memcpy(lines, l->lines, *cap * sizeof *lines);
        }
        l->lines = lines;
        *cap = more;
    }
    urne_replace_line *line = &l->lines[l->n_lines++];
    *line = (urne_replace_line){.kind = kind};
    return line;
}

static urne_code read_replace(reader *rd, urne_later *l)
{
    size_t cap = 0;
    do {
        URNE_TRY(read_line(rd, add_line(rd, l, &cap, URNE_REPLACE_REFUSED)));
        while (urne_note_is(&rd->note, "passed")) {
            URNE_TRY(read_line(rd, add_line(rd, l, &cap, URNE_REPLACE_PASSED)));
        }
        bool vacant = urne_note_is(&rd->note, "vacant");
        URNE_TRY(read_line(
            rd,
            add_line(rd, l, &cap, vacant ? URNE_REPLACE_VACANT : URNE_REPLACE_CALLED)));
    } while (urne_note_is(&rd->note, "refused"));
    return URNE_OK;
}

urne_code urne_later_read(urne_later *out, urne_arena *arena, urne_str bytes,
                          const char *file, urne_later_kind kind, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    *out = (urne_later){.kind = kind};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file,
                             urne_later_kind_name(kind), err));
    switch (kind) {
    case URNE_LATER_HANDOVER:
        URNE_TRY(read_handover(&rd, out));
        break;
    case URNE_LATER_REKEY:
        URNE_TRY(read_rekey(&rd, out));
        break;
    case URNE_LATER_ABORT:
        URNE_TRY(read_abort(&rd, out));
        break;
    case URNE_LATER_CLOSE:
        URNE_TRY(read_close(&rd, out));
        break;
    case URNE_LATER_REPLACE:
        URNE_TRY(read_replace(&rd, out));
        break;
    case URNE_LATER_AUDIT:
        URNE_TRY(urne_audit_take(&out->audit, &rd.note, err));
        break;
    case URNE_LATER_DESTROY:
        URNE_TRY(urne_note_take_hex(&rd.note, "rollkey", URNE_HEX, &out->rollkey, err));
        break;
    case URNE_LATER_NONE:
        urne_bug("a later entry without a kind");
    }
    return urne_note_close(&rd.note, err);
}

/* ---- the beacon ---- */

urne_str urne_beacon_note_write(urne_arena *arena, const urne_beacon_note *b)
{
    static const char digits[] = "0123456789abcdef";
    char hex[2 * URNE_BEACON_BYTES];
    urne_buf buf = urne_buf_new(arena, 512);
    for (size_t i = 0; i < URNE_BEACON_BYTES; i++) {
        hex[2 * i] = digits[b->signature[i] >> 4];
        hex[2 * i + 1] = digits[b->signature[i] & 15];
    }
    urne_buf_addz(&buf, "urne/1 beacon\n");
    put1(&buf, "ceremony", b->ceremony);
    urne_note_put(
        &buf, "drand", 3,
        (urne_str[]){b->chain, urne_str_of(URNE_DEC(b->round)), {hex, sizeof hex}});
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

urne_code urne_beacon_note_read(urne_beacon_note *out, urne_str bytes, const char *file,
                                urne_err *err)
{
    reader rd = {.err = err};
    urne_str f[3];
    *out = (urne_beacon_note){.round = 0};
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "beacon", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, &out->ceremony, err));
    URNE_TRY(take(&rd, "drand", 3, f));
    out->chain = f[0];
    URNE_TRY(urne_note_hex(&rd.note, f[0], URNE_HEX, err));
    URNE_TRY(positive(&rd, f[1], &out->round));
    if (!urne_hex_parse(f[2], out->signature, URNE_BEACON_BYTES)) {
        return bad(&rd, f[2], N_("96 hexadecimal digits"));
    }
    return urne_note_close(&rd.note, err);
}

const urne_source *urne_beacon_source(const urne_commit *commit, uint64_t *number)
{
    for (size_t i = 0; i < commit->n_sources; i++) {
        if (commit->sources[i].kind == URNE_SOURCE_DRAND) {
            *number = i + 1;
            return &commit->sources[i];
        }
    }
    return NULL;
}
