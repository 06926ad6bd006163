echo mine >tally.txt
urne tally "$FIXTURES/budget/hall.pb" --ties id -o tally.txt
status=$?
cat tally.txt
exit $status
