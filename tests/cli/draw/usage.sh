try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
try draw
try draw hamlet roll.csv
try draw nowhere
try draw hamlet --time 2026-09-05T15:59:59Z
try draw hamlet --time
try draw hamlet --dry-run
try draw hamlet --time a --time b
try draw nowhere --json
ls hamlet/public hamlet/private
