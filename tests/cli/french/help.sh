# The help of every command in French.
urne --lang fr
echo "= $?"
urne --lang fr help
echo "= $?"
for verb in liste cle ouvrir signer contribuer sceller horodater reveler tirer remplacer panel auditer passer \
    renouveler annuler clore recepisse verifier rapport emballer exporter piocher bulletins depouiller; do
    urne --lang fr help $verb
    echo "= $?"
done
