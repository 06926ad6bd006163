# shellcheck disable=SC2086,SC2046
# What cannot be compared: another key, no key, no rules, no seal, a copy that was not
# sealed for anybody, open cases.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/sampled" announced
ask urne audit full --key roll-key.txt --roll roll.csv hamlet
rm -r hamlet
sh "$FIXTURES/../tests/cli/sampled" sealed
echo 100102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f >other.txt
ask urne audit full --key other.txt --roll roll.csv hamlet
ask urne audit full --key none.txt --roll roll.csv hamlet
ask urne audit full --key roll-key.txt --roll roll.csv hamlet/public
ask urne audit full --roll roll.csv hamlet
ask urne audit full --key roll-key.txt hamlet
ask urne audit full --key roll-key.txt --roll roll.csv hamlet --rollcopy 12
ask urne audit full --key roll-key.txt --roll roll.csv hamlet \
    --rollcopy 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
sed 2p roll.csv >copy.csv
ask urne audit full --key roll-key.txt --roll copy.csv hamlet
