/* ceremony/preset: rules.json made from a preset and a few words. */
#ifndef URNE_CEREMONY_PRESET_H
#define URNE_CEREMONY_PRESET_H

#include "base/buf.h"
#include "base/err.h"
#include "urne/ceremony.h"

/* The text of rules.json for options->preset with body, title, seats, substitutes and
 * `on` filled in. Fails for an unknown preset or a missing word. */
URNE_MUST_USE urne_code urne_preset_write(urne_str *out, urne_arena *arena,
                                          const urne_init_options *options,
                                          urne_err *err);

#endif
