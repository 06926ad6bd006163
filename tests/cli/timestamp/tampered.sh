# Tokens that somebody put in the folder, with sums.txt set right: V17 names the fault.
cp -R "$FIXTURES/hamlet/public" public
put() {
    echo "--- $1 as $2"
    cp "$FIXTURES/tsa/$1" "public/$2"
    (cd public && sha256sum [0-9r]*.t* seed-input.txt >sums.txt)
    urne verify public | grep -v -e PASS -e NOT-CHECKED -e 'not compared' -e BEACON
    rm "public/$2"
}
put 03-result.txt.tsr 03-result.txt.tsr
put 01-commit.txt.tsr 01-commit.txt.tsr
put 03-result.txt.tsr 02-reveals.txt.tsr
put expired.tsr 03-result.txt.tsr
put rejected.tsr 03-result.txt.tsr
put ca.pem 03-result.txt.tsr
put 03-result.txt.tsr roll.txt.tsr
put 03-result.txt.tsr 30-audit.txt.tsr
cp "$FIXTURES/tsa/03-result.txt.tsr" public
urne verify public | grep ^V01
(cd public && sha256sum [0-9r]*.t* seed-input.txt >sums.txt && rm 03-result.txt.tsr)
urne verify public | grep -v -e PASS -e NOT-CHECKED -e 'not compared' -e BEACON
