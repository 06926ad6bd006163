#!/bin/sh
# The participatory budget of Nancy, from ballots to a verified count: 41 projects, 4,235
# ballots, 53 % of them on paper, keyed twice. Keys, dice and times are pinned, so that
# every machine makes the same bytes; a town pins nothing. The calendar lies around a
# round of the beacon that was published, as in demo.sh.
#
#   URNE=build/release/urne GEN=build/release/gen-roll OUT=build/demo sh tests/demo-count.sh
set -u
# shellcheck source=tests/demo-lib.sh
. "$(dirname "$0")/demo-lib.sh"
GEN_BALLOTS=$(dirname "$GEN")/gen-ballots

dossier=budget
public=budget/public
dice='1984 0720 5563 9018 2247 6391'

# ---- what the budget office has ----

rm -rf "${OUT:?}/$dossier" "$OUT/ballots" "$OUT/cheat"
rm -f "$OUT/ballot-key.txt"
mkdir -p "$OUT" && cd "$OUT" || exit 4
printf '\nThe participatory budget of Nancy, in %s\n' "$OUT"

step 'The budget office has 41 projects, the votes from the internet, and paper keyed twice.'
"$GEN_BALLOTS" --out ballots || fail gen-ballots
for file in projects internet paper-a paper-b; do
    note "ballots/$file.csv  $(($(wc -l <"ballots/$file.csv") - 1)) lines"
done
note 'ballots/count.json    the rule that the council voted: Equal Shares, completed'
mkdir ballots/keys
cp "$KEYS/clerk.pub" "$KEYS/observer1.pub" ballots/keys/ || exit 4
cat >sources <<'END'
  "sources": [ { "dice": 24 },
    { "drand": "quicknet", "at": "2023-09-15T11:00:03Z", "lead": 3600 } ],
  "keys": { "clerk": "keys/clerk.pub", "observer1": "keys/observer1.pub" },
  "sign": { "announce": ["clerk"], "ballots-commit": ["clerk", "observer1"],
    "ballots-reveals": ["clerk", "observer1"], "tally": ["clerk", "observer1"] }
END
sed -i -e '/^  "sources"/{r sources' -e 'd;}' ballots/count.json && rm sources
note 'keys of the clerk and of an observer, and the round of the beacon, are written into it'

step 'The dossier is opened, long before the vote ends: the rule is public.'
run 0 init "$dossier" --rules ballots/count.json --ceremony 6e616e63790020230000000000000002 \
    --time 2023-08-01T08:00:00Z
attest 00-announce.txt clerk

# ---- paper ----

step 'The two keyings of the paper ballots are compared. They differ: exit status 6.'
run 6 ballots reconcile ballots/paper-a.csv ballots/paper-b.csv \
    --differences ballots/differences.csv --quiet

step 'Somebody takes the three papers out of their boxes and writes what they say.'
awk -F ';' '
    BEGIN { print "case;keep;vote" }
    NR > 1 { print $1 ";" ($4 == "only-b" || $4 == "only-a" ? ($5 == "" ? "b" : "a") : (++n == 1 ? "a" : "b")) ";" }' \
    ballots/differences.csv >ballots/resolutions.csv
sed 's/^/     /' ballots/resolutions.csv
run 0 ballots reconcile ballots/paper-a.csv ballots/paper-b.csv \
    --resolutions ballots/resolutions.csv --quiet

# ---- the ceremony ----

step 'Ballots, projects and rule are sealed, before anybody can know how ties will fall.'
awk 'BEGIN { while (n++ < 32) printf "%02x", n * 11 % 256; print "" }' >ballot-key.txt
note '(the demo pins the secret ballot key; a town leaves --ballot-key out)'
run 0 ballots commit "$dossier" ballots/internet.csv ballots/paper-a.csv ballots/paper-b.csv \
    --projects ballots/projects.csv --resolutions ballots/resolutions.csv \
    --ballot-key ballot-key.txt --time 2023-09-14T08:00:00Z
seal=$(sha256sum <"$public/10-ballots-commit.txt" | cut -c 1-64)
attest 10-ballots-commit.txt clerk observer1

step 'Counting now is refused, since no dice were thrown: exit status 5, and it is recorded.'
run 5 tally "$dossier" --time 2023-09-14T08:05:00Z

step 'In public, 24 ten-sided dice, typed twice: they would decide a tie that is left.'
printf '%s\n%s\n' "$dice" "$dice" >typed
run 0 reveal "$dossier" --dice --time 2023-09-15T10:30:00Z <typed
attest 11-ballots-reveals.txt clerk observer1

step 'The count: exact, and it says of each project why it is funded or not.'
run 0 tally "$dossier" --beacon "$BEACON" --compare --time 2023-09-15T11:05:00Z
attest 12-tally.txt clerk observer1
received=$(sed -n 's/^received //p' "$public/10-ballots-commit.txt")
valid=$(wc -l <"$public/ballots.txt")
aside=$(awk '$1 == "aside" { n += $3 } END { print n + 0 }' "$public/10-ballots-commit.txt")
[ "$received" -eq $((valid + aside)) ] || fail "$received received, $valid valid, $aside set aside"

# ---- anybody checks ----

step 'Anybody counts again, from the public folder, the seal and the keys on the door.'
run 0 verify "$public" --seal "$seal" --key "$(pins clerk observer1)"

step 'A cheat gives one project another vote and repairs sums.txt. It is refused.'
cp -R "$public" cheat
sed -e '1s/ .*/ 8/' "$public/ballots.txt" >cheat/ballots.txt
(cd cheat && rm sums.txt && sha256sum -- * >../sums && mv ../sums sums.txt)
run 1 verify cheat --quiet

# ---- the end ----

rm -rf cheat said complaint typed
cmp -s "$FIXTURE/count-sums.txt" "$public/sums.txt" ||
    fail "$public/sums.txt is not fixtures/demo/count-sums.txt: other bytes than elsewhere"
printf '\nDone. The count is in %s/%s/: public/tally.txt is its exact trace, private/ has the\n' \
    "$OUT" "$dossier"
printf 'ballots that were set aside, with their reasons. Now try:\n'
printf '   %s verify %s/%s\n' "$URNE" "$OUT" "$public"
