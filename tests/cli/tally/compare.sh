# Other rules beside the one that decides; without a tie order some have no result.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" .
try tally hall.pb --rule mes --completion add1u --completion-utility votes --ties id --compare
try tally hall.pb --by votes-per-cost --compare
try tally points.pb --by points --compare
