# Two fit: a person must say which; homonyms only have their numbers.
sh "$FIXTURES/../tests/cli/stage" sixty drawn
urne receipt sixty --name MARTELET --given Claude --born 1965-09-09 --place Nancy
status=$?
urne receipt sixty --name MARTELET --given Claude --born 1965-09-09 --json
urne receipt sixty 7 | grep -E '^(number|identity|separate)'
exit $status
