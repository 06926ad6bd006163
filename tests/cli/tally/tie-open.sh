# Nothing in the rule tells 01 from 05, and they are not both funded in the end.
urne tally "$FIXTURES/budget/hall.pb" --rule mes --ties min-cost,max-votes --completion add1 -o tally.txt
status=$?
ls
exit $status
