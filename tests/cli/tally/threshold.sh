# A number of votes, a share of the ballots (blank ones too), points with halves.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" .
try tally hall.pb --ties id --threshold 2
try tally hall.pb --ties id --threshold 25%
try tally points.pb --by points --ties id --threshold 7.2
