# shellcheck disable=SC2086,SC2046
# A passphrase that is none, a custodian who is none, or not the announced one, copies that
# are none: nothing is sealed.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/stage" hamlet announced
seal="urne seal hamlet roll.csv --quiet --time 2026-09-02T08:00:00Z"
ask $seal --passphrase
printf 'one\ntwo\n' | ask $seal --passphrase
printf '\n\n' | ask $seal --passphrase
ask $seal --custodian roll.csv
ask $seal --copy observer1
ask $seal --copy observer1=none.csv
ask $seal --copy observer2=roll.csv --copy observer1=roll.csv
ls hamlet/public hamlet/private
for who in custodian other; do
    urne key new --role custodian -o $who --no-passphrase --quiet
done
sed 's/^  "kmin"/  "keys": { "custodian": "custodian.pub" },\n  "kmin"/' rules.json >keys.json
urne init announced --rules keys.json --quiet --time 2026-09-01T08:00:00Z
ask urne seal announced roll.csv --quiet --custodian other.pub --time 2026-09-02T08:00:00Z
ask urne seal announced roll.csv --quiet --custodian custodian.pub --time 2026-09-02T08:00:00Z
