try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
try sign
try sign --frobnicate
try sign --quiet=yes
try sign a
try sign a --key k
try sign a --role clerk
try sign a b --key k --role clerk
try sign a --key k --role clerk --signature s
try sign --check a --key k --role clerk -o s
try sign --check a --key k --role clerk --force
try sign --check --key k --role clerk
try sign a --key k --key l --role clerk
try sign a --key --role clerk
ls -A
