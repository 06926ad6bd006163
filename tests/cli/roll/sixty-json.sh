cp "$FIXTURES/sixty/roll.csv" "$FIXTURES/sixty/rules.json" .
urne roll check roll.csv --rules rules.json --json
