# An elector's receipt against the public files alone.
sh "$FIXTURES/../tests/cli/stage" hamlet drawn
urne receipt hamlet 4 -o r.txt --quiet
rm -r hamlet/private hamlet/rules.json roll.csv
urne receipt --check r.txt hamlet/public
