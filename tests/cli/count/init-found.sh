# A count.json that lies in the folder is taken; beside a rules.json it is one too many.
mkdir d e
cp "$FIXTURES/village/count.json" d
cp "$FIXTURES/village/count.json" "$FIXTURES/hamlet/rules.json" e
urne init d --quiet --time 2026-09-01T08:00:00Z
ls d
urne init e --time 2026-09-01T08:00:00Z
