#!/bin/sh
# minisign and urne read each other's keys and signatures, and write the same bytes.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"

if ! command -v minisign >/dev/null; then
    skip 'minisign and urne agree' 'minisign is not installed'
    finish
fi
echo "# $(minisign -v)"
printf 'urne/1 announce\nend\n' >00-announce.txt
comment() { echo "urne/1 $1 role=$2 sha256=$(sha256sum <"$1" | cut -c 1-64)"; }
stock() { minisign -S -m "$@" </dev/null >/dev/null; }

# ---- ours, read by minisign ----

ok 'a key of ours, in clear' exits 0 "$URNE" key new --role clerk -o ours --no-passphrase
ok 'signs' exits 0 "$URNE" sign 00-announce.txt --key ours.key --role clerk
sig=00-announce.txt.clerk.minisig
ok 'minisign -V accepts the signature' exits 0 minisign -V -m 00-announce.txt -x $sig -p ours.pub
ok 'and says the trusted comment' grep -qF "$(comment 00-announce.txt clerk)" said
ok 'minisign -V -H: it is prehashed' exits 0 minisign -V -H -m 00-announce.txt -x $sig -p ours.pub
ok 'with the key as text' exits 0 minisign -V -m 00-announce.txt -x $sig -P "$(sed -n 2p ours.pub)"
cp 00-announce.txt changed.txt
echo >>changed.txt
ok 'minisign refuses another file' exits 1 minisign -V -m changed.txt -x $sig -p ours.pub
ok 'minisign signs with our key' stock 00-announce.txt -s ours.key -x theirs -t "$(comment 00-announce.txt clerk)"
ok 'the same bytes as we do' cmp theirs $sig
: >empty
ok 'an empty file' exits 0 "$URNE" sign empty --key ours.key --role clerk
ok 'minisign -V accepts that too' exits 0 minisign -V -m empty -x empty.clerk.minisig -p ours.pub
head -c 3000000 /dev/zero >large
ok 'a larger one' exits 0 "$URNE" sign large --key ours.key --role clerk
ok 'and that' exits 0 minisign -V -m large -x large.clerk.minisig -p ours.pub
ok 'minisign finds our public key in our secret one' exits 0 minisign -R -s ours.key -p again.pub
ok 'the same' sh -c 'sed -n 2p ours.pub >a; sed -n 2p again.pub | cmp - a'

# ---- minisign's, read by us ----

ok 'a key of minisign in clear' exits 0 minisign -G -W -s stock.key -p stock.pub
ok 'signs with the trusted comment' stock 00-announce.txt -s stock.key -x s -t "$(comment 00-announce.txt observer1)"
checks() { "$URNE" sign --check 00-announce.txt --key stock.pub --role observer1 --signature "$1"; }
ok 'we accept it' exits 0 checks s
ok 'we sign with it' exits 0 "$URNE" sign 00-announce.txt --key stock.key --role observer1
ok 'the same bytes as minisign' cmp s 00-announce.txt.observer1.minisig
stock 00-announce.txt -s stock.key -x plain
ok 'we refuse its usual trusted comment' exits 1 checks plain
ok 'with its reason' grep -q 'E-KEY-019' complaint
stock 00-announce.txt -s stock.key -x role -t "$(comment 00-announce.txt clerk)"
ok 'and another role' exits 1 checks role
ok 'with its reason' grep -q 'E-KEY-018' complaint
stock 00-announce.txt -s stock.key -x said -c 'a word of my own' -t "$(comment 00-announce.txt observer1)"
mv said words
ok 'and an untrusted comment of its own, which nobody signed' exits 1 checks words
ok 'with its reason' grep -q 'E-KEY-014' complaint
if stock 00-announce.txt -l -s stock.key -x old -t "$(comment 00-announce.txt observer1)"; then
    ok 'minisign -V accepts the old kind' exits 0 minisign -V -m 00-announce.txt -x old -p stock.pub
    ok 'we refuse it' exits 1 checks old
    ok 'with its reason' grep -q 'E-KEY-015' complaint
else
    skip 'the old kind is refused' 'this minisign writes none'
fi

# ---- passphrases ----

typed() { printf '%s\n%s\n' "$1" "$1"; }
typed 'phrase de passe' >phrase
given() { "$@" <phrase >said 2>complaint; }
ok 'a key of minisign under a passphrase' given minisign -G -s locked.key -p locked.pub
ok 'we open it' given "$URNE" key show locked.key
ok 'its public key is that of its file' grep -qF "$(sed -n 2p locked.pub)" said
ok 'a key of ours under a passphrase' given "$URNE" key new --role clerk -o mine
ok 'minisign signs with it' given minisign -S -m 00-announce.txt -s mine.key -x m -t "$(comment 00-announce.txt clerk)"
ok 'we accept it' exits 0 "$URNE" sign --check 00-announce.txt --key mine.pub --role clerk --signature m
typed 'phrase de passe.' >phrase
ok 'another passphrase opens nothing' sh -c "! minisign -S -m 00-announce.txt -s mine.key -x n <phrase >/dev/null 2>&1"
finish
