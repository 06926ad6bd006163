# What else reads the public folder: the notice on the door, a checkpoint, JSON.
urne report "$FIXTURES/terrace/public" --poster | sed -n '/<h2>/,$p' | sed 's/<span[^>]*>//g; s/<.span>//g; /class=.hex small/d'
urne report "$FIXTURES/terrace/public" --poster --json | sed 's/"page".*//'
urne report "$FIXTURES/terrace/open/public" --poster | grep -A1 'numbered from 0'
sed 's/"1000"/"250"/' "$FIXTURES/terrace/panel.json" >panel.json
urne init d --rules panel.json --quiet --time 2026-09-01T08:00:00Z
urne panel seal d --pool "$FIXTURES/terrace/respondents.csv" --quotas "$FIXTURES/terrace/quotas.csv" \
    --quiet --time 2026-09-02T08:00:00Z
urne report d/public --poster | grep -A1 'numbered from 0'
urne export "$FIXTURES/terrace/public" --checkpoint
urne export "$FIXTURES/terrace/public" --json | tr '{' '\n' | cut -c 1-80
