# A word of count.json that nobody knows, with its place.
sed 's/"add1u"/"add2"/' "$FIXTURES/village/count.json" >count.json
urne init d --rules count.json --time 2026-09-01T08:00:00Z
