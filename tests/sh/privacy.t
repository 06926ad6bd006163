#!/bin/sh
# Nothing of a person reaches public/, the terminal or the record of attempts; what is
# private is for its owner's eyes only.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

"$GEN" --rows 5000 --seed 11 --dirt all -o roll.csv
decide roll.csv
ok 'a draw from 5,000 lines' drawn town roll.csv
ok 'it verifies' exits 0 "$URNE" verify town/public

# Fields of the roll, one a line. Every field but the last is quoted, and a quote inside is
# doubled; a separator of our own makes columns of it. The sixth is given names.
sed -e 1d -e 's/"";\|;""/;/g' roll.csv | awk '
    {
        line = $0; out = ""; quoted = 0; n = length(line)
        for (i = 1; i <= n; i++) {
            c = substr(line, i, 1)
            if (c == "\"") {
                if (quoted && substr(line, i + 1, 1) == "\"") { out = out c; i++ }
                else quoted = !quoted
            } else out = out (c == ";" && !quoted ? "\t" : c)
        }
        print out
    }' >fields.tsv
ok 'every line has its 27 fields' awk -F '\t' 'NF != 27 { exit 1 }' fields.tsv
column() { cut -f "$1" fields.tsv | sed -e 's/^ *//' -e 's/ *$//' -e 's/  */ /g' |
    grep -v '^$' | sort -u; }
iso() { awk -F '\t' -v OFS='\t' '{ split($8, d, "/"); print $0, d[3] "-" d[2] "-" d[1] }' \
    fields.tsv; }

iso | awk -F '\t' '{ print $6 " " $8; print $6 " " $28; print $6 ";" $8 }' | sort -u >persons
{ column 4; column 5; } | sort -u >surnames
iso | awk -F '\t' '{ print $6 " " $8; print $6 " " $28; print $8; print $28 }' | sort -u |
    grep -v '^-*$' >dates
column 15 >streets
awk -F '\t' '{ print $14 " " $15; print $16; print $17; print $18 }' fields.tsv |
    sed -e 's/^ *//' -e 's/ *$//' | grep '[A-Za-z]' | sort -u >addresses
column 6 >given
for list in surnames persons dates streets addresses given; do
    ok "$list: $(wc -l <$list) to look for" test "$(wc -l <$list)" -gt 20
done

# absent LIST WHERE...: no whole word of the list, in any case of letters.
absent() {
    list=$1
    shift
    if grep -rniFwf "$list" "$@" >hits; then
        sed -e 5q hits | cut -c 1-160 | sed 's/^/# found: /'
        return 1
    fi
}
for list in surnames persons dates streets addresses given; do
    ok "public/ has none of the $list" absent $list town/public
done
ok 'the search finds what is there' sh -c '! grep -rqiFwf surnames town/public &&
    grep -qiFwf surnames town/private/selected.csv &&
    grep -qFwf streets town/private/invites.csv'

# ---- what is private ----

find town/private -type f ! -perm 600 >open
ok 'files of private/ are for their owner only' test ! -s open
sed 's/^/# /' open
ok 'and so is the folder' test -n "$(find town/private -prune -type d -perm 700)"
(umask 0 && drawn wide roll.csv && "$URNE" receipt wide 7 -o receipt.txt --quiet)
ok 'under an open umask too' test -z "$(find wide/private -type f ! -perm 600)" -a \
    -n "$(find wide/private -prune -type d -perm 700)"
ok 'a receipt as well' test -n "$(find receipt.txt -perm 600)"

# ---- what is said ----

# Everything that goes wrong with this roll, on the terminal: places, never persons.
ok 'the roll waits for decisions' exits 6 "$URNE" roll check roll.csv --rules rules.json
cp complaint noise
ok 'then it is read' exits 0 "$URNE" roll check roll.csv --rules rules.json --decisions decisions.csv
cat said complaint >>noise
ok 'a second seal is refused' exits 5 "$URNE" seal town roll.csv --decisions decisions.csv --time 2026-10-06T08:00:00Z
cat complaint >>noise
ok 'a second draw is refused' exits 5 "$URNE" draw town --time 2026-10-06T08:00:00Z
cat complaint >>noise
name=$(cut -f 4 fields.tsv | sed -n 100p)
sed "100s/$name/$(printf '\342\200\217')$name/" roll.csv >bad.csv
ok 'a mark of direction is refused' exits 3 "$URNE" roll check bad.csv --rules rules.json
cat complaint >>noise
sed '200s/;"Liste[^;]*;/;"Liste inconnue";/' roll.csv >bad.csv
ok 'an unknown list is refused' exits 3 "$URNE" roll check bad.csv --rules rules.json
cat complaint >>noise
ok 'help is given' exits 0 "$URNE" draw town --help
ok 'there was much to say' test "$(wc -l <noise)" -gt 15
ok 'stderr and reports hold no surname' absent surnames noise
ok 'nor given names' absent given noise
ok 'nor addresses' absent addresses noise
ok 'attempts.txt has the two attempts' test "$(wc -l <town/private/attempts.txt)" -eq 2
for list in surnames given persons addresses; do
    ok "attempts.txt has none of the $list" absent $list town/private/attempts.txt
    ok "anomalies.csv has none of the $list" absent $list anomalies.csv
done
finish
