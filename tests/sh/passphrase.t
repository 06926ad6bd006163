#!/bin/sh
# A passphrase typed on a terminal: it is not shown, and the terminal has its echo again
# afterwards, when the typing was interrupted as well. `script` makes the terminal.
# Functions run through ok: shellcheck does not see it.
# shellcheck disable=SC2317
. "$(dirname "$0")/common.sh"

if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    skip 'passphrases on a terminal' 'script is not installed, or another one'
    finish
fi
export FIXTURES
cat >session <<'END'
"$URNE" key show "$FIXTURES/keys/observer1.key"
echo "status $?"
stty -a | grep -q ' echo ' && echo 'echo is on'
END
# at_terminal KEY...: each is typed half a second after the one before.
at_terminal() {
    for keys; do
        sleep 1
        printf "%b" "$keys"
    done | script -qec 'sh session' /dev/null >shown 2>&1
    tr -d '\r' <shown >plain
}

at_terminal 'correct horse\n'
ok 'it asks' grep -q "passphrase of .*observer1.key: " plain
ok 'the key opens' grep -q '^status 0' plain
ok 'what was typed is not shown' sh -c '! grep -q horse plain'
ok 'the terminal shows again' grep -q '^echo is on' plain

at_terminal 'correct mule\n'
ok 'another passphrase is refused' grep -q '^status 3' plain
ok 'and not shown' sh -c '! grep -q mule plain'

# The shell of the session is interrupted with urne, unless it holds out.
sed -i '1i trap : INT' session
at_terminal 'correct ho\003'
ok 'interrupted' grep -q '^status 130' plain
ok 'nothing is shown' sh -c '! grep -q correct plain'
ok 'the terminal shows again' grep -q '^echo is on' plain

# shellcheck disable=SC2016 # of the session
sed -i 's|"$URNE" key show.*|"$URNE" key new --role clerk -o clerk|' session
at_terminal 'one\n' 'two\n'
ok 'a new one is asked for twice' grep -q 'passphrase of clerk.key, typed again: ' plain
ok 'and must be the same' grep -q 'E-KEY-007' plain
ok 'no key is written' test ! -e clerk.key -a ! -e clerk.pub
finish
