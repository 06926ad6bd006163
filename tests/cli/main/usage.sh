# The same faults of a line, whatever the verb.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
for verb in roll init seal reveal draw receipt verify pick key sign; do
    try $verb
    try $verb --frobnicate
    try $verb --quiet=yes
done
