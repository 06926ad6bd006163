/* ceremony/pick: the vector of draw-1 §14, and its definition over small lists. */
#include "oracle/box.h"
#include "oracle/hash.h"
#include "oracle/program.h"
#include "urne.h"

static urne_code pick(urne_pick **out, const box *b, const char *csv, const char *text,
                      uint64_t n, const char *by, const char *id, urne_err *err)
{
    const char *path = box_put(b, "list.csv", urne_str_of(csv));
    urne_pick_options o = {.path = path, .text = text, .n = n, .by = by, .id = id};
    *err = (urne_err)URNE_ERR_NONE;
    return urne_pick_draw(out, b->arena, &o, err);
}

static const char *names(const box *b, const urne_pick *p)
{
    urne_buf buf = urne_buf_new(b->arena, 64);
    for (size_t i = 0; i < p->n; i++) {
        urne_buf_addz(&buf, i > 0 ? " " : "");
        urne_buf_addz(&buf, p->rows[i].id);
    }
    urne_buf_addc(&buf, '\0');
    return buf.p;
}

#define LIST "nom\nAlice\nBob\nChlo\xc3\xa9\nDriss\nEva\n"

START_TEST(vector)
{
    static const char *const tickets[] = {
        "0cd87a3a5f3290bc31751b5f7721941da99eb8c01d5f50c4127febe6cbf23be5",
        "435fc0d576aa6533bc6fbcac4f51ea10ca35d0f785133953c7e19d999960275c",
        "81be29c39e6a255cb32971e6910162e6d11a47db78e979f6d95843e6042624c0",
        "a290316bbc3047068a5b7880594da44b4d48e5ae98fe68c3e6efddd8791b2469",
        "aceb82cb0e21bfdaae2963cc9c2a6c9741a47dc8aef6be13698c7ce541a22847"};
    static const uint64_t lines[] = {4, 5, 6, 2, 3};
    box b = box_open();
    for (uint64_t n = 1; n <= 5; n++) {
        urne_pick *p;
        urne_err err;
        ck_assert_int_eq(
            pick(&p, &b, LIST, "kermesse 2026", n, NULL, n % 2 ? NULL : "nom", &err),
            URNE_OK);
        ck_assert_str_eq(
            p->seed,
            "55432b1240207909ba6e3ba1c86bfc77c30c8e243614a6fb8be13a7277b8b0ba");
        ck_assert_uint_eq(p->of, 5);
        ck_assert_uint_eq(p->n, n);
        for (size_t i = 0; i < n; i++) {
            ck_assert_str_eq(p->rows[i].ticket, tickets[i]);
            ck_assert_uint_eq(p->rows[i].line, lines[i]);
        }
    }
    box_close(&b);
}
END_TEST

/* The order of rows, the dress of the file, spaces around values: nothing changes. */
START_TEST(dresses)
{
    static const char *const dressed[] = {
        LIST, "nom\nEva\nDriss\nChlo\xc3\xa9\nBob\nAlice\n",
        "\xef\xbb\xbfnom\r\nAlice\r\nBob\r\nChlo\xc3\xa9\r\nDriss\r\nEva\r\n",
        "nom\nAlice\nBob\nChlo\xe9\nDriss\nEva\n",
        "nom\n Alice \nBob\nChlo\xc3\xa9\nDriss\n\"Eva\"\n"};
    box b = box_open();
    for (size_t i = 0; i < PROGRAM_COUNT(dressed); i++) {
        urne_pick *p;
        urne_err err;
        ck_assert_msg(pick(&p, &b, dressed[i], "kermesse 2026", 3, NULL, "nom", &err) ==
                          URNE_OK,
                      "dress %zu", i);
        ck_assert_str_eq(names(&b, p), "Chlo\xc3\xa9 Driss Eva");
    }
    box_close(&b);
}
END_TEST

/* Two columns without --id: values joined by TAB. Seats by Hamilton over the groups. */
START_TEST(groups)
{
    box b = box_open();
    urne_pick *p;
    urne_err err;
    const char *csv = "nom;q\nAlice;N\nBob;S\nChlo\xc3\xa9;S\nDriss;S\nEva;S\n";
    ck_assert_int_eq(pick(&p, &b, csv, "kermesse 2026", 5, "q", "nom", &err), URNE_OK);
    ck_assert_str_eq(names(&b, p), "Chlo\xc3\xa9 Driss Eva Alice Bob");
    ck_assert_str_eq(p->rows[3].group, "N");
    /* 2 x 1 / 5 and 2 x 4 / 5: 0 rest 2, 1 rest 3. */
    ck_assert_int_eq(pick(&p, &b, csv, "kermesse 2026", 2, "q", "nom", &err), URNE_OK);
    ck_assert_str_eq(names(&b, p), "Chlo\xc3\xa9 Driss");
    /* 4 x 1 / 5 = 0 rest 4, 4 x 4 / 5 = 3 rest 1. */
    ck_assert_int_eq(pick(&p, &b, csv, "kermesse 2026", 4, "q", "nom", &err), URNE_OK);
    ck_assert_str_eq(names(&b, p), "Chlo\xc3\xa9 Driss Eva Alice");
    ck_assert_int_eq(pick(&p, &b, csv, "kermesse 2026", 5, NULL, NULL, &err), URNE_OK);
    bool joined = false;
    for (size_t i = 0; i < 5; i++) {
        joined = joined || strcmp(p->rows[i].id, "Alice\tN") == 0;
    }
    ck_assert(joined);
    box_close(&b);
}
END_TEST

START_TEST(refusals)
{
    static const struct {
        const char *csv, *text;
        uint64_t n;
        const char *by, *id;
        urne_code code;
    } cases[] = {
        {LIST, "x", 0, NULL, NULL, URNE_E_PICK_FEW},
        {LIST, "x", 6, NULL, NULL, URNE_E_PICK_FEW},
        {LIST, "x", UINT64_MAX, NULL, NULL, URNE_E_PICK_FEW},
        {LIST, "", 1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST, "a\nb", 1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST, "e\xcc\x81", 1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST, "\xff", 1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST, "\xed\xa0\x80", 1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST,
         "a\xc2\xa0"
         "b",
         1, NULL, NULL, URNE_E_PICK_TEXT},
        {LIST, "x", 1, NULL, "Nom", URNE_E_CSV_COLUMN},
        {LIST, "x", 1, "q", NULL, URNE_E_CSV_COLUMN},
        {"nom\nA\nB\nA\n", "x", 1, NULL, NULL, URNE_E_PICK_ID},
        {"nom\nA\nB\n A\n", "x", 1, NULL, NULL, URNE_E_PICK_ID},
        {"nom;q\nA;1\n;2\n", "x", 1, NULL, "nom", URNE_E_PICK_ID},
        {"nom;q\nA;1\n  ;2\n", "x", 1, NULL, "nom", URNE_E_PICK_ID},
        {"nom\n", "x", 1, NULL, NULL, URNE_E_PICK_FEW},
        {"nom\nA\ne\xcc\x81\n", "x", 1, NULL, NULL, URNE_E_TEXT_NFC},
        {"", "x", 1, NULL, NULL, URNE_E_CSV_EMPTY},
    };
    box b = box_open();
    urne_pick *p;
    urne_err err;
    urne_code code = pick(&p, &b, cases[_i].csv, cases[_i].text, cases[_i].n,
                          cases[_i].by, cases[_i].id, &err);
    ck_assert_msg(code == cases[_i].code, "case %d: code %d, not %d", _i, code,
                  cases[_i].code);
    box_close(&b);
}
END_TEST

START_TEST(text_lengths)
{
    box b = box_open();
    char text[202];
    urne_pick *p;
    urne_err err;
    memset(text, 'x', sizeof text);
    text[200] = '\0';
    ck_assert_int_eq(pick(&p, &b, LIST, text, 1, NULL, NULL, &err), URNE_OK);
    text[200] = 'x';
    text[201] = '\0';
    ck_assert_int_eq(pick(&p, &b, LIST, text, 1, NULL, NULL, &err), URNE_E_PICK_TEXT);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"vector", vector, 0, 0},
        {"dresses", dresses, 0, 0},
        {"groups", groups, 0, 0},
        {"refusals", refusals, 18, 0},
        {"text_lengths", text_lengths, 0, 0},
    };
    return program_run("pick", tests, PROGRAM_COUNT(tests), 60);
}
