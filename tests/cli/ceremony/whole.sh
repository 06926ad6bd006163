# Every step of the worked dossier with what it says; the public folder is the fixture's.
# shellcheck disable=SC1091,SC2154,SC2086
try() { echo "\$ urne $*" | sed "s|$FIXTURES|FIXTURES|g"; urne "$@" >out 2>&1; code=$?; sed "s|$FIXTURES|FIXTURES|g" out; echo "= $code"; }
. "$FIXTURES/square/play.sh"
at=--time
play_to sign-init
try contribute square --as observer1 --commitment 120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a $at 2023-09-13T09:00:00Z
play commit2
try seal square "$FIXTURES/hamlet/roll.csv" --roll-key "$FIXTURES/hamlet/roll-key.txt" $at 2023-09-14T08:00:00Z
play sign-seal
try contribute square --open "$FIXTURES/square/secret1.txt" $at 2023-09-15T09:59:00Z
try reveal square $square_dice $square_dice --missing observer2 $at 2023-09-15T10:00:00Z
play sign-reveal
try draw square --beacon $square_beacon $at 2023-09-15T11:05:00Z
play sign-draw
try replace square $square_members $at 2023-09-20T09:00:00Z
play sign-replace
try rekey square custodian --key "$FIXTURES/square/keys/custodian2.pub" --expire 2024-12-31 $at 2023-09-21T09:00:00Z
play sign-rekey
try handover square --from clerk --to budget $at 2023-09-22T09:00:00Z
play sign-handover
try close square $at 2023-09-29T09:00:00Z
play sign-close
diff -r "$FIXTURES/square/public" square/public && echo the same bytes
pins=
for role in budget clerk custodian observer1 observer2 observer3; do
    pins=$pins${pins:+,}$role=$(sed -n 2p "$FIXTURES/square/keys/$role.pub")
done
try verify square/public --seal "$(sha256sum square/public/01-commit.txt | cut -c 1-64)" --key "$pins"
try verify square/public
ls square/private
