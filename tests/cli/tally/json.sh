cp "$FIXTURES/budget/hall.pb" "$FIXTURES/budget/points.pb" .
urne tally hall.pb --rule mes --ties id --completion add1u --comparison satisfaction --json
urne tally points.pb --by points --ties id --threshold 4 --compare --json
urne tally hall.pb --rule mes --json
echo "= $?"
urne tally hall.pb --rule mess --json
echo "= $?"
