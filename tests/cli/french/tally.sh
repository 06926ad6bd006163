# A count in French: every rule, and every reason why a project is funded or not.
cat >names.sed <<'SED'
s/;Bandstand;/;Kiosque à musique;/
s/;Cycle racks;mobility,green;/;Arceaux à vélos;mobilité,nature;/
s/;Rain garden;green;/;Jardin de pluie;nature;/
s/;Reading corner;/;Coin de lecture;/
s/;Covered market;trade;/;Marché couvert;commerce;/
s/;Open days;/;Portes ouvertes;/
s/;Weather vane;/;Girouette;/
s/;north$/;nord/
s/;south$/;sud/
s/;Benches/;Des bancs/
s/;Fountain/;Une fontaine/
s/;Signs/;Des panneaux/
s/;Stickers/;Des autocollants/
SED
for file in hall points; do
    sed -f names.sed "$FIXTURES/budget/$file.pb" >$file.pb
done
try() {
    echo "\$ urne depouiller $*"
    urne --lang fr depouiller "$@" 2>&1
    echo "= $?"
}
cat >count.json <<'JSON'
{ "urne": "count/1", "rule": "greedy", "by": "votes", "ties": ["id"],
  "envelopes": [ { "column": "district", "value": "sud", "amount": "50000" } ],
  "incompatible": [ ["01", "02"] ], "joined": [ ["03", "07"] ],
  "ballots": { "projects": { "least": 1, "most": 2 } } }
JSON
try hall.pb --rules count.json
try hall.pb --ties id --threshold 2 --stop first-misfit --budget 90000
try hall.pb --rule mes --ties id --completion add1u --completion-utility votes --compare
try hall.pb --rule mes --ties id --comparison satisfaction
try hall.pb --rule phragmen --ties id --unsupported keep --phragmen skip --budget 155000
try hall.pb --rule phragmen --ties id --phragmen stop
try hall.pb --rule max-welfare --ties id
try points.pb --by points --ties id --threshold 7.2
try points.pb --rule mes --utility points --ties min-cost,id --completion add1
try hall.pb --by votes-per-cost --budget 60000
try hall.pb --seats 2 --rule mes --ties id
try hall.pb --by votes --rule mes
try hall.pb --completion add1
try hall.pb --threshold many
try hall.pb --ties dice
while read -r change; do
    sed "$change" count.json >rules.json
    echo "$change"
    urne --lang fr depouiller hall.pb --rules rules.json --quiet 2>&1
    echo "= $?"
done <<'SED'
s/"sud"/"centre"/
s/"district"/"quartier"/
s/"50000"/"50,000"/
s/"50000"/"900000"/
s/"50000"/"0.005"/
s/"02"/"2"/
s/\["03", "07"\]/["03"]/
s/\["03", "07"\]/["03", "07"], ["07", "05"]/
s/"greedy", "by": "votes"/"fair"/
s/"by": "votes"/"by": "hand"/
s/"by": "votes"/"completion": "add1"/
s/\["id"\]/["dice"]/
s/"least": 1/"least": 3/
s/count\/1/count\/9/
SED
