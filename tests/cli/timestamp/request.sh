# shellcheck disable=SC2086,SC2046
# The request is a function of the entry: 59 bytes of DER.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
urne timestamp hamlet 01-commit.txt --request -o commit.tsq
od -An -tx1 commit.tsq
sha256sum hamlet/public/01-commit.txt
urne timestamp hamlet/public 01-commit.txt --request -o again.tsq --json
cmp commit.tsq again.tsq
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
ask urne timestamp hamlet 01-commit.txt --request -o commit.tsq
ask urne timestamp hamlet roll.txt --request -o roll.tsq
ask urne timestamp hamlet 30-audit.txt --request -o audit.tsq
ask urne timestamp hamlet ../rules.json --request -o rules.tsq
ask urne timestamp hamlet 01-commit.txt
ask urne timestamp hamlet 01-commit.txt --request
ask urne timestamp hamlet 01-commit.txt --request --token x -o y
ask urne timestamp hamlet 01-commit.txt --token x -o y
ask urne timestamp hamlet 01-commit.txt --request -o y --tsa x
ask urne timestamp hamlet
ask urne timestamp --help
