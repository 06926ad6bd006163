# Every file of fixtures/broken/panel is refused where its MANIFEST says, with that code and
# status; what is printed is the first refusal whole, and any difference. An empty place is
# a fault of the whole file.
cp -R "$FIXTURES/broken/panel" broken
tail -n +2 broken/MANIFEST | while IFS=';' read -r file place status code rest; do
    quotas=broken/quotas.csv
    pool=broken/pool.csv
    case $file in
    quotas*) quotas=broken/$file ;;
    *) pool=broken/$file ;;
    esac
    urne panel check --pool "$pool" --quotas "$quotas" --size 2 --quiet 2>error
    seen=$?
    sed '/^broken/{1!q}' error | grep -v '^and' | head -n 3
    case $status:$seen:$(head -n 1 error) in
    0:0:) ;;
    "$status:$status:broken/$file:${place:+$place:} error: "*"[$code]") ;;
    *) echo "DIFFERS: exit $seen, in the MANIFEST $file;$place;$status;$code" ;;
    esac
done
