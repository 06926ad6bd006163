#include "base/day.h"
#include "model/pb_check.h"

/* What a value must look like. */
typedef enum kind {
    TEXT,
    OPTIONAL, /* text, or nothing */
    INTEGER,
    AMOUNT,
    COORDINATE,
    DATE,
    ONE,
    COMMENT,
    LANGUAGE,
    CURRENCY,
    RULE,
    SELECTED,
    AGE,
    SEX,
    METHOD,
    KINDS
} kind;

typedef struct field {
    const char *name;
    kind kind;
    bool asked; /* Pabulib refuses a file without it */
} field;

/* In Pabulib's order. */
static const field meta_fields[] = {{"description", TEXT, true},
                                    {"country", TEXT, true},
                                    {"unit", TEXT, true},
                                    {"district", TEXT, false},
                                    {"subunit", TEXT, false},
                                    {"instance", TEXT, true},
                                    {"num_projects", INTEGER, true},
                                    {"num_votes", INTEGER, true},
                                    {"budget", AMOUNT, true},
                                    {"vote_type", TEXT, true},
                                    {"rule", RULE, true},
                                    {"date_begin", DATE, true},
                                    {"date_end", DATE, true},
                                    {"min_length", INTEGER, false},
                                    {"max_length", INTEGER, false},
                                    {"min_sum_cost", AMOUNT, false},
                                    {"max_sum_cost", AMOUNT, false},
                                    {"min_points", INTEGER, false},
                                    {"max_points", INTEGER, false},
                                    {"min_sum_points", INTEGER, false},
                                    {"max_sum_points", INTEGER, false},
                                    {"default_score", INTEGER, false},
                                    {"min_project_cost", AMOUNT, false},
                                    {"max_project_cost", AMOUNT, false},
                                    {"min_project_score_threshold", INTEGER, false},
                                    {"neighborhoods", TEXT, false},
                                    {"subdistricts", TEXT, false},
                                    {"categories", TEXT, false},
                                    {"edition", TEXT, false},
                                    {"language", LANGUAGE, false},
                                    {"currency", CURRENCY, false},
                                    {"fully_funded", ONE, false},
                                    {"experimental", ONE, false},
                                    {"comment", COMMENT, false},
                                    {"acknowledgments", TEXT, false},
                                    {"leftover_budget", TEXT, false},
                                    {"budget_per_category", TEXT, false},
                                    {"budget_per_neighborhood", TEXT, false},
                                    {"min_length_per_category", TEXT, false},
                                    {"max_length_per_category", TEXT, false},
                                    {"min_sum_cost_per_category", TEXT, false},
                                    {"max_sum_cost_per_category", TEXT, false}};

static const field project_fields[] = {{"project_id", TEXT, true},
                                       {"cost", TEXT, true},
                                       {"votes", INTEGER, false},
                                       {"score", INTEGER, false},
                                       {"name", TEXT, false},
                                       {"category", OPTIONAL, false},
                                       {"beneficiaries", OPTIONAL, false},
                                       {"selected", SELECTED, false},
                                       {"neighborhood", OPTIONAL, false},
                                       {"subunit", OPTIONAL, false},
                                       {"district", OPTIONAL, false},
                                       {"description", OPTIONAL, false},
                                       {"proposer", OPTIONAL, false},
                                       {"public_id", OPTIONAL, false},
                                       {"latitude", COORDINATE, false},
                                       {"longitude", COORDINATE, false}};

static const field vote_fields[] = {{"voter_id", TEXT, true},
                                    {"vote", TEXT, true},
                                    {"points", OPTIONAL, false},
                                    {"age", AGE, false},
                                    {"sex", SEX, false},
                                    {"voting_method", METHOD, false},
                                    {"district", OPTIONAL, false},
                                    {"neighborhood", OPTIONAL, false},
                                    {"education", OPTIONAL, false},
                                    {"topic_preference_transport", OPTIONAL, false},
                                    {"topic_preference_culture", OPTIONAL, false},
                                    {"topic_preference_nature", OPTIONAL, false},
                                    {"district_preference", OPTIONAL, false},
                                    {"time_taken_seconds", OPTIONAL, false},
                                    {"format_easiness", OPTIONAL, false},
                                    {"format_expressiveness", OPTIONAL, false},
                                    {"format_rank", OPTIONAL, false}};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct fields {
    const field *list;
    size_t n;
} fields[URNE_PB_PARTS] = {{meta_fields, COUNT(meta_fields)},
                           {project_fields, COUNT(project_fields)},
                           {vote_fields, COUNT(vote_fields)}};

/* ISO 639-1, and the alphabetic codes of ISO 4217. */
static const char languages[] = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm "
                                "bn bo br bs ca ce ch co cr cs "
                                "cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj "
                                "fo fr fy ga gd gl gn gu gv ha "
                                "he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
                                "ja jv ka kg ki kj kk kl km kn "
                                "ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh "
                                "mi mk ml mn mr ms mt my na nb "
                                "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps "
                                "pt qu rm rn ro ru rw sa sc sd "
                                "se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te "
                                "tg th ti tk tl tn to tr ts tt "
                                "tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
static const char currencies[] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT "
                                 "BGN BHD BIF BMD BND BOB BOV BRL "
                                 "BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY "
                                 "COP COU CRC CUC CUP CVE CZK DJF "
                                 "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP "
                                 "GMD GNF GTQ GYD HKD HNL HRK HTG "
                                 "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
                                 "KMF KPW KRW KWD KYD KZT LAK LBP "
                                 "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
                                 "MVR MWK MXN MXV MYR MZN NAD NGN "
                                 "NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
                                 "RON RSD RUB RWF SAR SBD SCR SDG "
                                 "SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB "
                                 "TJS TMT TND TOP TRY TTD TWD TZS "
                                 "UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST "
                                 "XAF XAG XAU XBA XBB XBC XBD XCD "
                                 "XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWL";
static const char rules[] =
    "greedy greedy-no-skip greedy-threshold greedy-exclusive greedy-custom equalshares "
    "equalshares-comparison equalshares/add1 equalshares/add1-comparison unknown";

static bool among(urne_str value, const char *words)
{
    urne_str rest = urne_str_of(words), word;
    while (urne_str_cut(&rest, ' ', &word)) {
        if (urne_str_eq(word, value)) {
            return true;
        }
    }
    return false;
}

static bool all_digits(urne_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
    }
    return s.n > 0;
}

static urne_str unsigned_part(urne_str s)
{
    return s.n > 0 && s.p[0] == '-' ? urne_str_slice(s, 1, s.n) : s;
}

/* YYYY, or DD.MM.YYYY; `day` becomes YYYY-MM-DD. */
static bool date(urne_str s, char day[10])
{
    if (s.n == 4 && all_digits(s)) {
        memcpy(day, s.p, 4);
        memcpy(day + 4, "-01-01", 6);
        return true;
    }
    if (s.n != 10 || s.p[2] != '.' || s.p[5] != '.') {
        return false;
    }
    memcpy(day, s.p + 6, 4);
    memcpy(day + 5, s.p + 3, 2);
    memcpy(day + 8, s.p, 2);
    day[4] = day[7] = '-';
    return urne_day_exists((urne_str){day, 10});
}

static bool age(urne_str s)
{
    urne_str from, rest = s;
    uint64_t a, b;
    if (!urne_str_cut(&rest, '-', &from) || !urne_str_u64(from, 999, &a)) {
        return false;
    }
    return rest.p == NULL || (urne_str_u64(rest, 999, &b) && a <= b);
}

static bool fits(kind k, urne_str v)
{
    char day[10];
    switch (k) {
    case TEXT:
        return v.n > 0;
    case OPTIONAL:
    case KINDS:
        return true;
    case INTEGER:
        return all_digits(unsigned_part(v));
    case AMOUNT:
        return urne_decimal_places(v) >= 0;
    case COORDINATE:
        return v.n == 0 || urne_decimal_places(unsigned_part(v)) >= 0;
    case DATE:
        return date(v, day);
    case ONE:
        return urne_str_is(v, "1");
    case COMMENT:
        return urne_str_starts(v, "#1: ");
    case LANGUAGE:
        return v.n == 2 && among(v, languages);
    case CURRENCY:
        return v.n == 3 && among(v, currencies);
    case RULE:
        return among(v, rules);
    case SELECTED:
        return v.n == 1 && v.p[0] >= '0' && v.p[0] <= '3';
    case AGE:
        return v.n == 0 || age(v);
    case SEX:
        return v.n == 0 || among(v, "M F O");
    case METHOD:
        return among(v, "internet paper");
    }
    return false;
}

static const char rule_names[] =
    N_("the rules are those of Pabulib, such as greedy, equalshares or unknown");

static const char *why(kind k)
{
    static const char *const texts[KINDS] = {
        [TEXT] = N_("it must not be empty"),
        [OPTIONAL] = "",
        [INTEGER] = N_("an integer is expected"),
        [AMOUNT] = N_("a decimal with a point is expected"),
        [COORDINATE] = N_("a decimal with a point is expected"),
        [DATE] = N_("a date is DD.MM.YYYY or YYYY"),
        [ONE] = N_("the only value is 1; otherwise the key is left out"),
        [COMMENT] = N_("a comment begins with '#1: '"),
        [LANGUAGE] = N_("two small letters of ISO 639-1 are expected"),
        [CURRENCY] = N_("three capital letters of ISO 4217 are expected"),
        [RULE] = rule_names,
        [SELECTED] = N_("0, 1, 2 or 3 is expected"),
        [AGE] = N_("an integer or a range such as 40-59 is expected"),
        [SEX] = N_("M, F or O is expected"),
        [METHOD] = N_("internet or paper is expected")};
    return texts[k];
}

static size_t find(const struct fields *f, urne_str name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (urne_str_is(name, f->list[i].name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* ---- one section after the other ---- */

static void value(urne_pb_checking *c, const field *f, urne_str v, urne_pb_part part,
                  size_t row)
{
    if (!fits(f->kind, v)) {
        const char *column = part == URNE_PB_META ? "value" : f->name;
        urne_find(c->findings, URNE_E_PB_VALUE,
                  urne_pb_check_place(c, part, row, column), URNE_SHOW(v), f->name,
                  why(f->kind), NULL);
    }
}

/* Says a name that Pabulib does not know or that stands behind a later one; returns its
 * field or NULL. `last` is the field of the name before it. */
static const field *named(urne_pb_checking *c, urne_pb_part part, urne_str name,
                          const field **last, urne_place at)
{
    size_t i = find(&fields[part], name);
    const char *section = urne_pb_part_name(part);
    if (i == SIZE_MAX) {
        bool old = part == URNE_PB_PROJECTS && urne_str_is(name, "target");
        urne_find(c->findings, URNE_E_PB_UNKNOWN_FIELD, at, section,
                  old ? "target (now: beneficiaries)" : URNE_SHOW(name), NULL);
        return NULL;
    }
    const field *f = &fields[part].list[i];
    if (*last != NULL && f < *last) {
        urne_find(c->findings, URNE_E_PB_FIELD_ORDER, at, section, f->name,
                  (*last)->name, NULL);
    } else {
        *last = f;
    }
    return f;
}

static void meta(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    const field *last = NULL;
    bool seen[COUNT(meta_fields)] = {false};
    for (size_t i = 0; i < e->n_meta; i++) {
        const urne_meta *m = &e->meta[i];
        const field *f = named(c, URNE_PB_META, m->key, &last,
                               urne_pb_check_place(c, URNE_PB_META, i, "key"));
        if (f != NULL) {
            seen[f - meta_fields] = m->value.n > 0;
            value(c, f, m->value, URNE_PB_META, i);
        }
    }
    for (size_t i = 0; i < COUNT(meta_fields); i++) {
        if (meta_fields[i].asked && !seen[i]) {
            urne_place at = {.file = e->files[0], .line = c->header[URNE_PB_META]};
            urne_find(c->findings, URNE_E_PB_META_LACKS, at, meta_fields[i].name, NULL);
        }
    }
    char begin[10], end[10];
    urne_str from = urne_election_meta(e, "date_begin");
    urne_str to = urne_election_meta(e, "date_end");
    if (from.p != NULL && to.p != NULL && date(from, begin) && date(to, end) &&
        memcmp(begin, end, from.n == 4 || to.n == 4 ? 4 : 10) > 0) {
        urne_find(c->findings, URNE_E_PB_DATES, urne_pb_check_meta(c, "date_end"),
                  URNE_SHOW(from), URNE_SHOW(to), NULL);
    }
}

/* The fields of the columns in the file; NULL where Pabulib has none. */
static const field **columns(urne_pb_checking *c, urne_pb_part part)
{
    const field **out = urne_arena_array(c->scratch, c->n_names[part], sizeof *out);
    const field *last = NULL;
    for (size_t i = 0; i < c->n_names[part]; i++) {
        urne_place at = {.file = c->e->files[0], .line = c->header[part]};
        out[i] = named(c, part, c->names[part][i], &last, at);
    }
    return out;
}

void urne_pb_check_fields(urne_pb_checking *c)
{
    const urne_election *e = c->e;
    meta(c);
    const field **f = columns(c, URNE_PB_PROJECTS);
    for (size_t j = 0; j < c->n_names[URNE_PB_PROJECTS]; j++) {
        size_t k = f[j] == NULL ? SIZE_MAX
                                : urne_column_find(e->project_columns,
                                                   e->n_project_columns, f[j]->name);
        for (size_t i = 0; k != SIZE_MAX && i < e->n_projects; i++) {
            value(c, f[j], e->projects[i].cells[k], URNE_PB_PROJECTS, i);
        }
    }
    f = columns(c, URNE_PB_VOTES);
    for (size_t j = 0; j < c->n_names[URNE_PB_VOTES]; j++) {
        size_t k = f[j] == NULL ? SIZE_MAX
                                : urne_column_find(e->ballot_columns,
                                                   e->n_ballot_columns, f[j]->name);
        for (size_t i = 0; k != SIZE_MAX && i < e->n_ballots; i++) {
            value(c, f[j], e->ballots[i].cells[k], URNE_PB_VOTES, i);
        }
    }
}
