# Exit 3 and 1: nothing is written, and no cell of the pool is repeated.
sh "$FIXTURES/../tests/cli/terrace" sealed announced
cp -R terrace before
try() {
    urne panel seal terrace "$@" --time 2026-09-02T08:00:00Z 2>&1
    echo "= $?"
    rm -f terrace/private/attempts.txt
    diff -r before terrace
}
both='--pool respondents.csv --quotas quotas.csv'
echo '--- the pool'
head -n 5 respondents.csv >few.csv
try --pool few.csv --quotas quotas.csv
sed '3s/homme/monsieur/; 5s/^R[0-9]*/R301/' respondents.csv >wrong.csv
try --pool wrong.csv --quotas quotas.csv
try --pool nobody.csv --quotas quotas.csv
cut -d ';' -f 1,5- respondents.csv >homeless.csv
try --pool homeless.csv --quotas quotas.csv
echo '--- the quotas'
sed '2s/9$/1000001/' quotas.csv >large.csv
try --pool respondents.csv --quotas large.csv
long=$(printf '%0201d' 7)
sed "s/Plaine/$long/" quotas.csv >long.csv
sed "s/Plaine/$long/" respondents.csv >long-pool.csv
try --pool long-pool.csv --quotas long.csv
awk 'BEGIN { print "category;name;min;max"; for (c = 0; c < 65; c++) print "c" c ";x;0;16" }' >many.csv
awk 'BEGIN { for (c = 0; c < 65; c++) printf "c%d;", c; print "adresse"
    for (i = 0; i < 60; i++) { for (c = 0; c < 65; c++) printf "x;"; print i } }' >many-pool.csv
try --pool many-pool.csv --quotas many.csv
sed 's/Plaine;3;4/Plaine;11;12/' quotas.csv >none.csv
try --pool respondents.csv --quotas none.csv
try --pool respondents.csv --quotas none.csv --json
try --pool respondents.csv --quotas none.csv --quiet
echo '--- the dossier'
# shellcheck disable=SC2086 # two options
{
    printf 'short\n' >key.txt
    try $both --pool-key key.txt
    cp panel.json terrace/panel.json
    sed 's/Convention/Assises/' panel.json >terrace/panel.json
    cp terrace/panel.json before/panel.json
    try $both
    sed 's/"1000"/"300"/' panel.json >terrace/panel.json
    cp terrace/panel.json before/panel.json
    try $both
    rm terrace/panel.json before/panel.json
    try $both
}
