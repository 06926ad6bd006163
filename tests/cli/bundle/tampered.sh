# An insider who packs another folder: the checks of the folder say what they always say.
cp -R "$FIXTURES/hamlet/public" public
sed -i 's/^seats 1 2$/seats 1 3/' public/03-result.txt
(cd public && sha256sum [0-9r]*.txt seed-input.txt >sums.txt)
urne bundle public -o hamlet.urne --quiet
urne verify hamlet.urne | grep -v -e PASS -e NOT-CHECKED
rm public/roll.txt
urne bundle public -o hamlet.urne --quiet --force
urne verify hamlet.urne | grep -v -e PASS -e NOT-CHECKED
