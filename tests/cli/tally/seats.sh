# Every project costs 1: which three.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally hall.pb --seats 3 --ties file
try tally hall.pb --seats 3 --rule mes --completion add1u --ties id
try tally hall.pb --seats 2 --rule phragmen --ties id
