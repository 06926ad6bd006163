#!/bin/sh
# docs/guide/verify-by-hand.md and fixtures/hamlet/README.md are run as a reader would: in
# one shell, from top to bottom, in the hamlet; what they print is what stands in the text.
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

# Runs every block in one shell; what block N prints is in block-NN.seen.
run_blocks() {
    {
        echo "cd '$temp/hamlet' || exit"
        for block in block-*.sh; do
            echo "exec >'$temp/${block%.sh}.seen' 2>&1"
            cat "$block"
            echo "echo \$? >'$temp/${block%.sh}.status'"
        done
    } >all.script
    sh all.script </dev/null
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
    run_blocks
    ok 'the guide has its blocks' test -f block-12.text
    for block in block-*.sh; do
        name=${block%.sh}
        [ -f "$name.status" ] || echo 'not run' >"$name.status"
        ok "guide, $name: ends well" grep -qx 0 "$name.status"
        [ ! -f "$name.text" ] ||
            ok "guide, $name: prints what the guide says" show "$name.text" "$name.seen"
    done
    rm -f block-*
else
    skip 'the guide' 'no basenc here'
fi

# ---- the README of the hamlet ----

readme=$FIXTURES/hamlet/README.md
if command -v openssl >"$temp/said"; then
    blocks "$readme"
    run_blocks
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
