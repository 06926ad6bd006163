# Neither a keying, nor ballots, nor a list in which somebody wrote is ever overwritten;
# a list that nobody touched is.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
printf '%s\n' 'batch;ballot;vote' '1;1;1' >a.csv
printf '%s\n' 'batch;ballot;vote' '1;1;2' >b.csv
cp a.csv keep
try ballots reconcile a.csv b.csv --quiet --differences a.csv
cmp keep a.csv
try ballots reconcile a.csv b.csv --quiet --differences d.csv
printf '%s\n' '1;2;7' >>a.csv
try ballots reconcile a.csv b.csv --quiet --differences d.csv
sed 's/;;\(.\)$/;a;\1/' d.csv >r.csv
cp r.csv d.csv
try ballots reconcile a.csv b.csv --quiet --differences d.csv
cmp r.csv d.csv
try ballots reconcile a.csv b.csv --quiet --resolutions d.csv -o out.csv
cp out.csv kept.csv
try ballots reconcile a.csv b.csv --quiet --resolutions d.csv -o out.csv
cmp kept.csv out.csv
try ballots reconcile a.csv b.csv --quiet --resolutions d.csv -o nowhere/out.csv
