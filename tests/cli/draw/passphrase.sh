# The roll key under a passphrase: it is asked for once the beacon is the right one.
# shellcheck disable=SC1091,SC2154,SC2046
. "$FIXTURES/square/play.sh"
play_to commit2
printf 'secret\nsecret\n' | urne seal square "$FIXTURES/hamlet/roll.csv" \
    --roll-key "$FIXTURES/hamlet/roll-key.txt" --passphrase $(on 14 08:00:00)
for step in sign-seal open1 reveal sign-reveal; do play $step; done
try() {
    urne draw square "$@" 2>&1
    echo "= $?"
}
try --time 2023-09-15T11:05:00Z
try --beacon "$square_beacon" --time 2023-09-15T11:00:00Z
try --beacon "$(echo "$square_beacon" | tr 7 8)" --time 2023-09-15T11:05:00Z
try --beacon "$square_beacon" --time 2023-09-15T11:05:00Z
echo secret | try --beacon "$square_beacon" --time 2023-09-15T11:05:00Z --quiet
cmp square/public/03-result.txt "$FIXTURES/square/public/03-result.txt"
