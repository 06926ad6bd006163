ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
ask urne bundle
ask urne bundle public
ask urne bundle public more -o file
ask urne bundle --extract file
ask urne bundle --extract file dir -o x
ask urne bundle --extract file dir --force
ask urne bundle --help
