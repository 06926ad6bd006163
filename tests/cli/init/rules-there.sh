# A rules.json already in the folder is taken as it is.
mkdir hamlet
cp "$FIXTURES/hamlet/rules.json" hamlet
urne init hamlet --time 2026-09-01T08:00:00Z --prior none --json
urne init hamlet2 --rules hamlet/rules.json --time 2026-09-01T08:00:00Z --quiet \
    --prior 2222222222222222222222222222222222222222222222222222222222222222
grep prior hamlet2/public/00-announce.txt
