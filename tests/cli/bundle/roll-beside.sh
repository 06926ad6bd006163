# A roll of more than 64 MiB travels beside its bundle, and is given to verify.
mkdir public
head -c 67108865 /dev/zero >public/roll.txt
cp "$FIXTURES/hamlet/public/rules.txt" "$FIXTURES/hamlet/public/sums.txt" public
urne bundle public -o large.urne
urne bundle public -o large.json --json
head -c 40 large.urne
rm public/roll.txt
cp -R "$FIXTURES/hamlet/public/." public
mv public/roll.txt .
urne bundle public -o hamlet.urne --quiet
urne verify hamlet.urne --roll roll.txt | tail -1
