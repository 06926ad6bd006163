try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
try frobnicate
try --frobnicate
try help frobnicate
try frobnicate --json
try roll clean roll.csv
