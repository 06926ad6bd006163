# What the steps refuse, in the order of a ceremony. Exit 5: a sealed state would be
# broken; 6: somebody has to sign, open or wait first.
# shellcheck disable=SC1091,SC2154,SC2086
try() { echo "\$ urne $*" | sed "s|$FIXTURES|FIXTURES|g"; urne "$@" >out 2>&1; code=$?; sed "s|$FIXTURES|FIXTURES|g" out; echo "= $code"; }
. "$FIXTURES/square/play.sh"
keys=$FIXTURES/square/keys
at=--time
good=120709ff49a89179b92b5b65aa3e721b95f8db25c682d5c1ef6586c2d01c959a

echo '--- rules'
sed '/drand/d; s/"observer2"\] },/"observer2"] }/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed "s|\"keys/|\"$keys/|g; s|observer2.pub|observer1.pub|" "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/"quicknet"/"fastnet"/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/3600/599/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/"observer1", "observer2"\] },/"observer1", "observer1"] },/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/"close": \["budget"/"close": ["mayor"/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/"announce"/"tally"/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
sed 's/2023-09-30/2023-09-31/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
cp -R "$keys" keys
sed 's/2023-09-30/2023-09-12/' "$FIXTURES/square/rules.json" >rules.json
try init a --rules rules.json $at 2023-09-13T08:00:00Z
rm -r keys
ls

echo '--- announced'
play init
try seal square "$FIXTURES/hamlet/roll.csv" $at 2023-09-14T08:00:00Z
try sign square/public/00-announce.txt --key "$keys/mayor.key" --role mayor
urne key new --role clerk -o clerk --no-passphrase --quiet
try sign square/public/00-announce.txt --key clerk.key --role clerk
play sign-init
try sign square/public/00-announce.txt --key "$keys/clerk.key" --role clerk --quiet
try seal square "$FIXTURES/hamlet/roll.csv" $at 2023-09-14T08:00:00Z
try contribute square --as mayor --commitment $good $at 2023-09-13T09:00:00Z
try contribute square --as observer1 --commitment 12 $at 2023-09-13T09:00:00Z
play commit1
try contribute square --as observer1 --commitment "$(echo $good | tr 1 2)" $at 2023-09-13T09:00:00Z
try contribute square --as observer1 --commitment "$(echo $good | tr 1 2)" --force $at 2023-09-13T09:00:00Z
try contribute square --as observer1 --commitment $good --force $at 2023-09-13T09:00:00Z
try contribute square --open "$FIXTURES/square/secret1.txt" --force $at 2023-09-13T09:00:00Z
try contribute square --open "$FIXTURES/square/secret1.txt" $at 2023-09-13T09:00:00Z
play commit2
try seal square "$FIXTURES/hamlet/roll.csv" $at 2023-09-15T10:30:00Z
try handover square --from clerk --to budget $at 2023-09-15T10:30:00Z
try init next --rules "$FIXTURES/square/rules.json" --prior square $at 2023-09-29T08:00:00Z

echo '--- sealed'
play seal
play sign-seal
try contribute square --as observer1 --commitment $good $at 2023-09-15T09:59:00Z
try contribute square --open "$FIXTURES/square/rules.json" $at 2023-09-15T09:59:00Z
sed 's/a5$/a4/' "$FIXTURES/square/secret1.txt" >secret.txt
try contribute square --open secret.txt $at 2023-09-15T09:59:00Z
sed 's/observer1/mayor/' "$FIXTURES/square/secret1.txt" >secret.txt
try contribute square --open secret.txt $at 2023-09-15T09:59:00Z
try reveal square $square_dice $square_dice $at 2023-09-15T10:00:00Z
try reveal square $square_dice $square_dice --missing mayor $at 2023-09-15T10:00:00Z
play open1
try reveal square $square_dice $square_dice --missing observer1,observer2 $at 2023-09-15T10:00:00Z
try reveal square $square_dice $square_dice --missing observer2 $at 2023-09-15T11:00:03Z
play reveal
play sign-reveal

echo '--- revealed'
try draw square $at 2023-09-15T11:05:00Z
try draw square --beacon $square_beacon $at 2023-09-15T11:00:02Z
try draw square --beacon "$(echo $square_beacon | tr 7 8)" $at 2023-09-15T11:05:00Z
printf '{"round":657414,"signature":"%s"}' $square_beacon >round.json
try draw square --beacon round.json $at 2023-09-15T11:05:00Z
play draw

echo '--- drawn'
try replace square 6 $at 2023-09-20T09:00:00Z
play sign-draw
try replace square 1 $at 2023-09-20T09:00:00Z
try replace square 6 6 $at 2023-09-20T09:00:00Z
try replace square 9 $at 2023-09-20T09:00:00Z
try replace square 6 $at 2023-09-10T09:00:00Z
try rekey square mayor --key "$keys/mayor.pub" $at 2023-09-20T09:00:00Z
try rekey square clerk --key "$keys/budget.pub" $at 2023-09-20T09:00:00Z
try rekey square clerk --key "$keys/mayor.pub" --expire tomorrow $at 2023-09-20T09:00:00Z
try rekey square clerk --key "$keys/mayor.pub" --expire 2023-09-19 $at 2023-09-20T09:00:00Z
try handover square --from clerk --to mayor $at 2023-09-20T09:00:00Z
try handover square --from clerk --to clerk $at 2023-09-20T09:00:00Z
try abort square --reason whim $at 2023-09-20T09:00:00Z
play replace && play sign-replace && play rekey && play sign-rekey && play handover
try sign square/public/31-rekey.txt --key "$keys/custodian2.key" --role custodian
cp "$keys/../public/32-handover.txt.clerk.minisig" 32-handover.txt.budget.minisig
try sign --add square 32-handover.txt.budget.minisig
cp "$keys/../public/32-handover.txt.clerk.minisig" 42-handover.txt.clerk.minisig
try sign --add square 42-handover.txt.clerk.minisig
play sign-handover
mv square/public/01-commit.txt.observer1.minisig square/public/sums.txt .
sed '/01-commit.txt.observer1/d' sums.txt >square/public/sums.txt
try handover square --from budget --to observer1 $at 2023-09-23T09:00:00Z
mv 01-commit.txt.observer1.minisig sums.txt square/public/
try handover square --from clerk --to observer1 $at 2023-09-23T09:00:00Z
cp "$keys/../public/99-close.txt.budget.minisig" square/public/
try close square $at 2023-10-01T09:00:00Z
rm square/public/99-close.txt.budget.minisig
try close square $at 2023-10-01T09:00:00Z --quiet
try sign square/public/99-close.txt --key "$keys/observer3.key" --role observer3
try replace square 5 $at 2023-10-02T09:00:00Z
try abort square --reason other $at 2023-10-02T09:00:00Z
sed 's/Hameau/Village/' "$FIXTURES/hamlet/rules.json" >village.json
try init next --rules village.json --prior square $at 2023-09-29T08:00:00Z

echo '--- without a beacon, without observers'
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
try draw hamlet --beacon $square_beacon
try draw hamlet --quiet $at 2026-09-05T16:05:00Z
try handover hamlet --from clerk --to budget $at 2026-09-06T16:05:00Z
try rekey hamlet clerk --key "$keys/clerk.pub" $at 2026-09-06T16:05:00Z
cat square/private/attempts.txt
