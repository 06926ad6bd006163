# Typed twice, as lines of standard input; the key opens with it and not without.
printf 'phrase de passe\nphrase de passe\n' | urne key new --role clerk -o clerk --quiet
echo "= $?"
sed -n '1p;2s/^RWRTY0Iy.*/under a passphrase/p' clerk.key
printf 'phrase de passe' | urne key show clerk.key | sed -E 's/[0-9A-F]{16}/ID/; s/RW.*/PUBLIC/'
grep -c "$(sed -n 2p clerk.pub)" clerk.key
ls -A
