#include "model/count_text.h"

#include "codec/note.h"

/* count-rules.txt (tally-1 §4): every line stands there, defaults written out. */

enum { COUNT_SEATS_MAX = 1000000, SET_LINE_MAX = 1000, SETS_MAX = 100000 };

static const char *const limit_words[] = {
    "projects",       "points",  "sum-points", "cost",        "age",
    "residence",      "methods", "in-person",  "voter-twice", "duplicate-project",
    "unknown-project"};
enum {
    LIMITS = sizeof limit_words / sizeof *limit_words,
    LIMIT_BOUNDS = 4, /* the first have LEAST MOST */
    LIMIT_AGE = 4,
    LIMIT_RESIDENCE = 5,
    LIMIT_METHODS = 6,
    LIMIT_IN_PERSON = 7
};

/* ---- limits ---- */

/* Index of the word, or LIMITS. */
static size_t limit_index(urne_str word)
{
    size_t i = 0;
    while (i < LIMITS && !urne_str_is(word, limit_words[i])) {
        i++;
    }
    return i;
}

static bool bound_ok(urne_str s)
{
    uint64_t v;
    return urne_str_is(s, "-") || urne_str_u64(s, URNE_INT_MAX - 1, &v);
}

static bool word_ok(size_t i, urne_str value)
{
    static const char *const words[][6] = {
        {"none", "first", "last", "paper-then-first", "paper-then-last", NULL},
        {"once", "set-aside", NULL},
        {"refuse", "set-aside", NULL}};
    const char *const *w = words[i - LIMIT_IN_PERSON - 1];
    while (*w != NULL && !urne_str_is(value, *w)) {
        w++;
    }
    return *w != NULL;
}

bool urne_limit_ok(const urne_limit *limit)
{
    size_t i = limit_index(urne_str_of(limit->word));
    urne_str rest = limit->value, least = {"", 0};
    uint64_t age;
    if (i < LIMIT_BOUNDS) {
        return urne_str_cut(&rest, ' ', &least) && rest.p != NULL && bound_ok(least) &&
               bound_ok(rest) && !(urne_str_is(least, "-") && urne_str_is(rest, "-"));
    }
    if (i == LIMIT_AGE) {
        return urne_str_u64(limit->value, 150, &age);
    }
    return i == LIMIT_RESIDENCE || i == LIMIT_METHODS || i == LIMIT_IN_PERSON ||
           (i < LIMITS && word_ok(i, limit->value));
}

void urne_count_rules_seed(urne_count_rules *rules, urne_str seed)
{
    urne_count_rule *r = &rules->rule;
    for (size_t i = 0; i < r->n_ties; i++) {
        if (r->ties[i] == URNE_TIE_LOT) {
            r->lot_seed = seed;
        }
    }
}

/* ---- writing ---- */

static void put1(urne_buf *buf, const char *keyword, const char *value)
{
    urne_str field = urne_str_of(value);
    urne_note_put(buf, keyword, 1, &field);
}

static void put_u(urne_buf *buf, const char *keyword, uint64_t v)
{
    put1(buf, keyword, URNE_DEC(v));
}

static void put_ties(urne_buf *buf, const urne_count_rule *r)
{
    urne_buf_addz(buf, r->n_ties == 0 ? "ties -" : "ties");
    for (size_t i = 0; i < r->n_ties; i++) {
        urne_buf_addc(buf, ' ');
        urne_buf_addz(buf, urne_tie_kind_name(r->ties[i]));
    }
    urne_buf_addc(buf, '\n');
}

/* "cap K AMOUNT TEXT", then its members on lines of at most 1000 bytes. */
static void put_cap(urne_buf *buf, size_t k, const urne_cap *cap, size_t n_projects)
{
    char number[URNE_DEC_MAX], amount[URNE_DEC_MAX];
    urne_note_put(buf, "cap", 3,
                  (urne_str[]){urne_str_of(urne_dec(number, k)),
                               urne_str_of(urne_dec(amount, cap->amount)), cap->label});
    size_t from = 0; /* where the line began; 0: no line is open */
    for (size_t p = 0; p < n_projects; p++) {
        urne_str member = urne_str_of(URNE_DEC(p + 1));
        if (!cap->in[p]) {
            continue;
        }
        if (from != 0 && buf->n - from + 1 + member.n > SET_LINE_MAX) {
            urne_buf_addc(buf, '\n');
            from = 0;
        }
        if (from == 0) {
            from = buf->n;
            urne_buf_addz(buf, "in ");
            urne_buf_addz(buf, number);
        }
        urne_buf_addc(buf, ' ');
        urne_buf_add(buf, member);
    }
    if (from != 0) {
        urne_buf_addc(buf, '\n');
    }
}

static void put_sets(urne_buf *buf, const char *keyword, const urne_project_set *sets,
                     size_t n)
{
    for (size_t i = 0; i < n; i++) {
        urne_buf_addz(buf, keyword);
        for (size_t j = 0; j < sets[i].n; j++) {
            urne_buf_addc(buf, ' ');
            urne_buf_addu(buf, (uint64_t)sets[i].p[j] + 1);
        }
        urne_buf_addc(buf, '\n');
    }
}

static void put_words(urne_buf *buf, const urne_count_rule *r)
{
    char a[URNE_DEC_MAX], b[URNE_DEC_MAX];
    put1(buf, "rule", urne_rule_name(r->rule));
    put1(buf, "utility", urne_utility_name(r->utility));
    put1(buf, "completion", urne_completion_name(r->completion));
    put1(buf, "completion-utility", r->completion_by_votes ? "votes" : "same");
    urne_note_put(buf, "add1", 3,
                  (urne_str[]){urne_str_of(urne_add1_start_name(r->add1_start)),
                               urne_str_of(urne_add1_stop_name(r->add1_stop)),
                               urne_str_of(urne_dec(a, r->add1_increment))});
    put1(buf, "comparison", urne_comparison_name(r->comparison));
    put1(buf, "misfit", r->skip ? "skip" : "stop");
    put1(buf, "unsupported", r->keep_unsupported ? "keep" : "drop");
    urne_note_put(
        buf, "threshold", 3,
        (urne_str[]){urne_str_of(urne_dec(a, r->threshold.num)),
                     urne_str_of(urne_dec(b, r->threshold.den)),
                     urne_str_of(r->threshold.of_ballots ? "ballots" : "votes")});
    put_u(buf, "seats", r->seats);
    put_ties(buf, r);
}

void urne_count_rule_put(urne_buf *buf, const urne_election *e,
                         const urne_count_rule *r)
{
    put1(buf, "type", urne_vote_type_name(e->type));
    put_u(buf, "point-places", e->point_places);
    put_u(buf, "budget", r->seats > 0 ? r->seats : e->budget);
    put_words(buf, r);
    for (size_t k = 0; k < r->n_caps; k++) {
        put_cap(buf, k + 1, &r->caps[k], e->n_projects);
    }
    put_sets(buf, "rivals", r->rivals, r->n_rivals);
    put_sets(buf, "joined", r->joined, r->n_joined);
}

urne_str urne_count_rules_write(urne_arena *arena, const urne_election *e,
                                const urne_count_rules *rules)
{
    urne_buf buf = urne_buf_new(arena, 1024);
    urne_buf_addz(&buf, "urne/1 count-rules\n");
    urne_note_put(&buf, "ceremony", 1, &rules->ceremony);
    urne_count_rule_put(&buf, e, &rules->rule);
    for (size_t i = 0; i < rules->n_limits; i++) {
        urne_note_put(
            &buf, "limit", 2,
            (urne_str[]){urne_str_of(rules->limits[i].word), rules->limits[i].value});
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

/* ---- reading ---- */

typedef struct reader {
    urne_arena *arena;
    urne_note note;
    urne_election *e;
    urne_count_rules *out;
    urne_err *err;
} reader;

static urne_code bad(const reader *rd, urne_str value, const char *wanted)
{
    return urne_note_bad(&rd->note, value, wanted, rd->err);
}

static urne_code take(reader *rd, const char *keyword, size_t n, urne_str *fields)
{
    return urne_note_take(&rd->note, keyword, n, fields, URNE_LAST_FIELD, rd->err);
}

static urne_code take_u(reader *rd, const char *keyword, uint64_t most, uint64_t *out)
{
    urne_str f[1];
    URNE_TRY(take(rd, keyword, 1, f));
    URNE_TRY(urne_note_u64(&rd->note, f[0], out, rd->err));
    return *out > most ? bad(rd, f[0], N_("in the allowed range")) : URNE_OK;
}

/* One of two words; *out is true for the second. */
static urne_code take_either(reader *rd, const char *keyword, const char *first,
                             const char *second, bool *out)
{
    urne_str f[1];
    URNE_TRY(take(rd, keyword, 1, f));
    *out = urne_str_is(f[0], second);
    return *out || urne_str_is(f[0], first)
               ? URNE_OK
               : bad(rd, f[0], N_("a word that this line allows"));
}

/* A line of one word of a list. */
#define TAKE_WORD(keyword, parse, to)                                                  \
    do {                                                                               \
        urne_str word[1];                                                              \
        URNE_TRY(take(rd, keyword, 1, word));                                          \
        if (!parse(word[0], to)) {                                                     \
            return bad(rd, word[0], N_("a word that this line allows"));               \
        }                                                                              \
    } while (0)

static urne_code read_add1(reader *rd)
{
    urne_count_rule *r = &rd->out->rule;
    urne_str f[3];
    URNE_TRY(take(rd, "add1", 3, f));
    if (!urne_add1_start_parse(f[0], &r->add1_start)) {
        return bad(rd, f[0], N_("a word that this line allows"));
    }
    if (!urne_add1_stop_parse(f[1], &r->add1_stop)) {
        return bad(rd, f[1], N_("a word that this line allows"));
    }
    URNE_TRY(urne_note_u64(&rd->note, f[2], &r->add1_increment, rd->err));
    return r->add1_increment == 0 ? bad(rd, f[2], N_("a number from 1 on")) : URNE_OK;
}

static uint64_t gcd(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static urne_code read_threshold(reader *rd)
{
    urne_threshold *t = &rd->out->rule.threshold;
    urne_str f[3];
    URNE_TRY(take(rd, "threshold", 3, f));
    URNE_TRY(urne_note_u64(&rd->note, f[0], &t->num, rd->err));
    URNE_TRY(urne_note_u64(&rd->note, f[1], &t->den, rd->err));
    t->of_ballots = urne_str_is(f[2], "ballots");
    if ((!t->of_ballots && !urne_str_is(f[2], "votes")) ||
        (t->num == 0 && t->of_ballots) || (t->of_ballots && t->num > t->den)) {
        return bad(rd, f[2], N_("votes or ballots, as the numbers allow"));
    }
    return t->den > 0 && gcd(t->num, t->den) == 1
               ? URNE_OK
               : bad(rd, f[1], N_("a fraction in lowest terms"));
}

static urne_code read_ties(reader *rd)
{
    urne_str f[1];
    URNE_TRY(urne_note_take(&rd->note, "ties", 1, f, URNE_LAST_REST, rd->err));
    if (urne_str_is(f[0], "-")) {
        return URNE_OK;
    }
    char *list = urne_arena_alloc(rd->arena, f[0].n + 1);
    for (size_t i = 0; i < f[0].n; i++) {
        /* A comma of the file's own would make two kinds of one field. */
        list[i] = f[0].p[i] == ' ' ? ',' : f[0].p[i] == ',' ? ' ' : f[0].p[i];
    }
    return urne_ties_parse((urne_str){list, f[0].n}, &rd->out->rule)
               ? URNE_OK
               : bad(rd, f[0], N_("kinds of tie breaks, each once, or -"));
}

static urne_code read_words(reader *rd)
{
    urne_count_rule *r = &rd->out->rule;
    uint64_t places;
    bool stop;
    TAKE_WORD("type", urne_vote_type_parse, &rd->e->type);
    URNE_TRY(take_u(rd, "point-places", URNE_PLACES_MAX, &places));
    rd->e->point_places = (unsigned)places;
    URNE_TRY(take_u(rd, "budget", URNE_INT_MAX - 1, &rd->e->budget));
    TAKE_WORD("rule", urne_rule_parse, &r->rule);
    TAKE_WORD("utility", urne_utility_parse, &r->utility);
    TAKE_WORD("completion", urne_completion_parse, &r->completion);
    URNE_TRY(take_either(rd, "completion-utility", "same", "votes",
                         &r->completion_by_votes));
    URNE_TRY(read_add1(rd));
    TAKE_WORD("comparison", urne_comparison_parse, &r->comparison);
    URNE_TRY(take_either(rd, "misfit", "skip", "stop", &stop));
    r->skip = !stop;
    URNE_TRY(take_either(rd, "unsupported", "drop", "keep", &r->keep_unsupported));
    URNE_TRY(read_threshold(rd));
    URNE_TRY(take_u(rd, "seats", COUNT_SEATS_MAX, &r->seats));
    return read_ties(rd);
}

/* The next number of a list, or false at its end or at what is no project. */
static bool next_project(const reader *rd, urne_str *rest, uint64_t *p)
{
    urne_str field;
    return urne_str_cut(rest, ' ', &field) &&
           urne_str_u64(field, rd->e->n_projects, p) && *p > 0;
}

static urne_code read_members(reader *rd, urne_cap *cap, uint64_t k)
{
    while (urne_note_is(&rd->note, "in")) {
        urne_str f[2];
        uint64_t number, p = 0;
        URNE_TRY(urne_note_take(&rd->note, "in", 2, f, URNE_LAST_REST, rd->err));
        URNE_TRY(urne_note_u64(&rd->note, f[0], &number, rd->err));
        if (number != k) {
            return bad(rd, f[0], N_("the number of the cap above"));
        }
        urne_str rest = f[1];
        while (rest.p != NULL) {
            if (!next_project(rd, &rest, &p)) {
                return bad(rd, f[1], N_("numbers of projects"));
            }
            cap->in[p - 1] = true;
        }
    }
    return URNE_OK;
}

static urne_code read_caps(reader *rd)
{
    urne_count_rule *r = &rd->out->rule;
    while (urne_note_is(&rd->note, "cap")) {
        urne_str f[3];
        uint64_t k;
        size_t n = r->n_caps;
        r->caps = urne_arena_grow(rd->arena, r->caps, n * sizeof *r->caps,
                                  (n + 1) * sizeof *r->caps);
        urne_cap *cap = &r->caps[n];
        URNE_TRY(urne_note_take(&rd->note, "cap", 3, f, URNE_LAST_TEXT, rd->err));
        URNE_TRY(urne_note_u64(&rd->note, f[0], &k, rd->err));
        if (k != n + 1 || k > SETS_MAX) {
            return bad(rd, f[0], N_("the next cap"));
        }
        *cap = (urne_cap){.label = f[2]};
        URNE_TRY(urne_note_u64(&rd->note, f[1], &cap->amount, rd->err));
        cap->in = urne_arena_array(rd->arena, rd->e->n_projects, sizeof *cap->in);
        r->n_caps++;
        URNE_TRY(read_members(rd, cap, k));
    }
    return URNE_OK;
}

/* A set of two projects or more, ascending; `taken`, when there is one, has those of
 * the sets before it, which must be others. */
static urne_code read_set(reader *rd, const char *keyword, urne_project_set *set,
                          bool *taken)
{
    urne_str f[1];
    uint64_t p = 0, last = 0;
    URNE_TRY(urne_note_take(&rd->note, keyword, 1, f, URNE_LAST_REST, rd->err));
    *set = (urne_project_set){
        .p = urne_arena_array(rd->arena, f[0].n / 2 + 1, sizeof *set->p)};
    for (urne_str rest = f[0]; rest.p != NULL; last = p) {
        if (!next_project(rd, &rest, &p) || p <= last ||
            (taken != NULL && taken[p - 1])) {
            return bad(rd, f[0], N_("ascending numbers of projects of no other set"));
        }
        set->p[set->n++] = (uint32_t)(p - 1);
    }
    for (size_t i = 0; taken != NULL && i < set->n; i++) {
        taken[set->p[i]] = true;
    }
    return set->n < 2 ? bad(rd, f[0], N_("two projects or more")) : URNE_OK;
}

static urne_code read_sets(reader *rd, const char *keyword, urne_project_set **sets,
                           size_t *n, bool *taken)
{
    while (urne_note_is(&rd->note, keyword)) {
        *sets = urne_arena_grow(rd->arena, *sets, *n * sizeof **sets,
                                (*n + 1) * sizeof **sets);
        URNE_TRY(read_set(rd, keyword, &(*sets)[*n], taken));
        ++*n;
    }
    return URNE_OK;
}

static urne_code read_limits(reader *rd)
{
    urne_count_rules *out = rd->out;
    size_t last = 0;
    while (urne_note_is(&rd->note, "limit")) {
        urne_str f[2];
        size_t n = out->n_limits;
        URNE_TRY(urne_note_take(&rd->note, "limit", 2, f, URNE_LAST_TEXT, rd->err));
        size_t i = limit_index(f[0]);
        bool again = i == LIMIT_RESIDENCE || i == LIMIT_METHODS || i == LIMIT_IN_PERSON;
        if (i == LIMITS || (n > 0 && (again ? i < last : i <= last))) {
            return bad(rd, f[0], N_("the next limit"));
        }
        out->limits = urne_arena_grow(rd->arena, out->limits, n * sizeof *out->limits,
                                      (n + 1) * sizeof *out->limits);
        out->limits[n] = (urne_limit){limit_words[i], f[1]};
        if (!urne_limit_ok(&out->limits[n])) {
            return bad(rd, f[1], N_("a value of this limit"));
        }
        out->n_limits++;
        last = i;
    }
    return URNE_OK;
}

urne_code urne_count_rules_read(urne_count_rules **out, urne_election *e,
                                urne_arena *arena, urne_str bytes, const char *file,
                                urne_err *err)
{
    reader rd = {.arena = arena, .e = e, .err = err};
    rd.out = urne_arena_alloc(arena, sizeof *rd.out);
    urne_count_rule *r = &rd.out->rule;
    *r = urne_count_rule_default(e);
    URNE_TRY(urne_note_open(&rd.note, bytes, file, "count-rules", err));
    URNE_TRY(urne_note_take_hex(&rd.note, "ceremony", 32, &rd.out->ceremony, err));
    r->box = rd.out->ceremony;
    URNE_TRY(read_words(&rd));
    URNE_TRY(read_caps(&rd));
    bool *taken = urne_arena_array(arena, e->n_projects, sizeof *taken);
    URNE_TRY(read_sets(&rd, "rivals", &r->rivals, &r->n_rivals, NULL));
    URNE_TRY(read_sets(&rd, "joined", &r->joined, &r->n_joined, taken));
    URNE_TRY(read_limits(&rd));
    URNE_TRY(urne_note_close(&rd.note, err));
    /* What no field shows, such as where a list of members breaks, shows here. */
    URNE_TRY(
        urne_note_same(bytes, urne_count_rules_write(arena, e, rd.out), file, err));
    *out = rd.out;
    return URNE_OK;
}
