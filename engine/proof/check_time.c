#include "proof/check.h"

#include "base/day.h"
#include "codec/note.h"

/* The order of times, and the beacon (transcript-1 §6, V14 and V16). */

enum { TIME_LINE = 5 };

/* The line of 01-commit.txt on which source i (from 0) stands: they are the last. */
static uint64_t source_line(const urne_checker *c, size_t i)
{
    uint64_t lines = 0;
    urne_str bytes = c->file[URNE_FILE_COMMIT].bytes;
    for (size_t at = 0; at < bytes.n; at++) {
        lines += bytes.p[at] == '\n' ? 1 : 0;
    }
    uint64_t after = c->commit.n_sources - i + (c->commit.has_lead ? 1 : 0);
    return lines - after;
}

static void check_lotteries(urne_checker *c)
{
    for (size_t i = 0; i < c->commit.n_sources; i++) {
        const urne_source *s = &c->commit.sources[i];
        urne_str sealed = urne_str_slice(c->commit.head.time, 0, 10);
        if (s->kind == URNE_SOURCE_LOTTERY && urne_str_cmp(s->date, sealed) < 0) {
            urne_check_line(c, 16, urne_check_name(c, URNE_FILE_COMMIT),
                            source_line(c, i), URNE_E_CHECK_LOTTERY, NULL);
        }
    }
}

/* Each entry against the one before it. */
static void check_order(urne_checker *c)
{
    const char *before = NULL;
    urne_str last = {"", 0};
    for (int i = 0; i <= URNE_FILE_RESULT; i++) {
        const char *name = urne_check_name(c, i);
        bool good = c->file[i].due && urne_check_found(c, 16, name, &c->file[i]);
        if (good && before != NULL) {
            int order = urne_str_cmp(last, urne_base_head(c, i)->time);
            if (order > 0 || (order == 0 && i != URNE_FILE_RESULT)) {
                urne_check_line(c, 16, name, TIME_LINE, URNE_E_CHECK_TIME, before);
            }
        }
        if (c->file[i].due) {
            before = good ? name : NULL;
            last = good ? urne_base_head(c, i)->time : last;
        }
    }
    for (size_t i = 0; i < c->n_later; i++) {
        const urne_found_later *l = &c->later[i];
        bool good = urne_check_found(c, 16, l->name, &l->found);
        if (good && before != NULL && urne_str_cmp(last, l->note.head.time) > 0) {
            urne_check_line(c, 16, l->name, TIME_LINE, URNE_E_CHECK_TIME, before);
        }
        before = good ? l->name : NULL;
        last = good ? l->note.head.time : last;
    }
}

static int64_t seconds_of(urne_str time)
{
    int64_t seconds = 0;
    if (!urne_time_parse(time, &seconds)) {
        urne_bug("a time that was read");
    }
    return seconds;
}

/* Seal, throw and result against the time of the round. */
static void check_round(urne_checker *c)
{
    uint64_t number;
    const urne_source *s = urne_beacon_source(&c->commit, &number);
    const char *commit = urne_check_name(c, URNE_FILE_COMMIT);
    char made[URNE_TIME_MAX];
    if (s == NULL) {
        return;
    }
    int64_t round = urne_beacon_time(s->count);
    if (!urne_time_write(made, round)) {
        urne_check_line(c, 16, commit, source_line(c, number - 1),
                        URNE_E_CHECK_ROUND_TIME, "-");
        return;
    }
    int64_t gap = round - seconds_of(c->commit.head.time);
    if (gap < 0 || (uint64_t)gap < c->commit.lead) {
        urne_check_line(c, 16, commit,
                        urne_line_starting(c->file[URNE_FILE_COMMIT].bytes, "lead "),
                        URNE_E_CHECK_ROUND_TIME, made);
    }
    if (urne_base_good(c, URNE_FILE_REVEALS) &&
        urne_str_cmp(c->reveals.head.time, urne_str_of(made)) >= 0) {
        urne_check_line(c, 16, urne_check_name(c, URNE_FILE_REVEALS), TIME_LINE,
                        URNE_E_CHECK_ROUND_TIME, made);
    }
    if (urne_base_good(c, URNE_FILE_RESULT) &&
        urne_str_cmp(urne_base_head(c, URNE_FILE_RESULT)->time, urne_str_of(made)) <
            0) {
        urne_check_line(c, 16, urne_check_name(c, URNE_FILE_RESULT), TIME_LINE,
                        URNE_E_CHECK_ROUND_TIME, made);
    }
}

void urne_check_times(urne_checker *c)
{
    check_order(c);
    if (urne_base_good(c, URNE_FILE_COMMIT)) {
        check_lotteries(c);
        check_round(c);
    }
    urne_check_note(c, 16, URNE_PASS, URNE_OK, NULL, NULL);
}

/* ---- V14 ---- */

/* Line `number` of a note, from 1, without its LF. */
static urne_str line_of(urne_str bytes, uint64_t number)
{
    urne_str line = {"", 0};
    for (uint64_t n = 0; n < number; n++) {
        if (!urne_str_cut(&bytes, '\n', &line)) {
            return URNE_STR("");
        }
    }
    return line;
}

static void check_signature(urne_checker *c, const urne_source *s, uint64_t number)
{
    enum { DRAND_LINE = 3, BEFORE_SOURCES = 4 };
    const urne_beacon_note *b = &c->beacon;
    if (!urne_str_eq(b->chain, s->hex) || b->round != s->count ||
        !urne_beacon_verify(b->round, b->signature)) {
        urne_check_line(c, 14, urne_check_name(c, URNE_FILE_BEACON), DRAND_LINE,
                        URNE_E_CHECK_BEACON, NULL);
        return;
    }
    urne_hex randomness = urne_to_hex(urne_beacon_randomness(b->signature));
    urne_buf due = urne_buf_new(c->arena, 256);
    urne_note_put(&due, URNE_DEC(number), 4,
                  (urne_str[]){URNE_STR("drand"), s->hex,
                               urne_str_of(URNE_DEC(s->count)),
                               urne_hex_str(&randomness)});
    urne_str there = line_of(c->file[URNE_FILE_SEED].bytes, BEFORE_SOURCES + number);
    if (!urne_str_eq((urne_str){due.p, due.n - 1}, there)) {
        urne_check_line(c, 14, urne_check_name(c, URNE_FILE_SEED),
                        BEFORE_SOURCES + number, URNE_E_CHECK_BEACON, NULL);
    }
}

void urne_check_beacon(urne_checker *c)
{
    static const urne_file_id sealed[] = {URNE_FILE_COMMIT, URNE_FILES};
    static const urne_file_id drawn[] = {URNE_FILE_SEED, URNE_FILE_BEACON, URNE_FILES};
    uint64_t number;
    char made[URNE_TIME_MAX];
    if (!urne_check_reads(c, 14, sealed)) {
        return;
    }
    const urne_source *s = urne_beacon_source(&c->commit, &number);
    if (s == NULL) {
        if (c->file[URNE_FILE_BEACON].due) {
            urne_check_line(c, 14, urne_check_name(c, URNE_FILE_BEACON), 1,
                            URNE_E_CHECK_BEACON_EXTRA, NULL);
        }
        urne_check_note(c, 14, URNE_NOT_CHECKED, URNE_E_CHECK_NO_BEACON, NULL, NULL);
        return;
    }
    if (!urne_str_is(s->hex, URNE_BEACON_CHAIN)) {
        urne_check_line(c, 14, urne_check_name(c, URNE_FILE_COMMIT),
                        source_line(c, number - 1), URNE_E_CHECK_CHAIN, NULL);
    }
    if (!urne_check_reads(c, 14, drawn)) {
        return;
    }
    check_signature(c, s, number);
    bool written = urne_time_write(made, urne_beacon_time(s->count));
    urne_check_note(c, 14, URNE_PASS, URNE_E_CHECK_ROUND, URNE_DEC(s->count),
                    written ? made : "-");
}
