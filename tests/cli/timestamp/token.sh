# shellcheck disable=SC2086,SC2046
# The answer of the authority of fixtures/tsa, filed with its entry and checked: V17.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
cp "$FIXTURES"/tsa/* .
time='--time 2026-12-01T08:00:00Z'
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
v17() { urne verify hamlet/public "$@" | grep -e ^V01 -e ^V17; }
urne timestamp hamlet 03-result.txt --token 03-result.txt.tsr --tsa ca.pem --json $time
cut -c 67- hamlet/public/sums.txt
v17
v17 --tsa ca.pem
v17 --tsa other.pem
ask urne timestamp hamlet 03-result.txt --token 03-result.txt.tsr $time
ask urne timestamp hamlet 01-commit.txt --token 01-commit.txt.tsr $time
ask urne timestamp hamlet 01-commit.txt --token entry.tsr $time
ask urne timestamp hamlet 01-commit.txt --token expired.tsr $time
ask urne timestamp hamlet 01-commit.txt --token nocert.tsr $time
ask urne timestamp hamlet 30-audit.txt --token entry.tsr $time
ask urne timestamp hamlet 01-commit.txt --token entry.tsr --tsa entry.tsr $time
ask urne verify hamlet/public --tsa entry.tsr
