# The help of every command in French.
urne --lang fr
echo "= $?"
urne --lang fr help
echo "= $?"
for verb in liste ouvrir sceller reveler tirer recepisse verifier piocher bulletins depouiller; do
    urne --lang fr help $verb
    echo "= $?"
done
