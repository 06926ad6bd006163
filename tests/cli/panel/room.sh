# More seats on all panels together than panels.txt has room for: said, and not run into;
# nothing is sealed that no verifier would read.
awk 'BEGIN { print "id,k"; for (i = 1; i <= 1343; i++) print i ",v" }' >people.csv
printf 'category,feature,min,max\nk,v,0,1343\n' >quotas.csv
both='--pool people.csv --quotas quotas.csv'
# shellcheck disable=SC2086 # two options
{
    urne panel solve $both --size 1343 --lottery 100000 --panels panels.txt 2>&1
    echo "= $?"
    urne panel draw $both --size 1343 --lottery 100000 --number 7 --lang fr 2>&1
    echo "= $?"
    cat >panel.json <<END
{ "urne": "panel/1", "body": "Valbreuil", "title": "Essai", "size": 1343, "lottery": 100000,
  "number": "seed", "sources": [ { "dice": 24 } ] }
END
    urne init essai --rules panel.json --quiet --time 2026-09-01T08:00:00Z
    urne panel seal essai $both --time 2026-09-02T08:00:00Z 2>&1
    echo "= $?"
}
[ ! -e panels.txt ] && ls essai/public
