# What is read all the same: byte order mark, mixed line ends, no last line end, sections
# in small letters, empty lines, quotes inside cells, line breaks inside quotes.
town=$FIXTURES/ballots/town.pb
{
    printf '\357\273\277'
    sed -e 's/^META/ meta /' -e 's/^VOTES/Votes/' -e '3,9s/$/\r/' \
        -e 's/Lights in the park/Lights "in the park/' \
        -e 's/"Benches; with backs"/"Benches;\nwith backs"tail/' -e 's/^104/\n&/' "$town" |
        head -c -1
} >town.pb
urne ballots check town.pb
urne ballots import town.pb -o again.pb --quiet
sed -n '/^PROJECTS/,/^VOTES/p' again.pb
urne ballots import again.pb -o third.pb --quiet
cmp again.pb third.pb
