# Points: compared as numbers, resolved with the vote; a file with the column is
# cumulative, and points never go where nobody compares them.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cat >a.csv <<END
Lot;Numéro;Projets;Points
1;1;1,2;3,2
1;2;1,2;4,1
END
cat >b.csv <<END
Lot;Numéro;Projets;Points
1;1;2,1;2.0,03
1;2;1,2;1,4
END
columns=batch=Lot,ballot=Numéro,vote=Projets,points=Points
try ballots reconcile a.csv b.csv --columns $columns --differences d.csv
cat d.csv
id=$(sed -n '2s/;.*//p' d.csv)
printf 'case;keep;vote;points\n%s;vote;2,1;2.5,2.50\n' "$id" >r.csv
try ballots reconcile a.csv b.csv --columns $columns --resolutions r.csv -o out.csv
cat out.csv
try ballots reconcile a.csv b.csv --columns $columns --type scoring --resolutions r.csv --quiet
try ballots reconcile a.csv b.csv --columns $columns --type approval
try ballots reconcile a.csv b.csv --columns batch=Lot,ballot=Numéro,vote=Projets --type cumulative
