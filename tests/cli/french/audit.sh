# An audit in French: what is asked too early, the full check, what was found.
# shellcheck disable=SC1090,SC1091
urne() { command urne --lang fr "$@"; }
for case in early full found; do
    mkdir $case
    (cd $case && . "$FIXTURES/../tests/cli/audit/$case.sh")
done
