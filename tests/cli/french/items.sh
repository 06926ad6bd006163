# What verify names besides the file, in French: a line, or a word for what is not a line.
# Of the checks that fail for one reason, the first is shown. JSON keeps the words.
fails() {
    echo "--- $1"
    urne --lang fr verifier public --quiet |
        awk '/ FAIL / { why = $0; sub(/.* FAIL +/, "", why); if (!seen[why]++) print }'
    rm -rf public
    cp -R "$FIXTURES/hamlet/public" public
}
# Changes a note and the sums, so that the note itself is read.
change() {
    sed -i "$2" "public/$1"
    (cd public && sha256sum 0*.txt roll.txt rules.txt seed-input.txt >sums.txt)
    fails "$1 $2"
}
cp -R "$FIXTURES/hamlet/public" public
rm public/roll.txt && fails 'a file is missing'
rm public/roll.txt && mkdir public/roll.txt && fails 'a folder in its place'
echo >public/note.txt && fails 'a name that no dossier has'
sed -i '/roll.txt/d' public/sums.txt && fails 'a file that is not listed'
echo >>public/roll.txt && fails 'a byte too many'
sed -i 1d public/sums.txt && echo x >>public/sums.txt && fails 'a line that is no sum'
change roll.txt "\$d"
change roll.txt 's/0$/1/; s/[2-9a-f]$/0/'
change rules.txt 's/^identity .*/identity Nom/'
change rules.txt 's/^eligible age .*/eligible age 18/'
change rules.txt 's/^unique .*/unique sex/'
change rules.txt 's/^allocation .*/allocation fair/'
change rules.txt 's/^replace .*/replace fair/'
change rules.txt 's/^kmin .*/kmin 0/'
change rules.txt 's/^stratum 1 /stratum 7 /'
change rules.txt 's/^stratum 1 5 /stratum 1 0 /'
change rules.txt 's/ - Le/ 1 Le/'
change 00-announce.txt 's/^time .*/time noon/'
change 00-announce.txt 's/^ceremony .*/ceremony X/'
change 00-announce.txt 's/^seq .*/seq x/'
change 00-announce.txt 's/^tool .*/tool dice 1.0/'
change 00-announce.txt 's/^body .*/body/'
change 00-announce.txt 2d
change 00-announce.txt "\$d"
change 01-commit.txt 's/ d10 / d8 /'
change 01-commit.txt 's/ d10 24/ d10 999/'
change 01-commit.txt 's/^source 1 dice/source 2 dice/'
change 01-commit.txt 's/^source 1 dice/source 1 coin/'
change 01-commit.txt 's/^source 1 dice.*/source 1 lottery Loto 2026-09-05/'
change 01-commit.txt 's/^source 1 dice.*/source 1 lottery loto 2026-09-31/'
change 01-commit.txt 's/^rollkey/excluded odd 1\n&/'
change 02-reveals.txt 's/^1 dice/3 dice/'
change 03-result.txt 's/^select member 1/select guest 1/'
change 03-result.txt 's/^seats 1/seats 3/'
sed -i '$d' public/roll.txt
urne --lang fr verifier public --json | grep -o '"item":"[^"][^"]*"'
