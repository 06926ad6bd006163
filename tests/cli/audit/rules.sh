# "audit" in rules.json: two numbers, each up to a million.
cp "$FIXTURES/hamlet/rules.json" .
for audit in '3' '{}' '{ "leaves": 3 }' '{ "leaves": 3, "positions": 1000001 }' \
    '{ "leaves": 3, "positions": 4, "more": 5 }'; do
    sed "s/^  \"kmin\"/  \"audit\": $audit,\n  \"kmin\"/" rules.json >other.json
    echo "--- $audit"
    urne init hamlet --rules other.json --time 2026-09-01T08:00:00Z 2>&1
    echo "= $?"
done
