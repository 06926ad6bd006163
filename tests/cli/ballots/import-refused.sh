# Each refusal of an import, with its place and what to do.
cp "$FIXTURES"/ballots/* .
no() {
    urne ballots import "$@" -o out.pb --quiet 2>&1
    echo "exit $?"
    [ ! -e out.pb ] || echo "out.pb was written"
}
no votes.csv
no votes.csv --projects projects.csv --type approval
no votes.csv --projects projects.csv --budget 1
no votes.csv --projects projects.csv --budget 1 --type veto
no votes.csv --projects projects.csv --budget 1.5.0 --type approval --columns voter=numero,vote=projets
no votes.csv --projects projects.csv --budget 1 --type approval --columns voter=numero,vote=projet
no votes.csv --projects projects.csv --budget 1 --type approval --columns voter=numero,vote
no votes.csv --projects projects.csv --budget 1 --type approval --columns voter=numero,voter=nom
no votes.csv --projects projects.csv --budget 1 --type approval --columns voter=numero,project:P9=projets
no town.pb decidim.pb
no town.pb town.pb
sed 's/^101;/201;/; s/^P1;60000/P1;61000/' town.pb >other.pb
no town.pb other.pb
sed 's/;60000;/;60000,5;/' town.pb >comma.pb
no votes.csv comma.pb --columns voter=numero,vote=projets
sed 's/,1,0,3/,1,0,1/' ranks.csv >same-rank.csv
no same-rank.csv --projects projects.csv --budget 1 --type ordinal
urne ballots import town.pb -o town.pb --quiet
echo "exit $?"
