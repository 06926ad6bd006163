#include "proof/transcript.h"

#include "codec/note.h"
#include "crypto/hash.h"

/* ---- writing ---- */

static const char *pass_word(urne_pass pass)
{
    return pass == URNE_PASS_MEMBERS ? "member" : "substitute";
}

void urne_result_begin(urne_buf *buf, const urne_result *r)
{
    static const char *const keyword[] = {"seats", "substitutes"};
    urne_entry_put(buf, "result", &r->head);
    urne_note_put(buf, "seed", 1, &r->seed);
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t h = 0; h < r->n_strata; h++) {
            char d[2][URNE_DEC_MAX];
            urne_note_put(buf, keyword[pass], 2,
                          (urne_str[]){urne_str_of(urne_dec(d[0], h + 1)),
                                       urne_str_of(urne_dec(d[1], r->seats[pass][h]))});
        }
    }
}

void urne_result_step(urne_buf *buf, const urne_result_line *line)
{
    char pos[URNE_DEC_MAX], number[URNE_DEC_MAX], h[URNE_DEC_MAX], n[URNE_DEC_MAX];
    urne_str word = urne_str_of(pass_word(line->pass));
    urne_str stratum = urne_str_of(urne_dec(h, line->stratum));
    urne_dec(number, line->number);
    if (line->kind == URNE_STEP_SHORT) {
        urne_note_put(
            buf, "short", 3,
            (urne_str[]){word, stratum, urne_str_of(urne_dec(n, line->missing))});
        return;
    }
    if (line->kind == URNE_STEP_SELECT) {
        urne_note_put(buf, "select", 6,
                      (urne_str[]){word, urne_str_of(urne_dec(pos, line->pos)),
                                   urne_str_of(number), line->pid, stratum,
                                   line->ticket});
    } else {
        urne_note_put(buf, "skip", 7,
                      (urne_str[]){word, urne_str_of(number), line->pid, stratum,
                                   line->ticket, line->name,
                                   urne_str_of(urne_dec(n, line->of_number))});
    }
    buf->n--; /* the attributes go before the LF */
    for (size_t i = 0; i < line->n_attrs; i++) {
        urne_buf_addc(buf, ' ');
        urne_buf_add(buf, line->attrs[i]);
    }
    urne_buf_addc(buf, '\n');
}

/* ---- reading ---- */

typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_err *err;
    size_t cap; /* of lines */
} reader;

static urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(&rd->note, value, wanted, rd->err);
}

static urne_code positive(const reader *rd, urne_str field, uint64_t *out)
{
    URNE_TRY(urne_note_u64(&rd->note, field, out, rd->err));
    return *out == 0 ? bad(rd, field, N_("a number from 1 on")) : URNE_OK;
}

/* "seats H A" for H = 1, 2, ...; the first list says how many strata there are. */
static urne_code read_seats(reader *rd, urne_result *r, size_t pass,
                            const char *keyword)
{
    urne_str f[2];
    size_t n = 0, cap = 16;
    uint64_t h;
    r->seats[pass] = urne_arena_array(rd->arena, cap, sizeof *r->seats[pass]);
    while (urne_note_is(&rd->note, keyword) && (pass == 0 || n < r->n_strata)) {
        if (n == cap) {
            r->seats[pass] =
                urne_arena_grow(rd->arena, r->seats[pass], n * sizeof(uint64_t),
                                2 * cap * sizeof(uint64_t));
            cap *= 2;
        }
        URNE_TRY(urne_note_take(&rd->note, keyword, 2, f, URNE_LAST_FIELD, rd->err));
        URNE_TRY(urne_note_u64(&rd->note, f[0], &h, rd->err));
        if (h != n + 1) {
            return bad(rd, f[0], N_("the next stratum"));
        }
        URNE_TRY(urne_note_u64(&rd->note, f[1], &r->seats[pass][n++], rd->err));
    }
    if (n == 0 || (pass == 1 && n != r->n_strata)) {
        return urne_note_take(&rd->note, keyword, 2, f, URNE_LAST_FIELD, rd->err);
    }
    r->n_strata = n;
    return URNE_OK;
}

static urne_code read_word(const reader *rd, urne_str word, urne_pass *pass)
{
    *pass = urne_str_is(word, "member") ? URNE_PASS_MEMBERS : URNE_PASS_SUBSTITUTES;
    return urne_str_is(word, pass_word(*pass))
               ? URNE_OK
               : bad(rd, word, N_("member or substitute"));
}

/* NAME:VALUE:ASALT or a commitment; value and salt of the form that 7.7.2 says. */
bool urne_attr_ok(urne_str attr)
{
    urne_hash h;
    urne_str rest = attr, name, value = {0}, salt = {0};
    urne_str_cut(&rest, ':', &name);
    if (rest.p == NULL) {
        return urne_hash_parse(attr, &h);
    }
    urne_str_cut(&rest, ':', &value);
    bool three = urne_str_cut(&rest, ':', &salt) && rest.p == NULL;
    return three && urne_name_ok(name, 32) && urne_hash_parse(salt, &h) &&
           (urne_str_is(value, "-") || urne_hash_parse(value, &h));
}

static urne_code read_attrs(const reader *rd, urne_str rest, urne_result_line *line)
{
    enum { ATTRS_MAX = 8 };
    urne_str attr;
    line->attrs = urne_arena_array(rd->arena, ATTRS_MAX, sizeof *line->attrs);
    while (urne_str_cut(&rest, ' ', &attr)) {
        if (line->n_attrs == ATTRS_MAX || !urne_attr_ok(attr)) {
            return bad(rd, attr, N_("an attribute"));
        }
        line->attrs[line->n_attrs++] = attr;
    }
    return URNE_OK;
}

/* PID, H and TICKET, which select and skip have in common. */
static urne_code read_elector(const reader *rd, const urne_str f[4],
                              urne_result_line *line)
{
    URNE_TRY(positive(rd, f[0], &line->number));
    URNE_TRY(urne_note_hex(&rd->note, f[1], URNE_HEX, rd->err));
    URNE_TRY(positive(rd, f[2], &line->stratum));
    URNE_TRY(urne_note_hex(&rd->note, f[3], URNE_HEX, rd->err));
    line->pid = f[1];
    line->ticket = f[3];
    return URNE_OK;
}

static urne_code read_line(reader *rd, urne_result_line *line)
{
    urne_str f[8];
    if (urne_note_is(&rd->note, "select")) {
        line->kind = URNE_STEP_SELECT;
        URNE_TRY(urne_note_take(&rd->note, "select", 7, f, URNE_LAST_REST, rd->err));
        URNE_TRY(read_word(rd, f[0], &line->pass));
        URNE_TRY(positive(rd, f[1], &line->pos));
        URNE_TRY(read_elector(rd, f + 2, line));
        return read_attrs(rd, f[6], line);
    }
    if (urne_note_is(&rd->note, "skip")) {
        line->kind = URNE_STEP_SKIP;
        URNE_TRY(urne_note_take(&rd->note, "skip", 8, f, URNE_LAST_REST, rd->err));
        URNE_TRY(read_word(rd, f[0], &line->pass));
        URNE_TRY(read_elector(rd, f + 1, line));
        line->name = f[5];
        if (!urne_name_ok(f[5], 32)) {
            return bad(rd, f[5], N_("the name of an attribute"));
        }
        URNE_TRY(positive(rd, f[6], &line->of_number));
        return read_attrs(rd, f[7], line);
    }
    line->kind = URNE_STEP_SHORT;
    URNE_TRY(urne_note_take(&rd->note, "short", 3, f, URNE_LAST_FIELD, rd->err));
    URNE_TRY(read_word(rd, f[0], &line->pass));
    URNE_TRY(positive(rd, f[1], &line->stratum));
    return positive(rd, f[2], &line->missing);
}

static urne_code read_lines(reader *rd, urne_result *r)
{
    while (!urne_note_is(&rd->note, "end")) {
        if (r->n_lines == rd->cap) {
            r->lines =
                urne_arena_grow(rd->arena, r->lines, r->n_lines * sizeof *r->lines,
                                2 * rd->cap * sizeof *r->lines);
            rd->cap *= 2;
        }
        urne_result_line *line = &r->lines[r->n_lines++];
        *line = (urne_result_line){.text = rd->note.text, .line = rd->note.line};
        URNE_TRY(read_line(rd, line));
    }
    return URNE_OK;
}

urne_code urne_result_read(urne_result *out, urne_arena *arena, urne_str bytes,
                           const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err, .cap = 64};
    *out = (urne_result){.n_strata = 0};
    out->lines = urne_arena_array(arena, rd.cap, sizeof *out->lines);
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, "result", err));
    URNE_TRY(urne_note_take(&rd.note, "seed", 1, &out->seed, URNE_LAST_FIELD, err));
    URNE_TRY(urne_note_hex(&rd.note, out->seed, URNE_HEX, err));
    URNE_TRY(read_seats(&rd, out, 0, "seats"));
    URNE_TRY(read_seats(&rd, out, 1, "substitutes"));
    URNE_TRY(read_lines(&rd, out));
    return urne_note_close(&rd.note, err);
}
