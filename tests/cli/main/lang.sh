try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
try --lang de help
try verify nowhere --lang
try --lang=en --version
