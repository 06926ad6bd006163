# Dice and a lottery: every source in the order of the seal, each one twice.
cp "$FIXTURES/hamlet/roll.csv" "$FIXTURES/hamlet/roll-key.txt" .
sed 's/{ "dice": 24 }/{ "dice": 24 }, { "lottery": "loto", "on": "2026-09-05" }/' \
    "$FIXTURES/hamlet/rules.json" >rules.json
urne init hamlet --rules rules.json --ceremony 00112233445566778899aabbccddeeff --time 2026-09-01T08:00:00Z --quiet
urne seal hamlet roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z --quiet
reveal() {
    urne reveal hamlet --time 2026-09-05T20:00:00Z "$@" 2>&1
    echo "= $?"
}
dice=083920117465520938471112
reveal --dice $dice $dice
reveal $dice $dice 4-17-23 4-17-23
reveal $dice $dice 04.17.23 04.17.23
reveal $dice $dice 4.17.23 4.17.32
printf '%s\n' $dice $dice 4.17.23.31.40.7 4.17.23.31.40.7 | reveal --dice --lottery
cat hamlet/public/02-reveals.txt
urne draw hamlet --time 2026-09-05T20:05:00Z --quiet
cat hamlet/public/seed-input.txt
urne verify hamlet/public --quiet
