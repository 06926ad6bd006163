# Every kind of case that waits for a person, then every one decided.
cp "$FIXTURES/broken/sound.csv" sound.csv
sed -n 1,2p sound.csv >roll.csv
person() {
    sed -n 3p sound.csv |
        sed "s/BÉRARD/$1/; s/Loïc/$2/; s,02/07/1989,$3,; s/RUE HAUTE/$4/"
}
{
    person DUPONT Jeanne 00/10/2008 'RUE HAUTE'
    person MARTIN Paul 00/00/1991 'RUE HAUTE'
    person LEROY '' 01/01/1970 'RUE HAUTE'
    person MOREL Luc 01/01/1970 'RUE HAUTE'
    person MOREL Luc 01/01/1970 'RUE BASSE'
} >>roll.csv
{
    head -n 1 sound.csv
    person MOREL Luc 01/01/1970 'CHEMIN VERT'
    person PERSONNE Luc 01/01/1970 'RUE HAUTE'
} >oppositions.csv
cat >rules.json <<'END'
{ "urne": "rules/1", "body": "Commune de Valbreuil", "title": "Essai",
  "eligible": { "age": 18, "on": "2026-10-05", "exclude": ["oppositions.csv"] },
  "strata": [ { "field": "birth-date", "bands": [18, 35] } ],
  "draw": { "seats": 2, "substitutes": 1, "allocation": "hamilton",
            "replace": "ticket-order" },
  "sources": [ { "dice": 24 } ], "kmin": 1 }
END
echo 'case;decision;value' >decisions.csv
check() {
    echo "--- $1"
    urne roll check roll.csv --rules rules.json --anomalies a.csv \
        --decisions decisions.csv 2>&1
    echo "= $?"
}
# The cases of a code in a.csv get the decision $2.
decide() { sed -n "s/^\([0-9a-f]\{12\}\);$1;.*/\1;$2/p" a.csv | sort -u >>decisions.csv; }
check 'nothing decided'
decide E-ROLL-101 'distinct;'
check 'the homonyms are two persons: which one objects?'
decide E-ROLL-102 'born;2008-10-01'
decide E-ROLL-103 'born;1991-12-24'
decide E-ROLL-104 'keep;'
decide E-ROLL-105 'set-aside;'
check 'everything decided'
for born in 2008-11-01 2008-10-32 01/10/2008 2008-10-00 ''; do
    sed "s|born;2008-10-01|born;$born|" decisions.csv >other.csv
    urne roll check roll.csv --rules rules.json --decisions other.csv --quiet 2>&1
    echo "= $?"
done
