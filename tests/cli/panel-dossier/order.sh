# Another order of the lines of the pool, and of the columns, gives the same dossier.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
awk -F ';' -v OFS=';' '{ print $7, $4, $6, $1, $5 }' respondents.csv >columns.csv
{ sed -n 1p columns.csv; sed 1d columns.csv | LC_ALL=C sort; } >other.csv
urne panel seal terrace --pool other.csv --quotas quotas.csv --pool-key pool-key.txt --quiet \
    --time 2026-09-02T08:00:00Z
cmp terrace/public/20-pool-commit.txt "$FIXTURES/terrace/public/20-pool-commit.txt"
cut -d ';' -f 1-2,4- terrace/private/pool-index.csv | sha256sum
rm -r terrace
sh "$FIXTURES/../tests/cli/terrace" sealed sealed
cut -d ';' -f 1-2,4- terrace/private/pool-index.csv | sha256sum
