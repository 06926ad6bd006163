# What a panel.json may not say, each at its place.
try() {
    sed "$1" "$FIXTURES/terrace/panel.json" >panel.json
    cmp -s panel.json "$FIXTURES/terrace/panel.json" && echo "$1 changes nothing"
    urne init d --rules panel.json --time 2026-09-01T08:00:00Z 2>&1
    echo "= $?"
}
try 's|panel/1|panel/2|'
try '/"body"/d'
try 's/"title": .*/"title": "",/'
try '/"size"/d'
try 's/"size": 16/"size": 0/'
try 's/"size": 16/"size": "016"/'
try 's/"size": 16/"size": 1000001/'
try 's/"size": 16/"seats": 16/'
try 's/"household": .*/"household": [],/'
try 's/"household": .*/"household": ["adresse", "adresse"],/'
try 's/"household": .*/"household": "adresse",/'
try 's/"lottery": .*/"lottery": "100001",/'
try 's/"lottery": .*/"lottery": "500", "objective": "nash",/'
try 's/"number": .*/"number": "lot",/'
try 's/"number": .*/"number": "dice", "publication": "secret",/'
try 's/"number": .*/"number": "dice", "counts": "none",/'
try 's/"number": .*/"number": "dice", "kmin": 0,/'
try 's/"number": .*/"number": "dice", "publication": "open", "kmin": 5,/'
try 's/"number": .*/"number": "dice", "publication": "open", "counts": "all",/'
try 's/"sources": .*/"sign": { "tally": ["clerk"] }, "sources": [ { "dice": 3 } ]/'
# The number comes from the dice, evenly or not at all.
try '/"sources"/d; s/"dice",/"dice"/'
try 's/"dice": 3/"dice": 4, "sides": 6/'
try 's/"dice": 3/"dice": 6/; s/"1000"/300/'
try 's/{ "dice": 3 }/{ "dice": 3 }, { "dice": 3 }/'
try 's/{ "dice": 3 }/{ "drand": "quicknet", "at": "2027-01-01T00:00:00Z" }/'
try 's/"number": "dice"/"number": "seed"/'
ls
