# Every file of fixtures/broken is refused where its MANIFEST says, with that code and
# status; what is printed is the first line of each refusal, and any difference. An empty
# place is a fault of the whole file. Two need rules to be wrong; two rules are wrong only
# for a roll, and wait for seal/rules-and-roll.
cp -R "$FIXTURES/broken" broken
tail -n +2 broken/MANIFEST | while IFS=';' read -r file place status code rest; do
    set -- "broken/$file"
    case $file in
    rules/seats-too-many.json | rules/field-unknown.json) continue ;;
    rules/*) set -- broken/sound.csv --rules "broken/$file" ;;
    sex-x.csv | date-future.csv) set -- "broken/$file" --rules broken/rules/sound.json ;;
    esac
    urne roll check "$@" --quiet 2>error
    seen=$?
    head -n 1 error
    case $status:$seen:$(head -n 1 error) in
    0:0:) ;;
    "$status:$status:broken/$file:${place:+$place:} error: "*"[$code]") ;;
    *) echo "DIFFERS: exit $seen, in the MANIFEST $file;$place;$status;$code" ;;
    esac
done
