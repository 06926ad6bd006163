try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/stage" hamlet announced
mkdir empty
printf 'short\n' >short-key.txt
tr a-f A-F <roll-key.txt >upper-key.txt
try seal
try seal hamlet
try seal nowhere roll.csv
try seal empty roll.csv
try seal roll.csv hamlet
try seal hamlet nowhere.csv
try seal hamlet hamlet
try seal hamlet roll.csv --time 2026-09-01T08:00:00Z
try seal hamlet roll.csv --time 2026-08-31T08:00:00Z
try seal hamlet roll.csv --time noon
try seal hamlet roll.csv --roll-key nowhere.txt
try seal hamlet roll.csv --roll-key short-key.txt
try seal hamlet roll.csv --roll-key upper-key.txt
try seal hamlet roll.csv --decisions nowhere.csv
try seal hamlet roll.csv --dry-run=no
ls hamlet/public
