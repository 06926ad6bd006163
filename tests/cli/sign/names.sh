# A name must not be able to end the trusted comment, or to look like another.
try() { echo "\$ urne $*"; urne "$@" 2>&1; echo "= $?"; }
key=$FIXTURES/keys/clerk.key
for name in 'a b' '.hidden' 'é' 'a=b' '-a' "$(printf 'a\nb')" \
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; do
    echo x >"./$name"
    urne sign "./$name" --key "$key" --role clerk --quiet 2>&1 | sed 1q
done
for name in a 01-commit.txt Liste_2026.pdf \
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; do
    echo x >"$name"
    urne sign "./$name" --key "$key" --role clerk --quiet
    sed -n 3p "$name.clerk.minisig"
done
urne sign - --key "$key" --role clerk </dev/null 2>&1 | sed 1q
