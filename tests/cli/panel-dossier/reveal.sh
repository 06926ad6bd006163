# Few dice, typed twice, are the number.
sh "$FIXTURES/../tests/cli/terrace" sealed sealed
printf '4 1 7\n417\n' | urne reveal terrace --dice --time 2026-09-05T16:00:00Z
cmp terrace/public/21-pool-reveals.txt "$FIXTURES/terrace/public/21-pool-reveals.txt"
