# Every broken roll, every broken rules file and rules that fixtures/broken does not hold,
# in French: of each the first fault, with its why and what to do.
cp -R "$FIXTURES/broken" broken
cp -R broken/sound.csv .
refuse() {
    urne --lang fr liste "$@" --quiet 2>&1 | awk '/^[^ ]/ && seen++ { exit } { print }'
}
for file in broken/*.csv; do
    refuse "$file" --rules broken/rules/sound.json
done
for file in broken/rules/*.json; do
    refuse sound.csv --rules "$file"
done
while read -r change; do
    sed "$change" broken/rules/sound.json >rules.json
    refuse sound.csv --rules rules.json
done <<'END'
s/"Commune de Valbreuil"/""/
s/"kmin": 5/kmin: 5/
s/"kmin": 5/"kmin" 5/
s/"seats": 12,/"seats": 12/
s/\[18, 35, 60\]/[18 35 60]/
s/"seats": 12/"seats": douze/
s/Tirage au sort"/Tirage au sort/
s/^}$/} ]/
s/"auto"/"xls"/
s/"format": "auto"/"columns": { "quartier": [] }/
s/"format": "auto"/"columns": { "quartier": 1 }/
s/"format": "auto"/"identity": "id"/
s/"format": "auto"/"identity": [1]/
s/"format": "auto"/"separate": "Rue"/
s/"roll": {.*}/"roll": []/
s/"on": "2026-10-05"/"on": 5/
s/"on": "2026-10-05"/"on": "2026-10-05", "exclude": "a.csv"/
s/"on": "2026-10-05"/"on": "2026-10-05", "exclude": [true]/
s/"on": "2026-10-05"/"on": "2026-10-05", "exclude": [{ "file": "a.csv", "reason": "age" }]/
s/"strata": .*/"strata": 1,/
s/"strata": .*/"strata": [ "sex" ],/
s/"field": "sex"/"field": "sex", "bands": [18]/
s/"field": "sex"/"field": "sex", "values": []/
s/\[18, 35, 60\]/[]/
s/\[18, 35, 60\]/[18], "values": []/
s/"hamilton"/"balanced", "chains": 1/
s/"hamilton"/"balanced", "chains": [1]/
s/"hamilton"/"balanced", "chains": [[1]]/
s/"hamilton"/"hamilton", "quotas": []/
s/"hamilton"/"quota", "quotas": 1/
s/\["household"\]/["sex"]/
s/"ticket-order"/"fresh"/
s/"dice": 24/"dice": 24, "sides": "six"/
s/"dice": 24/"lottery": "Loto"/
s/"dice": 24/"lottery": "loto"/
END
