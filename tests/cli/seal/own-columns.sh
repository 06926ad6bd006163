# Fields may be called like the columns of our own index: the draw finds its people.
cat >roll.csv <<CSV
number;name;pid;separate;born
1;ROUX;a;x;1980-01-01
2;ROUX;b;y;1981-01-01
3;PETIT;c;x;1982-01-01
4;NOIR;d;y;1983-01-01
CSV
cat >rules.json <<JSON
{ "urne": "rules/1", "body": "B", "title": "T",
  "roll": { "format": "csv", "identity": ["number", "birth-name"], "columns":
    { "number": "number", "birth-name": "name", "pid": "pid", "separate": "separate" } },
  "strata": [ { "field": "separate" } ],
  "draw": { "seats": 2, "substitutes": 1, "allocation": "hamilton", "attributes": ["pid"] },
  "sources": [ { "dice": 24 } ], "kmin": 1 }
JSON
dice=083920117465520938471112
urne init d --rules rules.json --time 2026-09-01T08:00:00Z --quiet
urne seal d roll.csv --time 2026-09-02T08:00:00Z --quiet
urne reveal d $dice $dice --time 2026-09-03T08:00:00Z --quiet
urne draw d --time 2026-09-04T08:00:00Z --quiet
urne receipt d 1 -o receipt.txt --quiet
urne receipt --check receipt.txt d/public --quiet && echo yes
