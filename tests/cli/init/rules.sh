# A dossier is opened: what was said, and what is there.
cp "$FIXTURES/hamlet/rules.json" .
urne init hamlet --rules rules.json --ceremony 00112233445566778899aabbccddeeff \
    --time 2026-09-01T08:00:00Z
status=$?
cmp rules.json hamlet/rules.json
(cd hamlet && find . | sort && find . -perm 700)
cat hamlet/public/00-announce.txt
(cd hamlet/public && sha256sum -c sums.txt)
exit $status
