# One column a project, points in them, and headers of the town's own.
cp "$FIXTURES/village/projects.csv" .
cat >count.json <<'JSON'
{ "urne": "count/1", "body": "Valbreuil", "title": "Essai", "budget": "800.50",
  "rule": "greedy", "by": "points", "threshold": "2.5", "ties": ["max-votes", "id"],
  "type": "cumulative",
  "reserved": [ { "column": "district", "value": "Hameaux", "share": "12.345%" } ],
  "ballots": { "sum-points": { "most": "5.5" }, "residence": ["Valbreuil"] },
  "columns": { "voter": "N°", "residence": "Commune",
               "projects": { "Parc": "P1", "Jeux": "P2", "Vélos": "P3", "Préau": "P4", "Bancs": "P5" } },
  "sources": [ { "dice": 26, "sides": 6 } ] }
JSON
cat >votes.csv <<'CSV'
N°;Commune;Parc;Jeux;Vélos;Préau;Bancs
a1;Valbreuil;2;;1.5;;
a2;Valbreuil;;3;;2;0.5
a3;Ailleurs;5;;;;
a4;Valbreuil;;;3;3;
a5;Valbreuil;1;;;;4.5
CSV
urne init d --rules count.json --quiet --time 2026-09-01T08:00:00Z --ceremony 00112233445566778899aabbccddeeff
urne ballots commit d votes.csv --projects projects.csv --ballot-key "$FIXTURES/village/ballot-key.txt" --time 2026-09-02T08:00:00Z
cat d/public/count-rules.txt d/public/ballots.txt
dice=24162642263625142536142536
urne reveal d $dice $dice --quiet --time 2026-09-05T16:00:00Z
urne tally d --quiet --time 2026-09-05T16:05:00Z
grep '^selected' d/public/12-tally.txt
urne verify d/public | grep -v NOT-CHECKED
