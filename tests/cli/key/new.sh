# A key is chance: what differs from run to run is put in a constant's place.
steady() {
    sed -E 's/^RWQAAEIy[A-Za-z0-9+/=]{204}$/SECRET/; s/RW[A-Za-z0-9+/]{54}/PUBLIC/
        s/[0-9A-F]{16}/ID/'
}
urne key new --role clerk -o clerk --no-passphrase | steady
cat clerk.key clerk.pub | steady
find clerk.key -perm 600
find clerk.pub -perm 644
# The same public key is in the output, in the file and in the secret key.
urne key show clerk.pub --json | grep -o '"public":"[^"]*"' >a
urne key show clerk.key --json | grep -o '"public":"[^"]*"' >b
cmp a b && sed -n 2p clerk.pub | grep -cf - a
# Another one is another one.
urne cle creer --role observer1 --no-passphrase -o other --json | steady
cmp -s clerk.pub other.pub || echo differs
ls -A
