#!/bin/sh
# The same people in six dresses, whole or in files of any order, give the same roll, the
# same seal and the same public bytes. One changed character gives others.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

roll() {
    "$GEN" --rows 600 --seed 7 --dirt all "$@"
}

canonical() {
    "$URNE" roll check "$@" --rules rules.json --decisions decisions.csv --json |
        tr , '\n' | grep '^"canonical"'
}

for dress in reu bom cp1252 comma shuffled elistelec; do
    roll --dress $dress -o $dress.csv
done
decide reu.csv
sort decisions.csv >reu.decisions
ok 'the roll needs decisions' test "$(wc -l <decisions.csv)" -gt 3
ok 'a whole draw of the plain dress' drawn reu reu.csv
ok 'its public folder verifies' exits 0 "$URNE" verify reu/public
canonical reu.csv >reu.canonical
ok 'roll check --json names the canonical hash' grep -q '"[0-9a-f]\{64\}"' reu.canonical

for dress in bom cp1252 comma shuffled elistelec; do
    decide $dress.csv
    sort decisions.csv >$dress.decisions
    ok "$dress: the cases to decide are the same" same reu.decisions $dress.decisions
    canonical $dress.csv >$dress.canonical
    ok "$dress: the same canonical hash" same reu.canonical $dress.canonical
    ok "$dress: a whole draw" drawn $dress $dress.csv
    ok "$dress: the same public bytes" same reu/public $dress/public
done

# Three lists in three files, in other orders, in other dresses each.
roll --dress reu --lists lp -o lp.csv
roll --dress cp1252 --lists lcm -o lcm.csv
roll --dress elistelec --lists lce -o lce.csv
for order in 'lp lcm lce' 'lce lp lcm' 'lcm lce lp'; do
    set -- $order
    canonical "$1.csv" "$2.csv" "$3.csv" >split.canonical
    ok "$order: the same canonical hash" same reu.canonical split.canonical
    rm -rf split
    ok "$order: a whole draw" drawn split "$1.csv" "$2.csv" "$3.csv"
    ok "$order: the same public bytes" same reu/public split/public
done

# Lines in another order, the header apart.
{ sed 1q reu.csv; sed 1d reu.csv | sort -t ';' -k 27; } >sorted.csv
canonical sorted.csv >sorted.canonical
ok 'sorted lines: the same canonical hash' same reu.canonical sorted.canonical
ok 'sorted lines: a whole draw' drawn sorted sorted.csv
ok 'sorted lines: the same public bytes' same reu/public sorted/public

# One character of one name, and of one address, and one line less.
differs() {
    canonical "$1" >other.canonical
    [ -s other.canonical ] && ! cmp -s reu.canonical other.canonical
}
sed '300s/"Liste principale";"\(.\)/"Liste principale";"\1X/' reu.csv >name.csv
ok 'the file did change' test "$(cmp reu.csv name.csv | wc -l)" -eq 1
ok 'a letter in a name: another canonical hash' differs name.csv
sed '300s/"54000"/"54001"/' reu.csv >address.csv
ok 'the address did change' test "$(cmp reu.csv address.csv | wc -l)" -eq 1
ok 'a figure in an address: another canonical hash' differs address.csv
ok 'a figure in an address: another draw' drawn address address.csv
ok 'and another seal' sh -c '! cmp -s reu/public/01-commit.txt address/public/01-commit.txt'
sed 301d reu.csv >less.csv
ok 'a line less: another canonical hash' differs less.csv
ok 'a letter in a name: another draw' drawn name name.csv
ok 'and another seal' sh -c '! cmp -s reu/public/01-commit.txt name/public/01-commit.txt'
finish
