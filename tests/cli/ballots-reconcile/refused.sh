# Keyings that cannot be read.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
a() { printf '%s\n' 'batch;ballot;vote' "$@" >a.csv; }
b() { printf '%s\n' 'batch;ballot;vote' "$@" >b.csv; }
b '1;1;1'
a ';1;1' '1;one;1' '1;2;1,,2' '1;1000000000;3'
try ballots reconcile a.csv b.csv
a '1;1;1'
try ballots reconcile a.csv a.csv
try ballots reconcile a.csv nowhere.csv
printf 'lot;ballot;vote\n1;1;1\n' >b.csv
try ballots reconcile a.csv b.csv
printf 'batch;ballot;vote;vote\n1;1;1;1\n' >b.csv
try ballots reconcile a.csv b.csv
printf 'batch;ballot;vote\n1;1;e\314\201\n' >b.csv
try ballots reconcile a.csv b.csv
try ballots reconcile a.csv b.csv --json
