# What a check says when one fails, and when several do.
cp -R "$FIXTURES/hamlet/public" public
urne --lang fr verifier public --quiet \
    --seal 0000000000000000000000000000000000000000000000000000000000000000
echo "= $?"
rm public/seed-input.txt
urne --lang fr verifier public
