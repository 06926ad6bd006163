/* ceremony/tally_view: a count as its public view. */
#ifndef URNE_CEREMONY_TALLY_VIEW_H
#define URNE_CEREMONY_TALLY_VIEW_H

#include "budget/count.h"
#include "urne/tally.h"

/* The view of a count; strings live in the arena. */
urne_tally *urne_tally_view(urne_arena *arena, const urne_count *count);

/* Adds the deciding rule and others on the same ballots, as information. */
URNE_MUST_USE urne_code urne_tally_compare(urne_tally *view, urne_arena *arena,
                                           const urne_count *count);

#endif
