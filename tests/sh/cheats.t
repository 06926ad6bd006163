#!/bin/sh
# Whole dossiers that a cheat made again: hashes, chain and sums.txt in order, every entry
# signed with the keys the cheat holds. The program, urne_verify.py and the page's core must
# find the same faults in the same files; what public files cannot show is listed, with what
# shows it instead. The cheats are in tests/cheats/.
#
#   sh tests/sh/cheats.t [WORD...]      the cheats whose name has one of the words
. "$(dirname "$0")/common.sh"

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    skip 'the cheats' 'there is no Python 3.9 here'
    finish
fi

# shellcheck source=page.sh
. "$root/tests/sh/page.sh"
no_page=
packaged || no_page=$unpackaged
export no_page

# The receipt of an elector, made before the throw.
# shellcheck source=../../fixtures/square/play.sh
. "$FIXTURES/square/play.sh"
if ! { play_to sign-seal && "$URNE" receipt square 6 -o receipt.txt --quiet; }; then
    ok 'a receipt' false
    finish
fi
PYTHONDONTWRITEBYTECODE=1 TMPDIR=$temp python3 "$root/tests/cheats/run.py" receipt.txt "$@" >said
status=$?
cat said
sed -n '/^# [0-9]* cheats/,$p' said | grep -v ' and what shows them:$\|^#   .*: .*[^0-9]$' >counts
[ $# -gt 0 ] || figures counts
exit $status
