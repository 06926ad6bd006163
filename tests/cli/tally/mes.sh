# Equal Shares: alone, completed, with growing endowments, and beside greedy.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" .
try tally hall.pb --rule mes --ties id
try tally hall.pb --rule mes --ties id --utility cardinality --completion utilitarian
try tally hall.pb --rule mes --ties id --completion add1
try tally hall.pb --rule mes --ties id --completion add1 --add1-start floor --add1-stop all --add1-increment 1500
try tally hall.pb --rule mes --ties id --completion add1 --add1-stop none --quiet -o none.txt
grep -E '^(add1|stop|endowment)' none.txt
try tally hall.pb --rule mes --ties id --completion add1u --completion-utility votes --unsupported keep
try tally hall.pb --rule mes --ties id --comparison satisfaction
try tally hall.pb --rule mes --ties id --comparison exclusion-ratio
try tally points.pb --rule mes --utility points --ties id --completion add1 --add1-increment 0.50
