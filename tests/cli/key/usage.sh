try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
try key
try key --frobnicate
try key --quiet
try key make
try key new
try key new --role clerk
try key new -o clerk
try key new --role clerk -o
try key new --role clerk -o folder/
try key new clerk.pub --role clerk -o clerk
try key new --role Clerk -o clerk --no-passphrase
try key new --role 'a b' -o clerk --no-passphrase
try key new --role abcdefghijklmnopq -o clerk --no-passphrase
try key new --role '' -o clerk --no-passphrase
try key new --role clerk --role clerk -o clerk
try key show
try key show a b
try key show a --role clerk
try key show a -o b
try key show a --force
try key show a --no-passphrase
ls -A
urne key new --help >a
urne cle --help | cmp - a
