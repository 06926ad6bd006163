#include "proof/transcript.h"

#include "crypto/hash.h"
#include "proof/entry_in.h"

/* What the sources gave, and the seed that it makes (draw-1 §7.5, §7.6, §9.1). */

enum { ROLE_MAX = 16, SOURCES_MAX = 64, DICE_MAX = 512, NUMBERS_MAX = 64 };

const char *urne_dice_name(const urne_source *s)
{
    return s->sides == 6 ? "d6" : "d10";
}

static void put_values(urne_buf *buf, const urne_reveals *r)
{
    for (size_t i = 0; i < r->n_values; i++) {
        urne_note_put(buf, URNE_DEC(r->numbers[i]), 1, &r->values[i]);
    }
}

urne_str urne_reveals_write(urne_arena *arena, const char *kind, const urne_reveals *r)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_entry_put(&buf, kind, &r->head);
    put_values(&buf, r);
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

urne_str urne_seed_input(urne_arena *arena, const urne_commit *commit,
                         urne_str commit_sha256, const urne_reveals *reveals,
                         urne_str reveals_sha256, urne_str drand)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "urne/1 seed\n");
    urne_note_put(&buf, "ceremony", 1, &commit->head.ceremony);
    urne_note_put(&buf, "commit", 1, &commit_sha256);
    const urne_source *beacon = NULL;
    uint64_t at = 0; /* the number of the beacon */
    for (size_t i = 0; i < commit->n_sources; i++) {
        if (commit->sources[i].kind == URNE_SOURCE_DRAND) {
            beacon = &commit->sources[i];
            at = i + 1;
        }
    }
    if (beacon != NULL) {
        urne_note_put(&buf, "reveals", 1, &reveals_sha256);
    }
    for (size_t i = 0; i <= reveals->n_values; i++) {
        bool last = i == reveals->n_values;
        if (beacon != NULL && (last || reveals->numbers[i] > at)) {
            urne_note_put(&buf, URNE_DEC(at), 4,
                          (urne_str[]){URNE_STR("drand"), beacon->hex,
                                       urne_str_of(URNE_DEC(beacon->count)), drand});
            beacon = NULL;
        }
        if (!last) {
            urne_note_put(&buf, URNE_DEC(reveals->numbers[i]), 1, &reveals->values[i]);
        }
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

static bool numbers_ok(urne_str s)
{
    urne_str part;
    uint64_t v;
    size_t n = 0;
    while (urne_str_cut(&s, '.', &part)) {
        if (!urne_str_u64(part, URNE_INT_MAX - 1, &v)) {
            return false;
        }
        n++;
    }
    return n <= NUMBERS_MAX;
}

static bool digits_ok(urne_str s, uint64_t sides)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < (sides == 6 ? '1' : '0') || s.p[i] > (sides == 6 ? '6' : '9')) {
            return false;
        }
    }
    return s.n > 0 && s.n <= DICE_MAX;
}

/* The three forms of a revealed value: kind, name, value. */
static bool value_ok(const urne_str f[3])
{
    urne_hash h;
    if (urne_str_is(f[0], "dice")) {
        bool d6 = urne_str_is(f[1], "d6");
        return (d6 || urne_str_is(f[1], "d10")) && digits_ok(f[2], d6 ? 6 : 10);
    }
    if (!urne_name_ok(f[1], ROLE_MAX)) {
        return false;
    }
    if (urne_str_is(f[0], "lottery")) {
        return numbers_ok(f[2]);
    }
    return urne_str_is(f[0], "party") &&
           (urne_str_is(f[2], "missing") || urne_hash_parse(f[2], &h));
}

urne_code urne_reveals_read(urne_reveals *out, urne_arena *arena, urne_str bytes,
                            const char *file, const char *kind, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    uint64_t last = 0, i;
    *out = (urne_reveals){.n_values = 0};
    URNE_TRY(urne_entry_read(&rd.note, &out->head, bytes, file, kind, err));
    out->values = urne_arena_array(arena, SOURCES_MAX, sizeof *out->values);
    out->numbers = urne_arena_array(arena, SOURCES_MAX, sizeof *out->numbers);
    /* The keyword of these lines is a number, so it is taken as it stands. */
    while (urne_str_u64(rd.note.keyword, URNE_INT_MAX - 1, &i)) {
        urne_str f[3], line = rd.note.text, keyword = rd.note.keyword;
        URNE_TRY(take(&rd, urne_str_z(arena, keyword), 3, f));
        if (i <= last || i > SOURCES_MAX || !value_ok(f)) {
            return bad(&rd, f[0], N_("a value of the next source"));
        }
        out->numbers[out->n_values] = i;
        out->values[out->n_values++] = urne_str_slice(line, keyword.n + 1, line.n);
        last = i;
    }
    return urne_note_close(&rd.note, err);
}

/* "drand CHAIN ROUND HEX64" of a seed note. */
static bool drand_ok(const urne_str f[4])
{
    urne_hash h;
    uint64_t round;
    return urne_str_is(f[0], "drand") && urne_hash_parse(f[1], &h) &&
           urne_str_u64(f[2], URNE_INT_MAX - 1, &round) && round > 0 &&
           urne_hash_parse(f[3], &h);
}

urne_code urne_seed_read(urne_str *ceremony, urne_arena *arena, urne_str bytes,
                         const char *file, urne_err *err)
{
    reader rd = {.arena = arena, .err = err};
    urne_str hash;
    uint64_t last = 0, i;
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "seed", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, ceremony, err));
    URNE_TRY(urne_note_take_hex(&rd.note, "commit", URNE_HEX, &hash, err));
    bool reveals = urne_note_is(&rd.note, "reveals"), drand = false;
    if (reveals) {
        URNE_TRY(urne_note_take_hex(&rd.note, "reveals", URNE_HEX, &hash, err));
    }
    while (urne_str_u64(rd.note.keyword, URNE_INT_MAX - 1, &i)) {
        urne_str f[4];
        const char *keyword = urne_str_z(arena, rd.note.keyword);
        bool beacon = urne_str_starts(
            urne_str_slice(rd.note.text, strlen(keyword), rd.note.text.n), " drand ");
        URNE_TRY(take(&rd, keyword, beacon ? 4 : 3, f));
        if (i <= last || i > SOURCES_MAX || (beacon && drand) ||
            !(beacon ? drand_ok(f) : value_ok(f))) {
            return bad(&rd, f[0], N_("a value of the next source"));
        }
        drand = drand || beacon;
        last = i;
    }
    if (last == 0) {
        urne_str none[3];
        return urne_note_take(&rd.note, "1", 3, none, URNE_LAST_FIELD, err);
    }
    if (reveals != drand) {
        return bad(&rd, URNE_STR("reveals"),
                   N_("there if and only if there is a beacon"));
    }
    return urne_note_close(&rd.note, err);
}

urne_str urne_source_value(urne_arena *arena, const urne_source *s, urne_str typed)
{
    urne_buf digits = urne_buf_new(arena, typed.n + 32);
    bool dice = s->kind == URNE_SOURCE_DICE;
    urne_buf_addz(&digits, dice ? "dice " : "lottery ");
    urne_buf_add(&digits, dice ? urne_str_of(urne_dice_name(s)) : s->label);
    urne_buf_addc(&digits, ' ');
    size_t from = digits.n;
    for (size_t i = 0; i < typed.n; i++) {
        /* People read dice in groups; the spaces between them mean nothing. */
        if (!(dice && typed.p[i] == ' ')) {
            urne_buf_addc(&digits, typed.p[i]);
        }
    }
    urne_str value = {digits.p + from, digits.n - from};
    /* The line that it makes must be a line of a note. */
    bool ok =
        digits.n + URNE_DEC_MAX < URNE_NOTE_LINE_MAX &&
        (dice ? value.n == s->count && digits_ok(value, s->sides) : numbers_ok(value));
    return ok ? urne_buf_str(&digits) : (urne_str){NULL, 0};
}
