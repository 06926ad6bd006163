/* ceremony/tally_rule: the rule of a count from options and count.json. */
#ifndef URNE_CEREMONY_TALLY_RULE_H
#define URNE_CEREMONY_TALLY_RULE_H

#include "model/count_config.h"
#include "urne/tally.h"

/* `config` is the rules file that was read, or NULL. Sets the budget of the election
 * where an option or the file gives one. */
URNE_MUST_USE urne_code urne_tally_rule(urne_count_rule *out, urne_arena *arena,
                                        urne_election *e,
                                        const urne_count_config *config,
                                        const urne_tally_options *options,
                                        urne_err *err);

#endif
