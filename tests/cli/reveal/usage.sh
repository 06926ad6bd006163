try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
dice=083920117465520938471112
few=08392011746552093847111
try reveal
try reveal nowhere $dice $dice
try reveal hamlet
try reveal hamlet '' ''
try reveal hamlet $dice
try reveal hamlet $dice 083920117465520938471121
try reveal hamlet $few $few
try reveal hamlet ${dice}1 ${dice}1
try reveal hamlet 08392O117465520938471112 08392O117465520938471112
try reveal hamlet $dice $dice $dice
try reveal hamlet --lottery $dice $dice
try reveal hamlet --dice --lottery $dice $dice
try reveal hamlet --dice=$dice
try reveal hamlet $dice $dice --time 2026-09-02T08:00:00Z
try reveal hamlet $few $few --json
ls hamlet/public
[ ! -e hamlet/private/attempts.txt ] || cat hamlet/private/attempts.txt
