# A signature stays, unless --force.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES"/keys/* .
echo one >note.txt
try sign note.txt --key clerk.key --role clerk --quiet
echo two >note.txt
cp note.txt.clerk.minisig before
try sign note.txt --key clerk.key --role clerk
cmp before note.txt.clerk.minisig
try sign note.txt --key clerk.key --role clerk --force --quiet
try sign --check note.txt --key clerk.pub --role clerk --quiet
try sign note.txt --key clerk.key --role clerk -o nowhere/s
try sign nowhere.txt --key clerk.key --role clerk
try sign . --key clerk.key --role clerk
try sign note.txt --key nowhere.key --role clerk --force
try sign note.txt --key clerk.pub --role clerk --force
echo 'correct mule' | try sign note.txt --key observer1.key --role observer1
try sign note.txt --key observer1.key --role observer1
ls -A
