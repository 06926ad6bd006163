# There is nothing to prove before the seal. (A receipt is no entry: it has no --time.)
sh "$FIXTURES/../tests/cli/stage" hamlet announced
urne receipt hamlet 4
status=$?
sed "s/^[^ ]*Z/TIME/" hamlet/private/attempts.txt
exit $status
