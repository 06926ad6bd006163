# household, address and identity are no columns: rules that use them as fields are refused.
cp "$FIXTURES/hamlet/rules.json" sound.json
try() {
    sed "$1" sound.json >rules.json
    urne init d --rules rules.json --time 2026-09-01T08:00:00Z 2>&1 | head -1
    ls -d d 2>/dev/null
}
try 's/"format": "csv"/"format": "csv", "identity": ["birth-name", "household"]/'
try 's/"field": "hameau"/"field": "address"/'
try 's/"household": \["street-no"/"household": ["household"/'
try 's/"unique": \["household"\]/"attributes": ["address"]/'
try 's/"hameau": "hameau"/"identity": "hameau"/'
# No name divides electors, in a stratum or a chain.
try 's/"field": "hameau"/"field": "birth-name"/'
try 's/"allocation": "hamilton"/"allocation": "balanced", "chains": [["given-names"]]/'
exit 0
