# By votes, by votes per cost; the first that does not fit ends the count or is passed over.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" "$FIXTURES/budget/ranks.pb" .
try tally hall.pb --ties file
try tally hall.pb --ties min-cost,file --stop first-misfit --budget 90000
try tally hall.pb --by votes-per-cost --ties max-votes,file --unsupported keep
try tally points.pb --by points --ties file
try tally points.pb --utility points --ties id
try tally ranks.pb --utility borda-1
try tally ranks.pb --utility borda --ties id
urne tally hall.pb --ties file --quiet
echo "= $?"
