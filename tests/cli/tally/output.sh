# tally.txt is written once, whole, where one may write.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/budget/hall.pb" .
try tally hall.pb --ties id -o tally.txt --quiet
cat tally.txt
try tally hall.pb --ties id --rule max-welfare -o tally.txt --quiet
grep -c ^proof tally.txt
try tally hall.pb --ties id --rule max-welfare -o tally.txt --quiet --force
grep -c ^proof tally.txt
try tally hall.pb --ties id -o nowhere/tally.txt
mkdir tally.dir
try tally hall.pb --ties id -o tally.dir --force
ls
