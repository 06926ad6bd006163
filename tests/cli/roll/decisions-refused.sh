# What a decisions file cannot say.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/sixty/roll.csv" "$FIXTURES/sixty/rules.json" .
id=13a403f7f33e
check() {
    printf '%s\n' "$@" >decisions.csv
    urne roll check roll.csv --rules rules.json --decisions decisions.csv --quiet 2>&1
    echo "= $?"
}
check 'case;decision;value' 'ffffffffffff;same;'
check 'case;decision;value' "$id;same;" "$id;set-aside;"
check 'case;decision;value' "$id;born;1980-01-01"
check 'case;decision;value' "$id;perhaps;"
check 'case;decision;value' "$id;same;address"
check 'case;decision;value' "$id;distinct;sex"
check 'case;decision;value' "$id;distinct;colour"
check 'case;decision' "$id;same"
check 'case;decision;value' "$id;;"
try roll check roll.csv --rules rules.json --decisions nowhere.csv
