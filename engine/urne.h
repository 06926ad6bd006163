/* urne.h: draws by lot that anyone can check.
 *
 * The library reads an electoral roll, seals it with the rules before the seed exists,
 * draws members and substitutes from dice thrown in public, and checks what others
 * drew. The steps: read (urne_roll_check), decide (urne_init, urne_seal), prove
 * (urne_reveal, urne_draw), check (urne_verify).
 *
 *     urne_arena *arena = urne_arena_new();
 *     urne_err err = URNE_ERR_NONE;
 *     urne_verification *v;
 *     if (urne_verify(&v, arena, "public", NULL, NULL, &err) == URNE_OK && v->yes) {
 *         puts("yes");
 *     }
 *     urne_arena_free(arena);
 *
 * Rules of all calls:
 *  1. outputs come first, then the arena, then inputs, then `urne_err *` last;
 *  2. a length follows its pointer;
 *  3. inputs are borrowed for the call and never kept;
 *  4. everything returned lives in the arena given, and is freed with it;
 *  5. a call that can fail returns an urne_code and must have it looked at; on success
 *     the urne_err is untouched, on failure it holds every fault found, bounded;
 *  6. nothing is global but libsodium's own start;
 *  7. exhausted memory exits with 4 (GMP aborts on its own); a bug of ours with 70;
 *  8. no locale, no clock, no environment: the same inputs give the same bytes. */
#ifndef URNE_H
#define URNE_H

#include "urne/audit.h"
#include "urne/ballots.h"
#include "urne/base.h"
#include "urne/bundle.h"
#include "urne/ceremony.h"
#include "urne/count.h"
#include "urne/key.h"
#include "urne/panel.h"
#include "urne/panel_why.h"
#include "urne/pool.h"
#include "urne/reconcile.h"
#include "urne/report.h"
#include "urne/tally.h"
#include "urne/transcript.h"
#include "urne/verify.h"

#define URNE_VERSION_MAJOR 1
#define URNE_VERSION_MINOR 0
#define URNE_VERSION_PATCH 0

/* "1.0.0": the version of this library, which entries name as their tool. */
URNE_API const char *urne_version(void);

#endif
