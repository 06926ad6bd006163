# A count.json makes the dossier of a count.
cp "$FIXTURES/village/count.json" x.json
urne init d --rules x.json --time 2026-09-01T08:00:00Z
cmp x.json d/count.json
ls d d/private d/public
