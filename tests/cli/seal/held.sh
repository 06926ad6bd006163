# The roll key under a passphrase, a copy of it for the custodian, an observer's own copy
# bound; each later step asks.
sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne key new --role custodian -o custodian --no-passphrase --quiet
urne key new --role observer1 -o observer1 --no-passphrase --quiet
printf 'secret\nsecret\n' | urne seal hamlet roll.csv --roll-key roll-key.txt --passphrase \
    --custodian custodian.pub --copy observer1=roll.csv --quiet --time 2026-09-02T08:00:00Z
echo "= $?"
(cd hamlet/private && ls && find . -type f ! -perm 600)
sed -n 's/^\(sealed [a-z0-9]*\|rollcopy [a-z0-9]*\) .*/\1/p' hamlet/public/01-commit.txt
grep ^sealed hamlet/public/01-commit.txt | cut -d ' ' -f 3 | tr '\n' ' ' >sum
echo " hamlet/private/rollkey-custodian.box" >>sum
sha256sum -c sum
urne key open hamlet/private/rollkey-custodian.box --key custodian.key -o opened.txt
cmp opened.txt roll-key.txt
printf 'secret\n' | urne key open hamlet/private/roll-key.box -o again.txt --json
cmp again.txt roll-key.txt
find . -name '*.txt' -path './[oa]*' ! -perm 600
urne audit full --key hamlet/private/rollkey-custodian.box --custodian custodian.key \
    --roll roll.csv --rollcopy "$(cat hamlet/private/rollcopy-observer1.txt)" hamlet
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
ask urne key open hamlet/private/rollkey-custodian.box -o third.txt
ask urne key open hamlet/private/rollkey-custodian.box --key observer1.key -o third.txt
ask urne key open hamlet/private/roll-key.box -o third.txt
printf 'wrong\n' | ask urne key open hamlet/private/roll-key.box -o third.txt
printf 'secret\n' | ask urne key open hamlet/private/roll-key.box -o again.txt
dice=083920117465520938471112
urne reveal hamlet $dice $dice --quiet --time 2026-09-05T16:00:00Z
ask urne draw hamlet --time 2026-09-05T16:05:00Z
printf 'wrong\n' | ask urne draw hamlet --time 2026-09-05T16:05:00Z
printf 'secret\n' | ask urne draw hamlet --quiet --time 2026-09-05T16:05:00Z
printf 'secret\n' | ask urne receipt hamlet 1 -o receipt.txt --quiet
refused=$(sed -n 's/^select member 1 \([0-9]*\) .*/\1/p' hamlet/public/03-result.txt)
printf 'secret\n' | urne replace hamlet "$refused" --quiet --time 2026-09-06T08:00:00Z
echo "= $?"
urne verify hamlet/public | tail -1
