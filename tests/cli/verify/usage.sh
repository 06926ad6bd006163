try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp -R "$FIXTURES/hamlet/public" public
mkdir empty
try verify
try verify public public
try verify nowhere
try verify empty --quiet
try verify public/roll.txt
try verify public --seal
try verify public --seal 9290
try verify public --seal a --seal b
try verify public --receipt
try verify nowhere --json
