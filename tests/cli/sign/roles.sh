# A key has one role. A key of minisign's names none: then the role is the signer's word.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES"/keys/* .
echo one >note.txt
try sign note.txt --key clerk.key --role custodian
try sign note.txt --key observer1.key --role clerk
try sign note.txt --key clerk.key --role Clerk
sed '1s/:.*/: minisign encrypted secret key/' clerk.key >stock.key
sed '1s/:.*/: minisign public key/' clerk.pub >stock.pub
try sign note.txt --key stock.key --role custodian --quiet
try sign --check note.txt --key clerk.pub --role custodian
try sign --check note.txt --key stock.pub --role custodian --quiet
ls -A
