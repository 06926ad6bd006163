/* proof/check_container and what the whole verification promises: stages, members that
 * are no plain files, the seal of the poster, and what this version cannot check. */
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "oracle/verdict.h"

/* ---- stages ---- */

static const struct {
    const char *name;
    bool there[HSUMS];
    urne_stage stage;
    const char *verdicts;
} stages[] = {
    {"announced", {true}, URNE_STAGE_ANNOUNCED, "PPPPP----------P------------"},
    {"sealed",
     {true, true, false, false, true, true},
     URNE_STAGE_SEALED,
     "PPPPP-PPPPP----P------------"},
    {"revealed",
     {true, true, true, false, true, true},
     URNE_STAGE_REVEALED,
     "PPPPP-PPPPPP---P------------"},
    {"drawn",
     {true, true, true, true, true, true, true},
     URNE_STAGE_DRAWN,
     "PPPPP-PPPPPPP-PP------------"},
};

START_TEST(stage_verdicts)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    for (size_t i = 0; i < HSUMS; i++) {
        h.file[i].p = stages[_i].there[i] ? h.file[i].p : NULL;
    }
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.verdicts, stages[_i].verdicts);
    ck_assert_int_eq(s.v->stage, stages[_i].stage);
    ck_assert(s.v->yes);
    ck_assert(s.v->no_beacon == (stages[_i].stage != URNE_STAGE_ANNOUNCED));
    box_close(&b);
}
END_TEST

/* A file of the dossier's stage that is neither there nor listed. */
START_TEST(stage_file_lost)
{
    static const struct {
        int stage, file;
        const char *verdicts;
    } lost[] = {
        {1, H00, "FFFFFFPPPPP----F------------"},
        {1, H01, "FFFFF-FPPFP--F-F------------"},
        {1, HROLL, "FPPPP-PFFFF----P------------"},
        {1, HRULES, "FFFPF-FPPPF----P------------"},
        {2, H01, "FFFFF-FPPFPF-F-F------------"},
        {2, HROLL, "FPPPP-PFFFFP---P------------"},
        {3, H02, "FFFFF-PPPPPFF-PF------------"},
        {3, HSEED, "FFFPF-PPPPPPF-PP------------"},
    };
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    for (size_t i = 0; i < HSUMS; i++) {
        bool there = stages[lost[_i].stage].there[i] && (int)i != lost[_i].file;
        h.file[i].p = there ? h.file[i].p : NULL;
    }
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.verdicts, lost[_i].verdicts);
    ck_assert_str_eq(s.v->check[0].file, hamlet_names[lost[_i].file]);
    ck_assert_str_eq(s.v->check[0].item, "absent");
    box_close(&b);
}
END_TEST

/* Only listed: the file is known, so its stage is due. */
START_TEST(listed_is_known)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    h.file[H03].p = h.file[HSEED].p = NULL;
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_int_eq(s.v->stage, URNE_STAGE_DRAWN);
    ck_assert_str_eq(s.verdicts, "FFFFF-PPPPPPF-FF------------");
    ck_assert_str_eq(said(&s, 1), "03-result.txt absent");
    ck_assert_str_eq(said(&s, 4), "03-result.txt absent");
    ck_assert_str_eq(said(&s, 13), "03-result.txt absent");
    box_close(&b);
}
END_TEST

START_TEST(empty_folder)
{
    box b = box_open();
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.verdicts, "FFFFFF---------F------------");
    ck_assert_str_eq(said(&s, 1), "sums.txt absent");
    ck_assert_str_eq(said(&s, 2), "00-announce.txt absent");
    ck_assert(!s.v->no_beacon);
    box_close(&b);
}
END_TEST

START_TEST(no_folder)
{
    box b = box_open();
    urne_verification *v;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_verify(&v, b.arena, box_path(&b, "none"), NULL, NULL, &err),
                     URNE_E_IO_OPEN);
    box_close(&b);
}
END_TEST

/* ---- members that are no plain files ---- */

static const char *const everything[] = {
    "00-announce.txt", "01-commit.txt", "02-reveals.txt", "03-result.txt",
    "roll.txt",        "rules.txt",     "seed-input.txt", "sums.txt"};

typedef enum odd { FOLDER, FIFO, LINK_TO_COPY, DANGLING, UNREADABLE, ODDITIES } odd;

START_TEST(odd_member)
{
    int file = _i / ODDITIES;
    odd kind = (odd)(_i % ODDITIES);
    if (kind == UNREADABLE && geteuid() == 0) {
        return; /* root reads everything */
    }
    box b = box_open(), aside = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    const char *path = box_path(&b, everything[file]);
    const char *copy = box_put(&aside, "copy", h.file[file]);
    ck_assert(kind == UNREADABLE || remove(path) == 0);
    switch (kind) {
    case FOLDER:
        ck_assert_int_eq(mkdir(path, 0700), 0);
        break;
    case FIFO:
        ck_assert_int_eq(mkfifo(path, 0600), 0);
        break;
    case LINK_TO_COPY:
        ck_assert_int_eq(symlink(copy, path), 0);
        break;
    case DANGLING:
        ck_assert_int_eq(symlink("/nowhere/at/all", path), 0);
        break;
    case UNREADABLE:
        ck_assert_int_eq(chmod(path, 0), 0);
        break;
    case ODDITIES:
        break;
    }
    seen s = look(&b, NULL, NULL);
    char place[64];
    snprintf(place, sizeof place, "%s file", everything[file]);
    ck_assert_msg(s.v->check[0].verdict == URNE_FAIL, "%s, kind %d: V01 passes",
                  everything[file], kind);
    ck_assert_str_eq(said(&s, 1), place);
    ck_assert(!s.v->yes);
    box_close(&aside);
    box_close(&b);
}
END_TEST

START_TEST(strange_names)
{
    static const char *const names[] = {".hidden",      "00-announce.txt~",
                                        "04-audit.txt", "01-commit.txt.Mayor.minisig",
                                        "ROLL.TXT",     "x\ny",
                                        "\xff",         "-"};
    /* Bytes that could steer a terminal are not repeated. */
    static const char *const shown[] = {".hidden",
                                        "00-announce.txt~",
                                        "04-audit.txt",
                                        "01-commit.txt.Mayor.minisig",
                                        "ROLL.TXT",
                                        "x?y",
                                        "?",
                                        "-"};
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    box_put(&b, names[_i], URNE_STR("x"));
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, "1");
    ck_assert_str_eq(s.v->check[0].file, shown[_i]);
    ck_assert_str_eq(s.v->check[0].item, "name");
    box_close(&b);
}
END_TEST

START_TEST(strange_folder)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    ck_assert_int_eq(mkdir(box_path(&b, "zz"), 0700), 0);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(said(&s, 1), "zz name");
    box_close(&b);
}
END_TEST

/* ---- contents ---- */

/* Every file emptied: the note at line 1, the roll at line 1, an unlisted first file.
 */
START_TEST(empty_file)
{
    static const char *const failed[] = {"2 3 4 5 6 16",     "2 3 4 5 7 10 12 13 14 16",
                                         "2 3 4 5 12 13 16", "2 3 4 5 13 15 16",
                                         "8 9 10 11 15",     "2 3 5 7 11 15",
                                         "2 3 5 13",         "1"};
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    h.file[_i] = URNE_STR("");
    if (_i != HSUMS) {
        hamlet_fix_sums(&h);
    }
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, failed[_i]);
    unsigned v = _i == HSUMS ? 1 : _i == HROLL ? 8 : 2;
    char place[64];
    snprintf(place, sizeof place, "%s %s",
             _i == HSUMS ? "00-announce.txt" : hamlet_names[_i],
             _i == HSUMS ? "unlisted" : "line 1");
    ck_assert_str_eq(said(&s, v), place);
    box_close(&b);
}
END_TEST

/* 16 MiB of no note: without line feeds, with nothing else, of plain lines. */
START_TEST(garbage)
{
    static const char *const failed[] = {"2 3 4 5 6 16",     "2 3 4 5 7 10 12 13 14 16",
                                         "2 3 4 5 12 13 16", "2 3 4 5 13 15 16",
                                         "8 9 10 11 15",     "2 3 5 7 11 15",
                                         "2 3 5 13"};
    enum { SIZE = 16 << 20, FILLS = 4 };
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    char *p = urne_arena_alloc(b.arena, SIZE);
    uint64_t x = 88172645463325252u;
    for (size_t i = 0; i < SIZE; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        p[i] = _i % FILLS == 0   ? (char)(x >> 32)
               : _i % FILLS == 1 ? 'a'
               : _i % FILLS == 2 ? '\n'
                                 : (i % 8 == 7 ? '\n' : 'a');
    }
    h.file[_i / FILLS] = (urne_str){p, SIZE};
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, failed[_i / FILLS]);
    box_close(&b);
}
END_TEST

/* sums.txt has a limit of 1 MiB. */
START_TEST(sums_too_large)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    char *p = urne_arena_alloc(b.arena, (1 << 20) + 1);
    memset(p, 'a', (1 << 20) + 1);
    h.file[HSUMS] = (urne_str){p, (1 << 20) + 1};
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, "1");
    ck_assert_str_eq(said(&s, 1), "sums.txt file");
    h.file[HSUMS].n = 1 << 20;
    hamlet_put(&h, &b);
    s = look(&b, NULL, NULL);
    ck_assert_str_eq(said(&s, 1), "sums.txt line 1");
    box_close(&b);
}
END_TEST

/* ---- the seal of the poster ---- */

START_TEST(seal_given)
{
    static const struct {
        const char *seal;
        bool anchored;
    } given[] = {
        {HAMLET_SEAL, true},
        {"9290 afe4 0011 951f 22bb 137e 7820 3ace 7e8c d46f b132 4307 b0c8 2732 9d26 "
         "6658",
         true},
        {"0290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266658", false},
        {"9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d266659", false},
    };
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    seen s = look(&b, given[_i].seal, NULL);
    ck_assert(s.v->anchored == given[_i].anchored);
    ck_assert_str_eq(s.failed, given[_i].anchored ? "" : "4");
    if (!given[_i].anchored) {
        ck_assert_str_eq(said(&s, 4), "01-commit.txt seal");
    }
    ck_assert(!look(&b, NULL, NULL).v->anchored);
    box_close(&b);
}
END_TEST

START_TEST(seal_malformed)
{
    static const char *const bad[] = {
        "",
        " ",
        "9290afe4",
        "9290AFE40011951F22BB137E78203ACE7E8CD46FB1324307B0C827329D266658",
        "9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d2666588",
        "9290afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d26665g",
        "9290-afe40011951f22bb137e78203ace7e8cd46fb1324307b0c827329d26665"};
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_put(&h, &b);
    urne_verification *v;
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_verify(&v, b.arena, b.dir, bad[_i], NULL, &err),
                     URNE_E_USE_VALUE);
    box_close(&b);
}
END_TEST

START_TEST(seal_of_nothing)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    for (int i = H01; i < HSUMS; i++) {
        h.file[i].p = NULL;
    }
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    seen s = look(&b, HAMLET_SEAL, NULL);
    ck_assert_str_eq(s.failed, "4");
    ck_assert_str_eq(said(&s, 4), "01-commit.txt absent");
    ck_assert(!s.v->anchored);
    box_close(&b);
}
END_TEST

/* A dossier that is wholly consistent, and is not the one that was sealed. */
START_TEST(another_seal)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    for (int i = H02; i < HSUMS; i++) {
        h.file[i].p = i == HROLL || i == HRULES ? h.file[i].p : NULL;
    }
    h.file[H01] = lines_replace(b.arena, h.file[H01], "rollkey 1c", "rollkey 1d");
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    ck_assert_str_eq(look(&b, NULL, NULL).failed, "");
    seen s = look(&b, HAMLET_SEAL, NULL);
    ck_assert_str_eq(s.failed, "4");
    ck_assert_str_eq(said(&s, 4), "01-commit.txt seal");
    box_close(&b);
}
END_TEST

/* ---- promised, and not checkable here ---- */

#define KEY "RWTv0000000000000000000000000000000000000000000000000000"

static const struct {
    const char *name;
    int file;
    size_t line;
    const char *text, *more;
    const char *failed;
    unsigned v;
    const char *place;
} promises[] = {
    {"key", H00, 7, "+key mayor " KEY, NULL, "6 15", 6, "00-announce.txt line 7"},
    {"key and require", H00, 7, "+key mayor " KEY "\nrequire commit mayor", NULL,
     "6 15", 6, "00-announce.txt line 7"},
    {"audit", H01, 10, "+audit 10 20", NULL, "15 19", 19, "01-commit.txt line 10"},
    {"beacon", H01, 11,
     "+source 2 drand "
     "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971 657413\nlead "
     "600",
     "2 drand 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971 657413 "
     "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
     "2 3 5 14 15 16", 14, "beacon.txt absent"},
};

START_TEST(promised)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_edit(&h, promises[_i].file, promises[_i].line, promises[_i].text);
    if (promises[_i].more != NULL) {
        char text[256];
        hamlet_fix(&h, FIX_COMMIT | FIX_PREV);
        snprintf(text, sizeof text, "reveals %s\n%.*s\n%s",
                 urne_sha256_hex(h.file[H02]).z, (int)lines_get(h.file[HSEED], 4).n,
                 lines_get(h.file[HSEED], 4).p, promises[_i].more);
        hamlet_edit(&h, HSEED, 4, text);
    }
    hamlet_fix(&h, FIX_ALL);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    /* V15: another seed draws other electors than the result names. */
    ck_assert_str_eq(s.failed, promises[_i].failed);
    ck_assert_str_eq(said(&s, promises[_i].v), promises[_i].place);
    ck_assert(s.v->no_beacon == (promises[_i].v != 14));
    box_close(&b);
}
END_TEST

/* A lottery drawn before the seal was known when the roll was sealed. */
START_TEST(lottery_dates)
{
    static const struct {
        const char *date;
        bool ok;
    } dates[] = {{"2026-09-01", false}, {"2026-09-02", true}, {"2026-09-03", true}};
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    for (int i = H02; i < HSUMS; i++) {
        h.file[i].p = i == HROLL || i == HRULES ? h.file[i].p : NULL;
    }
    char text[64];
    snprintf(text, sizeof text, "+source 2 lottery loto %s", dates[_i].date);
    hamlet_edit(&h, H01, 11, text);
    hamlet_fix_sums(&h);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, dates[_i].ok ? "" : "16");
    if (!dates[_i].ok) {
        ck_assert_str_eq(said(&s, 16), "01-commit.txt line 11");
    }
    box_close(&b);
}
END_TEST

/* A sealed contribution without a beacon: the last to open would choose. */
START_TEST(party_without_beacon)
{
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_edit(&h, H01, 11,
                "+source 2 party observer "
                "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971");
    hamlet_edit(&h, H02, 7, "+2 party observer missing");
    hamlet_edit(&h, HSEED, 5, "+2 party observer missing");
    hamlet_fix(&h, FIX_ALL);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(s.failed, "12 15");
    ck_assert_str_eq(said(&s, 12), "01-commit.txt line 10");
    box_close(&b);
}
END_TEST

/* Contributions are opened as they were sealed (vector of draw-1 §9.1). */
START_TEST(contributions)
{
    static const char *const lines[] = {
        "+2 party observer1 "
        "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5",
        "+2 party observer1 missing",
        "+2 party observer1 "
        "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a6",
        "+2 party observer2 "
        "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"};
    static const char *const places[] = {
        "01-commit.txt line 10", "01-commit.txt line 10", "02-reveals.txt line 7",
        "02-reveals.txt line 7"};
    box b = box_open();
    hamlet h = hamlet_load(b.arena);
    hamlet_edit(&h, H01, 11,
                "+source 2 party observer1 "
                "120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a");
    hamlet_edit(&h, H02, 7, lines[_i]);
    hamlet_edit(&h, HSEED, 5, lines[_i]);
    hamlet_fix(&h, FIX_ALL);
    hamlet_put(&h, &b);
    seen s = look(&b, NULL, NULL);
    ck_assert_str_eq(said(&s, 12), places[_i]);
    box_close(&b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"stage_verdicts", stage_verdicts, (int)PROGRAM_COUNT(stages), 0},
        {"stage_file_lost", stage_file_lost, 8, 0},
        {"listed_is_known", listed_is_known, 0, 0},
        {"empty_folder", empty_folder, 0, 0},
        {"no_folder", no_folder, 0, 0},
        {"odd_member", odd_member, HAMLET_FILES * ODDITIES, 0},
        {"strange_names", strange_names, 8, 0},
        {"strange_folder", strange_folder, 0, 0},
        {"empty_file", empty_file, HAMLET_FILES, 0},
        {"garbage", garbage, 28, 0},
        {"sums_too_large", sums_too_large, 0, 0},
        {"seal_given", seal_given, 4, 0},
        {"seal_malformed", seal_malformed, 7, 0},
        {"seal_of_nothing", seal_of_nothing, 0, 0},
        {"another_seal", another_seal, 0, 0},
        {"promised", promised, (int)PROGRAM_COUNT(promises), 0},
        {"lottery_dates", lottery_dates, 3, 0},
        {"party_without_beacon", party_without_beacon, 0, 0},
        {"contributions", contributions, 4, 0},
    };
    return program_run("check_container", tests, PROGRAM_COUNT(tests), 60);
}
