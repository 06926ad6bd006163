# A lottery drawn before the seal has numbers that somebody knows.
sed 's/{ "dice": 24 }/{ "dice": 24 }, { "lottery": "loto", "on": "2026-09-01" }/' \
    "$FIXTURES/hamlet/rules.json" >rules.json
urne init d --rules rules.json --time 2026-09-01T08:00:00Z --quiet
urne seal d "$FIXTURES/hamlet/roll.csv" --time 2026-09-02T08:00:00Z
status=$?
ls d/public
exit $status
