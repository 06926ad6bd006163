ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
ask urne audit
ask urne audit everything
ask urne audit plan
ask urne audit plan hamlet --lines 0
ask urne audit record hamlet
ask urne audit full hamlet
ask urne audit close hamlet more
ask urne audit --help
