#!/bin/sh
# What would break a sealed state ends with 5, changes nothing in public/, and adds one
# line to private/attempts.txt: its time, its verb, its code.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

sed 's/"lists"/"exclude": ["anciens.csv"], "lists"/' rules.json >with.json
mv with.json rules.json
"$GEN" --rows 300 --seed 3 --dirt all -o roll.csv
printf 'nom de naissance;prénoms;date de naissance\nABSENT;Aucun;1950-01-01\n' >anciens.csv
sed -i 's/"identity"/&/; s/"format": "auto"/"format": "auto", "identity": ["birth-name", "given-names", "birth-date"]/' rules.json
decide roll.csv

# One dossier for each stage, copied for every attempt. Its rolls lie beside it.
open_at() {
    opened "$1" && cp anciens.csv "$1"
}
stage() {
    mkdir "$1" && cp roll.csv "$1" && cp decisions.csv "$1" && open_at "$1/d" || return
    [ "$1" = opened ] && return
    "$URNE" seal "$1/d" "$1/roll.csv" --decisions "$1/decisions.csv" --roll-key key.txt \
        --quiet --time 2026-09-02T08:00:00Z || return
    [ "$1" = sealed ] && return
    "$URNE" reveal "$1/d" $dice $dice --quiet --time 2026-10-05T16:00:00Z || return
    [ "$1" = revealed ] && return
    "$URNE" draw "$1/d" --quiet --time 2026-10-05T16:05:00Z
}
for stage in opened sealed revealed drawn; do
    ok "a dossier, $stage" stage $stage
done

# A fresh copy of a stage under `now`. inputs.txt names the rolls by whole paths, so the
# stage itself moves there.
take() {
    rm -rf now was
    cp -R "$1" now
    [ ! -f now/d/private/inputs.txt ] ||
        sed -i "s|$temp/$1/|$temp/now/|" now/d/private/inputs.txt
}

# refuses CODE VERB ARGUMENT...: on `now`.
refuses() {
    code=$1
    shift
    rm -rf was
    cp -R now/d/public was
    : >attempts
    [ ! -f now/d/private/attempts.txt ] || cp now/d/private/attempts.txt attempts
    echo "2026-10-06T08:00:00Z $1 $code" >>attempts
    verb=$1
    shift
    exits 5 "$URNE" "$verb" now/d "$@" --time 2026-10-06T08:00:00Z || return
    grep -qF "[$code]" complaint || {
        sed 's/^/# /' complaint
        return 1
    }
    same was now/d/public && same attempts now/d/private/attempts.txt
}

# ---- in the wrong order, or twice ----

take opened
ok 'init twice' refuses E-SEAL-004 init
ok 'init twice with other rules' refuses E-SEAL-004 init --rules rules.json
ok 'reveal before the seal' refuses E-SEAL-006 reveal $dice $dice
ok 'draw before the seal' refuses E-SEAL-006 draw
take sealed
ok 'init after the seal' refuses E-SEAL-004 init
ok 'seal twice' refuses E-SEAL-005 seal roll.csv
sed '2s/"M"/"F"/;2s/"F"/"M"/' roll.csv >other.csv
ok 'seal twice, another roll' refuses E-SEAL-005 seal other.csv
ok 'draw before the dice' refuses E-SEAL-008 draw
ok 'draw before the dice, again' refuses E-SEAL-008 draw
take revealed
ok 'seal after the dice' refuses E-SEAL-005 seal roll.csv
ok 'dice twice' refuses E-SEAL-007 reveal $dice $dice
ok 'other dice' refuses E-SEAL-007 reveal 111111111111111111111111 111111111111111111111111
take drawn
ok 'seal after the draw' refuses E-SEAL-005 seal roll.csv
ok 'dice after the draw' refuses E-SEAL-007 reveal $dice $dice
ok 'draw twice' refuses E-SEAL-009 draw

take opened
ok 'a receipt before the seal' exits 5 "$URNE" receipt now/d 7
ok 'is recorded' grep -q ' receipt E-SEAL-006$' now/d/private/attempts.txt

# ---- something changed after the seal ----

# alter FILE: some characters of its second line. In sums.txt, one of a hash.
alter() {
    case $1 in
    */sums.txt) sed -e '2s/^1/2/;t' -e '2s/^./1/' "$1" ;;
    *) sed '2y/aeinr0123456789/eniar9876543210/' "$1" ;;
    esac >altered
    ! cmp -s altered "$1" && cat altered >"$1"
}

# The inputs, by one character.
for stage in sealed revealed; do
    case $stage in sealed) step="reveal $dice $dice" ;; *) step=draw ;; esac
    for file in roll.csv decisions.csv d/rules.json d/anciens.csv d/private/index.tsv; do
        take $stage
        alter now/$file || echo "# $file was not altered"
        ok "$file changed, then ${step%% *}" refuses E-SEAL-010 $step
    done
    for file in 00-announce.txt 01-commit.txt roll.txt rules.txt sums.txt; do
        take $stage
        alter now/d/public/$file
        ok "public/$file changed, then ${step%% *}" refuses E-SEAL-010 $step
        take $stage
        rm now/d/public/$file
        case $file in 00-*) continue ;; 01-* | sums.txt) continue ;; esac
        ok "public/$file removed, then ${step%% *}" refuses E-SEAL-010 $step
    done
done
take revealed
alter now/d/public/02-reveals.txt
ok 'public/02-reveals.txt changed, then draw' refuses E-SEAL-010 draw
take revealed
sed 's/^1 dice d10 .*/1 dice d10 111111111111111111111111/' now/d/public/02-reveals.txt >altered
cat altered >now/d/public/02-reveals.txt
ok 'other dice written by hand, then draw' refuses E-SEAL-010 draw
take revealed
tr 01 10 <key.txt >now/d/private/roll-key.txt
ok 'another roll key, then draw' refuses E-SEAL-010 draw

# A friend's name in the place of a member's, by somebody who mends inputs.txt as well.
take revealed
member=$(sed -n 's/^select member 1 \([0-9]*\) .*/\1/p' drawn/d/public/03-result.txt)
friend=$((member % 200 + 1))
awk -F '\t' -v OFS='\t' -v m="$member" -v f="$friend" '
    NR == FNR { if ($1 == f) { sub(/^[^\t]*\t[^\t]*\t/, ""); theirs = $0 } next }
    $1 == m { print $1, $2, theirs; next }
    { print }' now/d/private/index.tsv now/d/private/index.tsv >altered
ok 'the index was altered' sh -c '! cmp -s altered now/d/private/index.tsv'
cat altered >now/d/private/index.tsv
sed -i "s/^[0-9a-f]*  index.tsv\$/$(sha256sum <altered | cut -c 1-64)  index.tsv/" \
    now/d/private/inputs.txt
ok "a friend's name in a member's place, then draw" refuses E-SEAL-010 draw

# A roll that has gone is not a roll that changed: the draw goes on, and says so.
take revealed
rm now/roll.csv
ok 'the roll is not there any more' exits 0 "$URNE" draw now/d --time 2026-10-05T16:05:00Z
ok 'and the draw says so' grep -q 'roll.csv' complaint
ok 'the same draw' same drawn/d/public now/d/public
finish
