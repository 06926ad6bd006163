#!/bin/sh
# The guides, fixtures/hamlet/README.md and the first commands of README.md are run as a
# reader would: in one shell, from top to bottom, in the folder they speak of; what they
# print is what stands in the text.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317,SC2086
. "$(dirname "$0")/common.sh"

cp -R "$FIXTURES/hamlet" hamlet
chmod -R u+w hamlet

# One script of all sh blocks, and one file of what is due after each. A block without a
# text block behind it is due to print nothing that is compared.
blocks() {
    awk '
        /^```sh$/ { n++; kind = "sh"; next }
        /^```text$/ { kind = "text"; named[n] = 1; next }
        /^```/ { kind = ""; next }
        kind == "sh" { print > sprintf("block-%02d.sh", n) }
        kind == "text" { print > sprintf("block-%02d.text", n) }' "$1"
}

# run_blocks FOLDER: runs every block in one shell; what block N prints is in
# block-NN.seen. A command that shows another status than 0 says so: "# exit 6".
run_blocks() {
    {
        echo "cd '$temp/$1' || exit"
        for block in block-*.sh; do
            echo "exec >'$temp/${block%.sh}.seen' 2>'$temp/${block%.sh}.complaint'"
            awk '{ print }
                / # exit [0-9]+$/ { print "[ $? -eq " $NF " ] || exit 99" }' "$block"
            echo "echo \$? >'$temp/${block%.sh}.status'"
        done
    } >all.script
    sh all.script </dev/null
}

show_unless_ended() {
    grep -qx 0 "$1.status" && return
    [ ! -f "$1.complaint" ] || sed 's/^/# /' "$1.complaint"
    return 1
}

# The blocks that ran, each against what the guide NAME says.
check_blocks() {
    for block in block-*.sh; do
        name=${block%.sh}
        [ -f "$name.status" ] || echo 'not run' >"$name.status"
        ok "$1, $name: ends well" show_unless_ended "$name"
        [ ! -f "$name.text" ] ||
            ok "$1, $name: prints what the guide says" show "$name.text" "$name.seen"
    done
    rm -f block-*
}

show() {
    diff "$1" "$2" >differs && return
    sed 's/^/# /' differs
    return 1
}

# ---- the guide ----

guide=$root/docs/guide/verify-by-hand.md
if command -v basenc >"$temp/said"; then
    blocks "$guide"
    run_blocks hamlet
    ok 'the guide has its blocks' test -f block-12.text
    check_blocks 'by hand'
else
    skip 'verify by hand' 'no basenc here'
fi

# ---- the guides in two languages: one path ----

PATH=$(dirname "$URNE"):$BUILD:$PATH
export PATH

# The commands of the French guide under their English names.
in_english() {
    cat block-*.sh | sed 's/^urne ouvrir /urne init /
        s/^urne bulletins rapprocher /urne ballots reconcile /
        s/^urne bulletins sceller /urne ballots commit /
        s/^urne panel controler /urne panel check /; s/^urne panel resoudre /urne panel solve /
        s/^urne panel sceller /urne panel seal /; s/^urne panel tirer /urne panel draw /
        s/^urne depouiller /urne tally /; s/aucune égalité/no tie/
        s/urne cle creer /urne key new /; s/urne cle montrer /urne key show /
        s/urne cle detruire /urne key destroy /; s/urne liste controler /urne roll check /
        s/urne auditer complet /urne audit full /; s/urne auditer noter /urne audit record /
        s/urne auditer clore /urne audit close /; s/urne auditer /urne audit /
        s/urne signer /urne sign /; s/urne contribuer /urne contribute /
        s/urne sceller /urne seal /; s/urne horodater /urne timestamp /
        s/urne reveler /urne reveal /; s/urne tirer /urne draw /
        s/urne remplacer /urne replace /; s/urne renouveler /urne rekey /
        s/urne passer /urne handover /; s/urne annuler /urne abort /
        s/urne clore /urne close /; s/urne recepisse /urne receipt /
        s/urne rapport /urne report /; s/urne emballer /urne bundle /
        s/urne verifier /urne verify /; s/ --lang fr//; s/pour la section/for section/
        s/\^assouplir/^to relax/; s/\^marge/^slack/
        s/en règle\\|ne manque/clean\\|none missing/; s/\^abandon/^aborted/'
}

# guided NAME LAST: both guides, whose last block is LAST, run and say the same.
guided() {
    for guide in "$1" "$1.fr"; do
        mkdir "$guide"
        blocks "$root/docs/guide/$guide.md"
        run_blocks "$guide"
        in_english >"$guide.commands"
        ok "$guide has its blocks" test -f "block-$2.sh" -a ! -f "block-$(($2 + 1)).sh"
        check_blocks "$guide"
    done
    ok "$1: both have the same commands" show "$1.commands" "$1.fr.commands"
}

guided budget-office 15
ok 'both count the same' cmp budget-office/before.txt budget-office.fr/before.txt

guided panel 12
for guide in panel panel.fr; do
    grep '^level ' "$guide/panel/public/20-pool-commit.txt" >"$guide.levels"
done
ok 'both find the same chances' show panel.levels panel.fr.levels

# Each role of the ceremony has a folder of its own in that of the guide.
sources=$root
export sources
if command -v python3 >"$temp/said"; then
    guided ceremony 23
else
    skip 'the ceremony' 'no python3 here'
fi

# ---- the first commands of README.md ----

mkdir -p first/build
ln -s "$FIXTURES" first/fixtures
ln -s "$(dirname "$URNE")" first/build/release
grep '^build/release/urne \(init\|seal\|ballots\|panel\|reveal\|tally\) ' "$root/README.md" >first/lines
ok 'README has its commands' test "$(wc -l <first/lines)" -eq 9
(
    cd first || exit
    dice=083920117465520938471112
    while read -r line; do
        case $line in *terrace*) dice=417 ;; esac
        printf '%s\n' $dice $dice >typed
        sh -c "$line" <typed >>said 2>&1 || exit
    done <lines
)
ok 'README: a draw, a count and a panel' test -f first/hamlet/public/03-result.txt \
    -a -f first/village/public/12-tally.txt -a -f first/terrace/public/22-panel-result.txt

# ---- the README of the hamlet ----

readme=$FIXTURES/hamlet/README.md
if command -v openssl >"$temp/said"; then
    blocks "$readme"
    run_blocks hamlet
    for block in block-*.sh; do
        name=${block%.sh}
        ok "README, $name: ends well" grep -qx 0 "$name.status"
        # What stands behind a command as a comment, when it is a whole hash.
        grep -o '# [0-9a-f]\{64\}$' "$block" | cut -c 3- >due
        grep -x '[0-9a-f]\{64\}' "$name.seen" | grep -Fxf due >seen
        [ ! -s due ] || ok "README, $name: its hashes" show due seen
    done
    cat block-*.seen >seen
    ok 'the seal names the same key' grep -qF \
        "$(sed -n 's/^rollkey //p' "$FIXTURES/hamlet/public/01-commit.txt")" seen
    ok 'Anaïs has line 1' grep -q '^1:[0-9a-f]\{64\} 1 [0-9a-f]\{64\}$' seen
    sed -n 's/^| [1-8] | \([0-9a-f]*\) | \([0-9]\) | \([0-9]\) .*/\1 \2 \3/p' "$readme" >due
    sed -n 's/^\([0-9a-f]\{8\}\)[0-9a-f]\{56\} number \([0-9]\) stratum \([0-9]\)$/\1 \2 \3/p' \
        seen >tickets
    ok 'eight tickets in the order of the table' show due tickets
    ok 'eight they are' test "$(wc -l <due)" -eq 8
else
    skip 'the README of the hamlet' 'no openssl here'
fi
finish
