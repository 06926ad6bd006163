# No option replaces a secret key; --force replaces a public one.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
urne key new --role clerk -o clerk --no-passphrase --quiet
cat clerk.key clerk.pub >before
try key new --role clerk -o clerk --no-passphrase
try key new --role clerk -o clerk --no-passphrase --force
cat clerk.key clerk.pub | cmp - before
rm clerk.key
try key new --role clerk -o clerk --no-passphrase
try key new --role clerk -o clerk --no-passphrase --force --quiet
ls clerk.key
ln -s nowhere link.key
try key new --role clerk -o link --no-passphrase
try key new --role clerk -o nowhere/clerk --no-passphrase
mkdir closed
: >closed/clerk.key
try key new --role clerk -o closed/clerk
