/* proof/transcript, proof/result: each kind of note line by line (draw-1 §7.2, 7.4 to
 * 7.7), and writing what was read. */
#include "oracle/grammar.h"
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "proof/transcript.h"

#define KEY_A "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
#define KEY_B "RWTv0000000000000000000000000000000000000000000000000+/A"

typedef enum kind { ANNOUNCE, COMMIT, REVEALS, SEED, RESULT } kind;

static const char *const sound[] = {
    [ANNOUNCE] = "urne/1 announce\n"                          /* 1 */
                 "ceremony " GRAMMAR_ID "\n"                  /* 2 */
                 "seq 0\n"                                    /* 3 */
                 "prev " GRAMMAR_H0 "\n"                      /* 4 */
                 "time 2026-09-01T08:00:00Z\n"                /* 5 */
                 "prior " GRAMMAR_H1 "\n"                     /* 6 */
                 "key clerk " KEY_A "\n"                      /* 7 */
                 "key mayor " KEY_B "\n"                      /* 8 */
                 "require commit clerk mayor\n"               /* 9 */
                 "require result mayor\n"                     /* 10 */
                 "tool urne 1.0.0\n"                          /* 11 */
                 "body Hameau d'Exemple\n"                    /* 12 */
                 "title Tirage\n"                             /* 13 */
                 "end\n",                                     /* 14 */
    [COMMIT] = "urne/1 commit\n"                              /* 1 */
               "ceremony " GRAMMAR_ID "\n"                    /* 2 */
               "seq 1\n"                                      /* 3 */
               "prev " GRAMMAR_H1 "\n"                        /* 4 */
               "time 2026-09-02T08:00:00Z\n"                  /* 5 */
               "rules " GRAMMAR_H1 "\n"                       /* 6 */
               "roll 8 " GRAMMAR_H1 " " GRAMMAR_H0 "\n"       /* 7 */
               "rollkey " GRAMMAR_H1 "\n"                     /* 8 */
               "rollfile " GRAMMAR_H1 "\n"                    /* 9 */
               "sealed clerk " GRAMMAR_H1 "\n"                /* 10 */
               "sealed mayor " GRAMMAR_H1 "\n"                /* 11 */
               "rollcopy observer " GRAMMAR_H1 "\n"           /* 12 */
               "excluded age 2\n"                             /* 13 */
               "excluded list 1\n"                            /* 14 */
               "audit 10 0\n"                                 /* 15 */
               "source 1 dice d10 24\n"                       /* 16 */
               "source 2 lottery loto 2026-09-03\n"           /* 17 */
               "source 3 party observer " GRAMMAR_H1 "\n"     /* 18 */
               "source 4 drand " GRAMMAR_H1 " 657413\n"       /* 19 */
               "lead 600\n"                                   /* 20 */
               "end\n",                                       /* 21 */
    [REVEALS] = "urne/1 reveals\n"                            /* 1 */
                "ceremony " GRAMMAR_ID "\n"                   /* 2 */
                "seq 2\n"                                     /* 3 */
                "prev " GRAMMAR_H1 "\n"                       /* 4 */
                "time 2026-09-05T16:00:00Z\n"                 /* 5 */
                "1 dice d10 0123456789\n"                     /* 6 */
                "2 dice d6 123456\n"                          /* 7 */
                "3 lottery loto 0.12.49\n"                    /* 8 */
                "5 party observer " GRAMMAR_H1 "\n"           /* 9 */
                "6 party mayor missing\n"                     /* 10 */
                "end\n",                                      /* 11 */
    [SEED] = "urne/1 seed\n"                                  /* 1 */
             "ceremony " GRAMMAR_ID "\n"                      /* 2 */
             "commit " GRAMMAR_H1 "\n"                        /* 3 */
             "reveals " GRAMMAR_H1 "\n"                       /* 4 */
             "1 dice d10 0123456789\n"                        /* 5 */
             "2 drand " GRAMMAR_H1 " 657413 " GRAMMAR_H0 "\n" /* 6 */
             "3 party mayor missing\n"                        /* 7 */
             "end\n",                                         /* 8 */
    [RESULT] = "urne/1 result\n"                              /* 1 */
               "ceremony " GRAMMAR_ID "\n"                    /* 2 */
               "seq 3\n"                                      /* 3 */
               "prev " GRAMMAR_H1 "\n"                        /* 4 */
               "time 2026-09-05T16:05:00Z\n"                  /* 5 */
               "seed " GRAMMAR_H1 "\n"                        /* 6 */
               "seats 1 2\n"                                  /* 7 */
               "seats 2 0\n"                                  /* 8 */
               "substitutes 1 1\n"                            /* 9 */
               "substitutes 2 0\n"                            /* 10 */
               "select member 1 7 " GRAMMAR_H1 " 1 " GRAMMAR_H0 " household:" GRAMMAR_H1
               ":" GRAMMAR_H0 " " GRAMMAR_H1 "\n" /* 11 */
               "skip member 4 " GRAMMAR_H1 " 2 " GRAMMAR_H0
               " household 7 household:-:" GRAMMAR_H0 "\n"               /* 12 */
               "short member 1 1\n"                                      /* 13 */
               "select substitute 2 3 " GRAMMAR_H1 " 1 " GRAMMAR_H0 "\n" /* 14 */
               "end\n",                                                  /* 15 */
};

typedef struct parsed {
    urne_announce announce;
    urne_commit commit;
    urne_reveals reveals;
    urne_str seed_ceremony;
    urne_result result;
} parsed;

static urne_code parse(parsed *p, kind k, urne_arena *arena, urne_str bytes,
                       urne_err *err)
{
    *err = (urne_err)URNE_ERR_NONE;
    switch (k) {
    case ANNOUNCE:
        return urne_announce_read(&p->announce, arena, bytes, "n", err);
    case COMMIT:
        return urne_commit_read(&p->commit, arena, bytes, "n", err);
    case REVEALS:
        return urne_reveals_read(&p->reveals, arena, bytes, "n", "reveals", err);
    case SEED:
        return urne_seed_read(&p->seed_ceremony, arena, bytes, "n", err);
    case RESULT:
        return urne_result_read(&p->result, arena, bytes, "n", err);
    }
    abort();
}

START_TEST(sound_notes)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    for (int k = ANNOUNCE; k <= RESULT; k++) {
        for (int other = ANNOUNCE; other <= RESULT; other++) {
            urne_code code = parse(&p, (kind)other, arena, urne_str_of(sound[k]), &err);
            ck_assert_int_eq(code, k == other ? URNE_OK : URNE_E_NOTE_KIND);
        }
    }
    for (int k = ANNOUNCE; k <= RESULT; k++) {
        ck_assert_int_eq(parse(&p, (kind)k, arena, urne_str_of(sound[k]), &err), 0);
    }
    ck_assert_uint_eq(p.announce.n_keys, 2);
    ck_assert_uint_eq(p.announce.n_required, 2);
    ck_assert_uint_eq(p.commit.n_sealed, 2);
    ck_assert_uint_eq(p.commit.n_rollcopies, 1);
    ck_assert_uint_eq(p.commit.n_excluded, 2);
    ck_assert(p.commit.has_audit && p.commit.has_lead);
    ck_assert_uint_eq(p.commit.audit_leaves, 10);
    ck_assert_uint_eq(p.commit.n_sources, 4);
    ck_assert_uint_eq(p.commit.sources[3].count, 657413);
    ck_assert_uint_eq(p.reveals.n_values, 5);
    ck_assert_uint_eq(p.reveals.numbers[3], 5);
    ck_assert(urne_str_is(p.reveals.values[2], "lottery loto 0.12.49"));
    ck_assert_uint_eq(p.result.n_strata, 2);
    ck_assert_uint_eq(p.result.n_lines, 4);
    ck_assert_uint_eq(p.result.lines[0].n_attrs, 2);
    urne_arena_free(arena);
}
END_TEST

#define SELECT_BUT(pos, number, h, rest)                                               \
    "select member " pos " " number " " GRAMMAR_H1 " " h " " GRAMMAR_H0 rest
#define SKIP_BUT(word, name, of, rest)                                                 \
    "skip " word " 4 " GRAMMAR_H1 " 2 " GRAMMAR_H0 " " name " " of rest

/* clang-format off */
static const struct {
    kind kind;
    grammar_edit e;
} edits[] = {
    /* 7.2 announce */
    {ANNOUNCE, {6, "prior none", 0, 0}},
    {ANNOUNCE, {6, "prior None", 2, 0}},
    {ANNOUNCE, {6, "prior", 2, 0}},
    {ANNOUNCE, {6, NULL, 3, 6}},
    {ANNOUNCE, {7, "+key clerj " KEY_A, 0, 0}},
    {ANNOUNCE, {7, "key mayor " KEY_A, 2, 8}},
    {ANNOUNCE, {7, "key mayor2 " KEY_A, 2, 8}},
    {ANNOUNCE, {8, "key clerk " KEY_B, 2, 0}},
    {ANNOUNCE, {8, "key Mayor " KEY_B, 2, 0}},
    {ANNOUNCE, {8, "key m23456789012345678 " KEY_B, 2, 0}},
    {ANNOUNCE, {8, "key mayor " KEY_B "A", 2, 0}},
    {ANNOUNCE, {8,
     "key mayor RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO=", 2, 0}},
    {ANNOUNCE, {8,
     "key mayor RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GF-_", 2, 0}},
    {ANNOUNCE, {8, "key mayor", 2, 0}},
    {ANNOUNCE, {8, NULL, 2, 8}},
    /* a role without its key */
    {ANNOUNCE, {9, "require commit", 2, 0}},
    {ANNOUNCE, {9, "require", 2, 0}},
    {ANNOUNCE, {9, "require commit mayor clerk", 2, 0}},
    {ANNOUNCE, {9, "require commit clerk clerk", 2, 0}},
    {ANNOUNCE, {9, "require commit clerk observer", 2, 0}},
    {ANNOUNCE, {9, "require commits clerk", 2, 0}},
    {ANNOUNCE, {9, "require result clerk", 2, 10}},
    {ANNOUNCE, {10, "require abort clerk", 2, 0}},
    {ANNOUNCE, {10, "require tally clerk", 0, 0}},
    {ANNOUNCE, {9, "require abort clerk\nrequire announce clerk", 0, 0}},
    {ANNOUNCE, {11, "+key zoe " KEY_A, 3, 11}},
    {ANNOUNCE, {11, NULL, 3, 11}},
    {ANNOUNCE, {11, "tool urn 1.0.0", 2, 0}},
    {ANNOUNCE, {11, "tool urne 1.0", 2, 0}},
    {ANNOUNCE, {11, "tool urne 1.0.0.0", 2, 0}},
    {ANNOUNCE, {11, "tool urne 1.00.0", 2, 0}},
    {ANNOUNCE, {11, "tool urne 1.0.0-rc1", 2, 0}},
    {ANNOUNCE, {11, "tool urne v1.0.0", 2, 0}},
    {ANNOUNCE, {11, "tool urne 10.20.30", 0, 0}},
    {ANNOUNCE, {12, NULL, 3, 12}},
    {ANNOUNCE, {13, NULL, 3, 13}},
    {ANNOUNCE, {14, "+title Encore", 3, 14}},
    {ANNOUNCE, {14, "+note x", 3, 14}},
    {ANNOUNCE, {3, NULL, 3, 3}},
    {ANNOUNCE, {4, "time 2026-09-01T08:00:00Z\nprev " GRAMMAR_H0, 3, 4}},
    /* 7.4 commit */
    {COMMIT, {6, "rules " GRAMMAR_ID, 2, 0}},
    {COMMIT, {6, NULL, 3, 6}},
    {COMMIT, {7, "roll 0 " GRAMMAR_H1 " " GRAMMAR_H0, 2, 0}},
    {COMMIT, {7, "roll 8 " GRAMMAR_H1, 2, 0}},
    {COMMIT, {7, "roll 8 " GRAMMAR_H1 " " GRAMMAR_H0 " " GRAMMAR_H0, 2, 0}},
    {COMMIT, {7, "roll 8 " GRAMMAR_H1 " " GRAMMAR_ID, 2, 0}},
    {COMMIT, {8, NULL, 3, 8}},
    {COMMIT, {9, NULL, 3, 9}},
    {COMMIT, {8, "rollkey " GRAMMAR_ID, 2, 0}},
    {COMMIT, {9, "rollfile " GRAMMAR_ID, 2, 0}},
    {COMMIT, {10, NULL, 0, 0}},
    {COMMIT, {10, "sealed mayor " GRAMMAR_H1, 2, 11}},
    {COMMIT, {10, "sealed zoe " GRAMMAR_H1, 2, 11}},
    {COMMIT, {11, "sealed 1mayor " GRAMMAR_H1, 2, 0}},
    {COMMIT, {11, "sealed mayor " GRAMMAR_ID, 2, 0}},
    {COMMIT, {12, "+rollcopy observer " GRAMMAR_H0, 2, 13}},
    {COMMIT, {12, "rollcopy Observer " GRAMMAR_H1, 2, 0}},
    {COMMIT, {13, "+sealed zoe " GRAMMAR_H1, 3, 13}},
    {COMMIT, {13, "excluded age 0", 2, 0}},
    {COMMIT, {13, "excluded kept 2", 2, 0}},
    {COMMIT, {13, "excluded list 2", 2, 14}},
    {COMMIT, {13, "excluded undecided 2", 2, 14}},
    {COMMIT, {14, "excluded duplicate 1\nexcluded earlier 1\nexcluded list 3\n"
     "excluded objection 4\nexcluded undecided 5", 0, 0}},
    {COMMIT, {15, "audit 10", 2, 0}},
    {COMMIT, {15, "audit 0 0", 0, 0}},
    {COMMIT, {15, "+audit 10 0", 3, 16}},
    {COMMIT, {15, NULL, 0, 0}},
    {COMMIT, {16, "source 2 dice d10 24", 2, 0}},
    {COMMIT, {16, "source 0 dice d10 24", 2, 0}},
    {COMMIT, {16, "source 1 dice d8 24", 2, 0}},
    {COMMIT, {16, "source 1 dice d10 0", 2, 0}},
    {COMMIT, {16, "source 1 dice d10 512", 0, 0}},
    {COMMIT, {16, "source 1 dice d10 513", 2, 0}},
    {COMMIT, {16, "source 1 dice 24", 2, 0}},
    {COMMIT, {16, "source 1 coins d10 24", 2, 0}},
    {COMMIT, {17, "source 2 lottery Loto 2026-09-03", 2, 0}},
    {COMMIT, {17, "source 2 lottery loto 2026-02-30", 2, 0}},
    {COMMIT, {17, "source 2 lottery loto 2026-09-03T00:00:00Z", 2, 0}},
    {COMMIT, {17, NULL, 2, 17}},
    {COMMIT, {18, "source 3 party observer missing", 2, 0}},
    {COMMIT, {18, "source 3 party o234567890123456 " GRAMMAR_H1, 0, 0}},
    {COMMIT, {18, "source 3 party o2345678901234567 " GRAMMAR_H1, 2, 0}},
    {COMMIT, {19, "source 4 drand " GRAMMAR_H1 " 0", 2, 0}},
    {COMMIT, {19, "source 4 drand " GRAMMAR_ID " 1", 2, 0}},
    {COMMIT, {20, "+source 5 drand " GRAMMAR_H1 " 1", 2, 20}},
    {COMMIT, {20, "lead 599", 2, 0}},
    {COMMIT, {20, "lead 0", 2, 0}},
    {COMMIT, {20, NULL, 3, 20}},
    {COMMIT, {19, NULL, 2, 19}},
    /* a lead without a beacon */
    {COMMIT, {21, "+lead 600", 3, 21}},
    {COMMIT, {21, "+excluded age 1", 3, 21}},
    /* 7.5 reveals */
    {REVEALS, {6, NULL, 0, 0}},
    {REVEALS, {6, "1 dice d10 01234567a9", 2, 0}},
    {REVEALS, {6, "1 dice d10", 2, 0}},
    {REVEALS, {6, "1 dice d10 01 23", 2, 0}},
    {REVEALS, {6, "1 dice d20 0123", 2, 0}},
    {REVEALS, {6, "0 dice d10 0123", 2, 0}},
    {REVEALS, {6, "01 dice d10 0123", 3, 0}},
    {REVEALS, {6, "2 dice d10 0123", 2, 7}},
    {REVEALS, {6, "x dice d10 0123", 3, 0}},
    {REVEALS, {7, "2 dice d6 1234567", 2, 0}},
    {REVEALS, {7, "2 dice d6 0", 2, 0}},
    {REVEALS, {8, "3 lottery loto 1..2", 2, 0}},
    {REVEALS, {8, "3 lottery loto .1", 2, 0}},
    {REVEALS, {8, "3 lottery loto 1.", 2, 0}},
    {REVEALS, {8, "3 lottery loto 01", 2, 0}},
    {REVEALS, {8, "3 lottery loto 1,2", 2, 0}},
    {REVEALS, {8, "3 lottery LOTO 1", 2, 0}},
    {REVEALS, {9, "5 party observer " GRAMMAR_ID, 2, 0}},
    {REVEALS, {10, "6 party mayor Missing", 2, 0}},
    {REVEALS, {10, "6 drand " GRAMMAR_H1 " 1 " GRAMMAR_H1, 2, 0}},
    {REVEALS, {10, "6 drand " GRAMMAR_H1 " 1", 2, 0}},
    {REVEALS, {11, "+end", 3, 11}},
    /* 7.6 seed */
    {SEED, {3, NULL, 3, 3}},
    {SEED, {3, "commit " GRAMMAR_ID, 2, 0}},
    {SEED, {4, "reveals " GRAMMAR_ID, 2, 0}},
    {SEED, {5, "+reveals " GRAMMAR_H1, 3, 5}},
    {SEED, {5, "0 dice d10 0123", 2, 0}},
    {SEED, {5, "3 dice d10 0123", 2, 6}},
    {SEED, {6, "2 drand " GRAMMAR_H1 " 657413", 2, 0}},
    {SEED, {6, "2 drand " GRAMMAR_H1 " 0 " GRAMMAR_H0, 2, 0}},
    {SEED, {6, "2 drand " GRAMMAR_ID " 1 " GRAMMAR_H0, 2, 0}},
    {SEED, {6, "2 drand " GRAMMAR_H1 " 1 " GRAMMAR_ID, 2, 0}},
    {SEED, {7, "3 drand " GRAMMAR_H1 " 657413 " GRAMMAR_H0, 2, 0}},
    {SEED, {7, "64 party mayor missing", 0, 0}},
    {SEED, {8, "+1 dice d10 1", 2, 8}},
    {SEED, {8, "+seed x", 3, 8}},
    /* 7.7 result */
    {RESULT, {6, NULL, 3, 6}},
    {RESULT, {6, "seed " GRAMMAR_ID, 2, 0}},
    {RESULT, {7, NULL, 2, 7}},
    {RESULT, {7, "seats 0 2", 2, 0}},
    {RESULT, {7, "seats 2 2", 2, 0}},
    {RESULT, {8, "seats 1 0", 2, 0}},
    {RESULT, {8, "seats 2 -1", 2, 0}},
    {RESULT, {8, "seats 2", 2, 0}},
    {RESULT, {7, "+seed " GRAMMAR_H1, 3, 7}},
    {RESULT, {9, NULL, 2, 9}},
    {RESULT, {10, NULL, 3, 10}},
    {RESULT, {10, "substitutes 3 0", 2, 0}},
    {RESULT, {11, "+substitutes 3 0", 3, 11}},
    {RESULT, {11, "+seats 3 0", 3, 11}},
    {RESULT, {11, "+Select", 3, 11}},
    {RESULT, {11, SELECT_BUT( "0", "7", "1", "" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "0", "1", "" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "0", "" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " household" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " household:-" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " household:-:" GRAMMAR_ID), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " household:--:" GRAMMAR_H0), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " household::" GRAMMAR_H0), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " :-:" GRAMMAR_H0), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " Household:-:" GRAMMAR_H0), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " a:-:" GRAMMAR_H0 ":x" ), 2, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " a:-:" GRAMMAR_H0), 0, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0
     " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0
     " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0), 0, 0}},
    {RESULT, {11, SELECT_BUT( "1", "7", "1", " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0
     " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0
     " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0 " a:-:" GRAMMAR_H0), 2, 0}},
    {RESULT, {11, "select members 1 7 " GRAMMAR_H1 " 1 " GRAMMAR_H0, 2, 0}},
    {RESULT, {11, "select member 1 7 " GRAMMAR_H1 " 1", 2, 0}},
    {RESULT, {11, "select member 1 7 " GRAMMAR_ID " 1 " GRAMMAR_H0, 2, 0}},
    {RESULT, {11, "select member 1 7 " GRAMMAR_H1 " 1 " GRAMMAR_ID, 2, 0}},
    {RESULT, {12, SKIP_BUT( "member", "household", "0", "" ), 2, 0}},
    {RESULT, {12, SKIP_BUT( "member", "Household", "7", "" ), 2, 0}},
    {RESULT, {12, SKIP_BUT( "nobody", "household", "7", "" ), 2, 0}},
    {RESULT, {12, "skip member 4 " GRAMMAR_H1 " 2 " GRAMMAR_H0 " household", 2, 0}},
    {RESULT, {13, "short member 0 1", 2, 0}},
    {RESULT, {13, "short member 1 0", 2, 0}},
    {RESULT, {13, "short member 1", 2, 0}},
    {RESULT, {13, "short member 1 1 1", 2, 0}},
    {RESULT, {13, "short person 1 1", 2, 0}},
};
/* clang-format on */

START_TEST(edited_notes)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    const grammar_edit *e = &edits[_i].e;
    urne_str bytes =
        lines_edit(arena, urne_str_of(sound[edits[_i].kind]), e->line, e->text);
    urne_code code = parse(&p, edits[_i].kind, arena, bytes, &err);
    grammar_expect(e, code, &err);
    urne_arena_free(arena);
}
END_TEST

/* A line that stands twice where it may stand once, or nowhere. */
START_TEST(lines_doubled_and_dropped)
{
    /* Lines that may follow themselves under another number, or be left out. */
    static const char *const own[] = {[ANNOUNCE] = "7 8 9 10",
                                      [COMMIT] = "10 11 12 13 14 16 17 18 19",
                                      [REVEALS] = "6 7 8 9 10",
                                      [SEED] = "5 6 7",
                                      [RESULT] = "7 8 9 10 11 12 13 14"};
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    urne_str note = urne_str_of(sound[_i]);
    for (size_t n = 2; n < lines_count(note); n++) {
        char word[32], text[2048];
        snprintf(word, sizeof word, "%zu", n);
        const char *found = strstr(own[_i], word);
        if (found != NULL && (found[strlen(word)] == ' ' || !found[strlen(word)]) &&
            (found == own[_i] || found[-1] == ' ')) {
            continue;
        }
        urne_str line = lines_get(note, n);
        snprintf(text, sizeof text, "+%.*s", (int)line.n, line.p);
        grammar_edit twice = {n, text, 3, n + 1}, gone = {n, NULL, 3, n};
        urne_code code =
            parse(&p, (kind)_i, arena, lines_edit(arena, note, n, text), &err);
        grammar_expect(&twice, code, &err);
        bool optional = (_i == COMMIT && n == 15) || (_i == SEED && n == 4);
        if (!optional) {
            code = parse(&p, (kind)_i, arena, lines_edit(arena, note, n, NULL), &err);
            grammar_expect(&gone, code, &err);
        }
    }
    urne_arena_free(arena);
}
END_TEST

/* `reveals` stands in a seed note if and only if there is a beacon. */
START_TEST(seed_reveals)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    urne_str note = urne_str_of(sound[SEED]);
    urne_str without = lines_edit(arena, note, 4, NULL);
    urne_str no_beacon = lines_edit(arena, note, 6, NULL);
    urne_code code = parse(&p, SEED, arena, without, &err);
    ck_assert_int_eq(grammar_class(code), 2);
    code = parse(&p, SEED, arena, no_beacon, &err);
    ck_assert_int_eq(grammar_class(code), 2);
    code = parse(&p, SEED, arena, lines_edit(arena, no_beacon, 4, NULL), &err);
    ck_assert_int_eq(code, URNE_OK);
    code = parse(
        &p, SEED, arena,
        URNE_STR("urne/1 seed\nceremony " GRAMMAR_ID "\ncommit " GRAMMAR_H1 "\nend\n"),
        &err);
    ck_assert_int_eq(grammar_class(code), 3);
    ck_assert_uint_eq(err.diag[0].line, 4);
    urne_arena_free(arena);
}
END_TEST

/* ---- limits ---- */

START_TEST(many_sources)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    for (int n = 64; n <= 65; n++) {
        urne_buf c = urne_buf_new(arena, 4096), r = urne_buf_new(arena, 4096);
        for (int i = 1; i <= n; i++) {
            char text[64];
            snprintf(text, sizeof text, "%ssource %d dice d10 24", i > 1 ? "\n" : "",
                     i);
            urne_buf_addz(&c, text);
            snprintf(text, sizeof text, "%s%d dice d10 24", i > 1 ? "\n" : "", i);
            urne_buf_addz(&r, text);
        }
        urne_buf_addc(&c, '\0');
        urne_buf_addc(&r, '\0');
        urne_str commit = urne_str_of(sound[COMMIT]);
        for (int i = 0; i < 5; i++) {
            commit = lines_edit(arena, commit, 16, NULL);
        }
        commit = lines_edit(arena, commit, 15, c.p);
        ck_assert_int_eq(grammar_class(parse(&p, COMMIT, arena, commit, &err)),
                         n == 64 ? 0 : 2);
        urne_str reveals = urne_str_of(sound[REVEALS]);
        for (int i = 0; i < 4; i++) {
            reveals = lines_edit(arena, reveals, 7, NULL);
        }
        reveals = lines_edit(arena, reveals, 6, r.p);
        ck_assert_int_eq(grammar_class(parse(&p, REVEALS, arena, reveals, &err)),
                         n == 64 ? 0 : 2);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(many_keys)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    for (int n = 64; n <= 65; n++) {
        urne_buf keys = urne_buf_new(arena, 8192);
        for (int i = 0; i < n; i++) {
            char text[128];
            snprintf(text, sizeof text, "%skey r%03d " KEY_A, i > 0 ? "\n" : "", i);
            urne_buf_addz(&keys, text);
        }
        urne_buf_addc(&keys, '\0');
        urne_str note = urne_str_of(sound[ANNOUNCE]);
        for (int i = 0; i < 3; i++) {
            note = lines_edit(arena, note, 8, NULL);
        }
        note = lines_edit(arena, note, 7, keys.p);
        ck_assert_int_eq(grammar_class(parse(&p, ANNOUNCE, arena, note, &err)),
                         n == 64 ? 0 : 2);
    }
    urne_arena_free(arena);
}
END_TEST

START_TEST(many_digits)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    char line[1200];
    for (size_t n = 511; n <= 513; n++) {
        size_t at = (size_t)snprintf(line, sizeof line, "2 dice d6 ");
        memset(line + at, '1', n);
        line[at + n] = '\0';
        urne_str note = lines_edit(arena, urne_str_of(sound[REVEALS]), 7, line);
        ck_assert_int_eq(grammar_class(parse(&p, REVEALS, arena, note, &err)),
                         n <= 512 ? 0 : 2);
    }
    for (size_t n = 64; n <= 65; n++) {
        size_t at = (size_t)snprintf(line, sizeof line, "3 lottery loto 1");
        for (size_t i = 1; i < n; i++) {
            at += (size_t)snprintf(line + at, sizeof line - at, ".%zu", i);
        }
        urne_str note = lines_edit(arena, urne_str_of(sound[REVEALS]), 8, line);
        ck_assert_int_eq(grammar_class(parse(&p, REVEALS, arena, note, &err)),
                         n == 64 ? 0 : 2);
    }
    urne_arena_free(arena);
}
END_TEST

/* ---- writing what was read ---- */

static urne_str write_result(urne_arena *arena, const urne_result *r)
{
    urne_buf buf = urne_buf_new(arena, 16);
    urne_result_begin(&buf, r);
    for (size_t i = 0; i < r->n_lines; i++) {
        urne_result_step(&buf, &r->lines[i]);
    }
    urne_buf_addz(&buf, "end\n");
    return urne_buf_str(&buf);
}

START_TEST(written_as_read)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    hamlet h = hamlet_load(arena);
    ck_assert_int_eq(parse(&p, ANNOUNCE, arena, h.file[H00], &err), URNE_OK);
    ck_assert(urne_str_eq(urne_announce_write(arena, &p.announce), h.file[H00]));
    urne_str commit = lines_edit(arena, h.file[H01], 10,
                                 "excluded age 2\nexcluded undecided 1\n"
                                 "source 1 dice d6 26\n"
                                 "source 2 lottery loto 2026-09-03\n"
                                 "source 3 party observer " GRAMMAR_H1);
    ck_assert_int_eq(parse(&p, COMMIT, arena, commit, &err), URNE_OK);
    ck_assert(urne_str_eq(urne_commit_write(arena, &p.commit), commit));
    ck_assert_int_eq(parse(&p, COMMIT, arena, h.file[H01], &err), URNE_OK);
    ck_assert(urne_str_eq(urne_commit_write(arena, &p.commit), h.file[H01]));
    urne_str reveals = lines_edit(arena, h.file[H02], 7, "+2 lottery loto 1.49");
    ck_assert_int_eq(parse(&p, REVEALS, arena, reveals, &err), URNE_OK);
    ck_assert(urne_str_eq(urne_reveals_write(arena, "reveals", &p.reveals), reveals));
    ck_assert_int_eq(parse(&p, RESULT, arena, h.file[H03], &err), URNE_OK);
    ck_assert(urne_str_eq(write_result(arena, &p.result), h.file[H03]));
    urne_str own = urne_str_of(sound[RESULT]);
    ck_assert_int_eq(parse(&p, RESULT, arena, own, &err), URNE_OK);
    ck_assert(urne_str_eq(write_result(arena, &p.result), own));
    urne_arena_free(arena);
}
END_TEST

/* ---- seed-input and typed values ---- */

START_TEST(seed_inputs)
{
    urne_arena *arena = urne_arena_new();
    urne_err err;
    parsed p;
    hamlet h = hamlet_load(arena);
    ck_assert_int_eq(parse(&p, COMMIT, arena, h.file[H01], &err), URNE_OK);
    ck_assert_int_eq(parse(&p, REVEALS, arena, h.file[H02], &err), URNE_OK);
    urne_hex c = urne_sha256_hex(h.file[H01]), r = urne_sha256_hex(h.file[H02]);
    urne_str out = urne_seed_input(arena, &p.commit, urne_hex_str(&c), &p.reveals,
                                   urne_hex_str(&r), (urne_str){0});
    ck_assert(urne_str_eq(out, h.file[HSEED]));
    /* With a beacon: its line in the place of its number, and `reveals`. */
    ck_assert_int_eq(parse(&p, COMMIT, arena, urne_str_of(sound[COMMIT]), &err), 0);
    p.commit.sources[0] = p.commit.sources[3];
    p.commit.n_sources = 3;
    p.reveals.values =
        (urne_str[]){URNE_STR("lottery loto 1"), URNE_STR("party observer missing")};
    p.reveals.numbers = (uint64_t[]){2, 3};
    p.reveals.n_values = 2;
    out = urne_seed_input(arena, &p.commit, URNE_STR(GRAMMAR_H0), &p.reveals,
                          URNE_STR(GRAMMAR_H1), URNE_STR(GRAMMAR_H0));
    ck_assert(urne_str_is(out, "urne/1 seed\nceremony " GRAMMAR_ID
                               "\ncommit " GRAMMAR_H0 "\nreveals " GRAMMAR_H1
                               "\n1 drand " GRAMMAR_H1 " 657413 " GRAMMAR_H0
                               "\n2 lottery loto 1\n3 party observer missing\nend\n"));
    urne_arena_free(arena);
}
END_TEST

START_TEST(typed_values)
{
    static const urne_source d10 = {.sides = 10, .count = 4},
                             d6 = {.sides = 6, .count = 3},
                             loto = {.kind = URNE_SOURCE_LOTTERY, .label = {"loto", 4}};
    static const struct {
        const urne_source *source;
        const char *typed, *value;
    } cases[] = {
        {&d10, "0839", "dice d10 0839"},
        {&d10, "08 39", "dice d10 0839"},
        {&d10, " 0839 ", "dice d10 0839"},
        {&d10, "083", NULL},
        {&d10, "08390", NULL},
        {&d10, "", NULL},
        {&d10, "    ", NULL},
        {&d10, "08-39", NULL},
        {&d10, "083a", NULL},
        {&d10, "08\t39", NULL},
        {&d10, "0839\n", NULL},
        {&d10,
         "\xd9\xa0"
         "83",
         NULL},
        {&d6, "166", "dice d6 166"},
        {&d6, "016", NULL},
        {&d6, "167", NULL},
        {&loto, "1.22.49", "lottery loto 1.22.49"},
        {&loto, "0", "lottery loto 0"},
        {&loto, "", NULL},
        {&loto, "1 22", NULL},
        {&loto, "1.", NULL},
        {&loto, "01", NULL},
        {&loto, "1.2\n", NULL},
        {&loto, " 1", NULL},
    };
    urne_arena *arena = urne_arena_new();
    for (size_t i = 0; i < PROGRAM_COUNT(cases); i++) {
        urne_str v =
            urne_source_value(arena, cases[i].source, urne_str_of(cases[i].typed));
        ck_assert_msg((v.p != NULL) == (cases[i].value != NULL), "'%s'",
                      cases[i].typed);
        ck_assert(v.p == NULL || urne_str_is(v, cases[i].value));
    }
    urne_arena_free(arena);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"sound_notes", sound_notes, 0, 0},
        {"edited_notes", edited_notes, (int)PROGRAM_COUNT(edits), 0},
        {"lines_doubled_and_dropped", lines_doubled_and_dropped, 5, 0},
        {"seed_reveals", seed_reveals, 0, 0},
        {"many_sources", many_sources, 0, 0},
        {"many_keys", many_keys, 0, 0},
        {"many_digits", many_digits, 0, 0},
        {"written_as_read", written_as_read, 0, 0},
        {"seed_inputs", seed_inputs, 0, 0},
        {"typed_values", typed_values, 0, 0},
    };
    return program_run("transcript", tests, PROGRAM_COUNT(tests), 60);
}
