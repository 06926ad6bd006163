# One fault a file: which line, and why.
try() { echo "--- $*"; urne key show "$@" 2>&1; echo "= $?"; }
key=$FIXTURES/keys
: >empty
try empty
try nowhere.pub
try .
sed 1d "$key/clerk.pub" >one-line.pub
try one-line.pub
sed 's/$/\r/' "$key/clerk.pub" >crlf.pub
try crlf.pub
sed 2s/RW/RX/ "$key/clerk.pub" >kind.pub
try kind.pub
sed '2s/.$/=/' "$key/clerk.pub" >base64.pub
try base64.pub
echo >>more.pub
cat "$key/clerk.pub" more.pub >longer.pub
try longer.pub
# The point of order 1, and one that is on no curve.
{ sed 1q "$key/clerk.pub"; echo RWTB50sBAgMEBQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; } >small.pub
try small.pub
{ sed 1q "$key/clerk.pub"; echo RWTB50sBAgMEBQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; } >none.pub
try none.pub
sed '2s/.$//' "$key/clerk.key" >short.key
try short.key
sed 2s/AAEIy/AAEIx/ "$key/clerk.key" >check.key
try check.key
# The halves of two keys: to sign with it would give the secret one away.
sed '2s/Epr+id/Epr+ie/' "$key/clerk.key" >halves.key
try halves.key
# Work without end.
sed '2s/kAgAAAAAAAAA/kAg\/\/\/AAAAAA/' "$key/observer1.key" >costly.key
cmp -s costly.key "$key/observer1.key" && echo unchanged
try costly.key
