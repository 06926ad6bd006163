# How a ceremony can end, and what a stranger is told of it.
# shellcheck disable=SC1091,SC2154,SC2086
try() { echo "\$ urne $*" | sed "s|$FIXTURES|FIXTURES|g"; urne "$@" >out 2>&1; code=$?; sed "s|$FIXTURES|FIXTURES|g" out; echo "= $code"; }
said() { urne verify "$1" | sed '/^V/d'; }
. "$FIXTURES/square/play.sh"
at=--time
echo '--- aborted before the throw'
play_to sign-seal
cp -R square early
try abort early --reason roll-error $at 2023-09-15T09:00:00Z
said early/public
try seal early "$FIXTURES/hamlet/roll.csv" $at 2023-09-16T08:00:00Z
try init next --rules "$FIXTURES/square/rules.json" --prior early $at 2023-09-16T08:00:00Z
try verify next/public --prior early/public | grep V20
echo '--- aborted once the round was made, without a throw'
cp -R square late
try abort late --reason late $at 2023-09-15T11:00:03Z
said late/public
echo '--- aborted after the throw, and not signed'
play open1
play reveal
try abort square --reason dispute $at 2023-09-15T10:10:00Z
said square/public
echo '--- nobody is left'
rm -rf square
play_to sign-draw
try replace square 6 8 7 4 5 3 $at 2023-09-20T09:00:00Z
try replace square 2 $at 2023-09-20T10:00:00Z
play sign-replace
try replace square 2 $at 2023-09-20T10:00:00Z
try verify square/public | grep -v '^V'
