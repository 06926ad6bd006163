#include "steps.h"

static void print_roles(const urne_step_view *step)
{
    if (step->n_roles > 0) {
        printf("%s", LABEL(_("to sign")));
        for (size_t i = 0; i < step->n_roles; i++) {
            printf("%s %s", i > 0 ? "," : "", step->roles[i]);
        }
        printf("\n");
    }
}

void print_step(const urne_step_view *step)
{
    if (step->path[0] != '\0') {
        printf("%s %s\n", LABEL(_("written")), step->path);
    }
    print_roles(step);
}

void print_to_sign(urne_arena *arena, const char *dir)
{
    urne_step_view *step = NULL;
    if (urne_signatures_due(&step, arena, dir, clock_time(), NULL) == URNE_OK) {
        print_roles(step);
    }
}

void json_step(json *j, const urne_step_view *step)
{
    json_text(j, "entry", step->path);
    json_open(j, "to_sign", '[');
    for (size_t i = 0; i < step->n_roles; i++) {
        json_text(j, NULL, step->roles[i]);
    }
    json_close(j, ']');
}

int report_step(const line *l, urne_code code, const urne_step_view *step,
                const urne_err *err)
{
    if (code != URNE_OK) {
        return report_errors(l, err);
    }
    if (l->json) {
        json j = {false};
        json_open(&j, NULL, '{');
        json_step(&j, step);
        json_close(&j, '}');
        json_end(&j);
    } else if (!l->quiet) {
        print_step(step);
    }
    return EXIT_YES;
}

void print_unseen(const line *l, const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n && !l->quiet; i++) {
        fprintf(stderr,
                _("urne: %s is no longer there, so it was not compared with what was "
                  "sealed\n"),
                paths[i]);
    }
}

void print_beacon(urne_arena *arena, const char *dir, const char *time, bool address)
{
    urne_beacon_view *b = NULL;
    if (urne_beacon_due(&b, arena, dir, time, NULL) != URNE_OK || b == NULL) {
        printf("%s %s\n", LABEL(_("beacon")), _("NO BEACON: trust in the throw"));
        return;
    }
    printf(_("%s drand round %s, made at %s\n"), LABEL(_("beacon")), GROUPED(b->round),
           b->time);
    if (address) {
        printf(_("%s %s and give the file with --beacon\n"), LABEL(_("save")),
               b->address);
    }
}

const kind_words *words_of(const char *dir)
{
    static const kind_words words[] = {
        [URNE_DRAW] = {"rules.json", "seal", "ROLL.csv", "02-reveals.txt", "draw"},
        [URNE_COUNT] = {"count.json", "ballots commit", "BALLOTS.csv",
                        "11-ballots-reveals.txt", "tally"},
        [URNE_PANEL] = {"panel.json", "panel seal",
                        "--pool POOL.csv --quotas QUOTAS.csv", "21-pool-reveals.txt",
                        "panel draw"}};
    return &words[urne_operation_of(dir)];
}

void print_sealing(const char *seal, const char *dir, bool dry)
{
    if (dry) {
        printf("%s %s\n", LABEL(_("dry run")), _("nothing was written"));
        return;
    }
    print_seal(_("seal"), seal);
    printf("%s %s\n", LABEL(""),
           _("all sixteen groups, read aloud and printed before the throw"));
    urne_arena *arena = urne_arena_new();
    print_beacon(arena, dir, clock_time(), false);
    print_to_sign(arena, dir);
    urne_arena_free(arena);
    printf("%s urne report %s/public --poster -o notice.html\n", LABEL(_("notice")),
           dir);
    printf("%s urne reveal %s --dice\n", LABEL(_("next")), dir);
}
