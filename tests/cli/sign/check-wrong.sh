# Every way in which a signature is not one of this file, in this role, by this key.
cp "$FIXTURES"/keys/* .
echo one >note.txt
urne sign note.txt --key clerk.key --role clerk --quiet
cp note.txt.clerk.minisig s
check() { urne sign --check "${1:-note.txt}" --key "${2:-clerk.pub}" --role "${3:-clerk}" --signature "${4:-s}" --quiet 2>&1; echo "= $?"; }
wrong() { echo "--- $1"; sed "$1" s >wrong; cmp -s s wrong && echo unchanged; check '' '' '' wrong; }
check
echo '--- other bytes'
echo two >other.txt
cp note.txt kept; cp other.txt note.txt; check; cp kept note.txt
echo '--- another name'
cp note.txt copy.txt; check copy.txt
echo '--- another role'
sed '1s/:.*/: x/' clerk.pub >stock.pub; check '' stock.pub custodian
echo '--- another key'
sed '1s/:.*/: x/' observer1.pub >stock.pub; check '' stock.pub
echo '--- a secret key'
check '' clerk.key
wrong '1s/minisign/Minisign/'
wrong '2s/^RU/RW/'
wrong '2s/^RU/RX/'
wrong '2s/.$//'
wrong '2s/AgME/AgMF/'
wrong '2s/[+/0-9]/A/9'
wrong '3s/^trusted/Trusted/'
wrong '3s/note/nota/'
wrong '3s/$/ /'
wrong '4s/^./A/'
wrong '4s/==$/=/'
wrong '4d'
# shellcheck disable=SC2016 # the last line
wrong '$a\
'
wrong 's/$/\r/'
echo '--- no such file'
check '' '' '' nowhere
echo '--- as JSON'
urne sign --check copy.txt --key clerk.pub --role clerk --signature s --json
echo "= $?"
echo '--- exit status alone'
urne sign --check copy.txt --key clerk.pub --role clerk --signature s --quiet 2>/dev/null
