# shellcheck disable=SC2086,SC2046
# The whole roll recomputed: the copy is the roll; a name changed, a line taken out, a line
# more, another stratum, another household; and other rules. Never a name in the answer.
sh "$FIXTURES/../tests/cli/sampled" sealed
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
full="urne audit full --key roll-key.txt --roll"
ask $full roll.csv hamlet
ask $full roll.csv hamlet/public --rules rules.json
change() {
    sed "$1" roll.csv >copy.csv
    ask $full copy.csv hamlet
}
change 's/ROUX/ROUY/'
change 4d
{ cat roll.csv; sed -n '$s/VIDAL/NOUVEAU/p' roll.csv; } >copy.csv
ask $full copy.csv hamlet
change 's/Le Haut/Le Bas/'
change 's/77/78/'
sed 's/"seats": 3/"seats": 2/' rules.json >other.json
ask $full roll.csv hamlet --rules other.json
ask $full roll.csv hamlet --json
sed 's/ROUX/ROUY/' roll.csv >copy.csv
ask $full copy.csv hamlet --json
