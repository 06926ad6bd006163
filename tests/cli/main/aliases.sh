# A French name is the same command.
while read -r name alias; do
    urne "$name" --help >a
    urne "$alias" --help >b
    cmp a b && echo "$alias = $name"
done <<END
roll liste
init ouvrir
seal sceller
reveal reveler
draw tirer
receipt recepisse
verify verifier
pick piocher
key cle
sign signer
END
