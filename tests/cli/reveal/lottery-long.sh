# Lottery numbers that would not fit a line of a note are refused before they are written.
sed 's/{ "dice": 24 }/{ "dice": 24 }, { "lottery": "loto", "on": "2026-09-04" }/' \
    "$FIXTURES/hamlet/rules.json" >rules.json
dice=083920117465520938471112
urne init d --rules rules.json --time 2026-09-01T08:00:00Z --quiet
urne seal d "$FIXTURES/hamlet/roll.csv" --time 2026-09-02T08:00:00Z --quiet
long=$(awk 'BEGIN { while (n++ < 63) printf "9007199254740991."; print 1 }')
urne reveal d $dice $dice "$long" "$long" --time 2026-09-05T08:00:00Z 2>complaint
status=$?
cut -c 1-60 complaint
ls d/public
exit $status
