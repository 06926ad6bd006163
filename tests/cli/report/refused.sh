# Usage (2), nothing sealed (3), a file that is there, or no folder at all (3, 4).
ask() {
    echo "$ $*" | sed "s|$FIXTURES|FIXTURES|"
    "$@" >out 2>&1
    code=$?
    cat out
    echo "= $code"
}
sh "$FIXTURES/../tests/cli/stage" hamlet announced
ask urne report
ask urne report hamlet/public
ask urne report hamlet/public --poster
ask urne report nowhere --poster
ask urne report "$FIXTURES/hamlet/public" --poster -o notice.html
ask urne report "$FIXTURES/hamlet/public" --poster -o notice.html
ask urne report "$FIXTURES/hamlet/public" --poster -o notice.html --force --quiet
ask urne report "$FIXTURES/hamlet/public" --poster -o none/notice.html
ask urne report "$FIXTURES/hamlet/public" --poster -o notice.html --json
urne bundle "$FIXTURES/hamlet/public" -o hamlet.urne --quiet
urne report hamlet.urne --poster | cmp - notice.html
