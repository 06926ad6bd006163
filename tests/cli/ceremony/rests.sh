# What a check rests on: with a result that does not hold nobody says who follows; with a
# later entry that is broken the witnesses of the throw are still known.
cp -R "$FIXTURES/square/public" public
sed '/^select member 1 /s/ [0-9]* / 7 /2' "$FIXTURES/square/public/03-result.txt" >public/03-result.txt
urne verify public | grep -E '^(V15|V18)|rests'
cp "$FIXTURES/square/public/03-result.txt" public/
sed 's/^role /rule /' "$FIXTURES/square/public/31-rekey.txt" >public/31-rekey.txt
urne verify public | grep -E '^(V06|V18)|rests'
sed '/^select member 1 /s/ [0-9]* / 7 /2' "$FIXTURES/square/public/03-result.txt" >public/03-result.txt
urne verify public --json | grep -o '"id":"V18"[^}]*'
