/* Properties of the certificate of a panel lottery.
 *
 * small_*: certificates of small pools, drawn by lot: the engine's checker and a
 * word-by-word transcription of panel-1 agree on each, and on each with a line dropped,
 * doubled or swapped, or a number one more or less. What is accepted of these is one of
 * the changes that panel-1 §6.4 calls harmless; never a chance, a weight, a member, a
 * size or a number of persons.
 * real: some of these over real pools (URNE_DATA=folder), without the transcription. */
#include "base/buf.h"
#include "oracle/lots.h"
#include "oracle/panel_naive.h"
#include "oracle/program.h"
#include "panel/proof.h"

typedef struct tally {
    uint64_t tried, same, cuts, absent, none;
} tally;

static tally seen;
static naive oracle;
static naive_line lines[NAIVE_LINES];

/* ---- pools ---- */

static panel_case some_case(uint64_t *lots)
{
    panel_case c = {.p = {.categories = 2 + lots_below(lots, 2)}};
    size_t width[CASE_CATEGORIES], all = 1, n_cat = c.p.categories;
    for (size_t i = 0; i < n_cat; i++) {
        width[i] = n_cat == 3 ? 2 : 2 + lots_below(lots, 2);
        all *= width[i];
        c.p.features += width[i];
    }
    int64_t panel[CASE_TYPES], persons = 0;
    for (size_t code = 0; code < all; code++) {
        size_t rest = code, base = c.p.features, t = c.p.types;
        if (lots_below(lots, 10) < 3) {
            continue;
        }
        for (size_t i = n_cat; i-- > 0; rest /= width[i]) {
            base -= width[i];
            c.feature[t * n_cat + i] = (uint32_t)(base + rest % width[i]);
        }
        c.persons[t] = 1 + (int64_t)lots_below(lots, 3);
        panel[t] = (int64_t)lots_below(lots, 2);
        persons += panel[t];
        c.p.types++;
    }
    /* Quotas around one panel, so that most pools have some. */
    for (size_t t = 0; t < c.p.types && persons < 2; t++) {
        persons += panel[t] == 0;
        panel[t] = 1;
    }
    c.p.k = persons;
    for (size_t t = 0; t < c.p.types; t++) {
        for (size_t i = 0; i < n_cat; i++) {
            c.lo[c.feature[t * n_cat + i]] += panel[t];
        }
    }
    for (size_t f = 0; f < c.p.features; f++) {
        int64_t mid = c.lo[f], off = lots_below(lots, 8) == 0;
        c.lo[f] = mid > 0 ? mid - (int64_t)lots_below(lots, 2) : 0;
        c.hi[f] = mid + (int64_t)lots_below(lots, 2);
        c.lo[f] += off * (c.lo[f] < c.hi[f]);
    }
    return c;
}

/* Pools in which chances that the quotas allow are no lottery: of three types that meet
 * in pairs, at most one can be taken (oracle/panel_case). */
static panel_case corner_case(uint64_t *lots)
{
    panel_case c = {.p = {.categories = 3, .features = 6, .k = 2}};
    c.p.k += (int64_t)lots_below(lots, 3);
    for (size_t code = 0; code < 8; code++) {
        bool even = code == 0 || code == 3 || code == 5 || code == 6;
        size_t t = c.p.types;
        if (even || lots_below(lots, 3) == 0) {
            for (size_t i = 0; i < 3; i++) {
                c.feature[3 * t + i] = (uint32_t)(2 * i + (code >> (2 - i) & 1));
            }
            c.persons[t] = 1 + (int64_t)lots_below(lots, 3) + (code == 0 ? c.p.k : 0);
            c.p.types++;
        }
    }
    for (size_t f = 0; f < 6; f++) {
        c.hi[f] = f % 2 == 0 ? c.p.k : lots_below(lots, 6) > 0;
    }
    return c;
}

/* ---- one changed text ---- */

static bool accepts(panel_case *c, const char *text, urne_panel_checked *got,
                    urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    return urne_panel_check(got, arena, panel_case_of(c), urne_str_of(text), "proof",
                            &err) == URNE_OK;
}

/* What may be changed without a lie: proofs. The rest are claims; but with maximin
 * there are several best lotteries, and another panel may make another of them. */
static bool is_proof(const char *line, size_t at, const urne_panel_checked *was)
{
    static const char *const whole[] = {"branch ", "leaf ", "empty", "cut "};
    if (was->objective == URNE_PANEL_MAXIMIN && strncmp(line, "panel ", 6) == 0) {
        return at > 6 + strcspn(line + 6, " ");
    }
    for (size_t i = 0; i < PROGRAM_COUNT(whole); i++) {
        if (strncmp(line, whole[i], strlen(whole[i])) == 0) {
            return true;
        }
    }
    const char *level = line + strlen("stage ");
    return strncmp(line, "stage ", 6) == 0 &&
           at > (size_t)(level - line) + strcspn(level, " \n");
}

static bool same_claims(const urne_panel_checked *a, const urne_panel_checked *b)
{
    bool same = a->objective == b->objective && a->n_levels == b->n_levels &&
                a->claimed == b->claimed && a->panels == b->panels;
    for (size_t l = 0; same && l < a->n_levels; l++) {
        same = strcmp(a->level[l].chance, b->level[l].chance) == 0 &&
               a->level[l].persons == b->level[l].persons;
    }
    return same;
}

static void judge(panel_case *c, const char *text, const char *changed,
                  const urne_panel_checked *was, bool harmless, bool by_oracle)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_checked got;
    bool ok = accepts(c, changed, &got, arena);
    seen.tried++;
    seen.same += ok;
    if (by_oracle) {
        bool due = naive_accepts(&oracle, panel_case_of(c), changed);
        ck_assert_msg(ok == due, "%s instead of %s", changed, text);
    }
    ck_assert_msg(!ok || (harmless && same_claims(&got, was)), "%s instead of %s",
                  changed, text);
    urne_arena_free(arena);
}

/* ---- all changes of a text ---- */

static size_t line_end(const char *text, size_t at)
{
    return at + strcspn(text + at, "\n") + 1;
}

/* `by` instead of the bytes from..to. */
static const char *splice(urne_arena *arena, const char *text, size_t from, size_t to,
                          const char *by)
{
    urne_buf buf = urne_buf_new(arena, strlen(text) + strlen(by) + 1);
    urne_buf_add(&buf, (urne_str){text, from});
    urne_buf_addz(&buf, by);
    urne_buf_addz(&buf, text + to);
    return urne_str_z(arena, urne_buf_str(&buf));
}

/* Dropped, doubled, swapped with the next. Lines of proofs may come in another order,
 * or not at all, where another does their work; lines of claims may not. */
static void change_lines(panel_case *c, const char *text, const urne_panel_checked *was,
                         size_t step, bool by_oracle)
{
    for (size_t at = 0, n = 0; text[at] != '\0'; at = line_end(text, at), n++) {
        if (n % step != 0) {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        size_t end = line_end(text, at),
               next = text[end] == '\0' ? end : line_end(text, end);
        const char *one = urne_str_z(arena, (urne_str){text + at, end - at});
        const char *two = urne_str_z(arena, (urne_str){text + end, next - end});
        bool proof = is_proof(one, SIZE_MAX, was) && one[0] != 'p';
        judge(c, text, splice(arena, text, at, end, ""), was, proof, by_oracle);
        judge(c, text, splice(arena, text, at, at, one), was, false, by_oracle);
        if (two[0] != '\0' && strcmp(one, two) != 0) {
            proof = proof && is_proof(two, SIZE_MAX, was);
            judge(c, text,
                  splice(arena, splice(arena, text, end, next, ""), at, at, two), was,
                  proof, by_oracle);
        }
        urne_arena_free(arena);
    }
}

/* The number of digits at `at`, with its sign, one more or less. */
static const char *beside(urne_arena *arena, const char *text, size_t at, size_t *to,
                          int by)
{
    mpz_t v;
    *to = at + (text[at] == '-');
    *to += strspn(text + *to, "0123456789");
    char *digits = urne_arena_alloc(arena, *to - at + 1);
    memcpy(digits, text + at, *to - at);
    mpz_init_set_str(v, digits, 10);
    by < 0 ? mpz_sub_ui(v, v, 1) : mpz_add_ui(v, v, 1);
    char *out = mpz_get_str(urne_arena_alloc(arena, *to - at + 4), 10, v);
    mpz_clear(v);
    return out;
}

static void change_numbers(panel_case *c, const char *text,
                           const urne_panel_checked *was, size_t step, bool by_oracle)
{
    size_t line = 0, to, n = 0;
    /* The number of the ceremony is for whoever knows it. */
    size_t from = (size_t)(strstr(text, "\nsize ") - text);
    for (size_t at = from + 1; text[at] != '\0'; at = to) {
        to = at + 1;
        line = text[at - 1] == '\n' ? at : line;
        bool digit = isdigit((unsigned char)text[at]) || text[at] == '-';
        if (!digit) {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        const char *less = beside(arena, text, at, &to, -1);
        const char *more = beside(arena, text, at, &to, 1);
        if (n++ % step == 0) {
            bool proof = is_proof(text + line, at - line, was);
            judge(c, text, splice(arena, text, at, to, less), was, proof, by_oracle);
            judge(c, text, splice(arena, text, at, to, more), was, proof, by_oracle);
        }
        urne_arena_free(arena);
    }
}

/* ---- properties ---- */

static const char *certificate(urne_arena *arena, panel_case *c, bool first_only)
{
    urne_panel_solution s;
    urne_str id = URNE_STR("00112233445566778899aabbccddeeff");
    urne_panel_problem *p = &c->p;
    panel_case_of(c);
    p->n_cuts = p->cap_cuts = 0;
    urne_solve_end end = urne_panel_solve(&s, arena, p, first_only);
    ck_assert_int_ne(end, URNE_SOLVE_LIMIT);
    urne_str text = end == URNE_SOLVE_DONE
                        ? urne_panel_proof_write(arena, id, p, &s, first_only)
                        : urne_panel_proof_none(arena, id, p, &s);
    return urne_str_z(arena, text);
}

static void small(bool first_only)
{
    oracle.line = lines;
    for (uint64_t i = 0; i < lots_scale(250); i++) {
        uint64_t lots = lots_at(i + 7000000);
        panel_case c = i % 3 == 0 ? corner_case(&lots) : some_case(&lots);
        if (c.p.types < 2) {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        urne_panel_checked was;
        const char *text = certificate(arena, &c, first_only);
        ck_assert_msg(accepts(&c, text, &was, arena), LOTS_HERE "%s", lots_seed(), i,
                      text);
        ck_assert_msg(naive_accepts(&oracle, panel_case_of(&c), text), LOTS_HERE "%s",
                      lots_seed(), i, text);
        seen.cuts += was.cuts > 0;
        seen.absent += was.absent > 0;
        seen.none += was.objective == URNE_PANEL_NONE;
        change_lines(&c, text, &was, 1, true);
        change_numbers(&c, text, &was, 1, true);
        urne_arena_free(arena);
    }
    printf("# %" PRIu64 " changed certificates, %" PRIu64
           " as good; pools with cuts %" PRIu64 ", absent %" PRIu64
           ", no panel %" PRIu64 "\n",
           seen.tried, seen.same, seen.cuts, seen.absent, seen.none);
    fflush(stdout);
    ck_assert(seen.cuts > 0 && seen.absent > 0 && seen.none > 0);
    ck_assert(seen.same > 0 && seen.same < seen.tried / 4);
}

START_TEST(small_leximin)
{
    small(false);
}
END_TEST

START_TEST(small_maximin)
{
    small(true);
}
END_TEST

/* ---- real pools ---- */

typedef struct pool {
    urne_panel_problem p;
    urne_str *quota; /* category,value of a row */
} pool;

static urne_str slurp(urne_arena *arena, const char *name, const char *file)
{
    char path[400];
    urne_buf buf = urne_buf_new(arena, 1 << 16);
    snprintf(path, sizeof path, "%s/panel/%s/%s", getenv("URNE_DATA"), name, file);
    FILE *f = fopen(path, "rb");
    for (int ch; f != NULL && (ch = fgetc(f)) != EOF;) {
        if (ch != '\r') {
            urne_buf_addc(&buf, (char)ch);
        }
    }
    if (f != NULL) {
        fclose(f);
    }
    return urne_buf_str(&buf);
}

/* Rows of the file of quotas; these files have no quotes. */
static void read_quotas(pool *v, urne_arena *arena, urne_str text)
{
    urne_str line, part[4], last = {NULL, 0};
    int64_t *lo = urne_arena_array(arena, 400, sizeof *lo);
    int64_t *hi = urne_arena_array(arena, 400, sizeof *hi);
    v->quota = urne_arena_array(arena, 800, sizeof *v->quota);
    urne_str_cut(&text, '\n', &line);
    while (urne_str_cut(&text, '\n', &line) && line.n > 0) {
        for (size_t i = 0; i < 4; i++) {
            urne_str_cut(&line, ',', &part[i]);
        }
        uint64_t low = 0, high = 0;
        ck_assert(urne_str_u64(part[2], 100000, &low) &&
                  urne_str_u64(part[3], 100000, &high));
        v->p.categories += last.p == NULL || !urne_str_eq(last, part[0]);
        last = part[0];
        v->quota[2 * v->p.features] = part[0];
        v->quota[2 * v->p.features + 1] = part[1];
        lo[v->p.features] = (int64_t)low;
        hi[v->p.features++] = (int64_t)high;
    }
    v->p.lo = lo;
    v->p.hi = hi;
}

static size_t width;

static int cmp_person(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    size_t i = 0;
    while (i + 1 < width && x[i] == y[i]) {
        i++;
    }
    return x[i] < y[i] ? -1 : x[i] > y[i];
}

/* Columns stand in the order of the categories, as these files have them. */
static void read_people(pool *v, urne_arena *arena, urne_str text)
{
    urne_str line, cell;
    size_t n = 0, c = v->p.categories;
    uint32_t *row = urne_arena_array(arena, 40000 * c, sizeof *row);
    urne_str_cut(&text, '\n', &line);
    while (urne_str_cut(&text, '\n', &line) && line.n > 0) {
        for (size_t i = 0, cat = SIZE_MAX, f = 0;
             i < c && urne_str_cut(&line, ',', &cell); i++) {
            for (cat = SIZE_MAX, f = 0; f < v->p.features; f++) {
                bool first =
                    f == 0 || !urne_str_eq(v->quota[2 * f], v->quota[2 * f - 2]);
                cat += first;
                if (cat == i && urne_str_eq(v->quota[2 * f + 1], cell)) {
                    row[n * c + i] = (uint32_t)f;
                }
            }
        }
        n++;
    }
    width = c;
    qsort(row, n, c * sizeof *row, cmp_person);
    int64_t *persons = urne_arena_array(arena, n, sizeof *persons);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 ||
            memcmp(row + (v->p.types - 1) * c, row + i * c, c * sizeof *row) != 0) {
            memmove(row + v->p.types++ * c, row + i * c, c * sizeof *row);
        }
        persons[v->p.types - 1]++;
    }
    v->p.feature = row;
    v->p.persons = persons;
    v->p.absent = urne_arena_array(arena, v->p.types, sizeof *v->p.absent);
    v->p.absent_proof = urne_arena_array(arena, v->p.types, sizeof *v->p.absent_proof);
}

static void judge_real(const urne_panel_problem *p, const char *text,
                       const char *changed, const char *was)
{
    urne_arena *arena = urne_arena_new();
    urne_panel_checked a, b;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_panel_check(&a, arena, p, urne_str_of(text), "p", &err),
                     URNE_OK);
    bool ok =
        urne_panel_check(&b, arena, p, urne_str_of(changed), "p", &err) == URNE_OK;
    seen.tried++;
    seen.same += ok;
    ck_assert_msg(!ok || (is_proof(was, SIZE_MAX, &a) && same_claims(&a, &b)), "%.60s",
                  was);
    urne_arena_free(arena);
}

/* Some lines of each certificate: one dropped, and its last number one more. */
static void change_real(const urne_panel_problem *p, const char *text)
{
    size_t lines_of = 0, n = 0;
    for (const char *s = text; *s != '\0'; s++) {
        lines_of += *s == '\n';
    }
    for (size_t at = 0; text[at] != '\0'; at = line_end(text, at), n++) {
        if (n % (1 + lines_of / 40) != 0 || text[at] == '+' || text[at] == 'c') {
            continue;
        }
        urne_arena *arena = urne_arena_new();
        size_t end = line_end(text, at), last = end - 1, to;
        judge_real(p, text, splice(arena, text, at, end, ""), text + at);
        while (last > at && isdigit((unsigned char)text[last - 1])) {
            last--;
        }
        if (last < end - 1) {
            last -= text[last - 1] == '-';
            const char *more = beside(arena, text, last, &to, 1);
            judge_real(p, text, splice(arena, text, last, to, more), text + at);
        }
        urne_arena_free(arena);
    }
}

START_TEST(real)
{
    static const char *const names[] = {
        "example_small_20", "example_large_200", "mass_24",   "sf_f_20", "nexus_170",
        "cca_75",           "rnd10_14",          "rnd12_127", "sf_e_110"};
    urne_arena *arena = urne_arena_new();
    pool v = {.p = {.k = 0}};
    if (getenv("URNE_DATA") == NULL ||
        slurp(arena, names[_i], "categories.csv").n == 0) {
        printf("# real pool %s: skipped, not in URNE_DATA\n", names[_i]);
        urne_arena_free(arena);
        return;
    }
    uint64_t k = 0;
    ck_assert(urne_str_u64(urne_str_of(strrchr(names[_i], '_') + 1), 10000, &k));
    v.p.k = (int64_t)k;
    read_quotas(&v, arena, slurp(arena, names[_i], "categories.csv"));
    read_people(&v, arena, slurp(arena, names[_i], "respondents.csv"));
    urne_panel_solution s;
    ck_assert_int_eq(urne_panel_solve(&s, arena, &v.p, false), URNE_SOLVE_DONE);
    urne_str id = URNE_STR("00112233445566778899aabbccddeeff");
    const char *text =
        urne_str_z(arena, urne_panel_proof_write(arena, id, &v.p, &s, false));
    change_real(&v.p, text);
    printf("# %s: %zu bytes, %" PRIu64 " changed, %" PRIu64 " as good\n", names[_i],
           strlen(text), seen.tried, seen.same);
    fflush(stdout);
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"real", real, 9, 0},
        {"small_leximin", small_leximin, 0, 0},
        {"small_maximin", small_maximin, 0, 0},
    };
    return program_run("panel_tamper", tests, PROGRAM_COUNT(tests), 60);
}
