# A lot from a seed that is given: the ticket printed, by sha256sum.
seed=5eed00000000000000000000000000000000000000000000000000000000beef
hash() { sha256sum | cut -c 1-64; }
ticket() {
    sub=$(printf 'urne/1 sub\n%s\ntie/%s\n' $seed "$1" | hash)
    key=$(printf 'urne/1 project\n%032d\n%s\n' 0 "$2" | hash)
    printf 'urne/1 ticket\n%s\n%s\n' "$sub" "$key" | hash
}
urne tally "$FIXTURES/budget/hall.pb" --ties max-votes,lot:$seed -o tally.txt
echo "= $?"
for id in 01 05 02 03; do
    case $id in 01 | 05) round=1 ;; *) round=3 ;; esac
    echo "$round $id $(ticket $round $id)"
done | sort -k 1,1 -k 3
grep -E '^(lot|tie)' tally.txt
urne tally "$FIXTURES/budget/hall.pb" --rule mes --completion add1 --ties lot:$seed --json |
    grep -o '"chosen":"[0-9]*","by":"lot","ticket":"[0-9a-f]*"'
for id in 01 05; do echo "2 $id $(ticket 2 $id)"; done
# The seed of a count.json stands beside it.
echo '{ "urne": "count/1", "rule": "greedy", "ties": ["max-votes", "lot"] }' >lot.json
echo '{ "urne": "count/1", "rule": "greedy", "ties": ["id"] }' >id.json
urne tally "$FIXTURES/budget/hall.pb" --rules lot.json --lot $seed -o again.txt --quiet
cmp tally.txt again.txt
for line in "--rules lot.json" "--rules lot.json --lot 12" "--rules id.json --lot $seed" \
    "--lot $seed" "--ties lot:$seed --lot $seed" "--budget 60000 --rules lot.json"; do
    # shellcheck disable=SC2086
    urne tally "$FIXTURES/budget/hall.pb" $line --quiet 2>&1
    echo "= $?"
done
