# The line of the command.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally
try tally hall.pb --frugal
try tally hall.pb --rule
try tally hall.pb --rule mes --rule greedy
try tally hall.pb --rule condorcet
try tally hall.pb --by age
try tally hall.pb --utility cents
try tally hall.pb --stop never
try tally hall.pb --rule phragmen --phragmen maybe
try tally hall.pb --rule mes --completion add2
try tally hall.pb --rule mes --completion utilitarian --completion-utility points
try tally hall.pb --rule mes --comparison envy
try tally hall.pb --rule mes --completion add1 --add1-start half
try tally hall.pb --rule mes --completion add1 --add1-stop soon
try tally hall.pb --rule mes --completion add1 --add1-increment 0
try tally hall.pb --rule mes --completion add1 --add1-increment 0.005
try tally hall.pb --threshold many
try tally hall.pb --threshold 101%
try tally hall.pb --unsupported perhaps
try tally hall.pb --seats 0
try tally hall.pb --seats 8
try tally hall.pb --seats two
try tally hall.pb --ties oldest
try tally hall.pb --ties id,id
try tally hall.pb --ties lot
try tally hall.pb --ties lot:12
try tally hall.pb --ties slot:00000000000000000000000000000000000000000000000000000000000000ff
try tally hall.pb --ties lot:00000000000000000000000000000000000000000000000000000000000000ff,id
try depouiller hall.pb --ties id --quiet
