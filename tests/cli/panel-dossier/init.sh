# A panel.json makes the dossier of a panel, given or found in the folder.
cp "$FIXTURES/terrace/panel.json" x.json
urne init d --rules x.json --time 2026-09-01T08:00:00Z
cmp x.json d/panel.json
ls d d/private d/public
mkdir e
cp x.json e/panel.json
urne init e --quiet --time 2026-09-01T08:00:00Z
ls e/public
