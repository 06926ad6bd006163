try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
for verb in contribute replace handover rekey abort close; do
    try $verb
    try $verb --frobnicate
    try $verb a b c d
done
try contribute a
try contribute --new --as b -o f
try contribute a --new -o f
try contribute a --new --as b
try contribute a --new --as b -o f --ceremony 0
try contribute --new --as b -o f --ceremony 0
try contribute --new --as B -o f --ceremony 00112233445566778899aabbccddeeff
try contribute a --new --open f
try contribute a --open f --as b
try contribute a --commitment 1
try contribute a --as b --commitment 1 -o f
try contribute --open f
try contribute a --new --as b -o f --time t
try replace a x
try replace a 0
try handover a --from b
try rekey a b
try abort a
try sign --add a
try sign --add a b --key c
try sign --add --check a b
ls
urne contribute --new --as observer1 -o s --ceremony 00112233445566778899aabbccddeeff | sed 's/[0-9a-f]\{64\}/HEX64/'
sed 's/[0-9a-f]\{64\}/HEX64/' s
stat -c %a s
try contribute --new --as observer1 -o s --ceremony 00112233445566778899aabbccddeeff
