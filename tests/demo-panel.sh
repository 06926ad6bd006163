#!/bin/sh
# A panel of 50 within quotas out of 1,200 volunteers of an invented Nancy, at most one a
# household: fairest chances with their proof, a thousand numbered panels, the number from
# dice and beacon, checked by everybody and in full by an accredited observer. Keys, dice
# and times are pinned, as in demo.sh; a town pins nothing.
#
#   URNE=build/release/urne GEN=build/release/gen-roll OUT=build/demo sh tests/demo-panel.sh
set -u
# shellcheck source=tests/demo-lib.sh
. "$(dirname "$0")/demo-lib.sh"
GEN_POOL=$(dirname "$GEN")/gen-pool

dossier=panel
public=panel/public
dice='7310 4459 2086 9173 5520 6648'
pool='--pool pool/respondents.csv --quotas pool/quotas.csv'

# ---- what the town has ----

rm -rf "${OUT:?}/$dossier" "$OUT/pool" "$OUT/observer" "$OUT/cheat" "$OUT/pool-key.txt"
mkdir -p "$OUT" && cd "$OUT" || exit 4
printf '\nA panel of 50 out of the volunteers of Nancy, in %s\n' "$OUT"

step '1,200 people answered the invitation. Two thirds went to university; the town is not so.'
"$GEN_POOL" --out pool || fail gen-pool
note "pool/respondents.csv  $(($(wc -l <pool/respondents.csv) - 1)) people, with names and addresses" \
    "pool/quotas.csv       $(($(wc -l <pool/quotas.csv) - 1)) quotas: gender, age, district, diploma" \
    'pool/panel.json       50 seats, one a household, 1,000 panels, features sealed'
mkdir pool/keys
cp "$KEYS/clerk.pub" "$KEYS/observer1.pub" pool/keys/ || exit 4
cat >sources <<'END'
  "sources": [ { "dice": 24 },
    { "drand": "quicknet", "at": "2023-09-15T11:00:03Z", "lead": 3600 } ],
  "keys": { "clerk": "keys/clerk.pub", "observer1": "keys/observer1.pub" },
  "sign": { "announce": ["clerk"], "panel-result": ["clerk", "observer1"],
    "pool-commit": ["clerk", "observer1"], "pool-reveals": ["clerk", "observer1"] }
END
sed -i -e '/^  "sources"/{r sources' -e 'd;}' pool/panel.json && rm sources

step 'Can any panel satisfy the quotas? Nothing is drawn.'
# shellcheck disable=SC2086
run 0 panel check $pool --size 50 --household address1,zip

step 'Quotas that nobody can satisfy are said to be so, with the cheapest way out.'
sed 's/^age,75 et plus,4,6,3,7$/age,75 et plus,12,12,9,12/' pool/quotas.csv >pool/narrow.csv
printf '   $ urne panel check --pool pool/respondents.csv --quotas pool/narrow.csv --size 50\n'
"$URNE" panel check --pool pool/respondents.csv --quotas pool/narrow.csv --size 50 >said
[ $? -eq 1 ] || fail 'quotas that cannot be satisfied are satisfied'
sed '1,/^people/d;s/^/     /' said
rm pool/narrow.csv

step 'The dossier is opened.'
run 0 init "$dossier" --rules pool/panel.json --ceremony 6e616e63790020230000000000000003 \
    --time 2023-09-01T08:00:00Z
attest 00-announce.txt clerk

# ---- the ceremony ----

step 'The fairest chances are found and proved, a thousand panels made, and all is sealed.'
awk 'BEGIN { while (n++ < 32) printf "%02x", n * 13 % 256; print "" }' >pool-key.txt
note '(the demo pins the secret pool key; a town leaves --pool-key out)'
# shellcheck disable=SC2086
run 0 panel seal "$dossier" $pool --pool-key pool-key.txt --time 2023-09-14T08:00:00Z
seal=$(sha256sum <"$public/20-pool-commit.txt" | cut -c 1-64)
attest 20-pool-commit.txt clerk observer1

step 'Accredited observers receive the opened pool and the certificate, bound by the seal.'
cp -R "$dossier/private/opened" observer || exit 4
note 'observer/  panel-proof.txt pool-open.txt'
run 0 verify "$public" --seal "$seal" --opened observer

step 'Drawing now is refused, since no dice were thrown: exit status 5, and it is recorded.'
run 5 panel draw "$dossier" --time 2023-09-14T08:05:00Z

step 'In public, 24 ten-sided dice, typed twice; then the round of the beacon.'
printf '%s\n%s\n' "$dice" "$dice" >typed
run 0 reveal "$dossier" --dice --time 2023-09-15T10:30:00Z <typed
attest 21-pool-reveals.txt clerk observer1
run 0 panel draw "$dossier" --beacon "$BEACON" --time 2023-09-15T11:05:00Z
attest 22-panel-result.txt clerk observer1

# ---- anybody checks ----

step 'Anybody checks what was sealed, and which panel was drawn.'
run 0 verify "$public" --seal "$seal" --key "$(pins clerk observer1)"

step 'The accredited observer checks all of it, the chances too, without any solver.'
run 0 verify "$public" --seal "$seal" --key "$(pins clerk observer1)" --opened observer --quiet
if command -v python3 >/dev/null; then
    python3 "$root/docs/verifier/urne_verify.py" "$public" --opened observer >said ||
        fail 'urne_verify.py says no'
    note "and urne_verify.py: $(tail -n 1 said)"
fi

step 'A cheat puts somebody else on the panel and repairs sums.txt. It is refused.'
cp -R "$public" cheat
sed -e '/^member 50 /s/ [0-9]* [0-9a-f]*$/ 1 '"$(head -c 64 cheat/pool.txt)"'/' \
    "$public/22-panel-result.txt" >cheat/22-panel-result.txt
(cd cheat && rm sums.txt && sha256sum -- * >../sums && mv ../sums sums.txt)
run 1 verify cheat --quiet

# ---- the end ----

rm -rf cheat said complaint typed
cmp -s "$FIXTURE/panel-sums.txt" "$public/sums.txt" ||
    fail "$public/sums.txt is not fixtures/demo/panel-sums.txt: other bytes than elsewhere"
printf '\nDone. The panel is in %s/%s/: private/ has the names, public/ none. Now try:\n' \
    "$OUT" "$dossier"
printf '   %s verify %s/%s\n' "$URNE" "$OUT" "$public"
