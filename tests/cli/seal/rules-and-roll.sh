# Rules that only the roll shows to be impossible.
cp "$FIXTURES/sixty/roll.csv" .
printf 'case;decision;value\n13a403f7f33e;distinct;\n' >decisions.csv
# seal NAME: what becomes of the rules on standard input.
seal() {
    echo "--- $1"
    cat >"$1.json"
    urne init "$1" --rules "$1.json" --time 2026-09-01T08:00:00Z --quiet
    urne seal "$1" roll.csv --decisions decisions.csv --time 2026-09-02T08:00:00Z --quiet 2>&1
    status=$?
    echo "= $status"
    if [ $status -eq 0 ]; then
        grep -E '^(stratum|quota)' "$1/public/rules.txt"
    else
        ls "$1/public" 2>/dev/null
    fi
}
rules() { sed "$1" "$FIXTURES/sixty/rules.json"; }
seal seats-too-many <"$FIXTURES/broken/rules/seats-too-many.json"
seal field-unknown <"$FIXTURES/broken/rules/field-unknown.json"
rules 's/"kmin": 5/"kmin": 7/' | seal kmin-joins
rules 's/"kmin": 5/"kmin": 60/' | seal kmin-refuses
rules 's/"field": "sex"/"field": "sex", "values": ["F", "X"]/' | seal value-not-listed
rules 's/"hamilton"/"quota"/' | seal no-quotas
quotas() { rules "s/\"hamilton\"/\"quota\", \"quotas\": [ $1 ]/"; }
quota() { printf '{"stratum":"%s","seats":%s,"substitutes":1}' "$1" "$2"; }
women="$(quota 'F, 18-34' 2), $(quota 'F, 35-59' 2), $(quota 'F, 60+' 2)"
young="$women, $(quota 'M, 18-34' 2), $(quota 'M, 35-59' 2)"
quotas "$young" | seal quota-missing
quotas "$young, $(quota 'M, 60+' 1)" | seal quota-sum
quotas "$young, $(quota 'M, 61+' 2)" | seal quota-elsewhere
quotas "$women, $(quota 'M, 18-34' 7), $(quota 'M, 35-59' 2), $(quota 'M, 60+' 2)" | seal quota-large
quotas "$young, $(quota 'M, 60+' 2)" | seal quota-good
many='"field": "sex"}'
for field in bureau postcode birth-place street street-no locality extra1 nationality; do
    many="$many, {\"field\": \"$field\"}"
done
rules "s/\"field\": \"sex\" }/$many/" | seal cells-too-many
# Two cells whose labels read the same: "A, B" with "C", and "A" with "B, C".
sed '1s/postcode/quartier/; s/;54000;/;C;/; s/;Le Haut;/;A, B;/; s/;Le Bas;\(.*\);C;/;A;\1;B, C;/' \
    "$FIXTURES/hamlet/roll.csv" >roll.csv
echo 'case;decision;value' >decisions.csv
sed 's/"columns": {.*}/"columns": { "hameau": "hameau", "quartier": "quartier" }/
    s/"strata": .*/"strata": [ {"field": "hameau"}, {"field": "quartier"} ],/; s/"postcode", //' \
    "$FIXTURES/hamlet/rules.json" | seal label-twice
long=$(printf '%0210d' 0)
sed "s/;Le Haut;/;$long;/" "$FIXTURES/hamlet/roll.csv" >roll.csv
sed 's/, "values": .*/ } ],/' "$FIXTURES/hamlet/rules.json" | seal label-long
