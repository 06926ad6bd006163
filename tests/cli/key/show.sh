cd "$FIXTURES/keys" || exit
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
try key show clerk.pub
try key show clerk.key
try cle montrer clerk.pub --json
try key show clerk.pub --quiet
try key show observer1.pub
try key show observer1.key
echo 'correct horse' | try key show observer1.key
echo 'correct horse' | try key show observer1.key --json
echo 'correct mule' | try key show observer1.key
# minisign's comments name no role, and one may lie about everything but the key.
sed '1s/:.*/: minisign public key 0000000000000000/' clerk.pub >"$OLDPWD/stock.pub"
sed '1s/clerk/CLERK/' clerk.pub >"$OLDPWD/upper.pub"
cd "$OLDPWD" || exit
try key show stock.pub
try key show upper.pub --json
