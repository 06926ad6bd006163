#!/bin/sh
# A whole ceremony by five roles. Each works in a folder of their own and sees nothing
# else; what goes between them are files: public keys, commitments, copies of public/,
# signatures, secrets once they are to be opened. The beacon is a round that was
# published, so the calendar lies around its time.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"

signature=b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b
dice=083920117465520938471112
for role in clerk observer1 observer2 custodian budget; do
    mkdir $role
    (cd $role && "$URNE" key new --role $role -o $role --no-passphrase --quiet)
done

# Everybody gives the clerk a public key, and keeps the announced ones for later.
cp observer1/*.pub observer2/*.pub custodian/*.pub budget/*.pub clerk/
cp "$root/fixtures/hamlet/roll.csv" clerk/
cat >clerk/rules.json <<'RULES'
{ "urne": "rules/1", "body": "Hameau d'Exemple", "title": "Tirage par cinq rôles",
  "roll": { "format": "csv", "columns": { "hameau": "hameau" } },
  "eligible": { "age": 18, "on": "2026-10-05" },
  "strata": [ { "field": "hameau", "values": ["Le Haut", "Le Bas"] } ],
  "draw": { "seats": 3, "substitutes": 2, "allocation": "hamilton",
    "unique": ["household"], "household": ["street-no", "street", "postcode", "commune"],
    "replace": "ticket-order" },
  "sources": [ { "dice": 24 }, { "contributions": ["observer1", "observer2"] },
    { "drand": "quicknet", "at": "2023-09-15T11:00:03Z", "lead": 3600 } ],
  "keys": { "clerk": "clerk.pub", "observer1": "observer1.pub",
    "observer2": "observer2.pub", "custodian": "custodian.pub", "budget": "budget.pub" },
  "expire": { "observer2": "2023-09-30" },
  "sign": { "announce": ["clerk"], "commit": ["clerk", "observer1", "observer2"],
    "reveals": ["clerk", "observer1"], "result": ["clerk", "observer1"],
    "replace": ["clerk", "observer1"], "close": ["budget", "observer1"] },
  "kmin": 1 }
RULES

# publish ROLE...: each of them gets a fresh copy of the clerk's public folder.
publish() {
    for role; do
        rm -rf "$role/public"
        cp -R clerk/dossier/public "$role/public"
    done
}

# attest ENTRY ROLE...: they verify their copies, sign, and send the signature.
attest() {
    entry=$1
    shift
    publish "$@"
    for role; do
        (cd "$role" && "$URNE" sign "public/$entry" --key "$role.key" --role "$role" \
            -o "$entry.$role.minisig" --quiet) || return 1
        "$URNE" sign --add clerk/dossier "$role/$entry.$role.minisig" --quiet || return 1
    done
}

by_clerk() {
    "$URNE" sign "clerk/dossier/public/$1" --key clerk/clerk.key --role clerk --quiet
}

sound() {
    (cd "$1" && "$URNE" verify public --quiet)
}

ok 'the clerk announces' "$URNE" init clerk/dossier --rules clerk/rules.json \
    --time 2023-09-13T08:00:00Z --quiet
publish observer1 observer2
for role in observer1 observer2; do
    ok "$role makes a secret" eval "(cd $role && '$URNE' contribute --new --as $role \
        -o secret.txt public --json | sed 's/.*:\"//; s/\".*//' >commitment.txt)"
    "$URNE" contribute clerk/dossier --as $role \
        --commitment "$(cat $role/commitment.txt)" --time 2023-09-13T09:00:00Z --quiet
done
ok 'nobody goes on before the announcement is signed' exits 6 "$URNE" seal clerk/dossier \
    clerk/roll.csv --time 2023-09-14T08:00:00Z --quiet
ok 'the clerk signs it' by_clerk 00-announce.txt
ok 'the clerk seals' "$URNE" seal clerk/dossier clerk/roll.csv \
    --time 2023-09-14T08:00:00Z --quiet
seal=$(sha256sum <clerk/dossier/public/01-commit.txt | cut -c 1-64)
ok 'no throw before the seal is signed' exits 6 "$URNE" reveal clerk/dossier \
    $dice $dice --time 2023-09-15T10:00:00Z --quiet
ok 'the clerk signs the seal' by_clerk 01-commit.txt
ok 'the observers sign the seal' attest 01-commit.txt observer1 observer2
"$URNE" key new --role mayor -o mayor --no-passphrase --quiet
ok 'a role that was not announced does not' exits 3 "$URNE" sign \
    clerk/dossier/public/01-commit.txt --key mayor.key --role mayor --quiet

ok 'a secret that is not opened is asked for' exits 6 "$URNE" reveal clerk/dossier \
    $dice $dice --time 2023-09-15T10:00:00Z --quiet
cp observer1/secret.txt clerk/secret1.txt
ok 'observer1 opens' "$URNE" contribute clerk/dossier --open clerk/secret1.txt \
    --time 2023-09-15T09:59:00Z --quiet
ok 'too late once the round is made' exits 5 "$URNE" reveal clerk/dossier $dice $dice \
    --missing observer2 --time 2023-09-15T11:00:03Z --quiet
ok 'the throw, without observer2' "$URNE" reveal clerk/dossier $dice $dice \
    --missing observer2 --time 2023-09-15T10:00:00Z --quiet
ok 'the clerk signs it' by_clerk 02-reveals.txt
ok 'observer1 signs it' attest 02-reveals.txt observer1

ok 'the draw waits for the beacon' exits 6 "$URNE" draw clerk/dossier \
    --time 2023-09-15T11:05:00Z --quiet
ok 'another signature is refused' exits 3 "$URNE" draw clerk/dossier \
    --beacon "$(printf %s $signature | tr 7 8)" --time 2023-09-15T11:05:00Z --quiet
ok 'the clerk draws' "$URNE" draw clerk/dossier --beacon $signature \
    --time 2023-09-15T11:05:00Z --quiet
ok 'the clerk signs it' by_clerk 03-result.txt
publish observer1
sound observer1 >said.txt
ok 'observer1 verifies it: nothing is missing but this signature' eval "
    test \$(grep -c FAIL said.txt) = 1 &&
    grep -q '03-result.txt.observer1.minisig absent' said.txt"
ok 'observer1 signs it' attest 03-result.txt observer1

member=$(sed -n 's/^select member 1 \([0-9]*\) .*/\1/p' clerk/dossier/public/03-result.txt)
replace() {
    "$URNE" replace clerk/dossier "$member" --time 2023-09-20T09:00:00Z --quiet
}
ok 'a member declines' replace
ok 'the clerk signs who follows' by_clerk 30-replace.txt
ok 'observer1 signs it' attest 30-replace.txt observer1

# The custodian lost a key: more than half of the observers sign the new one.
(cd custodian && "$URNE" key new --role custodian -o new --no-passphrase --quiet)
cp custodian/new.pub clerk/
ok 'a new key for the custodian' "$URNE" rekey clerk/dossier custodian \
    --key clerk/new.pub --time 2023-09-21T09:00:00Z --quiet
ok 'one observer signs it' attest 31-rekey.txt observer1
ok 'one of two is not enough' exits 6 "$URNE" handover clerk/dossier --from clerk \
    --to budget --time 2023-09-22T09:00:00Z --quiet
ok 'both sign it' attest 31-rekey.txt observer2

ok 'the lead goes to the budget office' "$URNE" handover clerk/dossier --from clerk \
    --to budget --time 2023-09-22T09:00:00Z --quiet
ok 'the clerk signs it' by_clerk 32-handover.txt
ok 'the budget office signs it' attest 32-handover.txt budget
ok 'the close' "$URNE" close clerk/dossier --time 2023-10-02T09:00:00Z --quiet
ok 'observer1 signs it' attest 99-close.txt observer1
publish observer2
ok 'an expired key does not sign' exits 3 "$URNE" sign observer2/public/99-close.txt \
    --key observer2/observer2.key --role observer2 --quiet
publish custodian
ok 'the old key of the custodian does not either' exits 3 "$URNE" sign \
    custodian/public/99-close.txt --key custodian/custodian.key --role custodian --quiet
ok 'the new one does, in a copy' "$URNE" sign custodian/public/99-close.txt \
    --key custodian/new.key --role custodian --quiet
ok 'without the budget office it is not sound' exits 1 "$URNE" verify clerk/dossier/public \
    --quiet
ok 'the budget office signs it' attest 99-close.txt budget

# Anybody, with what the public notice had.
pins=
for role in clerk observer1 observer2 custodian budget; do
    pins=$pins${pins:+,}$role=$(sed -n 2p $role/$role.pub)
done
mkdir citizen
cp -R clerk/dossier/public citizen/public
ok 'sound, seal and keys compared' "$URNE" verify citizen/public --seal "$seal" \
    --key "$pins" --quiet
"$URNE" verify citizen/public --seal "$seal" --key "$pins" >said.txt
ok 'every check of signatures and beacon passed' test "$(grep -c -E \
    '^V(01|02|03|04|05|06|12|13|14|15|16|18|21) .* PASS' said.txt)" = 13
ok 'the throw rests on observer1' grep -q 'signatures of: observer1$' said.txt
ok 'nothing is left to compare' exits 1 grep -q 'not compared' said.txt
ok 'another key is seen' exits 1 "$URNE" verify citizen/public \
    --key "clerk=$(sed -n 2p budget/budget.pub)" --quiet
if command -v minisign >/dev/null; then
    ok 'minisign says so too' minisign -V -q -m citizen/public/01-commit.txt \
        -x citizen/public/01-commit.txt.observer1.minisig \
        -P "$(sed -n 2p observer1/observer1.pub)"
fi
ok 'nothing more is written' exits 5 "$URNE" replace clerk/dossier "$member" \
    --time 2023-10-03T09:00:00Z --quiet

# The next ceremony of the body names how this one ended.
sed 's/"keys".*//; /"observer2": "obs/d; /"expire"/d; /"sign"/,/"close"/d
    s/{ "contributions": .*/{ "drand": "quicknet", "at": "2030-01-01T00:00:00Z" } ],/
    /"at": "2023/d' clerk/rules.json >clerk/next.json
ok 'the next ceremony' "$URNE" init clerk/next --rules clerk/next.json \
    --prior clerk/dossier --time 2023-11-01T08:00:00Z --quiet
ok 'continues this one' "$URNE" verify clerk/next/public --prior citizen/public --quiet
sed -i.old 's/^prior ./prior 0/' clerk/next/public/00-announce.txt
ok 'and no other' exits 1 "$URNE" verify clerk/next/public --prior citizen/public --quiet
finish
