# The counts of fixtures/sixty/README.md; a person must decide one pair.
cp "$FIXTURES/sixty/roll.csv" "$FIXTURES/sixty/rules.json" .
urne roll check roll.csv --rules rules.json --anomalies anomalies.csv
status=$?
cat anomalies.csv
exit $status
