/* model/roll: whatever a roll, an exclusion file and decisions hold, lines add up, who
 * is kept has an identity of their own, and the dress changes nothing.
 *
 * The input is up to three files separated by the line "%%". */
#include "crypto/hash.h"
#include "model/roll.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok) {
        abort();
    }
}

static char dir[] = "/tmp/urne-f-roll-XXXXXX";
static const char *const names[] = {"roll-LP.csv", "excluded.csv", "decisions.csv"};
enum { ROLL, EXCLUDED, DECISIONS, FILES };

static void path_of(char path[64], size_t file)
{
    snprintf(path, 64, "%s/%s", dir, names[file]);
}

static void tidy_up(void)
{
    char path[64];
    for (size_t i = 0; i < FILES; i++) {
        path_of(path, i);
        (void)unlink(path);
    }
    (void)rmdir(dir);
}

static const char *file_of(urne_arena *arena, size_t file, urne_str before,
                           urne_str text)
{
    static bool made;
    if (!made) {
        must(mkdtemp(dir) != NULL && atexit(tidy_up) == 0);
        made = true;
    }
    char *path = urne_arena_alloc(arena, 64);
    path_of(path, file);
    FILE *f = fopen(path, "wb");
    must(f != NULL);
    must(fwrite(before.p, 1, before.n, f) == before.n);
    must(fwrite(text.p, 1, text.n, f) == text.n);
    must(fclose(f) == 0);
    return path;
}

/* Cuts the part before the line "%%" off the front of *rest. */
static urne_str cut(urne_str *rest)
{
    for (size_t i = 0; i + 4 <= rest->n; i++) {
        if (memcmp(rest->p + i, "\n%%\n", 4) == 0) {
            urne_str part = {rest->p, i + 1};
            *rest = (urne_str){rest->p + i + 4, rest->n - i - 4};
            return part;
        }
    }
    urne_str all = *rest;
    *rest = (urne_str){"", 0};
    return all;
}

static urne_config *rules(urne_arena *arena)
{
    static uint64_t bands[] = {18, 35, 60};
    static urne_axis axis = {.field = {"birth-date", 10}, .bands = bands, .n_bands = 3};
    urne_config *c = urne_config_default(arena);
    c->has_age = true;
    c->age = 18;
    c->age_on = URNE_STR("2026-10-05");
    c->axes = &axis;
    c->n_axes = 1;
    return c;
}

static void check(const urne_roll *roll)
{
    uint64_t aside = 0, kept = 0;
    urne_str last = {NULL, 0};
    for (size_t i = 0; i < URNE_REASONS; i++) {
        aside += roll->set_aside[i];
    }
    for (size_t i = 0; i < roll->n_electors; i++) {
        const urne_elector *e = &roll->electors[i];
        must(i == 0 || urne_str_cmp(e[-1].ident, e->ident) <= 0);
        must(e->line >= 2 && e->file < roll->n_files);
        if (e->reason == URNE_KEPT && !e->pending) {
            must(last.p == NULL || !urne_str_eq(last, e->ident));
            last = e->ident;
        }
        kept += e->reason == URNE_KEPT;
    }
    must(roll->lines == roll->n_electors && kept + aside == roll->lines);
    must(roll->eligible <= kept);
    for (size_t i = 0; i < roll->n_anomalies; i++) {
        const urne_anomaly *a = &roll->anomalies[i];
        int exit_code = urne_code_get(a->code)->exit;
        must(a->file < roll->n_inputs && (exit_code == 0 || exit_code == 6));
        must((exit_code == 6) <= (a->case_id.n == 12));
    }
}

static urne_hash print_of(urne_arena *arena, const urne_roll *roll)
{
    urne_buf buf = urne_buf_new(arena, 0);
    for (size_t i = 0; i < roll->n_electors; i++) {
        const urne_elector *e = &roll->electors[i];
        urne_buf_add(&buf, e->ident);
        urne_buf_addu(&buf, e->reason);
        for (size_t f = 0; f < roll->n_fields; f++) {
            urne_buf_addc(&buf, '\t');
            urne_buf_add(&buf, e->value[f]);
        }
        urne_buf_addc(&buf, '\n');
    }
    return urne_sha256(urne_buf_str(&buf));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    urne_crypto_init();
    urne_arena *arena = urne_arena_new();
    urne_err err = URNE_ERR_NONE;
    urne_roll *roll, *again;
    urne_config *config = rules(arena);
    urne_str rest = {(const char *)data, size}, none = {"", 0};
    urne_str text = cut(&rest), excluded = cut(&rest), decided = cut(&rest);
    const char *path = file_of(arena, ROLL, none, text);
    const char *decisions =
        decided.n == 0 ? NULL : file_of(arena, DECISIONS, none, decided);
    urne_exclusion exclusion = {NULL, URNE_REASON_OBJECTION};
    if (excluded.n > 0) {
        exclusion.path = file_of(arena, EXCLUDED, none, excluded);
        config->exclusions = &exclusion;
        config->n_exclusions = 1;
    }
    urne_code code = urne_roll_read(&roll, arena, config, &path, 1, decisions, &err);
    must((code == URNE_OK) == (err.count == 0));
    if (code == URNE_OK) {
        check(roll);
        bool utf8 = strcmp(roll->files[0].encoding, "UTF-8") == 0;
        urne_hash print = print_of(arena, roll);
        path = file_of(arena, ROLL, utf8 ? URNE_STR("\xEF\xBB\xBF") : none, text);
        must(urne_roll_read(&again, arena, config, &path, 1, decisions, &err) ==
             URNE_OK);
        urne_hash other = print_of(arena, again);
        must(urne_hash_cmp(&print, &other) == 0 && roll->to_decide == again->to_decide);
    }
    urne_arena_free(arena);
    return 0;
}
