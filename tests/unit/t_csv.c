/* codec/csv: what is read, and the exact place of every fault. */
#include "codec/csv.h"
#include "oracle/lots.h"
#include "oracle/program.h"

#include <stdio.h>
#include <unistd.h>

typedef struct taken {
    urne_buf buf;
    size_t columns;
    uint64_t line;
} taken;

/* Every value in brackets, every row on a line. */
static void take(void *data, uint64_t line, const urne_str *fields)
{
    taken *t = data;
    ck_assert_uint_eq(line, ++t->line);
    for (size_t i = 0; i < t->columns; i++) {
        urne_buf_addc(&t->buf, '[');
        urne_buf_add(&t->buf, fields[i]);
        urne_buf_addc(&t->buf, ']');
    }
    urne_buf_addc(&t->buf, '\n');
}

static urne_str rows_of(urne_arena *arena, const urne_csv *csv, const bool *want)
{
    taken t = {urne_buf_new(arena, 0), csv->columns, 1};
    urne_csv_each(csv, want, take, &t);
    ck_assert_uint_eq(t.line, csv->rows + 1);
    return urne_buf_str(&t.buf);
}

static const struct accepted {
    const char *text, *rows;
    char separator;
    size_t columns;
} accepted[] = {
    {"a;b\n1;2\n", "[1][2]\n", ';', 2},
    {"a,b\r\n1,2\r\n", "[1][2]\n", ',', 2},
    {"a\tb\n1\t2", "[1][2]\n", '\t', 2},
    {"a;b", "", ';', 2},
    {"a;b\n", "", ';', 2},
    {"a\nx y\n z\n", "[x y]\n[ z]\n", ';', 1},
    {"a;b\n;\n", "[][]\n", ';', 2},
    {"a;b\n\"\";\n", "[][]\n", ';', 2},
    {"a\n\"\"\n", "[]\n", ';', 1},
    {"a;b\n 1 ;  2\n", "[ 1 ][  2]\n", ';', 2},
    {"a;b\n\"1;2\";\"3\"\"4\"\n", "[1;2][3\"4]\n", ';', 2},
    {"a;b\n\" 1 \";2", "[ 1 ][2]\n", ';', 2},
    {"\"a;b\",\"c\"\n1;2,3\n", "[1;2][3]\n", ',', 2},
    {"\"a;b\";\"c,d\"\n1;2", "[1][2]\n", ';', 2},
    {"\"a\";b\n\"\"\"\"\"\";2\n", "[\"\"][2]\n", ';', 2},
    {"a;b\n\"x\";\"\"", "[x][]\n", ';', 2},
    {"a;b\n1;\n;2", "[1][]\n[][2]\n", ';', 2},
    {"\xEF\xBB\xBF"
     "a;b\n1;2\n",
     "[1][2]\n", ';', 2},
    {"a;b\n\xE9;2\n", "[\xC3\xA9][2]\n", ';', 2},
};

START_TEST(reads)
{
    const struct accepted *a = &accepted[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    ck_assert_int_eq(urne_csv_open(&csv, arena, urne_str_of(a->text), "f", &err),
                     URNE_OK);
    ck_assert_uint_eq(err.count, 0);
    ck_assert_int_eq(csv.separator, a->separator);
    ck_assert_uint_eq(csv.columns, a->columns);
    urne_str rows = rows_of(arena, &csv, NULL);
    ck_assert_msg(urne_str_is(rows, a->rows), "%.*s", (int)rows.n, rows.p);
    urne_arena_free(arena);
}
END_TEST

static const struct refused {
    const char *text;
    size_t n; /* 0: to the NUL */
    urne_code code;
    uint64_t line, column;
    size_t count;
} refused[] = {
    {"", 0, URNE_E_CSV_EMPTY, 0, 0, 1},
    {"\n", 0, URNE_E_CSV_EMPTY, 0, 0, 1},
    {"\r\na;b", 0, URNE_E_CSV_EMPTY, 0, 0, 1},
    {"a;b,c\n", 0, URNE_E_CSV_SEPARATOR, 1, 4, 1},
    {"a\tb;c\n", 0, URNE_E_CSV_SEPARATOR, 1, 4, 1},
    {"a;b\n1;\x01\n", 0, URNE_E_CSV_CONTROL, 2, 3, 1},
    {"a;b\n1;\0002\n", 9, URNE_E_CSV_CONTROL, 2, 3, 1},
    {"a;b\n1;\t2\n", 0, URNE_E_CSV_CONTROL, 2, 3, 1},
    {"a;b\n1;\"\x7F\"\n", 0, URNE_E_CSV_CONTROL, 2, 4, 1},
    {"a\tb\n1\t\"2\t\"\n", 0, URNE_E_CSV_CONTROL, 2, 5, 1},
    {"a;b\n\x1A", 0, URNE_E_CSV_CONTROL, 2, 1, 2},
    {"a;b\r\n1;2\n", 0, URNE_E_CSV_LINE_ENDS, 2, 4, 1},
    {"a;b\n1;2\r\n3;4\n", 0, URNE_E_CSV_LINE_ENDS, 2, 4, 1},
    {"a;b\n1;2\r3;4\n", 0, URNE_E_CSV_CR, 2, 4, 1},
    {"a;b\n1\r;2\n", 0, URNE_E_CSV_CR, 2, 2, 1},
    {"a;b\n1;2\r", 0, URNE_E_CSV_CR, 2, 4, 1},
    {"a;b\r1;2\r", 0, URNE_E_CSV_CR, 1, 4, 1},
    {"a;b\n\n1;2\n", 0, URNE_E_CSV_BLANK, 2, 1, 1},
    {"a;b\r\n1;2\r\n\r\n", 0, URNE_E_CSV_BLANK, 3, 1, 1},
    {"a\nx\n\n", 0, URNE_E_CSV_BLANK, 3, 1, 1},
    {"a;b\n1\n", 0, URNE_E_CSV_FIELDS, 2, 2, 1},
    {"a;b\n1;2;3\n4\n", 0, URNE_E_CSV_FIELDS, 2, 5, 2},
    {"a;b\n   \n", 0, URNE_E_CSV_FIELDS, 2, 4, 1},
    {"a;b\n1;\"2\n3\"\n4;5\n", 0, URNE_E_CSV_NEWLINE, 2, 5, 1},
    {"a;b\r\n1;\"2\r\n\r\n3\"\r\n4\r\n", 0, URNE_E_CSV_NEWLINE, 2, 5, 2},
    {"a;\"b\nc\"\n1;2\n", 0, URNE_E_CSV_NEWLINE, 1, 5, 1},
    {"a;b\n1;\"2\n", 0, URNE_E_CSV_QUOTE_OPEN, 2, 3, 1},
    {"a;b\n1;\"2\n3;4\n5;\"6\"7\n", 0, URNE_E_CSV_QUOTE_OPEN, 2, 3, 2},
    {"a;b\n\"", 0, URNE_E_CSV_QUOTE_OPEN, 2, 1, 1},
    {"a;b\n1\"2;3\n", 0, URNE_E_CSV_QUOTE_INSIDE, 2, 2, 1},
    {"a;b\n1;2\"", 0, URNE_E_CSV_QUOTE_INSIDE, 2, 4, 1},
    {"a;b\n\"1\"2;3\n", 0, URNE_E_CSV_QUOTE_AFTER, 2, 4, 1},
    {"a;b\n\"1\"\"2\"3;4", 0, URNE_E_CSV_QUOTE_AFTER, 2, 7, 1},
    {"a;b\n \"1\";2\n", 0, URNE_E_CSV_QUOTE_SPACE, 2, 1, 1},
    {"a;b\n1;\"2\" \n", 0, URNE_E_CSV_QUOTE_SPACE, 2, 6, 1},
    {"\xEF\xBB\xBF"
     "a;b\n1\n",
     0, URNE_E_CSV_FIELDS, 2, 2, 1},
    {"a;b\n\xE9\xE9;2;3\n", 0, URNE_E_CSV_FIELDS, 2, 6, 1},
    {"a\xC2\xA0;b\n1;2\n", 0, URNE_E_TEXT_NBSP, 1, 2, 1},
    {"a;b\n\xC3\xA9;\xE9\n", 0, URNE_E_TEXT_UTF8, 2, 4, 1},
    {"a;b\n1;\"2\n3;4\n\n5;6;7\n8\"9;1\n", 0, URNE_E_CSV_QUOTE_OPEN, 2, 3, 4},
};

START_TEST(refuses)
{
    const struct refused *r = &refused[_i];
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    urne_str text = {r->text, r->n == 0 ? strlen(r->text) : r->n};
    ck_assert_int_eq(urne_csv_open(&csv, arena, text, "f", &err), r->code);
    ck_assert_int_eq(err.diag[0].code, r->code);
    ck_assert_uint_eq(err.diag[0].line, r->line);
    ck_assert_uint_eq(err.diag[0].column, r->column);
    ck_assert_uint_eq(err.count, r->count);
    urne_arena_free(arena);
}
END_TEST

/* A table of one row with one field of n bytes, or of n columns. */
static urne_code wide(size_t columns, size_t bytes)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t line = 0; line < 2; line++) {
        for (size_t i = 0; i < columns; i++) {
            urne_buf_addz(&buf, i == 0 ? "x" : ";x");
        }
        for (size_t i = 1; line == 1 && i < bytes; i++) {
            urne_buf_addc(&buf, 'y');
        }
        urne_buf_addc(&buf, '\n');
    }
    urne_code code = urne_csv_open(&csv, arena, urne_buf_str(&buf), "f", &err);
    urne_arena_free(arena);
    return code;
}

START_TEST(limits)
{
    ck_assert_int_eq(wide(URNE_CSV_COLUMNS_MAX, 1), URNE_OK);
    ck_assert_int_eq(wide(URNE_CSV_COLUMNS_MAX + 1, 1), URNE_E_CSV_COLUMNS);
    ck_assert_int_eq(wide(2, URNE_CSV_FIELD_MAX), URNE_OK);
    ck_assert_int_eq(wide(2, URNE_CSV_FIELD_MAX + 1), URNE_E_CSV_LONG);
}
END_TEST

/* Byte `offset` of a value, wherever quotes and encodings have put it. */
START_TEST(places)
{
    static const struct {
        const char *text;
        size_t column, offset;
        uint64_t want;
    } cases[] = {{"a;b;c\n1;23;4", 1, 1, 4},
                 {"a;b;c\n\"1;1\";\"2\"\"3\";4", 1, 0, 8},
                 {"a;b;c\n\"1;1\";\"2\"\"3\";4", 1, 2, 11},
                 {"a;b;c\n\"1\"\";1\";\"2\"\"3\";4", 2, 0, 16},
                 {"a;b;c\n\xC3\xA9;23;4", 1, 0, 4},
                 {"a;b;c\n\xE9;23;4", 1, 0, 3},
                 {"a;b;c\n\"\xE9\xE9\";23;4", 0, 2, 3}};
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_arena *arena = urne_arena_new();
        urne_csv csv;
        ck_assert_int_eq(
            urne_csv_open(&csv, arena, urne_str_of(cases[i].text), "f", NULL), URNE_OK);
        urne_place at = urne_csv_place(&csv, 2, cases[i].column, cases[i].offset);
        ck_assert_uint_eq(at.line, 2);
        ck_assert_msg(at.column == cases[i].want, "case %zu: column %d", i,
                      (int)at.column);
        urne_arena_free(arena);
    }
}
END_TEST

START_TEST(by_name)
{
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_csv csv;
    size_t column;
    ck_assert_int_eq(
        urne_csv_open(&csv, arena, URNE_STR(" a  a ;b;b;\n1;2;3;4\n"), "f", &err),
        URNE_OK);
    ck_assert_uint_eq(urne_csv_find(&csv, URNE_STR("a a")), 0);
    ck_assert_uint_eq(urne_csv_find(&csv, URNE_STR("b")), 1);
    ck_assert_uint_eq(urne_csv_find(&csv, URNE_STR("A a")), SIZE_MAX);
    ck_assert_int_eq(urne_csv_column(&column, &csv, URNE_STR("a a"), &err), URNE_OK);
    ck_assert_uint_eq(err.count, 0);
    ck_assert_int_eq(urne_csv_column(&column, &csv, URNE_STR("c"), &err),
                     URNE_E_CSV_COLUMN);
    ck_assert_int_eq(urne_csv_column(&column, &csv, URNE_STR("b"), &err),
                     URNE_E_CSV_TWICE);
    ck_assert_uint_eq(err.diag[1].column, 10);
    static const bool want[4] = {false, true, false, true};
    ck_assert(urne_str_is(rows_of(arena, &csv, want), "[][2][][4]\n"));
    urne_arena_free(arena);
}
END_TEST

START_TEST(from_disk)
{
    char path[] = "/tmp/urne-t-csv-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd,
                           "\xEF\xBB\xBF"
                           "a;b\n1;2\n",
                           11),
                     11);
    close(fd);
    urne_arena *arena = urne_arena_new();
    urne_csv csv;
    urne_str bytes;
    ck_assert_int_eq(urne_csv_load(&csv, &bytes, arena, path, NULL), URNE_OK);
    ck_assert_uint_eq(bytes.n, 11);
    ck_assert_int_eq(csv.encoding, URNE_ENCODING_BOM);
    unlink(path);
    ck_assert_int_eq(urne_csv_load(&csv, &bytes, arena, path, NULL), URNE_E_IO_OPEN);
    urne_arena_free(arena);
}
END_TEST

/* What urne_csv_put writes is read back as it was, whatever the values. */
START_TEST(round_trip)
{
    static const char alphabet[] = "ab ;,\"'e";
    static const char separators[] = ";,\t";
    uint64_t lots = lots_at((uint64_t)_i);
    urne_arena *arena = urne_arena_new();
    char separator = separators[_i % 3];
    size_t columns = 2 + lots_below(&lots, 5), rows = lots_below(&lots, 20);
    urne_buf file = urne_buf_new(arena, 0), want = urne_buf_new(arena, 0);
    for (size_t r = 0; r <= rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            urne_buf value = urne_buf_new(arena, 0);
            urne_buf_addc(&value, 'h'); /* no empty line, no header of blanks */
            for (size_t n = lots_below(&lots, 8); n > 0; n--) {
                urne_buf_addc(&value, alphabet[lots_below(&lots, 8)]);
            }
            if (c > 0) {
                urne_buf_addc(&file, separator);
            }
            /* A header with other separators outside quotes would be doubtful. */
            urne_str v = r == 0 ? URNE_STR("h") : urne_buf_str(&value);
            urne_csv_put(&file, v, separator);
            if (r > 0) {
                urne_buf_addc(&want, '[');
                urne_buf_add(&want, v);
                urne_buf_addc(&want, ']');
            }
        }
        urne_buf_addz(&file, _i % 2 == 0 ? "\n" : "\r\n");
        urne_buf_addz(&want, r == 0 ? "" : "\n");
    }
    urne_csv csv;
    ck_assert_int_eq(urne_csv_open(&csv, arena, urne_buf_str(&file), "f", NULL),
                     URNE_OK);
    ck_assert(urne_str_eq(rows_of(arena, &csv, NULL), urne_buf_str(&want)));
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"reads", reads, PROGRAM_COUNT(accepted), 0},
        {"refuses", refuses, PROGRAM_COUNT(refused), 0},
        {"limits", limits, 0, 0},
        {"places", places, 0, 0},
        {"by_name", by_name, 0, 0},
        {"from_disk", from_disk, 0, 0},
        {"round_trip", round_trip, 300, 0},
    };
    return program_run("csv", tests, PROGRAM_COUNT(tests), 60);
}
