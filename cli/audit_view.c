#include "audit.h"

#include <stdio.h>

const char *percent(char buf[16], unsigned in_10000)
{
    unsigned whole = in_10000 / 100, rest = in_10000 % 100;
    const char *point = _(".");
    if (rest == 0) {
        snprintf(buf, 16, "%u %%", whole);
    } else if (rest % 10 == 0) {
        snprintf(buf, 16, "%u%s%u %%", whole, point, rest / 10);
    } else {
        snprintf(buf, 16, "%u%s%02u %%", whole, point, rest);
    }
    return buf;
}

void print_sample(const uint64_t leaves[4], const uint64_t positions[4],
                  unsigned ghosts_below, unsigned omissions_below)
{
    if (leaves[0] > 0 && ghosts_below > 0) {
        printf(ngettext("%s clean leaf: fewer than %s ghosts at 95 %%\n",
                        "%s clean leaves: fewer than %s ghosts at 95 %%\n", leaves[0]),
               GROUPED(leaves[0]), PERCENT(ghosts_below));
    } else if (leaves[0] > 0) {
        printf(_("leaves %s: clean %s, ghosts %s, unopened %s\n"), GROUPED(leaves[0]),
               GROUPED(leaves[1]), GROUPED(leaves[2]), GROUPED(leaves[3]));
    }
    if (positions[0] > 0 && omissions_below > 0) {
        printf(
            ngettext("%s position that is not missing: fewer than %s omissions at "
                     "95 %%\n",
                     "%s positions, none missing: fewer than %s omissions at 95 %%\n",
                     positions[0]),
            GROUPED(positions[0]), PERCENT(omissions_below));
    } else if (positions[0] > 0) {
        printf(_("positions %s: found %s, excluded %s, missing %s\n"),
               GROUPED(positions[0]), GROUPED(positions[1]), GROUPED(positions[2]),
               GROUPED(positions[3]));
    }
}
