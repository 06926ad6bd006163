# One difference of every kind, in the terminal, as CSV and as JSON; then every way to
# resolve them, and the ballots.
cat >a.csv <<END
batch;ballot;vote
Lot 2;1;3,1,2
Lot 2;2;1, 2
Lot 2;003;4
Lot 10;1;
Lot 10;2;5
Lot 10;2;6
END
cat >b.csv <<END
batch;ballot;vote
Lot 10;2;5
Lot 10;1;8
Lot 10;9;7
Lot 2;1;3,2,1
Lot 2;2;1,2
END
urne ballots reconcile a.csv b.csv --type ordinal --differences d.csv
echo "= $?"
cat d.csv
urne ballots reconcile a.csv b.csv --type ordinal --json
echo "= $?"
case_of() { sed -n "s/^\([0-9a-f]*\);Lot $1;$2;.*/\1/p" d.csv; }
{
    echo 'case;keep;vote'
    echo "$(case_of 2 1);vote;2,3,1"
    echo "$(case_of 2 3);a;"
    echo "$(case_of 10 1);vote;-"
    echo "$(case_of 10 2);b;"
} >r.csv
urne ballots reconcile a.csv b.csv --type ordinal --resolutions r.csv -o out.csv
echo "= $?"
echo "$(case_of 10 9);drop;" >>r.csv
urne ballots reconcile a.csv b.csv --type ordinal --resolutions r.csv -o out.csv --differences d.csv
echo "= $?"
cat out.csv d.csv
urne ballots reconcile a.csv b.csv --type ordinal --resolutions d.csv --json
