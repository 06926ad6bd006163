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
urne tally "$FIXTURES/budget/hall.pb" --rule mes --ties lot:$seed --json | grep -o '"ticket": *"[0-9a-f]*"'
