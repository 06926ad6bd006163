# Options that say two things, or nothing: E-USE-008, E-USE-009, and what the ballots lack.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally hall.pb --by votes --utility cost
try tally hall.pb --by votes --rule mes
try tally hall.pb --utility points --rule phragmen
try tally hall.pb --stop skip --rule mes
try tally hall.pb --stop skip --rule phragmen
try tally hall.pb --phragmen skip
try tally hall.pb --add1-start floor
try tally hall.pb --rule mes --add1-stop all
try tally hall.pb --rule mes --completion utilitarian --add1-increment 2
try tally hall.pb --seats 2 --budget 100
try tally hall.pb --time 2026-04-01T08:00:00Z
try tally hall.pb --completion add1
try tally hall.pb --comparison satisfaction
try tally hall.pb --by points
try tally hall.pb --rule mes --utility points
try tally hall.pb --rule max-welfare --utility borda
cat >count.json <<'END'
{ "urne": "count/1", "rule": "mes", "utility": "cost", "threshold": "1",
  "unsupported": "drop", "completion": "add1", "add1": { "increment": "5" },
  "comparison": "none", "ties": ["id"], "budget": "100000" }
END
try tally hall.pb --rules count.json --quiet
for option in '--rule mes' '--utility cost' '--threshold 1' '--unsupported drop' \
    '--completion add1' '--add1-increment 5' '--add1-stop all' '--comparison none' \
    '--ties id' '--budget 100000'; do
    # shellcheck disable=SC2086
    try tally hall.pb --rules count.json $option
done
