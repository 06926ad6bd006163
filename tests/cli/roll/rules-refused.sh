# Rules that a roll cannot satisfy, and rules that are wrong in ways that
# fixtures/broken/rules does not hold.
cp "$FIXTURES/broken/sound.csv" sound.csv
cp "$FIXTURES/hamlet/roll.csv" any.csv
sed 's/"Liste principale"//' sound.csv >listless.csv
check() {
    echo "--- $1"
    cat >rules.json
    urne roll check "${2:-sound.csv}" --rules rules.json --quiet 2>&1
    echo "= $?"
}
rules() { sed "$1" "$FIXTURES/broken/rules/sound.json"; }
rules 's/"format": "auto"/"format": "e-listelec"/' | check 'another format'
rules 's/"format": "auto"/"format": "reu"/' | check 'not REU' any.csv
rules 's/"format": "auto"/"columns": { "quartier": "Quartier" }/' | check 'a column that is not there'
rules 's/"format": "auto"/"columns": { "Quartier": "Quartier" }/' | check 'a field name in capitals'
rules 's/"field": "sex"/"field": "Sexe"/' | check 'a stratum field in capitals'
rules 's/"format": "auto"/"columns": { "quartier": [] }/' | check 'made of no column'
rules 's/.*/&/' | check 'nothing says which list' listless.csv
rules 's/"kmin"/"sign": "all", "kmin"/' | check 'signatures'
rules 's/{ "dice": 24 }/{ "lottery": "loto", "on": "2026-10-05" }/' | check 'no dice'
rules 's/"allocation": "[a-z]*"/"allocation": "balanced", "chains": [["sex"], ["sex", "birth-date"]]/' | check 'a level that divides nothing'
rules 's/"format": "auto"/"exclude": []/' | check 'a key in the wrong place'
