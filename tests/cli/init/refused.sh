# Rules that cannot be read, and folders that cannot be written.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/hamlet/rules.json" .
cp "$FIXTURES/broken/rules/seats-zero.json" .
: >file
try init a --rules nowhere.json
try init a --rules seats-zero.json
try init a --rules seats-zero.json --json
try init file --rules rules.json
try init file/a --rules rules.json
try init nowhere/a --rules rules.json
mkdir a
cp rules.json a
echo >>a/rules.json
try init a --rules rules.json
ls
