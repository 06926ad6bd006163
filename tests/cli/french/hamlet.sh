# The whole draw of the hamlet, spoken in French; the public bytes do not change.
h=$FIXTURES/hamlet
cp "$h/roll.csv" "$h/rules.json" "$h/roll-key.txt" .
try() {
    echo "\$ urne $*"
    urne --lang fr "$@"
    echo "= $?"
}
try ouvrir hameau --rules rules.json --ceremony 00112233445566778899aabbccddeeff \
    --time 2026-09-01T08:00:00Z
try verifier hameau/public
try sceller hameau roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z --dry-run
try sceller hameau roll.csv --roll-key roll-key.txt --time 2026-09-02T08:00:00Z
printf '083920117465520938471112\n083920117465520938471112\n' |
    urne --lang fr reveler hameau --dice --time 2026-09-05T16:00:00Z
try tirer hameau --time 2026-09-05T16:05:00Z
try recepisse hameau 1 -o recepisse.txt
try recepisse --check recepisse.txt hameau/public
try verifier hameau/public
for file in "$h"/public/*; do
    cmp "$file" "hameau/public/${file##*/}"
done
