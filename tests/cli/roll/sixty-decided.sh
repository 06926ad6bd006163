# The case id that was printed, a line in decisions.csv, and the roll is ready.
cp "$FIXTURES/sixty/roll.csv" "$FIXTURES/sixty/rules.json" .
id=$(urne roll check roll.csv --rules rules.json 2>&1 | sed -n 's/.*(case \(.*\))$/\1/p' | sort -u)
for decision in 'distinct;' 'distinct;address' 'distinct;street' same\; set-aside\;; do
    printf 'case;decision;value\n%s;%s\n' "$id" "$decision" >decisions.csv
    urne roll check roll.csv --rules rules.json --decisions decisions.csv >out
    echo "= $?"
    grep -E '^(persons|eligible|set aside|to decide)' out
    grep -A 2 E-ROLL-207 out
done
