# There is no chance in a signature: the same key and file give the same bytes.
printf 'hello\n' >note.txt
urne sign note.txt --key "$FIXTURES/keys/clerk.key" --role clerk
cat note.txt.clerk.minisig
find note.txt.clerk.minisig -perm 644
urne signer note.txt --key "$FIXTURES/keys/clerk.key" --role clerk -o again.minisig --json
cmp note.txt.clerk.minisig again.minisig
echo 'correct horse' | urne sign ./note.txt --key "$FIXTURES/keys/observer1.key" --role observer1 --quiet
urne sign --check note.txt --key "$FIXTURES/keys/observer1.pub" --role observer1
urne sign --check note.txt --key "$FIXTURES/keys/clerk.pub" --role clerk --json
urne sign --check note.txt --key "$FIXTURES/keys/clerk.pub" --role clerk --signature again.minisig --quiet
echo "= $?"
: >empty
urne sign empty --key "$FIXTURES/keys/clerk.key" --role clerk --quiet
urne sign --check empty --key "$FIXTURES/keys/clerk.pub" --role clerk --quiet
echo "= $?"
ls -A
