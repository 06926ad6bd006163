#!/bin/sh
# Interrupted, killed or out of disk at any moment, a step leaves no half file: what is in
# public/ is as before or as after, and the same command given again ends the step with the
# bytes that it would have had.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

. "$root/tests/sh/disturb.sh"

"$GEN" --rows 300 --seed 5 --dirt all -o roll.csv
decide roll.csv

step() {
    case $1 in
    init) opened now ;;
    seal) "$URNE" seal now roll.csv --decisions decisions.csv --roll-key key.txt --quiet \
        --time 2026-09-02T08:00:00Z ;;
    reveal) "$URNE" reveal now $dice $dice --quiet --time 2026-10-05T16:00:00Z ;;
    draw) "$URNE" draw now --quiet --time 2026-10-05T16:05:00Z ;;
    esac
}

# The dossier before and after each step.
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

for step in init seal reveal draw; do
    disturbed
done

# ---- without the library ----

# Files no longer than 4 KB: what the system refuses itself.
step=seal
at='file size'
rm -rf now
cp -R before-seal now
(
    trap '' XFSZ
    ulimit -f 8
    step seal
) >said 2>complaint
ok 'a limit on the size of files: exit status 4' test $? -eq 4
ok 'and the place is said' grep -q 'roll.txt\|index.tsv' complaint
ok 'and public/ is as it was' same before-seal/public now/public
ok 'then the seal is made' again

mkdir disk
if mount -t tmpfs -o size=64k none disk 2>said; then
    trap 'umount "$temp/disk"; rm -rf "$temp"' EXIT
    rm -rf now
    cp -R before-seal disk/now
    ln -s disk/now now
    step seal >said 2>complaint
    ok 'a disk that is full: exit status 4' test $? -eq 4
    ok 'and public/ is as it was' same before-seal/public now/public
    ok 'with nothing beside it' test -z "$(find disk -name '*.urne-tmp')"
    rm now
    umount disk
    trap 'rm -rf "$temp"' EXIT
else
    skip 'a disk that is full' 'no tmpfs can be mounted here'
fi

# Between an entry and sums.txt: the next command mends the sums and goes on.
step=reveal
rm -rf now
cp -R before-reveal now
step reveal
cp before-reveal/public/sums.txt now/public/sums.txt
ok 'an entry without its sum is not sound' exits 1 "$URNE" verify now/public --quiet
ok 'the next command goes on' step draw
ok 'with the bytes of an undisturbed draw' same now after-draw

# A real interrupt, somewhere in a real seal.
"$GEN" --rows 20000 --dirt none -o roll.csv
for tenth in 0 1 2 3; do
    rm -rf now
    cp -R before-seal now
    "$URNE" seal now roll.csv --roll-key key.txt --quiet --time 2026-09-02T08:00:00Z \
        >said 2>complaint &
    pid=$!
    sleep 0.0$((2 * tenth + 1))
    kill -TERM $pid 2>>complaint
    wait $pid
    status=$?
    case $status in 0 | 130) ;; *) echo "# exit status $status" ;; esac
    "$URNE" seal now roll.csv --roll-key key.txt --quiet --time 2026-09-02T08:00:00Z \
        >said 2>complaint
    case $? in 0 | 5) ;; *) sed 's/^/# /' complaint ;; esac
    ok "interrupted after $((2 * tenth + 1)) hundredths, then sealed" \
        exits 0 "$URNE" verify now/public --quiet
done
finish
