# The same for a count: keys, a contribution, the beacon, a close.
# shellcheck disable=SC1091,SC2154,SC2086
try() { echo "\$ urne $*" | sed "s|$FIXTURES|FIXTURES|g"; urne "$@" >out 2>&1; code=$?; sed "s|$FIXTURES|FIXTURES|g" out; echo "= $code"; }
. "$FIXTURES/square/play.sh"
at=--time
ls "$FIXTURES/village" >/dev/null
sed 's|"sources".*|"sources": [ { "contributions": ["observer1"] }, { "drand": "quicknet", "at": "2023-09-15T11:00:03Z", "lead": 600 } ],\n  "keys": { "clerk": "CLERK", "observer1": "OBSERVER" },\n  "sign": { "ballots-commit": ["clerk", "observer1"], "tally": ["clerk"] }|' \
    "$FIXTURES/budget/first.json" | sed "s|CLERK|$square/keys/clerk.pub|; s|OBSERVER|$square/keys/observer1.pub|" >count.json
try init b --rules count.json --ceremony 00112233445566778899aabbccddeeff $at 2023-09-13T08:00:00Z
try contribute b --as observer1 --commitment 120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a $at 2023-09-13T09:00:00Z
try ballots commit b "$FIXTURES/budget/first.pb" --ballot-key "$FIXTURES/hamlet/roll-key.txt" $at 2023-09-14T08:00:00Z
try reveal b $at 2023-09-15T10:00:00Z
for role in clerk observer1; do
    urne sign b/public/10-ballots-commit.txt --key "$square/keys/$role.key" --role $role --quiet
done
try contribute b --open "$FIXTURES/square/secret1.txt" $at 2023-09-15T09:59:00Z
try reveal b $at 2023-09-15T10:00:00Z
try tally b $at 2023-09-15T11:05:00Z
try tally b --beacon $square_beacon $at 2023-09-15T11:05:00Z | tail -4
try replace b 1 $at 2023-09-16T11:05:00Z
urne sign b/public/12-tally.txt --key "$square/keys/clerk.key" --role clerk --quiet
try close b $at 2023-09-16T11:05:00Z
cat b/public/tie-beacon.txt b/public/99-close.txt
try verify b/public
