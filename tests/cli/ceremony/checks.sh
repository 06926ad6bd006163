# What is said of each fault that only a dossier with keys can have; the code is that of
# the check meant. At the end continuity [E-CHECK-092] [E-CHECK-095]. What a pass says is
# in whole.stdout: [E-CHECK-094] [E-CHECK-096] [E-CHECK-097].
fresh() { rm -rf public && cp -R "$FIXTURES/square/public" public; }
resum() { (cd public && rm sums.txt && LC_ALL=C sha256sum -- * >../sums && mv ../sums sums.txt); }
say() {
    echo "--- $1"
    urne verify public ${2:+"$@"} --quiet | grep -v '^keys not\|^the seal\|^the time'
    fresh
}
pinned() {
    echo "--- $1"
    shift
    urne verify public "$@" --quiet 2>&1 | grep -v '^keys not\|^the seal\|^the time\|^closed\|^1 seat'
}
fresh
other=$(sed -n 2p "$FIXTURES/square/keys/budget.pub")
sed -i "s|^key clerk .*|key clerk $other|" public/00-announce.txt && resum && say 'a key twice [E-CHECK-080]'
sed -i '/^key clerk/s/.$/A/' public/00-announce.txt && resum && say 'no key'
pinned 'another key [E-CHECK-081]' --key "clerk=$other"
pinned 'a role without a key [E-CHECK-083]' --key "mayor=$other"
pinned 'no pins' --key clerk
sed -i 's/^key RW/key RX/' public/31-rekey.txt && resum && say 'rekey: no key [E-CHECK-082]'
sed -i 's/^role custodian/role mayor/' public/31-rekey.txt && resum && say 'rekey: no role'
sed -i "s|^old .*|old $other|" public/31-rekey.txt && resum && say 'rekey: not the old one'
rm public/31-rekey.txt.observer2.minisig && resum && say 'rekey: not enough observers'
rm public/01-commit.txt.observer1.minisig && resum && say 'not signed [E-CHECK-085]'
cp public/01-commit.txt.observer1.minisig public/01-commit.txt.mayor.minisig && resum && say 'a role without a key [E-CHECK-083]'
cp public/01-commit.txt.observer1.minisig public/01-commit.txt.clerk.minisig && resum && say 'the signature of another'
cp public/00-announce.txt.clerk.minisig public/01-commit.txt.clerk.minisig && resum && say 'of another file'
sed -i '1s/signature/Signature/' public/01-commit.txt.clerk.minisig && resum && say 'another first line'
echo x >>public/01-commit.txt.clerk.minisig && resum && say 'a fifth line'
sed -i '2s/^\(.\{50\}\)./\1+/' public/01-commit.txt.clerk.minisig && resum && say 'another signature'
sed -i '4s/^\(.\{50\}\)./\1+/' public/01-commit.txt.clerk.minisig && resum && say 'another global signature'
cp public/99-close.txt . && sed -i 's/2023-09-29/2023-10-01/' 99-close.txt && cp 99-close.txt public
urne sign 99-close.txt --key "$FIXTURES/square/keys/observer3.key" --role observer3 --quiet
rm public/99-close.txt.* && mv 99-close.txt.observer3.minisig public && resum && say 'expired [E-CHECK-084]'
sed -i 's/657413$/657414/; s/52db/52dc/' public/01-commit.txt && resum && say 'another chain [E-CHECK-086]'
sed -i 's/^drand \([0-9a-f]*\) 657413/drand \1 657414/' public/beacon.txt && resum && say 'another round [E-CHECK-087]'
sed -i 's/b713/a713/' public/beacon.txt && resum && say 'no point'
sed -i '/drand/s/fc18/fc19/' public/seed-input.txt && resum && say 'another hash in the seed'
rm public/beacon.txt && resum && say 'no beacon'
sed -i 's/^lead 3600/lead 99999/' public/01-commit.txt && resum && say 'too short a lead [E-CHECK-089]'
sed -i 's/^time 2023-09-15T10:00/time 2023-09-15T11:01/' public/02-reveals.txt && resum && say 'a throw after the round'
sed -i 's/^time 2023-09-15T11:05/time 2023-09-15T10:05/' public/03-result.txt && resum && say 'a result before it'
sed -i 's/^time 2023-09-20/time 2023-09-12/' public/30-replace.txt && resum && say 'an entry before the result'
sed -i 's/party observer2/party observer1/' public/0[12]-*.txt && resum && say 'a party twice [E-CHECK-099]'
sed -i 's/^refused 3/refused 1/' public/30-replace.txt && resum && say 'who has no seat refuses [E-CHECK-090]'
sed -i 's/^called 5 /called 1 /' public/30-replace.txt && resum && say 'another is called'
sed -i '/^passed/d' public/30-replace.txt && resum && say 'not passed over'
sed -i 's/^selected 3/selected 4/' public/99-close.txt && resum && say 'close: selected [E-CHECK-091]'
sed -i 's/^replaced 5/replaced -/' public/99-close.txt && resum && say 'close: replaced'
sed -i 's/^seq 6/seq 5/' public/32-handover.txt && resum && say 'seq'
sed -i 's/^prev ./prev x/' public/32-handover.txt && resum && say 'prev'
sed -i 's/^to budget/to clerk/' public/32-handover.txt && resum && say 'handover: to itself [E-CHECK-093]'
sed -i 's/^from clerk/from mayor/' public/32-handover.txt && resum && say 'handover: from nobody'
sed -i '/^check V04/d' public/32-handover.txt && resum && say 'handover: not verified'
rm public/32-handover.txt.budget.minisig && resum && say 'handover: not signed'
mv public/32-handover.txt public/33-handover.txt && resum && say 'a number left out'
cp public/99-close.txt public/33-abort.txt && sed -i '1s/close/abort/; s/^selected.*/reason other/; /^replaced/d' public/33-abort.txt && sed -i "s/^seq 7/seq 8/; s/^prev .*/prev $(sha256sum public/33-abort.txt | cut -c 1-64)/" public/99-close.txt && resum && say 'a close after an abort [E-CHECK-088]'
cp public/30-replace.txt public/04-audit.txt && resum && say 'a name of another document'
rm -rf public && cp -R "$FIXTURES/hamlet/public" public && cp "$FIXTURES/square/public/beacon.txt" public && resum && say 'a beacon that nobody sealed [E-CHECK-098]'
sed -i '/^prior/s/none/0000000000000000000000000000000000000000000000000000000000000001/' public/00-announce.txt && resum && urne verify public | grep V20
fresh
urne verify public --prior "$FIXTURES/hamlet/public" | grep V20
urne verify public --prior public | grep V20
