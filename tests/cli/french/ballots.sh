# Ballots in French: what is wrong with a file, an import, and two keyings of the papers.
cp "$FIXTURES"/ballots/* .
try() {
    echo "\$ urne $*"
    urne --lang fr "$@" 2>&1
    echo "= $?"
}
try bulletins
try bulletins compter
try bulletins controler town.pb
sed -e 's/^10[17];/ &/' -e 's/^P1;60000;4/P1;60000;5/' -e 's/^budget;.*/budget;100000,5/' \
    -e 's/^vote_type.*/&\ncolour;blue/' -e 's/^rule;.*/rule;veto/' -e 's/safety;0/safety;1/' \
    town.pb >wrong.pb
try bulletins controler wrong.pb --most 2
try bulletins importer votes.csv --projects projects.csv --budget 1 --type approval -o a.pb
try bulletins importer votes.csv --projects projects.csv -o a.pb
try bulletins importer town.pb decidim.pb -o a.pb
try bulletins importer votes.csv --projects projects.csv --budget 100000 --type approval \
    --columns voter=numero,vote=projets -o votes.pb
for file in cells-many.pb type-unknown.pb cost-places.pb vote-unknown.pb points-few.pb \
    section-twice.pb keys-many.pb voter-twice.pb; do
    cp "$FIXTURES/broken/ballots/$file" .
    urne --lang fr bulletins controler $file 2>&1 | sed 4q
done

# ---- two keyings ----

printf '%s\n' 'batch;ballot;vote' 'B 2;1;3,1,2' 'B 2;2;1, 2' 'B 2;003;4' 'B 10;1;' 'B 10;2;5' \
    'B 10;2;6' >a.csv
printf '%s\n' 'batch;ballot;vote' 'B 10;2;5' 'B 10;1;8' 'B 10;9;7' 'B 2;1;3,2,1' 'B 2;2;1,2' >b.csv
try bulletins rapprocher a.csv a.csv
try bulletins rapprocher a.csv b.csv --type ordinal --differences d.csv
case_of() { sed -n "s/^\([0-9a-f]*\);B $1;$2;.*/\1/p" d.csv; }
{
    echo 'case;keep;vote'
    echo "$(case_of 2 1);vote;2,3,1"
    echo "$(case_of 2 3);a;"
    echo "$(case_of 10 1);vote;-"
    echo "$(case_of 10 2);b;"
    echo "$(case_of 10 9);drop;"
} >r.csv
try bulletins rapprocher a.csv b.csv --type ordinal --resolutions r.csv -o out.csv
echo "$(case_of 10 9);perhaps;" >>r.csv
try bulletins rapprocher a.csv b.csv --type ordinal --resolutions r.csv -o again.csv
