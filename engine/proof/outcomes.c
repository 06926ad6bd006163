#include "proof/outcomes.h"

static const char *const words[2][URNE_OUTCOME_WORDS + 1] = {
    {"", "clean", "ghost", "unopened"}, {"", "found", "excluded", "missing"}};
static const char *const kinds[] = {"leaf", "position"};

const char *urne_outcome_word(bool position, unsigned outcome)
{
    return words[position ? 1 : 0][outcome];
}

void urne_outcome_put(urne_buf *buf, const urne_outcome *o)
{
    urne_buf_addz(buf, kinds[o->position ? 1 : 0]);
    urne_buf_addc(buf, ';');
    urne_buf_addu(buf, o->number);
    urne_buf_addc(buf, ';');
    urne_buf_addz(buf, urne_outcome_word(o->position, o->outcome));
    urne_buf_addc(buf, '\n');
}

static urne_code read_word(urne_outcome *o, urne_str word, urne_place at, urne_err *err)
{
    for (unsigned w = 1; w <= URNE_OUTCOME_WORDS; w++) {
        if (urne_str_is(word, urne_outcome_word(o->position, w))) {
            o->outcome = w;
            return URNE_OK;
        }
    }
    return urne_fail(err, URNE_E_AUDIT_OUTCOME, at, URNE_SHOW(word),
                     kinds[o->position ? 1 : 0], NULL);
}

static bool read_number(urne_outcome *o, urne_str text)
{
    return urne_str_u64(text, URNE_INT_MAX - 1, &o->number) && o->number > 0;
}

static urne_code read_line(urne_outcome *o, urne_str line, urne_place at, urne_err *err)
{
    urne_str kind = {"", 0}, number = {"", 0};
    urne_str_cut(&line, ';', &kind);
    urne_str_cut(&line, ';', &number);
    o->position = urne_str_is(kind, kinds[1]);
    if (line.p == NULL || (!o->position && !urne_str_is(kind, kinds[0])) ||
        !read_number(o, number)) {
        return urne_fail(err, URNE_E_AUDIT_RECORD, at, NULL);
    }
    return read_word(o, line, at, err);
}

static size_t count_of(urne_str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += s.p[i] == c ? 1 : 0;
    }
    return n;
}

urne_code urne_outcomes_read(urne_outcome **out, size_t *n, urne_arena *arena,
                             urne_str text, const char *file, urne_err *err)
{
    urne_str line;
    *out = urne_arena_array(arena, count_of(text, '\n') + 1, sizeof **out);
    *n = 0;
    for (uint64_t number = 1; text.n > 0 && urne_str_cut(&text, '\n', &line);
         number++) {
        urne_outcome o = {.line = number};
        if (line.n > 0 && line.p[line.n - 1] == '\r') {
            line.n--;
        }
        if (number == 1 && urne_str_is(line, "what;number;outcome")) {
            continue;
        }
        URNE_TRY(read_line(&o, line, (urne_place){file, number, 0}, err));
        (*out)[(*n)++] = o;
    }
    return URNE_OK;
}

urne_code urne_outcomes_typed(urne_outcome **out, size_t *n, urne_arena *arena,
                              bool position, urne_str text, urne_err *err)
{
    urne_str line, item, number;
    *out = urne_arena_array(arena, count_of(text, '\n') + count_of(text, ',') + 1,
                            sizeof **out);
    *n = 0;
    while (text.n > 0 && urne_str_cut(&text, '\n', &line)) {
        while (urne_str_cut(&line, ',', &item)) {
            urne_outcome o = {.position = position};
            urne_str whole = item;
            urne_str_cut(&item, '=', &number);
            if (item.p == NULL || !read_number(&o, number)) {
                return urne_fail(err, URNE_E_AUDIT_OUTCOME, URNE_NOWHERE,
                                 URNE_SHOW(whole), kinds[position ? 1 : 0], NULL);
            }
            URNE_TRY(read_word(&o, item, URNE_NOWHERE, err));
            (*out)[(*n)++] = o;
        }
    }
    return URNE_OK;
}
