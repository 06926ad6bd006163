#!/bin/sh
# The steps of a ceremony with keys: interrupted at any moment they leave no half file
# and end as they would have when given again; what was written, signed or sealed is
# never changed, and what would change it ends with 5.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086,SC2154,SC1091,SC2046
. "$(dirname "$0")/common.sh"
. "$root/tests/sh/disturb.sh"
. "$FIXTURES/square/play.sh"
mkdir now
ln -s now square

# Signing writes two files at different times; each role is a step of its own here.
step() {
    case $1 in
    sign-seal) urne_sign 01-commit.txt clerk ;;
    replace) "$URNE" replace square 6 4 3 8 $(on 20 09:00:00) ;;
    abort) "$URNE" abort square --reason other $(on 29 10:00:00) ;;
    *) play $1 ;;
    esac
}
urne_sign() {
    "$URNE" sign "square/public/$1" --key "$FIXTURES/square/keys/$2.key" --role $2 --quiet
}

tested='commit1 sign-seal open1 draw replace handover close'
for step in $square_steps; do
    case " $tested " in
    *" $step "*)
        cp -R now before-$step
        ok "$step, undisturbed" step $step
        cp -R now after-$step
        [ $step != sign-seal ] || urne_sign 01-commit.txt observer1
        ;;
    *) play $step || echo "not ok - $step" ;;
    esac
done
cp -R before-close before-abort
rm -rf now
cp -R before-abort now
ok 'abort, undisturbed' step abort
cp -R now after-abort
for step in $tested abort; do
    case $step in replace | handover) complete=6 ;; *) complete=5 ;; esac
    disturbed
done

take() {
    rm -rf now
    cp -R $1 now
}

# ---- between an entry or a signature and sums.txt ----

take after-replace
cp before-replace/public/sums.txt now/public/
ok 'an entry without its sum is not sound' exits 1 "$URNE" verify now/public --quiet
ok 'the next command mends it' attest 30-replace.txt clerk observer1
take before-close
cp "$FIXTURES/square/public/99-close.txt" now/public/
ok 'an entry of another chain is refused' exits 5 "$URNE" close now \
    --time 2023-09-29T09:00:00Z
take before-close
cp after-close/public/99-close.txt now/public/
ok 'one that fits is taken for one that was interrupted' urne_sign 99-close.txt \
    budget
cp now/public/99-close.txt.budget.minisig budget.minisig
take after-close
cp budget.minisig now/public/99-close.txt.budget.minisig
ok 'a signature put there by hand, which counts' urne_sign 99-close.txt observer1
ok 'is taken in' exits 0 "$URNE" verify now/public --quiet
take after-close
cp "$FIXTURES/square/public/32-handover.txt.budget.minisig" \
    now/public/99-close.txt.budget.minisig
ok 'one that does not' exits 1 "$URNE" sign now/public/99-close.txt \
    --key "$FIXTURES/square/keys/observer1.key" --role observer1
ok 'is named' grep -q 'E-KEY-018' complaint

# ---- what was written never changes ----

# refuses CODE NAME COMMAND...: on `now`; nothing changes, and the attempt is recorded.
refuses() {
    code=$1
    name=$2
    shift 2
    rm -rf was
    cp -R now/public was
    exits 5 "$URNE" "$@" --time 2023-09-29T09:00:00Z || return
    grep -qF "[$code]" complaint || {
        sed 's/^/# /' complaint
        return 1
    }
    same was now/public && tail -n 1 now/private/attempts.txt | grep -q "$name $code\$"
}
for file in 00-announce.txt 00-announce.txt.clerk.minisig 01-commit.txt.observer1.minisig \
    02-reveals.txt 03-result.txt.clerk.minisig 30-replace.txt \
    30-replace.txt.observer1.minisig 31-rekey.txt 32-handover.txt.budget.minisig \
    beacon.txt seed-input.txt roll.txt rules.txt; do
    take before-close
    sed -i.old '2y/0123456789ABCDEFGabcdef/1234567890GABCDEFbcdefa/' now/public/$file
    rm now/public/*.old
    ok "$file changed, then close" refuses E-SEAL-010 close close now
    take before-close
    rm now/public/$file
    ok "$file removed, then close" refuses E-SEAL-010 close close now
done
for entry in 31-rekey.txt 32-handover.txt; do
    take before-close
    rm now/public/$entry now/public/$entry.*
    grep -v " $entry" before-close/public/sums.txt >now/public/sums.txt
    ok "$entry taken out of the sums too, then close" refuses E-SEAL-010 close close now
done
take after-abort
ok 'close after an abort' refuses E-SEAL-052 close close now
ok 'abort after an abort' refuses E-SEAL-052 abort abort now --reason other
take after-close
ok 'close after a close' refuses E-SEAL-053 close close now
ok 'handover after a close' refuses E-SEAL-053 handover handover now --from budget --to clerk
take after-open1
ok 'replace before the result' refuses E-SEAL-054 replace replace now 1
ok 'close before the result' refuses E-SEAL-054 close close now
finish
