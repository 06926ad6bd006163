# A roll key as hex with and without its line feed, and as 32 bytes: one seal.
cp "$FIXTURES/hamlet/roll.csv" "$FIXTURES/hamlet/rules.json" "$FIXTURES/hamlet/roll-key.txt" .
tr -d '\n' <roll-key.txt >bare.txt
printf '\000\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017' >raw
printf '\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037' >>raw
for key in roll-key.txt bare.txt raw; do
    rm -rf d
    urne init d --rules rules.json --quiet --time 2026-09-01T08:00:00Z \
        --ceremony 00112233445566778899aabbccddeeff
    urne seal d roll.csv --roll-key $key --quiet --time 2026-09-02T08:00:00Z
    sha256sum d/public/01-commit.txt
done
head -c 31 raw >short
rm -rf d
urne init d --rules rules.json --quiet --time 2026-09-01T08:00:00Z
urne seal d roll.csv --roll-key short --time 2026-09-02T08:00:00Z
