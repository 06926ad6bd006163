# After the seal one character is changed, in one place after the other: no draw, the same
# public/, and a line in attempts.txt. The copy put back, the draw goes on.
sh "$FIXTURES/../tests/cli/stage" hamlet revealed
dots() { sed -e "s,$PWD,.,g" "$@"; }
# change FILE SED: what the draw says of it.
change() {
    echo "--- $1"
    cp -R hamlet/public before
    cp -R hamlet/private before-private
    cp "$1" keep
    sed "$2" keep >"$1"
    cp -R hamlet/public changed
    urne draw hamlet --time 2026-09-05T16:05:00Z 2>error
    echo "= $?"
    dots error
    diff -r changed hamlet/public
    cp keep "$1"
    diff -r before hamlet/public
    diff -r before-private hamlet/private
    rm -r before before-private changed hamlet/private/attempts.txt
}
change roll.csv 's/ROUX/ROUY/'
change hamlet/rules.json 's/"seats": 3/"seats": 4/'
change hamlet/public/roll.txt '1s/4/5/'
change hamlet/public/rules.txt 's/seats 3/seats 4/'
change hamlet/public/01-commit.txt 's/d10/d6/'
change hamlet/public/02-reveals.txt 's/0839/0838/'
change hamlet/public/sums.txt '1s/^./f/'
change hamlet/private/index.tsv 's/ROUX/ROUY/'
change hamlet/private/roll-key.txt 's/00/10/'
rm roll.csv
urne draw hamlet --time 2026-09-05T16:05:00Z --quiet 2>error
status=$?
dots error
diff -r "$FIXTURES/hamlet/public" hamlet/public
exit $status
