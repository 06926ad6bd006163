# CSV of ballots with a map of columns, columns by name, points, ranks, and two files as
# one election; nothing of the column `nom` goes into the result.
cp "$FIXTURES"/ballots/* .
urne ballots import votes.csv --projects projects.csv --budget 100000 --type approval \
    --columns voter=numero,vote=projets,method=canal -o votes.pb
cat votes.pb
echo "== one column a project"
urne ballots import paper.csv --projects projects.csv --budget 100000 --type approval \
    --columns voter=bulletin,project:P1=Arbres,project:P2=Lampes,project:P3=Bancs,project:P4=Livres \
    -o paper.pb --quiet
sed -n '/^VOTES/,$p' paper.pb
echo "== two files"
urne ballots import votes.pb paper.pb -o both.pb
sed -n '/^VOTES/,$p' both.pb
echo "== points, ranks"
urne ballots import points.csv --projects town.pb --type cumulative -o points.pb --quiet
sed -n '/^VOTES/,$p' points.pb
urne ballots import ranks.csv --projects projects.csv --budget 1 --type ordinal -o ranks.pb --quiet
sed -n '/^VOTES/,$p' ranks.pb
