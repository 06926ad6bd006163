# There is no receipt of a count: one that is given confirms nothing.
: >receipt.txt
urne verify "$FIXTURES/village/public" --receipt receipt.txt --quiet
