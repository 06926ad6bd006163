# One keying alone is not counted, nor are two: they are compared first.
printf '%s\n' 'batch;ballot;vote' 'L1;1;01' 'L1;2;02' >a.csv
urne tally a.csv --projects "$FIXTURES/budget/hall.pb" --budget 100 --type approval --ties id
echo "= $?"
