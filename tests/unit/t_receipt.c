/* proof/receipt: the vector of draw-1 §13.1 and every way of spoiling it, receipts of
 * every elector, homonyms and empty values, the code on paper. */
#include "oracle/grammar.h"
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "oracle/verdict.h"
#include "proof/leaf.h"
#include "proof/merkle.h"
#include "proof/receipt.h"

static const char vector[] =
    "urne/1 receipt\n"                                                          /* 1 */
    "ceremony 00112233445566778899aabbccddeeff\n"                               /* 2 */
    "commit 9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658\n" /* 3 */
    "number 4\n"                                                                /* 4 */
    "pid c00f2288195d827d6b536790dfcf3cfa6fb77e8733dd01802aa0f72a55914305\n"    /* 5 */
    "stratum 2\n"                                                               /* 6 */
    "identity birth-name AB\xc3\x89LARD\n"                                      /* 7 */
    "identity given-names Th\xc3\xa9o\n"                                        /* 8 */
    "identity birth-date 1989-07-02\n"                                          /* 9 */
    "identity birth-place Nancy\n"                                              /* 10 */
    "salt cd2952324d160c88c7b191918cb88e5319331d424a83b70c9bd1848a55aa5d36\n"   /* 11 */
    "attr household 1869fcc2252928c0e4c354962ef2df0c2805376d010727dc9c71a2da971a78a3 "
    "da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792\n"        /* 12 */
    "address street-no 12\n"                                                    /* 13 */
    "address street rue du Moulin\n"                                            /* 14 */
    "address postcode 54000\n"                                                  /* 15 */
    "address commune Nancy\n"                                                   /* 16 */
    "hhsalt bb8641e3438e60f5c94be72dd1b6b8817fe4a17231815a3fcdcf42506f0d78ca\n" /* 17 */
    "path 049df80fb1b92a320a17c16658c043eeaa3f7b5155b9b703aec7e8019cbe1dc1\n"   /* 18 */
    "path 9022c7b77fb35dad60643baa3629ce556f5b35e62a862ce18e783e9d7eaff8fe\n"   /* 19 */
    "path de6e9138f58d741083e91e09427a6708db78a0f2b4eed5f80d392f793f4bb28a\n"   /* 20 */
    "end\n";                                                                    /* 21 */

/* ---- what it is checked against ---- */

typedef struct public
{
    urne_commit commit;
    urne_rules *rules;
    urne_roll_lines roll;
    urne_receipt_facts facts;
}
public;

static void open_public(public *p, urne_arena *arena, const hamlet *h)
{
    ck_assert_int_eq(urne_commit_read(&p->commit, arena, h->file[H01], "01", NULL), 0);
    ck_assert_int_eq(urne_rules_read(&p->rules, arena, h->file[HRULES], "r", NULL), 0);
    ck_assert_int_eq(urne_roll_lines_read(&p->roll, arena, h->file[HROLL], "l", NULL),
                     0);
    p->facts = (urne_receipt_facts){.commit = &p->commit,
                                    .seal = urne_sha256_hex(h->file[H01]),
                                    .rules = p->rules,
                                    .roll = &p->roll,
                                    .roll_bytes = h->file[HROLL]};
}

static urne_code judge(const public *p, urne_str bytes, urne_err *err)
{
    uint64_t number = 0;
    urne_arena *arena = urne_arena_new();
    *err = (urne_err)URNE_ERR_NONE;
    urne_code code =
        urne_receipt_check(&number, arena, bytes, "receipt", &p->facts, err);
    ck_assert(code != URNE_OK || number > 0);
    urne_arena_free(arena);
    return code;
}

START_TEST(vector_13_1)
{
    urne_arena *arena = urne_arena_new();
    urne_receipt r;
    urne_err err;
  public
    p;
    hamlet h = hamlet_load(arena);
    open_public(&p, arena, &h);
    ck_assert_uint_eq(sizeof vector - 1, 927);
    ck_assert_str_eq(
        urne_sha256_hex(urne_str_of(vector)).z,
        "15d88324cb9f56265e47134d9a4cab8e76b12c06ea96835b9ed7a2562abbc586");
    ck_assert_int_eq(judge(&p, urne_str_of(vector), &err), URNE_OK);
    ck_assert_int_eq(urne_receipt_read(&r, arena, urne_str_of(vector), "r", NULL), 0);
    ck_assert(urne_str_eq(urne_receipt_write(arena, &r), urne_str_of(vector)));
    ck_assert_uint_eq(r.number, 4);
    ck_assert_uint_eq(r.n_address, 4);
    ck_assert_uint_eq(r.n_path, 3);
    ck_assert(!r.has_separate);
    urne_arena_free(arena);
}
END_TEST

/* ---- spoilt ---- */

/* The names of the key fields are nowhere hashed (draw-1 §18.8): another name that is
 * still a name is another, equally true, receipt. */
static bool in_key_name(size_t at)
{
    size_t from = at;
    while (from > 0 && vector[from - 1] != '\n') {
        from--;
    }
    size_t name = from + strlen("address ");
    const char *space = strchr(vector + name, ' ');
    return strncmp(vector + from, "address ", 8) == 0 && at >= name &&
           vector + at < space;
}

/* Every byte: another bit, another character of the same kind, gone, doubled. */
START_TEST(spoilt_bytes)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
  public
    p;
    hamlet h = hamlet_load(arena);
    open_public(&p, arena, &h);
    size_t n = sizeof vector - 1;
    for (size_t i = 0; i < n; i++) {
        for (int bit = 0; bit < 8; bit++) {
            char text[sizeof vector];
            memcpy(text, vector, sizeof vector);
            text[i] = (char)(text[i] ^ 1 << bit);
            ck_assert_msg(judge(&p, (urne_str){text, n}, &err) != URNE_OK ||
                              in_key_name(i),
                          "byte %zu, bit %d", i, bit);
            ck_assert_uint_le(err.diag[0].line, 21);
        }
        char less[sizeof vector], more[sizeof vector + 1];
        memcpy(less, vector, i);
        memcpy(less + i, vector + i + 1, n - i - 1);
        memcpy(more, vector, i + 1);
        memcpy(more + i + 1, vector + i, n - i);
        ck_assert_msg(judge(&p, (urne_str){less, n - 1}, &err) != URNE_OK ||
                          in_key_name(i),
                      "without byte %zu", i);
        ck_assert_msg(judge(&p, (urne_str){more, n + 1}, &err) != URNE_OK ||
                          in_key_name(i),
                      "byte %zu twice", i);
        ck_assert(judge(&p, (urne_str){vector, i}, &err) != URNE_OK);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(spoilt_lines)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
  public
    p;
    hamlet h = hamlet_load(arena);
    open_public(&p, arena, &h);
    urne_str v = urne_str_of(vector);
    for (size_t i = 1; i <= 21; i++) {
        char text[2048];
        urne_str line = lines_get(v, i);
        snprintf(text, sizeof text, "+%.*s", (int)line.n, line.p);
        ck_assert(judge(&p, lines_edit(arena, v, i, NULL), &err) != URNE_OK);
        ck_assert(judge(&p, lines_edit(arena, v, i, text), &err) != URNE_OK);
        for (size_t j = i + 1; j <= 21; j++) {
            /* Two lines exchanged. */
            char other[2048];
            urne_str b = lines_get(v, j);
            snprintf(other, sizeof other, "%.*s", (int)b.n, b.p);
            urne_str s = lines_edit(arena, v, j, text + 1);
            s = lines_edit(arena, s, i, other);
            ck_assert_msg(judge(&p, s, &err) != URNE_OK, "lines %zu and %zu", i, j);
        }
    }
    urne_arena_free(arena);
}
END_TEST

/* The first line that the public files do not confirm. */
/* clang-format off */
static const struct {
    size_t line;
    const char *text;
    size_t at;
} unconfirmed[] = {
    {2, "ceremony 10112233445566778899aabbccddeeff", 2},
    {3, "commit 9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266659", 3},
    {4, "number 9", 4},
    {4, "number 9007199254740991", 4},
    {4, "number 3", 4},
    {5, "pid c00f2288195d827d6b536790dfcf3cfa6fb77e8733dd01802aa0f72a55914306", 5},
    {6, "stratum 1", 6},
    {7, "identity name AB\xc3\x89LARD", 7},
    {8, NULL, 8},
    {8, "identity given-names Theo", 5},
    {8, "identity given-names", 5},
    {10, "identity birth-place Nancy\nidentity sex M", 11},
    {10, "identity birth-place Nancy\nseparate", 5},
    {10, "identity birth-place Nancy\nseparate x", 5},
    {11, "salt cd2952324d160c88c7b191918cb88e5319331d424a83b70c9bd1848a55aa5d37", 5},
    {14, "address street Rue du Moulin", 12},
    {14, "address street", 12},
    {16, "address city Nancy", 0},
    /* the names of the key fields are not hashed */
    {17, "hhsalt bb8641e3438e60f5c94be72dd1b6b8817fe4a17231815a3fcdcf42506f0d78cb", 12},
    {18, "path 149df80fb1b92a320a17c16658c043eeaa3f7b5155b9b703aec7e8019cbe1dc1", 18},
    {18, NULL, 18},
    {20, "path de6e9138f58d741083e91e09427a6708db78a0f2b4eed5f80d392f793f4bb28b", 18},
    {20, "path de6e9138f58d741083e91e09427a6708db78a0f2b4eed5f80d392f793f4bb28a\n"
     "path de6e9138f58d741083e91e09427a6708db78a0f2b4eed5f80d392f793f4bb28a", 18},
};
/* clang-format on */

START_TEST(unconfirmed_line)
{
    box b = box_open(), aside = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    urne_str bytes = lines_edit(b.arena, urne_str_of(vector), unconfirmed[_i].line,
                                unconfirmed[_i].text);
    const char *path = box_put(&aside, "receipt.txt", bytes);
    seen s = look(&b, NULL, path);
    if (unconfirmed[_i].at != 0) {
        char item[32];
        snprintf(item, sizeof item, "line %zu", unconfirmed[_i].at);
        ck_assert_str_eq(s.failed, "28");
        ck_assert_str_eq(s.v->check[27].file, path);
        ck_assert_str_eq(s.v->check[27].item, item);
    } else {
        ck_assert_str_eq(s.failed, "");
    }
    box_close(&aside);
    box_close(&b);
}
END_TEST

/* All paths gone: `end` stands in their place. */
START_TEST(no_path)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
  public
    p;
    hamlet h = hamlet_load(arena);
    open_public(&p, arena, &h);
    urne_str s = urne_str_of(vector);
    for (int i = 0; i < 3; i++) {
        s = lines_edit(arena, s, 18, NULL);
    }
    ck_assert(judge(&p, s, &err) == URNE_E_RECEIPT_LINE);
    ck_assert_uint_eq(err.diag[0].line, 18);
    urne_arena_free(arena);
}
END_TEST

/* ---- the grammar of §13.1 ---- */

#define PAIRS(k)                                                                       \
    k " a 1\n" k " b 1\n" k " c 1\n" k " d 1\n" k " e 1\n" k " f 1\n" k " g 1\n" k     \
      " h 1\n" k " i 1\n" k " j 1\n" k " k 1\n" k " l 1\n" k " m 1\n" k " n 1\n" k     \
      " o 1\n" k " p 1"

static const grammar_edit edits[] = {
    {1, "urne/1 receipts", 2, 0},
    {3, "commit none", 2, 0},
    {4, "number 0", 2, 0},
    {4, "number 04", 2, 0},
    {4, NULL, 3, 4},
    {5, "pid " GRAMMAR_ID, 2, 0},
    {6, "stratum 0", 2, 0},
    {7, "identity", 2, 0},
    {7, "identity birth-name", 0, 0},
    {7, "identity Birth-name X", 2, 0},
    {8, "identity birth-name X", 2, 0},
    {10, "identity birth-place Nancy\nseparate", 0, 0},
    {10, "identity birth-place Nancy\nseparate 4 Grande Rue", 0, 0},
    {10, "identity birth-place Nancy\nseparate x\nseparate y", 3, 12},
    {7, "separate x\nidentity birth-name X", 3, 7},
    {10, "identity birth-place e\xcc\x81", 2, 0},
    {10,
     "identity birth-place a\xc2\xa0"
     "b",
     2, 0},
    {11, NULL, 3, 11},
    {12, "attr household " GRAMMAR_H1, 0, 0},
    {12, "attr household -", 2, 0},
    {12, "attr household " GRAMMAR_ID " x", 2, 0},
    {12, "attr Household " GRAMMAR_H1 " x", 2, 0},
    {12, NULL, 2, 12}, /* an address without household */
    {13, "address Street 12", 2, 0},
    {14, "address street-no 4", 2, 0},
    {13, PAIRS("address"), 2, 29},
    {17, NULL, 3, 17},
    {17, "hhsalt -", 2, 0},
    {18, "path " GRAMMAR_ID, 2, 0},
    {21, "+salt " GRAMMAR_H1, 3, 21},
};

START_TEST(edited_receipt)
{
    urne_arena *arena = urne_arena_new();
    urne_receipt r;
    urne_err err = URNE_ERR_NONE;
    const grammar_edit *e = &edits[_i];
    urne_str bytes = lines_edit(arena, urne_str_of(vector), e->line, e->text);
    grammar_expect(e, urne_receipt_read(&r, arena, bytes, "r", &err), &err);
    if (e->v == 0) {
        ck_assert(urne_str_eq(urne_receipt_write(arena, &r), bytes));
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(counts)
{
    static const struct {
        size_t line;
        int most;
    } many[] = {{18, 64}, {7, 16}};
    for (int k = 0; k < 2; k++) {
        for (int n = many[k].most; n <= many[k].most + 1; n++) {
            urne_arena *arena = urne_arena_new();
            urne_receipt r;
            urne_str s = urne_str_of(vector);
            for (int i = 0; i < (k == 0 ? 3 : 4); i++) {
                s = lines_edit(arena, s, many[k].line, NULL);
            }
            for (int i = 0; i < n; i++) {
                char text[128];
                if (k == 0) {
                    snprintf(text, sizeof text, "+path " GRAMMAR_H1);
                } else {
                    snprintf(text, sizeof text, "+identity f%d x", i);
                }
                s = lines_edit(arena, s, many[k].line, text);
            }
            urne_code code = urne_receipt_read(&r, arena, s, "r", NULL);
            ck_assert_int_eq(grammar_class(code), n == many[k].most ? 0 : 2);
            urne_arena_free(arena);
        }
    }
}
END_TEST

/* A VALUE has 1 to 900 bytes. */
START_TEST(value_lengths)
{
    for (size_t n = 900; n <= 901; n++) {
        for (int k = 0; k < 4; k++) {
            static const char *const before[] = {"identity birth-place ", "separate ",
                                                 "attr household " GRAMMAR_H1 " ",
                                                 "address street "};
            static const size_t at[] = {10, 11, 12, 14};
            urne_arena *arena = urne_arena_new();
            urne_receipt r;
            char text[1200];
            size_t from = (size_t)snprintf(text, sizeof text, "%s%s", k == 1 ? "+" : "",
                                           before[k]);
            memset(text + from, 'a', n);
            text[from + n] = '\0';
            urne_str s = lines_edit(arena, urne_str_of(vector), at[k], text);
            urne_code code = urne_receipt_read(&r, arena, s, "r", NULL);
            ck_assert_msg(grammar_class(code) == (n == 900 ? 0 : 2), "%s%zu bytes",
                          before[k], n);
            urne_arena_free(arena);
        }
    }
}
END_TEST

/* ---- another roll: homonyms, empty values, several attributes, no address ---- */

typedef struct person {
    const char *identity[2];
    bool has_separate;
    const char *separate;
    const char *street, *postcode, *sex;
} person;

static const person people[] = {
    {{"PETIT", "Jean"}, true, "12 rue du Moulin", "rue du Moulin", "54000", "M"},
    {{"PETIT", "Jean"}, true, "", "", "54000", "M"},
    {{"SEUL", ""}, false, NULL, "", "", ""},
    {{"DUPONT", "L\xc3\xa9"
                "a Zo\xc3\xa9"},
     false,
     NULL,
     "Grande Rue",
     "54000",
     "F"},
};
enum { PEOPLE = 4 };

typedef struct little {
    urne_arena *arena;
    urne_secret *k;
    urne_rules rules;
    urne_commit commit;
    urne_roll_lines roll;
    urne_buf bytes;
    urne_receipt receipt[PEOPLE];
  public
    p;
} little;

static urne_str text_of(urne_arena *arena, urne_hash h)
{
    urne_hex hex = urne_to_hex(h);
    return urne_str_dup(arena, urne_hex_str(&hex));
}

/* By the formulas of draw-1 §4, with urne_mac_fields alone. */
static urne_receipt receipt_of(little *l, const person *who)
{
    urne_arena *a = l->arena;
    urne_buf ident = urne_buf_new(a, 64);
    urne_buf_addz(&ident, who->identity[0]);
    urne_buf_addc(&ident, '\t');
    urne_buf_addz(&ident, who->identity[1]);
    if (who->has_separate) {
        urne_buf_addc(&ident, '\t');
        urne_buf_addz(&ident, who->separate);
    }
    urne_str id = urne_buf_str(&ident);
    urne_str salt = text_of(a, urne_mac_fields(l->k, 2, URNE_STR("urne/1 salt"), id));
    urne_receipt r = {.ceremony = URNE_STR(GRAMMAR_ID), .salt = salt, .stratum = 1};
    r.pid = text_of(a, urne_hash_fields(3, URNE_STR("urne/1 pid"), salt, id));
    r.n_identity = r.n_attrs = r.n_address = 2;
    r.identity = l->rules.identity;
    r.identity_value = urne_arena_array(a, 2, sizeof(urne_str));
    r.identity_value[0] = urne_str_of(who->identity[0]);
    r.identity_value[1] = urne_str_of(who->identity[1]);
    r.has_separate = who->has_separate;
    r.separate = urne_str_of(who->has_separate ? who->separate : "");
    r.address = urne_arena_array(a, 2, sizeof(urne_str));
    r.address_value = urne_arena_array(a, 2, sizeof(urne_str));
    r.address[0] = URNE_STR("street");
    r.address[1] = URNE_STR("postcode");
    r.address_value[0] = urne_str_of(who->street);
    r.address_value[1] = urne_str_of(who->postcode);
    urne_buf key = urne_buf_new(a, 64);
    urne_buf_addz(&key, who->street);
    urne_buf_addc(&key, '\t');
    urne_buf_addz(&key, who->postcode);
    r.hhsalt = text_of(
        a, urne_mac_fields(l->k, 2, URNE_STR("urne/1 hhsalt"), urne_buf_str(&key)));
    r.attr = l->rules.attrs;
    r.asalt = urne_arena_array(a, 2, sizeof(urne_str));
    r.attr_value = urne_arena_array(a, 2, sizeof(urne_str));
    r.attr_value[0] = urne_str_of(who->sex);
    r.attr_value[1] = who->street[0] == '\0'
                          ? URNE_STR("-")
                          : text_of(a, urne_hash_fields(3, URNE_STR("urne/1 hh"),
                                                        r.hhsalt, urne_buf_str(&key)));
    for (size_t i = 0; i < 2; i++) {
        r.asalt[i] = text_of(
            a, urne_mac_fields(l->k, 3, URNE_STR("urne/1 asalt"), r.attr[i], id));
    }
    return r;
}

static urne_str acom_of(urne_arena *arena, const urne_receipt *r)
{
    urne_str c[2];
    for (size_t i = 0; i < 2; i++) {
        urne_buf pair = urne_buf_new(arena, 64);
        urne_buf_add(&pair, r->attr[i]);
        urne_buf_addc(&pair, '=');
        urne_buf_add(&pair, r->attr_value[i]);
        c[i] = text_of(arena, urne_hash_fields(3, URNE_STR("urne/1 attr"), r->asalt[i],
                                               urne_buf_str(&pair)));
    }
    return text_of(arena, urne_hash_fields(3, URNE_STR("urne/1 attrs"), c[0], c[1]));
}

static int by_pid(const void *a, const void *b)
{
    const urne_receipt *x = a, *y = b;
    return urne_str_cmp(x->pid, y->pid);
}

static void open_little(little *l, urne_arena *arena)
{
    urne_err err = URNE_ERR_NONE;
    const char *key = box_fixture_path(arena, "hamlet/roll-key.txt");
    *l = (little){.arena = arena};
    ck_assert_int_eq(urne_secret_read(&l->k, key, &err), URNE_OK);
    l->rules.n_identity = l->rules.n_attrs = 2;
    l->rules.identity = urne_arena_array(arena, 2, sizeof(urne_str));
    l->rules.identity[0] = URNE_STR("birth-name");
    l->rules.identity[1] = URNE_STR("given-names");
    l->rules.attrs = urne_arena_array(arena, 2, sizeof(urne_str));
    l->rules.attrs[0] = URNE_STR("sex");
    l->rules.attrs[1] = URNE_STR("household");
    for (size_t i = 0; i < PEOPLE; i++) {
        l->receipt[i] = receipt_of(l, &people[i]);
    }
    urne_secret_free(l->k);
    qsort(l->receipt, PEOPLE, sizeof *l->receipt, by_pid);
    l->bytes = urne_buf_new(arena, 1024);
    urne_str entries[PEOPLE];
    size_t at[PEOPLE + 1] = {0};
    for (size_t i = 0; i < PEOPLE; i++) {
        urne_buf_add(&l->bytes, l->receipt[i].pid);
        urne_buf_addz(&l->bytes, " 1 ");
        urne_buf_add(&l->bytes, acom_of(arena, &l->receipt[i]));
        urne_buf_addc(&l->bytes, '\n');
        at[i + 1] = l->bytes.n;
    }
    urne_str roll = urne_buf_str(&l->bytes);
    for (size_t i = 0; i < PEOPLE; i++) {
        entries[i] = urne_str_slice(roll, at[i], at[i + 1]);
    }
    for (size_t i = 0; i < PEOPLE; i++) {
        urne_hash path[URNE_MERKLE_DEPTH];
        urne_receipt *r = &l->receipt[i];
        r->number = i + 1;
        r->n_path = hash_path(path, i, entries, PEOPLE);
        r->path = urne_arena_array(arena, r->n_path, sizeof *r->path);
        for (size_t k = 0; k < r->n_path; k++) {
            r->path[k] = text_of(arena, path[k]);
        }
        r->commit = URNE_STR(GRAMMAR_H1);
    }
    l->commit.head.ceremony = URNE_STR(GRAMMAR_ID);
    l->commit.root = text_of(arena, hash_root(entries, PEOPLE));
    ck_assert_int_eq(urne_roll_lines_read(&l->roll, arena, roll, "r", NULL), URNE_OK);
    l->p.facts =
        (urne_receipt_facts){&l->commit, {GRAMMAR_H1}, &l->rules, &l->roll, roll};
}

START_TEST(homonyms_and_empty_values)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    little l;
    open_little(&l, arena);
    for (size_t i = 0; i < PEOPLE; i++) {
        urne_str note = urne_receipt_write(arena, &l.receipt[i]);
        ck_assert_int_eq(judge(&l.p, note, &err), URNE_OK);
        /* Nobody else's number, path or line. */
        urne_receipt other = l.receipt[i];
        other.number = l.receipt[(i + 1) % PEOPLE].number;
        other.path = l.receipt[(i + 1) % PEOPLE].path;
        ck_assert_int_eq(judge(&l.p, urne_receipt_write(arena, &other), &err),
                         URNE_E_RECEIPT_LINE);
        /* Without its separating value, or with one: another person. */
        other = l.receipt[i];
        other.has_separate = !other.has_separate;
        other.separate = URNE_STR("");
        ck_assert_int_eq(judge(&l.p, urne_receipt_write(arena, &other), &err),
                         URNE_E_RECEIPT_LINE);
        other = l.receipt[i];
        urne_str values[2] = {URNE_STR("X"), other.attr_value[1]};
        other.attr_value = values;
        ck_assert_int_eq(judge(&l.p, urne_receipt_write(arena, &other), &err),
                         URNE_E_RECEIPT_LINE);
    }
    urne_arena_free(arena);
}
END_TEST

/* "-" stands exactly for an address that names no dwelling (draw-1 §4.5). */
START_TEST(no_dwelling)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    little l;
    open_little(&l, arena);
    size_t dashes = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        urne_receipt r = l.receipt[i];
        bool dash = urne_str_is(r.attr_value[1], "-");
        dashes += dash;
        /* Another postcode is seen, unless there is no dwelling to name. */
        urne_str values[2] = {r.address_value[0], URNE_STR("54100")};
        r.address_value = values;
        ck_assert((judge(&l.p, urne_receipt_write(arena, &r), &err) == URNE_OK) ==
                  dash);
        values[0] = URNE_STR("Autre Rue");
        ck_assert(judge(&l.p, urne_receipt_write(arena, &r), &err) != URNE_OK);
        /* With "-" the salt is given and not used. */
        r = l.receipt[i];
        r.hhsalt = URNE_STR(GRAMMAR_H0);
        ck_assert((judge(&l.p, urne_receipt_write(arena, &r), &err) == URNE_OK) ==
                  dash);
    }
    ck_assert_uint_eq(dashes, 2);
    urne_arena_free(arena);
}
END_TEST

/* ---- on paper ---- */

static const struct {
    const char *salt, *code;
} papers[] = {
    {"6d6d4e23267a3ab704fafb835f4783831eeeb16f774f8c03846b358262bdd6ad",
     "DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6F"},
    {"38b830e3684e352089c9bed37a022bc1a2e8b49a78fbceadddc0b8bbe1b9b29a",
     "72W3 1RV8 9RTJ 12E9 QV9Q M0HB R6HE HD4T F3XW XBEX R2WB QRDS PAD0 EAMC"},
};

static bool reads_as(const char *code, const char *salt)
{
    urne_hash h;
    return urne_paper_parse(urne_str_of(code), &h) &&
           strcmp(urne_to_hex(h).z, salt) == 0;
}

START_TEST(paper_vectors)
{
    for (size_t i = 0; i < PROGRAM_COUNT(papers); i++) {
        urne_hash salt;
        char code[URNE_PAPER_MAX];
        ck_assert(urne_hash_parse(urne_str_of(papers[i].salt), &salt));
        urne_paper_code(code, &salt);
        ck_assert_str_eq(code, papers[i].code);
        ck_assert(reads_as(code, papers[i].salt));
    }
}
END_TEST

START_TEST(paper_forgives)
{
    static const char *const ways[] = {
        "dnpm w8s6 f8xb e17t ze1n yhw3 gcfe xcbf ex7r r0w4 dctr 4rnx ttpg tj6f",
        "DNPMW8S6F8XBE17TZE1NYHW3GCFEXCBFEX7RR0W4DCTR4RNXTTPGTJ6F",
        "DNPM-W8S6-F8XB-E17T-ZE1N-YHW3-GCFE-XCBF-EX7R-R0W4-DCTR-4RNX-TTPG-TJ6F",
        "  DNPM W8S6  F8XB EI7T ZELN YHW3 GCFE XCBF EX7R ROW4 DCTR 4RNX TTPG TJ6F ",
        "dnpm w8s6 f8xb el7t zein yhw3 gcfe xcbf ex7r row4 dctr 4rnx ttpg tj6f"};
    for (size_t i = 0; i < PROGRAM_COUNT(ways); i++) {
        ck_assert_msg(reads_as(ways[i], papers[0].salt), "%s", ways[i]);
    }
}
END_TEST

START_TEST(paper_refuses)
{
    static const char *const bad[] = {
        "",
        " ",
        "DNPM",
        "DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6",
        "DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6FF",
        "DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG UJ6F",
        "DNPM\tW8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6F",
        "DNPM.W8S6.F8XB.E17T.ZE1N.YHW3.GCFE.XCBF.EX7R.R0W4.DCTR.4RNX.TTPG.TJ6F",
        "DNPM W8S6 F8XB E17T ZE1N YHW3 GCFE XCBF EX7R R0W4 DCTR 4RNX TTPG TJ6\xc3\x89"};
    urne_hash h;
    for (size_t i = 0; i < PROGRAM_COUNT(bad); i++) {
        ck_assert_msg(!urne_paper_parse(urne_str_of(bad[i]), &h), "%s", bad[i]);
    }
    char nul[] = "DNPMW8S6F8XBE17TZE1NYHW3GCFEXCBFEX7RR0W4DCTR4RNXTTPGTJ6F";
    nul[3] = '\0';
    ck_assert(!urne_paper_parse((urne_str){nul, sizeof nul - 1}, &h));
}
END_TEST

/* One wrong character, or two neighbours exchanged: 4 check digits find it. */
START_TEST(paper_mistakes)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (size_t p = 0; p < PROGRAM_COUNT(papers); p++) {
        char code[URNE_PAPER_MAX];
        urne_hash h;
        for (size_t i = 0; papers[p].code[i] != '\0'; i++) {
            strcpy(code, papers[p].code);
            for (const char *d = digits; code[i] != ' ' && *d != '\0'; d++) {
                code[i] = *d;
                ck_assert_msg((*d == papers[p].code[i]) ==
                                  urne_paper_parse(urne_str_of(code), &h),
                              "%s", code);
            }
            strcpy(code, papers[p].code);
            char c = code[i];
            code[i] = code[i + 1];
            code[i + 1] = c;
            bool same = code[i] == c || c == ' ' || code[i] == ' ' || code[i] == '\0';
            ck_assert_msg(same || !urne_paper_parse(urne_str_of(code), &h), "%s", code);
        }
    }
}
END_TEST

/* The last of the 52 digits carries one bit: the other four are 0, even when the check
 * digits were made for it. */
START_TEST(paper_low_bits)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (size_t last = 0; last < 32; last++) {
        char code[57] = "0000000000000000000000000000000000000000000000000000";
        code[51] = digits[last];
        urne_hash h = urne_hash_fields(2, URNE_STR("urne/1 paper"),
                                       (urne_str){code, 52}),
                  salt;
        unsigned v = (unsigned)h.b[0] << 12 | (unsigned)h.b[1] << 4 | h.b[2] >> 4;
        for (int i = 0; i < 4; i++) {
            code[52 + i] = digits[v >> (15 - 5 * i) & 31];
        }
        code[56] = '\0';
        ck_assert_msg(urne_paper_parse(urne_str_of(code), &salt) ==
                          (last == 0 || last == 16),
                      "%s", code);
    }
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"vector_13_1", vector_13_1, 0, 0},
        {"spoilt_bytes", spoilt_bytes, 0, 0},
        {"spoilt_lines", spoilt_lines, 0, 0},
        {"unconfirmed_line", unconfirmed_line, (int)PROGRAM_COUNT(unconfirmed), 0},
        {"no_path", no_path, 0, 0},
        {"edited_receipt", edited_receipt, (int)PROGRAM_COUNT(edits), 0},
        {"counts", counts, 0, 0},
        {"value_lengths", value_lengths, 0, 0},
        {"homonyms_and_empty_values", homonyms_and_empty_values, 0, 0},
        {"no_dwelling", no_dwelling, 0, 0},
        {"paper_vectors", paper_vectors, 0, 0},
        {"paper_forgives", paper_forgives, 0, 0},
        {"paper_refuses", paper_refuses, 0, 0},
        {"paper_mistakes", paper_mistakes, 0, 0},
        {"paper_low_bits", paper_low_bits, 0, 0},
    };
    return program_run("receipt", tests, PROGRAM_COUNT(tests), 60);
}
