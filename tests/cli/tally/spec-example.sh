# The worked example of budget-1 §11: its tally.txt, as a file and as the document has it.
urne tally "$FIXTURES/budget/small.pb" --rules "$FIXTURES/budget/small.json" -o tally.txt
cmp tally.txt "$FIXTURES/budget/small.tally.txt" || exit 1
sed -n '/^urne\/1 count$/,/^end$/p' "$FIXTURES/../docs/spec/budget-1.md" | diff - tally.txt
