/* cli/panel_view: why quotas allow no panel, and why chances are as they are, in plain
 * words and as JSON. */
#ifndef CLI_PANEL_VIEW_H
#define CLI_PANEL_VIEW_H

#include "cli.h"

/* How many there are and how many seats; types 0: not said. */
void print_panel_pool(uint64_t persons, uint64_t types, uint64_t seats);

/* How many numbered panels, and how near they are to the chances. */
void print_panel_lottery(uint64_t panels, const char *deviation);

/* Which quotas conflict and what would help. */
void print_panel_infeasible(const urne_panel_infeasible *x);

/* Who is in no panel of k, and the quotas that keep them out. */
void print_panel_absences(const urne_panel_absence *x, size_t n, int64_t k);

/* Each chance: how many people, who they are, what holds it down; then what one seat of
 * slack would change. */
void print_panel_explanation(const urne_panel_explanation *x);

/* Members "infeasible", "absent" and "explanation" of the object that is open. */
void json_panel_infeasible(json *j, const urne_panel_infeasible *x);
void json_panel_absences(json *j, const urne_panel_absence *x, size_t n);
void json_panel_explanation(json *j, const urne_panel_explanation *x);

#endif
