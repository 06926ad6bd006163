# Every file of fixtures/broken/ballots is refused where its MANIFEST says, with that code
# and status; what is printed is the first refusal whole, and any difference. An empty
# place is a fault of the whole file.
cp -R "$FIXTURES/broken/ballots" broken
tail -n +2 broken/MANIFEST | while IFS=';' read -r file place status code rest; do
    case $file in
    stanford*) urne ballots import "broken/$file" --budget 1 -o out.pb --quiet 2>error ;;
    *.csv) urne ballots import "broken/$file" --projects broken/projects.csv --budget 1 \
        --type approval -o out.pb --quiet 2>error ;;
    *) urne ballots check "broken/$file" --quiet 2>error ;;
    esac
    seen=$?
    sed '/^broken/{1!q}' error | grep -v '^and' | head -n 3
    case $status:$seen:$(head -n 1 error) in
    1:1:) ;;
    "$status:$status:broken/$file:${place:+$place:} error: "*"[$code]") ;;
    *) echo "DIFFERS: exit $seen, in the MANIFEST $file;$place;$status;$code" ;;
    esac
done
