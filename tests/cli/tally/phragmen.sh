# A project that does not fit ends the count, or drops out.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally hall.pb --rule phragmen --ties id
try tally hall.pb --rule phragmen --ties id --phragmen skip
try tally hall.pb --rule phragmen --ties id --phragmen stop --unsupported keep
try tally hall.pb --rule phragmen --ties id --phragmen skip --unsupported keep --budget 155000
