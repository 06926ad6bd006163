# Six-sided dice show 1 to 6.
cp "$FIXTURES/hamlet/roll.csv" "$FIXTURES/hamlet/roll-key.txt" .
sed 's/"dice": 24/"dice": 26, "sides": 6/' "$FIXTURES/hamlet/rules.json" >rules.json
urne init hamlet --rules rules.json --ceremony 00112233445566778899aabbccddeeff --time 2026-09-01T08:00:00Z --quiet
urne seal hamlet roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z --quiet
for dice in 12345612345612345612345617 02345612345612345612345612 12345612345612345612345612; do
    urne reveal hamlet $dice $dice --time 2026-09-05T16:00:00Z 2>&1
    echo "= $?"
done
tail -n 2 hamlet/public/02-reveals.txt
