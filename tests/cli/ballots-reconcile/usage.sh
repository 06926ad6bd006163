# The line of the command.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
printf '%s\n' 'batch;ballot;vote' '1;1;1' >a.csv
cp a.csv b.csv
try ballots reconcile --help
try ballots reconcile
try ballots reconcile a.csv
try ballots reconcile a.csv b.csv c.csv
try ballots reconcile a.csv b.csv --type ranked
try ballots reconcile a.csv b.csv --columns batch
try ballots reconcile a.csv b.csv --columns batch=
try ballots reconcile a.csv b.csv --columns lot=batch
try ballots reconcile a.csv b.csv --columns batch=x,batch=y
try ballots reconcile a.csv b.csv --columns batch=x,,
try ballots reconcile a.csv b.csv --columns batch=x
try ballots reconcile a.csv b.csv --force
try bulletins reconcile a.csv b.csv
