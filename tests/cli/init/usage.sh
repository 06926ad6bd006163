try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
cp "$FIXTURES/hamlet/rules.json" .
try init
try init a b
try init a
try init a --preset nancy
try init a --preset nancy --body Ville
try init a --preset jury-assises --body Ville --on 2026-12-31
try init a --preset paris --body Ville --on 2026-12-31
try init a --preset nancy --body Ville --on 31/12/2026
try init a --preset nancy --body Ville --on 2026-12-31 --seats many
try init a --preset nancy --body Ville --on 2026-12-31 --substitutes -1
try init a --preset nancy --body '' --on 2026-12-31
try init b --rules rules.json --preset nancy --body Ville --on 2026-12-31
try init c --rules rules.json --title Another
try init a --rules rules.json --time yesterday
try init a --rules rules.json --time 2026-02-30T08:00:00Z
try init a --rules rules.json --ceremony 0011
try init a --rules rules.json --prior 0011
try init a --rules rules.json --rules rules.json
ls
