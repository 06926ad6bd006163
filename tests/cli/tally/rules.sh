# count.json: envelopes, a reserved share, projects that exclude or carry one another, and
# which ballots count.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
cat >count.json <<'END'
{ "urne": "count/1", "rule": "greedy", "by": "votes", "ties": ["id"],
  "envelopes": [ { "column": "district", "value": "south", "amount": "50000" } ],
  "reserved": [ { "column": "category", "value": "green", "share": "40%" } ],
  "incompatible": [ ["01", "02"] ], "joined": [ ["03", "07"] ],
  "ballots": { "projects": { "least": 1, "most": 2 } } }
END
try tally hall.pb --rules count.json
sed 's/"greedy", "by": "votes"/"max-welfare"/' count.json >welfare.json
try tally hall.pb --rules welfare.json
sed 's/"greedy", "by": "votes"/"mes", "completion": "add1"/' count.json >mes.json
try tally hall.pb --rules mes.json
sed 's/"greedy", "by": "votes"/"phragmen", "phragmen": "skip"/' count.json >phragmen.json
try tally hall.pb --rules phragmen.json
try tally hall.pb --rules nowhere.json
