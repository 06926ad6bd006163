/* proof/check: what is done to a public folder, and which check says so, where. */
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "oracle/verdict.h"

/* ---- mutations ---- */

typedef enum op { LINE, REPLACE, DOUBLE, SWAP, DROP_FILE, COPY } op;

/* `failed` is every check that says no; `at` is what the first ones name. */
typedef struct mutation {
    const char *name;
    op op;
    int file;
    size_t line;
    const char *text, *to;
    unsigned fix;
    const char *failed;
    const char *at[6];
} mutation;

static void mutate(hamlet *h, const mutation *m)
{
    char text[2048];
    urne_str a, b;
    switch (m->op) {
    case LINE:
        hamlet_edit(h, m->file, m->line, m->text);
        break;
    case REPLACE:
        h->file[m->file] = lines_replace(h->arena, h->file[m->file], m->text, m->to);
        break;
    case DOUBLE:
        a = lines_get(h->file[m->file], m->line);
        snprintf(text, sizeof text, "%.*s\n%.*s", (int)a.n, a.p, (int)a.n, a.p);
        hamlet_edit(h, m->file, m->line, text);
        break;
    case SWAP:
        a = lines_get(h->file[m->file], m->line);
        b = lines_get(h->file[m->file], m->line + 1);
        snprintf(text, sizeof text, "%.*s\n%.*s", (int)b.n, b.p, (int)a.n, a.p);
        hamlet_edit(h, m->file, m->line, NULL);
        hamlet_edit(h, m->file, m->line, text);
        break;
    case DROP_FILE:
        h->file[m->file].p = NULL;
        break;
    case COPY:
        h->file[m->file] = h->file[m->line];
        break;
    }
}

#define A  "00-announce.txt "
#define C  "01-commit.txt "
#define R  "02-reveals.txt "
#define O  "03-result.txt "
#define RO "roll.txt "
#define RU "rules.txt "
#define SE "seed-input.txt "
#define SU "sums.txt "

#define SELECT_4                                                                       \
    "select member 3 4 "                                                               \
    "c00f2288195d827d6b536790dfcf3cfa6fb77e8733dd01802aa0f72a55914305 2 "              \
    "4bc39f00b0c92c22530e14da758f9a3fcab3852dd6992e34f2209caa3cf94957 "                \
    "household:da5db38af74a89360d03182976cf4174363540e971847e5b134adc93f7a67792:"      \
    "1869fcc2252928c0e4c354962ef2df0c2805376d010727dc9c71a2da971a78a3"
#define SKIP_3                                                                         \
    "skip member 3 b5d9b6146ac6602f623ded0d7339cf443190646d94744b49dc725abcac59862e "  \
    "2 6d00b3972aafa11f45d087543616d0317c3b4866b3fd1a5853cdbca5cd03eea3 household 1 "  \
    "household:e00996898e227095248ccad3f2c387149c1966ce53823488219d0981fec63ad7:"      \
    "28b9b9a8efd94b863537d42dba364b600e2a14df90edbc52d8795326da5aa79f"

/* clang-format off */
static const mutation mutations[] = {
    /* an elector dropped, doubled, moved, after the commit and before it */
    {"elector dropped", LINE, HROLL, 3, NULL, NULL, FIX_SUMS, "10 11 15", {RO "lines",
     RU "line 13", O "line 11"}},
    {"elector dropped, roll sealed so", LINE, HROLL, 3, NULL, NULL, FIX_ALL, "11 15",
     {RU "line 13"}},
    {"elector doubled", DOUBLE, HROLL, 3, NULL, NULL, FIX_SUMS, "9 10 11 15", {RO
     "line 4", RO "lines", RU "line 13", O "line 11"}},
    {"elector doubled, roll sealed so", DOUBLE, HROLL, 3, NULL, NULL, FIX_ALL,
     "9 11 15", {RO "line 4", RU "line 13"}},
    {"electors swapped", SWAP, HROLL, 3, NULL, NULL, FIX_SUMS, "9 10 15", {RO "line 4",
     RO "sha256", O "line 13"}},
    {"electors swapped, roll sealed so", SWAP, HROLL, 3, NULL, NULL, FIX_ALL, "9 15",
     {RO "line 4"}},
    {"stratum moved", REPLACE, HROLL, 0, "475 1 4", "475 2 4", FIX_SUMS, "10 11", {RO
     "sha256", RU "line 12"}},
    {"stratum unknown", REPLACE, HROLL, 0, "475 1 4", "475 3 4", FIX_SUMS, "10 11 15",
     {RO "sha256", RO "line 5", RO "line 5"}},
    {"stratum far away", REPLACE, HROLL, 0, "475 1 4", "475 4294967295 4", FIX_SUMS,
     "10 11 15", {RO "sha256", RO "line 5", RO "line 5"}},
    {"attribute taken away", LINE, HROLL, 5,
     "d8f162524cc41b63f4ce60d4676ebf052b35e57a676cb69429ed7972a6531475 1 -", NULL,
     FIX_SUMS, "10 11", {RO "sha256", RO "line 5"}},
    {"roll counted wrong", REPLACE, H01, 0, "roll 8", "roll 9", FIX_SUMS | FIX_PREV |
     FIX_SEED, "10 15", {RO "lines"}},
    {"root wrong", REPLACE, H01, 0, "0f1955fe", "0f1955ff", FIX_SUMS | FIX_PREV |
     FIX_SEED, "10 15", {RO "root"}},
    {"roll hash wrong", REPLACE, H01, 0, "f6dad1dc", "f6dad1dd", FIX_SUMS | FIX_PREV |
     FIX_SEED, "10 15", {RO "sha256"}},
    /* the form of the roll */
    {"roll with CRLF", REPLACE, HROLL, 0, "\n", "\r\n", FIX_SUMS, "8 9 10 11 15", {RO
     "line 1", RO "line 1", RO "line 1", RO "line 1", RO "line 1"}},
    {"roll in upper case", REPLACE, HROLL, 0, "d8f16252", "D8f16252", FIX_SUMS,
     "8 9 10 11 15", {RO "line 5"}},
    {"roll with a blank line", LINE, HROLL, 4, "+", NULL, FIX_SUMS, "8 9 10 11 15", {RO
     "line 4"}},
    {"roll with a blank line behind", LINE, HROLL, 9, "+", NULL, FIX_SUMS,
     "8 9 10 11 15", {RO "line 9"}},
    {"stratum 0", REPLACE, HROLL, 0, "475 1 4", "475 0 4", FIX_SUMS, "8 9 10 11 15",
     {RO "line 5"}},
    {"stratum 01", REPLACE, HROLL, 0, "475 1 4", "475 01 4", FIX_SUMS, "8 9 10 11 15",
     {RO "line 5"}},
    {"stratum beyond 32 bits", REPLACE, HROLL, 0, "475 1 4", "475 4294967297 4",
     FIX_SUMS, "10 11 15", {RO "sha256"}},
    {"stratum beyond an INT", REPLACE, HROLL, 0, "475 1 4", "475 9007199254740992 4",
     FIX_SUMS, "8 9 10 11 15", {RO "line 5"}},
    {"two spaces in the roll", REPLACE, HROLL, 0, "475 1 4", "475  1 4", FIX_SUMS,
     "8 9 10 11 15", {RO "line 5"}},
    {"a field more in the roll", REPLACE, HROLL, 0, "475 1 4", "475 1 1 4", FIX_SUMS,
     "8 9 10 11 15", {RO "line 5"}},
    /* rules */
    {"seats changed", REPLACE, HRULES, 0, "seats 3", "seats 4", FIX_SUMS, "7 15", {RU
     "sha256", O "line 8"}},
    {"seats changed, sealed so", REPLACE, HRULES, 0, "seats 3", "seats 4", FIX_ALL,
     "15", {O "line 8"}},
    {"allocation changed", REPLACE, HRULES, 0, "hamilton", "dhondt", FIX_SUMS, "7", {RU
     "sha256"}},
    {"uniqueness taken away", LINE, HRULES, 6, NULL, NULL, FIX_SUMS, "7 15", {RU
     "sha256", O "line 11"}},
    {"attribute renamed", REPLACE, HRULES, 0, "attr household\nunique household",
     "attr house", FIX_SUMS, "7 15", {RU "sha256", O "line 11"}},
    {"no attribute", REPLACE, HRULES, 0, "attr household\nunique household\n", "",
     FIX_SUMS, "7 11 15", {RU "sha256", RO "line 1", O "line 11"}},
    {"electors of a stratum", REPLACE, HRULES, 0, "stratum 2 3", "stratum 2 4",
     FIX_SUMS, "7 11", {RU "sha256", RU "line 13"}},
    {"a stratum below kmin", REPLACE, HRULES, 0, "kmin 1", "kmin 4", FIX_ALL, "11 15",
     {RU "line 13"}},
    {"one more stratum", LINE, HRULES, 14, "+stratum 3 1 - - - - X", NULL, FIX_SUMS,
     "7 11 15", {RU "sha256", RU "line 14", O "line 9"}},
    {"one stratum less", LINE, HRULES, 13, NULL, NULL, FIX_SUMS, "7 11 15", {RU
     "sha256", RO "line 3", RO "line 3"}},
    /* dice and seed */
    {"a die changed", REPLACE, H02, 0, "0839", "0838", FIX_SUMS, "4 13", {O "line 4",
     SE "line 4"}},
    {"a die changed, chained so", REPLACE, H02, 0, "0839", "0838", FIX_SUMS | FIX_PREV,
     "13", {SE "line 4"}},
    {"a die changed in the seed", REPLACE, HSEED, 0, "0839", "0838", FIX_SUMS, "13",
     {SE "line 4"}},
    {"a die changed in the seed, hashed so", REPLACE, HSEED, 0, "0839", "0838",
     FIX_SUMS | FIX_SEED, "13 15", {SE "line 4"}},
    {"a die too few", REPLACE, H02, 0, "471112", "47111", FIX_SUMS | FIX_PREV, "12 13",
     {R "line 6", SE "line 4"}},
    {"a die too many", REPLACE, H02, 0, "471112", "4711120", FIX_SUMS | FIX_PREV,
     "12 13", {R "line 6", SE "line 4"}},
    {"other dice", REPLACE, H02, 0, "d10 083920117465520938471112",
     "d6 111111111111111111111111", FIX_SUMS | FIX_PREV, "12 13", {R "line 6", SE
     "line 4"}},
    {"another source", REPLACE, H02, 0, "1 dice d10 083920117465520938471112",
     "1 lottery loto 1.2.3", FIX_SUMS | FIX_PREV, "12 13", {R "line 6", SE "line 4"}},
    {"another number", REPLACE, H02, 0, "1 dice", "2 dice", FIX_SUMS | FIX_PREV, "12 13",
     {R "line 6", SE "line 4"}},
    {"a reveal withheld", LINE, H02, 6, NULL, NULL, FIX_SUMS | FIX_PREV, "12 13", {R
     "line 6", SE "line 4"}},
    {"a reveal nobody sealed", LINE, H02, 7, "+2 dice d6 123456", NULL, FIX_SUMS |
     FIX_PREV, "12 13", {R "line 7"}},
    {"too few dice sealed", REPLACE, H01, 0, "d10 24", "d10 19", FIX_SUMS | FIX_PREV |
     FIX_SEED, "12 15", {R "line 6"}},
    {"seed of another commit", REPLACE, HSEED, 0, "9290afe4", "9290afe5", FIX_SUMS,
     "13", {SE "line 3"}},
    {"seed of the result", REPLACE, H03, 0, "a7ebcabd", "a7ebcabe", FIX_SUMS, "13 15",
     {O "line 6", O "line 11"}},
    /* the result */
    {"winners swapped", SWAP, H03, 11, NULL, NULL, FIX_SUMS, "15", {O "line 11"}},
    {"a winner dropped", LINE, H03, 12, NULL, NULL, FIX_SUMS, "15", {O "line 12"}},
    {"the last one dropped", LINE, H03, 17, NULL, NULL, FIX_SUMS, "15", {O "line 17"}},
    {"a winner doubled", DOUBLE, H03, 17, NULL, NULL, FIX_SUMS, "15", {O "line 18"}},
    {"a due skip left out", LINE, H03, 13, NULL, NULL, FIX_SUMS, "15", {O "line 13"}},
    {"the second skip left out", LINE, H03, 15, NULL, NULL, FIX_SUMS, "15", {O
     "line 15"}},
    {"a skipped one selected", LINE, H03, 13, SELECT_4, NULL, FIX_SUMS, "15", {O
     "line 13"}},
    {"a winner skipped", LINE, H03, 14, SKIP_3, NULL, FIX_SUMS, "15", {O "line 14"}},
    {"skipped because of another", REPLACE, H03, 0, "household 1 household",
     "household 7 household", FIX_SUMS, "15", {O "line 13"}},
    {"skipped by another name", REPLACE, H03, 0, "957 household 1", "957 house 1",
     FIX_SUMS, "15", {O "line 13"}},
    {"a seat moved", REPLACE, H03, 0, "seats 2 1", "seats 2 2", FIX_SUMS, "15", {O
     "line 8"}},
    {"a substitute's seat moved", REPLACE, H03, 0, "substitutes 1 1",
     "substitutes 1 0", FIX_SUMS, "15", {O "line 9"}},
    {"seats of a third stratum", REPLACE, H03, 0,
     "seats 2 1\nsubstitutes 1 1\nsubstitutes 2 1",
     "seats 2 1\nseats 3 0\nsubstitutes 1 1\nsubstitutes 2 1\nsubstitutes 3 0",
     FIX_SUMS, "15", {O "line 9"}},
    {"seats of one stratum", REPLACE, H03, 0,
     "seats 2 1\nsubstitutes 1 1\nsubstitutes 2 1", "substitutes 1 1", FIX_SUMS, "15",
     {O "line 8"}},
    {"a short stratum invented", LINE, H03, 15, "+short member 1 1", NULL, FIX_SUMS,
     "15", {O "line 15"}},
    {"position", REPLACE, H03, 0, "select member 2 1", "select member 3 1", FIX_SUMS,
     "15", {O "line 12"}},
    {"word", REPLACE, H03, 0, "select substitute 4 2", "select member 4 2", FIX_SUMS,
     "15", {O "line 16"}},
    {"number", REPLACE, H03, 0, "select member 2 1 ", "select member 2 5 ", FIX_SUMS,
     "15", {O "line 12"}},
    {"pid", REPLACE, H03, 0, "48194c63", "48194c64", FIX_SUMS, "15", {O "line 12"}},
    {"stratum", REPLACE, H03, 0, "cd7 1 4b", "cd7 2 4b", FIX_SUMS, "15", {O "line 12"}},
    {"ticket", REPLACE, H03, 0, "4b21fbaf", "4b21fbae", FIX_SUMS, "15", {O "line 12"}},
    {"household value", REPLACE, H03, 0, "household:da5db38a", "household:da5db38b",
     FIX_SUMS, "15", {O "line 12"}},
    {"household value -", REPLACE, H03, 0,
     "household:2bcb4dabd826402a55f25f6cf6c3c10a9788dce75d92d833afffcf54e72136d6:",
     "household:-:", FIX_SUMS, "15", {O "line 11"}},
    {"household salt", REPLACE, H03, 0, "a5c6051a", "a5c6051b", FIX_SUMS, "15", {O
     "line 11"}},
    {"household under another name", REPLACE, H03, 0, "household:2bcb", "house:2bcb",
     FIX_SUMS, "15", {O "line 11"}},
    {"household not opened", REPLACE, H03, 0,
     "household:2bcb4dabd826402a55f25f6cf6c3c10a9788dce75d92d833afffcf54e72136d6:a5c605"
     "1a9eedae5a10d23e5207a4800e047f535e7f3f079c201c24c1ccf64726",
     "a5c6051a9eedae5a10d23e5207a4800e047f535e7f3f079c201c24c1ccf64726", FIX_SUMS,
     "15", {O "line 11"}},
    {"no household", REPLACE, H03, 0,
     " household:2bcb4dabd826402a55f25f6cf6c3c10a9788dce75d92d833afffcf54e72136d6:a5c60"
     "51a9eedae5a10d23e5207a4800e047f535e7f3f079c201c24c1ccf64726", "", FIX_SUMS, "15",
     {O "line 11"}},
    /* chain, ceremony, times */
    {"seq of 00", REPLACE, H00, 0, "seq 0", "seq 1", FIX_ALL, "4 15", {A "line 3"}},
    {"seq of 02", REPLACE, H02, 0, "seq 2", "seq 3", FIX_SUMS | FIX_PREV, "4", {R
     "line 3"}},
    {"seq and prev of 02", REPLACE, H02, 0, "seq 2\nprev 9", "seq 3\nprev 8", FIX_SUMS,
     "4", {R "line 3"}},
    {"prev of 00", REPLACE, H00, 0, "prev 0", "prev 1", FIX_ALL, "4 15", {A "line 4"}},
    {"prev of 01", REPLACE, H01, 0, "prev dc0a", "prev dc0b", FIX_SUMS | FIX_SEED,
     "4 15", {C "line 4"}},
    {"announcement changed", REPLACE, H00, 0, "title Tirage", "title Tirages",
     FIX_SUMS, "4", {C "line 4"}},
    {"rollkey changed", REPLACE, H01, 0, "rollkey 1c", "rollkey 1d", FIX_SUMS, "4 13",
     {R "line 4", SE "line 3"}},
    {"ceremony of 00", REPLACE, H00, 0, "ceremony 0011", "ceremony 0012", FIX_ALL,
     "5 15", {C "line 2"}},
    {"ceremony of rules", REPLACE, HRULES, 0, "ceremony 0011", "ceremony 0012",
     FIX_ALL, "5 15", {RU "line 2"}},
    {"ceremony of 03", REPLACE, H03, 0, "ceremony 0011", "ceremony 0012", FIX_SUMS,
     "5", {O "line 2"}},
    {"ceremony of the seed", REPLACE, HSEED, 0, "ceremony 0011", "ceremony 0012",
     FIX_SUMS, "5 13", {SE "line 2", SE "line 2"}},
    {"sealed when announced", REPLACE, H01, 0, "09-02T08:00:00Z", "09-01T08:00:00Z",
     FIX_ALL, "15 16", {O "line 11", C "line 5"}},
    {"thrown before the seal", REPLACE, H02, 0, "09-05T16:00", "09-02T07:59", FIX_SUMS
     | FIX_PREV, "16", {R "line 5"}},
    {"thrown when sealed", REPLACE, H02, 0, "09-05T16:00", "09-02T08:00", FIX_SUMS |
     FIX_PREV, "16", {R "line 5"}},
    {"drawn before the throw", REPLACE, H03, 0, "T16:05", "T15:59", FIX_SUMS, "16", {O
     "line 5"}},
    {"drawn at the throw", REPLACE, H03, 0, "T16:05", "T16:00", FIX_SUMS, "", {NULL}},
    {"drawn a second later", REPLACE, H03, 0, "T16:05:00", "T16:00:01", FIX_SUMS, "",
     {NULL}},
    /* the container */
    {"sums of another 00", REPLACE, HSUMS, 0, "dc0a2a12", "dc0a2a13", 0, "1", {A
     "sha256"}},
    {"sums dropped", DROP_FILE, HSUMS, 0, NULL, NULL, 0, "1", {SU "absent"}},
    {"sums unsorted", SWAP, HSUMS, 3, NULL, NULL, 0, "1", {SU "line 4"}},
    {"sums doubled", DOUBLE, HSUMS, 3, NULL, NULL, 0, "1", {SU "line 4"}},
    {"sums with one space", REPLACE, HSUMS, 0, "  roll", " roll", 0, "1", {SU
     "line 5"}},
    {"sums in binary mode", REPLACE, HSUMS, 0, "  roll", " *roll", 0, "1", {SU
     "line 5"}},
    {"sums in upper case", REPLACE, HSUMS, 0, "dc0a2a12", "DC0a2a12", 0, "1", {SU
     "line 1"}},
    {"sums with a path", REPLACE, HSUMS, 0, "roll.txt", "./roll.txt", 0, "1", {SU
     "line 5"}},
    {"sums with CRLF", REPLACE, HSUMS, 0, "roll.txt", "roll.txt\r", 0, "1", {SU
     "line 5"}},
    {"sums with a blank line", LINE, HSUMS, 8, "+", NULL, 0, "1", {SU "line 8"}},
    {"sums without its last LF", REPLACE, HSUMS, 0, "seed-input.txt\n",
     "seed-input.txt", 0, "1", {SU "line 7"}},
    {"sums of itself", LINE, HSUMS, 8,
     "+a7ebcabd4cc153a886bb8aebbe539819bf61fc91a52692b47690f8891f06b1ea  sums.txt",
     NULL, 0, "1", {SU "line 8"}},
    {"a file not listed", LINE, HSUMS, 3, NULL, NULL, 0, "1", {R "unlisted"}},
    {"a strange file listed", LINE, HSUMS, 8,
     "+a7ebcabd4cc153a886bb8aebbe539819bf61fc91a52692b47690f8891f06b1ea  zebra.txt",
     NULL, 0, "1", {"zebra.txt name"}},
    {"00 dropped", DROP_FILE, H00, 0, NULL, NULL, 0, "1 2 3 4 5 6 16", {A "absent", A
     "absent", A "absent", A "absent", A "absent"}},
    {"00 dropped everywhere", DROP_FILE, H00, 0, NULL, NULL, FIX_SUMS, "1 2 3 4 5 6 16",
     {A "absent", A "absent", A "absent", A "absent", A "absent"}},
    {"01 dropped", DROP_FILE, H01, 0, NULL, NULL, FIX_SUMS, "1 2 3 4 5 7 10 12 13 14 16",
     {C "absent", C "absent", C "absent", C "absent", C "absent"}},
    {"02 dropped", DROP_FILE, H02, 0, NULL, NULL, FIX_SUMS, "1 2 3 4 5 12 13 16", {R
     "absent", R "absent", R "absent", R "absent", R "absent"}},
    {"03 dropped", DROP_FILE, H03, 0, NULL, NULL, FIX_SUMS, "1 2 3 4 5 13 15 16", {O
     "absent", O "absent", O "absent", O "absent", O "absent"}},
    {"roll dropped", DROP_FILE, HROLL, 0, NULL, NULL, FIX_SUMS, "1 8 9 10 11 15", {RO
     "absent", RO "absent", RO "absent", RO "absent", RO "absent"}},
    {"rules dropped", DROP_FILE, HRULES, 0, NULL, NULL, FIX_SUMS, "1 2 3 5 7 11 15",
     {RU "absent", RU "absent", RU "absent", RU "absent", RU "absent"}},
    {"seed dropped", DROP_FILE, HSEED, 0, NULL, NULL, FIX_SUMS, "1 2 3 5 13", {SE
     "absent", SE "absent", SE "absent", SE "absent", SE "absent"}},
    {"00 in the place of 01", COPY, H01, H00, NULL, NULL, FIX_SUMS,
     "2 3 4 5 7 10 12 13 14 16", {C "line 1", C "line 1", C "line 1"}},
    /* grammar: V02 fails V03 too, a fault of order fails V03 alone */
    {"a field too many", REPLACE, H00, 0, "seq 0", "seq 0 0", FIX_SUMS, "2 3 4 5 6 16",
     {A "line 3", A "line 3", A "line 3", A "line 3", A "line 3"}},
    {"an unknown keyword", REPLACE, H00, 0, "prior", "before", FIX_SUMS, "3 4 5 6 16", {A
     "line 6", A "line 6", A "line 6", A "line 6"}},
    {"a line doubled", DOUBLE, H03, 6, NULL, NULL, FIX_SUMS, "3 4 5 13 15 16", {O
     "line 7", O "line 7", O "line 7", O "line 7", O "line 7"}},
    {"faults in two notes", REPLACE, H03, 0, "seq 3", "seq -3", FIX_SUMS,
     "2 3 4 5 13 15 16", {O "line 3"}},
};
/* clang-format on */

START_TEST(mutation_found)
{
    const mutation *m = &mutations[_i];
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    mutate(&h, m);
    hamlet_fix(&h, m->fix);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    expect(&s, m->name, m->failed, m->at);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"mutation_found", mutation_found, (int)PROGRAM_COUNT(mutations), 0},
    };
    return program_run("check", tests, PROGRAM_COUNT(tests), 60);
}
