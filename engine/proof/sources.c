#include "proof/transcript.h"

#include "base/day.h"
#include "codec/note.h"

/* The sources of randomness as an entry seals them (draw-1 §7.4). */

enum { ROLE_MAX = 16, SOURCES_MAX = 64, DICE_MAX = 512, LEAD_MIN = 600 };

/* A reading in progress. */
typedef struct reader {
    urne_note *note;
    urne_err *err;
} reader;

static void put_source(urne_buf *buf, size_t i, const urne_source *s)
{
    char index[URNE_DEC_MAX], count[URNE_DEC_MAX];
    urne_str number = urne_str_of(urne_dec(index, i));
    urne_str n = urne_str_of(urne_dec(count, s->count));
    switch (s->kind) {
    case URNE_SOURCE_DICE:
        urne_note_put(
            buf, "source", 4,
            (urne_str[]){number, URNE_STR("dice"), urne_str_of(urne_dice_name(s)), n});
        break;
    case URNE_SOURCE_LOTTERY:
        urne_note_put(buf, "source", 4,
                      (urne_str[]){number, URNE_STR("lottery"), s->label, s->date});
        break;
    case URNE_SOURCE_PARTY:
        urne_note_put(buf, "source", 4,
                      (urne_str[]){number, URNE_STR("party"), s->label, s->hex});
        break;
    case URNE_SOURCE_DRAND:
        urne_note_put(buf, "source", 4,
                      (urne_str[]){number, URNE_STR("drand"), s->hex, n});
        break;
    }
}

void urne_sources_put(urne_buf *buf, const urne_source *sources, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put_source(buf, i + 1, &sources[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (sources[i].kind == URNE_SOURCE_DRAND) {
            urne_note_put(buf, "lead", 1,
                          (urne_str[]){urne_str_of(URNE_DEC(sources[i].lead))});
        }
    }
}

static urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(rd->note, value, wanted, rd->err);
}

static urne_code take(const reader *rd, const char *keyword, size_t n, urne_str *fields)
{
    return urne_note_take(rd->note, keyword, n, fields, URNE_LAST_FIELD, rd->err);
}

static urne_code u64(const reader *rd, urne_str field, uint64_t least, uint64_t *out)
{
    URNE_TRY(urne_note_u64(rd->note, field, out, rd->err));
    return *out < least ? bad(rd, field, N_("a number from 1 on")) : URNE_OK;
}

static urne_code read_dice(const reader *rd, const urne_str f[4], urne_source *s)
{
    if (!urne_str_is(f[2], "d6") && !urne_str_is(f[2], "d10")) {
        return bad(rd, f[2], N_("d6 or d10"));
    }
    s->kind = URNE_SOURCE_DICE;
    s->sides = urne_str_is(f[2], "d6") ? 6 : 10;
    URNE_TRY(u64(rd, f[3], 1, &s->count));
    return s->count > DICE_MAX ? bad(rd, f[3], N_("at most 512 dice")) : URNE_OK;
}

static urne_code read_lottery(const reader *rd, const urne_str f[4], urne_source *s)
{
    s->kind = URNE_SOURCE_LOTTERY;
    s->label = f[2];
    s->date = f[3];
    if (!urne_name_ok(f[2], ROLE_MAX)) {
        return bad(rd, f[2], N_("a label"));
    }
    return urne_day_exists(f[3]) ? URNE_OK : bad(rd, f[3], N_("a day"));
}

static urne_code read_party(const reader *rd, const urne_str f[4], urne_source *s)
{
    s->kind = URNE_SOURCE_PARTY;
    s->label = f[2];
    s->hex = f[3];
    if (!urne_name_ok(f[2], ROLE_MAX)) {
        return bad(rd, f[2], N_("a role"));
    }
    return urne_note_hex(rd->note, f[3], URNE_HEX, rd->err);
}

static urne_code read_drand(const reader *rd, const urne_commit *c, const urne_str f[4],
                            urne_source *s)
{
    for (size_t i = 0; i < c->n_sources; i++) {
        if (c->sources[i].kind == URNE_SOURCE_DRAND) {
            return bad(rd, f[1], N_("a second beacon"));
        }
    }
    s->kind = URNE_SOURCE_DRAND;
    s->hex = f[2];
    URNE_TRY(urne_note_hex(rd->note, f[2], URNE_HEX, rd->err));
    return u64(rd, f[3], 1, &s->count);
}

static urne_code read_source(const reader *rd, urne_commit *c)
{
    urne_str f[4];
    uint64_t i;
    URNE_TRY(take(rd, "source", 4, f));
    urne_source *s = &c->sources[c->n_sources];
    URNE_TRY(urne_note_u64(rd->note, f[0], &i, rd->err));
    if (i != c->n_sources + 1 || i > SOURCES_MAX) {
        return bad(rd, f[0], N_("the next source"));
    }
    if (urne_str_is(f[1], "dice")) {
        URNE_TRY(read_dice(rd, f, s));
    } else if (urne_str_is(f[1], "lottery")) {
        URNE_TRY(read_lottery(rd, f, s));
    } else if (urne_str_is(f[1], "party")) {
        URNE_TRY(read_party(rd, f, s));
    } else if (urne_str_is(f[1], "drand")) {
        URNE_TRY(read_drand(rd, c, f, s));
    } else {
        return bad(rd, f[1], N_("dice, lottery, party or drand"));
    }
    c->n_sources++;
    return URNE_OK;
}

static urne_code read_lead(const reader *rd, urne_commit *c)
{
    urne_str f[1];
    for (size_t i = 0; i < c->n_sources; i++) {
        c->has_lead = c->has_lead || c->sources[i].kind == URNE_SOURCE_DRAND;
    }
    if (!c->has_lead && !urne_note_is(rd->note, "lead")) {
        return URNE_OK;
    }
    URNE_TRY(take(rd, "lead", 1, f));
    if (!c->has_lead) {
        return bad(rd, f[0], N_("allowed without a beacon"));
    }
    URNE_TRY(u64(rd, f[0], 1, &c->lead));
    for (size_t i = 0; i < c->n_sources; i++) {
        urne_source *s = &c->sources[i];
        s->lead = s->kind == URNE_SOURCE_DRAND ? c->lead : 0;
    }
    return c->lead < LEAD_MIN ? bad(rd, f[0], N_("at least 600 seconds")) : URNE_OK;
}

urne_code urne_sources_take(urne_note *note, urne_arena *arena, urne_commit *c,
                            urne_err *err)
{
    reader rd = {note, err};
    c->sources = urne_arena_array(arena, SOURCES_MAX + 1, sizeof *c->sources);
    do {
        URNE_TRY(read_source(&rd, c));
    } while (urne_note_is(note, "source"));
    return read_lead(&rd, c);
}
