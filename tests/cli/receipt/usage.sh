try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
try receipt
try receipt hamlet
try receipt nowhere 4
try receipt hamlet four
try receipt hamlet 0
try receipt hamlet 4 5
try receipt hamlet 4 --name ABÉLARD
try receipt hamlet --born 2/7/1989
try receipt hamlet 4 -o
try receipt hamlet 4 -o nowhere/r.txt
try receipt hamlet 4 -o hamlet
try receipt hamlet 4 -o r.txt
try receipt hamlet 4 -o r.txt
try receipt hamlet 4 -o r.txt --force
try receipt --check
try receipt --check r.txt
try receipt --check nowhere.txt hamlet/public --quiet
try receipt --check r.txt nowhere
try receipt --check r.txt hamlet --quiet
try receipt --check r.txt hamlet/public --name ABÉLARD --quiet
