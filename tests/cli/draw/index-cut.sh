# The private index and the note of its hash are both edited: still no draw.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
cd hamlet/private || exit
sed -i '3s/\t//' index.tsv
hash=$(sha256sum index.tsv | cut -c 1-64)
sed -i "s/^.*  index.tsv/$hash  index.tsv/" inputs.txt
cd ../..
urne draw hamlet --time 2026-09-05T16:05:00Z
status=$?
ls hamlet/public
[ ! -e hamlet/private/attempts.txt ] || cat hamlet/private/attempts.txt
exit $status
