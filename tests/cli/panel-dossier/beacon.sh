# Every other step of a dossier: keys, a contribution, the beacon, handover, close.
# shellcheck disable=SC1091,SC2154,SC2086
try() { echo "\$ urne $*" | sed "s|$FIXTURES|FIXTURES|g"; urne "$@" >out 2>&1; code=$?; sed "s|$FIXTURES|FIXTURES|g" out; echo "= $code"; }
. "$FIXTURES/square/play.sh"
at=--time
sed 's|"sources".*|"sources": [ { "contributions": ["observer1"] }, { "drand": "quicknet", "at": "2023-09-15T11:00:03Z", "lead": 600 } ],\n  "keys": { "clerk": "CLERK", "observer1": "OBSERVER" },\n  "sign": { "pool-commit": ["clerk", "observer1"], "panel-result": ["clerk"] }|; s/"number": "dice"/"number": "seed"/' \
    "$FIXTURES/terrace/panel.json" | sed "s|CLERK|$square/keys/clerk.pub|; s|OBSERVER|$square/keys/observer1.pub|" >panel.json
cp "$FIXTURES"/terrace/*.csv .
try init b --rules panel.json --ceremony 00112233445566778899aabbccddeeff $at 2023-09-13T08:00:00Z
try contribute b --as observer1 --commitment 120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a $at 2023-09-13T09:00:00Z
try panel seal b --pool respondents.csv --quotas quotas.csv --pool-key "$FIXTURES/terrace/pool-key.txt" $at 2023-09-14T08:00:00Z
try reveal b $at 2023-09-15T10:00:00Z
for role in clerk observer1; do
    urne sign b/public/20-pool-commit.txt --key "$square/keys/$role.key" --role $role --quiet
done
try contribute b --open "$FIXTURES/square/secret1.txt" $at 2023-09-15T09:59:00Z
try reveal b $at 2023-09-15T10:00:00Z
try panel draw b $at 2023-09-15T11:05:00Z
try panel draw b --beacon $square_beacon $at 2023-09-15T11:05:00Z
try handover b --from clerk --to observer1 $at 2023-09-16T11:05:00Z
urne sign b/public/22-panel-result.txt --key "$square/keys/clerk.key" --role clerk --quiet
try handover b --from clerk --to observer1 $at 2023-09-16T11:05:00Z
for role in clerk observer1; do
    urne sign b/public/30-handover.txt --key "$square/keys/$role.key" --role $role --quiet
done
try rekey b clerk --key "$square/keys/custodian2.pub" $at 2023-09-16T12:05:00Z
urne sign b/public/31-rekey.txt --key "$square/keys/observer1.key" --role observer1 --quiet
try close b $at 2023-09-17T11:05:00Z
cat b/public/pool-beacon.txt b/public/99-close.txt
try verify b/public --opened b/private/opened
urne bundle b/public -o b.bundle --quiet
try verify b.bundle --quiet
# The next one continues it; an aborted one has no panel.
try init c --rules panel.json --prior b/public $at 2023-10-01T08:00:00Z
try abort c --reason dispute $at 2023-10-02T08:00:00Z
try panel seal c --pool respondents.csv --quotas quotas.csv $at 2023-10-03T08:00:00Z
