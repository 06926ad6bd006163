#!/bin/sh
# A panel in a dossier: interrupted at any moment, a step leaves no half file and ends as
# it would have when it is given again.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"
. "$root/tests/sh/disturb.sh"

terrace=$root/fixtures/terrace
# Twenty panels are as good as a thousand here.
sed 's/"1000"/"20"/; s/{ "dice": 3 }/{ "dice": 2 }/' "$terrace/panel.json" >panel.json

step() {
    case $1 in
    init) "$URNE" init now --rules panel.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff ;;
    seal) "$URNE" panel seal now --pool "$terrace/respondents.csv" \
        --quotas "$terrace/quotas.csv" --pool-key "$terrace/pool-key.txt" --quiet \
        --time 2026-09-02T08:00:00Z ;;
    reveal) "$URNE" reveal now 17 17 --quiet --time 2026-10-05T16:00:00Z ;;
    draw) "$URNE" panel draw now --quiet --time 2026-10-05T16:05:00Z ;;
    esac
}

mkdir before-init
for step in init seal reveal draw; do
    ok "$step, undisturbed" step $step
    cp -R now after-$step
    case $step in
    init) cp -R now before-seal ;;
    seal) cp -R now before-reveal ;;
    reveal) cp -R now before-draw ;;
    esac
done
ok 'the panel is sound' exits 0 "$URNE" verify now/public --opened now/private/opened --quiet

for step in seal draw; do
    disturbed
done

# Between an entry and sums.txt: the next command mends the sums and goes on.
step=draw
rm -rf now
cp -R before-reveal now
step reveal
cp before-reveal/public/sums.txt now/public/sums.txt
ok 'an entry without its sum is not sound' exits 1 "$URNE" verify now/public --quiet
ok 'the next command goes on' step draw
ok 'with the bytes of an undisturbed draw' same now after-draw

# Without its entry what a seal wrote is no part of the dossier, and the next seal has
# its own key.
rm -rf now
cp -R after-seal now
rm now/public/20-pool-commit.txt now/private/journal.txt
cp before-seal/private/journal.txt now/private/journal.txt
cp before-seal/public/sums.txt now/public/sums.txt
ok 'a seal that was lost is made again' step seal
ok 'with the same key, the same' same now after-seal

# Whoever has the opened files finds what a false one says.
cp -R after-draw/private/opened opened
sed '4y/12/21/' opened/pool-open.txt >other.txt
cat other.txt >opened/pool-open.txt
ok 'other features are refused' exits 1 "$URNE" verify after-draw/public --opened opened --quiet
finish
