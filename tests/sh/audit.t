#!/bin/sh
# The audit of a drawn dossier, the end of its roll key and the timestamps of its entries:
# nothing of a person in what is published or said; what somebody forges is named; steps
# interrupted at any moment end as they would have.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086,SC2016
. "$(dirname "$0")/common.sh"
. "$root/tests/sh/disturb.sh"

sed 's/^  "kmin"/  "audit": { "leaves": 20, "positions": 15 },\n  "kmin"/' rules.json >audited.json
mv audited.json rules.json
"$GEN" --rows 600 --seed 7 --dirt all -o roll.csv
decide roll.csv
time='2026-10-06T08:00:00Z'
audit() { "$URNE" audit "$@" --time $time; }

ok 'a draw with a sealed sample' drawn town roll.csv
ok 'no audit yet' sh -c '"$URNE" verify town/public --json | grep -q E-AUDIT-014'
ok 'the plan' audit plan town --lines 600 --quiet
cp town/private/audit-plan.txt plan.txt
outcomes() {
    sed -n -e 's/^leaf \([0-9]*\) .*/leaf;\1;clean/p' \
        -e 's/^position \([0-9]*\)$/position;\1;found/p' plan.txt
}
outcomes >outcomes.csv
ok 'it has 20 leaves and 15 positions' test "$(wc -l <outcomes.csv)" -eq 35
ok 'no position twice' test "$(grep -c ^position plan.txt)" -eq \
    "$(sed -n 's/^position //p' plan.txt | sort -u | wc -l)"
ok 'they are within the roll' awk '$1 == "position" && ($2 < 1 || $2 > 600) { exit 1 }' plan.txt

# ---- privacy ----

cut -d ';' -f 5,6 town/private/audit-leaves.csv | sed 1d | tr ';' '\n' | grep -v '^$' |
    sort -u >names
ok 'the private list has names' test "$(wc -l <names)" -gt 10
silent() { ! grep -riFwf names "$@"; }
sed 10d roll.csv >copy.csv
{
    audit plan town --lines 600
    audit plan town --lines 600 --json
    audit record town --file outcomes.csv --full yes
    "$URNE" audit full --key key.txt --roll roll.csv --decisions decisions.csv town
    "$URNE" audit full --key key.txt --roll copy.csv --decisions decisions.csv town
    "$URNE" audit full --key key.txt --roll copy.csv --decisions decisions.csv town --json
} >answers 2>&1
ok 'no answer has a name' silent answers
ok 'a whole roll: yes' exits 0 "$URNE" audit full --key key.txt --roll roll.csv \
    --decisions decisions.csv town
ok 'a line less: no' exits 1 "$URNE" audit full --key key.txt --roll copy.csv \
    --decisions decisions.csv town
ok 'cases open: a person must decide' exits 6 "$URNE" audit full --key key.txt \
    --roll roll.csv town

# ---- the entry, and every lie about it ----

ok 'the entry' audit close town --quiet
ok 'verified' exits 0 "$URNE" verify town/public
ok 'nothing of a person in public/' silent town/public
ok 'the plan is hashed' grep -q "^plan $(sha256sum plan.txt | cut -d ' ' -f 1)$" \
    town/public/30-audit.txt
ok 'the bound is said' grep -q '20 clean leaves: fewer than 13.92 % ghosts at 95 %' said

sums() {
    rm "$1/sums.txt"
    (cd "$1" && sha256sum ./* | sed 's,  \./,  ,' >../sums && mv ../sums sums.txt)
}
# lie CODE ITEM EDIT...: sed on a copy of public/, sums.txt set right; verify --json says so.
lie() {
    rm -rf lied
    cp -R town/public lied
    code=$1 item=$2 file=$3
    shift 3
    sed -i "$@" "lied/$file"
    sums lied
    "$URNE" verify lied --json >said
    tr '{' '\n' <said | grep '"result":"FAIL"' | grep -q "\"file\":\"$file\",\"item\":\"$item\",\"code\":\"$code\""
}
entry=30-audit.txt
ok 'its counts are said' sh -c '"$URNE" verify town/public --json | grep -q E-AUDIT-018'
ok 'a seal that promises a million and one' lie E-AUDIT-017 'line [0-9]*' 01-commit.txt \
    's/^audit .*/audit 20 1000001/'
ok 'another plan' lie E-AUDIT-016 'line 10' $entry "s/^plan .*/plan $(printf %064d 7)/"
ok 'another number of lines' lie E-AUDIT-016 'line 10' $entry 's/^lines .*/lines 601/'
ok 'a leaf less' lie E-AUDIT-015 'line 8' $entry 's/^leaves .*/leaves 19 19 0 0/'
ok 'a sum that is none' lie E-AUDIT-015 'line 8' $entry 's/^leaves .*/leaves 20 20 1 0/'
ok 'a position less' lie E-AUDIT-015 'line 9' $entry 's/^positions .*/positions 14 14 0 0/'
ok 'a sum over 2^64' lie E-AUDIT-015 'line 9' $entry \
    's/^positions .*/positions 15 9007199254740991 9007199254740991 15/'
ok 'no lines' lie E-AUDIT-015 'line 7' $entry '/^lines/d'
ok 'no plan' lie E-AUDIT-015 'line 10' $entry '/^plan/d'
ok 'a word that is none' lie E-NOTE-007 'line 6' $entry 's/^full .*/full well/'
later() { # NAME SEQ KIND: an entry behind the first later one of `lied`
    {
        printf 'urne/1 %s\n' "$3"
        sed -n 2p town/public/$entry
        printf 'seq %s\nprev %s\ntime %s\n' "$2" \
            "$(sha256sum town/public/$entry | cut -d ' ' -f 1)" $time
        cat
    } >"lied/$1"
    sums lied
    "$URNE" verify lied --json >said
}
failed() {
    tr '{' '\n' <said | grep "\"id\":\"$1\"" | grep -q "\"item\":\"$2\",\"code\":\"$3\""
}
cp -R town/public lied 2>complaint
rm -rf lied && cp -R town/public lied
sed -n '6,$p' town/public/$entry | later 31-audit.txt 5 audit
ok 'a second audit' failed V04 'line 1' E-AUDIT-019
rm -rf lied && cp -R town/public lied
printf 'rollkey %064d\nend\n' 1 | later 31-destroy.txt 5 destroy
ok 'the end of another key' failed V07 'line 6' E-CHECK-011
rm -rf lied && cp -R town/public lied && rm lied/$entry
{
    printf 'urne/1 close\n'
    sed -n 2p town/public/$entry
    printf 'seq 4\n'
    sed -n 4,5p town/public/$entry
    printf 'selected 12\nreplaced 0\nend\n'
} >lied/99-close.txt
sums lied
"$URNE" verify lied --json >said
ok 'closed without the audit that was sealed' failed V19 'line [0-9]*' E-AUDIT-013

# A folder that fits in no bundle.
mkdir many
(cd many && touch sums.txt && seq -f f%05g 1 4096 | xargs touch)
ok 'more than 4096 files in a bundle' exits 3 "$URNE" bundle many -o many.urne
ok 'and it is said' grep -q E-BUNDLE-005 complaint

# ---- interrupted at every moment ----

step() {
    case $1 in
    record) audit record now --file outcomes.csv --full yes --quiet ;;
    close) audit close now --quiet ;;
    destroy) "$URNE" key destroy now --quiet --time $time ;;
    esac
}
drawn now roll.csv
audit plan now --lines 600 --quiet
for step in record close destroy; do
    rm -rf before-$step after-$step
    cp -R now before-$step
    ok "$step, undisturbed" step $step
    cp -R now after-$step
    [ $step = record ] || disturbed # what is recorded may be said twice
    rm -rf now
    cp -R after-$step now
done
ok 'the roll key is nowhere in the dossier' sh -c '! grep -rqFf key.txt now'
ok 'nor any receipt code or name by number' test -z \
    "$(find now -name 'index.tsv' -o -name 'invites.csv' -o -name 'audit-leaves.csv')"

# ---- timestamps of an authority of our own ----

if ! openssl version >said 2>&1 || "$URNE" timestamp town 03-result.txt --token none 2>&1 |
    grep -q E-TOKEN-001; then
    skip 'timestamps' 'no openssl, or a build without libcrypto'
    finish
fi
cat >tsa.cnf <<'CNF'
[ tsa_ext ]
extendedKeyUsage = critical,timeStamping
[ tsa ]
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[ ca ]
database = ./index.txt
new_certs_dir = .
serial = ./caserial
default_md = sha256
policy = any
[ any ]
commonName = supplied
CNF
: >index.txt
echo 01 >serial
echo 1000 >caserial
ec='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
certificate() { # NAME START END
    openssl req $ec -keyout $1.key -out $1.csr -subj "/CN=$1" &&
        openssl ca -batch -notext -config tsa.cnf -name ca -cert ca.pem -keyfile ca.key \
            -in $1.csr -out $1.pem -startdate $2 -enddate $3 -extensions tsa_ext
}
openssl req -x509 $ec -keyout ca.key -out ca.pem -subj /CN=ca -days 3650 >said 2>&1
ok 'an authority' eval 'certificate tsa 20200101000000Z 21200101000000Z >said 2>&1'
ok 'and one whose certificate is over' \
    eval 'certificate old 20200101000000Z 20210101000000Z >said 2>&1'
answer() { # DIR ENTRY NAME: NAME.tsr
    rm -f $3.tsq
    "$URNE" timestamp $1 $2 --request -o $3.tsq --quiet &&
        openssl ts -reply -queryfile $3.tsq -inkey ${4:-tsa}.key -signer ${4:-tsa}.pem \
            -config tsa.cnf -section tsa -out $3.tsr >said 2>&1
}

# Sealed today, thrown when the century ends: the token lies between.
sealed stamped roll.csv
ok 'the seal is stamped' answer stamped 01-commit.txt commit
ok 'openssl agrees' openssl ts -verify -in commit.tsr -data stamped/public/01-commit.txt \
    -CAfile ca.pem
ok 'filed' exits 0 "$URNE" timestamp stamped 01-commit.txt --token commit.tsr --tsa ca.pem
"$URNE" reveal stamped $dice $dice --quiet --time 2099-12-31T16:00:00Z
ok 'before the throw: yes' exits 0 "$URNE" verify stamped/public --tsa ca.pem
ok 'V17 passes' grep -q '^V17 .*PASS.*tokens: 1$' said
ok 'unpinned says so' sh -c '"$URNE" verify stamped/public | grep -q "V17 .*PASS.*give --tsa"'
answer town 03-result.txt over old
ok 'is refused' exits 1 "$URNE" timestamp town 03-result.txt --token over.tsr
ok 'as such' grep -q E-TOKEN-007 complaint
answer town 03-result.txt good
{ head -c $(($(wc -c <good.tsr) - 1)) good.tsr; printf '\000'; } >flipped.tsr
cmp -s good.tsr flipped.tsr && { head -c $(($(wc -c <good.tsr) - 1)) good.tsr; printf '\001'; } >flipped.tsr
ok 'another signature is refused' exits 1 "$URNE" timestamp town 03-result.txt --token flipped.tsr
ok 'as that' grep -q E-TOKEN-008 complaint
ok 'the sound one is filed' exits 0 "$URNE" timestamp town 03-result.txt --token good.tsr
ok 'and the folder verified' exits 0 "$URNE" verify town/public --tsa ca.pem
ok 'by the certificate itself too' exits 0 "$URNE" verify town/public --tsa tsa.pem
ok 'not by another' exits 1 "$URNE" verify town/public --tsa old.pem
ok 'as that' sh -c '"$URNE" verify town/public --tsa old.pem --json | grep -q E-TOKEN-009'
ok 'tokens that hold are counted' sh -c '
    "$URNE" verify town/public --json | grep -q E-TOKEN-012 &&
    "$URNE" verify town/public --json --tsa ca.pem | grep -q E-TOKEN-011'
ok 'a bundle carries it' sh -c '"$URNE" bundle town/public -o town.urne --quiet &&
    "$URNE" verify town.urne --tsa ca.pem --quiet'
cp good.tsr stamped/public/01-commit.txt.tsr 2>complaint
ok 'a token exchanged stops the next step' exits 5 "$URNE" draw stamped \
    --time 2099-12-31T16:05:00Z
finish
