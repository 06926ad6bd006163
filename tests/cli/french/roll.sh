# Sixty lines: counts, reasons and the pair that a person must decide; then decided.
cp "$FIXTURES/sixty/roll.csv" liste.csv
cp "$FIXTURES/sixty/rules.json" .
urne --lang fr liste liste.csv --rules rules.json --anomalies anomalies.csv
echo "= $?"
cat anomalies.csv
case=$(awk -F ';' '$2 == "E-ROLL-101" { print $1; exit }' anomalies.csv)
printf 'case;decision;value\n%s;distinct;\n' "$case" >decisions.csv
urne --lang fr liste liste.csv --rules rules.json --decisions decisions.csv
