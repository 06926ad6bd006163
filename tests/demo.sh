#!/bin/sh
# The ceremony of Nancy, from three dirty files to a verified result: 50 members and 15
# substitutes from an invented roll of 52,000 lines. Keys, dice and times are pinned, so
# that every machine makes the same bytes; a town pins nothing. The calendar lies around
# a round of the beacon that was published, so that it verifies for real, for ever.
#
#   URNE=build/release/urne GEN=build/release/gen-roll OUT=build/demo sh tests/demo.sh
set -u
# shellcheck source=tests/demo-lib.sh
. "$(dirname "$0")/demo-lib.sh"

dossier=nancy
public=nancy/public
lp=roll/lp.csv
lcm=roll/lcm.csv
lce=roll/lce.csv
dice='8936 3540 8712 4515 9220 5533'

# ---- what the town has ----

rm -rf "$OUT/nancy" "$OUT/roll" "$OUT/tampered" "$OUT/nancy.urne" "$OUT/notice.html"
rm -f "$OUT/receipt-31204.txt" "$OUT/roll-key.txt"
mkdir -p "$OUT" && cd "$OUT" && mkdir roll "$dossier" || exit 4
printf 'The ceremony of Nancy, in %s\n' "$OUT"
cp "$FIXTURE/rules.json" "$dossier/rules.json" || exit 4

step 'The town exports its electoral roll: three lists, 52,000 lines, invented people.'
for list in lp lcm lce; do
    "$GEN" --rows 52000 --on 2023-09-15 --dirt all --lists $list -o "roll/$list.csv" ||
        fail "gen-roll --lists $list"
    note "roll/$list.csv  $(($(wc -l <"roll/$list.csv") - 1)) lines"
done

# pick FIRST STEP: columns that name a person, of every STEP-th line. Lines with a
# separator inside a field are left out, names that need a decision below as well.
pick() {
    awk -F ';' -v first="$1" -v step="$2" '
        NR == 1 || (NR % step == first && NF == 27 && $6 != "" && $8 !~ /00\/00/) {
            print $4 ";" $6 ";" $8 ";" $10
        }' "$lp"
}
pick 5 4321 >"$dossier/anciens-membres.csv"
echo '"VOYAGEUR";"Partie Ailleurs";"01/02/1970";"Toul"' >>"$dossier/anciens-membres.csv"
pick 11 9001 >"$dossier/oppositions.csv"
note "$dossier/anciens-membres.csv  $(($(wc -l <"$dossier/anciens-membres.csv") - 1)) members of earlier years" \
    "$dossier/oppositions.csv  $(($(wc -l <"$dossier/oppositions.csv") - 1)) electors who object"

step 'The clerk and two observers each made a key at home: urne key new --role clerk -o clerk'
mkdir "$dossier/keys"
for role in clerk observer1 observer2; do
    cp "$KEYS/$role.pub" "$dossier/keys/" || exit 4
    note "$role  $(sed -n 2p "$dossier/keys/$role.pub")"
done

# ---- the roll is looked at, and decided ----

step 'The dossier is opened: the rules are in nancy/rules.json, the announcement is public.'
run 0 init "$dossier" --ceremony 6e616e63790020230000000000000001 \
    --time 2023-09-01T08:00:00Z
attest 00-announce.txt clerk

step 'The roll is read. What only a person can decide stops everything: exit status 6.'
run 6 roll check "$lp" "$lcm" "$lce" --rules "$dossier/rules.json" \
    --anomalies "$dossier/anomalies.csv"

step 'The clerk opens anomalies.csv and writes decisions.csv, one line a case.'
# The clerk compared files and telephoned; what was found is written here by kind of case.
awk -F ';' '
    BEGIN { print "case;decision;value" }
    $1 == "" || $1 in done { next }
    $2 == "E-ROLL-101" { print $1 ";distinct;address" }
    $2 == "E-ROLL-102" { print $1 ";born;2005-03-14" }
    $2 == "E-ROLL-103" { print $1 ";set-aside;" }
    $2 == "E-ROLL-104" { print $1 ";keep;" }
    { done[$1] = 1 }' "$dossier/anomalies.csv" >"$dossier/decisions.csv"
note 'same names and date of birth:  two persons, told apart by their addresses' \
    'only the year of birth known:  the birth certificate says 14 March 2005' \
    'no given names:                the person has none, and stays'
sed 's/^/     /' "$dossier/decisions.csv"
run 0 roll check "$lp" "$lcm" "$lce" --rules "$dossier/rules.json" \
    --decisions "$dossier/decisions.csv" --quiet

# ---- the ceremony ----

step 'The roll and the rules are sealed, before anybody can know dice or beacon.'
awk 'BEGIN { while (n++ < 32) printf "%02x", n * 7 % 256; print "" }' >"roll-key.txt"
note '(the demo pins the secret roll key; a town leaves --roll-key out)'
"$URNE" seal "$dossier" "$lp" "$lcm" "$lce" --decisions "$dossier/decisions.csv" \
    --roll-key "roll-key.txt" --time 2023-09-14T16:00:00Z --json \
    >"seal.json" || fail 'urne seal'
printf '   $ urne seal %s %s %s %s --decisions %s\n' "$dossier" "$lp" "$lcm" "$lce" \
    "$dossier/decisions.csv"
seal=$(sha256sum <"$public/01-commit.txt" | cut -c 1-64)
grep -qF "\"seal\":\"$seal\"" "seal.json" || fail 'the seal is not that of 01-commit.txt'
note "  electors  $(wc -l <"$public/roll.txt"), in $(grep -c '^stratum ' "$public/rules.txt") strata" \
    "  seal     $(echo "$seal" | cut -c 1-32 | sed 's/..../ &/g')" \
    "           $(echo "$seal" | cut -c 33-64 | sed 's/..../ &/g')"
attest 01-commit.txt clerk observer1 observer2

step 'The seal is read aloud, and hung on the door with the keys and the round of the beacon.'
run 0 report "$public" --poster -o notice.html

step 'Drawing now is refused, since no dice were thrown: exit status 5, and it is recorded.'
run 5 draw "$dossier" --time 2023-09-14T16:05:00Z

step 'In public, 24 ten-sided dice. Each value is typed twice; a slip is caught.'
printf '%s\n%s\n' "$dice" '8936 3540 8712 4515 9220 5353' >"typed"
run 3 reveal "$dossier" --dice --time 2023-09-15T10:30:00Z <"typed"
printf '%s\n%s\n' "$dice" "$dice" >"typed"
run 0 reveal "$dossier" --dice --time 2023-09-15T10:35:00Z <"typed"
attest 02-reveals.txt clerk observer1 observer2

step 'The draw waits for the beacon, a round made after the throw: exit status 6.'
run 6 draw "$dossier" --time 2023-09-15T10:40:00Z

step 'Somebody fetched the round. It verifies, and nothing is left to choose.'
run 0 draw "$dossier" --beacon "$BEACON" --time 2023-09-15T11:05:00Z
attest 03-result.txt clerk observer1 observer2
members=$(grep -c '^select member ' "$public/03-result.txt")
substitutes=$(grep -c '^select substitute ' "$public/03-result.txt")
[ "$members $substitutes" = '50 15' ] || fail "$members members, $substitutes substitutes"
grep -q '^skip ' "$public/03-result.txt" || fail 'no household was passed over'

step 'The custodian, who has the roll key and a copy of the roll, does the full check.'
run 0 audit full --key roll-key.txt --roll "$lp" --roll "$lcm" --roll "$lce" "$dossier" \
    --decisions "$dossier/decisions.csv"
run 0 audit record "$dossier" --full yes --time 2023-09-18T08:00:00Z
run 0 audit close "$dossier" --time 2023-09-18T08:05:00Z
attest 30-audit.txt observer1
run 0 close "$dossier" --time 2023-09-29T08:00:00Z
attest 99-close.txt clerk observer1

# ---- anybody checks ----

step 'Anybody verifies, from the public folder, the seal and the keys on the door.'
run 0 verify "$public" --seal "$seal" --key "$(pins clerk observer1 observer2)"

step 'So does a verifier that shares nothing with this program, from one file.'
run 0 bundle "$public" -o nancy.urne
if command -v python3 >/dev/null; then
    note '$ python3 docs/verifier/urne_verify.py nancy.urne'
    python3 "$root/docs/verifier/urne_verify.py" nancy.urne --seal "$seal" >said ||
        fail 'urne_verify.py'
    sed -n '$s/^/     /p' said
else
    note '(there is no python3 here; the page docs/verifier/verify.html opens nancy.urne too)'
fi

step 'An elector checks a receipt: this line was in the sealed roll.'
run 0 receipt "$dossier" 31204 -o "receipt-31204.txt"
run 0 receipt --check "receipt-31204.txt" "$public" --quiet
note 'The receipt holds. It is private: it goes to this elector and to nobody else.'

step 'A cheat puts number 31204 in the first seat and repairs sums.txt. It is refused.'
cp -R "$public" "tampered"
sed -e '/^select member 1 /s/^select member 1 [0-9]*/select member 1 31204/' \
    "$public/03-result.txt" >"tampered/03-result.txt"
(cd "tampered" && rm sums.txt && sha256sum -- * >../sums && mv ../sums sums.txt)
run 1 verify "tampered" --quiet

# ---- the end ----

rm -rf tampered said complaint typed seal.json
cmp -s "$FIXTURE/sums.txt" "$public/sums.txt" ||
    fail "$public/sums.txt is not fixtures/demo/sums.txt: other bytes than elsewhere"
printf '\nDone. The dossier is in %s/nancy/: public/ may be published, private/ has the\n' "$OUT"
printf 'names (invites.csv for the letters), attempts.txt what was refused. Now try:\n'
printf '   %s verify %s/%s\n' "$URNE" "$OUT" "$public"
printf 'or drop %s/nancy.urne on docs/verifier/verify.html; notice.html is what hangs on the door.\n' "$OUT"
