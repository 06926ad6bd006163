# Homonyms are not sealed: a person writes decisions.csv from the printed case, and then.
cp "$FIXTURES/sixty/roll.csv" "$FIXTURES/sixty/rules.json" "$FIXTURES/hamlet/roll-key.txt" .
urne init sixty --rules rules.json --ceremony 00112233445566778899aabbccddeeff \
    --time 2026-09-01T08:00:00Z --quiet
seal() {
    urne seal sixty roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z "$@"
    echo "= $?"
}
seal --anomalies anomalies.csv
seal --json
seal --quiet
ls sixty/public
awk -F ';' 'BEGIN { print "case;decision;value" } /E-ROLL-101/ && !n++ { print $1 ";distinct;" }' \
    anomalies.csv >decisions.csv
seal --decisions decisions.csv
cat sixty/public/01-commit.txt sixty/public/rules.txt
