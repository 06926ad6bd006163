/* ceremony: the worked dossier step by step, steps out of order, interrupted writes,
 * altered files, and the lock. */
#include "ceremony/dossier.h"
#include "oracle/hamlet.h"
#include "oracle/program.h"
#include "oracle/verdict.h"

#include <fcntl.h>
#include <sys/wait.h>

/* ---- the hamlet, one step after another ---- */

typedef struct scene {
    box b;
    const char *dir, *csv, *key;
} scene;

static const char *const times[] = {"2026-09-01T08:00:00Z", "2026-09-02T08:00:00Z",
                                    "2026-09-05T16:00:00Z", "2026-09-05T16:05:00Z"};
#define LATER "2026-09-06T00:00:00Z"

static scene scene_open(void)
{
    scene s = {.b = box_open()};
    s.dir = box_path(&s.b, "d");
    s.csv = box_put(&s.b, "roll.csv", box_fixture(s.b.arena, "hamlet/roll.csv"));
    s.key = box_fixture_path(s.b.arena, "hamlet/roll-key.txt");
    return s;
}

static urne_code do_init(const scene *s, const char *time)
{
    urne_err err = URNE_ERR_NONE;
    urne_init_options o = {.dir = s->dir,
                           .rules = box_fixture_path(s->b.arena, "hamlet/rules.json"),
                           .ceremony = "00112233445566778899aabbccddeeff",
                           .time = time};
    return urne_init(&o, &err);
}

static urne_code do_seal(const scene *s, const char *time)
{
    urne_err err = URNE_ERR_NONE;
    urne_sealed *out;
    urne_seal_options o = {.dir = s->dir,
                           .paths = &s->csv,
                           .n_paths = 1,
                           .roll_key = s->key,
                           .time = time};
    return urne_seal(&out, s->b.arena, &o, &err);
}

static urne_code do_reveal(const scene *s, const char *time)
{
    urne_err err = URNE_ERR_NONE;
    const char *typed = "083920117465520938471112";
    return urne_reveal(s->dir, &typed, 1, NULL, time, &err);
}

static urne_code do_draw(const scene *s, const char *time)
{
    urne_err err = URNE_ERR_NONE;
    urne_drawn *out;
    return urne_draw(&out, s->b.arena, s->dir, NULL, time, &err);
}

static urne_code do_receipt(const scene *s, const char *time)
{
    urne_err err = URNE_ERR_NONE;
    urne_receipt_view *out;
    urne_receipt_options o = {.dir = s->dir, .time = time, .number = 4};
    return urne_receipt_make(&out, s->b.arena, &o, &err);
}

typedef urne_code step_fn(const scene *, const char *time);
static step_fn *const steps[] = {do_init, do_seal, do_reveal, do_draw};
static const char *const verbs[] = {"init", "seal", "reveal", "draw"};

/* Takes the steps up to `stage` (0: announced). */
static void reach(const scene *s, int stage)
{
    for (int i = 0; i <= stage; i++) {
        ck_assert_int_eq(steps[i](s, times[i]), URNE_OK);
    }
}

static const char *in(const scene *s, const char *folder, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "d/%s/%s", folder, name);
    return box_path(&s->b, path);
}

static urne_str get(const scene *s, const char *folder, const char *name)
{
    return box_slurp(s->b.arena, in(s, folder, name));
}

static void put(const scene *s, const char *folder, const char *name, urne_str bytes)
{
    char path[128];
    snprintf(path, sizeof path, "d/%s/%s", folder, name);
    box_put(&s->b, path, bytes);
}

static hamlet public_of(const scene *s)
{
    hamlet h = {.arena = s->b.arena};
    for (size_t i = 0; i < HAMLET_FILES; i++) {
        h.file[i] = get(s, "public", hamlet_names[i]);
    }
    return h;
}

static void same_public(const hamlet *a, const hamlet *b)
{
    for (size_t i = 0; i < HAMLET_FILES; i++) {
        ck_assert_msg((a->file[i].p != NULL) == (b->file[i].p != NULL) &&
                          urne_str_eq(a->file[i], b->file[i]),
                      "%s differs", hamlet_names[i]);
    }
}

START_TEST(worked_dossier)
{
    scene s = scene_open();
    reach(&s, 3);
    hamlet due = hamlet_load(s.b.arena), got = public_of(&s);
    same_public(&due, &got);
    ck_assert_int_eq(do_receipt(&s, LATER), URNE_OK);
    box_close(&s.b);
}
END_TEST

/* Nothing secret is readable by others, from the first byte on. */
START_TEST(private_modes)
{
    static const char *const names[] = {"roll-key.txt",    "index.tsv",
                                        "inputs.txt",      "selected.csv",
                                        "substitutes.csv", "invites.csv"};
    struct stat st;
    umask(0);
    scene s = scene_open();
    reach(&s, 3);
    ck_assert_int_eq(stat(box_path(&s.b, "d/private"), &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777, 0700);
    for (size_t i = 0; i < PROGRAM_COUNT(names); i++) {
        ck_assert_int_eq(stat(in(&s, "private", names[i]), &st), 0);
        ck_assert_uint_eq(st.st_mode & 0777, 0600);
    }
    box_close(&s.b);
}
END_TEST

/* ---- the state machine ---- */

static const urne_code out_of_order[4][4] = {
    /* from          init                seal                reveal              draw */
    /* announced */ {URNE_E_SEAL_OPENED, URNE_OK, URNE_E_SEAL_UNSEALED,
                     URNE_E_SEAL_UNSEALED},
    /* sealed */
    {URNE_E_SEAL_OPENED, URNE_E_SEAL_SEALED, URNE_OK, URNE_E_SEAL_UNREVEALED},
    /* revealed */
    {URNE_E_SEAL_OPENED, URNE_E_SEAL_SEALED, URNE_E_SEAL_REVEALED, URNE_OK},
    /* drawn */
    {URNE_E_SEAL_OPENED, URNE_E_SEAL_SEALED, URNE_E_SEAL_REVEALED, URNE_E_SEAL_DRAWN},
};

START_TEST(state_machine)
{
    int stage = _i / 4, verb = _i % 4;
    scene s = scene_open();
    reach(&s, stage);
    hamlet before = public_of(&s);
    urne_code due = out_of_order[stage][verb], code = steps[verb](&s, LATER);
    ck_assert_int_eq(code, due);
    if (due != URNE_OK) {
        hamlet after = public_of(&s);
        same_public(&before, &after);
        ck_assert_int_eq(urne_code_get(code)->exit, 5);
        char line[128];
        snprintf(line, sizeof line, "%s %s %s\n", LATER, verbs[verb],
                 urne_code_get(code)->id);
        ck_assert(urne_str_is(get(&s, "private", "attempts.txt"), line));
        /* A second attempt adds a second line. */
        ck_assert_int_eq(steps[verb](&s, LATER), due);
        ck_assert_uint_eq(lines_count(get(&s, "private", "attempts.txt")), 2);
    } else {
        ck_assert_ptr_null(get(&s, "private", "attempts.txt").p);
    }
    box_close(&s.b);
}
END_TEST

START_TEST(receipt_by_stage)
{
    scene s = scene_open();
    reach(&s, _i);
    ck_assert_int_eq(do_receipt(&s, LATER), _i == 0 ? URNE_E_SEAL_UNSEALED : URNE_OK);
    box_close(&s.b);
}
END_TEST

/* Times run forward: later than the newest entry; for the draw, not before it. */
START_TEST(times_run_forward)
{
    int verb = 1 + _i;
    scene s = scene_open();
    reach(&s, verb - 1);
    hamlet before = public_of(&s);
    ck_assert_int_eq(steps[verb](&s, "2026-08-31T23:59:59Z"), URNE_E_SEAL_TIME);
    ck_assert_int_eq(steps[verb](&s, times[verb - 1]),
                     verb == 3 ? URNE_OK : URNE_E_SEAL_TIME);
    hamlet after = public_of(&s);
    if (verb != 3) {
        same_public(&before, &after);
    }
    box_close(&s.b);
}
END_TEST

START_TEST(no_dossier)
{
    scene s = scene_open();
    ck_assert_int_eq(do_seal(&s, LATER), URNE_E_SEAL_NONE);
    ck_assert_int_eq(mkdir(s.dir, 0700), 0);
    ck_assert_int_eq(do_seal(&s, LATER), URNE_E_SEAL_NONE);
    ck_assert_int_eq(do_draw(&s, "today"), URNE_E_USE_VALUE);
    box_close(&s.b);
}
END_TEST

/* ---- interrupted writes ---- */

/* The entry was written, the new sums.txt was not. */
START_TEST(sums_missing_the_entry)
{
    scene s = scene_open();
    reach(&s, _i);
    urne_str old = get(&s, "public", "sums.txt");
    old = urne_str_dup(s.b.arena, old);
    ck_assert_int_eq(steps[_i + 1](&s, times[_i + 1]), URNE_OK);
    hamlet due = public_of(&s);
    put(&s, "public", "sums.txt", old);
    /* The next step, or the same one again: both begin by mending. */
    ck_assert_int_eq(steps[_i + 1](&s, LATER), out_of_order[_i + 1][_i + 1]);
    hamlet got = public_of(&s);
    same_public(&due, &got);
    put(&s, "public", "sums.txt", old);
    if (_i + 2 < 4) {
        ck_assert_int_eq(steps[_i + 2](&s, times[_i + 2]), URNE_OK);
    }
    box_close(&s.b);
}
END_TEST

/* Only the announcement may lack its sums.txt, which is written just after it. */
START_TEST(sums_lost)
{
    scene s = scene_open();
    reach(&s, _i);
    ck_assert_int_eq(remove(in(&s, "public", "sums.txt")), 0);
    hamlet due = public_of(&s);
    ck_assert_int_eq(do_init(&s, LATER), URNE_E_SEAL_OPENED);
    if (_i == 0) {
        ck_assert_int_eq(steps[1](&s, times[1]), URNE_OK);
    } else {
        ck_assert_int_eq(steps[_i < 3 ? _i + 1 : 3](&s, LATER), URNE_E_SEAL_CHANGED);
        hamlet got = public_of(&s);
        same_public(&due, &got);
    }
    box_close(&s.b);
}
END_TEST

/* Entries removed with their sums, to take the steps again: the journal remembers. */
START_TEST(entries_removed)
{
    static const char *const later[] = {"03-result.txt", "02-reveals.txt",
                                        "01-commit.txt", "00-announce.txt"};
    scene s = scene_open();
    reach(&s, 0);
    urne_str sums[4] = {get(&s, "public", "sums.txt")};
    for (int i = 1; i < 4; i++) {
        ck_assert_int_eq(steps[i](&s, times[i]), URNE_OK);
        sums[i] = get(&s, "public", "sums.txt");
    }
    for (int i = 0; i <= _i; i++) {
        ck_assert_int_eq(remove(in(&s, "public", later[i])), 0);
    }
    if (_i < 3) {
        put(&s, "public", "sums.txt", sums[2 - _i]);
    } else {
        ck_assert_int_eq(remove(in(&s, "public", "sums.txt")), 0);
    }
    size_t before = get(&s, "private", "attempts.txt").n;
    urne_code code = _i < 3 ? steps[3 - _i](&s, LATER) : do_init(&s, LATER);
    ck_assert_int_eq(code, _i < 3 ? URNE_E_SEAL_CHANGED : URNE_E_SEAL_OPENED);
    ck_assert(get(&s, "private", "attempts.txt").n > before);
    box_close(&s.b);
}
END_TEST

/* Interrupted before the entry: what belongs to it is there, and is not part of the
 * dossier. The step is taken again and gives the same bytes. */
START_TEST(leftovers)
{
    bool seal = _i < 3;
    int stage = seal ? 0 : 2;
    scene s = scene_open();
    reach(&s, stage);
    urne_str sums = get(&s, "public", "sums.txt");
    urne_str journal = get(&s, "private", "journal.txt");
    ck_assert_int_eq(steps[stage + 1](&s, times[stage + 1]), URNE_OK);
    put(&s, "private", "journal.txt", journal);
    hamlet due = public_of(&s);
    ck_assert_int_eq(remove(in(&s, "public", seal ? "01-commit.txt" : "03-result.txt")),
                     0);
    put(&s, "public", "sums.txt", sums);
    if (_i == 1) {
        ck_assert_int_eq(remove(in(&s, "public", "rules.txt")), 0);
    }
    if (_i == 2) {
        put(&s, "public", "roll.txt", URNE_STR("of another roll\n"));
        put(&s, "private", "roll-key.txt", URNE_STR("half"));
    }
    if (_i == 4) {
        put(&s, "public", "seed-input.txt", URNE_STR("half"));
    }
    /* Any step mends first, even one that is refused. */
    step_fn *wrong = seal ? do_draw : do_seal;
    ck_assert_int_eq(urne_code_get(wrong(&s, LATER))->exit, 5);
    ck_assert_ptr_null(get(&s, "public", seal ? "roll.txt" : "seed-input.txt").p);
    ck_assert(urne_str_eq(get(&s, "public", "sums.txt"), sums));
    ck_assert_int_eq(steps[stage + 1](&s, times[stage + 1]), URNE_OK);
    hamlet got = public_of(&s);
    same_public(&due, &got);
    box_close(&s.b);
}
END_TEST

START_TEST(temporary_files)
{
    scene s = scene_open();
    reach(&s, 1);
    put(&s, "public", ".02-reveals.txt.urne-tmp", URNE_STR("half"));
    put(&s, "private", ".selected.csv.urne-tmp", URNE_STR("names"));
    ck_assert_int_eq(do_reveal(&s, times[2]), URNE_OK);
    ck_assert_ptr_null(get(&s, "public", ".02-reveals.txt.urne-tmp").p);
    ck_assert_ptr_null(get(&s, "private", ".selected.csv.urne-tmp").p);
    box_close(&s.b);
}
END_TEST

/* ---- altered behind our back ---- */

START_TEST(public_altered)
{
    static const struct {
        int stage;
        const char *name;
        int step;
    } cases[] = {
        {0, "00-announce.txt", 1}, {1, "00-announce.txt", 2}, {1, "01-commit.txt", 2},
        {1, "roll.txt", 2},        {1, "rules.txt", 2},       {2, "02-reveals.txt", 3},
        {2, "roll.txt", 3},        {3, "03-result.txt", 3},   {3, "seed-input.txt", 3}};
    enum { BYTE, GONE, WAYS };
    int way = _i % WAYS;
    scene s = scene_open();
    reach(&s, cases[_i / WAYS].stage);
    const char *name = cases[_i / WAYS].name;
    urne_str bytes = get(&s, "public", name);
    char *copy = urne_arena_alloc(s.b.arena, bytes.n);
    memcpy(copy, bytes.p, bytes.n);
    copy[bytes.n / 2] ^= 1;
    if (way == BYTE) {
        put(&s, "public", name, (urne_str){copy, bytes.n});
    } else {
        ck_assert_int_eq(remove(in(&s, "public", name)), 0);
    }
    hamlet before = public_of(&s);
    urne_code code = steps[cases[_i / WAYS].step](&s, LATER);
    ck_assert_msg(code == URNE_E_SEAL_CHANGED, "%s: code %d", name, code);
    hamlet after = public_of(&s);
    same_public(&before, &after);
    ck_assert(get(&s, "private", "attempts.txt").n > 0);
    box_close(&s.b);
}
END_TEST

/* What was sealed is frozen: the rules, the index, the roll, the key. */
START_TEST(inputs_altered)
{
    static const char *const names[] = {"d/rules.json", "d/private/index.tsv",
                                        "roll.csv"};
    scene s = scene_open();
    reach(&s, 2);
    urne_str bytes = box_get(&s.b, names[_i]);
    char *copy = urne_arena_alloc(s.b.arena, bytes.n);
    memcpy(copy, bytes.p, bytes.n);
    copy[bytes.n / 2] ^= 1;
    box_put(&s.b, names[_i], (urne_str){copy, bytes.n});
    hamlet before = public_of(&s);
    ck_assert_int_eq(do_draw(&s, LATER), URNE_E_SEAL_CHANGED);
    ck_assert_int_eq(do_receipt(&s, LATER), URNE_E_SEAL_CHANGED);
    hamlet after = public_of(&s);
    same_public(&before, &after);
    ck_assert_uint_eq(lines_count(get(&s, "private", "attempts.txt")), 2);
    box_put(&s.b, names[_i], bytes);
    ck_assert_int_eq(do_draw(&s, LATER), URNE_OK);
    box_close(&s.b);
}
END_TEST

START_TEST(another_key)
{
    scene s = scene_open();
    reach(&s, 2);
    put(&s, "private", "roll-key.txt",
        URNE_STR("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"));
    ck_assert_int_eq(do_draw(&s, LATER), URNE_E_SEAL_CHANGED);
    ck_assert_int_eq(do_receipt(&s, LATER), URNE_E_SEAL_CHANGED);
    box_close(&s.b);
}
END_TEST

/* The roll itself may be gone by then: it is personal data. */
START_TEST(roll_gone)
{
    scene s = scene_open();
    reach(&s, 2);
    ck_assert_int_eq(remove(s.csv), 0);
    urne_err err = URNE_ERR_NONE;
    urne_drawn *out;
    ck_assert_int_eq(urne_draw(&out, s.b.arena, s.dir, NULL, times[3], &err), URNE_OK);
    ck_assert_uint_eq(out->n_unseen, 1);
    hamlet due = hamlet_load(s.b.arena), got = public_of(&s);
    same_public(&due, &got);
    box_close(&s.b);
}
END_TEST

/* ---- two at once ---- */

START_TEST(locked)
{
    scene s = scene_open();
    reach(&s, _i);
    hamlet before = public_of(&s);
    int ready[2], done[2];
    char c;
    ck_assert(pipe(ready) == 0 && pipe(done) == 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        int fd;
        bool held = urne_lock(&fd, in(&s, "private", "lock"), NULL) == URNE_OK;
        if (write(ready[1], held ? "y" : "n", 1) != 1 || read(done[0], &c, 1) < 0) {
            _exit(1);
        }
        _exit(held ? 0 : 1);
    }
    ck_assert(read(ready[0], &c, 1) == 1 && c == 'y');
    int next = _i < 3 ? _i + 1 : 3;
    ck_assert_int_eq(steps[next](&s, times[next]), URNE_E_IO_LOCKED);
    ck_assert_int_eq(do_receipt(&s, LATER), URNE_E_IO_LOCKED);
    hamlet after = public_of(&s);
    same_public(&before, &after);
    ck_assert_int_eq(write(done[1], "x", 1), 1);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_int_eq(steps[next](&s, _i < 3 ? times[next] : LATER),
                     _i < 3 ? URNE_OK : URNE_E_SEAL_DRAWN);
    box_close(&s.b);
}
END_TEST

/* Two seals at the same moment: one entry, and the other is told. */
START_TEST(race)
{
    scene s = scene_open();
    reach(&s, 0);
    pid_t child[2];
    int ok = 0;
    for (int i = 0; i < 2; i++) {
        child[i] = fork();
        ck_assert_int_ge(child[i], 0);
        if (child[i] == 0) {
            urne_code code = do_seal(&s, times[1]);
            _exit(code == URNE_OK              ? 0
                  : code == URNE_E_IO_LOCKED   ? 1
                  : code == URNE_E_SEAL_SEALED ? 2
                                               : 3);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status;
        ck_assert_int_eq(waitpid(child[i], &status, 0), child[i]);
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 3);
        ok += WEXITSTATUS(status) == 0;
    }
    ck_assert_int_eq(ok, 1);
    hamlet due = hamlet_load(s.b.arena), got = public_of(&s);
    ck_assert(urne_str_eq(got.file[H01], due.file[H01]));
    box_close(&s.b);
}
END_TEST

/* ---- small ones ---- */

START_TEST(dry_run)
{
    scene s = scene_open();
    reach(&s, 0);
    hamlet before = public_of(&s);
    urne_err err = URNE_ERR_NONE;
    urne_sealed *out;
    urne_seal_options o = {
        .dir = s.dir, .paths = &s.csv, .n_paths = 1, .time = times[1], .dry_run = true};
    ck_assert_int_eq(urne_seal(&out, s.b.arena, &o, &err), URNE_OK);
    ck_assert_uint_eq(out->electors, 8);
    ck_assert_str_eq(out->seal, "");
    hamlet after = public_of(&s);
    same_public(&before, &after);
    ck_assert_ptr_null(get(&s, "private", "roll-key.txt").p);
    ck_assert_ptr_null(get(&s, "private", "index.tsv").p);
    box_close(&s.b);
}
END_TEST

/* The key is fresh for every seal: two seals of one roll have nothing in common. */
START_TEST(fresh_keys)
{
    urne_str roll[2];
    scene s[2] = {scene_open(), scene_open()};
    for (int i = 0; i < 2; i++) {
        s[i].key = NULL;
        reach(&s[i], 1);
        roll[i] = get(&s[i], "public", "roll.txt");
        ck_assert_uint_eq(get(&s[i], "private", "roll-key.txt").n, 65);
    }
    for (size_t i = 1; i <= 8; i++) {
        ck_assert_int_ne(memcmp(lines_get(roll[0], i).p, lines_get(roll[1], i).p, 64),
                         0);
    }
    box_close(&s[0].b);
    box_close(&s[1].b);
}
END_TEST

START_TEST(wrong_values)
{
    static const char *const typed[] = {"", "0839", "08392011746552093847111x",
                                        "0839201174655209384711120"};
    scene s = scene_open();
    reach(&s, 1);
    hamlet before = public_of(&s);
    for (size_t i = 0; i < PROGRAM_COUNT(typed); i++) {
        urne_err err = URNE_ERR_NONE;
        ck_assert_int_eq(urne_reveal(s.dir, &typed[i], 1, NULL, times[2], &err),
                         URNE_E_SEAL_TYPED);
    }
    urne_err err = URNE_ERR_NONE;
    ck_assert_int_eq(urne_reveal(s.dir, NULL, 0, NULL, times[2], &err),
                     URNE_E_SEAL_TYPED);
    const char *two[] = {"083920117465520938471112", "1"};
    ck_assert_msg(urne_reveal(s.dir, two, 2, NULL, times[2], &err) != URNE_OK,
                  "a value nobody asked for is passed over in silence");
    hamlet after = public_of(&s);
    same_public(&before, &after);
    box_close(&s.b);
}
END_TEST

START_TEST(announced_names)
{
    static const char *const changes[][2] = {{"Hameau d'Exemple", "Hameau"},
                                             {"Tirage au sort du", "Tirage du"}};
    scene s = scene_open();
    reach(&s, 0);
    urne_str json = box_get(&s.b, "d/rules.json");
    box_put(&s.b, "d/rules.json",
            lines_replace(s.b.arena, json, changes[_i][0], changes[_i][1]));
    ck_assert_int_eq(do_seal(&s, times[1]), URNE_E_SEAL_ANNOUNCED);
    box_put(&s.b, "d/rules.json", json);
    ck_assert_int_eq(do_seal(&s, times[1]), URNE_OK);
    box_close(&s.b);
}
END_TEST

int main(void)
{
    const program_test tests[] = {
        {"worked_dossier", worked_dossier, 0, 0},
        {"private_modes", private_modes, 0, 0},
        {"state_machine", state_machine, 16, 0},
        {"receipt_by_stage", receipt_by_stage, 4, 0},
        {"times_run_forward", times_run_forward, 3, 0},
        {"no_dossier", no_dossier, 0, 0},
        {"sums_missing_the_entry", sums_missing_the_entry, 3, 0},
        {"sums_lost", sums_lost, 4, 0},
        {"entries_removed", entries_removed, 4, 0},
        {"leftovers", leftovers, 5, 0},
        {"temporary_files", temporary_files, 0, 0},
        {"public_altered", public_altered, 18, 0},
        {"inputs_altered", inputs_altered, 3, 0},
        {"another_key", another_key, 0, 0},
        {"roll_gone", roll_gone, 0, 0},
        {"locked", locked, 4, 0},
        {"race", race, 0, 0},
        {"dry_run", dry_run, 0, 0},
        {"fresh_keys", fresh_keys, 0, 0},
        {"wrong_values", wrong_values, 0, 0},
        {"announced_names", announced_names, 2, 0},
    };
    return program_run("dossier", tests, PROGRAM_COUNT(tests), 60);
}
