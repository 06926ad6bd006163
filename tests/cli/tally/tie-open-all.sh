# The same for greedy, Phragmén and growing endowments; a tie that does not matter is said.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally hall.pb --budget 60000
try tally hall.pb --budget 60000 --ties max-votes
try tally hall.pb --rule phragmen --phragmen skip --budget 60000 --json
try tally hall.pb --rule mes --budget 110000
try tally hall.pb
