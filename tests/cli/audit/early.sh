# No audit before the result, none without a promise but for the full check.
ask() {
    echo "$ $*"
    "$@" --time 2026-09-06T08:00:00Z 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/sampled" sealed
ask urne audit plan hamlet
ask urne audit record hamlet --full yes
ask urne audit close hamlet
rm -r hamlet
sh "$FIXTURES/../tests/cli/sampled" drawn
ask urne audit record hamlet --leaf 1=clean
ask urne audit close hamlet
rm -r hamlet
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
ask urne audit plan hamlet
ask urne audit record hamlet --leaf 1=clean
ask urne audit close hamlet
ask urne audit record hamlet --full yes
ask urne audit close hamlet
sed 1,5d hamlet/public/30-audit.txt
urne verify hamlet/public | sed -n '/^V19/p;29,$p'
