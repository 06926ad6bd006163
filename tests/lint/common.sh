# Sourced by every lint: `tests/lint/NAME [ROOT]` judges the tree ROOT, says on stdout
# FILE:LINE: WHAT for each fault, and exits 1 when there is one.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}" || exit 2
LC_ALL=C
: "${CFLAGS_LINT=-std=c17 -D_XOPEN_SOURCE=700 -Iengine -DURNE_LOCALEDIR=__FILE__}"
export LC_ALL CFLAGS_LINT

# The existing files among the patterns given.
files() {
    for file; do
        [ ! -f "$file" ] || printf '%s\n' "$file"
    done
}

# Stops the lint, as a failure, when a tool is not installed.
need() {
    command -v "$1" >/dev/null || {
        echo "$1 is not installed: run \"make deps-ci\""
        exit 1
    }
}

# Shows stdin, without the findings that tests/lint/exceptions lists; 1 if any is left.
# A line of that file: LINT, a blank, the beginning of a finding as FILE:WHAT, without the
# line number; what follows the second blank says why.
verdict() {
    awk -v lint="${0##*/}" '
        BEGIN {
            while ((getline < "tests/lint/exceptions") > 0)
                if ($1 == lint) listed[$2]
        }
        {
            key = $0
            sub(/:[0-9]+:([0-9]+:)? */, ":", key)
            for (l in listed) if (index(key, l) == 1) next
            print
            found = 1
        }
        END { exit found }'
}
