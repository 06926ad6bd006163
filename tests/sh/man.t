#!/bin/sh
# The manual pages: every command has one, its SYNOPSIS says what `urne VERB --help` says,
# every option of the help is described, and the examples run, in order, in a folder that
# holds the fixtures they name.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
: "${URNE:=$root/build/release/urne}" "${FIXTURES:=$root/fixtures}"
man=$root/docs/man
PATH=$(dirname "$URNE"):$PATH
LC_ALL=C
export PATH LC_ALL
unset LANGUAGE LANG
temp=$(mktemp -d "${TMPDIR:-/tmp}/urne-man.XXXXXX") || exit 2
trap 'rm -rf "$temp"' EXIT
trap 'exit 130' INT TERM HUP
count=0

# verdict STATUS NAME: one line of TAP.
verdict() {
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

# Text as diagnostics.
note() { sed 's/^/# /'; }

# Without the overstrikes that make bold and underlined on a printer.
backspace=$(printf '\b')
plain() { sed "s/.$backspace//g"; }

# The SYNOPSIS of a page as plain words: "urne seal DIR FILE... [--time TIME]".
synopsis() {
    mandoc -T ascii -O width=1000 "$1" | plain |
        sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | sed '1d;$d' | tr -s ' \n' '  ' |
        sed 's/^ //; s/ $//; s/ urne / | /g'
}

# What --help prints behind "usage: ", its lines joined: "urne sign FILE | sign --check FILE".
usage() {
    urne "$1" --help | sed -n '/^$/q; s/^usage: //; s/^ *urne \(.*\)$/\1/; p' |
        awk '{ printf "%s%s", NR == 1 ? "urne " : " | ", $0 }'
}

# The commands of a page: its literal displays under EXAMPLES.
examples() {
    awk '/^\.Sh / { on = /EXAMPLES/ }
        on && /^\.Bd -literal/ { copy = 1; next }
        /^\.Ed/ { copy = 0 }
        copy' "$1" | sed 's/\\e/\\/g; s/\\&//g'
}

for verb in roll init seal reveal draw receipt verify pick ballots tally key sign \
    contribute replace handover rekey abort close audit bundle export timestamp panel; do
    page=$man/urne-$verb.1
    in_page=$(synopsis "$page")
    in_help=$(usage $verb)
    [ "$in_page" = "$in_help" ]
    status=$?
    verdict $status "urne-$verb.1: the synopsis is that of --help"
    [ $status -eq 0 ] || printf '%s\n' "page: $in_page" "help: $in_help" | note
    missing=
    for option in $(urne $verb --help | sed -n 's/^  \(--*[a-z-]*\).*/\1/p'); do
        plain=$(mandoc -T ascii "$page" | plain)
        case $plain in *"$option"*) ;; *) missing="$missing $option" ;; esac
    done
    [ -z "$missing" ]
    verdict $? "urne-$verb.1: every option of --help$missing"
done

for page in "$man"/*.[1-8]; do
    name=${page##*/}
    mkdir "$temp/work"
    examples "$page" >"$temp/examples"
    cp "$FIXTURES/hamlet/roll.csv" "$FIXTURES/hamlet/rules.json" "$temp/work"
    cp "$FIXTURES/sixty/roll.csv" "$temp/work/sixty.csv"
    cp "$FIXTURES/sixty/rules.json" "$temp/work/sixty.json"
    cp -R "$FIXTURES/square/keys" "$temp/work"
    cp "$FIXTURES/square/rules.json" "$temp/work/square.json"
    sed -n 's/^drand .* //p' "$FIXTURES/square/public/beacon.txt" >"$temp/work/beacon.txt"
    cp "$FIXTURES"/ballots/* "$FIXTURES"/budget/* "$FIXTURES"/panel/* "$temp/work"
    # A line that shows another status than 0 says so: "# exit 6".
    awk '/ # exit [0-9]+$/ { print "set +e"; print; print "[ $? -eq " $NF " ] || exit 99"
            print "set -e"; next }
        { print }' "$temp/examples" >"$temp/checked"
    (cd "$temp/work" && sh -e "$temp/checked") </dev/null >"$temp/out" 2>&1
    status=$?
    [ -s "$temp/examples" ] || status=99
    verdict $status "$name: the examples run"
    [ $status -eq 0 ] || note <"$temp/out"
    rm -rf "$temp/work"
done
echo "1..$count"
