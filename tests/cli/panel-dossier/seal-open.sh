# The same panel in the open, its number from the seed: who is the only one is said.
sh "$FIXTURES/../tests/cli/terrace" open announced
urne panel seal terrace --pool respondents.csv --quotas quotas.csv --pool-key pool-key.txt \
    --time 2026-09-02T08:00:00Z
(cd terrace && find private public -type f | LC_ALL=C sort)
for file in 00-announce 20-pool-commit counts panel-proof panels pool quotas; do
    cmp terrace/public/$file.txt "$FIXTURES/terrace/open/public/$file.txt"
done
