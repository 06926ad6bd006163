# The same as JSON, up to the list of checks.
# shellcheck disable=SC1091,SC2154,SC2086
try() { urne "$@" --json 2>&1 | sed 's/,"checks".*//'; }
. "$FIXTURES/square/play.sh"
at=--time
play_to sign-init
try contribute square --as observer1 --commitment 120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a $at 2023-09-13T09:00:00Z
play commit2
play seal
play sign-seal
try contribute square --open "$FIXTURES/square/secret1.txt" $at 2023-09-15T09:59:00Z
play reveal
try sign square/public/02-reveals.txt --key "$FIXTURES/square/keys/clerk.key" --role clerk
try sign square/public/02-reveals.txt --key "$FIXTURES/square/keys/observer1.key" --role observer1 -o 02-reveals.txt.observer1.minisig
try sign --add square 02-reveals.txt.observer1.minisig
play draw
play sign-draw
try replace square $square_members $at 2023-09-20T09:00:00Z
play sign-replace
try rekey square custodian --key "$FIXTURES/square/keys/custodian2.pub" $at 2023-09-21T09:00:00Z
play sign-rekey
try handover square --from clerk --to budget $at 2023-09-22T09:00:00Z
play sign-handover
try abort square --reason dispute $at 2023-09-29T09:00:00Z
try verify square/public
