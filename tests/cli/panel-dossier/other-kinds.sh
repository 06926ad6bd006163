# The steps of a draw and of a count are not those of a panel, and the other way round.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/terrace" sealed sealed
at=--time
try seal terrace respondents.csv $at 2026-09-03T08:00:00Z
try draw terrace $at 2026-09-03T08:00:00Z
try ballots commit terrace respondents.csv $at 2026-09-03T08:00:00Z
try tally terrace $at 2026-09-03T08:00:00Z
try receipt terrace 1
try replace terrace 1 $at 2026-09-03T08:00:00Z
try audit plan terrace $at 2026-09-03T08:00:00Z
try key destroy terrace $at 2026-09-03T08:00:00Z
sh "$FIXTURES/../tests/cli/village" announced
try panel seal village --pool respondents.csv --quotas quotas.csv $at 2026-09-03T08:00:00Z
try panel draw village $at 2026-09-03T08:00:00Z
sh "$FIXTURES/../tests/cli/stage" hamlet announced
try panel seal hamlet --pool respondents.csv --quotas quotas.csv $at 2026-09-03T08:00:00Z
try panel draw hamlet $at 2026-09-03T08:00:00Z
# Two files of rules are one too many.
mkdir d
cp "$FIXTURES/terrace/panel.json" "$FIXTURES/hamlet/rules.json" d
try init d $at 2026-09-01T08:00:00Z
rm d/rules.json
cp "$FIXTURES/village/count.json" d
try init d $at 2026-09-01T08:00:00Z
