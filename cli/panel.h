/* cli/panel: the commands behind `urne panel`, a row of the table in cmd_panel.c each.
 * argv[0] is the name of the row. */
#ifndef CLI_PANEL_H
#define CLI_PANEL_H

#include "cli.h"

int panel_check(int argc, char **argv);
int panel_solve(int argc, char **argv);
int panel_draw(int argc, char **argv);
int panel_seal(int argc, char **argv);

/* As --help shows them; in urne-panel.1 in the order of the table. */
#define PANEL_CHECK                                                                    \
    "panel check --pool FILE --quotas FILE --size K [--household COLUMN,...]"

#define PANEL_SOLVE                                                                    \
    "panel solve --pool FILE --quotas FILE --size K [--household COLUMN,...] "         \
    "[--objective leximin|maximin] [--lottery M] [--proof FILE] [--panels FILE] "      \
    "[--force]"

#define PANEL_DRAW                                                                     \
    "panel draw --pool FILE --quotas FILE --size K [--household COLUMN,...] "          \
    "[--objective leximin|maximin] [--lottery M] --number N | "                        \
    "panel draw DIR [--beacon FILE|HEX] [--time TIME]"

#define PANEL_SEAL                                                                     \
    "panel seal DIR --pool FILE --quotas FILE [--pool-key FILE] [--time TIME] "        \
    "[--dry-run]"

/* The options that name pool, quotas and seats, of every command here. */
typedef struct panel_words {
    const char *pool, *quotas, *size, *household;
} panel_words;
#define PANEL_OPTS(w)                                                                  \
    {"--pool", "FILE", N_("those who answered (CSV)"), NULL, &(w).pool},               \
        {"--quotas", "FILE", N_("least and greatest numbers (CSV)"), NULL,             \
         &(w).quotas},                                                                 \
        {"--size", "K", N_("seats of the panel"), NULL, &(w).size},                    \
    {                                                                                  \
        "--household", "COLUMN,...",                                                   \
            N_("at most one of each household: the columns of the address"), NULL,     \
            &(w).household                                                             \
    }

/* The options that say which lottery. */
typedef struct panel_solve_words {
    const char *objective, *lottery;
} panel_solve_words;
#define PANEL_SOLVE_OPTS(w)                                                            \
    {"--objective", "WORD", N_("leximin (default) or maximin"), NULL, &(w).objective}, \
    {                                                                                  \
        "--lottery", "M", N_("numbered panels to make (default: 1000)"), NULL,         \
            &(w).lottery                                                               \
    }

/* Reads those; -1 to go on, or the exit code. */
int panel_options(urne_panel_solve_options *o, const line *l,
                  const panel_solve_words *w);

/* Says that the quotas allow no panel, why, and what would help; the exit code. */
int panel_infeasible(const line *l, const urne_panel *panel,
                     const urne_panel_solve_options *o, const urne_panel_solved *v);

/* Draws the panel of a dossier, and says which one; the exit code. */
int panel_draw_dossier(const line *l, const char *beacon, const char *time);

/* Reads pool and quotas; -1 to go on, or the exit code. */
int panel_load(urne_panel **out, urne_arena *arena, const line *l,
               const panel_words *words);

/* The members "size", "pool", "types" of the JSON object. */
void json_panel(json *j, const urne_panel_summary *s);

#endif
