# Homonyms whose date leaves the age open are two questions, and both can be answered.
cat >roll.csv <<CSV
birth-name;given-names;birth-date;birth-place;hameau;street
ROUX;Zoe;00/00/2008;Toul;Le Haut;rue A
ROUX;Zoe;00/00/2008;Toul;Le Haut;rue B
PETIT;Jean;01/01/1980;Toul;Le Haut;rue C
CSV
sed "s/.unique.: \[.household.\],//" "$FIXTURES/hamlet/rules.json" >rules.json
cases() { urne roll check roll.csv --rules rules.json "$@" --anomalies a.csv --quiet 2>/dev/null; }
cases
awk -F ';' '$2 == "E-ROLL-101" && !s[$1]++ { print $1 ";same;" }' a.csv >found
(echo 'case;decision;value' && cat found) >decisions.csv
cases --decisions decisions.csv
awk -F ';' '$2 == "E-ROLL-102" && !s[$1]++ { print $1 ";born;2008-03-01" }' a.csv >>decisions.csv
urne roll check roll.csv --rules rules.json --decisions decisions.csv | grep -E '^(persons|eligible|to decide|set aside)'
