# The worked panel, sealed: features and certificate are private, the rest is the fixture's.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
urne panel seal terrace --pool respondents.csv --quotas quotas.csv --pool-key pool-key.txt \
    --time 2026-09-02T08:00:00Z
(cd terrace && find private public -type f | LC_ALL=C sort)
find terrace/private -type f ! -perm 600
find terrace/private -type d ! -perm 700
head -n 5 terrace/private/pool-index.csv
sed "s|$(pwd)/|HERE/|" terrace/private/inputs.txt
for file in 00-announce 20-pool-commit counts panels pool quotas; do
    cmp terrace/public/$file.txt "$FIXTURES/terrace/public/$file.txt"
done
diff -r terrace/private/opened "$FIXTURES/terrace/opened"
