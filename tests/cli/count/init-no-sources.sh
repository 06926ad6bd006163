# Dice decide ties: a dossier without sources is refused.
sed 's/,$/,/;/"columns"/s/,$//;/"sources"/d' "$FIXTURES/village/count.json" >count.json
urne init d --rules count.json --time 2026-09-01T08:00:00Z
