# The best set, with its proof in tally.txt.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" .
try tally hall.pb --rule max-welfare --ties id
try tally hall.pb --rule max-welfare --utility cardinality --ties id -o tally.txt
grep -E '^(utility|proof|selected)' tally.txt
try tally points.pb --rule max-welfare --utility points --ties id
