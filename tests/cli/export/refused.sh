# Nothing sealed, a roll that is not the sealed one, a dossier for its public folder.
ask() {
    echo "$ $*"
    "$@" 2>&1
    echo "= $?"
}
sh "$FIXTURES/../tests/cli/stage" hamlet announced
ask urne export hamlet/public --checkpoint
rm -r hamlet
sh "$FIXTURES/../tests/cli/stage" hamlet sealed
sed -i 1d hamlet/public/roll.txt
ask urne export hamlet/public --checkpoint
ask urne export hamlet --json
ask urne export nowhere --json
touch hamlet/public/Names.csv
ask urne export hamlet/public --json
ask urne export
ask urne export hamlet/public
ask urne export hamlet/public --json --checkpoint
ask urne export hamlet/public --json --key clerk.key
