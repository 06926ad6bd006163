# Eight electors under the rules' own column; one date is incomplete and changes nothing.
cp "$FIXTURES/hamlet/roll.csv" "$FIXTURES/hamlet/rules.json" .
urne roll check roll.csv --rules rules.json
