# Who is on no panel is said, and that the panels do not give the chances: here a hundred
# times the same one, sealed with its true deviation.
{
    echo category,feature,min,max
    printf '%s\n' a,yes,1,1 a,no,1,1 b,yes,1,1 b,no,1,1 c,yes,1,1 c,no,1,1
} >whole.csv
sed '/^c,/d' whole.csv >two.csv
{
    echo id,a,b,c
    printf '%s\n' r1,no,no,no r2,no,no,no r3,no,yes,yes r4,yes,no,yes r5,yes,yes,no
    echo r6,yes,yes,yes
} >pool.csv
{
    echo '{"urne": "panel/1", "body": "Valbreuil", "title": "Essai", "size": 2,'
    echo '"lottery": 100, "number": "seed", "publication": "open", "sources": [{"dice": 24}]}'
} >panel.json
for case in 'whole 1/2' 'two 2/3'; do
    rm -rf d
    urne init d --rules panel.json --quiet --time 2026-09-01T08:00:00Z
    urne panel seal d --pool pool.csv --quotas "${case% *}.csv" --quiet \
        --time 2026-09-02T08:00:00Z
    urne verify d/public | grep '^V22'
    urne verify d/public --json | tr '{' '\n' | grep '"V22"'
    first=$(sed -n 's/^panel 00 //p' d/public/panels.txt)
    sed -i "s/^\(panel [0-9]*\) .*/\1 $first/" d/public/panels.txt
    hash=$(sha256sum d/public/panels.txt | cut -c 1-64)
    sed -i "s|^panels .*|panels $hash|; s|^deviation .*|deviation ${case#* }|" \
        d/public/20-pool-commit.txt
    (cd d/public && rm sums.txt && sha256sum -- * >../sums.txt && mv ../sums.txt .)
    urne verify d/public | grep '^V22'
    urne verify d/public --json | tr '{' '\n' | grep '"V22"'
    urne verify d/public --lang fr | grep '^V22'
done
