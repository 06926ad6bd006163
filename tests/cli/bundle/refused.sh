# What is no bundle is refused whole; what cannot be packed or unpacked, too.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
cp -R "$FIXTURES/hamlet/public" public
urne bundle public -o hamlet.urne --quiet
ask urne bundle public -o hamlet.urne
ask urne bundle public -o hamlet.urne --force
ask urne bundle --extract hamlet.urne public
head -c 2000 hamlet.urne >cut.urne
ask urne verify cut.urne
ask urne bundle --extract cut.urne new
sed 's/^seats 3$/seats 4/' hamlet.urne >changed.urne
ask urne verify changed.urne
{ cat hamlet.urne; echo; } >more.urne
ask urne verify more.urne --json
printf 'urne-bundle/1\nfile a 9007199254740991 %064d\n' 0 >vast.urne
ask urne verify vast.urne
ask urne verify public --roll public/roll.txt
ask urne verify hamlet.urne --roll public/roll.txt
cp public/roll.txt public/.hidden
ask urne bundle public -o hidden.urne
mkdir both both/public both/private
ask urne bundle both -o both.urne
ask urne bundle nowhere -o nowhere.urne
